import { readFileSync } from 'node:fs';
import { isMainThread, parentPort, workerData } from 'node:worker_threads';
import { ExitStatus, HELP, parseCommandLine, type RunRequest, UsageError } from './cli.ts';
import { RingWriter } from './output-ring.ts';
import { type Job, runJob } from './run.ts';
import { type Assignment, type News, supervise } from './supervise.ts';

/** Put in by the build: see `scripts/build-examples.mjs`. */
declare const BUNDLE: { readonly version: string; readonly file: string; readonly text: string };

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

function main(): void {
  // A reader that has gone is no failure.
  process.stdout.on('error', () => undefined);
  try {
    const request = parseCommandLine(process.argv.slice(2));
    if (request.kind === 'help') process.stdout.write(HELP);
    else if (request.kind === 'version') process.stdout.write(`toy-js ${BUNDLE.version}\n`);
    else supervise(prepare(request), __filename);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    process.stderr.write(`toy-js: ${error.message}\n`);
    process.exitCode = ExitStatus.Usage;
  }
}

/** The other thread: runs the program that the main one has read. */
function work({ job, ring }: Assignment): ExitStatus {
  const tell = (news: News): void => parentPort!.postMessage(news);
  const writer = new RingWriter(ring, () => tell('output'));
  return runJob(job, {
    print: (fd, text) => writer.write(fd, text),
    begin: () => tell('begin'),
  });
}

if (isMainThread) main();
else process.exit(work(workerData as Assignment));
