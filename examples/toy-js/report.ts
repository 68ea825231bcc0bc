import type { CollectionReport, HeapStats } from '../../src/index.ts';

/** What a run came to. */
export interface RunFigures {
  readonly status: number;
  readonly elapsedMs: number;
  /** Most memory that the process ever held, as the operating system counts it. Bytes. */
  readonly peakRss: number;
  readonly heap: HeapStats;
}

const STEPS: readonly (readonly [number, string])[] = [
  [2 ** 30, 'GiB'],
  [2 ** 20, 'MiB'],
  [2 ** 10, 'KiB'],
];

/** `12.3 MiB`. */
export function formatBytes(bytes: number): string {
  const [size, unit] = STEPS.find(([step]) => bytes >= step) ?? [1, 'bytes'];
  return size === 1
    ? `${bytes} bytes`
    : `${(bytes / size).toFixed(bytes / size < 10 ? 2 : 1)} ${unit}`;
}

/** `1,234,567`. */
export function formatCount(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ',');
}

function formatMs(ms: number): string {
  return ms < 1000 ? `${ms.toFixed(ms < 10 ? 2 : 0)} ms` : `${(ms / 1000).toFixed(2)} s`;
}

/** The lines of `--stats`. */
export function describeRun({ heap, elapsedMs, peakRss }: RunFigures): string {
  const collections =
    heap.mode === 'never'
      ? 'none (--never-collect)'
      : `${formatCount(heap.collections)}, ${formatMs(heap.totalPauseMs)} in all, the longest ${formatMs(heap.longestPauseMs)}`;
  const lines: [string, string][] = [
    ['heap limit', formatBytes(heap.limit)],
    [
      'allocated',
      `${formatBytes(heap.allocated)} in ${formatCount(heap.allocatedObjects)} objects`,
    ],
    ['collections', collections],
    [
      'arenas',
      `${formatCount(heap.arenasTaken)} taken, ${formatCount(heap.arenasDropped)} dropped`,
    ],
    ['live at last mark', `${formatBytes(heap.live)} in ${formatCount(heap.liveObjects)} objects`],
    [
      'committed',
      `${formatBytes(heap.committed)} now, ${formatBytes(heap.peakCommitted)} at the peak`,
    ],
    ['process', `${formatBytes(peakRss)} resident at the peak, ${formatMs(elapsedMs)}`],
  ];
  const width = Math.max(...lines.map(([label]) => label.length));
  return lines.map(([label, text]) => `  ${label.padEnd(width)}  ${text}\n`).join('');
}

/** The line of `--stats=json`. */
export function encodeRun(figures: RunFigures): string {
  return `${JSON.stringify(figures)}\n`;
}

/** The line of `--trace-gc` for one collection. */
export function describeCollection(report: CollectionReport): string {
  const { ordinal, usedBefore, usedAfter, liveBytes, liveObjects, arenasDropped, pauseMs } = report;
  return (
    `[gc ${ordinal}] ${report.reason}: ${report.scope}, ${formatBytes(usedBefore)} -> ${formatBytes(usedAfter)}, ` +
    `live ${formatBytes(liveBytes)} in ${formatCount(liveObjects)} objects, ` +
    `${arenasDropped} arenas dropped, ${formatMs(pauseMs)}\n`
  );
}
