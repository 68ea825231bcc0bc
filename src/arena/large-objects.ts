// Large objects: each alone on a run of pages, behind a 16-byte prefix (geometry.ts has the
// drawing).

import type { PageIndex } from '../memory/brands.ts';
import { type LimitedPages, stillPristine } from '../memory/page-source.ts';
import { MAX_RUN_BYTES, PAGE_BYTES, PAGE_SHIFT } from '../memory/units.ts';
import { HEADER_BYTES } from '../object/header.ts';
import { addressOf, refAt, type Ref } from '../object/slot.ts';
import type { Survivors } from './arena.ts';
import { ArenaTable } from './arena-table.ts';
import { LARGE_BYTES, LARGE_NEXT, LARGE_PREFIX_BYTES } from './geometry.ts';
import type { PageReturns } from './page-returns.ts';

/** Bytes of the largest object there can be, header included. */
export const MAX_LARGE_BYTES = MAX_RUN_BYTES - LARGE_PREFIX_BYTES;

/** Words of the longest payload that there can be. */
export const MAX_LARGE_PAYLOAD_WORDS = (MAX_LARGE_BYTES - HEADER_BYTES) / 4;

/** Bytes of the pages that an object of `bytes` takes. */
export function largeFootprint(bytes: number): number {
  return Math.ceil((bytes + LARGE_PREFIX_BYTES) / PAGE_BYTES) * PAGE_BYTES;
}

/** All large objects of one heap. */
export class LargeObjects {
  private readonly table: ArenaTable;
  private first = 0;
  private held = 0;
  private heldBytes = 0;
  private everBytes = 0;
  private everObjects = 0;
  private sinceSweep = 0;

  constructor(
    private readonly pages: LimitedPages,
    private readonly returns: PageReturns,
  ) {
    this.table = ArenaTable.of(pages.space);
  }

  get count(): number {
    return this.held;
  }

  /** Bytes of the pages held for large objects. */
  get footprint(): number {
    return this.heldBytes;
  }

  get allocatedBytes(): number {
    return this.everBytes;
  }

  get allocatedObjects(): number {
    return this.everObjects;
  }

  /** Bytes of pages taken since the last sweep. */
  get enteredBytes(): number {
    return this.sinceSweep;
  }

  /** Address of the first object's page, as the kernel wants it; 0 when there is none. */
  get head(): number {
    return this.first;
  }

  /** A zeroed object of `bytes`, with its header; 0 when the page source has no room. */
  allocate(header: number, bytes: number): Ref {
    const { space } = this.pages;
    const pages = largeFootprint(bytes) / PAGE_BYTES;
    const pristine = space.pages.pristineFrom;
    const page = this.pages.acquire(pages, 1);
    if (page === 0) return 0;
    space.zeroRun(page, pages, stillPristine(space, pristine));
    const address = page * PAGE_BYTES;
    this.table.kernel.openLarge(address, bytes, this.first, header, this.pages.owner);
    this.first = address;
    this.held++;
    this.heldBytes += pages * PAGE_BYTES;
    this.sinceSweep += pages * PAGE_BYTES;
    this.everBytes += bytes;
    this.everObjects++;
    return refAt(address + LARGE_PREFIX_BYTES);
  }

  /**
   * Makes a large object longer where it is, its new part zeroed; false when the pages behind it
   * are not to be had.
   */
  grow(ref: Ref, bytes: number): boolean {
    const { space } = this.pages;
    const address = addressOf(ref) - LARGE_PREFIX_BYTES;
    const held = largeFootprint(this.bytesOf(ref)) / PAGE_BYTES;
    const more = largeFootprint(bytes) / PAGE_BYTES - held;
    if (more > 0) {
      const end = ((address >>> PAGE_SHIFT) + held) as PageIndex;
      const pristine = space.pages.pristineFrom;
      if (!this.pages.acquireAt(end, more)) return false;
      space.zeroRun(end, more, stillPristine(space, pristine));
      this.heldBytes += more * PAGE_BYTES;
      this.sinceSweep += more * PAGE_BYTES;
    }
    this.everBytes += bytes - this.bytesOf(ref);
    space.words[(address + LARGE_BYTES) >>> 2] = bytes;
    return true;
  }

  /** Bytes of a large object, header included. */
  bytesOf(ref: Ref): number {
    return this.pages.space.words[(ref - 1 - LARGE_PREFIX_BYTES + LARGE_BYTES) >>> 2]!;
  }

  /**
   * Drops the objects that the last mark did not reach; with `marks`, the headers of the others say
   * that they live.
   */
  sweep(marks: boolean): Survivors {
    const { kernel } = this.table;
    this.first = kernel.sweepLarges(this.first, marks) >>> 0;
    this.drop(kernel.droppedLarges.value >>> 0);
    this.sinceSweep = 0;
    return { objects: kernel.sweptObjects.value, bytes: kernel.sweptBytes.value };
  }

  /**
   * Visits the pages of the objects that are held, but for those from `end` on; 0 is the end of
   * all. From the youngest to the oldest.
   */
  forEachPage(end: number, visit: (address: number) => void): void {
    const { words } = this.pages.space;
    for (let address = this.first; address !== end;) {
      visit(address);
      address = words[(address + LARGE_NEXT) >>> 2]! >>> 0;
    }
  }

  /**
   * Drops those that were made since `head` was what is given, whatever refers to them; the bytes
   * of them.
   */
  goBack(head: number): number {
    const { first } = this;
    if (first === head) return 0;
    const { words } = this.pages.space;
    let last = first;
    let bytes = 0;
    this.forEachPage(head, (address) => {
      last = address;
      bytes += words[(address + LARGE_BYTES) >>> 2]!;
    });
    words[(last + LARGE_NEXT) >>> 2] = 0;
    this.first = head;
    this.table.kernel.endAll(0, first);
    this.drop(first);
    return bytes;
  }

  dropAll(): void {
    const { first } = this;
    this.first = 0;
    this.table.kernel.endAll(0, first);
    this.drop(first);
  }

  private drop(first: number): void {
    const { words } = this.pages.space;
    for (let address = first; address !== 0;) {
      const next = words[(address + LARGE_NEXT) >>> 2]! >>> 0;
      const footprint = largeFootprint(words[(address + LARGE_BYTES) >>> 2]!);
      this.held--;
      this.heldBytes -= footprint;
      this.returns.release((address >>> PAGE_SHIFT) as PageIndex, footprint / PAGE_BYTES);
      address = next;
    }
  }
}
