// The user-space mmap: 4 KiB pages in 2 MiB megablocks, one 64-byte bitmap each.
//
//   bitmap      one bit a page, 1 = held; 16 words of 32 bits a megablock
//   summaries   a binary tree over the megablocks; a node keeps the first, the longest and the last
//               free run of its span, in pages:
//
//                     first        longest         last
//                   |------|     |---------|      |-----|
//                   |......|#####|.........|##|..##|.....|
//
//               The leaves are Go's per-chunk summaries (runtime/mpagealloc.go); the tree above them is the
//               second tier, so a search touches O(log megablocks) summaries and one bitmap,
//               however full the map is.
//   owners      16 bits a page: who holds it
//
// Summaries are made when somebody searches: until then the megablocks that changed are stale, neighbours together, so that one who takes
// or releases run after run pays once. And a request like the one before begins where that one ended, so that it often
// needs no search at all.
//
// Invariants: a bit is 1 ⇔ its owner is not 0; a node's runs equal what a scan of its bitmap finds, but for stale megablocks and the nodes
// above them; below `tried.from` no run like the last one asked for is free; page 0 is always held. A run may
// cross megablocks; any part of a run may be released.

import type { OwnerId, PageIndex } from './brands.ts';
import { BadRequestError, IdentifiersUsedUpError } from './errors.ts';
import { MAX_RUN_PAGES, PAGES_PER_MEGABLOCK } from './units.ts';

const MEGABLOCK_PAGE_SHIFT = Math.log2(PAGES_PER_MEGABLOCK);
const OWNER_LIMIT = 0xffff;
/** Who holds page 0. */
export const NULL_OWNER = 'the null page';

/** Somebody who holds pages. */
export interface Holder {
  readonly name: string;
  readonly pages: number;
}

/** Figures of a page map, all in pages. */
export interface PageMapStats {
  readonly pages: number;
  readonly freePages: number;
  readonly heldPages: number;
  /** Pages up to the highest that was ever held: what the operating system may have committed. */
  readonly touchedPages: number;
  /** The longest run that one request could get. */
  readonly longestFreeRun: number;
  /** 0 when all free pages are one run; near 1 when they are many short ones. */
  readonly fragmentation: number;
}

function isRunLength(pages: number): boolean {
  return Number.isInteger(pages) && pages >= 1 && pages <= MAX_RUN_PAGES;
}

function trailingZeros(word: number): number {
  return 31 - Math.clz32(word & -word);
}

/** Hands out runs of pages of one address space. Knows nothing of what is kept in them. */
export class PageMap {
  private readonly bits: Int32Array;
  private readonly owners: Uint16Array;
  private readonly ownerNames: string[] = ['', NULL_OWNER];
  private readonly first: Int32Array;
  private readonly longest: Int32Array;
  private readonly last: Int32Array;
  /** Leaves of the summary tree; node 1 is its root, leaf i is node `leaves + i`. */
  private readonly leaves: number;
  private free = 0;
  private neverHeldFrom = 1;
  /** The megablocks in [staleFrom, staleTo) have changed since they were summarised. */
  private staleFrom = 0;
  private staleTo = 0;
  /** The last run that was asked for, and where a search for one like it begins. */
  private readonly tried = { pages: 0, alignment: 0, from: 1 };
  private isClosed = false;

  /** @param pages the pages of the space, page 0 included; at least 2, at most 2²⁰. */
  constructor(readonly pages: number) {
    if (!Number.isInteger(pages) || pages < 2 || pages > 1 << 20)
      throw new BadRequestError(`a page map of ${pages} pages; 2 to ${1 << 20} are possible`);
    const megablocks = Math.ceil(pages / PAGES_PER_MEGABLOCK);
    this.leaves = 2 ** Math.ceil(Math.log2(megablocks));
    const padded = this.leaves * PAGES_PER_MEGABLOCK;
    this.bits = new Int32Array(padded >>> 5);
    this.owners = new Uint16Array(pages);
    this.first = new Int32Array(this.leaves * 2);
    this.longest = new Int32Array(this.leaves * 2);
    this.last = new Int32Array(this.leaves * 2);
    for (let node = 1, span = padded; node <= this.leaves; node *= 2, span /= 2)
      for (const runs of [this.first, this.longest, this.last]) runs.fill(span, node, node * 2);
    this.owners[0] = 1;
    this.free = pages - 1;
    this.setRun(0, 1, true);
    this.noteChange(0, 1);
    if (padded === pages) return;
    this.setRun(pages, padded - pages, true);
    this.noteChange(pages, padded);
  }

  /** Registers a holder of pages; its name appears where ownership is reported. */
  register(name: string): OwnerId {
    if (this.ownerNames.length > OWNER_LIMIT)
      throw new IdentifiersUsedUpError('page owners', OWNER_LIMIT);
    return (this.ownerNames.push(name) - 1) as OwnerId;
  }

