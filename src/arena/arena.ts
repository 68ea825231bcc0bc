// Arenas: 32 KiB blocks that objects are bumped into, fresh ones whole and recycled ones hole by
// hole.

import type { PageIndex } from '../memory/brands.ts';
import { type LimitedPages, stillPristine } from '../memory/page-source.ts';
import { PAGE_BYTES, PAGE_SHIFT } from '../memory/units.ts';
import type { Ref } from '../object/slot.ts';
import { ArenaTable, type ArenaIndex } from './arena-table.ts';
import { BumpRegion, type RegionState } from './bump-region.ts';
import type { PageReturns } from './page-returns.ts';
import { ARENA_BYTES, ARENA_SHIFT, REGION_BYTES } from './geometry.ts';
import { countOccupancy, type Occupancy } from './occupancy.ts';

const ARENA_PAGES = ARENA_BYTES / PAGE_BYTES;
const ARENA_PAGE_SHIFT = ARENA_SHIFT - PAGE_SHIFT;

/** The first of the pages that an arena is. */
function pageOf(arena: ArenaIndex): PageIndex {
  return (arena << ARENA_PAGE_SHIFT) as PageIndex;
}

/** Bytes of the space that a heap's regions keep their state in. */
export const REGIONS_BYTES = 2 * REGION_BYTES;

/** What a sweep kept. */
export interface Survivors {
  readonly objects: number;
  /** Bytes of the objects themselves, headers included. */
  readonly bytes: number;
}

/** A place in the list of arenas, and in those that are being filled. */
export interface ArenasPosition {
  readonly first: ArenaIndex;
  readonly small: RegionState;
  readonly medium: RegionState;
}

/** All arenas of one heap. Takes, recycles and drops them as it is told; decides nothing. */
export class Arenas {
  private readonly table: ArenaTable;
  /**
   * Objects up to a few cache lines fill any hole; longer ones keep a region of their own, so that
   * they skip none of the small holes.
   */
  readonly small: BumpRegion;
  readonly medium: BumpRegion;
  private first: ArenaIndex = 0;
  private held = 0;
  private retiredBytes = 0;
  private retiredObjects = 0;
  /** Undefined until it is asked for after a sweep. */
  private counted: Occupancy | undefined;
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

  /** Re-reads the views after a trim. */
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
   * Takes so many arenas with nothing in them, or as many as there are, for objects that are to be
   * moved, and adds them to `taken`, one by one: a source that throws takes away none. `add` makes
   * them the heap's.
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

  /** Gives back arenas that `takeEmpty` took. */
  giveBack(empty: readonly ArenaIndex[]): void {
    for (const arena of empty) this.returns.release(pageOf(arena), ARENA_PAGES);
  }

  /** Fills all holes with this word. Right after a sweep. */
  fillHoles(word: number): void {
    this.table.kernel.fillHoles(this.first, word);
  }

  /** Takes back the object of `size` words that was made last: it was not handed out. */
  takeBack(ref: Ref, size: number): void {
    if (!this.small.unbump(ref, size)) this.medium.unbump(ref, size);
  }

  get isPaused(): boolean {
    return this.small.isPaused || this.medium.isPaused;
  }

  /** Nothing is bumped until `resume`. */
  pause(): void {
    this.small.pause();
    this.medium.pause();
  }

  resume(): void {
    this.small.resume();
    this.medium.resume();
  }

  /** Closes both regions: nothing is bumped until the next hole or arena is entered. */
  retire(): void {
    this.retiredBytes = this.allocatedBytes;
    this.retiredObjects = this.allocatedObjects;
    this.small.reset();
    this.medium.reset();
  }

  /**
   * Drops the arenas in which the mark found nothing; the others' holes can be entered.
   *
   * @param marks whether headers are to say what lives.
   */
  sweep(marks: boolean): Survivors {
    const { kernel } = this.table;
    this.first = kernel.sweepArenas(this.first, marks);
    this.counted = undefined;
    this.drop(kernel.droppedArenas.value);
    this.small.recycleFrom(this.first);
    this.medium.recycleFrom(this.first);
    return { objects: kernel.sweptObjects.value, bytes: kernel.sweptBytes.value };
  }

  /**
   * How many arenas had so many live granules at the last sweep: a count for each of 0 …
   * GRANULES_PER_ARENA.
   */
  histogram(): Uint32Array {
    return this.occupancy().histogram;
  }

  /**
   * How full the last sweep found the arenas; those that were taken since are left out. Counted
   * once for each sweep.
   */
  occupancy(): Occupancy {
    this.counted ??= countOccupancy(this.table, this.first);
    return this.counted;
  }

  /** Bytes in which the last sweep found nothing alive, and that no region has entered since. */
  get holeBytes(): number {
    const { arenas, freeBytes } = this.occupancy();
    const enteredFresh = (this.held - arenas) * ARENA_BYTES;
    return freeBytes - Math.max(0, this.enteredBytes - enteredFresh);
  }

  /** Where the next object will go, to go back to. Only in a heap that never collects. */
  position(): ArenasPosition {
    return { first: this.first, small: this.small.save(), medium: this.medium.save() };
  }

  /** Whether nothing was made since. */
  isAt({ first, small, medium }: ArenasPosition): boolean {
    return this.first === first && this.small.isAt(small) && this.medium.isAt(medium);
  }

  /**
   * Visits the arenas that are held, but for those from `end` on; 0 is the end of all. From the
   * youngest to the oldest.
   */
  forEachArena(from: ArenaIndex, end: ArenaIndex, visit: (arena: ArenaIndex) => void): void {
    for (let arena = from; arena !== end; arena = this.table.next(arena)) visit(arena);
  }

  /** Drops what was made since, whatever refers to it; the bytes of it. `reuses` as in a region. */
  goBack(position: ArenasPosition, reuses: boolean): number {
    const { allocatedBytes, allocatedObjects, first } = this;
    this.small.goBack(position.small, reuses);
    this.medium.goBack(position.medium, reuses);
    const dropped = allocatedBytes - this.allocatedBytes;
    this.retiredBytes += dropped;
    this.retiredObjects += allocatedObjects - this.allocatedObjects;
    if (first === position.first) return dropped;
    let last = first;
    this.forEachArena(first, position.first, (arena) => (last = arena));
    this.table.cutBehind(last);
    this.first = position.first;
    this.table.kernel.endAll(first, 0);
    this.drop(first);
    return dropped;
  }

  /** Drops every arena, whatever is in it, for good. */
  dropAll(): void {
    this.retire();
    this.small.close();
    this.medium.close();
    const { first } = this;
    this.first = 0;
    this.counted = undefined;
    this.table.kernel.endAll(first, 0);
    this.drop(first);
  }

  private drop(first: ArenaIndex): void {
    for (let arena = first; arena !== 0;) {
      const next = this.table.next(arena);
      this.held--;
      this.everDropped++;
      this.returns.release(pageOf(arena), ARENA_PAGES);
      arena = next;
    }
  }
}
