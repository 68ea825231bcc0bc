// Pages that nobody gets twice, so that a stale reference never meets a new object.

import type { AddressSpace } from './address-space.ts';
import type { OwnerId, PageIndex } from './brands.ts';
import { checkArgument } from './check.ts';
import { BadRequestError } from './errors.ts';
import { checkRun, PAGE_SOURCE, type PageSource } from './page-source.ts';

interface Run {
  readonly start: PageIndex;
  readonly pages: number;
}

/** Another source whose pages stay held when they are given back, until the end. */
export class QuarantinedPages implements PageSource {
  private runs: Run[] = [];
  private pagesKept = 0;
  /** By page: 1 for one that was given back. */
  private readonly kept: Uint8Array;

  constructor(private readonly inner: PageSource) {
    checkArgument('QuarantinedPages', 'inner', inner, PAGE_SOURCE);
    this.kept = new Uint8Array(inner.space.pages.pages);
  }

  get space(): AddressSpace {
    return this.inner.space;
  }

  get owner(): OwnerId {
    return this.inner.owner;
  }

  get keptPages(): number {
    return this.pagesKept + (this.inner.keptPages ?? 0);
  }

  /** Visits the runs that were given back. */
  forEachRun(visit: (start: PageIndex, pages: number) => void): void {
    for (const { start, pages } of this.runs) visit(start, pages);
  }

  acquire(pages: number, alignment: number): PageIndex {
    return this.inner.acquire(pages, alignment);
  }

  acquireAt(start: PageIndex, pages: number): boolean {
    return this.inner.acquireAt?.(start, pages) === true;
  }

  /**
   * Throws BadRequestError for pages that the owner does not hold, or that were given back before.
   */
  release(start: PageIndex, pages: number): void {
    checkRun('release', pages);
    if (!this.space.pages.areHeldBy(start, pages, this.owner) || this.hasAny(start, pages))
      throw new BadRequestError(
        `release of ${pages} pages from ${start}: not held, or given back before`,
      );
    this.keep({ start, pages });
  }

  /**
   * Gives everything back. What the source below does not take stays; what it threw first is thrown
   * at the end.
   */
  dispose(): void {
    const { runs } = this;
    const thrown: unknown[] = [];
    this.runs = [];
    this.pagesKept = 0;
    this.kept.fill(0);
    for (const run of runs)
      try {
        this.inner.release(run.start, run.pages);
      } catch (error) {
        thrown.push(error);
        if (this.space.pages.ownerOf(run.start) === this.owner) this.keep(run);
      }
    if (thrown.length > 0) throw thrown[0];
  }

  close(): void {
    this.dispose();
    this.inner.close?.();
  }

  private keep(run: Run): void {
    this.runs.push(run);
    this.pagesKept += run.pages;
    this.kept.fill(1, run.start, run.start + run.pages);
  }

  private hasAny(start: number, pages: number): boolean {
    return this.kept.subarray(start, start + pages).includes(1);
  }
}
