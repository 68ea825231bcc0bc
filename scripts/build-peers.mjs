// Compiles the peers of the benchmarks into build/peers: C with Boehm's collector, Go, and
// AssemblyScript's two runtimes. A peer whose compiler or library is not there is left out; the
// benchmarks say so.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const outdir = join(root, 'build/peers');
const sources = join(root, 'bench/peers');
const TIMEOUT_MS = 120000;
const asc = join(root, 'node_modules/assemblyscript/bin/asc.js');

/** Runs a compiler; says why when there is no result. */
function compile(peer, command, args, cwd = root) {
  const { status, error, stderr } = spawnSync(command, args, {
    cwd,
    encoding: 'utf8',
    timeout: TIMEOUT_MS,
  });
  if (status === 0) return;
  const reason =
    error === undefined ? stderr.trim().split('\n').slice(0, 3).join('\n  ') : error.message;
  process.stderr.write(`peer ${peer} is left out: ${reason}\n`);
}

rmSync(outdir, { recursive: true, force: true });
mkdirSync(outdir, { recursive: true });

const boehm = join(sources, 'boehm');
const files = readdirSync(boehm).filter((name) => name.endsWith('.c'));
compile('boehm', 'gcc', [
  '-O2',
  '-Wall',
  '-std=gnu11',
  ...files.map((name) => join(boehm, name)),
  '-lgc',
  '-o',
  join(outdir, 'boehm'),
]);

compile('go', 'go', ['build', '-o', join(outdir, 'go'), '.'], join(sources, 'go'));

for (const runtime of ['incremental', 'minimal'])
  compile(`assemblyscript-${runtime}`, process.execPath, [
    asc,
    'bench/peers/assemblyscript/assembly/index.ts',
    '--runtime',
    runtime,
    '--exportRuntime',
    // Without a shrink level the optimiser does not come to an end on these programs.
    '-O3s',
    '--noAssert',
    '-o',
    join(outdir, `${runtime}.wasm`),
  ]);
