// The suites about graphs of objects: what they share when they are run from the command line.

import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Effort, Suite } from '../runner/report.ts';
import { describe, record } from '../runner/results.ts';
import { build, rates } from './build.ts';
import { growth } from './growth.ts';
import { mark } from './mark.ts';
import { marks } from './marks.ts';
import { binaryTrees, gcbench, splay } from './processes.ts';
import { extremes, fragmentation, memory } from './room.ts';
import { weak } from './weak.ts';
import { young } from './young.ts';

const ROUNDS = 5;
/** The bundle is build/bench/main.cjs. */
const ROOT = join(__dirname, '../..');

/** In the order in which they are run, and stand on no page: that one is by name. */
export const GRAPH_SUITES: readonly Suite[] = [
  mark,
  marks,
  growth,
  young,
  weak,
  build,
  rates,
  binaryTrees,
  gcbench,
  splay,
  fragmentation,
  memory,
  extremes,
];

function effortOf(args: readonly string[]): Effort {
  const { values } = parseArgs({
    args: [...args],
    options: { quick: { type: 'boolean', default: false }, rounds: { type: 'string' } },
  });
  const rounds = Number(values.rounds ?? (values.quick ? 1 : ROUNDS));
  if (!Number.isInteger(rounds) || rounds < 1)
    throw new Error(`--rounds=${values.rounds}; 1 or more`);
  return { isQuick: values.quick, rounds };
}

/**
 * Measures, prints, and writes bench/RESULTS.md anew. With `--quick` everything is small and
 * nothing is written; `--rounds=N` says how often each process is run.
 */
export function runSuite(
  suite: Suite,
  args: readonly string[],
  print: (line: string) => void,
): void {
  const effort = effortOf(args);
  const started = performance.now();
  const findings = suite.measure(effort);
  print(`${describe(findings)}\n`);
  const seconds = Math.round((performance.now() - started) / 1e3);
  if (!effort.isQuick) record(ROOT, suite.name, effort.rounds, seconds, findings);
}
