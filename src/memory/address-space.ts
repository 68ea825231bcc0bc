// One reserved range of memory, 0 … 4 GiB, that every block, arena and reference lies in.
//
// A WebAssembly.Memory is reserved at its full size and never grows: growing costs 0.6 ms a step
// and detaches every view, while reserving 4 GiB costs 5 ms and no resident memory, because the
// operating system commits a page when it is first touched.

import type { Address, OwnerId, PageIndex } from './brands.ts';
import { checkArgument, checkOptions, shown, wholeNumber } from './check.ts';
import { BadRequestError, DisposedError, OutOfMemoryError, SpaceInUseError } from './errors.ts';
import { callEach, Listeners } from './listeners.ts';
import { OldMemories } from './old-memories.ts';
import { hide, showAs, sizeText } from './opaque.ts';
import { PageMap } from './page-map.ts';
import type { Holder } from './page-owners.ts';
import { Relief } from './relief.ts';
import { SpaceLock } from './space-lock.ts';
import { type AddressSpaceOptions, SPACE_OPTIONS } from './space-options.ts';
import { whoHoldsLast } from './page-owners.ts';
import { needStack } from './stack.ts';
import { MAX_RUN_BYTES, MEGABLOCK_BYTES, PAGE_BYTES } from './units.ts';
import { copyHeldPages, reserveViews, reserving } from './views.ts';
import type { WasmMemory } from './wasm.ts';

const RUN_BYTES = wholeNumber(1, MAX_RUN_BYTES, 'bytes');

/** A reserved range of memory, its views, and the map of its pages. */
export class AddressSpace {
  /** What tells this space from others. */
  readonly identity = Symbol('space');
  // The memory and its views change only in `trim`.
  memory!: WasmMemory;
  /** The whole space as signed 32-bit words; an object's word is at `address >>> 2`. */
  words!: Int32Array;
  bytes!: Uint8Array;
  halves!: Uint16Array;
  floats!: Float32Array;
  doubles!: Float64Array;
  readonly pages: PageMap;
  readonly #trimParts = new Listeners<[WasmMemory], () => void>();
  readonly #followers = new Listeners();
  readonly #viewListeners = new Listeners();
  readonly #relief = new Relief();
  readonly #parts = new Map<unknown, unknown>();
  readonly #tableOwners = new Set<OwnerId>();
  readonly #olds = new OldMemories();
  readonly #lock = new SpaceLock();
  #closed = false;

  /**
   * Throws BadRequestError for options that cannot be, ReservationError when the engine has no room
   * for it.
   */
  constructor(options: AddressSpaceOptions = {}) {
    const { reserve } = checkOptions('AddressSpace', options, SPACE_OPTIONS);
    const bytes = Math.ceil(reserve / MEGABLOCK_BYTES) * MEGABLOCK_BYTES;
    this.pages = reserving(bytes, () => new PageMap(bytes / PAGE_BYTES));
    hide(this, { ...reserveViews(bytes) });
  }

  static {
    showAs(AddressSpace, ({ reserved, pages, isClosed }) => {
      const held = sizeText(pages.stats().heldPages * PAGE_BYTES);
      return `AddressSpace { ${sizeText(reserved)}, ${isClosed ? 'closed' : `${held} held`} }`;
    });
  }

  /** Bytes of address space, page 0 included. */
  get reserved(): number {
    return this.pages.pages * PAGE_BYTES;
  }

