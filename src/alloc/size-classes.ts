// The sizes that a pool has slots of. Up to 64 bytes in steps of 8, then four to a doubling, so
// that at most a fifth of a slot is lost: 8 16 … 64, 80 96 112 128, 160 192 224 256, …
//
// A slab is a run of memory aligned to its own size, its slots from its base on. So a slot of 2^k
// bytes is aligned to 2^k.

import { checkArgument, wholeNumber } from '../memory/check.ts';
import { GIB } from '../memory/units.ts';

const SLOT_UNIT_BYTES = 8;
const STEP_SHIFT = 3;
const FINE_LIMIT = 64;
const STEPS_PER_DOUBLING = 4;

const LARGEST = wholeNumber(0, GIB, 'bytes');

/** The slot sizes up to `largest`, ascending. Throws BadRequestError. */
export function slotSizes(largest: number): number[] {
  checkArgument('slotSizes', 'largest', largest, LARGEST);
  const sizes: number[] = [];
  for (let size = SLOT_UNIT_BYTES; size <= largest;) {
    sizes.push(size);
    const doubling = 2 ** Math.floor(Math.log2(size));
    size += size < FINE_LIMIT ? SLOT_UNIT_BYTES : doubling / STEPS_PER_DOUBLING;
  }
  return sizes;
}

/** All about the slots of one size, kept as parallel arrays by class; class 0 is "none". */
export class SizeClasses {
  readonly count: number;
  readonly slotBytes: Int32Array;
  /** Slots of a slab. */
  readonly slots: Int32Array;
  /** The class by the size in units of 8 bytes, rounded up. */
  readonly byUnits: Uint8Array;

  /** Bytes of the longest slot: no more than was asked for. */
  readonly largest: number;

  constructor(
    readonly slabBytes: number,
    largest: number,
  ) {
    const sizes = slotSizes(largest);
    this.count = sizes.length;
    this.largest = sizes.at(-1)!;
    this.slotBytes = new Int32Array([0, ...sizes]);
    this.slots = new Int32Array([0, ...sizes.map((size) => Math.floor(slabBytes / size))]);
    this.byUnits = new Uint8Array((this.largest >>> STEP_SHIFT) + 1);
    for (let units = 1, kind = 1; units < this.byUnits.length; units++) {
      if (units * SLOT_UNIT_BYTES > this.slotBytes[kind]!) kind++;
      this.byUnits[units] = kind;
    }
  }

  /** The class of the shortest slot for 1 to `largest` bytes. */
  classOf(bytes: number): number {
    return this.byUnits[(bytes + SLOT_UNIT_BYTES - 1) >>> STEP_SHIFT]!;
  }

  /**
   * The class of the shortest slot whose address is always a multiple of `alignment`; 0 when there
   * is none.
   */
  alignedClassOf(bytes: number, alignment: number): number {
    if (alignment > this.largest || bytes > this.largest) return 0;
    let kind = this.classOf(Math.max(bytes, alignment));
    while (kind <= this.count && this.slotBytes[kind]! % alignment !== 0) kind++;
    return kind <= this.count ? kind : 0;
  }

  /** Whether a block of `bytes`, of whatever alignment, can live in a slot of this class. */
  admits(kind: number, bytes: number): boolean {
    if (this.classOf(bytes) === kind) return true;
    for (let alignment = 16; alignment <= this.largest; alignment *= 2)
      if (this.alignedClassOf(bytes, alignment) === kind) return true;
    return false;
  }
}
