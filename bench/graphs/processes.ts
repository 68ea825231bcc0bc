// Whole programs, as whole processes: binary-trees, GCBench, Splay.

import {
  BOEHM,
  type Contestant,
  GO,
  INCREMENTAL,
  MINIMAL,
  present,
  tidemark,
  V8_DEFAULT,
} from '../runner/contestants.ts';
import {
  atMost,
  type Effort,
  type Findings,
  mebibytes,
  number,
  ratio,
  type Suite,
  type Table,
  type Verdict,
} from '../runner/report.ts';
import { alone, inTurns, type Measured } from '../runner/rounds.ts';

const AUTOMATIC = tidemark('automatic', 'mode=automatic');
const EXPLICIT = tidemark('explicit', 'mode=explicit');
const OURS = [AUTOMATIC, EXPLICIT];
const NATIVE = [V8_DEFAULT, BOEHM, GO];
const ALL = [...OURS, ...NATIVE, INCREMENTAL, MINIMAL];
const HALF = 1 / 2;

const ROOTS =
  'Wall time of the whole process, from its start to its end, and its peak of resident memory. Of the environment it gets `PATH` alone. In mode automatic any ' +
  'allocation may collect, and a stack of roots holds the subtrees that wait for their siblings; in mode explicit ' +
  'only `heap.safepoint()` does, which is called between two trees. The heaps have nurseries, of 2 MiB (binary-trees) and 3 MiB (GCBench).';

function table(caption: string, measured: readonly Measured[]): Table {
  const ours = measured[0]!;
  return {
    caption,
    head: ['', 's', 'automatic / it', 'peak RSS, MiB', 'automatic / it'],
    rows: measured.map(({ contestant, wallMs, figures }) => [
      contestant.name,
      number(wallMs / 1e3),
      ratio(ours.wallMs, wallMs),
      mebibytes(figures['peakRssBytes']!),
      ratio(ours.figures['peakRssBytes']!, figures['peakRssBytes']!),
    ]),
  };
}

/** With so small an N the program is compiled as in a long run, and there is next to no data. */
const NEXT_TO_NOTHING = 10;

/** What the process takes before there is any data: it bounds what a heap can save. */
function floorNote(rounds: number): string {
  const peakOf = (contestant: Contestant): string =>
    mebibytes(alone(contestant, rounds, 'binary-trees', { n: NEXT_TO_NOTHING })['peakRssBytes']!);
  return (
    `Resident memory is Node’s own for the most part: with N = ${NEXT_TO_NOTHING}, where the largest tree takes 64 KiB, the process ` +
    `peaks at ${peakOf(EXPLICIT)} MiB in mode explicit, and at ${peakOf(V8_DEFAULT)} MiB with plain objects.`
  );
}

/** Each of our two ways against each peer. */
function verdictsOf(program: string, measured: readonly Measured[]): Verdict[] {
  const find = ({ name }: Contestant) =>
    measured.find(({ contestant }) => contestant.name === name);
  return OURS.flatMap((way) => {
    const ours = find(way)!;
    const times = NATIVE.map((peer) => {
      const share = find(peer) && ours.wallMs / find(peer)!.wallMs;
      return atMost(4, `${program}, ${way.name}: faster than ${peer.name}`, share, 1);
    });
    const memory = ours.figures['peakRssBytes']! / find(V8_DEFAULT)!.figures['peakRssBytes']!;
    return [
      ...times,
      atMost(4, `${program}, ${way.name}: peak RSS at most 1/2 of V8`, memory, HALF),
    ];
  });
}

/**
 * Up to this N a process takes a quarter of a second, of which others on the machine take some:
 * there are so many times the rounds.
 */
const SHORT = 16;
const MORE = 3;

/**
 * From this N on, the runtimes of AssemblyScript are left out and there are two rounds less: a
 * round takes a minute.
 */
const LONG = 21;
const LESS = 2;

function roundsFor(n: number, rounds: number): number {
  if (n >= LONG) return Math.max(1, rounds - LESS);
  return n <= SHORT ? rounds * MORE : rounds;
}

function measureTrees({ isQuick, rounds }: Effort): Findings {
  const { missing } = present(ALL);
  const tables: Table[] = [];
  const verdicts: Verdict[] = [];
  for (const n of isQuick ? [10] : [16, 18, LONG]) {
    const { here } = present(n >= LONG ? [...OURS, ...NATIVE] : ALL);
    const measured = inTurns(here, roundsFor(n, rounds), 'binary-trees', { n });
    tables.push(table(`N = ${n}`, measured));
    verdicts.push(...verdictsOf(`binary-trees ${n}`, measured));
  }
  const notes = [
    ROOTS,
    floorNote(rounds),
    `With N = ${SHORT} there are ${MORE} times the rounds; with N = ${LONG} the runtimes of AssemblyScript are left out, and there are ${LESS} rounds less.`,
    ...missing,
  ];
  return { title: 'binary-trees', notes, tables, verdicts };
}

export const binaryTrees: Suite = { name: 'binary-trees', measure: measureTrees };

function measureGcbench({ isQuick, rounds }: Effort): Findings {
  const { here, missing } = present(ALL);
  const stretch = isQuick ? 12 : 18;
  const measured = inTurns(here, rounds * MORE, 'gcbench', { stretch, doubles: 500_000 });
  return {
    title: 'GCBench',
    notes: [ROOTS, `There are ${MORE} times the rounds.`, ...missing],
    tables: [table(`Stretch tree of depth ${stretch}, an array of 500,000 doubles`, measured)],
    verdicts: verdictsOf('GCBench', measured),
  };
}

export const gcbench: Suite = { name: 'gcbench', measure: measureGcbench };

function measureSplay({ isQuick, rounds }: Effort): Findings {
  const { here, missing } = present([tidemark(), ...NATIVE, INCREMENTAL, MINIMAL]);
  const runs = isQuick ? 10 : 2000;
  const measured = inTurns(here, rounds, 'splay', { nodes: 8000, runs });
  const ours = measured[0]!.figures;
  return {
    title: 'Splay',
    notes: [
      `8,000 keys with payloads of depth 5; ${runs} runs of 80 modifications. The longest run is what a user would see as a ` +
        'pause. A leaf has ten integers and 40 bytes of text; in V8 the text is a concatenated string. Collection is automatic.',
      ...missing,
    ],
    tables: [
      {
        caption: 'Time of all runs, and of the longest',
        head: ['', 'ms', 'tidemark / it', 'longest run, ms', 'tidemark / it', 'peak RSS, MiB'],
        rows: measured.map(({ contestant, figures }) => [
          contestant.name,
          number(figures['ms']!),
          ratio(ours['ms']!, figures['ms']!),
          number(figures['longestRunMs']!),
          ratio(ours['longestRunMs']!, figures['longestRunMs']!),
          mebibytes(figures['peakRssBytes']!),
        ]),
      },
    ],
    verdicts: [],
  };
}

export const splay: Suite = { name: 'splay', measure: measureSplay };
