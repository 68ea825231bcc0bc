// Collections where there is next to nothing to collect with: no free byte, and no mark stack.

import { HeapLimitError, Heap } from '../../src/index.ts';
import { heapFor, nodeLayout } from './heaps.ts';
import type { Figures, Parameters } from './parameters.ts';

const NODE_BYTES = 16;

function timed(heap: Heap): { ms: number; objects: number } {
  heap.collect();
  const started = performance.now();
  const { liveObjects } = heap.collect();
  return { ms: performance.now() - started, objects: liveObjects };
}

/**
 * A heap in which not one byte is free collects, finds all that lives, and is usable when something
 * has died.
 */
export function full(parameters: Parameters): Figures {
  const heap = new Heap({ limit: parameters.number('limit'), collect: 'explicit' });
  const Node = nodeLayout(heap);
  const list = heap.root();
  let made = 0;
  try {
    for (;;) {
      list.ref = Node.new({ left: list.ref, value: made });
      made++;
    }
  } catch (error) {
    if (!(error instanceof HeapLimitError)) throw error;
  }
  const { live, committed } = (heap.collect(), heap.stats());
  const whole = timed(heap);
  for (let i = made >> 1; i > 0; i--) list.ref = Node.left.get(list.ref);
  const half = heap.collect().liveObjects;
  list.ref = Node.new({ left: list.ref });
  return {
    free: committed - live,
    ms: whole.ms,
    passed: Number(whole.objects === made && half === made - (made >> 1)),
  };
}

/**
 * A list of a million objects, or an array of ten million references: marked with not one page more
 * than the heap had.
 */
export function deep(parameters: Parameters): Figures {
  const count = parameters.number('n');
  const heap = heapFor(count * (NODE_BYTES + 4), 'explicit');
  const Node = nodeLayout(heap);
  const root = heap.root();
  if (parameters.text('shape') === 'list') {
    for (let i = 0; i < count; i++) root.ref = Node.new({ left: root.ref, value: i });
  } else {
    const Slots = heap.arrayLayout('Slots', 'ref');
    root.ref = Slots.new(count);
    for (let i = 0; i < count; i++) Slots.set(root.ref, i, Node.new({ value: i }));
  }
  const { heldPages, touchedPages } = heap.space.pages.stats();
  const { ms, objects } = timed(heap);
  const after = heap.space.pages.stats();
  const expected = parameters.text('shape') === 'list' ? count : count + 1;
  const isBounded = after.heldPages === heldPages && after.touchedPages === touchedPages;
  return { ms, passed: Number(objects === expected && isBounded) };
}
