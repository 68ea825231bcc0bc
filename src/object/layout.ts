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
import { IdentifiersUsedUpError, LayoutError } from '../memory/errors.ts';
import {
  declaredFields,
  FIELD_BYTES,
  type FieldKind,
  type FieldKinds,
  type NumberKind,
} from './kinds.ts';

const MAX_FIELDS_BYTES = 4096;

/** Words of an object, counted from its header. */
export interface WordRange {
  readonly first: number;
  readonly end: number;
}

const NO_WORDS: WordRange = Object.freeze({ first: 0, end: 0 });

/** A field's place. */
export interface FieldPlace {
  /** That of a field of a struct has a dot: `pos.x`. */
  readonly name: string;
  readonly kind: FieldKind;
  /** Bytes from the header word. */
  readonly offset: number;
  /** The names by which a program gets to it: `['pos', 'x']`. */
  readonly path: readonly string[];
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

/** Lays out fields behind the header. Throws LayoutError. */
export function planFields(layout: string, kinds: FieldKinds): FieldPlan {
  const declared = declaredFields(layout, kinds);
  const traced = declared.filter(({ kind }) => isTracedKind(kind));
  const weak = declared.filter(({ kind }) => kind === 'weak');
  const raw = declared
    .filter(({ kind }) => !isTracedKind(kind) && kind !== 'weak')
    .sort((a, b) => FIELD_BYTES[b.kind] - FIELD_BYTES[a.kind]);
  const fields: FieldPlace[] = [];
  let offset = HEADER_BYTES;
  for (const { name, kind, path } of [...traced, ...weak, ...raw]) {
    const width = FIELD_BYTES[kind];
    offset = Math.ceil(offset / width) * width;
    fields.push(Object.freeze({ name, kind, offset, path: Object.freeze(path) }));
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

/** Numbers of a kind, one behind the other; or the units of a string. */
export type ContentKind = NumberKind | 'text';

/** What is not the same for all layouts. */
export interface LayoutTraits {
  readonly weak?: WordRange;
  readonly content?: ContentKind | undefined;
  readonly alignment?: number;
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
  /** What lies behind the length of objects that are strings, or arrays of numbers. */
  readonly content: ContentKind | undefined;
  /** What the address of the content is a multiple of. Above 8 its objects do not move. */
  readonly alignment: number;
}

const NOT_REGISTERED = 0xffff;
/** Layouts that there is room for at first: most heaps have few. */
const FIRST_LAYOUTS = 32;
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
  private fixedBytes = new Uint16Array(FIRST_LAYOUTS).fill(NOT_REGISTERED);
  /** Bytes of header and traced words; past all bounds where none is made raw. */
  private tracedBytes = new Int32Array(FIRST_LAYOUTS);

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
    { weak = NO_WORDS, content, alignment = GRANULE_BYTES }: LayoutTraits = {},
  ): LayoutRecord {
    const id = this.records.length;
    if (id >= LAYOUT_LIMIT) throw new IdentifiersUsedUpError('layouts', LAYOUT_LIMIT - 1);
    const bytes = granules * GRANULE_BYTES;
    const record = Object.freeze({ id, name, traced, bytes, fields, weak, content, alignment });
    this.records.push(record);
    const tracedBytes = HEADER_BYTES + Math.max(0, traced) * SLOT_BYTES;
    if (id >= this.fixedBytes.length) this.grow();
    this.fixedBytes[id] = granules * GRANULE_BYTES;
    this.tracedBytes[id] = this.stays(id) ? MAX_BYTES : Math.min(tracedBytes, MAX_BYTES);
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

  /**
   * Whether objects of the layout stay where they were made: they are born pinned, and say so for
   * as long as they live.
   */
  stays(id: number): boolean {
    return (this.records[id]?.alignment ?? 0) > GRANULE_BYTES;
  }

  private grow(): void {
    const { fixedBytes, tracedBytes } = this;
    const length = fixedBytes.length * 2;
    this.fixedBytes = new Uint16Array(length).fill(NOT_REGISTERED);
    this.fixedBytes.set(fixedBytes);
    this.tracedBytes = new Int32Array(length);
    this.tracedBytes.set(tracedBytes);
  }

  /** The layout with this id, or undefined. */
  get(id: number): LayoutRecord | undefined {
    return this.records[id];
  }
}
