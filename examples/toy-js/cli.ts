import { parseArgs } from 'node:util';
import { BadRequestError, parseStress, type StressOptions } from '../../src/index.ts';

/** What the command line means by each exit status. */
export const enum ExitStatus {
  Ok = 0,
  GuestError = 1,
  Usage = 2,
  /** The heap limit; or memory that the host did not have. */
  Memory = 3,
  /** The fuel or the time that the program was given is used up. */
  Stopped = 4,
  /** A fault of the interpreter itself. */
  Internal = 70,
}

/** Where the program's text comes from. */
export type ScriptSource =
  | { readonly from: 'file'; readonly path: string }
  | { readonly from: 'stdin' }
  | { readonly from: 'code'; readonly text: string }
  | { readonly from: 'bundle' };

/** A length of time. */
export interface Timeout {
  readonly ms: number;
  /** As it is shown: `2 s`. */
  readonly shown: string;
}

export type Marks = 'header' | 'side';

/** A run of one program, with its limits. */
export interface RunRequest {
  readonly kind: 'run';
  readonly source: ScriptSource;
  /** Bytes that the guest's heap may hold. */
  readonly maxHeap: number;
  readonly neverCollect: boolean;
  readonly stressGc: boolean;
  /** What the heap does more often than it must; absent: what the environment says. */
  readonly stress?: StressOptions;
  readonly traceGc: boolean;
  /** Whether headers of objects say what lives. */
  readonly marks: Marks;
  /** Loop turns, calls and the like before the program is stopped; absent: no limit. */
  readonly fuel?: number;
  /** How long the program may take; absent: no limit. */
  readonly timeout?: Timeout;
  readonly stats: 'none' | 'text' | 'json';
}

/** What a command line asks for. */
export type Request = RunRequest | { readonly kind: 'help' } | { readonly kind: 'version' };

/** A command line that cannot be: one line that says what is wrong and what is accepted. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

const UNITS: Readonly<Record<string, number>> = { '': 1, k: 2 ** 10, m: 2 ** 20, g: 2 ** 30 };
/** The library and the tables of the interpreter take a part of this before the program starts. */
export const MIN_HEAP = UNITS['m']!;
/** The address space of 4 GiB, less what the interpreter reserves in it beside the heap. */
export const MAX_HEAP = 3968 * UNITS['m']!;
const DEFAULT_HEAP = 256 * UNITS['m']!;
/** Small enough that the bundled program has to collect again and again. */
const BUNDLE_HEAP = 16 * UNITS['m']!;

export const HELP = `usage: toy-js [options] script.js
       toy-js [options] -          the program is read from standard input
       toy-js [options] -e code    the program is the argument
       toy-js                      a bundled program that allocates 1 GB through a heap of 16 MB

  --max-heap=SIZE    bytes that the heap may hold, with k, m or g (default 256m, at least 1m, at most 3968m)
  --never-collect    never collect: allocate until the limit
  --fuel=N           stop after N loop turns and calls; what the library does counts in proportion
  --timeout=TIME     stop after so long, with ms, s or m: 500ms, 1.5s, 2m
  --stats[=json]     at the end, what the collector did, on standard error
  --trace-gc         a line on standard error for each collection
  --marks=WHERE      what lives is written into headers too (header, the default), or only beside
                     the arenas (side)
  --stress-gc        collect wherever a collection can happen
  --stress=LIST      what the heap does more often than it must, with commas between:
                     collectEvery=N, collectSeed=N, moveAll, poison, neverReuse,
                     overflowStack, verify
  --help, --version

exit status: 0; 1 an uncaught error or a syntax error of the program; 2 wrong usage; 3 memory: the heap limit,
or memory that the host does not have; 4 stopped: the fuel or the time is used up; 70 a fault of toy-js itself
`;

