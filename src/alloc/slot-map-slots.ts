// The slots of a slot map: which are in use, under which handle, and which come next.
//
// One 64-bit float a slot says it all (slot 0 is never used):
//
//   handle > 0                              in use: the handle that names it, generation and tag included
//   -(generation * span + next free) - 1    free: the generation it will have, and the next of the free list (0: none)
//   NaN                                     handed out, its value is not made yet
//   -Infinity                               retired: its generations are used up
//
// So one load and one comparison check bounds, generation and tag, and refuse fractions and NaN on
// the way.

import { HandleError, IdentifiersUsedUpError } from '../memory/errors.ts';
import { IndexBits, type IndexChoices } from './indexed-bits.ts';

const RETIRED = -Infinity;
const FIRST_ROOM = 16;

/** The slots in use and the free list. Knows nothing of values. */
export class Slots {
  /** `(handle & mask) >>> 0` is the slot. */
  readonly mask: number;
  readonly capacity: number;
  private readonly bits: IndexBits;
  private states = new Float64Array(FIRST_ROOM);
  /** The highest slot ever used. invariant: used = live + retired + free list + those being made */
  private used = 0;
  private firstFree = 0;
  private liveCount = 0;
  private retiredCount = 0;

  constructor(
    choices: IndexChoices,
    private readonly name: string,
  ) {
    this.bits = new IndexBits(name, choices);
    this.mask = (this.bits.span - 1) | 0;
    this.capacity = this.bits.capacity;
    this.states[0] = RETIRED;
  }

  get live(): number {
    return this.liveCount;
  }

  get retired(): number {
    return this.retiredCount;
  }

  get highest(): number {
    return this.used;
  }

  /** A handle whose slot is in nobody's use; it names nothing before `settle`. */
  take(): number {
    const slot = this.firstFree;
    if (slot === 0) return this.takeFresh();
    const packed = -this.states[slot]! - 1;
    const next = (packed & this.mask) >>> 0;
    this.firstFree = next;
    this.states[slot] = NaN;
    return this.bits.tagBase + packed - next + slot;
  }

  /** The handle names its slot from now on. */
  settle(handle: number): void {
    this.states[(handle & this.mask) >>> 0] = handle;
    this.liveCount++;
  }

  /** Takes back a handle that names its slot. */
  release(handle: number): void {
    this.liveCount--;
    this.abandon(handle);
  }

  /**
   * Takes back a handle that was never settled. It has been seen, so it is not given out again
   * either.
   */
  abandon(handle: number): void {
    const slot = (handle & this.mask) >>> 0;
    const next = handle - this.bits.tagBase - slot + this.bits.span;
    if (next >= this.bits.span * this.bits.generations) {
      // Reused with generation 0, the first handle of the slot would become valid again.
      this.states[slot] = RETIRED;
      this.retiredCount++;
      return;
    }
    this.states[slot] = -(next + this.firstFree) - 1;
    this.firstFree = slot;
  }

  has(handle: number): boolean {
    return handle > 0 && this.states[(handle & this.mask) >>> 0] === handle;
  }

  /** Throws HandleError for a handle that names nothing. */
  slotOf(handle: number): number {
    const slot = (handle & this.mask) >>> 0;
    if (this.states[slot] !== handle || !(handle > 0)) this.refuse(handle);
    return slot;
  }

  /** The handle that names a slot; 0 for a slot that is not in use. */
  handleAt(slot: number): number {
    const state = this.states[slot]!;
    return state > 0 ? state : 0;
  }

  private takeFresh(): number {
    if (this.used === this.capacity)
      throw new IdentifiersUsedUpError(
        `slots of ${this.name} (${this.retiredCount} of them retired)`,
        this.capacity,
      );
    const slot = this.used + 1;
    if (slot === this.states.length) {
      const longer = new Float64Array(Math.min(slot * 2, this.capacity + 1));
      longer.set(this.states);
      this.states = longer;
    }
    this.used = slot;
    this.states[slot] = NaN;
    return this.bits.tagBase + slot;
  }

  private refuse(handle: number): never {
    if (Number.isNaN(this.states[(handle & this.mask) >>> 0]))
      throw new HandleError(
        `handle ${handle} of ${this.name} names nothing: the value of its slot is being made`,
      );
    this.bits.refuse(handle, this.name, (slot) => this.generationOf(slot));
  }

  /** The generation that a slot is in, or will be in when it is used next. */
  private generationOf(slot: number): number | undefined {
    if (slot > this.used) return undefined;
    const state = this.states[slot]!;
    if (state === RETIRED) return this.bits.generations;
    const offset = state > 0 ? state - this.bits.tagBase : -state - 1;
    return Math.floor(offset / this.bits.span);
  }
}
