// A small cache of page runs. A collector that drops arenas is about to take as many again: through here that is a push and a pop, and
// the page map, which other heaps look at too, is asked for the rest only.

import type { AddressSpace } from './address-space.ts';
import type { OwnerId, PageIndex } from './brands.ts';
import { type PageSource, releaseRun } from './page-source.ts';
import { PAGE_BYTES } from './units.ts';

/**
 * Another source behind a small cache: of the runs of one length that come back, some are kept for the next who asks. What is kept is
 * given up before anything is refused, to whomever on the space.
 */
export class SparePages implements PageSource {
  /** A stack, the top of which is at `spares`: it stays as long as it was, since an array that shrinks and grows is a new one each time. */
  private readonly stack: PageIndex[] = [];
  private spares = 0;
  private keptRuns = 0;
  private heldPages = 0;
  private peakPages = 0;
  private readonly leave: () => void;

  constructor(
    private readonly inner: PageSource,
    /** Length and alignment of the runs that are kept, in pages. */
    private readonly runPages: number,
    /** Pages that may be held at once, those kept included, while no more than these are asked for. */
    private readonly limitPages: number,
  ) {
    this.leave = inner.space.onScarcity(() => this.giveUp(0));
  }

  get space(): AddressSpace {
    return this.inner.space;
  }

  get owner(): OwnerId {
    return this.inner.owner;
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

  /** Says how many bytes of runs may be kept from now on. */
  keep(bytes: number): void {
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
    if (pages === runPages && alignment === runPages && this.spares > 0)
      return this.stack[--this.spares]!;
    if (this.heldPages + pages > this.limitPages) this.giveUp(0);
    let page = this.inner.acquire(pages, alignment);
    if (page === 0 && this.giveUp(0)) page = this.inner.acquire(pages, alignment);
    if (page !== 0) this.count(pages);
    return page;
  }

  acquireAt(start: PageIndex, pages: number): boolean {
    if (this.heldPages + pages > this.limitPages) this.giveUp(0);
    const isTaken =
      this.inner.acquireAt?.(start, pages) === true ||
      (this.giveUp(0) && this.inner.acquireAt?.(start, pages) === true);
    if (isTaken) this.count(pages);
    return isTaken;
  }

  release(start: PageIndex, pages: number): void {
    const { runPages } = this;
    const isRun = pages === runPages && start % runPages === 0;
    if (isRun && this.spares < this.keptRuns) {
      this.stack[this.spares++] = start;
      return;
    }
    releaseRun(this.inner, start, pages, () => (this.heldPages -= pages));
  }

  private count(pages: number): void {
    this.heldPages += pages;
    this.peakPages = Math.max(this.peakPages, this.heldPages);
  }

  /** Gives runs back until `left` are kept; whether there was one to give. */
  private giveUp(left: number): boolean {
    const hasAny = this.spares > left;
    while (this.spares > left) this.giveBack(this.stack[--this.spares]!);
    return hasAny;
  }

  /** What the source does not take, since it throws, is kept as before. */
  private giveBack(run: PageIndex): void {
    let isGone = false;
    try {
      releaseRun(this.inner, run, this.runPages, () => (isGone = true));
    } finally {
      if (isGone) this.heldPages -= this.runPages;
      else this.stack[this.spares++] = run;
    }
  }
}
