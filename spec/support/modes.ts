// Heaps of every mode, for what must be so in all of them.

import { AddressSpace, Heap, type HeapOptions } from '../../src/index.ts';
import { KIB, MIB } from '../../src/memory/units.ts';

const MODES: Readonly<Record<string, HeapOptions>> = {
  automatic: { limit: 4 * MIB },
  explicit: { collect: 'explicit', stress: {} },
  never: { collect: 'never' },
  'automatic with a nursery': { limit: 4 * MIB, nursery: 64 * KIB },
  'automatic under stress': { stress: { collectEvery: 1, poison: true, verify: true } },
  'automatic, everything moves': {
    preciseRoots: true,
    stress: { collectEvery: 3, moveAll: true, poison: true },
  },
  'marks beside the arenas': { limit: 4 * MIB, marks: 'side' },
};

/** Runs `define` for each mode, with a function that opens a heap of it. */
export function inEveryMode(
  define: (mode: string, open: (options?: HeapOptions) => Heap) => void,
): void {
  for (const [mode, options] of Object.entries(MODES))
    define(
      mode,
      (more = {}) =>
        new Heap({ space: new AddressSpace({ reserve: 64 * MIB }), ...options, ...more }),
    );
}
