// What a collection takes for each thing that does not keep alive, and chains of ephemerons. The
// peer of plain objects has the same programs (bench/peers/v8/weak.ts).
//
// Of each kind there are `n`, of as many targets, which an array holds. The same objects without
// them are collected first: what is more then is what they cost. Then all targets die at once.

import { type Heap, type Ref, type Root, toRef } from '../../src/index.ts';
import { heapFor, nodeLayout } from './heaps.ts';
import { type Figures, median, type Parameters, time } from './parameters.ts';
import { placement } from './random.ts';

const WARM_UPS = 2;
/** Of a target, what refers to it, the array, and the table of a weak map with its predecessor. */
const ITEM_BYTES = 100;

/** What there are `n` of. */
export const WEAK_KINDS = ['field', 'handle', 'finalizer', 'registry', 'map'] as const;
export type WeakKind = (typeof WEAK_KINDS)[number];

/** How the keys of a chain come in the order of allocation. */
export const CHAIN_ORDERS = ['forward', 'reversed', 'shuffled'] as const;

/** The place of each link of a chain in the order of allocation. */
export function chainPlaces(count: number, order: (typeof CHAIN_ORDERS)[number]): Int32Array {
  const places = placement(count, order === 'shuffled');
  return order === 'reversed' ? places.reverse() : places;
}

/** Objects that an array holds. */
interface Held {
  readonly root: Root;
  at(index: number): Ref;
}

function hold(heap: Heap, name: string, count: number, make: (index: number) => Ref): Held {
  const Many = heap.arrayLayout(name, 'ref');
  const root = heap.root(Many.new(count));
  for (let i = 0; i < count; i++) Many.set(root.ref, i, make(i));
  return { root, at: (index) => Many.get(root.ref, index) };
}

/** Says, once all targets are dead, how many of the items know. */
type Knowing = () => number;

/** Makes the items of one kind. */
type Maker = (heap: Heap, count: number, targets: Held) => Knowing;

function count(all: number, has: (index: number) => boolean): number {
  let found = 0;
  for (let i = 0; i < all; i++) if (has(i)) found++;
  return found;
}

const MAKERS: Readonly<Record<WeakKind, Maker>> = {
  field: (heap, n, targets) => {
    const Watcher = heap.layout('Watcher', { left: 'ref', right: 'weak', value: 'i32' });
    const watchers = hold(heap, 'Watchers', n, (i) => Watcher.new({ right: targets.at(i) }));
    return () => count(n, (i) => Watcher.right.get(watchers.at(i) as never) === 0);
  },

  handle: (heap, n, targets) => {
    const handles = Array.from({ length: n }, (_, i) => heap.weak(targets.at(i)));
    return () => count(n, (i) => handles[i]!.deref() === 0);
  },

  finalizer: (heap, n, targets) => {
    let called = 0;
    const finalize = (): void => void called++;
    for (let i = 0; i < n; i++) heap.finalize(targets.at(i), finalize);
    return () => called;
  },

  registry: (heap, n, targets) => {
    let told = 0;
    const registry = heap.finalizationRegistry<number>(() => told++);
    for (let i = 0; i < n; i++) registry.register(targets.at(i), i);
    return () => told;
  },

  map: (heap, n, targets) => {
    const Weak = heap.weakMapLayout('Weak');
    const map = heap.root(Weak.new());
    for (let i = 0; i < n; i++) Weak.set(map.ref, targets.at(i), targets.at((i + 1) % n));
    return () => n - Weak.size(map.ref);
  },
};

/** The milliseconds of a collection of the same objects without anything weak. */
function bare(n: number, hasHolders: boolean, times: number): number {
  const heap = heapFor(n * ITEM_BYTES, 'explicit');
  const Node = nodeLayout(heap);
  hold(heap, 'Targets', n, () => Node.new());
  if (hasHolders) hold(heap, 'Holders', n, () => Node.new());
  const ms = median(time(() => heap.collect(), times, WARM_UPS));
  heap.dispose();
  return ms;
}

/**
 * Milliseconds of a collection without the items, with them, of the one in which their targets die,
 * and of calling what is to be called then.
 */
export function weak(parameters: Parameters): Figures {
  const n = parameters.number('n');
  const times = parameters.number('times');
  const kind = parameters.choice('kind', ...WEAK_KINDS);
  const bareMs = bare(n, kind === 'field', times);
  const heap = heapFor(n * ITEM_BYTES, 'explicit');
  const Node = nodeLayout(heap);
  const targets = hold(heap, 'Targets', n, () => Node.new());
  const knowing = MAKERS[kind](heap, n, targets);
  const ms = median(time(() => heap.collect(), times, WARM_UPS));
  targets.root.release();
  const [deadMs] = time(() => heap.collect(), 1, 0);
  const [callMs] = time(() => heap.runFinalizers(), 1, 0);
  return { bareMs, ms, deadMs: deadMs!, callMs: callMs!, check: knowing() };
}

/** The milliseconds of a collection of a weak map in which each key is the value of another. */
export function chain(parameters: Parameters): Figures {
  const n = parameters.number('n');
  const places = chainPlaces(n, parameters.choice('order', ...CHAIN_ORDERS));
  const heap = heapFor(n * ITEM_BYTES, 'explicit');
  const Node = nodeLayout(heap);
  const Weak = heap.weakMapLayout('Weak');
  const map = heap.root(Weak.new());
  const refs = new Int32Array(n);
  for (let i = 0; i < n; i++) refs[i] = Node.new({ value: i });
  for (let i = 0; i + 1 < n; i++)
    Weak.set(map.ref, toRef(refs[places[i]!]!), toRef(refs[places[i + 1]!]!));
  heap.root(toRef(refs[places[0]!]!));
  const ms = median(time(() => heap.collect(), parameters.number('times'), WARM_UPS));
  return { ms, check: Weak.size(map.ref) };
}
