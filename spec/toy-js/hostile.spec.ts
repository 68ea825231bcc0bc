import { expect } from 'chai';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';
import { type Outcome, runBuilt, runPool, splitFigures } from './support/command-line.ts';
import { bundleJobThread, JobThread } from './support/job-pool.ts';

const SCRIPTS = join(__dirname, 'hostile');
const DEFAULT_OPTIONS = '--max-heap=32m';
/** Until the command line has come up: only a run that never ends takes this long. */
const TIMEOUT_MS = 60000;

/** What a script's first lines say: how it is run, and how it must end. */
interface Case {
  readonly name: string;
  readonly options: readonly string[];
  readonly status: number;
  readonly stdout: RegExp | undefined;
  readonly stderr: RegExp | undefined;
  /** Node evaluates this to the source text, where that is too large for a file. */
  readonly generate: string | undefined;
}

function readCase(name: string): Case {
  const text = readFileSync(join(SCRIPTS, name), 'utf8');
  const headers = new Map(
    [...text.matchAll(/^\/\/ (options|status|stdout|stderr|generate): (.*)$/gm)].map(
      (match) => [match[1]!, match[2]!] as const,
    ),
  );
  const pattern = (key: string): RegExp | undefined =>
    headers.has(key) ? new RegExp(headers.get(key)!) : undefined;
  return {
    name,
    options: (headers.get('options') ?? DEFAULT_OPTIONS).split(' '),
    status: Number(headers.get('status')!),
    stdout: pattern('stdout'),
    stderr: pattern('stderr'),
    generate: headers.get('generate'),
  };
}

/** Only the command line itself ends a program by the clock. */
function isTimed({ options }: Case): boolean {
  return options.some((option) => option.startsWith('--timeout'));
}

function runCase(script: Case, thread: JobThread): Promise<Outcome> {
  const { name, options, generate } = script;
  const args = [...options, '--stats=json'];
  if (isTimed(script)) return runBuilt([...args, name], { cwd: SCRIPTS, timeoutMs: TIMEOUT_MS });
  const text =
    generate === undefined
      ? readFileSync(join(SCRIPTS, name), 'utf8')
      : (runInNewContext(generate) as string);
  return thread.run({ args, file: name, text }, TIMEOUT_MS);
}

describe('toy-js, given hostile programs', function () {
  this.timeout(240000);
  const directory = mkdtempSync(join(tmpdir(), 'tidemark-hostile-'));
  const scripts = readdirSync(SCRIPTS)
    .filter((name) => name.endsWith('.js'))
    .map(readCase);
  const bundle = join(directory, 'job-thread.cjs');
  const idle: JobThread[] = [];
  let outcomes: Promise<Outcome>[];
  before(() => {
    bundleJobThread(bundle);
    const runIdle = async (script: Case): Promise<Outcome> => {
      const thread = idle.pop() ?? new JobThread(bundle);
      const outcome = await runCase(script, thread);
      idle.push(thread);
      return outcome;
    };
    outcomes = runPool(scripts.map((script) => () => runIdle(script)));
  });
  after(async () => {
    for (const thread of idle) await thread.close();
    rmSync(directory, { recursive: true });
  });

  scripts.forEach((script, index) => {
    it(`ends ${script.name} with status ${script.status}`, async () => {
      const { status, stdout, stderr } = await outcomes[index]!;
      const { figures, rest } = splitFigures(stderr);
      const said = `stdout: ${stdout.slice(0, 300)}\nstderr: ${rest.slice(0, 1200)}`;
      expect(status, said).to.equal(script.status);
      expect(rest, 'no host stack trace').to.not.match(/internal|\bnode:|\.cjs:\d|\/runtime\//);
      if (script.stdout !== undefined) expect(stdout.slice(0, 4e6)).to.match(script.stdout);
      if (script.stderr !== undefined) expect(rest).to.match(script.stderr);
      // Whoever is stopped by the clock has no more to say.
      if (stderr.includes('(--timeout)')) return;
      expect(figures, said).to.not.equal(undefined);
      expect(figures!.heap.peakCommitted).to.be.at.most(figures!.heap.limit);
    });
  });
});
