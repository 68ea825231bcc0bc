// npm run soak:rss
// Ten gigabytes of small objects go through a heap of 16 MB; the process must never hold 120 MB.

import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describeRun, formatBytes, type RunFigures } from '../../examples/toy-js/report.ts';

const BUILT = join(__dirname, '../../build/toy-js.cjs');
const PROGRAM = join(__dirname, 'allocate-10gb.js');
const MIN_ALLOCATED = 10 * 2 ** 30;
const MAX_RSS = 120 * 10 ** 6;

const child = spawnSync(process.execPath, [BUILT, '--max-heap=16m', '--stats=json', PROGRAM], {
  encoding: 'utf8',
});
process.stdout.write(child.stdout);
const last = child.stderr.trimEnd().split('\n').at(-1)!;
if (child.status !== 0 || !last.startsWith('{')) {
  process.stderr.write(`the run failed with status ${child.status}\n${child.stderr}`);
  process.exitCode = 1;
} else {
  const figures = JSON.parse(last) as RunFigures;
  process.stdout.write(describeRun(figures));
  const complaints = [
    figures.heap.allocated < MIN_ALLOCATED &&
      `only ${formatBytes(figures.heap.allocated)} were allocated`,
    figures.peakRss >= MAX_RSS &&
      `the process held ${figures.peakRss} bytes; ${MAX_RSS} are too many`,
  ].filter((complaint) => complaint !== false);
  for (const complaint of complaints) process.stderr.write(`${complaint}\n`);
  process.exitCode = complaints.length === 0 ? 0 : 1;
}
