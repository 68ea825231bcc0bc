// npm run programs -- --octane=DIR --awfy=DIR [--only=name,…] Runs the programs of two suites in
// node and in the interpreter, once with a collector and once without, and prints what came out as
// a table.

import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { formatBytes, formatCount, type RunFigures } from '../../examples/toy-js/report.ts';
import { findSuite, LOADERS } from './loader.ts';
import { ORIGINS, type Program, PROGRAMS } from './suites.ts';

const BUILT = join(__dirname, '../../build/toy-js.cjs');
const PEER = join(__dirname, 'peer.mjs');
const AUTOMATIC = ['--max-heap=64m'];
const TIMEOUT_MS = 300000;
const SUITES = ['octane', 'awfy'] as const;

interface Outcome {
  /** 'ok', or what went wrong in a few words. */
  readonly verdict: string;
  readonly printed: string;
  readonly elapsedMs: number;
  readonly figures: RunFigures | undefined;
}

function run(args: readonly string[]): Outcome {
  const child = spawnSync(process.execPath, args, {
    encoding: 'utf8',
    timeout: TIMEOUT_MS,
    maxBuffer: 1 << 26,
  });
  const lines = child.stderr.trimEnd().split('\n');
  const last = lines.at(-1)!;
  const report = last.startsWith('{') ? (JSON.parse(last) as RunFigures) : undefined;
  const printed = child.stdout;
  const passed = child.status === 0 && printed !== '' && !/failed|No verification/.test(printed);
  const why = child.status === null ? 'timed out' : `status ${child.status}`;
  return {
    verdict: passed
      ? 'ok'
      : child.status === 0
        ? 'wrong result'
        : `${why} ${lines[0]!.slice(0, 60)}`,
    printed,
    elapsedMs: report?.elapsedMs ?? NaN,
    figures: report !== undefined && 'heap' in report ? report : undefined,
  };
}

const seconds = (ms: number): string => (Number.isNaN(ms) ? '–' : (ms / 1000).toFixed(2));

function sameAs(peer: Outcome, outcome: Outcome): string {
  if (outcome.verdict !== 'ok') return outcome.verdict;
  return outcome.printed === peer.printed ? 'ok' : 'prints something else';
}

function row(program: Program, file: string): { cells: string[]; passed: boolean } {
  const toy = [BUILT, '--stats=json'];
  const peer = run([PEER, file]);
  const automatic = run([...toy, ...AUTOMATIC, file]);
  const never = run([...toy, '--never-collect', `--max-heap=${program.neverHeap}`, file]);
  const verdicts = [peer.verdict, sameAs(peer, automatic), sameAs(peer, never)];
  const heap = automatic.figures?.heap;
  const bytes = (count: number | undefined): string =>
    count === undefined ? '–' : formatBytes(count);
  return {
    passed: verdicts.every((verdict) => verdict === 'ok'),
    cells: [
      `${program.suite}/${program.name}`,
      ...verdicts,
      seconds(peer.elapsedMs),
      seconds(automatic.elapsedMs),
      seconds(never.elapsedMs),
      bytes(heap?.allocated),
      heap === undefined ? '–' : formatCount(heap.collections),
      bytes(heap?.peakCommitted),
      bytes(automatic.figures?.peakRss),
      bytes(never.figures?.heap.peakCommitted),
    ],
  };
}

const HEAD = [
  'program',
  'node',
  'automatic',
  'never',
  'node s',
  'automatic s',
  'never s',
  'allocated',
  'collections',
  'peak committed',
  'peak RSS',
  'never: peak committed',
];

const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |\n`;

function directories(given: Record<string, string | undefined>): Map<string, string> {
  const found = new Map<string, string>();
  for (const suite of SUITES) {
    const directory = given[suite] === undefined ? undefined : findSuite(suite, given[suite]);
    if (directory !== undefined) found.set(suite, directory);
    else
      process.stderr.write(
        given[suite] === undefined
          ? `no --${suite}=DIR: git clone ${ORIGINS[suite]} and name its directory\n`
          : `${given[suite]} is not ${suite}: there is no ${LOADERS[suite].landmark}; git clone ${ORIGINS[suite]}\n`,
      );
  }
  return found;
}

function main(): void {
  const { values } = parseArgs({
    options: { octane: { type: 'string' }, awfy: { type: 'string' }, only: { type: 'string' } },
  });
  const found = directories(values);
  const only = values.only?.split(',');
  const chosen = PROGRAMS.filter(
    ({ suite, name }) => found.has(suite) && (only?.includes(name) ?? true),
  );
  if (chosen.length === 0 || !existsSync(BUILT)) {
    process.stderr.write('nothing to run; build/toy-js.cjs is made by npm run build:examples\n');
    process.exitCode = 2;
    return;
  }
  const scratch = mkdtempSync(join(tmpdir(), 'tidemark-programs-'));
  process.stdout.write(line(HEAD) + line(HEAD.map(() => '---')));
  for (const program of chosen) {
    const file = join(scratch, `${program.name}.js`);
    writeFileSync(file, LOADERS[program.suite].load(found.get(program.suite)!, program));
    const { cells, passed } = row(program, file);
    if (!passed) process.exitCode = 1;
    process.stdout.write(line(cells));
  }
  rmSync(scratch, { recursive: true });
}

main();
