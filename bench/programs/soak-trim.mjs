// npm run soak:trim
// A plain process fills a heap, drops most of it and trims, 20 times. A second after each it must
// hold no more than 1.3 times what lives, beside what Node took before the first object.

import { readFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';

// The built library: it is there once `npm run build` has run.
const { Heap } = await import(new URL('../../dist/esm/index.js', import.meta.url).href);

const MIB = 2 ** 20;
const ROUNDS = 20;
const KEPT_OBJECTS = 8e6;
const GARBAGE_OBJECTS = 1e7;
const MOST_OF_LIVE = 1.3;
const PATIENCE_MS = 1000;
const STEP_MS = 20;

const rss = () =>
  process.platform === 'linux'
    ? Number(readFileSync('/proc/self/statm', 'utf8').split(' ')[1]) * 4096
    : process.memoryUsage.rss();
const mib = (bytes) => `${Math.round(bytes / MIB)}`.padStart(4);

const heap = new Heap({ limit: 700 * MIB });
const Node = heap.layout('Node', { next: 'ref', other: 'ref', count: 'i32' });
const kept = heap.root();
const garbage = heap.root();
const own = rss();

for (let i = 0; i < KEPT_OBJECTS; i++) kept.ref = Node.new({ next: kept.ref });
console.log(`Node's own ${mib(own)} MiB, ${mib(heap.collect().liveBytes)} MiB live`);

let failed = 0;
for (let round = 1; round <= ROUNDS; round++) {
  for (let i = 0; i < GARBAGE_OBJECTS; i++) garbage.ref = Node.new({ next: garbage.ref });
  garbage.ref = 0;
  const { liveBytes } = heap.collect();
  const full = rss();
  const started = performance.now();
  heap.trim();
  const trimmed = performance.now();
  const most = own + MOST_OF_LIVE * liveBytes;
  let fallen = Infinity;
  for (let waited = 0; waited < PATIENCE_MS;) {
    await sleep(STEP_MS);
    waited = performance.now() - trimmed;
    if (rss() <= most) fallen = Math.min(fallen, waited);
  }
  const after = rss();
  if (after > most) failed++;
  console.log(
    `${String(round).padStart(2)}  full ${mib(full)} MiB, trimmed in ${Math.round(trimmed - started)} ms; ` +
      `below ${mib(most)} MiB after ${Math.round(fallen)} ms; ${mib(after)} MiB in the end, ` +
      `${((after - own) / liveBytes).toFixed(2)} times what lives`,
  );
}
process.exitCode = failed === 0 ? 0 : 1;
