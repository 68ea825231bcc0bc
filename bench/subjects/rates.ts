// Rates of the mutator, by the `benchmark` package: one operation a cycle, on a ring of objects that is larger than
// one and smaller than the nearest cache, so that the loop around it is the same for all.

import Benchmark from 'benchmark';
import { heapFor, nodeLayout } from './heaps.ts';
import type { Figures } from './parameters.ts';

const RING = 1024;
const HEAP_BYTES = 64 << 20;

/** Operations a second, of each case. */
export function measureRates(cases: Readonly<Record<string, () => void>>): Figures {
  const rates: Record<string, number> = {};
  const suite = new Benchmark.Suite();
  for (const [name, run] of Object.entries(cases)) suite.add(name, run, { maxTime: 1 });
  suite.on('cycle', (event: Benchmark.Event) => {
    const { name, hz } = event.target;
    rates[name!] = hz! * RING;
  });
  suite.run();
  return rates;
}

/** Each case works through the whole ring once. */
export function rates(): Figures {
  const heap = heapFor(HEAP_BYTES, 'automatic');
  const Node = nodeLayout(heap);
  const Ring = heap.arrayLayout('Ring', 'ref');
  const root = heap.root(Ring.new(RING));
  const ring = new Int32Array(RING);
  for (let i = 0; i < RING; i++) {
    ring[i] = Node.new({ value: i });
    Ring.set(root.ref, i, ring[i]!);
  }
  const raw = heap.rawLayout('Raw', 2).id;
  let sink = 0;
  const figures = measureRates({
    make: () => {
      for (let i = 0; i < RING; i++) sink ^= Node.new();
    },
    makeFilled: () => {
      for (let i = 0; i < RING; i++) sink ^= Node.new({ left: ring[i]!, value: i });
    },
    makeRaw: () => {
      for (let i = 0; i < RING; i++) sink ^= heap.allocateRaw(raw, 3);
    },
    getField: () => {
      for (let i = 0; i < RING; i++) sink ^= Node.value.get(ring[i]!);
    },
    setField: () => {
      for (let i = 0; i < RING; i++) Node.value.set(ring[i]!, sink + i);
    },
    getRef: () => {
      for (let i = 0; i < RING; i++) sink ^= Node.left.get(ring[i]!);
    },
    setRef: () => {
      for (let i = 0; i < RING; i++) Node.left.set(ring[i]!, ring[RING - 1 - i]!);
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
