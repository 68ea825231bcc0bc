// A run of memory that blocks are bumped into, and the arithmetic of its last block:
//
//   start                 cursor                  end
//   | block | pad | block |          free         |
//                   last
//
// Invariant: start ≤ cursor ≤ end; what lies below the cursor is handed out or padding.

import {
  CANNOT_RESIZE,
  NOT_HELD,
  OUT_OF_MEMORY,
  WRONG_SIZE,
  isAddress,
  sizeFault,
} from './allocator.ts';

const UNKNOWN = -1;

/** One run of memory with a cursor. The arena and the fixed buffer are made of these. */
export class Bump {
  /** Where the next block begins, before alignment. */
  cursor: number;
  /**
   * Where the block begins that was handed out last; UNKNOWN when something came back since, or
   * another run goes on.
   */
  private last = UNKNOWN;

  constructor(
    readonly start: number,
    readonly end: number,
  ) {
    this.cursor = start;
  }

  /** The address of a sound request, or OUT_OF_MEMORY. */
  allocate(bytes: number, alignment: number): number {
    // By multiplication, since addresses pass 2³¹; the division is exact for powers of two.
    const at = Math.ceil(this.cursor / alignment) * alignment;
    if (at + bytes > this.end) return OUT_OF_MEMORY;
    this.cursor = at + bytes;
    this.last = at;
    return at;
  }

  /** Whether a block of this size could lie here: in the part that is handed out. */
  holds(address: number, bytes: number): boolean {
    return address >= this.start && address + bytes <= this.cursor;
  }

  /**
   * 0 when a block of this size could be here, else NOT_HELD, or WRONG_SIZE: the last block is
   * known, unless one came back since.
   */
  faultOf(address: number, bytes: number): number {
    const { last } = this;
    if (address === last) return this.isLast(address, bytes) ? 0 : WRONG_SIZE;
    if (!this.holds(address, bytes)) return NOT_HELD;
    if (last === UNKNOWN || address + bytes <= last) return 0;
    return address < last ? WRONG_SIZE : NOT_HELD;
  }

  /** Whether the block is the last one: it ends at the cursor. */
  isLast(address: number, bytes: number): boolean {
    return address + bytes === this.cursor;
  }

  /**
   * 0 when a block that this run holds now has the new size, else CANNOT_RESIZE. A block in the
   * middle can only shrink, and its rest is padding.
   */
  resize(address: number, oldBytes: number, newBytes: number): number {
    if (!this.isLast(address, oldBytes)) return newBytes <= oldBytes ? 0 : CANNOT_RESIZE;
    if (address + newBytes > this.end) return CANNOT_RESIZE;
    this.cursor = address + newBytes;
    return 0;
  }

  /** The blocks of this run are as good as in its middle from now on: another run goes on. */
  leave(): void {
    this.last = UNKNOWN;
  }

  /** What lies from here on is free again. */
  goBack(cursor: number): void {
    if (cursor !== this.cursor) this.last = UNKNOWN;
    this.cursor = cursor;
  }
}

/** 0 when address and size could name a block at all, else BAD_SIZE, TOO_LARGE or NOT_HELD. */
export function blockFault(address: number, bytes: number): number {
  const fault = sizeFault(bytes);
  if (fault !== 0) return fault;
  return isAddress(address) ? 0 : NOT_HELD;
}

/** As blockFault, for a resize. */
export function resizeFault(address: number, oldBytes: number, newBytes: number): number {
  return blockFault(address, oldBytes) || sizeFault(newBytes);
}
