// binary-trees of the Benchmarks Game, and its node with two references. Two ways to keep roots
// honestly:
//
//   automatic   any allocation may collect: the subtree that waits for its sibling is on a stack of roots
//   explicit    only a safepoint collects, between two trees: references are good in variables while one is built

import type { CollectMode, Heap, Ref } from '../../src/index.ts';
import { heapFor } from './heaps.ts';
import type { Figures, Parameters } from './parameters.ts';

const MIN_DEPTH = 4;
const NODE_BYTES = 16;
const HEADROOM = 5;
const NURSERY = 2 << 20;

/** How many trees of `depth` the program makes, for a whole of `N`. */
export function treesOfDepth(N: number, depth: number): number {
  return 2 ** (N - depth + MIN_DEPTH);
}

function layoutOf(heap: Heap) {
  return heap.layout('Tree', { left: 'ref', right: 'ref' });
}

type TreeLayout = ReturnType<typeof layoutOf>;

// The functions below are made once, around the layout: an engine knows then which one it is.

function counter(Tree: TreeLayout): (ref: Ref) => number {
  const count = (ref: Ref): number => {
    const left = Tree.left.get(ref);
    return left === 0 ? 1 : 1 + count(left) + count(Tree.right.get(ref));
  };
  return count;
}

/** Makes trees with a stack of roots for the subtrees that wait. */
function rootedBuilder(heap: Heap, Tree: TreeLayout): (depth: number) => Ref {
  const waiting = heap.stack();
  const build = (depth: number): Ref => {
    if (depth === 0) return Tree.new();
    waiting.push(build(depth - 1));
    const right = build(depth - 1);
    return Tree.new({ left: waiting.pop(), right });
  };
  return build;
}

function plainBuilder(Tree: TreeLayout): (depth: number) => Ref {
  const build = (depth: number): Ref =>
    depth === 0 ? Tree.new() : Tree.new({ left: build(depth - 1), right: build(depth - 1) });
  return build;
}

/** The whole program; `check` is the sum of all its counts. */
export function binaryTrees(parameters: Parameters): Figures {
  const N = parameters.number('n');
  const mode = parameters.text('mode') as CollectMode;
  const heap = heapFor(2 ** (N + 1) * NODE_BYTES * HEADROOM, mode, { nursery: NURSERY });
  const Tree = layoutOf(heap);
  const build = mode === 'automatic' ? rootedBuilder(heap, Tree) : plainBuilder(Tree);
  const count = counter(Tree);
  let check = 0;
  check += count(build(N + 1));
  heap.safepoint();
  const longLived = heap.root(build(N));
  for (let depth = MIN_DEPTH; depth <= N; depth += 2) {
    for (let i = treesOfDepth(N, depth); i > 0; i--) {
      check += count(build(depth));
      if (mode === 'explicit') heap.safepoint();
    }
  }
  check += count(longLived.ref);
  const { collections, longestPauseMs, peakCommitted } = heap.stats();
  return { check, collections, longestPauseMs, peakCommitted };
}
