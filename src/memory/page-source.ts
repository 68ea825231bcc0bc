// Where a heap's pages come from: the customisation point. Whatever keeps this contract can carry a heap.

import type { AddressSpace } from './address-space.ts';
import type { OwnerId, PageIndex } from './brands.ts';
import { BadRequestError } from './errors.ts';
import { PAGE_BYTES } from './units.ts';

/** A source of page runs of one address space. */
export interface PageSource {
  readonly space: AddressSpace;
  readonly owner: OwnerId;
  /**
   * A run of `pages` pages from a multiple of `alignment` pages, or 0 when there is none; its
   * contents are arbitrary.
   */
  acquire(pages: number, alignment: number): PageIndex;
  /** Takes just these pages, if all are free and it may; a source that never does so may leave this out. */
  acquireAt?(start: PageIndex, pages: number): boolean;
  /** Takes back any part of what was acquired. */
  release(start: PageIndex, pages: number): void;
  /** Ends the source: its owner's number is free for another. For who opened it, once every page is back. */
  close?(): void;
}

/** The pages of a space, straight from its map. */
export class SpacePages implements PageSource {
  readonly owner: OwnerId;
  private isClosed = false;

  constructor(
    readonly space: AddressSpace,
    name: string,
  ) {
    this.owner = space.pages.register(name);
  }

  acquire(pages: number, alignment: number): PageIndex {
    const page = this.space.pages.acquire(pages, alignment, this.owner);
    if (page !== 0 || !this.space.relieve()) return page;
    return this.space.pages.acquire(pages, alignment, this.owner);
  }

  acquireAt(start: PageIndex, pages: number): boolean {
    return this.space.pages.acquireAt(start, pages, this.owner);
  }

  release(start: PageIndex, pages: number): void {
    this.space.pages.release(start, pages, this.owner);
  }

  /** Throws BadRequestError while pages are held. The second time does nothing. */
  close(): void {
    if (this.isClosed) return;
    this.space.pages.unregister(this.owner);
    this.isClosed = true;
  }
}

/**
 * Gives a run back to a source, and calls `note` once it has it: also where the source throws after it took the run. Throws what the
 * source throws.
 */
export function releaseRun(
  source: PageSource,
  start: PageIndex,
  pages: number,
  note: () => void,
): void {
  try {
    source.release(start, pages);
  } catch (error) {
    if (source.space.pages.ownerOf(start) !== source.owner) note();
    throw error;
  }
  note();
}

/** The pages from this one on read as zero, of those that were acquired after `pristine` was noted as the map's mark. */
export function stillPristine(space: AddressSpace, pristine: number): number {
  return Math.max(pristine, space.pages.wasPristineFrom);
}

/** Another source under a limit in bytes. `used` is exact, also after a request that failed. */
export class LimitedPages implements PageSource {
  private usedPages = 0;
  private peakPages = 0;
  private readonly limitPages: number;

  constructor(
    private readonly inner: PageSource,
    /** Bytes that may be held at once; whole pages of it count. */
    readonly limit: number,
  ) {
    if (!(limit >= PAGE_BYTES))
      throw new BadRequestError(`a limit of ${limit} bytes; at least ${PAGE_BYTES}`);
    this.limitPages = Math.floor(limit / PAGE_BYTES);
  }

  get space(): AddressSpace {
    return this.inner.space;
  }

  get owner(): OwnerId {
    return this.inner.owner;
  }

  /** Bytes held now. */
  get used(): number {
    return this.usedPages * PAGE_BYTES;
  }

  /** The most bytes ever held at once. */
  get peak(): number {
    return this.peakPages * PAGE_BYTES;
  }

  /** Whether `bytes` more, in whole pages, stay within the limit. */
  hasRoom(bytes: number): boolean {
    return this.usedPages + Math.ceil(bytes / PAGE_BYTES) <= this.limitPages;
  }

  acquire(pages: number, alignment: number): PageIndex {
    if (this.usedPages + pages > this.limitPages) return 0 as PageIndex;
    const page = this.inner.acquire(pages, alignment);
    if (page !== 0) this.count(pages);
    return page;
  }

  acquireAt(start: PageIndex, pages: number): boolean {
    if (this.usedPages + pages > this.limitPages) return false;
    if (this.inner.acquireAt?.(start, pages) !== true) return false;
    this.count(pages);
    return true;
  }

  private count(pages: number): void {
    this.usedPages += pages;
    this.peakPages = Math.max(this.peakPages, this.usedPages);
  }

  release(start: PageIndex, pages: number): void {
    releaseRun(this.inner, start, pages, () => (this.usedPages -= pages));
  }

  close(): void {
    this.inner.close?.();
  }
}
