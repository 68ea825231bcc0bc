// Runs programs as the command line does, in the same kind of thread, but many in one process: to
// start a process for each takes longer than most of them.

import { buildSync } from 'esbuild';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { STACK_MB } from '../../../examples/toy-js/supervise.ts';
import type { Outcome } from './command-line.ts';
import type { Assignment } from './job-worker.ts';

const ENTRY = join(__dirname, 'job-worker.ts');

/** A thread for one program at a time. */
export class JobThread {
  private worker: Worker | undefined;

  /** @param bundle the file of the thread's program. */
  constructor(private readonly bundle: string) {}

  /** Runs a program. One that takes too long is ended, and has no status. */
  run(job: Assignment, timeoutMs: number): Promise<Outcome> {
    const worker = (this.worker ??= this.start());
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        void this.close();
        resolve({ status: null, stdout: '', stderr: `ended after ${timeoutMs} ms` });
      }, timeoutMs);
      worker.removeAllListeners('message').removeAllListeners('error');
      worker.once('message', (outcome: Outcome) => {
        clearTimeout(timer);
        resolve(outcome);
      });
      worker.once('error', (error) => {
        clearTimeout(timer);
        this.worker = undefined;
        reject(error);
      });
      worker.postMessage(job);
    });
  }

  async close(): Promise<void> {
    const { worker } = this;
    this.worker = undefined;
    await worker?.terminate();
  }

  private start(): Worker {
    return new Worker(this.bundle, { resourceLimits: { stackSizeMb: STACK_MB } });
  }
}

/** Bundles the thread's program into a file, as the build does. */
export function bundleJobThread(outfile: string): void {
  buildSync({
    entryPoints: [ENTRY],
    outfile,
    bundle: true,
    platform: 'node',
    minifySyntax: true,
    logLevel: 'error',
  });
}
