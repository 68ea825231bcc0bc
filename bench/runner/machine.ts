// What the figures were taken on and with.

import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { cpus, platform, release, totalmem } from 'node:os';
import { join } from 'node:path';

const GIB = 2 ** 30;
const NOT_HERE = 'not here';

/** Names and versions, as lines to print. */
export type Machine = Readonly<Record<string, string>>;

function firstLine(command: string, args: readonly string[]): string {
  const { status, stdout } = spawnSync(command, args, { encoding: 'utf8' });
  return status === 0 ? stdout.split('\n')[0]!.trim() : NOT_HERE;
}

function packageVersion(root: string, name: string): string {
  const file = join(root, 'node_modules', name, 'package.json');
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
}

/** What the bench writes itself: a tree in which nothing else has changed is what was committed. */
const WRITTEN = [':!bench/RESULTS.md', ':!bench/results'];

/** The commit that is measured, and whether something has changed since. */
function describeTree(root: string): string {
  const commit = firstLine('git', ['-C', root, 'describe', '--always']);
  const changed = firstLine('git', ['-C', root, 'status', '--porcelain', '--', '.', ...WRITTEN]);
  return changed === '' || changed === NOT_HERE ? commit : `${commit}-dirty`;
}

/** This machine, and the versions of everything that was compared. */
export function describeMachine(root: string): Machine {
  const processors = cpus();
  return {
    processor: `${processors.length} × ${processors[0]?.model.trim() ?? 'unknown'}`,
    memory: `${(totalmem() / GIB).toFixed(1)} GiB`,
    system: `${platform()} ${release()}`,
    node: `${process.version}, V8 ${process.versions.v8}`,
    'C compiler': firstLine('gcc', ['--version']),
    'Boehm GC': firstLine('pkg-config', ['--modversion', 'bdw-gc']),
    Go: firstLine('go', ['version']),
    AssemblyScript: packageVersion(root, 'assemblyscript'),
    '@thi.ng/malloc': packageVersion(root, '@thi.ng/malloc'),
    benchmark: packageVersion(root, 'benchmark'),
    tidemark: describeTree(root),
  };
}
