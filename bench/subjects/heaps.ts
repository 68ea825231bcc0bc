// Heaps of the size that a measurement needs, and the node that most graphs are made of.

import { AddressSpace, Heap, type CollectMode, type HeapOptions } from '../../src/index.ts';

const MIB = 1 << 20;
const MAX_RESERVED = 2 ** 32;
/** For side tables, stacks, and what is handed out between two collections. */
const SLACK = 16 * MIB;

/** A heap that can hold `bytes` of objects without coming near its limit. */
export function heapFor(
  bytes: number,
  collect: CollectMode,
  more: Pick<HeapOptions, 'nursery' | 'marks' | 'checked'> = {},
): Heap {
  const reserve = Math.min(MAX_RESERVED, Math.ceil(bytes * 1.3) + SLACK);
  const space = new AddressSpace({ reserve });
  return new Heap({ space, collect, ...more });
}

/** `{left, right, value}`, 16 bytes. */
export function nodeLayout(heap: Heap) {
  return heap.layout('Node', { left: 'ref', right: 'ref', value: 'i32' });
}

/** `{a, b, c, value}`, 24 bytes with the rounding. */
export function tripleLayout(heap: Heap) {
  return heap.layout('Triple', { a: 'ref', b: 'ref', c: 'ref', value: 'i32' });
}
