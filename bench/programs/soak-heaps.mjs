// npm run soak:heaps
// 200,000 heaps are opened and closed on one space, one after the other, each with objects, weak
// fields and a finalizer; every tenth in checked mode, where a handle is left behind. At the end
// the process must hold at most a fifth more than after the first hundred, and each leak be named.
//
// Run with `--expose-gc --max-semi-space-size=1`: what the engine keeps for its own young objects,
// which comes to 50 MiB after some thousand heaps and stays there, is not what is asked about.

import { readFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';

// The built library: it is there once `npm run build` has run.
const { AddressSpace, Heap, LeakError } = await import(
  new URL('../../dist/esm/index.js', import.meta.url).href
);

const HEAPS = Number(process.argv[2] ?? 200_000);
const FIRST = 100;
const LEAKS_IN = 10;
const OBJECTS = 20;
const MOST_GROWTH = 1.2;
const MIB = 2 ** 20;

/** Bytes that the process holds, once the engine has collected and given back what it can. */
async function rss() {
  for (let turn = 0; turn < 5; turn++) {
    globalThis.gc();
    await sleep(100);
  }
  return process.platform === 'linux'
    ? Number(readFileSync('/proc/self/statm', 'utf8').split(' ')[1]) * 4096
    : process.memoryUsage.rss();
}

const space = new AddressSpace({ reserve: 64 * MIB });
let finalized = 0;
let named = 0;

function live(number) {
  const isChecked = number % LEAKS_IN === 0;
  const heap = new Heap({ space, limit: MIB, checked: isChecked, name: `heap ${number}` });
  heap.onError((error) => {
    if (error instanceof LeakError && error.leaks.length === 1) named++;
    else throw error;
  });
  const Node = heap.layout('Node', { next: 'ref', back: 'weak' }, { finalize: () => finalized++ });
  const list = heap.root();
  for (let i = 0; i < OBJECTS; i++) list.ref = Node.new({ next: list.ref, back: list.ref });
  if (!isChecked) list.release();
  heap.dispose();
}

let early = 0;
const started = performance.now();
for (let number = 1; number <= HEAPS; number++) {
  live(number);
  if (number === FIRST) early = await rss();
}
const seconds = (performance.now() - started) / 1000;
const late = await rss();
const { freePages, pages } = space.pages.stats();
console.log(
  `${HEAPS} heaps in ${seconds.toFixed(1)} s; ${(early / MIB).toFixed(1)} MiB after ${FIRST}, ` +
    `${(late / MIB).toFixed(1)} at the end (${(late / early).toFixed(2)}); ${named} leaks named, ` +
    `${finalized} objects finalized; ${pages - freePages} pages held`,
);
const isRight =
  late <= early * MOST_GROWTH &&
  named === Math.floor(HEAPS / LEAKS_IN) &&
  finalized === HEAPS * OBJECTS;
process.exitCode = isRight ? 0 : 1;
