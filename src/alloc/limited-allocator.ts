// Another allocator under a limit. `used` is exact at every moment: it changes after the inner allocator has
// agreed, so a request that failed leaves nothing behind (Zig's #6197 is what happens otherwise).

import { BadRequestError } from '../memory/errors.ts';
import { type Allocator, type AllocatorStats, OVER_LIMIT, requestFault } from './allocator.ts';
import { blockFault, resizeFault } from './bump.ts';

/**
 * Counts the bytes asked for, and refuses with OVER_LIMIT what would pass the limit. It trusts the sizes that the inner
 * allocator lets pass: over one that cannot tell a wrong size, put a DebugAllocator between.
 */
export class LimitedAllocator implements Allocator {
  readonly name: string;
  private usedBytes = 0;
  private peakBytes = 0;
  private live = 0;

  /** Throws BadRequestError for a limit that is not a whole number of bytes from 0 up. */
  constructor(
    private readonly inner: Allocator,
    /** Bytes that may be in use at once. */
    readonly limit: number,
    options: { readonly name?: string } = {},
  ) {
    if (!Number.isInteger(limit) || limit < 0)
      throw new BadRequestError(`a limit of ${limit} bytes; a whole number from 0 up is possible`);
    this.name = options.name ?? `${inner.name}, limited`;
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
    this.count(bytes);
    this.live++;
    return address;
  }

  resize(address: number, oldBytes: number, newBytes: number): number {
    const fault = resizeFault(address, oldBytes, newBytes);
    if (fault !== 0) return fault;
    if (this.usedBytes - oldBytes + newBytes > this.limit) return OVER_LIMIT;
    const code = this.inner.resize(address, oldBytes, newBytes);
    if (code === 0) this.count(newBytes - oldBytes);
    return code;
  }

  free(address: number, bytes: number): number {
    const code = blockFault(address, bytes) || this.inner.free(address, bytes);
    if (code !== 0) return code;
    this.count(-bytes);
    this.live--;
    return 0;
  }

  stats(): AllocatorStats {
    return { used: this.usedBytes, blocks: this.live, held: this.inner.stats().held };
  }

  private count(bytes: number): void {
    this.usedBytes += bytes;
    this.peakBytes = Math.max(this.peakBytes, this.usedBytes);
  }
}
