// One reserved range of memory, 0 … 4 GiB, that every block, arena and reference lies in.
//
// A WebAssembly.Memory is reserved at its full size and never grows: growing costs 0.6 ms a
// step and detaches every view, while reserving 4 GiB costs 5 ms and no resident memory, because the operating
// system commits a page when it is first touched.

import type { Address, OwnerId, PageIndex } from './brands.ts';
import { BadRequestError, DisposedError, OutOfMemoryError, SpaceInUseError } from './errors.ts';
import { type Holder, NULL_OWNER, PageMap } from './page-map.ts';
import { GIB, MEGABLOCK_BYTES, PAGE_BYTES, PAGE_SHIFT } from './units.ts';
import { reserveMemory, type WasmMemory } from './wasm.ts';

const WASM_PAGE_BYTES = 65536;
const DEFAULT_RESERVED = GIB;
const MAX_RESERVED = 4 * GIB;

const PAGE_WORDS = PAGE_BYTES / 4;

/**
 * Copies the held pages that are not all zero. Reading a page that was never touched commits nothing, writing zeroes
 * to one would.
 */
function copyHeldPages(pages: PageMap, from: Int32Array, to: Int32Array): number {
  let copied = 0;
  for (let page = 1; page < pages.pristineFrom; page++) {
    if (pages.ownerOf(page) === 0) continue;
    const start = page * PAGE_WORDS;
    const end = start + PAGE_WORDS;
    let word = start;
    while (word < end && from[word] === 0) word++;
    if (word === end) continue;
    to.set(from.subarray(start, end), start);
    copied += PAGE_BYTES;
  }
  return copied;
}

/** How to reserve an address space. */
export interface AddressSpaceOptions {
  /** Bytes to reserve; default 1 GiB, minimum 2 MiB, maximum 4 GiB; rounded up to whole 2 MiB. */
  readonly reserve?: number;
}

/** A reserved range of memory, its views, and the map of its pages. */
export class AddressSpace {
  // The memory and its views change only in `trim`.
  memory!: WasmMemory;
  /** The whole space as signed 32-bit words; an object's word is at `address >>> 2`. */
  words!: Int32Array;
  bytes!: Uint8Array;
  halves!: Uint16Array;
  floats!: Float32Array;
  doubles!: Float64Array;
  readonly pages: PageMap;
  private readonly viewListeners = new Set<() => void>();
  private readonly caches = new Set<() => boolean>();
  private readonly parts = new Map<unknown, unknown>();
  private readonly tableOwners = new Set<string>();
  private closed = false;

  constructor(options: AddressSpaceOptions = {}) {
    const asked = options.reserve ?? DEFAULT_RESERVED;
    if (!Number.isInteger(asked) || asked < MEGABLOCK_BYTES || asked > MAX_RESERVED)
      throw new BadRequestError(
        `an address space of ${asked} bytes; ${MEGABLOCK_BYTES} to ${MAX_RESERVED} are possible`,
      );
    const bytes = Math.ceil(asked / MEGABLOCK_BYTES) * MEGABLOCK_BYTES;
    this.pages = new PageMap(bytes / PAGE_BYTES);
    this.adopt(reserveMemory(bytes / WASM_PAGE_BYTES));
  }

  /** Bytes of address space, page 0 included. */
  get reserved(): number {
    return this.pages.pages * PAGE_BYTES;
  }

  /**
   * Gives the memory of free pages back to the operating system: reserves a fresh memory, copies the held pages to
   * the same addresses and lets the old one go. No address changes, but `memory` and every view of it do, so a program
   * calls this only where it keeps none, or is told by `onViewsChanged`. Returns the bytes that were copied.
   */
  trim(): number {
    const old = this.words;
    this.adopt(reserveMemory(this.reserved / WASM_PAGE_BYTES));
    const copied = copyHeldPages(this.pages, old, this.words);
    this.pages.forgetFreePages();
    for (const listener of this.viewListeners) listener();
    return copied;
  }

