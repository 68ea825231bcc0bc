// Rounds: each contestant in its own process, one after the other, and again; then the median of
// each figure.

import { spawnSync } from 'node:child_process';
import { type Figures, median } from '../subjects/parameters.ts';
import type { Contestant } from './contestants.ts';

const TIMEOUT_MS = 600_000;
const TAIL = 300;
/**
 * A runtime reads its variables too: a file of certificates that Node is told of takes it 40 ms at
 * every start.
 */
const ENVIRONMENT = { PATH: process.env['PATH'] };
/** Checks are doubles that were printed by three languages. */
const EPSILON = 1e-9;

/**
 * Medians of what the processes of one contestant said, and of the milliseconds that they took as a
 * whole.
 */
export interface Measured {
  readonly contestant: Contestant;
  readonly wallMs: number;
  readonly figures: Figures;
}

interface Round {
  readonly wallMs: number;
  readonly figures: Figures;
}

/** One process: its figures, and its wall time from start to exit. Throws when it fails. */
function runOnce(contestant: Contestant, program: string, parameters: readonly string[]): Round {
  const { command, leading, trailing, name } = contestant;
  const args = [...leading, program, ...parameters, ...trailing];
  const started = performance.now();
  const child = spawnSync(command, args, {
    encoding: 'utf8',
    timeout: TIMEOUT_MS,
    env: ENVIRONMENT,
  });
  const wallMs = performance.now() - started;
  if (child.status !== 0) {
    const why = child.status === null ? `ended by ${child.signal}` : `status ${child.status}`;
    throw new Error(`${name}, ${args.join(' ')}: ${why}\n${child.stderr.slice(-TAIL)}`);
  }
  const last = child.stdout.trimEnd().split('\n').at(-1)!;
  return { wallMs, figures: JSON.parse(last) as Figures };
}

function medians(rounds: readonly Round[]): Figures {
  const names = Object.keys(rounds[0]!.figures);
  return Object.fromEntries(
    names.map((name) => [name, median(rounds.map(({ figures }) => figures[name]!))]),
  );
}

function compareChecks(program: string, measured: readonly Measured[]): void {
  const [first, ...others] = measured;
  for (const other of others) {
    const expected = first!.figures['check']!;
    const found = other.figures['check']!;
    if (Math.abs(found - expected) > EPSILON * Math.abs(expected))
      throw new Error(
        `${program}: ${other.contestant.name} has ${found}, ${first!.contestant.name} ${expected}; not the same work`,
      );
  }
}

/** Runs the program in turns, A B C A B C …, and checks that all did the same work. */
export function inTurns(
  contestants: readonly Contestant[],
  rounds: number,
  program: string,
  parameters: Readonly<Record<string, string | number>>,
): readonly Measured[] {
  const args = Object.entries(parameters).map(([name, value]) => `${name}=${value}`);
  process.stderr.write(`${program} ${args.join(' ')}`);
  const taken = contestants.map((): Round[] => []);
  for (let round = 0; round < rounds; round++) {
    contestants.forEach((contestant, index) => {
      taken[index]!.push(runOnce(contestant, program, args));
      process.stderr.write('.');
    });
  }
  process.stderr.write('\n');
  const measured = contestants.map((contestant, index) => ({
    contestant,
    wallMs: median(taken[index]!.map(({ wallMs }) => wallMs)),
    figures: medians(taken[index]!),
  }));
  compareChecks(program, measured);
  return measured;
}

/** One contestant alone. */
export function alone(
  contestant: Contestant,
  rounds: number,
  program: string,
  parameters: Readonly<Record<string, string | number>>,
): Figures {
  return inTurns([contestant], rounds, program, parameters)[0]!.figures;
}
