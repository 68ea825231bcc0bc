// Arenas: 32 KiB blocks that objects are bumped into, fresh ones whole and recycled ones hole by hole.

import type { PageIndex } from '../memory/brands.ts';
import type { LimitedPages } from '../memory/page-source.ts';
import { PAGE_BYTES, PAGE_SHIFT } from '../memory/units.ts';
import { type Ref, REF_TAG } from '../object/slot.ts';
import { ArenaTable, type ArenaIndex } from './arena-table.ts';
import { ARENA_BYTES, ARENA_SHIFT, GRANULES_PER_ARENA } from './geometry.ts';

const ARENA_PAGES = ARENA_BYTES / PAGE_BYTES;
const ARENA_PAGE_SHIFT = ARENA_SHIFT - PAGE_SHIFT;

/** Words of the space that a region keeps its state in. */
const CURSOR = 0;
const END = 1;
const OBJECTS = 2;
const STATE_WORDS = 4;

/** Bytes of the space that a heap's regions keep their state in. */
export const REGIONS_BYTES = 2 * STATE_WORDS * 4;

/**
 * Where objects are bumped now: [cursor, end), in words of the space, all zero. The state stands in the space itself, where an engine
 * loads and stores plain integers; in a field of an object each is tagged and checked.
 * Invariant: what lies below the cursor, back to where the region was entered, is objects.
 */
export class BumpRegion {
  /** Where the cursor stood when the region was entered. */
  start = 0;
  /** The arena that the region lies in, and the next one to look for holes in; 0 is none. */
  arena: ArenaIndex = 0;
  recyclable: ArenaIndex = 0;

  /**
   * @param words the space, as the region sees it until the next `followViews`.
   * @param state index of the first of its words.
   */
  constructor(
    public words: Int32Array,
    private readonly state: number,
  ) {}

  followViews(words: Int32Array): void {
    this.words = words;
  }

  get cursor(): number {
    return this.words[this.state + CURSOR]!;
  }

  get end(): number {
    return this.words[this.state + END]!;
  }

  /** Objects bumped since the region was entered. */
  get objects(): number {
    return this.words[this.state + OBJECTS]!;
  }

  /** The fast path: a compare, an add and a header store. 0 when the region is too short. */
  bump(header: number, size: number): Ref {
    const { words, state } = this;
    const at = words[state + CURSOR]!;
    const next = (at + size) | 0;
    if (next > words[state + END]!) return 0;
    words[state + CURSOR] = next;
    words[state + OBJECTS] = words[state + OBJECTS]! + 1;
    words[at] = header;
    return (at << 2) | REF_TAG;
  }

  enter(arena: ArenaIndex, start: number, end: number): void {
    const { words, state } = this;
    this.arena = arena;
    this.start = words[state + CURSOR] = start;
    words[state + END] = end;
    words[state + OBJECTS] = 0;
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

  /** @param regions byte address of REGIONS_BYTES of the space. */
  constructor(
    private readonly pages: LimitedPages,
    regions: number,
  ) {
    const { words } = pages.space;
    this.table = ArenaTable.of(pages.space);
    this.small = new BumpRegion(words, regions >>> 2);
    this.medium = new BumpRegion(words, (regions >>> 2) + STATE_WORDS);
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
        const address =
          region === this.small
            ? kernel.takeFillerHole(arena, from, bytes)
            : kernel.takeHole(arena, from, bytes);
        const hole = address >>> 2;
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
