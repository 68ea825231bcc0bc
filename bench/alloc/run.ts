// `npm run bench -- alloc [--rounds=5] [--seed=1]`: ours against two allocators from npm.
//
// Each row is one workload at one number of live blocks. Each subject runs in a process of its own,
// in turns, so that a noisy minute hits all of them; the figure is the median of the rounds. At
// 100,000 live blocks 1,000 are freed, since a peer takes seconds for more.

import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { median, option } from './figures.ts';
import { SUBJECTS } from './subjects.ts';
import { type Sample, WORKLOADS } from './workloads.ts';

const LIVE = [1_000, 100_000];
const MAX_FREES = 1_000;

function sample(subject: string, workload: string, live: number, seed: number): Sample {
  const frees = Math.min(live, MAX_FREES);
  const peer = join(__dirname, 'alloc-peer.cjs');
  const args = [peer, subject, workload, live, frees, seed].map(String);
  return JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8' })) as Sample;
}

function row(workload: string, live: number, rounds: number, seed: number): number[][] {
  const taken = Object.keys(SUBJECTS).map((): Sample[] => []);
  for (let round = 0; round < rounds; round++)
    Object.keys(SUBJECTS).forEach((subject, index) =>
      taken[index]!.push(sample(subject, workload, live, seed + round * 1000)),
    );
  return taken.map((samples) => [
    median(samples.map(({ allocate }) => allocate)),
    median(samples.map(({ free }) => free)),
  ]);
}

/** Prints one line a row: nanoseconds of ours, then how many times as long each peer took. */
export function run(args: readonly string[], print: (line: string) => void): void {
  const rounds = option(args, 'rounds', 5);
  const seed = option(args, 'seed', 1);
  const peers = Object.keys(SUBJECTS).slice(1);
  print(`seed ${seed}, median of ${rounds} rounds; ns per call of ours; × = times as long`);
  for (const live of LIVE)
    for (const workload of Object.keys(WORKLOADS)) {
      const [ours, ...theirs] = row(workload, live, rounds, seed);
      const show = (what: string, of: (figures: number[]) => number): void => {
        const own = of(ours!);
        const ratios = theirs.map(
          (figures, peer) => `${peers[peer]} ${(of(figures) / own).toFixed(2)}×`,
        );
        print(`${workload}, ${live} live, ${what}: ${own.toFixed(1)} ns; ${ratios.join(', ')}`);
      };
      const both = ([allocate, free]: number[]): number => allocate! + free!;
      if (workload === 'traffic') show('free and allocate', both);
      else {
        show('allocate', ([allocate]) => allocate!);
        show('free', ([, free]) => free!);
        show('both', both);
      }
    }
}
