// An arena: blocks are bumped into chunks that another allocator gave, and are given back together.
//
//   chunk 0                 chunk 1 (current)                     chunk 2 (spare)
//   | block | block | rest | block | pad | block |    free       |     free      |
//                                  ^ checkpoint  ^ cursor
//
// Chunks double from `firstChunk` to `largestChunk` and no further: bumpalo's, which double without
// end, hold twice what is used even at a gigabyte. A request above the next chunk's size gets a
// chunk of its own size.
//
// Invariants: chunks before the current one are full or were passed over; those behind it are empty
// (spare). Checkpoints are remembered in the order of their positions, and none lies above the
// cursor.

import {
  checkArgument,
  checkOptions,
  optional,
  text,
  wholeNumber,
  withDefault,
} from '../memory/check.ts';
import { KIB, MIB, PAGE_BYTES } from '../memory/units.ts';
import {
  ALLOCATOR,
  type Allocator,
  type AllocatorStats,
  CANNOT_RESIZE,
  DISPOSED,
  isForWantOfRoom,
  NOT_HELD,
  OUT_OF_MEMORY,
  requestFault,
  STALE_CHECKPOINT,
} from './allocator.ts';
import { type ArenaReset, bytesToRetain } from './arena-reset.ts';
import { blockFault, Bump, resizeFault } from './bump.ts';

const CHUNK = wholeNumber(1, Infinity, 'bytes');
const DEFAULT_LARGEST_CHUNK = MIB;
const OPTIONS = {
  name: withDefault(text, 'arena'),
  firstChunk: withDefault(CHUNK, 4 * KIB),
  largestChunk: optional(CHUNK),
};
const MIN_CHUNK_ALIGNMENT = 8;

/** How the chunks of an arena grow. */
export interface ArenaOptions {
  /** Default 'arena'. */
  readonly name?: string;
  /** Bytes of the first chunk; default 4 KiB, minimum 1. */
  readonly firstChunk?: number;
  /** Bytes at which chunks stop doubling; default 1 MiB, minimum firstChunk. */
  readonly largestChunk?: number;
}

/** A position in an arena. Made by `checkpoint`. */
export interface Checkpoint {
  readonly chunk: number;
  readonly cursor: number;
  readonly blocks: number;
}

/** Figures of an arena. */
export interface ArenaStats extends AllocatorStats {
  readonly chunks: number;
  /** Chunks that hold nothing, kept for later. */
  readonly spareChunks: number;
}

/**
 * Bumps through chunks of `backing`. A free or resize of the last block works in place; a free of
 * any other does nothing, and its memory returns with `rewind` or `reset`. What it knows of a
 * block: whether it could lie in what is handed out (else NOT_HELD), and the last one to its byte
 * (else WRONG_SIZE). What it cannot know: a second free, or another size, of a block in the middle;
 * a CheckedAllocator or DebugAllocator on top does. `used` counts padding and blocks that were not
 * reclaimed.
 */
export class ArenaAllocator implements Allocator {
  readonly name: string;
  private readonly firstChunk: number;
  private readonly largestChunk: number;
  private readonly chunks: Bump[] = [];
  private readonly checkpoints: Checkpoint[] = [];
  /** Index of the chunk that is bumped into; -1 when there is none. */
  private current = -1;
  private usedBefore = 0;
  private heldBytes = 0;
  private live = 0;
  private isDisposed = false;

  /** Throws BadRequestError for chunk sizes that cannot be. */
  constructor(
    private readonly backing: Allocator,
    options: ArenaOptions = {},
  ) {
    checkArgument('ArenaAllocator', 'backing', backing, ALLOCATOR);
    const { name, firstChunk, ...rest } = checkOptions('ArenaAllocator', options, OPTIONS);
    const largest = wholeNumber(firstChunk, Infinity, 'bytes');
    this.name = name;
    this.firstChunk = firstChunk;
    this.largestChunk = checkArgument(
      'ArenaAllocator',
      'largestChunk',
      rest.largestChunk,
      withDefault(largest, Math.max(DEFAULT_LARGEST_CHUNK, firstChunk)),
    );
  }

  get memory(): Allocator['memory'] {
    return this.backing.memory;
  }

  allocate(bytes: number, alignment: number): number {
    const fault = requestFault(bytes, alignment);
    if (fault !== 0) return fault;
    if (this.isDisposed) return DISPOSED;
    const chunk = this.chunks[this.current];
    const address = chunk === undefined ? OUT_OF_MEMORY : chunk.allocate(bytes, alignment);
    if (address >= 0) this.live++;
    return address >= 0 ? address : this.allocateInNext(bytes, alignment);
  }

  /** The last block grows and shrinks in place; any other can only shrink. */
  resize(address: number, oldBytes: number, newBytes: number): number {
    const fault = resizeFault(address, oldBytes, newBytes);
    if (fault !== 0) return fault;
    const chunk = this.chunkOf(address);
    if (chunk === undefined) return this.isDisposed ? DISPOSED : NOT_HELD;
    const wrong = chunk.faultOf(address, oldBytes);
    if (wrong !== 0) return wrong;
    if (chunk !== this.top) return newBytes <= oldBytes ? 0 : CANNOT_RESIZE;
    const code = chunk.resize(address, oldBytes, newBytes);
    this.forgetCheckpointsAbove();
    return code;
  }

