// Arenas: 32 KiB blocks that objects are bumped into, fresh ones whole and recycled ones hole by hole.

import type { PageIndex } from '../memory/brands.ts';
import type { LimitedPages } from '../memory/page-source.ts';
import { PAGE_BYTES, PAGE_SHIFT } from '../memory/units.ts';
import { type Ref, REF_TAG } from '../object/slot.ts';
import { ArenaTable, type ArenaIndex } from './arena-table.ts';
import { ARENA_BYTES, ARENA_SHIFT, GRANULES_PER_ARENA } from './geometry.ts';

const ARENA_PAGES = ARENA_BYTES / PAGE_BYTES;
const ARENA_PAGE_SHIFT = ARENA_SHIFT - PAGE_SHIFT;

/**
 * Where objects are bumped now: [cursor, end), in words of the space, all zero.
 * Invariant: what lies below the cursor, back to where the region was entered, is objects.
 */
export class BumpRegion {
  cursor = 0;
  end = 0;
  /** Objects bumped since the region was entered. */
  objects = 0;
  /** Where the cursor stood when the region was entered. */
  start = 0;
  /** The arena that the region lies in, and the next one to look for holes in; 0 is none. */
  arena: ArenaIndex = 0;
  recyclable: ArenaIndex = 0;

  /** @param words the space, as the region sees it until the next `followViews`. */
  constructor(public words: Int32Array) {}

  followViews(words: Int32Array): void {
    this.words = words;
  }

  /** The fast path: a compare, an add and a header store. 0 when the region is too short. */
  bump(header: number, words: number): Ref {
    const at = this.cursor;
    const next = at + words;
    if (next > this.end) return 0;
    this.cursor = next;
    this.objects++;
    this.words[at] = header;
    return (at << 2) | REF_TAG;
  }

  enter(arena: ArenaIndex, start: number, end: number): void {
    this.arena = arena;
    this.start = this.cursor = start;
    this.end = end;
    this.objects = 0;
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
  private handedOut = 0;
  private everTaken = 0;
  private everDropped = 0;

  constructor(private readonly pages: LimitedPages) {
    this.table = ArenaTable.of(pages.space);
    this.small = new BumpRegion(pages.space.words);
    this.medium = new BumpRegion(pages.space.words);
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

  /** Bytes of the holes and fresh arenas that regions entered since the last sweep. */
  get enteredBytes(): number {
    return this.handedOut;
  }

  /** Bytes of all objects ever bumped. */
  get allocatedBytes(): number {
    return this.retiredBytes + this.openBytes(this.small) + this.openBytes(this.medium);
  }

  /** Number of all objects ever bumped. */
  get allocatedObjects(): number {
    return this.retiredObjects + this.small.objects + this.medium.objects;
  }

  /** Moves the region to the next hole of at least `bytes`; false when no held arena has one. */
  recycle(region: BumpRegion, bytes: number): boolean {
    const { kernel } = this.table;
    let arena = region.arena;
    let from = region.end * 4;
    for (;;) {
      if (arena !== 0) {
        const hole = kernel.takeHole(arena, from, bytes) >>> 2;
        if (hole !== 0) {
          this.enter(region, arena, hole, kernel.holeEnd.value >>> 2);
          return true;
        }
      }
      arena = region.recyclable;
      if (arena === 0) return false;
      region.recyclable = this.table.next(arena);
      from = arena * ARENA_BYTES;
    }
  }

  /** Takes a fresh arena for the region; false when the page source has none. */
  take(region: BumpRegion): boolean {
    const { space } = this.pages;
    const pristine = space.pages.pristineFrom;
    const page = this.pages.acquire(ARENA_PAGES, ARENA_PAGES);
    if (page === 0) return false;
    const arena = page >>> ARENA_PAGE_SHIFT;
    this.table.kernel.openArena(arena, page >= pristine);
    this.table.open(arena, this.first);
    this.first = arena;
    this.held++;
    this.everTaken++;
    const start = (arena * ARENA_BYTES) / 4;
    this.enter(region, arena, start, start + ARENA_BYTES / 4);
    return true;
  }

  /** Closes both regions: nothing is bumped until the next hole or arena is entered. */
  retire(): void {
    this.enter(this.small, 0, 0, 0);
    this.enter(this.medium, 0, 0, 0);
    this.small.recyclable = this.medium.recyclable = 0;
  }

  /** Drops the arenas in which the mark found nothing; the others' holes can be entered. */
  sweep(): Survivors {
    const { kernel } = this.table;
    this.first = kernel.sweepArenas(this.first);
    this.drop(kernel.droppedArenas.value);
    this.small.recyclable = this.medium.recyclable = this.first;
    this.handedOut = 0;
    return { objects: kernel.sweptObjects.value, bytes: kernel.sweptBytes.value };
  }

  /** How many arenas had so many live granules at the last sweep: a count for each of 0 … GRANULES_PER_ARENA. */
  histogram(): Uint32Array {
    const counts = new Uint32Array(GRANULES_PER_ARENA + 1);
    for (let arena = this.first; arena !== 0; arena = this.table.next(arena))
      counts[this.table.liveGranules(arena)]! += 1;
    return counts;
  }

  /** Drops every arena, whatever is in it. */
  dropAll(): void {
    this.retire();
    this.table.kernel.forgetMarks(this.first, 0);
    this.drop(this.first);
    this.first = 0;
  }

  private drop(first: ArenaIndex): void {
    for (let arena = first; arena !== 0;) {
      const next = this.table.next(arena);
      this.pages.release((arena << ARENA_PAGE_SHIFT) as PageIndex, ARENA_PAGES);
      this.held--;
      this.everDropped++;
      arena = next;
    }
  }

  private enter(region: BumpRegion, arena: ArenaIndex, start: number, end: number): void {
    this.retiredBytes += this.openBytes(region);
    this.retiredObjects += region.objects;
    this.handedOut += (end - start) * 4;
    region.enter(arena, start, end);
  }

  private openBytes(region: BumpRegion): number {
    return (region.cursor - region.start) * 4;
  }
}
