// Whole collections of graphs in which everything lives.

import {
  BOEHM,
  type Contestant,
  GO,
  INCREMENTAL,
  MINIMAL,
  present,
  tidemark,
  V8,
} from '../runner/contestants.ts';
import {
  atMost,
  type Effort,
  type Findings,
  number,
  ratio,
  type Suite,
  type Table,
  type Verdict,
} from '../runner/report.ts';
import { inTurns, type Measured } from '../runner/rounds.ts';

const SHAPES = ['random', 'order', 'list', 'star', 'degree3'] as const;
type Shape = (typeof SHAPES)[number];

const DEFAULT_SIZE = 4_000_000;
const LARGEST = 30_000_000;
const MORE_SIZES = [100_000, 1_000_000];
const QUICK = 0.01;
/**
 * Above this the runtimes of AssemblyScript are left out: they run in the same address space of 4
 * GiB, for minutes.
 */
const ASSEMBLYSCRIPT_MOST = 4_000_000;
const TIMES = 5;
const TIMES_OF_LARGEST = 3;
const NANOSECONDS = 1e6;

const TIDEMARK = tidemark();
/** Where headers do not say what lives. */
const SIDE = tidemark('marks beside the arenas', 'marks=side');
const ALL = [TIDEMARK, SIDE, V8, BOEHM, GO, INCREMENTAL, MINIMAL];

type Limits = Readonly<Record<string, Readonly<Record<string, number>>>>;

/** At most this share of the peer's time: by contestant, shape and peer. */
const LIMITS: readonly (readonly [Contestant, Limits])[] = [
  [
    TIDEMARK,
    {
      random: { [V8.name]: 1 / 7, [BOEHM.name]: 1 / 3, [GO.name]: 1 / 3 },
      order: { [V8.name]: 1 / 6, [BOEHM.name]: 0.7, [GO.name]: 0.7 },
    },
  ],
  [
    SIDE,
    {
      random: { [V8.name]: 1 / 8, [BOEHM.name]: 1 / 3, [GO.name]: 1 / 3 },
      order: { [V8.name]: 1 / 8, [BOEHM.name]: 1 / 2, [GO.name]: 1 / 2 },
    },
  ],
];

/** Millions, or thousands where there is no whole million. */
function sizeName(size: number): string {
  return size >= 1e6 ? `${number(size / 1e6)} M` : `${number(size / 1e3)} k`;
}

function rowsOf(shape: string, size: number, measured: readonly Measured[]): string[][] {
  const ours = measured[0]!.figures;
  return measured.map(({ contestant, figures }) => [
    shape,
    sizeName(size),
    contestant.name,
    number((figures['ms']! / figures['objects']!) * NANOSECONDS),
    number(figures['ms']!),
    ratio(ours['ms']!, figures['ms']!),
    number(figures['bytesPerObject']!),
  ]);
}

function verdictsOf(shape: Shape, size: number, measured: readonly Measured[]): Verdict[] {
  const msOf = (name: string): number | undefined =>
    measured.find(({ contestant }) => contestant.name === name)?.figures['ms'];
  return LIMITS.flatMap(([{ name }, limits]) =>
    Object.entries(limits[shape] ?? {}).map(([peer, limit]) => {
      const [ours, theirs] = [msOf(name), msOf(peer)];
      const share = ours === undefined || theirs === undefined ? undefined : ours / theirs;
      const claim = `${name}, ${shape}, ${sizeName(size)} objects: at most ${number(limit)} of ${peer}`;
      return atMost(1, claim, share, limit);
    }),
  );
}

function measure({ isQuick, rounds }: Effort): Findings {
  const { missing } = present(ALL);
  const scale = isQuick ? QUICK : 1;
  const verdicts: Verdict[] = [];
  const one = (shape: Shape, size: number): string[][] => {
    const isLargest = size === LARGEST;
    const fitting = ALL.filter(
      (one) => size <= ASSEMBLYSCRIPT_MOST || (one !== INCREMENTAL && one !== MINIMAL),
    );
    const n = Math.round(size * scale);
    const measured = inTurns(present(fitting).here, rounds, 'mark', {
      shape,
      n,
      times: isLargest ? TIMES_OF_LARGEST : TIMES,
    });
    if (size === DEFAULT_SIZE || isLargest) verdicts.push(...verdictsOf(shape, n, measured));
    return rowsOf(shape, n, measured);
  };
  const table = (caption: string, rows: string[][]): Table => ({
    caption,
    head: ['graph', 'objects', '', 'ns/object', 'ms', 'tidemark / it', 'bytes/object'],
    rows,
    words: 3,
  });
  const tables = [
    table(
      'Every shape',
      SHAPES.flatMap((shape) => one(shape, DEFAULT_SIZE)),
    ),
    table(
      'Other sizes',
      MORE_SIZES.flatMap((size) => [...one('random', size), ...one('order', size)]),
    ),
    table('The largest', [...one('random', LARGEST), ...one('order', LARGEST)]),
  ];
  const notes = [
    'The whole of `heap.collect()`, of `gc()` in V8, `runtime.GC()` in Go, `GC_gcollect()` in C and `__collect()` in ' +
      'AssemblyScript, where everything lives; the median of several in a process, after two that warm up. Bytes an ' +
      'object are of the heap in use; those of AssemblyScript of all its memory.',
    ...missing,
  ];
  return { title: 'Mark: whole collections', notes, tables, verdicts };
}

export const mark: Suite = { name: 'mark', measure };
