import type { Heap } from '../../../src/index.ts';

const POOL_BYTES = 64 * 1024;

/**
 * Hands out runs of `stride` words of the address space, one after the other and for good.
 * They do not move and do not count against the limit, so there may only be as many as the
 * program's source asks for.
 */
export class WordPool {
  private readonly starts: number[] = [];
  private readonly perChunk: number;
  /** Runs taken from the last chunk. */
  private used: number;

  constructor(
    private readonly heap: Heap,
    private readonly stride: number,
  ) {
    this.perChunk = Math.floor(POOL_BYTES / 4 / stride);
    this.used = this.perChunk;
  }

  /** Absolute word index of a fresh run, zeroed. */
  take(): number {
    if (this.used === this.perChunk) {
      this.starts.push(this.heap.reserve(POOL_BYTES) >>> 2);
      this.used = 0;
    }
    return this.starts.at(-1)! + this.stride * this.used++;
  }

  /** The word ranges taken so far, as [start, end). */
  forEachRange(visit: (start: number, end: number) => void): void {
    this.starts.forEach((start, i) => {
      const runs = i === this.starts.length - 1 ? this.used : this.perChunk;
      visit(start, start + runs * this.stride);
    });
  }

  /** The index of every run taken so far. */
  forEachEntry(visit: (index: number) => void): void {
    this.forEachRange((start, end) => {
      for (let index = start; index < end; index += this.stride) visit(index);
    });
  }
}