const OPTIONS = {
  'max-heap': { type: 'string' },
  'never-collect': { type: 'boolean' },
  fuel: { type: 'string' },
  timeout: { type: 'string' },
  stats: { type: 'boolean' },
  'trace-gc': { type: 'boolean' },
  marks: { type: 'string' },
  'stress-gc': { type: 'boolean' },
  stress: { type: 'string' },
  eval: { type: 'string', short: 'e' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean', short: 'v' },
} as const;

const ACCEPTED =
  '--max-heap=SIZE, --never-collect, --fuel=N, --timeout=TIME, --stats[=json], --trace-gc, ' +
  '--marks=WHERE, --stress-gc, --stress=LIST, -e CODE, --help, --version';

type OptionName = keyof typeof OPTIONS;

function isOption(name: string): name is OptionName {
  return Object.hasOwn(OPTIONS, name);
}

/** Reads `64m`, `512k`, `1g` or a number of bytes. */
export function parseSize(text: string): number {
  const match = /^(\d+(?:\.\d+)?)([kmg]?)$/i.exec(text);
  if (match === null)
    throw new UsageError(`--max-heap=${text}: not a size; a number with k, m or g, such as 64m`);
  const bytes = Math.floor(Number(match[1]) * UNITS[match[2]!.toLowerCase()]!);
  if (bytes < MIN_HEAP)
    throw new UsageError(`--max-heap=${text}: too small; the interpreter needs at least 1m`);
  if (bytes > MAX_HEAP)
    throw new UsageError(`--max-heap=${text}: too large; the address space holds at most 3968m`);
  return bytes;
}

function parseFuel(text: string): number {
  const fuel = /^\d+$/.test(text) ? Number(text) : NaN;
  if (!Number.isSafeInteger(fuel) || fuel < 1)
    throw new UsageError(`--fuel=${text}: not a count; a whole number of at least 1`);
  return fuel;
}

const TIME_UNITS: Readonly<Record<string, readonly [ms: number, shown: string]>> = {
  ms: [1, 'ms'],
  s: [1000, 's'],
  m: [60000, 'min'],
};
/** The longest that a timer of the host waits. */
const MAX_TIMEOUT_MS = 2 ** 31 - 1;

/** Reads `500ms`, `1.5s` or `2m`. */
export function parseTimeout(text: string): Timeout {
  const match = /^(\d+(?:\.\d+)?)(ms|s|m)$/.exec(text);
  if (match === null)
    throw new UsageError(`--timeout=${text}: not a time; a number with ms, s or m, such as 2s`);
  const [factor, unit] = TIME_UNITS[match[2]!]!;
  const ms = Math.round(Number(match[1]) * factor);
  if (ms < 1) throw new UsageError(`--timeout=${text}: too short; at least 1ms`);
  if (ms > MAX_TIMEOUT_MS) throw new UsageError(`--timeout=${text}: too long; at most 35791m`);
  return { ms, shown: `${Number(match[1])} ${unit}` };
}

function parseStats(value: string | undefined): 'text' | 'json' {
  if (value === undefined) return 'text';
  if (value !== 'json' && value !== 'text')
    throw new UsageError(`--stats=${value}: no such format; --stats or --stats=json`);
  return value;
}

function parseMarks(value: string): Marks {
  if (value !== 'header' && value !== 'side')
    throw new UsageError(`--marks=${value}: no such place; --marks=header or --marks=side`);
  return value;
}

function stressOf(text: string): StressOptions {
  try {
    return parseStress(text);
  } catch (error) {
    if (!(error instanceof BadRequestError)) throw error;
    throw new UsageError(`--stress=${text}: ${error.message}`);
  }
}

interface Words {
  readonly values: Map<OptionName, string | undefined>;
  readonly positionals: string[];
}

/** Splits the arguments; whether they make sense together is for the caller. */
function splitArguments(args: readonly string[]): Words {
  const { tokens } = parseArgs({
    args: [...args],
    options: OPTIONS,
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const values = new Map<OptionName, string | undefined>();
  const positionals: string[] = [];
  for (const token of tokens) {
    if (token.kind === 'positional') positionals.push(token.value);
    if (token.kind !== 'option') continue;
    if (!isOption(token.name))
      throw new UsageError(`${token.rawName}: no such option; there are ${ACCEPTED}`);
    if (OPTIONS[token.name].type === 'string' && token.value === undefined)
      throw new UsageError(`${token.rawName}: a value is missing; there are ${ACCEPTED}`);
    if (OPTIONS[token.name].type === 'boolean' && token.value !== undefined)
      if (token.name !== 'stats')
        throw new UsageError(`${token.rawName}=${token.value}: this option takes no value`);
    values.set(token.name, token.value);
  }
  return { values, positionals };
}

function sourceOf({ values, positionals }: Words, bare: boolean): ScriptSource {
  const code = values.get('eval');
  const [path, extra] = positionals;
  if (extra !== undefined)
    throw new UsageError(`${extra}: a second script; one script, - or -e CODE is accepted`);
  if (code !== undefined && path !== undefined)
    throw new UsageError(`${path}: a script beside -e; one script, - or -e CODE is accepted`);
  if (code !== undefined) return { from: 'code', text: code };
  if (path === '-') return { from: 'stdin' };
  if (path !== undefined) return { from: 'file', path };
  if (!bare) throw new UsageError('no script; a file, - for standard input or -e CODE is accepted');
  return { from: 'bundle' };
}

/** What the arguments behind `toy-js` ask for. Throws UsageError. */
export function parseCommandLine(args: readonly string[]): Request {
  const words = splitArguments(args);
  const { values } = words;
  if (values.has('help')) return { kind: 'help' };
  if (values.has('version')) return { kind: 'version' };
  const source = sourceOf(words, args.length === 0);
  const bundled = source.from === 'bundle';
  const neverCollect = values.has('never-collect');
  const stressGc = values.has('stress-gc');
  if (neverCollect && stressGc)
    throw new UsageError('--never-collect and --stress-gc contradict each other; give one of them');
  const size = values.get('max-heap');
  const fuel = values.get('fuel');
  const timeout = values.get('timeout');
  const stress = values.get('stress');
  return {
    kind: 'run',
    source,
    maxHeap: size !== undefined ? parseSize(size) : bundled ? BUNDLE_HEAP : DEFAULT_HEAP,
    neverCollect,
    stressGc,
    traceGc: values.has('trace-gc'),
    marks: parseMarks(values.get('marks') ?? 'header'),
    ...(fuel !== undefined && { fuel: parseFuel(fuel) }),
    ...(timeout !== undefined && { timeout: parseTimeout(timeout) }),
    ...(stress !== undefined && { stress: stressOf(stress) }),
    stats: values.has('stats') ? parseStats(values.get('stats')) : bundled ? 'text' : 'none',
  };
}
