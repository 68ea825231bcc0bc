// A million objects of which few are kept, and what becomes of the room between them.

import { type Heap, type Ref } from '../../src/index.ts';
import { heapFor, nodeLayout } from './heaps.ts';
import type { Figures, Parameters } from './parameters.ts';
import { SEED, xorshift } from './random.ts';
import { residentBytes } from './resident.ts';

const NODE_BYTES = 16;
const HEADROOM = 4;
const SETTLE_MS = 1000;

/** Says of the i-th object whether it is kept. */
function keeper(pattern: string, k: number): (index: number) => boolean {
  if (pattern === 'every') return (index) => index % k === 0;
  let state = SEED;
  return () => {
    state = xorshift(state);
    return state % k === 0;
  };
}

/**
 * Builds `count` objects and keeps some, as a list through the objects themselves, so that nothing
 * else lives.
 */
function buildAndKeep(heap: Heap, count: number, isKept: (index: number) => boolean) {
  const Node = nodeLayout(heap);
  const root = heap.root();
  let last: Ref = 0;
  let kept = 0;
  for (let i = 0; i < count; i++) {
    const ref = Node.new({ value: i });
    if (!isKept(i)) continue;
    kept++;
    if (last === 0) root.ref = ref;
    else Node.left.set(last, ref);
    last = ref;
  }
  heap.collect();
  return { Node, root, kept };
}

function sumOf(root: Ref, Node: ReturnType<typeof nodeLayout>): number {
  let sum = 0;
  for (let ref = root; ref !== 0; ref = Node.left.get(ref)) sum += Node.value.get(ref);
  return sum;
}

/**
 * Allocates as much as `count` objects twice, and tells how much of it went into holes before an
 * arena was taken.
 */
export function refill(parameters: Parameters): Figures {
  const count = parameters.number('n');
  const heap = heapFor(count * NODE_BYTES * HEADROOM, 'explicit');
  const { Node, root, kept } = buildAndKeep(
    heap,
    count,
    keeper(parameters.text('pattern'), parameters.number('k')),
  );
  const before = heap.stats();
  const dead = before.committed - before.live;
  let refilled = -1;
  for (let i = 0; i < 2 * count; i++) {
    const ref = Node.new({ value: i, left: root.ref });
    root.ref = ref;
    if (refilled < 0 && heap.stats().arenasTaken > before.arenasTaken) refilled = i * NODE_BYTES;
  }
  heap.collect();
  const after = heap.stats();
  return {
    kept,
    committedToLive: before.committed / before.live,
    refilledShare: refilled / dead,
    committedToLiveAfter: after.committed / after.live,
    check: sumOf(root.ref, Node),
  };
}

/** Compacts the same heap, and looks at what is held then. */
export function compact(parameters: Parameters): Figures {
  const count = parameters.number('n');
  const heap = heapFor(count * NODE_BYTES * HEADROOM, 'explicit');
  const { Node, root, kept } = buildAndKeep(
    heap,
    count,
    keeper(parameters.text('pattern'), parameters.number('k')),
  );
  const before = heap.stats();
  const sum = sumOf(root.ref, Node);
  const started = performance.now();
  heap.collect({ compact: true });
  const ms = performance.now() - started;
  const after = heap.stats();
  if (after.live !== before.live || sumOf(root.ref, Node) !== sum)
    throw new Error(`compaction changed what lives: ${before.live} bytes, then ${after.live}`);
  return {
    kept,
    ms,
    committedBefore: before.committed,
    live: after.live,
    committed: after.committed,
    committedToLive: after.committed / after.live,
    check: sum,
  };
}

const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, SETTLE_MS));

const WARM_UP_OBJECTS = 200_000;

/**
 * Resident memory beyond that of the process before it had this heap, its code warm from a small
 * one: when all is built, when most is dead and compacted, and a second after the trim.
 */
export async function trim(parameters: Parameters): Promise<Figures> {
  await trimmed(WARM_UP_OBJECTS, parameters.number('k'));
  return trimmed(parameters.number('n'), parameters.number('k'));
}

async function trimmed(count: number, k: number): Promise<Figures> {
  const baseline = residentBytes();
  const heap = heapFor(count * NODE_BYTES, 'explicit');
  const { Node, root } = buildAndKeep(heap, count, keeper('random', k));
  const sum = sumOf(root.ref, Node);
  heap.collect({ compact: true });
  const residentBefore = residentBytes() - baseline;
  const started = performance.now();
  heap.trim();
  const ms = performance.now() - started;
  await settle();
  const resident = residentBytes() - baseline;
  if (sumOf(root.ref, Node) !== sum) throw new Error('trim changed what lives');
  const { live, committed } = heap.stats();
  heap.dispose();
  return { ms, residentBefore, resident, live, committed, check: sum };
}
