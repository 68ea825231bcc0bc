// The user-space mmap: 4 KiB pages in 2 MiB megablocks, one 64-byte bitmap each.
//
//   free runs   free-runs.ts: a bit a page, and summaries of them
//   owners      16 bits a page: who holds it, by the number that page-owners.ts gives out
//
//   | 0 |  pages that are or were held  |   never held: read as zero    |  tail  |
//       1                               pristineFrom              tailFrom       pages
//
// The tail is one run at the end that is taken once and for good, so that tables as long as the
// space need not be in the way of what comes and goes.
//
// Invariants: a bit is 1 ⇔ its owner is not 0; every owner is registered, and holds as many pages
// as it is counted for; page 0 is always held. A run may cross megablocks; any part of a run may be
// released.

import type { OwnerId, PageIndex } from './brands.ts';
import {
  checkArgument,
  powerOfTwo,
  refuseArgument,
  type Rule,
  text,
  wholeNumber,
} from './check.ts';
import { BadRequestError } from './errors.ts';
import { FreeRuns } from './free-runs.ts';
import { LentPages } from './lent-pages.ts';
import { showAs } from './opaque.ts';
import { type Holder, numberOf, PageOwners } from './page-owners.ts';
import type { PageMapStats } from './page-map-stats.ts';
import { MAX_RUN_PAGES } from './units.ts';

/** Who holds page 0. */
const NULL_OWNER = 'the null page';

const MAP_PAGES = wholeNumber(2, 1 << 20, 'pages');
const RUN_PAGES = wholeNumber(1, MAX_RUN_PAGES, 'pages');
const ANY_PAGES = wholeNumber(1, Infinity, 'pages');
const ALIGNMENT = powerOfTwo(1, MAX_RUN_PAGES, 'pages');

function isRunLength(pages: number): boolean {
  return Number.isInteger(pages) && pages >= 1 && pages <= MAX_RUN_PAGES;
}

/** Hands out runs of pages of one address space. Knows nothing of what is kept in them. */
export class PageMap {
  /** What tells this map from others. */
  readonly identity = Symbol('pages');
  readonly #owners: Uint16Array;
  readonly #runs: FreeRuns;
  readonly #registry = new PageOwners();
  readonly #nullOwner: OwnerId;
  #free: number;
  #neverHeldFrom = 1;
  #neverHeldBefore = 1;
  /** The first page of the tail; `pages` as long as there is none. */
  #tailFrom: number;
  #isClosed = false;
  readonly #lent: LentPages;
  readonly #starts: Rule<number>;

