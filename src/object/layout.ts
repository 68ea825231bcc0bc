// Layouts: what the words of an object mean. The collector needs one number of them, the count of
// traced words at the start of the payload; the rest serves the host.

import {
  GRANULE_BYTES,
  HEADER_BYTES,
  LAYOUT_LIMIT,
  RECORD_MASK,
  RECORD_LIMIT,
  RECORD_SHIFT,
} from './header.ts';
import type { AddressSpace } from '../memory/address-space.ts';
import type { Address } from '../memory/brands.ts';
import { shown } from '../memory/check.ts';
import { IdentifiersUsedUpError, LayoutError } from '../memory/errors.ts';

/** Kinds of integers up to 32 bits. They take no other number. */
export type IntegerKind = 'i8' | 'u8' | 'i16' | 'u16' | 'i32' | 'u32';

/**
 * How a field is stored. `ref` and `value` are traced; `weak` refers without keeping alive; the
 * others are raw bytes. With `%` behind it
 * a kind of integers takes any number, modulo its width; `i64` and `u64` are read and written as
 * bigints.
 */
export type FieldKind =
  | 'ref'
  | 'value'
  | 'weak'
  | IntegerKind
  | `${IntegerKind}%`
  | 'i64'
  | 'u64'
  | 'f32'
  | 'f64'
  | 'bool';

/** Field names and their kinds, in the order they were declared. */
export type FieldKinds = Readonly<Record<string, FieldKind>>;

const FIELD_BYTES: Readonly<Record<FieldKind, number>> = {
  ref: 4,
  value: 4,
  weak: 4,
  i8: 1,
  u8: 1,
  i16: 2,
  u16: 2,
  i32: 4,
  u32: 4,
  'i8%': 1,
  'u8%': 1,
  'i16%': 2,
  'u16%': 2,
  'i32%': 4,
  'u32%': 4,
  i64: 8,
  u64: 8,
  f32: 4,
  f64: 8,
  bool: 1,
};

const MAX_FIELDS_BYTES = 4096;

/** Words of an object, counted from its header. */
export interface WordRange {
  readonly first: number;
  readonly end: number;
}

const NO_WORDS: WordRange = Object.freeze({ first: 0, end: 0 });

/** A field's place: bytes from the header word. */
export interface FieldPlace {
  readonly name: string;
  readonly kind: FieldKind;
  readonly offset: number;
}

/**
 * The shape of a fixed-size object: traced slots first, then weak ones, then raw fields, widest
 * first.
 */
export interface FieldPlan {
  readonly fields: readonly FieldPlace[];
  readonly traced: number;
  readonly weak: WordRange;
  /** Bytes of header and payload, not yet rounded to granules. */
  readonly bytes: number;
}

export function isTracedKind(kind: FieldKind): boolean {
  return kind === 'ref' || kind === 'value';
}

/** The fields as they were declared. Throws LayoutError for what is no object of kinds. */
function checkKinds(layout: string, kinds: unknown): [string, FieldKind][] {
  if (typeof kinds !== 'object' || kinds === null || Array.isArray(kinds))
    throw new LayoutError(`${layout}: fields are ${shown(kinds)}; they must be an object of kinds`);
  const declared = Object.entries(kinds);
  for (const [name, kind] of declared)
    if (typeof kind !== 'string' || !Object.hasOwn(FIELD_BYTES, kind))
      throw new LayoutError(
        `${layout}.${name} has kind ${shown(kind)}; one of ${Object.keys(FIELD_BYTES).join(', ')} is possible`,
      );
  return declared as [string, FieldKind][];
}

/** Lays out fields behind the header. Throws LayoutError. */
export function planFields(layout: string, kinds: FieldKinds): FieldPlan {
  const declared = checkKinds(layout, kinds);
  const traced = declared.filter(([, kind]) => isTracedKind(kind));
  const weak = declared.filter(([, kind]) => kind === 'weak');
  const raw = declared
    .filter(([, kind]) => !isTracedKind(kind) && kind !== 'weak')
    .sort(([, a], [, b]) => FIELD_BYTES[b] - FIELD_BYTES[a]);
  const fields: FieldPlace[] = [];
  let offset = HEADER_BYTES;
  for (const [name, kind] of [...traced, ...weak, ...raw]) {
    const width = FIELD_BYTES[kind];
    offset = Math.ceil(offset / width) * width;
    fields.push(Object.freeze({ name, kind, offset }));
    offset += width;
  }
  if (offset > MAX_FIELDS_BYTES)
    throw new LayoutError(
      `${layout} needs ${offset} bytes; fields may take ${MAX_FIELDS_BYTES}: keep long data in an array or bytes object`,
    );
  const first = 1 + traced.length;
  return {
    fields: Object.freeze(fields),
    traced: traced.length,
    weak: weak.length === 0 ? NO_WORDS : Object.freeze({ first, end: first + weak.length }),
    bytes: offset,
  };
}

