// A page source on an allocator: what carries a heap, or any allocator that takes pages, on
// whatever hands out memory of an address space. The pages that a block covers are this source's
// for as long as they are held, so that the page map says so to all who ask; then the one who held
// them before has them back.
//
//   block     | ################ 8 pages ################ |        a block of the allocator, aligned as asked
//   starts    |  5 |  5 |  5 |  5 |  5 |  5 |  5 |  5 | 0 |        by page: where its block begins
//
// Invariant: an entry is not 0 ⇔ the page is held through this source; a block goes back when none
// of its pages is.

import { AddressSpace } from '../memory/address-space.ts';
import type { OwnerId, PageIndex } from '../memory/brands.ts';
import {
  checkArgument,
  checkOptions,
  instanceOf,
  powerOfTwo,
  text,
  wholeNumber,
  withDefault,
} from '../memory/check.ts';
import { BadRequestError, DisposedError } from '../memory/errors.ts';
import { showAs } from '../memory/opaque.ts';
import { checkRun, type PageSource } from '../memory/page-source.ts';
import { MAX_RUN_PAGES, PAGE_BYTES, PAGE_SHIFT } from '../memory/units.ts';
import { ALLOCATOR, type Allocator, DISPOSED, isForWantOfRoom } from './allocator.ts';
import { errorOf } from './codes.ts';

const RUN_PAGES = wholeNumber(1, MAX_RUN_PAGES, 'pages');
const ALIGNMENT = powerOfTwo(1, MAX_RUN_PAGES, 'pages');
const OPTIONS = { name: withDefault(text, 'pages of an allocator') };

interface Block {
  readonly address: number;
  readonly bytes: number;
  /** Who held its pages before. */
  readonly lender: OwnerId;
  /** Pages of it that are held. */
  left: number;
}

/** Pages of an address space that an allocator hands out. The allocator must outlive the source. */
export class AllocatorPages implements PageSource {
  readonly owner: OwnerId;
  readonly #allocator: Allocator;
  readonly #blocks = new Map<number, Block>();
  readonly #starts: Int32Array;
  #isClosed = false;

  static {
    showAs(
      AllocatorPages,
      (source) => `AllocatorPages '${source.space.pages.nameOf(source.owner)}'`,
    );
  }

  /**
   * Throws BadRequestError for an allocator of another memory than the space,
   * IdentifiersUsedUpError.
   */
  constructor(
    readonly space: AddressSpace,
    allocator: Allocator,
    options: { readonly name?: string } = {},
  ) {
    checkArgument('AllocatorPages', 'space', space, instanceOf(AddressSpace));
    checkArgument('AllocatorPages', 'allocator', allocator, ALLOCATOR);
    const { name } = checkOptions('AllocatorPages', options, OPTIONS);
    if (allocator.memory !== space)
      throw new BadRequestError(
        `AllocatorPages: the memory of ${allocator.name} is not the space; ` +
          'take the space that the allocator takes its pages from',
      );
    this.#allocator = allocator;
    this.#starts = new Int32Array(space.pages.pages);
    this.owner = space.pages.register(name);
  }

  /**
   * A run of pages, 0 for want of room. Throws DisposedError where the allocator or the space is
   * closed, AllocatorError for what the allocator refuses otherwise, BadRequestError for a block
   * that it does not hand out as it was asked to.
   */
  acquire(pages: number, alignment: number): PageIndex {
    checkArgument('acquire', 'pages', pages, RUN_PAGES);
    checkArgument('acquire', 'alignment', alignment, ALIGNMENT);
    const { space } = this;
    const bytes = pages * PAGE_BYTES;
    const pristine = space.pages.pristineFrom;
    const address = this.#allocator.allocate(bytes, alignment * PAGE_BYTES);
    if (address < 0) return this.refused(address, bytes, alignment);
    const start = (address >>> PAGE_SHIFT) as PageIndex;
    try {
      this.take(start, pages, address, alignment);
    } catch (error) {
      this.#allocator.free(address, bytes);
      throw error;
    }
    // Who takes pages that were never held takes them for zero; an allocator may have written
    // there.
    const fresh = Math.max(start, pristine);
    if (fresh < start + pages)
      space.bytes.fill(0, fresh * PAGE_BYTES, (start + pages) * PAGE_BYTES);
    return start;
  }

  /**
   * Takes back any part of what was acquired. Throws BadRequestError, and what the allocator's own
   * source throws.
   */
  release(start: PageIndex, pages: number): void {
    checkRun('release', pages);
    checkArgument('release', 'start', start, wholeNumber(1, this.#starts.length - 1));
    for (let page = start as number; page < start + pages; page++)
      if (!(this.#starts[page]! > 0))
        throw new BadRequestError(
          `release of ${pages} pages from ${start}: page ${page} is not held through this source`,
        );
    for (let page = start as number; page < start + pages;) {
      const block = this.#blocks.get(this.#starts[page]!)!;
      const end = Math.min(start + pages, (block.address + block.bytes) / PAGE_BYTES);
      this.giveBack(page as PageIndex, end - page, block);
      page = end;
    }
  }

  /** Ends the source. Throws BadRequestError while pages are held. The second time does nothing. */
  close(): void {
    if (this.#isClosed) return;
    this.space.pages.unregister(this.owner);
    this.#isClosed = true;
  }

  private refused(code: number, bytes: number, alignment: number): PageIndex {
    if (isForWantOfRoom(code)) return 0 as PageIndex;
    const { name } = this.#allocator;
    if (code === DISPOSED) throw new DisposedError(`${name}, which pages are taken from,`);
    throw errorOf(code, name, `allocate(${bytes}, ${alignment * PAGE_BYTES})`);
  }

  private take(start: PageIndex, pages: number, address: number, alignment: number): void {
    const map = this.space.pages;
    if (address % (alignment * PAGE_BYTES) !== 0)
      throw new BadRequestError(
        `${this.#allocator.name} has handed out ${address}, no multiple of ${alignment} pages`,
      );
    const lender = map.ownerOf(start);
    map.lend(start, pages, lender, this.owner);
    this.#blocks.set(start, { address, bytes: pages * PAGE_BYTES, lender, left: pages });
    this.#starts.fill(start, start, start + pages);
  }

  private giveBack(start: PageIndex, pages: number, block: Block): void {
    this.space.pages.takeBack(start, pages, this.owner, block.lender);
    this.#starts.fill(0, start, start + pages);
    block.left -= pages;
    if (block.left > 0) return;
    const { address, bytes } = block;
    this.#blocks.delete(address / PAGE_BYTES);
    const code = this.#allocator.free(address, bytes);
    // Where the allocator was closed first, whatever its pages came from has them, or will be
    // offered them again.
    if (code < 0 && code !== DISPOSED)
      throw errorOf(code, this.#allocator.name, `free(${address}, ${bytes})`);
  }
}
