// Runs of pages from a page source, as an allocator. The size of every run is known, by the page it
// starts at:
//
//   sizes     | 0 | 9000 | 0 | 0 | 4096 | 0 | …      bytes asked for, one entry a page of the space
//   pages     | . | ############ | #### | . | …      9,000 bytes take three pages
//
// Invariant: an entry is not 0 ⇔ a run starts at its page; `held` is the sum of the runs in whole
// pages.
//
// Costs: a search of the page map, O(log megablocks), an entry; 4 bytes of table a page, committed
// as it is touched. A request is rounded up to 4 KiB: for blocks below that, put a pool or an arena
// on top.

import type { AddressSpace } from '../memory/address-space.ts';
import type { PageIndex } from '../memory/brands.ts';
import { checkArgument, checkOptions, text, withDefault } from '../memory/check.ts';
import { PAGE_SOURCE, type PageSource } from '../memory/page-source.ts';
import { callEach } from '../memory/listeners.ts';
import { MAX_RUN_BYTES, PAGE_BYTES, PAGE_SHIFT } from '../memory/units.ts';
import {
  type Allocator,
  type AllocatorStats,
  CANNOT_RESIZE,
  DISPOSED,
  NOT_HELD,
  OUT_OF_MEMORY,
  requestFault,
  TOO_LARGE,
  WRONG_SIZE,
} from './allocator.ts';
import { blockFault, resizeFault } from './bump.ts';

const OPTIONS = { name: withDefault(text, 'pages') };

function pagesOf(bytes: number): number {
  return Math.ceil(bytes / PAGE_BYTES);
}

/**
 * Hands out whole pages; `used` is the sum of what was asked for. Knows every run it handed out: a
 * free of anything else is NOT_HELD (also the second free of a run), one of another size
 * WRONG_SIZE.
 */
export class PageAllocator implements Allocator {
  readonly name: string;
  readonly memory: AddressSpace;
  readonly knowsBlocks = true;
  private readonly sizes: Int32Array;
  private usedBytes = 0;
  private heldPages = 0;
  private runs = 0;
  private isDisposed = false;

  constructor(
    private readonly source: PageSource,
    options: { readonly name?: string } = {},
  ) {
    checkArgument('PageAllocator', 'source', source, PAGE_SOURCE);
    this.name = checkOptions('PageAllocator', options, OPTIONS).name;
    this.memory = source.space;
    this.sizes = new Int32Array(source.space.pages.pages);
  }

  allocate(bytes: number, alignment: number): number {
    const fault = requestFault(bytes, alignment) || (bytes > MAX_RUN_BYTES ? TOO_LARGE : 0);
    if (fault !== 0) return fault;
    if (this.isDisposed || this.memory.isClosed) return DISPOSED;
    const pages = pagesOf(bytes);
    const page = this.source.acquire(pages, Math.max(1, alignment >>> PAGE_SHIFT));
    if (page === 0) return OUT_OF_MEMORY;
    this.sizes[page] = bytes;
    this.usedBytes += bytes;
    this.heldPages += pages;
    this.runs++;
    return page * PAGE_BYTES;
  }

  /** Within the pages of the run, or shorter: whole pages at its end go back to the source. */
  resize(address: number, oldBytes: number, newBytes: number): number {
    const fault = resizeFault(address, oldBytes, newBytes) || this.runFault(address, oldBytes);
    if (fault !== 0) return fault;
    const oldPages = pagesOf(oldBytes);
    const newPages = pagesOf(newBytes);
    if (newPages > oldPages) return CANNOT_RESIZE;
    const page = address / PAGE_BYTES;
    this.giveBack(page + newPages, oldPages - newPages, () => {
      this.sizes[page] = newBytes;
      this.usedBytes += newBytes - oldBytes;
      this.heldPages += newPages - oldPages;
    });
    return 0;
  }

  free(address: number, bytes: number): number {
    const fault = blockFault(address, bytes) || this.runFault(address, bytes);
    if (fault !== 0) return fault;
    this.release(address / PAGE_BYTES, bytes);
    return 0;
  }

  /** The bytes that the run at this address was asked for with; 0 when none starts there. */
  sizeOf(address: number): number {
    return address % PAGE_BYTES === 0 ? (this.sizes[address / PAGE_BYTES] ?? 0) : 0;
  }

  stats(): AllocatorStats {
    return { used: this.usedBytes, blocks: this.runs, held: this.heldPages * PAGE_BYTES };
  }

  /**
   * Gives every run back to the source, and refuses from then on. Runs that the source does not
   * take stay; what it threw first is thrown.
   */
  dispose(): void {
    this.isDisposed = true;
    const { thrown } = callEach(this.releases());
    if (thrown.length > 0) throw thrown[0];
  }

  private *releases(): IterableIterator<() => void> {
    for (let page = 0; page < this.sizes.length && this.runs > 0; page++) {
      const bytes = this.sizes[page]!;
      if (bytes !== 0) yield () => this.release(page, bytes);
    }
  }

  private release(page: number, bytes: number): void {
    const pages = pagesOf(bytes);
    this.giveBack(page, pages, () => {
      this.sizes[page] = 0;
      this.usedBytes -= bytes;
      this.heldPages -= pages;
      this.runs--;
    });
  }

  /**
   * Gives pages back, and calls `note` when they are no longer held: also when the source threw
   * after it had taken them.
   */
  private giveBack(page: number, pages: number, note: () => void): void {
    const { source } = this;
    try {
      if (pages > 0) source.release(page as PageIndex, pages);
      note();
    } catch (error) {
      if (this.memory.pages.ownerOf(page) !== source.owner) note();
      throw error;
    }
  }

  private runFault(address: number, bytes: number): number {
    const size = this.sizeOf(address);
    if (size === 0) return this.isDisposed ? DISPOSED : NOT_HELD;
    return size === bytes ? 0 : WRONG_SIZE;
  }
}
