// Where a heap's pages come from: the customisation point. Whatever keeps this contract can carry a
// heap.
//
// A source may be the host's own code, and may throw: before it has done what it was asked for, or
// after. The sources here that stand over another one look then at what the page map says of the
// owner, and count a run as held exactly if it is.

import { AddressSpace } from './address-space.ts';
import type { OwnerId, PageIndex } from './brands.ts';
import {
  callable,
  checkArgument,
  instanceOf,
  optional,
  refuseArgument,
  type Rule,
  shaped,
  text,
  wholeNumber,
} from './check.ts';
import { BadRequestError } from './errors.ts';
import { showAs, sizeText } from './opaque.ts';
import { Quota } from './quota.ts';
import { PAGE_BYTES } from './units.ts';

/** A source of page runs of one address space. */
export interface PageSource {
  readonly space: AddressSpace;
  readonly owner: OwnerId;
  /**
   * Pages that it keeps although they were given back, those of the sources below included; a
   * source that keeps none may leave this out.
   */
  readonly keptPages?: number;
  /**
   * A run of `pages` pages from a multiple of `alignment` pages, or 0 when there is none; its
   * contents are arbitrary.
   */
  acquire(pages: number, alignment: number): PageIndex;
  /**
   * Takes just these pages, if all are free and it may; a source that never does so may leave this
   * out.
   */
  acquireAt?(start: PageIndex, pages: number): boolean;
  /** Takes back any part of what was acquired. */
  release(start: PageIndex, pages: number): void;
  /**
   * Ends the source: its owner's number is free for another. For who opened it, once every page is
   * back.
   */
  close?(): void;
}

const SPACE = instanceOf(AddressSpace);

/** What has to be so of a page source, as far as it can be seen. */
export const PAGE_SOURCE: Rule<PageSource> = shaped('a page source', {
  space: SPACE,
  owner: wholeNumber(1),
  acquire: callable(),
  release: callable(),
});

const RUN_PAGES = wholeNumber(1, Infinity, 'pages');

/**
 * Throws BadRequestError for what can be no length of a run, before it gets into somebody's books.
 */
export function checkRun(call: string, pages: number): void {
  if (!Number.isInteger(pages) || pages < 1) refuseArgument(call, 'pages', pages, RUN_PAGES);
}

/** Pages that the owner of a source holds, but for those that the source keeps. */
export function pagesHeldThrough(source: PageSource): number {
  return source.space.pages.heldBy(source.owner) - (source.keptPages ?? 0);
}

/** The pages of a space, straight from its map. */
export class SpacePages implements PageSource {
  readonly owner: OwnerId;
  private isClosed = false;

  static {
    showAs(SpacePages, ({ space, owner }) => `SpacePages '${space.pages.nameOf(owner)}'`);
  }

  /** Throws BadRequestError, IdentifiersUsedUpError. */
  constructor(
    readonly space: AddressSpace,
    /** Who holds the pages, for reports. */
    name: string,
  ) {
    checkArgument('SpacePages', 'space', space, SPACE);
    this.owner = space.pages.register(checkArgument('SpacePages', 'name', name, text));
  }

  acquire(pages: number, alignment: number): PageIndex {
    return this.space.acquirePages(pages, alignment, this.owner);
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

const LIMIT = wholeNumber(PAGE_BYTES, Infinity, 'bytes');
const QUOTA = optional(instanceOf(Quota));

/**
 * The pages from this one on read as zero, of those that were acquired after `pristine` was noted
 * as the map's mark.
 */
export function stillPristine(space: AddressSpace, pristine: number): number {
  return Math.max(pristine, space.pages.wasPristineFrom);
}

/**
 * Another source under a limit in bytes. `used` is exact at every moment, also after a request that
 * failed or threw.
 */
export class LimitedPages implements PageSource {
  /** What tells this source from others. */
  readonly identity = Symbol('pages');
  private usedPages = 0;
  private peakPages = 0;
  private limitBytes = 0;
  private limitPages = 0;
  /** Bytes that were held when the limit was set last. */
  private heldAtLimit = 0;

  static {
    showAs(
      LimitedPages,
      ({ used, limit }) => `LimitedPages { ${sizeText(used)} of ${sizeText(limit)} }`,
    );
  }

  /** Throws BadRequestError for a limit of less than a page. */
  constructor(
    private readonly inner: PageSource,
    limit: number,
    /** What is counted here counts there too. */
    private readonly quota?: Quota,
  ) {
    checkArgument('LimitedPages', 'inner', inner, PAGE_SOURCE);
    checkArgument('LimitedPages', 'quota', quota, QUOTA);
    this.limit = limit;
  }

  /** Bytes that may be held at once; whole pages of it count. */
  get limit(): number {
    return this.limitBytes;
  }

  /** One below what is held refuses more until enough is given back. Throws BadRequestError. */
  set limit(limit: number) {
    this.limitBytes = checkArgument('LimitedPages', 'limit', limit, LIMIT);
    this.limitPages = Math.floor(limit / PAGE_BYTES);
    this.heldAtLimit = this.used;
  }

  /** What is held is never more: the limit, or what was held when that was set lower. Bytes. */
  get bound(): number {
    return Math.max(this.limit, this.heldAtLimit);
  }

  /** Bytes that may be held at once as things are: the quota may leave less than the limit. */
  get reachable(): number {
    const { quota, limit } = this;
    return quota === undefined ? limit : Math.min(limit, this.used + quota.left);
  }

  get space(): AddressSpace {
    return this.inner.space;
  }

  get owner(): OwnerId {
    return this.inner.owner;
  }

  get keptPages(): number {
    return this.inner.keptPages ?? 0;
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
    return this.hasPages(Math.ceil(bytes / PAGE_BYTES));
  }

  acquire(pages: number, alignment: number): PageIndex {
    checkRun('acquire', pages);
    if (!this.hasPages(pages)) return 0 as PageIndex;
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

  acquireAt(start: PageIndex, pages: number): boolean {
    checkRun('acquireAt', pages);
    if (!this.hasPages(pages)) return false;
    const elsewhere = this.elsewhere();
    try {
      if (this.inner.acquireAt?.(start, pages) !== true) return false;
      this.count(pages);
      return true;
    } catch (error) {
      this.count(this.elsewhere() - elsewhere);
      throw error;
    }
  }

  /** Throws BadRequestError for more than is held, and what the source below throws. */
  release(start: PageIndex, pages: number): void {
    checkRun('release', pages);
    if (pages > this.usedPages)
      throw new BadRequestError(
        `release of ${pages} pages from ${start}: only ${this.usedPages} are held through this source`,
      );
    const elsewhere = this.elsewhere();
    try {
      this.inner.release(start, pages);
      this.count(-pages);
    } catch (error) {
      this.count(this.elsewhere() - elsewhere);
      throw error;
    }
  }

  close(): void {
    this.inner.close?.();
  }

  /** What the owner holds that is not counted here. */
  private elsewhere(): number {
    return pagesHeldThrough(this.inner) - this.usedPages;
  }

  private hasPages(pages: number): boolean {
    const { quota } = this;
    if (this.usedPages + pages > this.limitPages) return false;
    return quota === undefined || pages * PAGE_BYTES <= quota.left;
  }

  private count(pages: number): void {
    this.usedPages += pages;
    this.quota?.count(pages);
    this.peakPages = Math.max(this.peakPages, this.usedPages);
  }
}
