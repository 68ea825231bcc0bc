// Arenas: 32 KiB blocks that objects are bumped into, fresh ones whole and recycled ones hole by hole.

import type { PageIndex } from '../memory/brands.ts';
import { type LimitedPages, stillPristine } from '../memory/page-source.ts';
import { PAGE_BYTES, PAGE_SHIFT } from '../memory/units.ts';
import { type Ref, REF_TAG } from '../object/slot.ts';
import { ArenaTable, type ArenaIndex } from './arena-table.ts';
import type { PageReturns } from './page-returns.ts';
import {
  ARENA_BYTES,
  ARENA_SHIFT,
  GRANULES_PER_ARENA,
  REGION_BUMPED,
  REGION_BYTES,
  REGION_CURSOR,
  REGION_ENTERED,
  REGION_OBJECTS,
  REGION_RECYCLABLE,
  REGION_START,
} from './geometry.ts';

const ARENA_PAGES = ARENA_BYTES / PAGE_BYTES;
const ARENA_PAGE_SHIFT = ARENA_SHIFT - PAGE_SHIFT;

/** The run of pages that an arena is. */
export function pagesOf(arena: ArenaIndex): [start: PageIndex, pages: number] {
  return [(arena << ARENA_PAGE_SHIFT) as PageIndex, ARENA_PAGES];
}

/** Bytes of the space that a heap's regions keep their state in. */
export const REGIONS_BYTES = 2 * REGION_BYTES;

/**
 * Words of a region's state behind the first, which is the cursor: REGION_END and REGION_OBJECTS. As an enum they are literals in what
 * an engine sees, which compiles a short function into its callers.
 */
const enum Word {
  End = 1,
  Objects,
}

/**
 * Where objects are bumped now: [cursor, end), in words of the space, all zero. The state stands in the space itself, where an engine
 * loads and stores plain integers, in a field of an object each is tagged and checked; and where the kernel moves it from hole to hole.
 * Invariant: what lies below the cursor, back to where the region was entered, is objects.
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
    return (at << 2) | REF_TAG;
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

/** What a sweep kept. */
export interface Survivors {
  readonly objects: number;
  /** Bytes of the objects themselves, headers included. */
  readonly bytes: number;
}

/** All arenas of one heap. Takes, recycles and drops them as it is told; decides nothing. */
export class Arenas {
  private readonly table: ArenaTable;
  /** Objects up to a few cache lines fill any hole; longer ones keep a region of their own, so that they skip none of the small holes. */
  readonly small: BumpRegion;
  readonly medium: BumpRegion;
  private first: ArenaIndex = 0;
  private held = 0;
  private retiredBytes = 0;
  private retiredObjects = 0;
  private everTaken = 0;
  private everDropped = 0;

  /** @param regions byte address of REGIONS_BYTES of the space. */
  constructor(
    private readonly pages: LimitedPages,
    private readonly returns: PageReturns,
    regions: number,
  ) {
    const { words } = pages.space;
    this.table = ArenaTable.of(pages.space);
    this.small = new BumpRegion(words, regions);
    this.medium = new BumpRegion(words, regions + REGION_BYTES);
  }

  /** Goes on with the views that the space has now. */
  followViews(): void {
    this.small.followViews(this.pages.space.words);
    this.medium.followViews(this.pages.space.words);
  }

  /** Arenas held now. */
  get count(): number {
    return this.held;
  }

  /** Arenas taken and dropped since the start. */
  get taken(): number {
    return this.everTaken;
  }

  get dropped(): number {
    return this.everDropped;
  }

  /** The first of the linked arenas, as the kernel wants it. */
  get head(): ArenaIndex {
    return this.first;
  }

  /** Bytes of the holes and fresh arenas that regions entered since the last collection. */
  get enteredBytes(): number {
    return this.small.enteredBytes + this.medium.enteredBytes;
  }

