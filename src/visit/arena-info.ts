// One arena of a heap, as it was when it was asked for.

import { addressText, showAs, sizeText } from '../memory/opaque.ts';
import { callable, checkArgument } from '../memory/check.ts';
import { HandleError } from '../memory/errors.ts';
import { GRANULE_BYTES } from '../object/header.ts';
import { refAt } from '../object/slot.ts';
import { ARENA_BYTES, ENTRY_AGE, MAP_WORDS } from '../arena/geometry.ts';
import type { ArenaIndex } from '../arena/arena-table.ts';
import { startOf } from '../inspect/side-tables.ts';
import { ArenaWalk } from './arena-walk.ts';
import { HeapBlock } from './block.ts';
import type { VisitedParts } from './parts.ts';

const WORD_BITS = 32;
const CALLBACK = callable<unknown>();

/** What an arena has to know of its heap. */
export interface ArenaHeap {
  readonly parts: VisitedParts;
  /** Collections so far: after the next one, the arena may be another's. */
  readonly collections: number;
  /** Runs a visit, during which the heap neither allocates arenas nor collects. */
  visit<Result>(call: string, body: () => Result): Result;
}

/** Runs of granules that are not live, and how many granules they have. */
function holesOf(walk: ArenaWalk, arena: ArenaIndex): { readonly holes: number; free: number } {
  const { words, live } = walk.tables;
  const first = live + arena * MAP_WORDS;
  let holes = 0;
  let free = 0;
  let wasFree = 0;
  for (let index = first; index < first + MAP_WORDS; index++) {
    const gaps = ~words[index]!;
    holes += bitsIn(gaps & ~((gaps << 1) | wasFree));
    free += bitsIn(gaps);
    wasFree = gaps >>> (WORD_BITS - 1);
  }
  return { holes, free };
}

function bitsIn(word: number): number {
  let bits = word - ((word >>> 1) & 0x55555555);
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
  return Math.imul((bits + (bits >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/** An arena of a heap. Its figures are those of the moment when `heap.arenas()` was called. */
export class ArenaInfo {
  /** Byte address of its first block. */
  readonly address: number;
  /** Bytes of it: 32 KiB. */
  readonly bytes = ARENA_BYTES;
  /** Bytes of objects that the last collection found alive, and how many they are. */
  readonly liveBytes: number;
  readonly objects: number;
  /** Runs of memory between what lives that the allocator has not taken since, and their bytes. */
  readonly holes: number;
  readonly freeBytes: number;
  /** Collections that have kept it, at most 65,535; 0: it was taken since the last. */
  readonly age: number;
  readonly #heap: ArenaHeap;
  readonly #arena: ArenaIndex;
  readonly #collections: number;

  /** @internal */
  constructor(heap: ArenaHeap, walk: ArenaWalk, arena: ArenaIndex) {
    const { tables } = walk;
    const { holes, free } = holesOf(walk, arena);
    this.#heap = heap;
    this.#arena = arena;
    this.#collections = heap.collections;
    this.address = startOf(arena);
    this.liveBytes = tables.liveGranules(arena) * GRANULE_BYTES;
    this.objects = tables.liveObjects(arena);
    this.age = tables.words[tables.entryAt(arena, ENTRY_AGE)]! >>> 16;
    const isNew = this.age === 0;
    this.holes = isNew ? 0 : holes;
    this.freeBytes = isNew ? 0 : free * GRANULE_BYTES;
  }

  static {
    showAs(ArenaInfo, ({ address, liveBytes, objects, holes, age }) => {
      const live = `${sizeText(liveBytes)} in ${objects} objects`;
      return `Arena at ${addressText(address)} { live: ${live}, ${holes} holes, age ${age} }`;
    });
  }

  /**
   * Visits every block of the arena in the order of addresses, dead ones too until their place is
   * used again. The block is the same object each time. Throws HandleError once the heap was
   * collected since, DisposedError, and what `visit` throws.
   */
  forEachBlock(visit: (block: HeapBlock) => void): void {
    checkArgument('forEachBlock', 'visit', visit, CALLBACK);
    const { parts } = this.#heap;
    this.#heap.visit('forEachBlock', () => {
      this.#checkFresh();
      const block = new HeapBlock(parts);
      new ArenaWalk(parts).forEachBlock(this.#arena, (address, state) => {
        block.ref = refAt(address);
        block.state = state;
        visit(block);
      });
    });
  }

  #checkFresh(): void {
    if (this.#heap.collections === this.#collections) return;
    throw new HandleError(
      `the arena at ${addressText(this.address)} is of a time before the last collection, which ` +
        'may have dropped it: take heap.arenas() again',
    );
  }
}