  /** Registers what has to follow when `trim` changes the views; the function that comes back removes it. */
  onViewsChanged(listener: () => void): () => void {
    this.viewListeners.add(listener);
    return () => {
      this.viewListeners.delete(listener);
    };
  }

  /**
   * Registers somebody who keeps pages that nothing is in: called when there are no others, it gives them back and says whether it had
   * any. The function that comes back removes it.
   */
  onScarcity(giveUp: () => boolean): () => void {
    this.caches.add(giveUp);
    return () => {
      this.caches.delete(giveUp);
    };
  }

  /** Has all who keep pages that nothing is in give them back; whether there were any. */
  relieve(): boolean {
    let hadAny = false;
    for (const giveUp of this.caches) hadAny = giveUp() || hadAny;
    return hadAny;
  }

  private adopt(memory: WasmMemory): void {
    const { buffer } = memory;
    this.memory = memory;
    this.words = new Int32Array(buffer);
    this.bytes = new Uint8Array(buffer);
    this.halves = new Uint16Array(buffer);
    this.floats = new Float32Array(buffer);
    this.doubles = new Float64Array(buffer);
  }

  /**
   * The one instance of `Part` that everybody on this space shares (side tables of a higher floor);
   * made by `make` on first use.
   */
  part<Part>(key: object & { readonly prototype: Part }, make: () => Part): Part {
    let part = this.parts.get(key) as Part | undefined;
    if (part === undefined) this.parts.set(key, (part = make()));
    return part;
  }

  /** Registers the owner of side tables that belong to the space itself, and go when it goes. */
  registerTable(name: string): OwnerId {
    this.tableOwners.add(name);
    return this.pages.register(name);
  }

  /** Who holds pages now, the space's own tables left out. Looks at every page: for reports. */
  holders(): Holder[] {
    const isOwn = (name: string): boolean => name === NULL_OWNER || this.tableOwners.has(name);
    return this.pages.holders().filter(({ name }) => !isOwn(name));
  }

  get isClosed(): boolean {
    return this.closed;
  }

  /**
   * Ends the space: nothing can be acquired from it any more. Everything that lives in it must be disposed of
   * before; throws SpaceInUseError with the names of who still holds pages. The second time does nothing.
   */
  close(): void {
    const holders = this.holders();
    if (holders.length > 0) throw new SpaceInUseError(holders);
    this.closed = true;
    this.pages.close();
  }

  /**
   * A zeroed run of pages for `owner`. For what lives as long as the space or its heap: side
   * tables, stacks. Throws OutOfMemoryError.
   */
  reserveRun(bytes: number, owner: OwnerId): Address {
    const pages = Math.ceil(bytes / PAGE_BYTES);
    const pristine = this.pages.pristineFrom;
    let page = this.pages.acquire(pages, 1, owner);
    if (page === 0 && this.relieve()) page = this.pages.acquire(pages, 1, owner);
    if (page === 0)
      throw this.closed ? new DisposedError('the address space') : this.outOfMemory(bytes);
    this.zeroRun(page, pages, pristine);
    return (page * PAGE_BYTES) as Address;
  }

  /** Zeroes the pages of a run that lie below `pristine`, the map's mark from before the run was acquired. */
  zeroRun(page: PageIndex, pages: number, pristine: number): void {
    const dirty = Math.min(page + pages, pristine);
    if (dirty > page) this.bytes.fill(0, page * PAGE_BYTES, dirty * PAGE_BYTES);
  }

  releaseRun(address: Address, bytes: number, owner: OwnerId): void {
    this.pages.release((address >>> PAGE_SHIFT) as PageIndex, Math.ceil(bytes / PAGE_BYTES), owner);
  }

  outOfMemory(asked: number): OutOfMemoryError {
    const { freePages, longestFreeRun } = this.pages.stats();
    return new OutOfMemoryError(asked, freePages * PAGE_BYTES, longestFreeRun * PAGE_BYTES);
  }
}
