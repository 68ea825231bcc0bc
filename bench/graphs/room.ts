// Bytes: what an object takes, what becomes of holes, and what remains where there is no room at
// all.

import { tidemark } from '../runner/contestants.ts';
import {
  atLeast,
  atMost,
  type Effort,
  type Findings,
  mebibytes,
  number,
  percent,
  type Suite,
  type Verdict,
} from '../runner/report.ts';
import { alone } from '../runner/rounds.ts';

const TIDEMARK = tidemark();
const SPARSITIES = [2, 4, 8, 16, 32, 64, 128, 256];
const JUDGED_FROM = 8;
const MOST_COMPACT = 1.15;
const LEAST_REFILLED = 0.6;
const MOST_TRIMMED = 1.3;
const TRIM_OBJECTS = 40_000_000;
const TRIM_KEEPS_ONE_IN = 10;

function measureFragmentation({ isQuick }: Effort): Findings {
  const n = isQuick ? 100_000 : 1_000_000;
  const rows: string[][] = [];
  const verdicts: Verdict[] = [];
  for (const pattern of ['every', 'random'])
    for (const k of SPARSITIES) {
      const refill = alone(TIDEMARK, 1, 'refill', { n, pattern, k });
      const compact = alone(TIDEMARK, 1, 'compact', { n, pattern, k });
      const name = pattern === 'every' ? `every ${k}th` : `a random 1/${k}`;
      rows.push([
        name,
        String(refill['kept']),
        number(refill['committedToLive']!),
        percent(refill['refilledShare']!),
        number(refill['committedToLiveAfter']!),
        number(compact['committedToLive']!),
        number(compact['ms']!),
      ]);
      verdicts.push(
        atMost(
          5,
          `${name}: committed / live after compaction`,
          compact['committedToLive']!,
          MOST_COMPACT,
        ),
      );
      if (pattern === 'random' && k >= JUDGED_FROM)
        verdicts.push(
          atLeast(
            5,
            `${name}: dead bytes allocated into first`,
            refill['refilledShare']!,
            LEAST_REFILLED,
            percent,
          ),
        );
    }
  const trim = alone(tidemark(), 1, 'trim', {
    n: isQuick ? 2_000_000 : TRIM_OBJECTS,
    k: TRIM_KEEPS_ONE_IN,
  });
  const rssToLive = trim['resident']! / trim['live']!;
  verdicts.push(
    atMost(5, 'RSS beyond that of the process before / live, after trim', rssToLive, MOST_TRIMMED),
  );
  return {
    title: 'Fragmentation',
    notes: [
      `${n} objects of 16 bytes, of which few are kept and chained by a field of their own. Refilled: of the dead bytes ` +
        'in arenas that are held, those allocated into before a new arena is taken; then as much again as the million ' +
        'objects, twice, and all kept. Compaction is of the same heap before that, untouched.',
      'Sizes are exact, so that one round is enough.',
    ],
    tables: [
      {
        caption: 'Holes',
        head: [
          'kept',
          'objects',
          'committed / live',
          'refilled first',
          'committed / live after allocating double',
          'committed / live after compaction',
          'compaction, ms',
        ],
        rows,
      },
      {
        caption: `Trim: a random 1/${TRIM_KEEPS_ONE_IN} kept, compacted, trimmed, a second later; MiB`,
        head: ['live', 'committed', 'RSS before trim', 'RSS after', 'RSS / live', 'trim, ms'],
        rows: [
          [
            ...['live', 'committed', 'residentBefore', 'resident'].map((name) =>
              mebibytes(trim[name]!),
            ),
            number(rssToLive),
            number(trim['ms']!),
          ],
        ],
      },
    ],
    verdicts,
  };
}

export const fragmentation: Suite = { name: 'fragmentation', measure: measureFragmentation };

function measureMemory({ isQuick }: Effort): Findings {
  const n = isQuick ? 100_000 : 4_000_000;
  const shapes = ['order', 'random', 'list', 'star', 'degree3'];
  const found = shapes.map((shape) => alone(TIDEMARK, 1, 'memory', { shape, n }));
  const [order] = found;
  const worst = Math.max(...found.map((figures) => figures['committedToLive']!));
  const metadata = Math.max(...found.map((figures) => figures['metadataShare']!));
  return {
    title: 'Memory',
    notes: [
      'Metadata is what the tables have for each arena. Resident beyond committed is what the operating system ' +
        'holds of the address space that is neither arena nor large object: metadata, roots and tables, after one collection.',
    ],
    tables: [
      {
        caption: `${n} objects`,
        head: [
          'graph',
          'bytes/object',
          'committed / live',
          'metadata / committed',
          'resident beyond committed',
        ],
        rows: found.map((figures, index) => [
          shapes[index]!,
          number(figures['bytesPerObject']!),
          figures['committedToLive']!.toFixed(4),
          percent(figures['metadataShare']!),
          figures['residentExtra']! < 0
            ? 'the system does not tell'
            : percent(figures['residentExtra']!),
        ]),
      },
    ],
    verdicts: [
      atMost(2, 'bytes of a `{left, right, value}`', order!['bytesPerObject']!, 16),
      atMost(2, 'committed / live after a build, at worst', worst, 1.05),
      atMost(2, 'side metadata / committed', metadata, 0.04, percent),
    ],
  };
}

export const memory: Suite = { name: 'memory', measure: measureMemory };

function measureExtremes({ isQuick, rounds }: Effort): Findings {
  const scale = isQuick ? 0.01 : 1;
  const full = alone(TIDEMARK, rounds, 'full', { limit: 1 << 20 });
  const cases = [
    ['list', 1_000_000 * scale],
    ['array', 10_000_000 * scale],
  ] as const;
  const deep = cases.map(([shape, n]) => ({
    name: `${shape} of ${n}`,
    figures: alone(TIDEMARK, rounds, 'deep', { shape, n }),
  }));
  const passed = (claim: string, isMet: boolean): Verdict => ({
    criterion: 7,
    claim,
    figure: isMet ? 'all that lives was found' : 'not all that lives was found',
    isMet,
  });
  return {
    title: 'Extremes',
    notes: [
      'Each case counts what it finds alive. There is no mark stack: arenas wait in a queue that is threaded through their own ' +
        'records, so that a mark takes not one page; which is checked.',
    ],
    tables: [
      {
        caption: 'As deep and as wide as can be',
        head: ['', 'ms'],
        rows: deep.map(({ name, figures }) => [name, number(figures['ms']!)]),
      },
    ],
    verdicts: [
      passed(
        `${number(full['free']!)} bytes free: collects`,
        full['passed'] === 1 && full['free'] === 0,
      ),
      ...deep.map(({ name, figures }) =>
        passed(`${name}: collects without a mark stack`, figures['passed'] === 1),
      ),
    ],
  };
}

export const extremes: Suite = { name: 'extremes', measure: measureExtremes };