  /**
   * The lowest free run of `pages` pages whose start is a multiple of `alignment` (a power of two, in
   * pages), now held by `owner`; 0 when there is none. The pages' contents are whatever was there.
   */
  acquire(pages: number, alignment: number, owner: OwnerId): PageIndex {
    if (!isRunLength(pages))
      throw new BadRequestError(`a run of ${pages} pages; 1 to ${MAX_RUN_PAGES} are possible`);
    if (!isRunLength(alignment) || (alignment & (alignment - 1)) !== 0)
      throw new BadRequestError(
        `an alignment to ${alignment} pages; a power of two up to ${MAX_RUN_PAGES} is possible`,
      );
    const start = this.isClosed ? 0 : this.findNext(pages, alignment);
    if (start !== 0) this.hold(start, pages, owner);
    return start as PageIndex;
  }

  /** Takes just these pages, if all of them are free; what makes a run longer in place. */
  acquireAt(start: PageIndex, pages: number, owner: OwnerId): boolean {
    if (!isRunLength(pages) || start < 1 || start + pages > this.pages) return false;
    if (this.nextHeldBefore(start, start + pages) < start + pages) return false;
    this.hold(start, pages, owner);
    return true;
  }

  /** Gives back `pages` pages from `start`, which may be any part of what `owner` holds. */
  release(start: PageIndex, pages: number, owner: OwnerId): void {
    if (!isRunLength(pages) || !Number.isInteger(start) || start < 1 || start + pages > this.pages)
      throw new BadRequestError(`release of ${pages} pages from ${start}: no such run`);
    for (let page = start as number; page < start + pages; page++)
      if (this.owners[page] !== owner)
        throw new BadRequestError(
          `release of page ${page} by ${this.ownerNames[owner] ?? 'nobody'}; ` +
            `it is held by ${this.ownerNames[this.owners[page]!] || 'nobody'}`,
        );
    this.setRun(start, pages, false);
    this.owners.fill(0, start, start + pages);
    this.free += pages;
    this.noteChange(start, start + pages);
    const { tried } = this;
    tried.from = Math.max(1, Math.min(tried.from, start - tried.pages + 1));
  }

  /** Who holds the page; 0 for a free one and for one that is not of this space. */
  ownerOf(page: number): OwnerId {
    return (this.owners[page] ?? 0) as OwnerId;
  }

  nameOf(owner: OwnerId): string {
    return this.ownerNames[owner] ?? '';
  }

  /** All who hold pages now. Looks at every page: for reports. */
  holders(): Holder[] {
    const counts = new Map<number, number>();
    for (const owner of this.owners)
      if (owner !== 0) counts.set(owner, (counts.get(owner) ?? 0) + 1);
    return [...counts].map(([owner, pages]) => ({ name: this.ownerNames[owner]!, pages }));
  }

  /** Refuses every acquisition from now on, as a full map does. */
  close(): void {
    this.isClosed = true;
  }

  /** Pages from this one on have never been held, so they still read as zero. */
  get pristineFrom(): number {
    return this.neverHeldFrom;
  }

  /** Says that the free pages read as zero again, as after a `trim`. */
  forgetFreePages(): void {
    let page = this.neverHeldFrom;
    while (page > 1 && this.owners[page - 1] === 0) page--;
    this.neverHeldFrom = page;
  }

  stats(): PageMapStats {
    this.refresh();
    const longestFreeRun = this.longest[1]!;
    return {
      pages: this.pages,
      freePages: this.free,
      heldPages: this.pages - this.free,
      touchedPages: this.neverHeldFrom,
      longestFreeRun,
      fragmentation: this.free === 0 ? 0 : 1 - longestFreeRun / this.free,
    };
  }

  private hold(start: number, pages: number, owner: OwnerId): void {
    this.setRun(start, pages, true);
    this.owners.fill(owner, start, start + pages);
    this.free -= pages;
    this.neverHeldFrom = Math.max(this.neverHeldFrom, start + pages);
    this.noteChange(start, start + pages);
  }

  /** The lowest run: often the next one after the last; else it is searched for. 0 when there is none. */
  private findNext(pages: number, alignment: number): number {
    const { tried } = this;
    const isLike = pages === tried.pages && alignment === tried.alignment;
    const from = isLike ? tried.from : 1;
    const next = Math.ceil(from / alignment) * alignment;
    const end = next + pages;
    const isFree = end <= this.pages && this.nextHeldBefore(next, end) === end;
    const start = isFree ? next : this.findAligned(pages, alignment, from);
    tried.pages = pages;
    tried.alignment = alignment;
    tried.from = start === 0 ? this.pages : start + pages;
    return start;
  }

  private findAligned(pages: number, alignment: number, lowest: number): number {
    this.refresh();
    let from = lowest;
    for (;;) {
      const start = this.find(1, 0, this.leaves * PAGES_PER_MEGABLOCK, pages, from);
      if (start < 0) return 0;
      const aligned = Math.ceil(start / alignment) * alignment;
      if (aligned === start) return start;
      const end = this.nextHeld(start);
      if (aligned + pages <= end) return aligned;
      from = end;
    }
  }

