// Whether a collection of the young costs the same however much is old.

import { present, tidemark, V8 } from '../runner/contestants.ts';
import { type Effort, type Findings, number, ratio, type Suite } from '../runner/report.ts';
import { inTurns } from '../runner/rounds.ts';

const SIZES = [10_000, 100_000, 1_000_000, 10_000_000];
const QUICK_SIZES = [10_000, 100_000];
const TIMES = 21;

function measure({ isQuick, rounds }: Effort): Findings {
  const { here, missing } = present([tidemark(), V8]);
  const rows = (isQuick ? QUICK_SIZES : SIZES).map((n) => {
    const [ours, v8] = inTurns(here, rounds, 'young', { n, times: TIMES }).map(
      ({ figures }) => figures,
    );
    return [
      String(n),
      number(ours!['youngMs']!),
      number(ours!['fullMs']!),
      number(v8!['fullMs']!),
      number(ours!['ms']!),
      number(v8!['ms']!),
      ratio(ours!['ms']!, v8!['ms']!),
    ];
  });
  return {
    title: 'Collections of the young',
    notes: [
      'A tree of nodes `{left, right, value}` stays. Again and again 131,072 new nodes are made, every tenth of which is hung on a leaf of ' +
        "the tree at random, and the young are collected: with `heap.collect({ scope: 'young' })`, in V8 with `gc(true)`. " +
        'A cycle is both, the making and the collecting: V8 has collected some of the new nodes before it is told to.',
      ...missing,
    ],
    tables: [
      {
        caption: 'Milliseconds, by the number of nodes that stay',
        head: ['nodes', 'young', 'full', 'full, V8', 'cycle', 'cycle, V8', 'cycle / V8'],
        rows,
      },
    ],
    verdicts: [],
  };
}

export const young: Suite = { name: 'young', measure };
