// What each page of the space is to the heap, by the heap's own lists; and whether the page map
// says the same.

import { PAGE_BYTES, PAGE_SHIFT } from '../memory/units.ts';
import { MAX_SMALL_BYTES } from '../object/header.ts';
import { ARENA_BYTES, LARGE_BYTES, LARGE_NEXT, LARGE_PREFIX_BYTES } from '../arena/geometry.ts';
import { largeFootprint, MAX_LARGE_BYTES } from '../arena/large-objects.ts';
import { Fault, type Where } from './fault.ts';
import { hex } from './names.ts';
import type { VerifierParts } from './parts.ts';
import type { SideTables } from './side-tables.ts';

// What a page is. A large object begins on one of FIRST_OF_LARGE.
export const ELSEWHERE = 0;
export const ARENA = 1;
export const FIRST_OF_LARGE = 2;
const REST_OF_LARGE = 3;
export const HANDLES = 4;
const RESERVED = 5;
const SPARE = 6;

const NAMES = [
  'no page of this heap',
  'a page of an arena',
  'the first page of a large object',
  'a page of a large object',
  'a page of handles',
  'a page of a reserved run',
  'a page of the heap with nothing in it',
];

const ARENA_PAGES = ARENA_BYTES / PAGE_BYTES;

function pagesIn(bytes: number): number {
  return Math.ceil(bytes / PAGE_BYTES);
}

/** The pages of one heap. */
export class Pages {
  /** What each page of the space is. */
  readonly kinds: Uint8Array;
  /** One past the last page of an arena or a large object. */
  end = 0;
  /** Bytes of all pages of large objects. */
  largeBytes = 0;
  /** Bytes of what the source did not take back. */
  refusedBytes = 0;
  /** Bytes of what is kept: arenas for the next, and what is not to be used again. */
  spareBytes = 0;

  constructor(
    private readonly parts: VerifierParts,
    private readonly tables: SideTables,
  ) {
    this.kinds = new Uint8Array(parts.pages.space.pages.pages);
  }

  /** What the page at an address is, in words. */
  describe(address: number): string {
    return NAMES[this.kinds[address >>> PAGE_SHIFT] ?? ELSEWHERE]!;
  }

  /** Follows the list of arenas: as many as are counted, each one once. */
  claimArenas(): void {
    const { arenas } = this.parts;
    let count = 0;
    for (let arena = arenas.head; arena !== 0; arena = this.tables.next(arena)) {
      if (!(arena > 0 && arena < this.tables.arenas))
        throw new Fault(`the list of arenas goes on to ${arena}, which is no arena of the space`);
      this.claim(arena * ARENA_PAGES, ARENA_PAGES, ARENA, { arena });
      count++;
    }
    if (count !== arenas.count)
      throw new Fault(`the list of arenas has ${count}, but ${arenas.count} are counted`);
  }

  /** Follows the list of large objects, and looks at what stands in front of each. */
  claimLarges(): void {
    const { larges, pages } = this.parts;
    const { words } = pages.space;
    let count = 0;
    for (let page = larges.head; page !== 0; page = words[(page + LARGE_NEXT) >>> 2]! >>> 0) {
      this.claimLarge(page, words[(page + LARGE_BYTES) >>> 2] ?? 0);
      count++;
    }
    if (count !== larges.count)
      throw new Fault(`the list of large objects has ${count}, but ${larges.count} are counted`);
    if (this.largeBytes !== larges.footprint)
      throw new Fault(
        `large objects take ${this.largeBytes} bytes of pages, but ${larges.footprint} are counted`,
      );
  }

  /** The pages of handles and reserved runs, and those in which nothing is. */
  claimOthers(): void {
    const { roots, reserved, spares, returns, quarantine } = this.parts;
    roots.forEachChunk((start, end) =>
      this.claimRun(
        'a chunk of handles',
        (start * 4) >>> PAGE_SHIFT,
        pagesIn((end - start) * 4),
        HANDLES,
      ),
    );
    reserved.forEachRun((address, bytes) =>
      this.claimRun('a reserved run', address >>> PAGE_SHIFT, pagesIn(bytes), RESERVED),
    );
    spares.forEachSpare((page) => {
      this.claimRun('a spare arena', page, ARENA_PAGES, SPARE);
      this.spareBytes += ARENA_BYTES;
    });
    quarantine?.forEachRun((page, pages) => {
      this.claimRun('a run that is not used again', page, pages, SPARE);
      this.spareBytes += pages * PAGE_BYTES;
    });
    returns.forEachRun((page, pages) => {
      this.claimRun('a run that was not taken back', page, pages, SPARE);
      this.refusedBytes += pages * PAGE_BYTES;
    });
  }

  /**
   * Every page that the heap's owner holds is one of those; where nobody else takes pages in its
   * name.
   */
  checkAllClaimed(): void {
    const { pages, options } = this.parts;
    if (!options.ownsSource) return;
    const { owner } = pages;
    const map = pages.space.pages;
    for (let page = 1; page < map.pristineFrom; page++)
      if (map.ownerOf(page) === owner && this.kinds[page] === ELSEWHERE)
        throw new Fault(`the heap holds the page at ${hex(page * PAGE_BYTES)} for nothing`);
  }

  private claimLarge(page: number, bytes: number): void {
    const where = { object: page + LARGE_PREFIX_BYTES };
    if (page % PAGE_BYTES !== 0)
      throw new Fault('is in the list of large objects and does not start on a page', where);
    if (bytes <= MAX_SMALL_BYTES || bytes > MAX_LARGE_BYTES)
      throw new Fault(`is in the list of large objects with ${bytes} bytes`, where);
    const footprint = largeFootprint(bytes);
    const first = page >>> PAGE_SHIFT;
    this.claim(first, footprint >>> PAGE_SHIFT, REST_OF_LARGE, where);
    this.kinds[first] = FIRST_OF_LARGE;
    this.largeBytes += footprint;
  }

  private claimRun(who: string, first: number, count: number, kind: number): void {
    this.claim(first, count, kind, {}, `${who} `);
  }

  private claim(first: number, count: number, kind: number, where: Where, who = ''): void {
    const { kinds } = this;
    const { pages } = this.parts;
    const map = pages.space.pages;
    for (let page = first; page < first + count; page++) {
      // What is in pages that bytes of this heap are lent out from is somebody else's.
      if (kind === REST_OF_LARGE && map.isLent(page)) continue;
      if (map.ownerOf(page) !== pages.owner || kinds[page] !== ELSEWHERE)
        this.failByClaim(page, where, who);
      kinds[page] = kind;
    }
    if (kind <= REST_OF_LARGE) this.end = Math.max(this.end, first + count);
  }

  private failByClaim(page: number, where: Where, who: string): never {
    const address = page * PAGE_BYTES;
    const isTaken = this.kinds[page] !== ELSEWHERE;
    const why = isTaken ? `${this.describe(address)} already` : "which is not the heap's";
    throw new Fault(`${who}takes the page at ${hex(address)}, ${why}`, where);
  }
}

/** Looks whose every page is: by the heap's lists, and by the page map. */
export function claimPages(parts: VerifierParts, tables: SideTables): Pages {
  const pages = new Pages(parts, tables);
  pages.claimArenas();
  pages.claimLarges();
  pages.claimOthers();
  pages.checkAllClaimed();
  return pages;
}
