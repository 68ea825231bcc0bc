// The map of what marks have reached, as JavaScript reads it (geometry.ts has the drawing): a bit
// for each granule of the space, 32 of them a word.

import type { AddressSpace } from '../memory/address-space.ts';
import type { SlotWord } from '../object/slot.ts';
import { ARENA_BYTES, BIT_SHIFT, MAP_BYTES, MAP_INDEX_SHIFT } from './geometry.ts';

/** Says which objects of a space live. */
export interface Liveness {
  /** The words of the space. */
  readonly words: Int32Array;
  has(ref: SlotWord): boolean;
}

/** One space's map, in the memory that the space has now. */
export class ReachedMap implements Liveness {
  readonly words: Int32Array;
  /** The index of its first word. */
  readonly base: number;

  constructor(space: AddressSpace) {
    this.words = space.words;
    this.base = (space.reserved - (space.reserved / ARENA_BYTES) * MAP_BYTES) >>> 2;
  }

  /** Whether the object is reached that the reference refers to. */
  has(ref: SlotWord): boolean {
    const bits = this.words[this.base + (ref >>> MAP_INDEX_SHIFT)]!;
    return (bits & (1 << (ref >>> BIT_SHIFT))) !== 0;
  }
}
