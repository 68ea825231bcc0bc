// The cases of the rates, a process of its own: node build/bench/rates-subject.cjs rates

import { toRef } from '../../src/index.ts';
import { heapFor, nodeLayout } from './heaps.ts';
import { measureRates, RING } from './measure-rates.ts';
import { answer, type Figures } from './parameters.ts';

const HEAP_BYTES = 64 << 20;

/** Each case works through the whole ring once. */
function rates(): Figures {
  const heap = heapFor(HEAP_BYTES, 'automatic');
  const Node = nodeLayout(heap);
  const Ring = heap.arrayLayout('Ring', 'ref');
  const root = heap.root(Ring.new(RING));
  const ring = new Int32Array(RING);
  for (let i = 0; i < RING; i++) {
    ring[i] = Node.new({ value: i });
    Ring.set(root.ref, i, toRef(ring[i]!));
  }
  const raw = heap.rawLayout('Raw', 2).id;
  let sink = 0;
  const figures = measureRates({
    make: () => {
      for (let i = 0; i < RING; i++) sink ^= Node.new();
    },
    makeFilled: () => {
      for (let i = 0; i < RING; i++) sink ^= Node.new({ left: toRef(ring[i]!), value: i });
    },
    makeRaw: () => {
      for (let i = 0; i < RING; i++) sink ^= heap.allocateRaw(raw, 3);
    },
    getField: () => {
      for (let i = 0; i < RING; i++) sink ^= Node.value.get(toRef(ring[i]!));
    },
    setField: () => {
      for (let i = 0; i < RING; i++) Node.value.set(toRef(ring[i]!), (sink + i) | 0);
    },
    getRef: () => {
      for (let i = 0; i < RING; i++) sink ^= Node.left.get(toRef(ring[i]!));
    },
    setRef: () => {
      for (let i = 0; i < RING; i++) Node.left.set(toRef(ring[i]!), toRef(ring[RING - 1 - i]!));
    },
    read: () => {
      for (let i = 0; i < RING; i++) sink ^= heap.read(ring[i]!, 2);
    },
    write: () => {
      for (let i = 0; i < RING; i++) heap.write(ring[i]!, 0, ring[RING - 1 - i]!);
    },
  });
  return { ...figures, check: sink === 0.5 ? 1 : 0 };
}

void answer({ rates });