/** One registered layout: what the collector and the inspector know of it. */
export interface LayoutRecord {
  readonly id: number;
  readonly name: string;
  /** Traced words at the start of the payload, or TRACE_ALL. */
  readonly traced: number;
  /** Bytes of every object, header included and rounded up; 0 where they differ. */
  readonly bytes: number;
  /** The fields, where they have names. */
  readonly fields: readonly FieldPlace[];
  /** The words that refer without keeping alive. */
  readonly weak: WordRange;
}

const NOT_REGISTERED = 0xffff;
/** Objects of more granules have no mask of their own: it would be longer than a map word. */
const MAX_MASK_GRANULES = 63;
const WORD_BITS = 32;
const SLOT_BYTES = 4;
const MAX_BYTES = 0x7fffffff;

/** A word whose low `count` bits are set. */
function lowBits(count: number): number {
  return count >= WORD_BITS ? -1 : (1 << Math.max(0, count)) - 1;
}

/**
 * The layouts of one heap, and the table of them that the kernel reads (header.ts has the drawing).
 */
export class LayoutTable {
  private readonly records: (LayoutRecord | undefined)[] = [undefined];
  /** Bytes of every object of a layout, header included; 0 where they differ. */
  private readonly fixedBytes = new Uint16Array(LAYOUT_LIMIT).fill(NOT_REGISTERED);
  /** Bytes of header and traced words. */
  private readonly tracedBytes = new Int32Array(LAYOUT_LIMIT);

  /** @param table byte address of LAYOUT_LIMIT records, which the kernel reads. */
  constructor(
    private readonly space: AddressSpace,
    private readonly table: Address,
  ) {}

  /** Layouts that are registered; their ids are 1 … count. */
  get count(): number {
    return this.records.length - 1;
  }

  /** Where the kernel reads what it knows of a layout: byte address of its record. */
  addressOf(id: number): number {
    return this.table + (id << RECORD_SHIFT);
  }

  /**
   * What is wrong with a layout was looked at before: one that is refused takes no number.
   *
   * @param granules of every object of the layout, or 0 where they differ.
   */
  register(
    name: string,
    traced: number,
    granules = 0,
    fields: readonly FieldPlace[] = [],
    weak = NO_WORDS,
  ): LayoutRecord {
    const id = this.records.length;
    if (id >= LAYOUT_LIMIT) throw new IdentifiersUsedUpError('layouts', LAYOUT_LIMIT - 1);
    const record = Object.freeze({
      id,
      name,
      traced,
      bytes: granules * GRANULE_BYTES,
      fields,
      weak,
    });
    this.records.push(record);
    const tracedBytes = HEADER_BYTES + Math.max(0, traced) * SLOT_BYTES;
    this.fixedBytes[id] = granules * GRANULE_BYTES;
    this.tracedBytes[id] = Math.min(tracedBytes, MAX_BYTES);
    const { words } = this.space;
    const at = (this.table + (id << RECORD_SHIFT)) >>> 2;
    const isFixed = granules > 0 && granules <= MAX_MASK_GRANULES;
    words[at] = traced;
    words[at + RECORD_LIMIT / 4] = isFixed ? WORD_BITS * 2 + 1 - granules : 0;
    words[at + RECORD_MASK / 4] = isFixed ? lowBits(granules) : 0;
    words[at + RECORD_MASK / 4 + 1] = isFixed ? lowBits(granules - WORD_BITS) : 0;
    return record;
  }

  /**
   * Whether the layout is registered, and an object of it may have so many bytes, header included
   * and rounded up.
   */
  admits(id: number, bytes: number): boolean {
    const fixed = this.fixedBytes[id];
    return fixed === 0 || fixed === bytes;
  }

  /** Whether so many bytes, header included, have room for all that is traced. */
  holdsSlots(id: number, bytes: number): boolean {
    return bytes >= this.tracedBytes[id]!;
  }

  /** The words of a layout's objects that refer without keeping alive. */
  weakSlotsOf(id: number): WordRange {
    return this.records[id]?.weak ?? NO_WORDS;
  }

  /** The layout with this id, or undefined. */
  get(id: number): LayoutRecord | undefined {
    return this.records[id];
  }
}
