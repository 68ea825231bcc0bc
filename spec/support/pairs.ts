import { AddressSpace, Heap, type HeapOptions, type Layout } from '../../src/index.ts';
import { MIB } from '../../src/memory/units.ts';

/**
 * Of a heap that collects where the spec says, moves nothing of itself and uses what is free,
 * whatever stress the environment asks for.
 */
export const QUIET: HeapOptions = { collect: 'explicit', stress: {} };

/** A heap in a small space of its own, unless told otherwise, with a layout of pairs. */
export function openPairs(options: HeapOptions = {}): {
  readonly heap: Heap;
  readonly Pair: Layout<{ head: 'value'; tail: 'ref' }>;
} {
  const space = options.pages?.space ?? new AddressSpace({ reserve: 128 * MIB });
  const heap = new Heap({ space, ...options });
  return { heap, Pair: heap.layout('Pair', { head: 'value', tail: 'ref' }) };
}
