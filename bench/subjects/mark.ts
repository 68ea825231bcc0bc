// One whole collection of a graph in which everything lives. Every peer has this program, with the
// same graphs:
//
//   random, order   a complete binary tree: place i points at places 2i+1 and 2i+2; the places are objects in a
//                   shuffled order, or in the order of allocation
//   list            object i points at object i+1
//   star            one array of references to objects that point nowhere
//   degree3         place i points at place i+1 and at two random ones
//
// `check` folds the values along one path, so that each peer shows that it built the same.

import { type Heap, type Ref, toRef } from '../../src/index.ts';
import { heapFor, nodeLayout, tripleLayout } from './heaps.ts';
import { type Figures, median, type Parameters, time } from './parameters.ts';
import { placement, SEED, xorshift } from './random.ts';

const WALK = 1000;
const WARM_UPS = 2;
const OBJECT_BYTES = 24;
const SLOT_BYTES = 4;

/** A graph whose root is held by a handle: how to walk it. */
interface Graph {
  readonly objects: number;
  check(): number;
}

type Next = (ref: Ref, step: number) => Ref;

function fold(first: Ref, next: Next, valueOf: (ref: Ref) => number): number {
  let check = 0;
  let ref = first;
  for (let step = 0; step < WALK && ref !== 0; step++) {
    check = (Math.imul(check, 31) + valueOf(ref)) | 0;
    ref = next(ref, step);
  }
  return check;
}

function nodes(heap: Heap, count: number) {
  const Node = nodeLayout(heap);
  const refs = new Int32Array(count);
  for (let i = 0; i < count; i++) {
    const ref = Node.new();
    Node.value.set(ref, i);
    refs[i] = ref;
  }
  const next: Next = (ref, step) => {
    const [one, other] = step % 2 === 0 ? [Node.left, Node.right] : [Node.right, Node.left];
    return one.get(ref) || other.get(ref);
  };
  return { Node, refs, next };
}

function tree(heap: Heap, count: number, isShuffled: boolean): Graph {
  const { Node, refs, next } = nodes(heap, count);
  const places = placement(count, isShuffled);
  for (let i = 0; i < count; i++) {
    const ref = toRef(refs[places[i]!]!);
    if (2 * i + 1 < count) Node.left.set(ref, toRef(refs[places[2 * i + 1]!]!));
    if (2 * i + 2 < count) Node.right.set(ref, toRef(refs[places[2 * i + 2]!]!));
  }
  const root = heap.root(toRef(refs[places[0]!]!));
  return { objects: count, check: () => fold(root.ref, next, (ref) => Node.value.get(ref)) };
}

function list(heap: Heap, count: number): Graph {
  const { Node, refs, next } = nodes(heap, count);
  for (let i = 0; i + 1 < count; i++) Node.left.set(toRef(refs[i]!), toRef(refs[i + 1]!));
  const root = heap.root(toRef(refs[0]!));
  return { objects: count, check: () => fold(root.ref, next, (ref) => Node.value.get(ref)) };
}

function star(heap: Heap, count: number): Graph {
  const { Node, refs } = nodes(heap, count);
  const Star = heap.arrayLayout('Star', 'ref');
  const root = heap.root(Star.new(count));
  for (let i = 0; i < count; i++) Star.set(root.ref, i, toRef(refs[i]!));
  const at: Next = (_ref, step) => (step + 1 < count ? Star.get(root.ref, step + 1) : 0);
  return {
    objects: count + 1,
    check: () => fold(Star.get(root.ref, 0), at, (ref) => Node.value.get(ref)),
  };
}

function degree3(heap: Heap, count: number): Graph {
  const Triple = tripleLayout(heap);
  const refs = new Int32Array(count);
  for (let i = 0; i < count; i++) refs[i] = Triple.new({ value: i });
  const places = placement(count, true);
  let state = SEED;
  for (let i = 0; i < count; i++) {
    const ref = toRef(refs[places[i]!]!);
    Triple.a.set(ref, toRef(refs[places[(i + 1) % count]!]!));
    state = xorshift(state);
    Triple.b.set(ref, toRef(refs[state % count]!));
    state = xorshift(state);
    Triple.c.set(ref, toRef(refs[state % count]!));
  }
  const root = heap.root(toRef(refs[places[0]!]!));
  const next: Next = (ref, step) => [Triple.a, Triple.b, Triple.c][step % 3]!.get(ref);
  return { objects: count, check: () => fold(root.ref, next, (ref) => Triple.value.get(ref)) };
}

/** Builds the graph of that shape in the heap. */
export function buildGraph(heap: Heap, shape: string, count: number): Graph {
  switch (shape) {
    case 'random':
      return tree(heap, count, true);
    case 'order':
      return tree(heap, count, false);
    case 'list':
      return list(heap, count);
    case 'star':
      return star(heap, count);
    case 'degree3':
      return degree3(heap, count);
    default:
      throw new Error(`no shape '${shape}'`);
  }
}

/** A heap of the size that the graph needs. */
export function heapForGraph(count: number, marks: 'header' | 'side' = 'header'): Heap {
  return heapFor(count * (OBJECT_BYTES + SLOT_BYTES), 'explicit', { marks });
}

/** The milliseconds of one collection, and what it cost in memory. */
export function mark(parameters: Parameters): Figures {
  const count = parameters.number('n');
  const heap = heapForGraph(count, parameters.choice('marks', 'header', 'side'));
  const graph = buildGraph(heap, parameters.text('shape'), count);
  const samples = time(() => heap.collect(), parameters.number('times'), WARM_UPS);
  const { live, liveObjects, committed } = heap.stats();
  if (liveObjects !== graph.objects)
    throw new Error(`${liveObjects} objects live; the graph has ${graph.objects}`);
  return {
    ms: median(samples),
    objects: graph.objects,
    bytesPerObject: live / graph.objects,
    committedToLive: committed / live,
    check: graph.check(),
  };
}
