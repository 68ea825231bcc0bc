// What the allocators are put through. Sizes, orders and picks are drawn before the clock starts.

import { generator, now, shuffled } from './figures.ts';
import type { Subject } from './subjects.ts';

const SMALLEST = 8;
const LARGEST = 512;
const GONE = -1;

/**
 * Nanoseconds per call, and something that depends on every answer, so that no call can be left
 * out.
 */
export interface Sample {
  readonly allocate: number;
  readonly free: number;
  readonly sink: number;
}

/**
 * One run over an empty allocator, which is empty again afterwards: `live` blocks are made, `frees`
 * of them go under the clock.
 */
export type Workload = (subject: Subject, live: number, frees: number, seed: number) => Sample;

function sizes(count: number, random: () => number): Int32Array {
  return Int32Array.from(
    { length: count },
    () => SMALLEST + Math.floor(random() * (LARGEST - SMALLEST + 1)),
  );
}

function fill(subject: Subject, blocks: Int32Array, addresses: Float64Array): number {
  const started = now();
  const { words } = subject;
  for (let index = 0; index < blocks.length; index++) {
    const address = subject.allocate(blocks[index]!);
    words[address >>> 2] = index;
    addresses[index] = address;
  }
  return (now() - started) / blocks.length;
}

function empty(subject: Subject, blocks: Int32Array, addresses: Float64Array): void {
  subject.reset((visit) => {
    for (let index = 0; index < blocks.length; index++)
      if (addresses[index] !== GONE) visit(addresses[index]!, blocks[index]!);
  });
}

function freeing(order: (live: number, random: () => number) => Int32Array): Workload {
  return (subject, live, frees, seed) => {
    const random = generator(seed);
    const blocks = sizes(live, random);
    const chosen = order(live, random).subarray(0, frees);
    const addresses = new Float64Array(live);
    const allocate = fill(subject, blocks, addresses);
    let sink = 0;
    const started = now();
    for (let index = 0; index < chosen.length; index++) {
      const block = chosen[index]!;
      subject.free(addresses[block]!, blocks[block]!);
      sink += addresses[block]!;
    }
    const free = (now() - started) / chosen.length;
    for (const block of chosen) addresses[block] = GONE;
    empty(subject, blocks, addresses);
    return { allocate, free, sink };
  };
}

/**
 * At `live` blocks all the time: a random one goes, one of another size comes. Time of the pair,
 * under `free`; the fill is not counted.
 */
const traffic: Workload = (subject, live, frees, seed) => {
  const random = generator(seed);
  const blocks = sizes(live, random);
  const next = sizes(frees, random);
  const picks = Int32Array.from({ length: frees }, () => Math.floor(random() * live));
  const addresses = new Float64Array(live);
  fill(subject, blocks, addresses);
  const { words } = subject;
  let sink = 0;
  const started = now();
  for (let index = 0; index < frees; index++) {
    const pick = picks[index]!;
    subject.free(addresses[pick]!, blocks[pick]!);
    const bytes = next[index]!;
    blocks[pick] = bytes;
    const address = subject.allocate(bytes);
    words[address >>> 2] = index;
    addresses[pick] = address;
    sink += address;
  }
  const free = (now() - started) / frees;
  empty(subject, blocks, addresses);
  return { allocate: 0, free, sink };
};

/** By name. */
export const WORKLOADS: Readonly<Record<string, Workload>> = {
  'LIFO frees': freeing((live) =>
    Int32Array.from({ length: live }, (_, index) => live - 1 - index),
  ),
  'FIFO frees': freeing((live) => Int32Array.from({ length: live }, (_, index) => index)),
  'random frees': freeing(shuffled),
  traffic,
};
