// Who is measured, and how the process of each is started. All take `program name=value …`.

import { existsSync } from 'node:fs';
import { totalmem } from 'node:os';
import { join } from 'node:path';

const MIB = 2 ** 20;
const SHARE_FOR_V8 = 0.75;

/** The bundles of the bench, and beside them what the compilers of the peers made. */
const BENCH = __dirname;
const PEERS = join(BENCH, '../peers');

/** One side of a comparison: a process that answers with figures. */
export interface Contestant {
  readonly name: string;
  readonly command: string;
  /** What comes before the program's name. */
  readonly leading: readonly string[];
  /** Parameters that only this one takes. */
  readonly trailing: readonly string[];
  /** The file without which it cannot run, and what has to be installed for it. */
  readonly needs: string;
  readonly install: string;
}

function bundle(
  name: string,
  file: string,
  flags: readonly string[] = [],
  trailing: readonly string[] = [],
  needs = join(BENCH, file),
): Contestant {
  return {
    name,
    command: process.execPath,
    leading: [...flags, join(BENCH, file)],
    trailing,
    needs,
    install: 'npm ci',
  };
}

function native(name: string, file: string, install: string): Contestant {
  const command = join(PEERS, file);
  return { name, command, leading: [], trailing: [], needs: command, install };
}

function assemblyScript(runtime: string): Contestant {
  return bundle(
    `AssemblyScript ${runtime}`,
    'assemblyscript-peer.cjs',
    [],
    [`runtime=${runtime}`],
    join(PEERS, `${runtime}.wasm`),
  );
}

/**
 * The library in a process as `node` starts it; `trailing` says how, where there is more than one
 * way.
 */
export function tidemark(how = '', ...trailing: readonly string[]): Contestant {
  const name = how === '' ? 'tidemark' : `tidemark, ${how}`;
  return bundle(name, 'subject.cjs', [], trailing);
}

const V8_MEGABYTES = Math.floor((totalmem() * SHARE_FOR_V8) / MIB);

/** Plain objects, with three quarters of the machine's memory to grow into. */
export const V8 = bundle('V8 objects', 'v8-peer.cjs', [
  '--expose-gc',
  `--max-old-space-size=${V8_MEGABYTES}`,
]);

/** Plain objects in a process as `node` starts it, for the figures of whole processes. */
export const V8_DEFAULT = bundle('V8 objects', 'v8-peer.cjs');

/**
 * The rates of the library, and of plain objects: two processes that load the package which
 * measures them.
 */
export const RATES = bundle('tidemark', 'rates-subject.cjs');
export const V8_RATES = bundle('V8 objects', 'v8-rates-peer.cjs');

export const BOEHM = native('Boehm GC, C', 'boehm', 'gcc and libgc (Debian: gcc libgc-dev)');
export const GO = native('Go', 'go', 'Go (Debian: golang-go)');
export const INCREMENTAL = assemblyScript('incremental');
export const MINIMAL = assemblyScript('minimal');
export const THING_MALLOC = bundle('@thi.ng/malloc', 'thing-malloc-peer.cjs');

/** Those that can run here; the others by a line that says what is missing. */
export function present(contestants: readonly Contestant[]): {
  readonly here: readonly Contestant[];
  readonly missing: readonly string[];
} {
  const here = contestants.filter(({ needs }) => existsSync(needs));
  const missing = contestants
    .filter((contestant) => !here.includes(contestant))
    .map(
      ({ name, install }) => `${name} was not measured: it could not be built. Needs ${install}.`,
    );
  return { here, missing };
}
