// Blocks: a power of two of bytes, aligned to their own size, so that `address & ~(size - 1)` takes any address
// inside back to the block's base (Writing Interpreters in Rust, "Allocating blocks").

import type { AddressSpace } from './address-space.ts';
import type { Address, OwnerId, PageIndex } from './brands.ts';
import { BadRequestError } from './errors.ts';
import { addressText, showAs, sizeText } from './opaque.ts';
import { MAX_RUN_BYTES, PAGE_BYTES, PAGE_SHIFT } from './units.ts';

function checkSize(bytes: number): void {
  const isPowerOfTwo = Number.isInteger(bytes) && bytes > 0 && Number.isInteger(Math.log2(bytes));
  if (!isPowerOfTwo || bytes < PAGE_BYTES || bytes > MAX_RUN_BYTES)
    throw new BadRequestError(
      `a block of ${bytes} bytes; a power of two from ${PAGE_BYTES} to ${MAX_RUN_BYTES} is possible`,
    );
}

/** A size-aligned run of pages. Frees nothing by itself: who acquires it releases it. */
export class Block {
  private constructor(
    readonly space: AddressSpace,
    readonly address: Address,
    readonly bytes: number,
    readonly owner: OwnerId,
  ) {}

  static {
    showAs(
      Block,
      ({ address, bytes }) => `Block { ${sizeText(bytes)} at ${addressText(address)} }`,
    );
  }

  /** Throws BadRequestError for a size that no block can have, OutOfMemoryError when there is no room. */
  static acquire(space: AddressSpace, bytes: number, owner: OwnerId): Block {
    checkSize(bytes);
    const pages = bytes >>> PAGE_SHIFT;
    const page = space.pages.acquire(pages, pages, owner);
    if (page === 0) throw space.outOfMemory(bytes);
    return new Block(space, (page * PAGE_BYTES) as Address, bytes, owner);
  }

  /** Whether the base is aligned to the size: the bits of `size - 1` and of the base do not meet. */
  get isAligned(): boolean {
    const mask = this.bytes - 1;
    return ((this.address & mask) ^ mask) === mask;
  }

  /** Whether `address` lies in this block, by one mask and one comparison. */
  contains(address: number): boolean {
    return (address & ~(this.bytes - 1)) >>> 0 === this.address;
  }

  release(): void {
    this.space.pages.release(
      (this.address >>> PAGE_SHIFT) as PageIndex,
      this.bytes >>> PAGE_SHIFT,
      this.owner,
    );
  }
}
