// A region: where objects are bumped, from its cursor to the end of a hole or of an arena
// (geometry.ts has the drawing).

import { type Ref, REF_TAG, toRef } from '../object/slot.ts';
import type { ArenaIndex } from './arena-table.ts';
import {
  REGION_BUMPED,
  REGION_BYTES,
  REGION_CURSOR,
  REGION_ENTERED,
  REGION_OBJECTS,
  REGION_RECYCLABLE,
  REGION_START,
} from './geometry.ts';

/**
 * Words of a region's state behind the first, which is the cursor: REGION_END and REGION_OBJECTS.
 * As an enum they are literals in what an engine sees, which compiles a short function into its
 * callers.
 */
const enum Word {
  End = 1,
  Objects,
}

/** The words of a region's state. */
export type RegionState = Int32Array;

/**
 * Where objects are bumped now: [cursor, end), in words of the space, all zero. The state stands in
 * the space itself, where an engine loads and stores plain integers, in a field of an object each
 * is tagged and checked; and where the kernel moves it from hole to hole. Invariant: what lies
 * below the cursor, back to where the region was entered, is objects.
 */
export class BumpRegion {
  private readonly state: number;
  /** Where the region ends when it is not paused; 0 when it is not. */
  private pausedEnd = 0;

  /**
   * @param words the space, as the region sees it until the next `followViews`.
   * @param address of REGION_BYTES of the space.
   */
  constructor(
    public words: Int32Array,
    readonly address: number,
  ) {
    this.state = address >>> 2;
  }

  followViews(words: Int32Array): void {
    this.words = words;
  }

  /** Bytes and objects bumped, and bytes of holes and arenas entered, since it was reset. */
  get bumpedBytes(): number {
    return (this.word(REGION_BUMPED) + this.word(REGION_CURSOR) - this.word(REGION_START)) * 4;
  }

  /** Where the cursor stands, and where it stood when the hole was entered: words of the space. */
  get cursor(): number {
    return this.word(REGION_CURSOR);
  }

  get start(): number {
    return this.word(REGION_START);
  }

  get objects(): number {
    return this.word(REGION_OBJECTS);
  }

  get enteredBytes(): number {
    return this.word(REGION_ENTERED) * 4;
  }

  /** Lets it look for holes from this arena on; 0 is none. */
  recycleFrom(arena: ArenaIndex): void {
    this.words[this.state + (REGION_RECYCLABLE >>> 2)] = arena;
  }

  get isPaused(): boolean {
    return this.pausedEnd !== 0;
  }

  /** Where it stands and what it counts, to go back to. */
  save(): RegionState {
    return this.words.slice(this.state, this.state + (REGION_BYTES >>> 2));
  }

  /** Whether nothing has changed since. */
  isAt(saved: RegionState): boolean {
    return saved.every((word, index) => word === this.words[this.state + index]);
  }

  /**
   * Goes back to where it stood, and forgets what was bumped since: the memory is zero again.
   *
   * @param reuses whether that memory is bumped into again; else the region is full.
   */
  goBack(saved: RegionState, reuses: boolean): void {
    const { words, state } = this;
    words.set(saved, state);
    const cursor = saved[0]!;
    words.fill(0, cursor, saved[Word.End]!);
    if (!reuses) words[state + Word.End] = cursor;
  }

  /** Has no room until it is resumed or reset. */
  pause(): void {
    const { words, state } = this;
    this.pausedEnd = words[state + Word.End]!;
    words[state + Word.End] = words[state]!;
  }

  resume(): void {
    if (this.pausedEnd === 0) return;
    this.words[this.state + Word.End] = this.pausedEnd;
    this.pausedEnd = 0;
  }

  /** Lies nowhere now, and counts from 0 again. */
  reset(): void {
    this.pausedEnd = 0;
    this.words.fill(0, this.state, this.state + (REGION_BYTES >>> 2));
  }

  /** The fast path: a compare, an add and a header store. 0 when the region is too short. */
  bump(header: number, size: number): Ref {
    const { words, state } = this;
    const at = words[state]!;
    const next = at + size;
    if (!(next <= words[state + Word.End]!)) return 0;
    words[state] = next;
    words[state + Word.Objects]! += 1;
    words[at] = header;
    return toRef((at << 2) | REF_TAG);
  }

  /** Takes back the object of `size` words that was bumped last; false when that was another. */
  unbump(ref: Ref, size: number): boolean {
    const { words, state } = this;
    const at = ref >>> 2;
    if (words[state] !== at + size) return false;
    words.fill(0, at, at + size);
    words[state] = at;
    words[state + Word.Objects]! -= 1;
    return true;
  }

  /** Lies nowhere for good: its state belongs to others now. */
  close(): void {
    this.words = new Int32Array(0);
  }

  private word(offset: number): number {
    return this.words[this.state + (offset >>> 2)] ?? 0;
  }
}
