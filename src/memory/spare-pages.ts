// A small cache of page runs. A collector that drops arenas is about to take as many again: through
// here that is a push and a pop, and the page map, which other heaps look at too, is asked for the
// rest only.
//
// Invariants: `heldPages` is what the owner holds through the source below, the runs that are kept
// included; a run is in the stack ⇔ its bit in `kept` is set; it is held by the owner.

import type { AddressSpace } from './address-space.ts';
import type { OwnerId, PageIndex } from './brands.ts';
import { checkArgument, wholeNumber } from './check.ts';
import { BadRequestError } from './errors.ts';
import { checkRun, PAGE_SOURCE, type PageSource, pagesHeldThrough } from './page-source.ts';
import { PAGE_BYTES } from './units.ts';

const PAGES = wholeNumber(1, Infinity, 'pages');
const BYTES = wholeNumber(0, Infinity, 'bytes');

/**
 * Another source behind a small cache: of the runs of one length that come back, some are kept for
 * the next who asks. What is kept is given up before anything is refused, to whomever on the space.
 */
export class SparePages implements PageSource {
  /**
   * A stack, the top of which is at `spares`: it stays as long as it was, since an array that
   * shrinks and grows is a new one each time.
   */
  private readonly stack: PageIndex[] = [];
  private spares = 0;
  private keptRuns = 0;
  private heldPages = 0;
  private peakPages = 0;
  /** By run: 1 for one that is in the stack. */
  private readonly kept: Uint8Array;
  private readonly leave: () => void;

  constructor(
    private readonly inner: PageSource,
    /** Length and alignment of the runs that are kept, in pages. */
    private readonly runPages: number,
    /**
     * Pages that may be held at once, those kept included, while no more than these are asked for.
     */
    private readonly limitPages: number,
  ) {
    checkArgument('SparePages', 'inner', inner, PAGE_SOURCE);
    checkArgument('SparePages', 'runPages', runPages, PAGES);
    checkArgument('SparePages', 'limitPages', limitPages, PAGES);
    this.kept = new Uint8Array(Math.ceil(inner.space.pages.pages / runPages));
    this.leave = inner.space.onScarcity(() => this.giveUp(0));
  }

  get space(): AddressSpace {
    return this.inner.space;
  }

  get owner(): OwnerId {
    return this.inner.owner;
  }

  get keptPages(): number {
    return this.spares * this.runPages + (this.inner.keptPages ?? 0);
  }

  /** Bytes held, those of runs that are kept included. */
  get committed(): number {
    return this.heldPages * PAGE_BYTES;
  }

  /** The most bytes ever held at once. */
  get peak(): number {
    return this.peakPages * PAGE_BYTES;
  }

  /** Visits the first page of each run that is kept. */
  forEachSpare(visit: (start: PageIndex) => void): void {
    for (let index = 0; index < this.spares; index++) visit(this.stack[index]!);
  }

  /**
   * Says how many bytes of runs may be kept from now on. Throws what the source throws that does
   * not take one back.
   */
  keep(bytes: number): void {
    checkArgument('keep', 'bytes', bytes, BYTES);
    this.keptRuns = Math.floor(bytes / (this.runPages * PAGE_BYTES));
    this.giveUp(this.keptRuns);
  }

  /** Keeps nothing any more. */
  dispose(): void {
    this.leave();
    this.keep(0);
  }

  /** Keeps nothing any more, and closes the source below. */
  close(): void {
    this.dispose();
    this.inner.close?.();
  }

  acquire(pages: number, alignment: number): PageIndex {
    const { runPages } = this;
    checkRun('acquire', pages);
    if (pages === runPages && alignment === runPages && this.spares > 0) return this.pop();
    if (this.heldPages + pages > this.limitPages) this.giveUp(0);
    const page = this.acquireBelow(pages, alignment);
    return page === 0 && this.giveUp(0) ? this.acquireBelow(pages, alignment) : page;
  }

  acquireAt(start: PageIndex, pages: number): boolean {
    checkRun('acquireAt', pages);
    if (this.heldPages + pages > this.limitPages) this.giveUp(0);
    return (
      this.acquireAtBelow(start, pages) || (this.giveUp(0) && this.acquireAtBelow(start, pages))
    );
  }

  /**
   * Throws BadRequestError for pages that the owner does not hold, or that came back before and are
   * kept.
   */
  release(start: PageIndex, pages: number): void {
    const { runPages } = this;
    checkRun('release', pages);
    this.refuseKept(start, pages);
    const isRun = pages === runPages && start % runPages === 0;
    if (!isRun || this.spares >= this.keptRuns) this.releaseBelow(start, pages);
    else if (this.space.pages.areHeldBy(start, pages, this.owner)) this.push(start);
    // The source knows best what is wrong with it.
    else this.releaseBelow(start, pages);
  }

  private push(start: PageIndex): void {
    this.stack[this.spares++] = start;
    this.kept[start / this.runPages] = 1;
  }

  private pop(): PageIndex {
    const start = this.stack[--this.spares]!;
    this.kept[start / this.runPages] = 0;
    return start;
  }

  private refuseKept(start: number, pages: number): void {
    if (this.spares === 0) return;
    const end = Math.min(Math.ceil((start + pages) / this.runPages), this.kept.length);
    for (let run = Math.floor(start / this.runPages); run < end; run++)
      if (this.kept[run] === 1)
        throw new BadRequestError(
          `release of ${pages} pages from ${start}: page ${run * this.runPages} came back before`,
        );
  }

  private acquireBelow(pages: number, alignment: number): PageIndex {
    const elsewhere = this.elsewhere();
    try {
      const page = this.inner.acquire(pages, alignment);
      if (page !== 0) this.count(pages);
      return page;
    } catch (error) {
      this.count(this.elsewhere() - elsewhere);
      throw error;
    }
  }

  private acquireAtBelow(start: PageIndex, pages: number): boolean {
    const elsewhere = this.elsewhere();
    try {
      const isTaken = this.inner.acquireAt?.(start, pages) === true;
      if (isTaken) this.count(pages);
      return isTaken;
    } catch (error) {
      this.count(this.elsewhere() - elsewhere);
      throw error;
    }
  }

  private releaseBelow(start: PageIndex, pages: number): void {
    const elsewhere = this.elsewhere();
    try {
      this.inner.release(start, pages);
      this.count(-pages);
    } catch (error) {
      this.count(this.elsewhere() - elsewhere);
      throw error;
    }
  }

  /** What the owner holds that is not counted here. */
  private elsewhere(): number {
    return pagesHeldThrough(this.inner) - this.heldPages;
  }

  private count(pages: number): void {
    this.heldPages += pages;
    this.peakPages = Math.max(this.peakPages, this.heldPages);
  }

  /**
   * Gives runs back until `left` are kept; whether there was one to give. Those that the source
   * does not take stay, and what it threw first is thrown when it was offered all.
   */
  private giveUp(left: number): boolean {
    if (this.spares <= left) return false;
    const refused: PageIndex[] = [];
    const thrown: unknown[] = [];
    while (this.spares > left) {
      const start = this.pop();
      try {
        this.releaseBelow(start, this.runPages);
      } catch (error) {
        thrown.push(error);
        if (this.space.pages.ownerOf(start) === this.owner) refused.push(start);
      }
    }
    for (const start of refused) this.push(start);
    if (thrown.length > 0) throw thrown[0];
    return true;
  }
}
