import { readFileSync } from 'node:fs';
import { isMainThread, Worker, workerData } from 'node:worker_threads';
import { ExitStatus, HELP, parseCommandLine, type RunRequest, UsageError } from './cli.ts';
import { OutputError, writeFully } from './output.ts';
import { type Job, runJob } from './run.ts';

/** Put in by the build: see `scripts/build-examples.mjs`. */
declare const BUNDLE: { readonly version: string; readonly file: string; readonly text: string };

/**
 * The program runs in a thread of its own, because only there the size of the host's stack can be
 * chosen: it must be deep enough that the guest's own limit comes first.
 */
const STACK_MB = 128;

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EISDIR: 'it is a directory',
  EACCES: 'it may not be read',
};

function readScript(path: string | 0, shown: string): string {
  try {
    return readFileSync(path, 'utf8').replace(/^\ufeff/, '');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    throw new UsageError(
      `${shown}: ${REASONS[code] ?? code}; a file, - for standard input or -e CODE is accepted`,
    );
  }
}

function prepare(request: RunRequest): Job {
  const { source } = request;
  const job = (file: string, text: string): Job => ({ request, file, text });
  switch (source.from) {
    case 'file':
      return job(source.path, readScript(source.path, source.path));
    case 'stdin':
      return job('<stdin>', readScript(0, 'standard input'));
    case 'code':
      return job('<eval>', source.text);
    case 'bundle':
      return job(BUNDLE.file, BUNDLE.text);
  }
}

function startWorker(job: Job): void {
  const worker = new Worker(__filename, {
    workerData: job,
    resourceLimits: { stackSizeMb: STACK_MB },
  });
  worker.on('error', (error) => {
    writeFully(2, Buffer.from(`internal error: ${error.stack ?? error.message}\n`));
    process.exitCode = ExitStatus.Internal;
  });
  worker.on('exit', (status) => {
    process.exitCode ||= status;
  });
}

function main(): void {
  try {
    const request = parseCommandLine(process.argv.slice(2));
    if (request.kind === 'help') writeFully(1, Buffer.from(HELP));
    else if (request.kind === 'version') writeFully(1, Buffer.from(`toy-js ${BUNDLE.version}\n`));
    else startWorker(prepare(request));
  } catch (error) {
    if (error instanceof OutputError) return;
    if (!(error instanceof UsageError)) throw error;
    writeFully(2, Buffer.from(`toy-js: ${error.message}\n`));
    process.exitCode = ExitStatus.Usage;
  }
}

if (isMainThread) main();
else process.exit(runJob(workerData as Job));
