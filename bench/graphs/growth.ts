// Whether a collection's time is proportional to what lives.

import { BOEHM, GO, present, tidemark, V8 } from '../runner/contestants.ts';
import { atMost, type Effort, type Findings, number, type Suite } from '../runner/report.ts';
import { inTurns } from '../runner/rounds.ts';

const SIZES = [10_000, 30_000, 100_000, 300_000, 1_000_000, 3_000_000, 10_000_000];
const QUICK_SIZES = [10_000, 100_000, 300_000];
const JUDGED_FROM = 100_000;
const MOST = 2;
const NANOSECONDS = 1e6;
const TIMES = 7;
/**
 * A graph is collected so often that so many objects were looked at: the first collections run
 * while the kernel is still being compiled.
 */
const LEAST_OBJECTS = 3_000_000;

function measure({ isQuick, rounds }: Effort): Findings {
  const { here, missing } = present([tidemark(), V8, BOEHM, GO]);
  const judged: number[] = [];
  const rows = (isQuick ? QUICK_SIZES : SIZES).map((n) => {
    const times = Math.max(TIMES, LEAST_OBJECTS / n);
    const measured = inTurns(here, rounds, 'mark', { shape: 'order', n, times });
    const each = measured.map(
      ({ figures }) => (figures['ms']! / figures['objects']!) * NANOSECONDS,
    );
    if (n >= JUDGED_FROM) judged.push(each[0]!);
    return [
      String(n),
      ...each.map(number),
      ...each.slice(1).map((peer) => number(each[0]! / peer)),
    ];
  });
  const names = here.map(({ name }) => name);
  const factor = Math.max(...judged) / Math.min(...judged);
  return {
    title: 'Growth: time by the number of live objects',
    notes: [
      'Nanoseconds of a whole collection for each live object, in order of allocation: the median of as many as look at ' +
        `${LEAST_OBJECTS / 1e6} million objects, and of ${TIMES} at least.`,
      ...missing,
    ],
    tables: [
      {
        caption: 'A complete binary tree in order of allocation',
        head: [
          'objects',
          ...names.map((name) => `${name}, ns`),
          ...names.slice(1).map((name) => `/ ${name}`),
        ],
        rows,
      },
    ],
    verdicts: [atMost(6, 'slowest / fastest from 10^5 to 10^7 objects', factor, MOST)],
  };
}

export const growth: Suite = { name: 'growth', measure };
