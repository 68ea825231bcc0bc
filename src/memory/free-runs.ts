// Which pages of a space are free, and where the lowest free run of a length is.
//
//   bitmap      one bit a page, 1 = held; 16 words of 32 bits a megablock
//   summaries   a binary tree over the megablocks; a node keeps the first, the longest and the last
//               free run of its span, in pages:
//
//                     first        longest         last
//                   |------|     |---------|      |-----|
//                   |......|#####|.........|##|..##|.....|
//
//               The leaves are Go's per-chunk summaries (runtime/mpagealloc.go); the tree above
//               them is the second tier, so a search touches O(log megablocks) summaries and one
//               bitmap, however full the map is.
//
// Summaries are made when somebody searches: until then the megablocks that changed are stale,
// neighbours together, so that one who takes or releases run after run pays once. And a request
// like the one before begins where that one ended, so that it often needs no search at all.
//
// Invariants: a node's runs equal what a scan of its bitmap finds, but for stale megablocks and the
// nodes above them; below `tried.from` no run like the last one asked for is free; what the bitmap
// has behind the last page is held.

import { PAGES_PER_MEGABLOCK } from './units.ts';

const MEGABLOCK_PAGE_SHIFT = Math.log2(PAGES_PER_MEGABLOCK);

function trailingZeros(word: number): number {
  return 31 - Math.clz32(word & -word);
}

/** The free pages of one space. Checks nothing: the page map does. */
export class FreeRuns {
  private readonly bits: Int32Array;
  private readonly first: Int32Array;
  private readonly longest: Int32Array;
  private readonly last: Int32Array;
  /** Leaves of the summary tree; node 1 is its root, leaf i is node `leaves + i`. */
  private readonly leaves: number;
  /** The megablocks in [staleFrom, staleTo) have changed since they were summarised. */
  private staleFrom = 0;
  private staleTo = 0;
  /** The last run that was asked for, and where a search for one like it begins. */
  private readonly tried = { pages: 0, alignment: 0, from: 1 };

  /** All of them free. */
  constructor(private readonly pages: number) {
    const megablocks = Math.ceil(pages / PAGES_PER_MEGABLOCK);
    this.leaves = 2 ** Math.ceil(Math.log2(megablocks));
    const padded = this.leaves * PAGES_PER_MEGABLOCK;
    this.bits = new Int32Array(padded >>> 5);
    this.first = new Int32Array(this.leaves * 2);
    this.longest = new Int32Array(this.leaves * 2);
    this.last = new Int32Array(this.leaves * 2);
    for (let node = 1, span = padded; node <= this.leaves; node *= 2, span /= 2)
      for (const runs of [this.first, this.longest, this.last]) runs.fill(span, node, node * 2);
    if (padded !== pages) this.hold(pages, padded - pages);
  }

  hold(start: number, pages: number): void {
    this.setRun(start, pages, true);
    this.noteChange(start, start + pages);
  }

  free(start: number, pages: number): void {
    this.setRun(start, pages, false);
    this.noteChange(start, start + pages);
    const { tried } = this;
    tried.from = Math.max(1, Math.min(tried.from, start - tried.pages + 1));
  }

  /** Whether every page of the run, which lies within the space, is free. */
  areFree(start: number, pages: number): boolean {
    return this.nextHeldBefore(start, start + pages) === start + pages;
  }

  /** The longest free run, in pages. */
  longestRun(): number {
    this.refresh();
    return this.longest[1]!;
  }

  /**
   * The lowest run: often the next one after the last; else it is searched for. 0 when there is
   * none.
   */
  findNext(pages: number, alignment: number): number {
    const { tried } = this;
    const isLike = pages === tried.pages && alignment === tried.alignment;
    const from = isLike ? tried.from : 1;
    const next = Math.ceil(from / alignment) * alignment;
    const end = next + pages;
    const isFree = end <= this.pages && this.areFree(next, pages);
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

  /**
   * The first page in [page, end) whose bit differs from those of `uniform` (0 or -1); `end` if
   * none.
   */
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
