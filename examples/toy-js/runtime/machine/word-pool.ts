import type { Heap } from '../../../../src/index.ts';

const POOL_BYTES = 64 * 1024;

/**
 * Hands out runs of `stride` words of the address space, one after the other. They do not move
 * and do not count against the limit, so there may only be as many as the program's source asks
 * for. Only the latest can be given back: `rewind`.
 */
export class WordPool {
  private readonly starts: number[] = [];
  private readonly perChunk: number;
  private taken = 0;

  constructor(
    private readonly heap: Heap,
    private readonly stride: number,
  ) {
    this.perChunk = Math.floor(POOL_BYTES / 4 / stride);
  }

  /** Runs in use. */
  get count(): number {
    return this.taken;
  }

  /** Absolute word index of a fresh run, zeroed. */
  take(): number {
    const { starts, perChunk, taken, stride } = this;
    if (taken === starts.length * perChunk) starts.push(this.heap.reserve(POOL_BYTES) >>> 2);
    const index = starts[Math.floor(taken / perChunk)]! + stride * (taken % perChunk);
    this.heap.words.fill(0, index, index + stride);
    this.taken++;
    return index;
  }

  /** Takes back all runs but the first `count`; nothing may refer to them any more. */
  rewind(count: number): void {
    this.taken = count;
  }

  /** The word ranges in use, as [start, end). */
  forEachRange(visit: (start: number, end: number) => void): void {
    this.starts.forEach((start, i) => {
      const runs = Math.min(this.taken - i * this.perChunk, this.perChunk);
      if (runs > 0) visit(start, start + runs * this.stride);
    });
  }

  /** The index of every run in use. */
  forEachEntry(visit: (index: number) => void): void {
    this.forEachRange((start, end) => {
      for (let index = start; index < end; index += this.stride) visit(index);
    });
  }
}
