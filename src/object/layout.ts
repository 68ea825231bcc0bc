// Layouts: what the words of an object mean. The collector needs one number of them, the count of traced
// words at the start of the payload; the rest serves the host.

import { HEADER_BYTES, LAYOUT_LIMIT, TRACE_ALL } from './header.ts';
import type { AddressSpace } from '../memory/address-space.ts';
import type { Address } from '../memory/brands.ts';
import { IdentifiersUsedUpError, LayoutError } from '../memory/errors.ts';

/** How a field is stored. `ref` and `value` are traced; the others are raw bytes. */
export type FieldKind =
  'ref' | 'value' | 'i8' | 'u8' | 'i16' | 'u16' | 'i32' | 'u32' | 'f32' | 'f64' | 'bool';

/** Field names and their kinds, in the order they were declared. */
export type FieldKinds = Readonly<Record<string, FieldKind>>;

const FIELD_BYTES: Readonly<Record<FieldKind, number>> = {
  ref: 4,
  value: 4,
  i8: 1,
  u8: 1,
  i16: 2,
  u16: 2,
  i32: 4,
  u32: 4,
  f32: 4,
  f64: 8,
  bool: 1,
};

const MAX_FIELDS_BYTES = 4096;

/** A field's place: bytes from the header word. */
export interface FieldPlace {
  readonly name: string;
  readonly kind: FieldKind;
  readonly offset: number;
}

/** The shape of a fixed-size object: traced slots first, then raw fields, widest first. */
export interface FieldPlan {
  readonly fields: readonly FieldPlace[];
  readonly traced: number;
  /** Bytes of header and payload, not yet rounded to granules. */
  readonly bytes: number;
}

export function isTracedKind(kind: FieldKind): boolean {
  return kind === 'ref' || kind === 'value';
}

/** Lays out fields behind the header. Throws LayoutError. */
export function planFields(layout: string, kinds: FieldKinds): FieldPlan {
  const declared = Object.entries(kinds);
  for (const [name, kind] of declared)
    if (!(kind in FIELD_BYTES))
      throw new LayoutError(
        `${layout}.${name} has kind '${String(kind)}'; one of ${Object.keys(FIELD_BYTES).join(', ')} is possible`,
      );
  const traced = declared.filter(([, kind]) => isTracedKind(kind));
  const raw = declared
    .filter(([, kind]) => !isTracedKind(kind))
    .sort(([, a], [, b]) => FIELD_BYTES[b] - FIELD_BYTES[a]);
  const fields: FieldPlace[] = [];
  let offset = HEADER_BYTES;
  for (const [name, kind] of [...traced, ...raw]) {
    const width = FIELD_BYTES[kind];
    offset = Math.ceil(offset / width) * width;
    fields.push({ name, kind, offset });
    offset += width;
  }
  if (offset > MAX_FIELDS_BYTES)
    throw new LayoutError(
      `${layout} needs ${offset} bytes; fields may take ${MAX_FIELDS_BYTES}: keep long data in an array or bytes object`,
    );
  return { fields, traced: traced.length, bytes: offset };
}

/** One registered layout: what the collector and the inspector know of it. */
export interface LayoutRecord {
  readonly id: number;
  readonly name: string;
  /** Traced words at the start of the payload, or TRACE_ALL. */
  readonly traced: number;
}

/** The layouts of one heap, and the table of traced counts that the kernel reads. */
export class LayoutTable {
  private readonly records: (LayoutRecord | undefined)[] = [undefined];

  /** @param counts byte address of LAYOUT_LIMIT words, which the kernel reads. */
  constructor(
    private readonly space: AddressSpace,
    private readonly counts: Address,
  ) {}

  register(name: string, traced: number): LayoutRecord {
    const id = this.records.length;
    if (id >= LAYOUT_LIMIT) throw new IdentifiersUsedUpError('layouts', LAYOUT_LIMIT - 1);
    if (!Number.isInteger(traced) || traced < TRACE_ALL)
      throw new LayoutError(`${name} with ${traced} traced words; 0 or more, or 'all'`);
    const record = { id, name, traced };
    this.records.push(record);
    this.space.words[(this.counts >>> 2) + id] = traced;
    return record;
  }

  /** The layout with this id, or undefined. */
  get(id: number): LayoutRecord | undefined {
    return this.records[id];
  }
}
