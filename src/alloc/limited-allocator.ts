// Another allocator under a limit. `used` is exact at every moment: it changes after the inner
// allocator has agreed, so a request that failed leaves nothing behind (Zig's #6197 is what happens
// otherwise).
//
// Over an allocator that cannot tell every bad free (`knowsBlocks`), each block's size is kept
// here: a block in the middle of an arena that is freed twice, or one of a pool's that is freed
// with another size of its class, would be counted wrong.

import { checkArgument, checkOptions, optional, text, wholeNumber } from '../memory/check.ts';
import {
  ALLOCATOR,
  type Allocator,
  type AllocatorStats,
  NOT_HELD,
  OVER_LIMIT,
  requestFault,
  WRONG_SIZE,
} from './allocator.ts';
import { BlockSizes } from './block-sizes.ts';
import { blockFault, resizeFault } from './bump.ts';

const LIMIT = wholeNumber(0, Infinity, 'bytes');
const OPTIONS = { name: optional(text) };

/** Counts the bytes asked for, and refuses with OVER_LIMIT what would pass the limit. */
export class LimitedAllocator implements Allocator {
  readonly name: string;
  readonly knowsBlocks = true;
  private usedBytes = 0;
  private peakBytes = 0;
  private live = 0;
  /** By address; undefined where the inner allocator knows. */
  private readonly sizes: BlockSizes | undefined;

  /** Throws BadRequestError for a limit that is not a whole number of bytes from 0 up. */
  constructor(
    private readonly inner: Allocator,
    /** Bytes that may be in use at once. */
    readonly limit: number,
    options: { readonly name?: string } = {},
  ) {
    checkArgument('LimitedAllocator', 'inner', inner, ALLOCATOR);
    checkArgument('LimitedAllocator', 'limit', limit, LIMIT);
    const { name } = checkOptions('LimitedAllocator', options, OPTIONS);
    this.name = name ?? `${inner.name}, limited`;
    this.sizes = inner.knowsBlocks === true ? undefined : new BlockSizes();
  }

  get memory(): Allocator['memory'] {
    return this.inner.memory;
  }

  /** Bytes in use now. */
  get used(): number {
    return this.usedBytes;
  }

  /** The most bytes ever in use at once. */
  get peak(): number {
    return this.peakBytes;
  }

  allocate(bytes: number, alignment: number): number {
    const fault = requestFault(bytes, alignment);
    if (fault !== 0) return fault;
    if (this.usedBytes + bytes > this.limit) return OVER_LIMIT;
    const address = this.inner.allocate(bytes, alignment);
    if (address < 0) return address;
    // A block that is handed out again was given back behind this allocator's back: its arena was
    // reset.
    const before = this.sizes?.set(address, bytes) ?? 0;
    this.count(bytes - before);
    if (before === 0) this.live++;
    return address;
  }

  resize(address: number, oldBytes: number, newBytes: number): number {
    const fault = resizeFault(address, oldBytes, newBytes) || this.faultOf(address, oldBytes);
    if (fault !== 0) return fault;
    if (this.usedBytes - oldBytes + newBytes > this.limit) return OVER_LIMIT;
    const code = this.inner.resize(address, oldBytes, newBytes);
    if (code !== 0) return code;
    this.sizes?.set(address, newBytes);
    this.count(newBytes - oldBytes);
    return 0;
  }

  free(address: number, bytes: number): number {
    const fault = blockFault(address, bytes) || this.faultOf(address, bytes);
    const code = fault || this.inner.free(address, bytes);
    if (code !== 0) return code;
    this.sizes?.delete(address);
    this.count(-bytes);
    this.live--;
    return 0;
  }

  stats(): AllocatorStats {
    return { used: this.usedBytes, blocks: this.live, held: this.inner.stats().held };
  }

  private faultOf(address: number, bytes: number): number {
    if (this.sizes === undefined) return 0;
    const size = this.sizes.get(address);
    if (size === 0) return NOT_HELD;
    return size === bytes ? 0 : WRONG_SIZE;
  }

  private count(bytes: number): void {
    this.usedBytes += bytes;
    this.peakBytes = Math.max(this.peakBytes, this.usedBytes);
  }
}
