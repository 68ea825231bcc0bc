// A thread that runs one program after the other, as the command line runs one: see job-pool.ts.

import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { parentPort } from 'node:worker_threads';
import { parseCommandLine } from '../../../examples/toy-js/cli.ts';
import { runJob } from '../../../examples/toy-js/run.ts';
import type { Outcome } from './command-line.ts';

/** A program to run: the words of its command line, and its text. */
export interface Assignment {
  readonly args: readonly string[];
  readonly file: string;
  readonly text: string;
}

setFlagsFromString('--expose_gc');
/** The engine sees no hurry to free the memories of the heaps that have been. */
const collectGarbage = runInNewContext('gc') as () => void;
/** Programs to one such collection, after which the interpreter's code is compiled anew. */
const PROGRAMS_PER_COLLECTION = 4;
let programs = 0;

function run({ args, file, text }: Assignment): Outcome {
  const request = parseCommandLine([...args, file]);
  if (request.kind !== 'run') throw new Error(`${args.join(' ')} runs no program`);
  const printed = { 1: '', 2: '' };
  const status = runJob(
    { request, file, text },
    { print: (fd, what) => void (printed[fd] += what), begin: () => undefined },
  );
  return { status, stdout: printed[1], stderr: printed[2] };
}

parentPort!.on('message', (job: Assignment) => {
  parentPort!.postMessage(run(job));
  if (++programs % PROGRAMS_PER_COLLECTION === 0) collectGarbage();
});
