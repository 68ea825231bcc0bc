// `npm run bench -- generations [--rounds=5] [--seed=1] [--ms=100]`: what the generation check
// costs.
//
// Each kind of table fills, reads and writes the same items in the same random order, in turns,
// each time in a process of its own, which is this suite again with `--subject`. Figures are
// medians, as multiples of a plain array's.

import { spawnSync } from 'node:child_process';
import { generator, median, now, option, shuffled } from '../alloc/figures.ts';
import { SUBJECTS } from './tables.ts';

/**
 * Few enough to stay in the cache, so that the check is seen and not the memory; and as many as 16
 * bits can name.
 */
const COUNTS = [1_000, 60_000];
const WARM_UP_SAMPLES = 3;
const SAMPLES = 9;

/** Nanoseconds an item, and what was computed on the way. */
export interface Sample {
  readonly fill: number;
  readonly read: number;
  readonly write: number;
  /** The sum of one reading: the same for every kind of table. */
  readonly sum: number;
}

const WORK = ['read', 'write', 'fill'] as const;

/** The median time that `work` takes an item, of samples at least `ns` long. */
function nsPerItem(work: () => unknown, items: number, ns: number): number {
  const times: number[] = [];
  for (let sample = 0; sample < WARM_UP_SAMPLES + SAMPLES; sample++) {
    const started = now();
    let rounds = 0;
    let elapsed: number;
    do {
      work();
      rounds++;
      elapsed = now() - started;
    } while (elapsed < ns);
    if (sample >= WARM_UP_SAMPLES) times.push(elapsed / rounds / items);
  }
  return median(times);
}

/** Measures one kind of table, in samples of `ms` milliseconds in all. */
export function measure(name: string, count: number, seed: number, ms: number): Sample {
  const subject = SUBJECTS[name]!(count);
  const order = shuffled(count, generator(seed));
  const ns = (ms * 1e6) / (WARM_UP_SAMPLES + SAMPLES);
  subject.fill();
  let sum = 0;
  const read = nsPerItem(() => (sum = subject.read(order)), count, ns);
  const write = nsPerItem(() => subject.write(order), count, ns);
  const fill = nsPerItem(() => subject.fill(), count, ns);
  return { fill, read, write, sum };
}

function inOwnProcess(name: string, count: number, seed: number, ms: number): Sample {
  const args = [
    'generations',
    `--subject=${name}`,
    `--count=${count}`,
    `--seed=${seed}`,
    `--ms=${ms}`,
  ];
  const child = spawnSync(process.execPath, [process.argv[1]!, ...args], { encoding: 'utf8' });
  if (child.status !== 0) throw new Error(`${name} failed: ${child.stderr}`);
  return JSON.parse(child.stdout) as Sample;
}

function printTable(
  count: number,
  samples: ReadonlyMap<string, readonly Sample[]>,
  print: (line: string) => void,
): void {
  print(`${count} items`);
  const medians = [...samples].map(
    ([name, list]) => [name, WORK.map((work) => median(list.map((each) => each[work])))] as const,
  );
  const [, plain] = medians[0]!;
  for (const [name, times] of medians) {
    const cells = WORK.map(
      (work, column) =>
        `${work} ${times[column]!.toFixed(2)} ns (${(times[column]! / plain[column]!).toFixed(2)} times)`,
    );
    print(`  ${name.padEnd(24)} ${cells.join('   ')}`);
  }
}

/** Prints a table for each count of items: nanoseconds an item, and the ratio to a plain array. */
export function run(args: readonly string[], print: (line: string) => void): void {
  const rounds = option(args, 'rounds', 5);
  const seed = option(args, 'seed', 1);
  const ms = option(args, 'ms', 100);
  const subject = args.find((arg) => arg.startsWith('--subject='))?.slice('--subject='.length);
  if (subject !== undefined) {
    print(JSON.stringify(measure(subject, option(args, 'count', COUNTS[0]!), seed, ms)));
    return;
  }
  print(`seed ${seed}, median of ${rounds} rounds, each kind in a process of its own`);
  for (const count of COUNTS) {
    const samples = new Map(Object.keys(SUBJECTS).map((name) => [name, [] as Sample[]]));
    for (let round = 0; round < rounds; round++)
      for (const [name, list] of samples) list.push(inOwnProcess(name, count, seed, ms));
    const sums = new Set([...samples.values()].flat().map(({ sum }) => sum));
    if (sums.size !== 1) throw new Error(`the tables disagree: ${[...sums].join(', ')}`);
    printTable(count, samples, print);
  }
}