  /** @param pages the pages of the space, page 0 included; at least 2, at most 2²⁰. */
  constructor(readonly pages: number) {
    checkArgument('PageMap', 'pages', pages, MAP_PAGES);
    this.#starts = wholeNumber(1, pages);
    this.#owners = new Uint16Array(pages);
    this.#lent = new LentPages(pages);
    this.#runs = new FreeRuns(pages);
    this.#free = this.#tailFrom = pages;
    this.#nullOwner = this.#registry.register(NULL_OWNER);
    this.hold(0, 1, this.#nullOwner);
  }

  static {
    showAs(PageMap, (map) => `PageMap { ${map.pages} pages, ${map.#free} free }`);
  }

  /**
   * Registers a holder of pages; its name appears where ownership is reported. Throws
   * IdentifiersUsedUpError.
   */
  register(name: string): OwnerId {
    return this.#registry.register(checkArgument('register', 'name', name, text));
  }

  /**
   * Ends a registration: its number and name are free for the next one, and the id that `register`
   * gave is refused from now on. Throws BadRequestError while it holds pages, or when it is not
   * registered.
   */
  unregister(owner: OwnerId): void {
    this.#registry.unregister(owner);
  }

  /**
   * The lowest free run of `pages` pages whose start is a multiple of `alignment` (a power of two,
   * in pages), now held by `owner`; 0 when there is none. The pages' contents are whatever was
   * there.
   */
  acquire(pages: number, alignment: number, owner: OwnerId): PageIndex {
    if (!isRunLength(pages)) refuseArgument('acquire', 'pages', pages, RUN_PAGES);
    if (!isRunLength(alignment) || (alignment & (alignment - 1)) !== 0)
      refuseArgument('acquire', 'alignment', alignment, ALIGNMENT);
    this.#registry.check(owner, 'acquire');
    const start = this.#isClosed ? 0 : this.#runs.findNext(pages, alignment);
    if (start !== 0) this.take(start, pages, owner);
    return start as PageIndex;
  }

  /**
   * Takes just these pages, if all of them are free and of this space; what makes a run longer in
   * place, up to the end of the space. Throws BadRequestError.
   */
  acquireAt(start: PageIndex, pages: number, owner: OwnerId): boolean {
    // One behind the last page is where a run at the end of the space would go on.
    checkArgument('acquireAt', 'start', start, this.#starts);
    checkArgument('acquireAt', 'pages', pages, ANY_PAGES);
    this.#registry.check(owner, 'acquireAt');
    if (this.#isClosed || pages > MAX_RUN_PAGES || start + pages > this.pages) return false;
    if (!this.#runs.areFree(start, pages)) return false;
    this.take(start, pages, owner);
    return true;
  }

  /**
   * Takes the last `pages` pages of the space for good: they are never released, and `pristineFrom`
   * stays where it is. 0 when one of them is held, as after the first time. Throws BadRequestError.
   */
  acquireLast(pages: number, owner: OwnerId): PageIndex {
    checkArgument('acquireLast', 'pages', pages, wholeNumber(1, this.pages - 1, 'pages'));
    this.#registry.check(owner, 'acquireLast');
    const start = this.pages - pages;
    if (this.#isClosed || !this.#runs.areFree(start, pages)) return 0 as PageIndex;
    this.hold(start, pages, owner);
    this.#tailFrom = start;
    return start as PageIndex;
  }

  /**
   * Gives back `pages` pages from `start`, which may be any part of what `owner` holds. Throws
   * BadRequestError.
   */
  release(start: PageIndex, pages: number, owner: OwnerId): void {
    if (!isRunLength(pages)) refuseArgument('release', 'pages', pages, RUN_PAGES);
    if (!Number.isInteger(start) || start < 1 || start + pages > this.pages)
      refuseArgument('release', 'start', start, wholeNumber(1, this.pages - pages));
    if (start + pages > this.#tailFrom)
      throw new BadRequestError(
        `release of ${pages} pages from ${start}: from ${this.#tailFrom} on they are held for good`,
      );
    this.#registry.check(owner, 'release');
    const number = numberOf(owner);
    for (let page = start as number; page < start + pages; page++)
      if (this.#owners[page] !== number) throw this.notHeld(page, owner);
    this.#runs.free(start, pages);
    this.#owners.fill(0, start, start + pages);
    this.#registry.count(owner, -pages);
    this.#free += pages;
  }

  /**
   * Has another owner hold `pages` pages from `start`, which `from` holds, until `takeBack`. Throws
   * BadRequestError, and nothing has changed; so does `takeBack`.
   */
  lend(start: PageIndex, pages: number, from: OwnerId, to: OwnerId): void {
    this.transfer('lend', start, pages, from, to);
    this.#lent.add(start, pages);
  }

  /** Has `to`, who has lent them to `from`, hold them again: any part of what was lent. */
  takeBack(start: PageIndex, pages: number, from: OwnerId, to: OwnerId): void {
    this.#lent.check(start, pages);
    this.transfer('takeBack', start, pages, from, to);
    this.#lent.remove(start, pages);
  }

  /** Whether who holds the page has it from another owner. */
  isLent(page: number): boolean {
    return this.#lent.has(page);
  }

  /** Who holds the page; 0 for a free one and for one that is not of this space. */
  ownerOf(page: number): OwnerId {
    return this.#registry.ownerOf(this.#owners[page] ?? 0);
  }

  /** Whether the owner holds every page of the run. */
  areHeldBy(start: PageIndex, pages: number, owner: OwnerId): boolean {
    for (let page = start as number; page < start + pages; page++)
      if (this.ownerOf(page) !== owner) return false;
    return true;
  }

  /** Pages that the owner holds; 0 for one that is not registered. */
  heldBy(owner: OwnerId): number {
    return this.#registry.heldBy(owner);
  }

  nameOf(owner: OwnerId): string {
    return this.#registry.nameOf(owner);
  }

  /** All who hold pages now; page 0 and the owners in `but` are left out. */
  holders(but: ReadonlySet<OwnerId> = new Set()): Holder[] {
    return this.#registry.holders(new Set(but).add(this.#nullOwner));
  }

  /** Refuses every acquisition from now on, as a full map does. */
  close(): void {
    this.#isClosed = true;
  }

  /** Pages from this one on have never been held, but for the tail, so they still read as zero. */
  get pristineFrom(): number {
    return this.#neverHeldFrom;
  }

  /**
   * The same as it was before the last run was acquired. Who notes `pristineFrom`, has somebody
   * else's code acquire a run, and looks at this afterwards, knows whether others were handed out
   * and given back meanwhile.
   */
  get wasPristineFrom(): number {
    return this.#neverHeldBefore;
  }

  /** The first page of the tail; `pages` when there is none. */
  get tailStart(): number {
    return this.#tailFrom;
  }

  /** Says that the free pages read as zero again, as after a `trim`. */
  forgetFreePages(): void {
    let page = Math.min(this.#neverHeldFrom, this.#tailFrom);
    while (page > 1 && this.#owners[page - 1] === 0) page--;
    this.#neverHeldFrom = page;
  }

  stats(): PageMapStats {
    const longestFreeRun = this.#runs.longestRun();
    return {
      pages: this.pages,
      freePages: this.#free,
      heldPages: this.pages - this.#free,
      touchedPages: Math.min(this.#neverHeldFrom, this.#tailFrom) + this.pages - this.#tailFrom,
      longestFreeRun,
      fragmentation: this.#free === 0 ? 0 : 1 - longestFreeRun / this.#free,
    };
  }

  private transfer(
    call: string,
    start: PageIndex,
    pages: number,
    from: OwnerId,
    to: OwnerId,
  ): void {
    if (!isRunLength(pages)) refuseArgument(call, 'pages', pages, RUN_PAGES);
    if (!Number.isInteger(start) || start < 1 || start + pages > this.#tailFrom)
      refuseArgument(call, 'start', start, wholeNumber(1, this.#tailFrom - pages));
    this.#registry.check(from, call);
    this.#registry.check(to, call);
    for (let page = start as number; page < start + pages; page++)
      if (this.#owners[page] !== numberOf(from))
        throw new BadRequestError(
          `${call} of page ${page} from ${this.nameOf(from)}; ` +
            `it is held by ${this.nameOf(this.ownerOf(page)) || 'nobody'}`,
        );
    this.#owners.fill(numberOf(to), start, start + pages);
    this.#registry.count(from, -pages);
    this.#registry.count(to, pages);
  }

  private take(start: number, pages: number, owner: OwnerId): void {
    this.hold(start, pages, owner);
    this.#neverHeldBefore = this.#neverHeldFrom;
    this.#neverHeldFrom = Math.max(this.#neverHeldFrom, start + pages);
  }

  private hold(start: number, pages: number, owner: OwnerId): void {
    this.#runs.hold(start, pages);
    this.#owners.fill(numberOf(owner), start, start + pages);
    this.#registry.count(owner, pages);
    this.#free -= pages;
  }

  private notHeld(page: number, owner: OwnerId): BadRequestError {
    return new BadRequestError(
      `release of page ${page} by ${this.nameOf(owner)}; ` +
        `it is held by ${this.nameOf(this.ownerOf(page)) || 'nobody'}`,
    );
  }
}
