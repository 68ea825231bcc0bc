// What it costs that headers say what lives, and what it costs to look at everything.

import { present, tidemark } from '../runner/contestants.ts';
import { type Effort, type Findings, number, ratio, type Suite } from '../runner/report.ts';
import { alone, inTurns } from '../runner/rounds.ts';

const HEADER = tidemark('marks in headers', 'marks=header');
const SIDE = tidemark('marks beside the arenas', 'marks=side');

const UNCHECKED = tidemark('not checked', 'checked=off');
const CHECKED = tidemark('checked', 'checked=on');

const SHAPES = ['random', 'order', 'list', 'degree3'];
const OBJECTS = 4_000_000;
const NODES = 1_000_000;
const OLD = [100_000, 1_000_000, 10_000_000];
const QUICK = 0.01;
const TIMES = 5;
const TIMES_OF_YOUNG = 21;
const NANOSECONDS = 1e6;

/** Rows of checked mode: what is done, off, on, and their ratio. */
function measureChecked({ isQuick, rounds }: Effort): readonly (readonly string[])[] {
  const { here } = present([UNCHECKED, CHECKED]);
  const n = isQuick ? NODES / 10 : NODES;
  const [off, on] = inTurns(here, rounds, 'checked', { n, times: TIMES });
  const row = (what: string, name: string): readonly string[] => {
    const [before, after] = [off!.figures[name]!, on!.figures[name]!];
    return [what, number(before), number(after), ratio(after, before)];
  };
  return [
    row('new, with a reference and a number', 'newNs'),
    row('get of a reference and of a number', 'getNs'),
    row('get of a reference, and set of a number', 'setNs'),
  ];
}

function measure(effort: Effort): Findings {
  const { isQuick, rounds } = effort;
  const { here } = present([HEADER, SIDE]);
  const scale = isQuick ? QUICK : 1;
  const full = SHAPES.map((shape) => {
    const n = Math.round(OBJECTS * scale);
    const [header, side] = inTurns(here, rounds, 'mark', { shape, n, times: TIMES }).map(
      ({ figures }) => (figures['ms']! / figures['objects']!) * NANOSECONDS,
    );
    return [shape, number(side!), number(header!), ratio(header!, side!)];
  });
  const young = OLD.map((old) => {
    const n = Math.round(old * scale);
    const [header, side] = inTurns(here, rounds, 'young', { n, times: TIMES_OF_YOUNG });
    const of = (which: typeof header, name: string): number => which!.figures[name]!;
    return [
      String(n),
      number(of(side, 'youngMs')),
      number(of(header, 'youngMs')),
      ratio(of(header, 'youngMs'), of(side, 'youngMs')),
      ratio(of(header, 'ms'), of(side, 'ms')),
    ];
  });
  const visits = SHAPES.map((shape) => {
    const n = Math.round(OBJECTS * scale);
    const figures = alone(tidemark(), rounds, 'visit', { shape, n, times: TIMES });
    return [shape, number(figures['objectNs']!), number(figures['blockNs']!)];
  });
  return {
    title: 'Marks: in headers, and beside the arenas',
    notes: [
      "The whole of `heap.collect()` with `marks: 'header'`, the default, and `marks: 'side'`: 4 million objects, all of which " +
        'live; and collections of the young, of 131,072 new nodes each, as in the suite `young`.',
      'Checked mode: a list of 1 million nodes that is made, read and stored into, with `checked: true` and without.',
      'Visiting: `heap.forEachObject`, and `arena.forEachBlock` for all arenas, which reads the size of each block.',
    ],
    tables: [
      {
        caption: 'Full collections, nanoseconds an object',
        head: ['graph', 'side', 'header', 'header / side'],
        rows: full,
      },
      {
        caption: 'Collections of the young, milliseconds, by the nodes that are old',
        head: ['old', 'side', 'header', 'header / side', 'whole cycle'],
        rows: young,
      },
      {
        caption: 'Visiting, nanoseconds each',
        head: ['graph', 'object', 'block'],
        rows: visits,
      },
      {
        caption: 'Checked mode, nanoseconds an object',
        head: ['what', 'off', 'on', 'on / off'],
        rows: measureChecked(effort),
      },
    ],
    verdicts: [],
  };
}

export const marks: Suite = { name: 'marks', measure };
