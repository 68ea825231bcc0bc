// What the first sources asked for, row by row: each spec here has a row's words as its title, and
// runs in heaps of every mode, where these collect with compaction and without.

import { AddressSpace, Heap, type HeapOptions } from '../../src/index.ts';
import { KIB, MIB } from '../../src/memory/units.ts';

/** A way to open a heap, and to collect in it. */
export interface Way {
  readonly name: string;
  readonly isNever: boolean;
  /** Whether headers have marks. */
  readonly hasMarks: boolean;
  open(options?: HeapOptions): Heap;
  /** Does nothing in a heap that never collects. */
  collect(heap: Heap): void;
}

const HEAPS: Readonly<Record<string, HeapOptions>> = {
  'a collecting heap': { limit: 4 * MIB },
  'a collecting heap with a nursery': { limit: 4 * MIB, nursery: 64 * KIB },
  'a collecting heap with marks beside the arenas': { limit: 4 * MIB, marks: 'side' },
  'an explicit heap': { collect: 'explicit' },
  'an explicit heap with a nursery': { collect: 'explicit', nursery: 64 * KIB },
  'an explicit heap with marks beside the arenas': { collect: 'explicit', marks: 'side' },
  'a heap that never collects': { collect: 'never' },
};

function waysOf(heap: string, options: HeapOptions): readonly Way[] {
  const isNever = options.collect === 'never';
  const way = (name: string, compact?: boolean): Way => ({
    name,
    isNever,
    hasMarks: options.marks !== 'side',
    // A stress of the environment's moves and collects where a row says what lies where.
    open: (more = {}) =>
      new Heap({ space: new AddressSpace({ reserve: 32 * MIB }), stress: {}, ...options, ...more }),
    collect: (opened) => {
      if (compact !== undefined) opened.collect({ compact });
    },
  });
  return isNever ? [way(heap)] : [way(heap, false), way(`${heap}, which compacts`, true)];
}

export const WAYS = Object.entries(HEAPS).flatMap(([heap, options]) => waysOf(heap, options));
