// Building and keeping a tree, and the rates of the operations that it is made of.

import {
  BOEHM,
  GO,
  INCREMENTAL,
  MINIMAL,
  present,
  THING_MALLOC,
  tidemark,
  RATES,
  V8,
  V8_RATES,
} from '../runner/contestants.ts';
import { atMost, type Effort, type Findings, number, ratio, type Suite } from '../runner/report.ts';
import { inTurns } from '../runner/rounds.ts';

const DEPTH = 20;
const QUICK_DEPTH = 14;
const TIMES = 7;
const NANOSECONDS = 1e6;
const INITIAL = tidemark('Layout.new({…})', 'way=initial');
const FIELDS = tidemark('Layout.new() and fields', 'way=fields');
const ROOTED = tidemark('the same, rooted, automatic', 'way=rooted');
const RAW = tidemark('allocateRaw and words', 'way=raw');

function measure({ isQuick, rounds }: Effort): Findings {
  const { here, missing } = present([
    INITIAL,
    FIELDS,
    ROOTED,
    RAW,
    V8,
    BOEHM,
    GO,
    INCREMENTAL,
    MINIMAL,
    THING_MALLOC,
  ]);
  const depth = isQuick ? QUICK_DEPTH : DEPTH;
  const nodes = 2 ** (depth + 1) - 1;
  const measured = inTurns(here, rounds, 'build', { depth, times: TIMES });
  const msOf = (name: string): number =>
    measured.find(({ contestant }) => contestant.name === name)!.figures['ms']!;
  const plain = msOf(V8.name);
  return {
    title: 'Build: a tree that is kept',
    notes: [
      `A complete binary tree of ${nodes} nodes \`{left, right, value}\`, built by recursion; the last tree is dropped ` +
        'and collected before the next, untimed. In the first two rows and the fourth nothing can collect while the ' +
        'tree is built (mode `explicit`); in the third any allocation may, and each node hangs on its parent before ' +
        'the next is made.',
      ...missing,
    ],
    tables: [
      {
        caption: 'Time to build',
        head: ['', 'ns/node', 'ms', 'it / V8 objects'],
        rows: measured.map(({ contestant, figures }) => [
          contestant.name,
          number((figures['ms']! / nodes) * NANOSECONDS),
          number(figures['ms']!),
          ratio(figures['ms']!, plain),
        ]),
      },
    ],
    verdicts: [
      atMost(
        3,
        '`Layout.new()` and fields: at most 1/3 of plain objects',
        msOf(FIELDS.name) / plain,
        1 / 3,
      ),
      atMost(
        3,
        '`Layout.new({…})`: at most 1/3 of plain objects',
        msOf(INITIAL.name) / plain,
        1 / 3,
      ),
      atMost(3, 'the raw path: at most 1/4 of plain objects', msOf(RAW.name) / plain, 1 / 4),
    ],
  };
}

export const build: Suite = { name: 'build', measure };

const CASES: readonly (readonly [string, string])[] = [
  ['make', 'Layout.new()'],
  ['makeFilled', 'Layout.new({left, value})'],
  ['makeRaw', 'heap.allocateRaw'],
  ['getField', 'i32 field, get'],
  ['setField', 'i32 field, set'],
  ['getRef', 'ref field, get'],
  ['setRef', 'ref field, set'],
  ['read', 'heap.read'],
  ['write', 'heap.write'],
];
const MILLIONS = 1e6;

function measureRates({ rounds }: Effort): Findings {
  const [ours, plain] = inTurns([RATES, V8_RATES], rounds, 'rates', {});
  return {
    title: 'Rates of the mutator',
    notes: [
      'Operations a second by the `benchmark` package, on 1,024 objects in a ring; what is allocated dies, in both, ' +
        'and is collected within the figure. A ratio above 1 is better here.',
    ],
    tables: [
      {
        caption: 'Millions a second',
        head: ['', 'tidemark', 'V8 objects', 'tidemark / V8'],
        rows: CASES.map(([name, label]) => {
          const one = ours!.figures[name]!;
          const other = plain!.figures[name]!;
          return [label, number(one / MILLIONS), number(other / MILLIONS), ratio(one, other)];
        }),
      },
    ],
    verdicts: [],
  };
}

export const rates: Suite = { name: 'rates', measure: measureRates };