  /** The lowest start ≥ `from` of `pages` free pages in the node's span; -1 when there is none. */
  private find(node: number, start: number, span: number, pages: number, from: number): number {
    if (start + span <= from || this.longest[node]! < pages) return -1;
    if (span === PAGES_PER_MEGABLOCK)
      return this.findInMegablock(Math.max(start, from), start + span, pages);
    const half = span >>> 1;
    const middle = start + half;
    const left = this.find(node * 2, start, half, pages, from);
    if (left >= 0) return left;
    const across = Math.max(middle - this.last[node * 2]!, from);
    if (across < middle && middle + this.first[node * 2 + 1]! - across >= pages) return across;
    return this.find(node * 2 + 1, middle, half, pages, from);
  }

  private findInMegablock(from: number, end: number, pages: number): number {
    let start = this.nextFreeBefore(from, end);
    while (start < end) {
      const stop = this.nextHeldBefore(start, end);
      if (stop - start >= pages) return start;
      start = this.nextFreeBefore(stop, end);
    }
    return -1;
  }

  private nextFreeBefore(page: number, end: number): number {
    return this.nextBit(page, end, -1);
  }

  private nextHeldBefore(page: number, end: number): number {
    return this.nextBit(page, end, 0);
  }

  private nextHeld(page: number): number {
    return this.nextHeldBefore(page, this.leaves * PAGES_PER_MEGABLOCK);
  }

  /** The first page in [page, end) whose bit differs from those of `uniform` (0 or -1); `end` if none. */
  private nextBit(page: number, end: number, uniform: number): number {
    if (page >= end) return end;
    let index = page >>> 5;
    let word = (this.bits[index]! ^ uniform) & (-1 << (page & 31));
    const stop = (end + 31) >>> 5;
    while (word === 0) {
      if (++index >= stop) return end;
      word = this.bits[index]! ^ uniform;
    }
    return Math.min((index << 5) + trailingZeros(word), end);
  }

  private setRun(start: number, pages: number, held: boolean): void {
    const end = start + pages;
    const firstWhole = (start + 31) >>> 5;
    const pastWhole = end >>> 5;
    if (firstWhole > pastWhole) {
      this.setBits(start, end, held);
      return;
    }
    this.setBits(start, firstWhole << 5, held);
    this.bits.fill(held ? -1 : 0, firstWhole, pastWhole);
    this.setBits(pastWhole << 5, end, held);
  }

  /** The same for less than a word. */
  private setBits(start: number, end: number, held: boolean): void {
    if (start === end) return;
    const mask = ((1 << (end - start)) - 1) << (start & 31);
    if (held) this.bits[start >>> 5]! |= mask;
    else this.bits[start >>> 5]! &= ~mask;
  }

  /** Takes the megablocks that [start, end) touches to the stale ones, which stay neighbours. */
  private noteChange(start: number, end: number): void {
    const from = start >>> MEGABLOCK_PAGE_SHIFT;
    const to = ((end - 1) >>> MEGABLOCK_PAGE_SHIFT) + 1;
    if (from > this.staleTo || to < this.staleFrom) this.refresh();
    const isFirst = this.staleFrom === this.staleTo;
    this.staleFrom = isFirst ? from : Math.min(this.staleFrom, from);
    this.staleTo = isFirst ? to : Math.max(this.staleTo, to);
  }

  /** Summarises the stale megablocks, and the nodes above them. */
  private refresh(): void {
    if (this.staleFrom === this.staleTo) return;
    let low = this.staleFrom + this.leaves;
    let high = this.staleTo - 1 + this.leaves;
    this.staleFrom = this.staleTo;
    for (let node = low; node <= high; node++) this.summariseLeaf(node);
    for (let half = PAGES_PER_MEGABLOCK; low > 1; half *= 2) {
      low >>>= 1;
      high >>>= 1;
      for (let node = low; node <= high; node++) this.summariseNode(node, half);
    }
  }

  private summariseLeaf(node: number): void {
    const start = (node - this.leaves) * PAGES_PER_MEGABLOCK;
    const end = start + PAGES_PER_MEGABLOCK;
    let longest = 0;
    let last = 0;
    const first = this.nextHeldBefore(start, end) - start;
    for (let page = start; page < end;) {
      const stop = this.nextHeldBefore(page, end);
      last = stop === end ? end - page : 0;
      longest = Math.max(longest, stop - page);
      page = this.nextFreeBefore(stop, end);
    }
    this.first[node] = first;
    this.longest[node] = longest;
    this.last[node] = last;
  }

  private summariseNode(node: number, half: number): void {
    const left = node * 2;
    const right = left + 1;
    const { first, longest, last } = this;
    first[node] = first[left] === half ? half + first[right]! : first[left]!;
    last[node] = last[right] === half ? half + last[left]! : last[right]!;
    longest[node] = Math.max(longest[left]!, longest[right]!, last[left]! + first[right]!);
  }
}
