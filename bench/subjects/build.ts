// Building and keeping a complete binary tree, bottom up. Between two builds the last tree is
// dropped and collected, untimed, as it is with every peer.

import type { Heap, Ref } from '../../src/index.ts';
import { heapFor, nodeLayout } from './heaps.ts';
import { type Figures, median, type Parameters } from './parameters.ts';

const NODE_BYTES = 16;
const WARM_UPS = 3;
const PAYLOAD_WORDS = 3;

/** Makes a tree of that depth; its root is in the handle that the way was made with. */
type Way = (depth: number) => Ref;

/**
 * `Layout.new({left, right, value})`: nothing can collect, so that references are good in
 * variables.
 */
function initial(heap: Heap): Way {
  const Node = nodeLayout(heap);
  const build: Way = (depth) =>
    depth === 0
      ? Node.new({ value: 0 })
      : Node.new({ left: build(depth - 1), right: build(depth - 1), value: depth });
  return build;
}

/** `Layout.new()`, then each field is set. */
function fields(heap: Heap): Way {
  const Node = nodeLayout(heap);
  const build: Way = (depth) => {
    const ref = Node.new();
    if (depth > 0) {
      Node.left.set(ref, build(depth - 1));
      Node.right.set(ref, build(depth - 1));
    }
    Node.value.set(ref, depth);
    return ref;
  };
  return build;
}

/**
 * As `fields`, in a heap whose every allocation may collect: a child is reachable before the next
 * node is made.
 */
function rooted(heap: Heap): Way {
  const Node = nodeLayout(heap);
  const grow = (parent: Ref, depth: number): void => {
    Node.value.set(parent, depth);
    if (depth === 0) return;
    const left = Node.new();
    Node.left.set(parent, left);
    grow(left, depth - 1);
    const right = Node.new();
    Node.right.set(parent, right);
    grow(right, depth - 1);
  };
  const root = heap.root();
  return (depth) => {
    root.ref = Node.new();
    grow(root.ref, depth);
    const ref = root.ref;
    root.ref = 0;
    return ref;
  };
}

/**
 * `allocateRaw` and stores to `words`; the nodes are new, so that no barrier can have anything to
 * remember.
 */
function raw(heap: Heap): Way {
  const { id } = heap.rawLayout('Node', 2);
  const { words } = heap;
  const build: Way = (depth) => {
    const left = depth === 0 ? 0 : build(depth - 1);
    const right = depth === 0 ? 0 : build(depth - 1);
    const ref = heap.allocateRaw(id, PAYLOAD_WORDS);
    const at = ref >>> 2;
    words[at + 1] = left;
    words[at + 2] = right;
    words[at + 3] = depth;
    return ref;
  };
  return build;
}

const WAYS: Readonly<Record<string, (heap: Heap) => Way>> = { initial, fields, rooted, raw };

/** Milliseconds of building one tree; `check` counts its nodes. */
export function build(parameters: Parameters): Figures {
  const depth = parameters.number('depth');
  const nodes = 2 ** (depth + 1) - 1;
  const name = parameters.text('way');
  const heap = heapFor(nodes * NODE_BYTES * 2, name === 'rooted' ? 'automatic' : 'explicit');
  const way = WAYS[name];
  if (way === undefined) throw new Error(`no way '${name}' to build`);
  const make = way(heap);
  const kept = heap.root();
  const samples: number[] = [];
  for (let i = -WARM_UPS; i < parameters.number('times'); i++) {
    kept.ref = 0;
    heap.collect();
    const started = performance.now();
    kept.ref = make(depth);
    if (i >= 0) samples.push(performance.now() - started);
  }
  return { ms: median(samples), check: heap.collect().liveObjects };
}