  free(address: number, bytes: number): number {
    const fault = blockFault(address, bytes);
    if (fault !== 0) return fault;
    const chunk = this.chunkOf(address);
    if (chunk === undefined) return this.isDisposed ? DISPOSED : NOT_HELD;
    const wrong = chunk.faultOf(address, bytes);
    if (wrong !== 0) return wrong;
    if (chunk === this.top && chunk.isLast(address, bytes)) {
      chunk.goBack(address);
      this.live = Math.max(0, this.live - 1);
      while (this.current > 0 && this.top.cursor === this.top.start) this.stepBack();
      this.forgetCheckpointsAbove();
    }
    return 0;
  }

  /** A mark of this moment. Two in a row without an allocation between are the same. */
  checkpoint(): Checkpoint {
    const cursor = this.current < 0 ? 0 : this.top.cursor;
    const last = this.checkpoints.at(-1);
    if (last !== undefined && last.chunk === this.current && last.cursor === cursor) return last;
    const made = Object.freeze({ chunk: this.current, cursor, blocks: this.live });
    this.checkpoints.push(made);
    return made;
  }

  /**
   * Frees everything that was allocated since the checkpoint, which stays good: 0, or
   * STALE_CHECKPOINT when it was rewound past, when what lay below it was freed, or when the arena
   * was reset. Chunks that become empty are kept.
   */
  rewind(checkpoint: Checkpoint): number {
    const depth = this.checkpoints.lastIndexOf(checkpoint);
    if (depth < 0) return this.isDisposed ? DISPOSED : STALE_CHECKPOINT;
    while (this.current > checkpoint.chunk) this.stepBack();
    if (this.current >= 0) this.top.goBack(checkpoint.cursor);
    this.live = checkpoint.blocks;
    this.checkpoints.length = depth + 1;
    return 0;
  }

  /**
   * Frees every block. What becomes of the chunks is the argument's affair. Returns
   * 0, BAD_SIZE for a limit that is none, or the code of a backing that took no chunk back.
   */
  reset(mode: ArenaReset): number {
    const retain = bytesToRetain(mode);
    if (retain < 0) return retain;
    while (this.current >= 0) this.stepBack();
    this.live = 0;
    this.checkpoints.length = 0;
    while (this.heldBytes > retain) {
      const { start, end } = this.chunks.at(-1)!;
      const code = this.backing.free(start, end - start);
      if (code !== 0) return code;
      this.chunks.pop();
      this.heldBytes -= end - start;
    }
    return 0;
  }

  stats(): ArenaStats {
    const inTop = this.current < 0 ? 0 : this.top.cursor - this.top.start;
    return {
      used: this.usedBefore + inTop,
      blocks: this.live,
      held: this.heldBytes,
      chunks: this.chunks.length,
      spareChunks: this.chunks.length - this.current - 1,
    };
  }

  /** Gives every chunk back, and refuses from then on. */
  dispose(): void {
    this.reset('free');
    this.isDisposed = true;
  }

  private get top(): Bump {
    return this.chunks[this.current]!;
  }

  /** In the next chunk: a spare one if it is long enough, else a new one. */
  private allocateInNext(bytes: number, alignment: number): number {
    for (let next = this.current + 1; next < this.chunks.length; next++) {
      const spare = this.chunks[next]!;
      const address = spare.allocate(bytes, alignment);
      if (address < 0) continue;
      // Passed-over spares stay spare: the one that fits moves in front of them.
      this.chunks.splice(next, 1);
      return this.enter(spare, address);
    }
    const chunk = this.takeChunk(bytes, alignment);
    if (typeof chunk === 'number') return chunk;
    return this.enter(chunk, chunk.allocate(bytes, alignment));
  }

  private enter(chunk: Bump, address: number): number {
    if (this.current >= 0) {
      this.usedBefore += this.top.cursor - this.top.start;
      this.top.leave();
    }
    this.chunks.splice(++this.current, 0, chunk);
    this.live++;
    return address;
  }

  /**
   * A chunk of the size that is due, or of just the size of the request if there is no room for
   * that; a code if for neither.
   */
  private takeChunk(bytes: number, alignment: number): Bump | number {
    const due = Math.min(Math.max(this.firstChunk, this.heldBytes), this.largestChunk);
    const least = bytes > PAGE_BYTES ? Math.ceil(bytes / PAGE_BYTES) * PAGE_BYTES : bytes;
    let code = OUT_OF_MEMORY;
    for (const size of due > least ? [due, least, bytes] : [least, bytes]) {
      const start = this.backing.allocate(size, Math.max(alignment, MIN_CHUNK_ALIGNMENT));
      if (start >= 0) {
        this.heldBytes += size;
        return new Bump(start, start + size);
      }
      code = start;
      if (!isForWantOfRoom(code)) break;
    }
    return code;
  }

  private stepBack(): void {
    this.top.goBack(this.top.start);
    this.current--;
    if (this.current >= 0) this.usedBefore -= this.top.cursor - this.top.start;
  }

  private chunkOf(address: number): Bump | undefined {
    for (let index = this.current; index >= 0; index--)
      if (this.chunks[index]!.holds(address, 1)) return this.chunks[index];
    return undefined;
  }

  /** A checkpoint above the cursor marks what is no longer there. */
  private forgetCheckpointsAbove(): void {
    const cursor = this.current < 0 ? 0 : this.top.cursor;
    for (;;) {
      const last = this.checkpoints.at(-1);
      if (last === undefined || last.chunk < this.current) return;
      if (last.chunk === this.current && last.cursor <= cursor) return;
      this.checkpoints.pop();
    }
  }
}
