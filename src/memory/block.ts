// Blocks: a power of two of bytes, aligned to their own size, so that `address & ~(size - 1)` takes
// any address inside back to the block's base (Writing Interpreters in Rust, "Allocating blocks").

import { AddressSpace } from './address-space.ts';
import type { Address, OwnerId, PageIndex } from './brands.ts';
import { checkArgument, instanceOf, powerOfTwo } from './check.ts';
import { BadRequestError } from './errors.ts';
import { addressText, showAs, sizeText } from './opaque.ts';
import { MAX_RUN_BYTES, PAGE_BYTES, PAGE_SHIFT } from './units.ts';

const SPACE = instanceOf(AddressSpace);
const BLOCK_BYTES = powerOfTwo(PAGE_BYTES, MAX_RUN_BYTES, 'bytes');

/** A size-aligned run of pages. Frees nothing by itself: who acquires it releases it. */
export class Block {
  private isReleased = false;

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

  /**
   * A block of `bytes`: a power of two from 4 KiB to 256 MiB. Throws BadRequestError for a size
   * that no block can have, OutOfMemoryError when there is no room, also after all who keep spare
   * pages were asked for them.
   */
  static acquire(space: AddressSpace, bytes: number, owner: OwnerId): Block {
    checkArgument('Block.acquire', 'space', space, SPACE);
    checkArgument('Block.acquire', 'bytes', bytes, BLOCK_BYTES);
    const page = space.acquirePages(bytes >>> PAGE_SHIFT, bytes >>> PAGE_SHIFT, owner);
    if (page === 0) throw space.outOfMemory(bytes);
    return new Block(space, (page * PAGE_BYTES) as Address, bytes, owner);
  }

  /**
   * Whether the base is aligned to the size: the bits of `size - 1` and of the base do not meet.
   */
  get isAligned(): boolean {
    const mask = this.bytes - 1;
    return ((this.address & mask) ^ mask) === mask;
  }

  /** Whether `address` lies in this block, by one mask and one comparison. */
  contains(address: number): boolean {
    return (address & ~(this.bytes - 1)) >>> 0 === this.address;
  }

  /**
   * Gives the pages back. Throws BadRequestError the second time: by then they may be another's.
   */
  release(): void {
    if (this.isReleased)
      throw new BadRequestError(
        `release of the block of ${this.bytes} bytes at ${this.address}: it was released before`,
      );
    this.space.pages.release(
      (this.address >>> PAGE_SHIFT) as PageIndex,
      this.bytes >>> PAGE_SHIFT,
      this.owner,
    );
    this.isReleased = true;
  }
}
