// The host's page source, as a heap calls it: while it runs, the heap is in the middle of something
// and must not be entered.

import type { AddressSpace } from '../memory/address-space.ts';
import type { OwnerId, PageIndex } from '../memory/brands.ts';
import type { PageSource } from '../memory/page-source.ts';

/** Another source, of which it is known whether it is being called. */
export class WatchedPages implements PageSource {
  /** Whether a call of it is under way. */
  isCalled = false;

  constructor(private readonly inner: PageSource) {}

  get space(): AddressSpace {
    return this.inner.space;
  }

  get owner(): OwnerId {
    return this.inner.owner;
  }

  get keptPages(): number {
    return this.inner.keptPages ?? 0;
  }

  acquire(pages: number, alignment: number): PageIndex {
    const wasCalled = this.isCalled;
    this.isCalled = true;
    try {
      return this.inner.acquire(pages, alignment);
    } finally {
      this.isCalled = wasCalled;
    }
  }

  acquireAt(start: PageIndex, pages: number): boolean {
    const wasCalled = this.isCalled;
    this.isCalled = true;
    try {
      return this.inner.acquireAt?.(start, pages) === true;
    } finally {
      this.isCalled = wasCalled;
    }
  }

  release(start: PageIndex, pages: number): void {
    const wasCalled = this.isCalled;
    this.isCalled = true;
    try {
      this.inner.release(start, pages);
    } finally {
      this.isCalled = wasCalled;
    }
  }
}
