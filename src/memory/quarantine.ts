// Pages that nobody gets twice, so that a stale reference never meets a new object.

import type { AddressSpace } from './address-space.ts';
import type { OwnerId, PageIndex } from './brands.ts';
import { type PageSource, releaseRun } from './page-source.ts';

/** Another source whose pages stay held when they are given back, until the end. */
export class QuarantinedPages implements PageSource {
  private readonly runs: { readonly start: PageIndex; readonly pages: number }[] = [];

  constructor(private readonly inner: PageSource) {}

  get space(): AddressSpace {
    return this.inner.space;
  }

  get owner(): OwnerId {
    return this.inner.owner;
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

  release(start: PageIndex, pages: number): void {
    this.runs.push({ start, pages });
  }

  /** Gives everything back. Where the source throws, what it did not take is kept for the next time. */
  dispose(): void {
    for (let run = this.runs.at(-1); run !== undefined; run = this.runs.at(-1))
      releaseRun(this.inner, run.start, run.pages, () => this.runs.pop());
  }
}
