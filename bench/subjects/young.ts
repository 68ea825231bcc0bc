// What a collection of the young costs beside much that is old: a tree of `n` nodes that stays, and
// again and again 131,072 new nodes, every tenth of which is hung on a leaf of it, at random.

import { toRef } from '../../src/index.ts';
import { heapFor, nodeLayout } from './heaps.ts';
import { type Figures, median, type Parameters, time } from './parameters.ts';
import { SEED, xorshift } from './random.ts';

const NODE_BYTES = 16;
export const NEW_NODES = 131_072;
export const KEPT_ONE_IN = 10;
export const WARM_UPS = 10;

/**
 * Milliseconds to make the new nodes and collect the rest of them; of that collection; and of a
 * full one.
 */
export function young(parameters: Parameters): Figures {
  const count = parameters.number('n');
  const times = parameters.number('times');
  const bytes = (count + NEW_NODES * (times + WARM_UPS)) * NODE_BYTES;
  const heap = heapFor(bytes, 'explicit', { marks: parameters.choice('marks', 'header', 'side') });
  const Node = nodeLayout(heap);
  const refs = new Int32Array(count);
  for (let i = 0; i < count; i++) refs[i] = Node.new({ value: i });
  for (let i = 1; i < count; i++)
    (i % 2 === 1 ? Node.left : Node.right).set(toRef(refs[(i - 1) >> 1]!), toRef(refs[i]!));
  const root = heap.root(toRef(refs[0]!));
  heap.collect();
  const leaves = refs.subarray(count >> 1);
  let state = SEED;
  const pauses: number[] = [];
  const cycle = () => {
    for (let i = 0; i < NEW_NODES; i++) {
      const ref = Node.new({ value: i });
      if (i % KEPT_ONE_IN !== 0) continue;
      state = xorshift(state);
      Node.left.set(toRef(leaves[state % leaves.length]!), ref);
    }
    pauses.push(heap.collect({ scope: 'young' }).pauseMs);
  };
  const ms = median(time(cycle, times, WARM_UPS));
  const fullMs = median(time(() => heap.collect(), times, 1));
  let check = 0;
  for (const leaf of leaves) {
    const hung = Node.left.get(toRef(leaf));
    if (hung !== 0) check = (Math.imul(check, 31) + Node.value.get(hung)) | 0;
  }
  return {
    ms,
    youngMs: median(pauses.slice(WARM_UPS)),
    fullMs,
    check,
    first: Node.value.get(root.ref),
  };
}
