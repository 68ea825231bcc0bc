// GCBench (Boehm, Ellis, Kovac): a stretch tree, a long-lived tree and a long-lived array of
// doubles, then trees of depths 4 to 16, each built top down and bottom up. Nodes have two
// references and two integers.

import { addressOf, type CollectMode, type Heap, type Ref } from '../../src/index.ts';
import { heapFor } from './heaps.ts';
import type { Figures, Parameters } from './parameters.ts';

const NODE_BYTES = 24;
const HEADROOM = 2;
const NURSERY = 3 << 20;
const MIN_DEPTH = 4;
const DOUBLE_BYTES = 8;
/** How far below the stretch tree the long-lived and the deepest short-lived trees are. */
const LESS = 2;

function treeSize(depth: number): number {
  return 2 ** (depth + 1) - 1;
}

function layoutOf(heap: Heap) {
  return heap.layout('Node', { left: 'ref', right: 'ref', i: 'i32', j: 'i32' });
}

type NodeLayout = ReturnType<typeof layoutOf>;

// The functions below are made once, around the layout: an engine knows then which one it is.

/** Top down: every child hangs on its parent before the next is made. */
function populator(Node: NodeLayout): (depth: number, node: Ref) => void {
  const populate = (depth: number, node: Ref): void => {
    if (depth <= 0) return;
    const left = Node.new();
    Node.left.set(node, left);
    const right = Node.new();
    Node.right.set(node, right);
    populate(depth - 1, left);
    populate(depth - 1, right);
  };
  return populate;
}

/** Bottom up; where any allocation may collect, a stack of roots holds the subtrees that wait. */
function maker(heap: Heap, Node: NodeLayout, mode: CollectMode) {
  if (mode === 'explicit') {
    const make = (depth: number): Ref =>
      depth <= 0 ? Node.new() : Node.new({ left: make(depth - 1), right: make(depth - 1) });
    return make;
  }
  const waiting = heap.stack();
  const make = (depth: number): Ref => {
    if (depth <= 0) return Node.new();
    waiting.push(make(depth - 1));
    const right = make(depth - 1);
    return Node.new({ left: waiting.pop(), right });
  };
  return make;
}

/** The array's element i is 1/i; elements begin behind header and length, at a multiple of 8. */
function doublesOf(heap: Heap, length: number) {
  const Doubles = heap.bytesLayout('Doubles');
  const root = heap.root(Doubles.new(length * DOUBLE_BYTES));
  const first = addressOf(root.ref) / DOUBLE_BYTES + 1;
  for (let i = 1; i < length / 2; i++) heap.doubles[first + i] = 1 / i;
  return { root, at: (index: number): number => heap.doubles[first + index]! };
}

/**
 * The whole program; `check` is the number of nodes of the long-lived tree's left spine, and the
 * thousandth double.
 */
export function gcbench(parameters: Parameters): Figures {
  const stretch = parameters.number('stretch');
  const mode = parameters.text('mode') as CollectMode;
  const heap = heapFor(treeSize(stretch) * NODE_BYTES * HEADROOM, mode, { nursery: NURSERY });
  const Node = layoutOf(heap);
  const make = maker(heap, Node, mode);
  const populate = populator(Node);
  make(stretch);
  heap.safepoint();
  const longLived = heap.root(Node.new());
  populate(stretch - LESS, longLived.ref);
  const array = doublesOf(heap, parameters.number('doubles'));
  const temporary = heap.root();
  for (let depth = MIN_DEPTH; depth <= stretch - LESS; depth += 2) {
    const times = Math.floor((2 * treeSize(stretch)) / treeSize(depth));
    for (let i = 0; i < times; i++) {
      temporary.ref = Node.new();
      populate(depth, temporary.ref);
      temporary.ref = 0;
      if (mode === 'explicit') heap.safepoint();
    }
    for (let i = 0; i < times; i++) {
      make(depth);
      if (mode === 'explicit') heap.safepoint();
    }
  }
  let spine = 0;
  for (let ref = longLived.ref; ref !== 0; ref = Node.left.get(ref)) spine++;
  const { collections, longestPauseMs, peakCommitted } = heap.stats();
  return { check: spine + array.at(1000), collections, longestPauseMs, peakCommitted };
}
