// What a collection takes for each thing that does not keep alive, against the engine's own, and
// whether chains of ephemerons are linear in whatever order they are found.

import { present, tidemark, V8 } from '../runner/contestants.ts';
import { type Effort, type Findings, number, ratio, type Suite } from '../runner/report.ts';
import { inTurns, type Measured } from '../runner/rounds.ts';
import { type Figures } from '../subjects/parameters.ts';
import { CHAIN_ORDERS, type WeakKind } from '../subjects/weak.ts';

const TIMES = 5;
const QUICK = 0.02;
const NANOSECONDS = 1e6;

interface Kind {
  readonly kind: WeakKind;
  readonly name: string;
  readonly n: number;
  /** Whether something is called when a target dies. */
  readonly calls: boolean;
}

const KINDS: readonly Kind[] = [
  { kind: 'field', name: 'weak field, WeakRef in an object', n: 1_000_000, calls: false },
  { kind: 'handle', name: 'weak handle, WeakRef', n: 1_000_000, calls: false },
  { kind: 'finalizer', name: 'finalizer, FinalizationRegistry', n: 1_000_000, calls: true },
  { kind: 'registry', name: 'registration, FinalizationRegistry', n: 100_000, calls: true },
  { kind: 'map', name: 'entry of a weak map, WeakMap', n: 1_000_000, calls: false },
];
const CHAINS = [100_000, 1_000_000];

type Rows = readonly (readonly string[])[];

/** Two figures of the two contestants, and their ratio. */
function both(measured: readonly Measured[], of: (figures: Figures) => number): string[] {
  const [ours, v8] = measured.map(({ figures }) => of(figures));
  if (v8 === undefined) return [number(ours!), '–', '–'];
  return [number(ours!), number(v8), ratio(ours!, v8)];
}

function measureItems({ isQuick, rounds }: Effort): Record<'living' | 'dying' | 'calls', Rows> {
  const { here } = present([tidemark(), V8]);
  const taken = KINDS.map(({ kind, name, n, calls }) => {
    const items = Math.round(n * (isQuick ? QUICK : 1));
    const measured = inTurns(here, rounds, 'weak', { kind, n: items, times: TIMES });
    const ns = (ms: number): number => (ms / items) * NANOSECONDS;
    const head = [name, String(items)];
    return {
      calls,
      living: [
        ...head,
        ...both(measured, ({ ms, bareMs }) => ns(ms! - bareMs!)),
        ...both(measured, ({ ms }) => ns(ms!)),
      ],
      dying: [...head, ...both(measured, ({ deadMs }) => ns(deadMs!))],
      called: [...head, ...both(measured, ({ callMs }) => ns(callMs!))],
    };
  });
  return {
    living: taken.map(({ living }) => living),
    dying: taken.map(({ dying }) => dying),
    calls: taken.filter(({ calls }) => calls).map(({ called }) => called),
  };
}

function measureChains({ isQuick, rounds }: Effort): Rows {
  const { here } = present([tidemark(), V8]);
  return CHAINS.map((length) => {
    const n = Math.round(length * (isQuick ? QUICK : 1));
    const taken = CHAIN_ORDERS.map((order) =>
      inTurns(here, rounds, 'chain', { order, n, times: TIMES }).map(
        ({ figures }) => figures['ms']!,
      ),
    );
    const ours = taken.map(([ms]) => (ms! / n) * NANOSECONDS);
    const v8 = taken.map((all) => ((all[1] ?? NaN) / n) * NANOSECONDS);
    const apart = Math.max(...ours) / Math.min(...ours);
    return [String(n), ...ours.map(number), number(apart), ...v8.map(number)];
  });
}

function measure(effort: Effort): Findings {
  const { missing } = present([tidemark(), V8]);
  const { living, dying, calls } = measureItems(effort);
  const compared = ['tidemark', 'V8', 'ratio'];
  return {
    title: 'What does not keep alive',
    notes: [
      'Full collections: `heap.collect()` in a heap of mode `explicit`, and `gc()`. An array holds as many targets as there are items; ' +
        'what an item costs is what the collection takes more than one of the same objects without anything weak.',
      'Then all targets die at once, in one collection, and what is to be called is called: by `heap.runFinalizers()`, and in V8 by its event loop. ' +
        'V8 has no finalizers that are given the object: a registry stands against them.',
      'Chains: one weak map in which the value of each key is the next key, and a root on the first. The keys come in the order of allocation, in reverse, or shuffled.',
      ...missing,
    ],
    tables: [
      {
        caption:
          'While everything lives, nanoseconds an item: what it costs, and the whole collection',
        head: ['item', 'items', ...compared, 'whole', 'whole, V8', 'whole, ratio'],
        rows: living,
      },
      {
        caption: 'The collection in which all targets die, nanoseconds an item',
        head: ['item', 'items', ...compared],
        rows: dying,
      },
      {
        caption: 'Calling, nanoseconds a call',
        head: ['item', 'items', ...compared],
        rows: calls,
      },
      {
        caption: 'Chains of ephemerons, nanoseconds a link',
        head: ['links', ...CHAIN_ORDERS, 'apart', ...CHAIN_ORDERS.map((order) => `V8, ${order}`)],
        rows: measureChains(effort),
      },
    ],
    verdicts: [],
  };
}

export const weak: Suite = { name: 'weak', measure };