  /** Bytes of all objects ever bumped. */
  get allocatedBytes(): number {
    return this.retiredBytes + this.small.bumpedBytes + this.medium.bumpedBytes;
  }

  /** Number of all objects ever bumped. */
  get allocatedObjects(): number {
    return this.retiredObjects + this.small.objects + this.medium.objects;
  }

  /** Moves the region to the next hole of at least `bytes`; false when no held arena has one. */
  recycle(region: BumpRegion, bytes: number): boolean {
    return this.table.kernel.enterHole(region.address, bytes, region === this.small) !== 0;
  }

  /** Takes a fresh arena for the region; false when the page source has none. */
  take(region: BumpRegion): boolean {
    const { space } = this.pages;
    const pristine = space.pages.pristineFrom;
    const page = this.pages.acquire(ARENA_PAGES, ARENA_PAGES);
    if (page === 0) return false;
    const arena = page >>> ARENA_PAGE_SHIFT;
    const isZero = page >= stillPristine(space, pristine);
    this.table.kernel.openArena(region.address, arena, this.first, isZero, this.pages.owner);
    this.first = arena;
    this.held++;
    this.everTaken++;
    return true;
  }

  /**
   * Takes so many arenas with nothing in them, or as many as there are, for objects that are to be moved, and adds them to `taken`, one
   * by one: a source that throws takes away none. `add` makes them the heap's.
   */
  takeEmpty(count: number, taken: ArenaIndex[]): void {
    for (let page = -1; page !== 0 && taken.length < count;) {
      page = this.pages.acquire(ARENA_PAGES, ARENA_PAGES);
      if (page !== 0) taken.push(page >>> ARENA_PAGE_SHIFT);
    }
  }

  /** Links arenas that `takeEmpty` took. */
  add(empty: readonly ArenaIndex[]): void {
    const { kernel } = this.table;
    for (const arena of empty) {
      kernel.linkArena(arena, this.first, this.pages.owner);
      this.first = arena;
      this.held++;
      this.everTaken++;
    }
  }

  /** Fills all holes with this word. Right after a sweep. */
  fillHoles(word: number): void {
    this.table.kernel.fillHoles(this.first, word);
  }

  /** Takes back the object of `size` words that was made last: it was not handed out. */
  takeBack(ref: Ref, size: number): void {
    if (!this.small.unbump(ref, size)) this.medium.unbump(ref, size);
  }

  /** Closes both regions: nothing is bumped until the next hole or arena is entered. */
  retire(): void {
    this.retiredBytes = this.allocatedBytes;
    this.retiredObjects = this.allocatedObjects;
    this.small.reset();
    this.medium.reset();
  }

  /** Drops the arenas in which the mark found nothing; the others' holes can be entered. */
  sweep(): Survivors {
    const { kernel } = this.table;
    this.first = kernel.sweepArenas(this.first);
    this.drop(kernel.droppedArenas.value);
    this.small.recycleFrom(this.first);
    this.medium.recycleFrom(this.first);
    return { objects: kernel.sweptObjects.value, bytes: kernel.sweptBytes.value };
  }

  /** How many arenas had so many live granules at the last sweep: a count for each of 0 … GRANULES_PER_ARENA. */
  histogram(): Uint32Array {
    const counts = new Uint32Array(GRANULES_PER_ARENA + 1);
    for (let arena = this.first; arena !== 0; arena = this.table.next(arena))
      counts[this.table.liveGranules(arena)]! += 1;
    return counts;
  }

  /** Drops every arena, whatever is in it, for good. */
  dropAll(): void {
    this.retire();
    this.small.close();
    this.medium.close();
    const { first } = this;
    this.first = 0;
    this.table.kernel.endAll(first, 0);
    this.drop(first);
  }

  private drop(first: ArenaIndex): void {
    for (let arena = first; arena !== 0;) {
      const next = this.table.next(arena);
      this.held--;
      this.everDropped++;
      this.returns.release(...pagesOf(arena));
      arena = next;
    }
  }
}