  /**
   * Gives the memory of free pages back to the operating system: reserves a fresh memory, copies
   * the held pages to the same addresses and lets the old one go. No address changes, but `memory`
   * and every view of it do, so a program calls this only where it keeps none, or is told by
   * `onViewsChanged`. Returns the bytes that were copied.
   *
   * Throws ReenteredError while the space is locked, DisposedError, ReservationError, or what a
   * part of the space throws that cannot follow: then nothing has changed. What a listener throws
   * is thrown when the space has moved and all were told.
   */
  trim(): number {
    if (this.#closed) throw new DisposedError('the address space');
    this.#lock.refuse('trim()');
    const copied = this.move();
    const { thrown } = this.#followers.callAll();
    thrown.push(...this.#viewListeners.callAll().thrown);
    if (thrown.length > 0) throw thrown[0];
    return copied;
  }

  /** To a fresh memory. Whatever can fail comes before anything changes. */
  private move(): number {
    this.#lock.take('a trim');
    try {
      const fresh = reserveViews(this.reserved);
      const copied = copyHeldPages(this.pages, this.words, fresh.words);
      const { answers: commits, thrown } = this.#trimParts.callAll(fresh.memory);
      if (thrown.length > 0) throw thrown[0];
      needStack();
      const old = this.memory;
      Object.assign(this, fresh);
      this.pages.forgetFreePages();
      callEach(commits);
      this.#olds.letGo(old, this.reserved);
      return copied;
    } finally {
      this.#lock.end();
    }
  }

  /**
   * Registers a part of the space that has to be made anew on a fresh memory. `prepare` makes it
   * there, and may throw: then the trim has not happened. What it returns is called when the space
   * has moved, and only assigns. The function that comes back removes the part.
   */
  onTrim(prepare: (memory: WasmMemory) => () => void): () => void {
    return this.#trimParts.add(prepare);
  }

  /**
   * Registers one of the library's own objects that keep views of the space: called after a trim,
   * before the listeners of `onViewsChanged`. The function that comes back removes it.
   */
  followViews(follow: () => void): () => void {
    return this.#followers.add(follow);
  }

  /**
   * Registers what has to follow when `trim` changes the views; the function that comes back
   * removes it.
   */
  onViewsChanged(listener: () => void): () => void {
    return this.#viewListeners.add(listener);
  }

  /**
   * Registers somebody who keeps pages that nothing is in: called when there are no others, it
   * gives them back and says whether it had any. The function that comes back removes it.
   */
  onScarcity(giveUp: () => boolean): () => void {
    return this.#relief.add(giveUp);
  }

  /**
   * Has all who keep pages that nothing is in give them back; whether there may be some now. What
   * they throw is not told.
   */
  relieve(): boolean {
    return this.#relief.ask();
  }

  /** Who has locked the space; undefined when nobody has. */
  get lockedBy(): string | undefined {
    return this.#lock.holder;
  }

  /**
   * Keeps the space as it is, for a collection: until `unlock`, nobody else can lock, trim or close
   * it. Throws ReenteredError, which names who has locked it, if somebody has.
   */
  lock(who: string): void {
    this.#lock.take(who);
  }

  /** Ends a lock. */
  unlock(): void {
    this.#lock.end();
  }

  /**
   * The one instance of `Part` that everybody on this space shares (side tables of a higher floor);
   * made by `make` on first use.
   */
  part<Part>(key: object & { readonly prototype: Part }, make: () => Part): Part {
    let part = this.#parts.get(key) as Part | undefined;
    if (part === undefined) this.#parts.set(key, (part = make()));
    return part;
  }

  /** Registers the owner of side tables that belong to the space itself, and go when it goes. */
  registerTable(name: string): OwnerId {
    const owner = this.pages.register(name);
    this.#tableOwners.add(owner);
    return owner;
  }

  /** Who holds pages now, the space's own tables left out. */
  holders(): Holder[] {
    return this.pages.holders(this.#tableOwners);
  }

  get isClosed(): boolean {
    return this.#closed;
  }

  /**
   * Ends the space: nothing can be acquired from it any more. Everything that lives in it must be
   * disposed of before; throws SpaceInUseError with the names of who still holds pages,
   * ReenteredError while the space is locked. The second time does nothing.
   */
  close(): void {
    if (this.#closed) return;
    this.#lock.refuse('close()');
    const holders = this.holders();
    if (holders.length > 0) throw new SpaceInUseError(holders);
    this.#closed = true;
    this.pages.close();
  }

  /**
   * A zeroed run of pages for `owner`. For what lives as long as the space or its heap: side
   * tables, stacks. Throws BadRequestError, OutOfMemoryError.
   */
  reserveRun(bytes: number, owner: OwnerId): Address {
    checkArgument('reserveRun', 'bytes', bytes, RUN_BYTES);
    const pages = Math.ceil(bytes / PAGE_BYTES);
    return this.reserveZeroed(
      pages,
      () => this.pages.acquire(pages, 1, owner),
      () => this.outOfMemory(bytes),
    );
  }

  /**
   * The zeroed pages at the end of the space, for `owner`, for good: tables as long as the space,
   * which so stand in nobody's way. A space has one tail. Throws OutOfMemoryError, which says who
   * holds the end of the space, when it is not free.
   */
  reserveTail(bytes: number, owner: OwnerId): Address {
    checkArgument(
      'reserveTail',
      'bytes',
      bytes,
      wholeNumber(1, this.reserved - PAGE_BYTES, 'bytes'),
    );
    const pages = Math.ceil(bytes / PAGE_BYTES);
    return this.reserveZeroed(
      pages,
      () => this.pages.acquireLast(pages, owner),
      () => this.outOfMemory(bytes, whoHoldsLast(this.pages, pages)),
    );
  }

  /**
   * As `acquire` of the page map, after all who keep spare pages were asked for them; 0 when there
   * is no room even then.
   */
  acquirePages(pages: number, alignment: number, owner: OwnerId): PageIndex {
    const page = this.pages.acquire(pages, alignment, owner);
    if (page !== 0 || !this.relieve()) return page;
    return this.pages.acquire(pages, alignment, owner);
  }

  private reserveZeroed(pages: number, acquire: () => PageIndex, refusal: () => Error): Address {
    if (this.#closed) throw new DisposedError('the address space');
    const acquireZeroed = (): PageIndex => {
      const pristine = this.pages.pristineFrom;
      const page = acquire();
      if (page !== 0) this.zeroRun(page, pages, pristine);
      return page;
    };
    let page = acquireZeroed();
    if (page === 0 && this.relieve()) page = acquireZeroed();
    if (page === 0) throw refusal();
    return (page * PAGE_BYTES) as Address;
  }

  /**
   * Zeroes the pages of a run that lie below `pristine`, the map's mark from before the run was
   * acquired.
   */
  zeroRun(page: PageIndex, pages: number, pristine: number): void {
    const dirty = Math.min(page + pages, pristine);
    if (dirty > page) this.bytes.fill(0, page * PAGE_BYTES, dirty * PAGE_BYTES);
  }

  /** Takes back what `reserveRun` gave. Throws BadRequestError, and then has changed nothing. */
  releaseRun(address: Address, bytes: number, owner: OwnerId): void {
    checkArgument('releaseRun', 'bytes', bytes, RUN_BYTES);
    const page = address / PAGE_BYTES;
    if (!Number.isInteger(address) || !Number.isInteger(page))
      throw new BadRequestError(`releaseRun: ${shown(address)} is no address of a page`);
    this.pages.release(page as PageIndex, Math.ceil(bytes / PAGE_BYTES), owner);
  }

  outOfMemory(asked: number, note?: string): OutOfMemoryError {
    const { freePages, longestFreeRun } = this.pages.stats();
    return new OutOfMemoryError(asked, freePages * PAGE_BYTES, longestFreeRun * PAGE_BYTES, note);
  }
}
