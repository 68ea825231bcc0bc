import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { RunFigures } from '../../../examples/toy-js/report.ts';

const BUILT = join(__dirname, '../../../build/toy-js.cjs');

/** A file of certificates takes Node two thirds of its start, and no program here needs one. */
const NO_CERTIFICATES = { NODE_EXTRA_CA_CERTS: '' };

/** What a run of the command line came to. */
export interface Outcome {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly input?: string;
  readonly cwd?: string;
  readonly timeoutMs?: number;
  /** Variables beside those of this process. */
  readonly env?: Readonly<Record<string, string>>;
}

/** Runs the built command line; a run that takes too long is killed and has no status. */
export function runBuilt(args: readonly string[], options: RunOptions = {}): Promise<Outcome> {
  if (!existsSync(BUILT)) throw new Error('build/toy-js.cjs is missing: npm run build:examples');
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [BUILT, ...args], {
      cwd: options.cwd,
      env: { ...process.env, ...NO_CERTIFICATES, ...options.env },
      timeout: options.timeoutMs ?? 30000,
      killSignal: 'SIGKILL',
    });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    child.on('error', reject);
    child.on('close', (status) => resolve({ status, stdout, stderr }));
    // A program that ends without reading its input closes the pipe; that is no failure of the run.
    child.stdin.on('error', () => undefined);
    child.stdin.end(options.input ?? '');
  });
}

/**
 * The figures that `--stats=json` wrote as the last line of the standard error, and what came
 * before it.
 */
export function splitFigures(stderr: string): { figures: RunFigures | undefined; rest: string } {
  const lines = stderr.trimEnd().split('\n');
  const last = lines.at(-1) ?? '';
  if (!last.startsWith('{"status"')) return { figures: undefined, rest: stderr };
  const rest = lines.slice(0, -1).map((line) => `${line}\n`);
  return { figures: JSON.parse(last) as RunFigures, rest: rest.join('') };
}

/** Runs jobs as many at a time as there are processors; each result can be awaited on its own. */
export function runPool<Result>(jobs: readonly (() => Promise<Result>)[]): Promise<Result>[] {
  const settlers: { resolve: (result: Result) => void; reject: (reason: unknown) => void }[] = [];
  const results = jobs.map(
    () => new Promise<Result>((resolve, reject) => settlers.push({ resolve, reject })),
  );
  let next = 0;
  const work = async (): Promise<void> => {
    while (next < jobs.length) {
      const index = next++;
      await jobs[index]!().then(settlers[index]!.resolve, settlers[index]!.reject);
    }
  };
  for (let i = 0; i < availableParallelism(); i++) void work();
  // Whoever awaits a result hears of its failure; until then it is not an unhandled one.
  for (const result of results) result.catch(() => undefined);
  return results;
}
