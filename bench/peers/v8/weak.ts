// The programs of bench/subjects/weak.ts with the engine's own WeakRef, FinalizationRegistry and
// WeakMap, and gc() on them. What a WeakRef was made for lives until the job ends, so each step is
// a job of its own.

import { setImmediate as nextJob } from 'node:timers/promises';
import { type Figures, median, type Parameters, time } from '../../subjects/parameters.ts';
import { CHAIN_ORDERS, chainPlaces, WEAK_KINDS, type WeakKind } from '../../subjects/weak.ts';
import { collector, type Node } from './mark.ts';

const WARM_UPS = 2;
/** A process whose callbacks do not come is no peer. */
const MOST_JOBS = 100_000;

interface Items {
  /** Once all targets are dead: how many of the items know. */
  know(): number;
  /** What must not be collected: a registry that is tells nobody. */
  readonly kept: unknown;
}

interface Holder {
  readonly left: Node | null;
  readonly right: WeakRef<Node> | null;
  readonly value: number;
}

function nodes(count: number): Node[] {
  return Array.from({ length: count }, (_, value) => ({ left: null, right: null, value }));
}

function registering(targets: readonly Node[]): Items {
  let told = 0;
  const registry = new FinalizationRegistry<number>(() => told++);
  for (let i = 0; i < targets.length; i++) registry.register(targets[i]!, i);
  return { know: () => told, kept: registry };
}

const MAKERS: Readonly<Record<WeakKind, (targets: readonly Node[]) => Items>> = {
  field: (targets) => {
    const holders = targets.map((target): Holder => ({
      left: null,
      right: new WeakRef(target),
      value: 0,
    }));
    const know = (): number => holders.filter(({ right }) => right!.deref() === undefined).length;
    return { know, kept: holders };
  },

  handle: (targets) => {
    const handles = targets.map((target) => new WeakRef(target));
    const know = (): number => handles.filter((handle) => handle.deref() === undefined).length;
    return { know, kept: handles };
  },

  // The engine has no finalizers: a registry is what comes nearest.
  finalizer: registering,
  registry: registering,

  map: (targets) => {
    const weak = new WeakMap<Node, Node>();
    targets.forEach((target, i) => weak.set(target, targets[(i + 1) % targets.length]!));
    const { length } = targets;
    // A map does not tell its size: that the targets have died, the registry of the last one does.
    let hasDied = false;
    const registry = new FinalizationRegistry(() => (hasDied = true));
    registry.register(targets[length - 1]!, 0);
    return { know: () => (hasDied ? length : 0), kept: [weak, registry] };
  },
};

async function bare(n: number, hasHolders: boolean, times: number): Promise<number> {
  const collect = collector();
  const held = [nodes(n), hasHolders ? nodes(n) : []];
  const ms = median(time(() => collect(), times, WARM_UPS));
  held.length = 0;
  await nextJob();
  collect();
  return ms;
}

/** See bench/subjects/weak.ts. */
export async function weak(parameters: Parameters): Promise<Figures> {
  const collect = collector();
  const n = parameters.number('n');
  const times = parameters.number('times');
  const kind = parameters.choice('kind', ...WEAK_KINDS);
  const bareMs = await bare(n, kind === 'field', times);
  const targets = nodes(n);
  const items = MAKERS[kind](targets);
  await nextJob();
  const ms = median(time(() => collect(), times, WARM_UPS));
  targets.length = 0;
  await nextJob();
  const [deadMs] = time(() => collect(), 1, 0);
  const started = performance.now();
  for (let job = 0; job < MOST_JOBS && items.know() < n; job++) await nextJob();
  const callMs = performance.now() - started;
  if (items.kept === undefined) throw new Error(`nothing keeps what is measured: ${kind}`);
  return { bareMs, ms, deadMs: deadMs!, callMs, check: items.know() };
}

/** The map, and the first key: all others are in it alone. */
function linked(n: number, places: Int32Array): readonly [WeakMap<Node, Node>, Node] {
  const map = new WeakMap<Node, Node>();
  const keys = nodes(n);
  for (let i = 0; i + 1 < n; i++) map.set(keys[places[i]!]!, keys[places[i + 1]!]!);
  return [map, keys[places[0]!]!];
}

/** See there. */
export function chain(parameters: Parameters): Figures {
  const collect = collector();
  const n = parameters.number('n');
  const places = chainPlaces(n, parameters.choice('order', ...CHAIN_ORDERS));
  const [map, first] = linked(n, places);
  const ms = median(time(() => collect(), parameters.number('times'), WARM_UPS));
  let check = 0;
  for (let key = map.get(first); key !== undefined; key = map.get(key)) check++;
  return { ms, check };
}
