import { Worker } from 'node:worker_threads';
import { ExitStatus } from './cli.ts';
import { OutputPump } from './output.ts';
import { newRing, RingReader } from './output-ring.ts';
import type { Job } from './run.ts';

/** What the program's thread is started with. */
export interface Assignment {
  readonly job: Job;
  /** See `output-ring.ts`. */
  readonly ring: SharedArrayBuffer;
}

/** What that thread tells: the program begins; there is something in the ring. */
export type News = 'begin' | 'output';

/** The stack of the program's thread, in MiB. */
export const STACK_MB = 128;
/** How long a thread that is being ended, or a slow reader, may hold up the end of the process. */
const GRACE_MS = 1000;
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** How the process ends: with a status, or by a signal that it was sent. */
interface Verdict {
  readonly status: ExitStatus;
  readonly signal?: NodeJS.Signals;
  /** A line for the standard error, behind all output. */
  readonly line?: string;
}

/**
 * Runs a job in a thread of its own, writes what it prints and ends the process. Only in a thread
 * the size of the host's stack can be chosen, which must be deep enough that the guest's own
 * limit comes first; and a thread can be ended, whatever it is doing. `file` is its script.
 */
export function supervise(job: Job, file: string): void {
  try {
    new Supervision(job, file);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const { status, line } = verdictOn(error);
    process.stderr.write(`${line}\n`);
    process.exitCode = status;
  }
}

class Supervision {
  private readonly pump: OutputPump;
  private readonly worker: Worker;
  private verdict: Verdict | undefined;

  constructor(job: Job, file: string) {
    const ring = newRing();
    const assignment: Assignment = { job, ring };
    this.pump = new OutputPump(new RingReader(ring), (reason) => this.stop(unwritable(reason)));
    this.worker = new Worker(file, {
      workerData: assignment,
      resourceLimits: { stackSizeMb: STACK_MB },
    });
    this.worker.on('message', (news: News) => {
      if (news === 'begin') this.startClock(job);
      else this.pump.wake();
    });
    this.worker.on('error', (error) => this.decide(verdictOn(error)));
    this.worker.on('exit', (status) => void this.finish(status));
    for (const signal of SIGNALS)
      process.once(signal, () => this.stop({ status: ExitStatus.Internal, signal }));
  }

  private startClock({ request: { timeout } }: Job): void {
    if (timeout === undefined) return;
    const line = `toy-js: stopped after ${timeout.shown} (--timeout)`;
    const timer = setTimeout(() => this.stop({ status: ExitStatus.Stopped, line }), timeout.ms);
    this.worker.on('exit', () => clearTimeout(timer));
  }

  /** The first verdict counts, but a failure more than a success. */
  private decide(verdict: Verdict): void {
    if ((this.verdict?.status ?? ExitStatus.Ok) === ExitStatus.Ok) this.verdict = verdict;
  }

  /** Ends the program. What it has printed is still written, if somebody reads it. */
  private stop(verdict: Verdict): void {
    this.decide(verdict);
    void this.worker.terminate();
    setTimeout(() => this.giveUp(), GRACE_MS).unref();
  }

  private async finish(status: ExitStatus): Promise<void> {
    this.verdict ??= { status };
    await this.pump.drained();
    if (this.verdict.line !== undefined) await this.pump.say(this.verdict.line);
    this.end(this.verdict);
  }

  /** The thread does not end, or what it printed is not read. */
  private giveUp(): void {
    const verdict = this.verdict!;
    if (verdict.line !== undefined) process.stderr.write(`${verdict.line}\n`);
    this.end(verdict);
  }

  private end({ status, signal }: Verdict): void {
    // Nothing listens to the signal any more: it does what it does to any process.
    if (signal !== undefined) process.kill(process.pid, signal);
    else process.exit(status);
  }
}

/** A reader that has seen enough, such as `head`, is no failure. */
function unwritable(reason: string): Verdict {
  if (reason === 'EPIPE') return { status: ExitStatus.Ok };
  const line = `toy-js: the output cannot be written: ${reason}`;
  return { status: ExitStatus.GuestError, line };
}

/** What ended a thread, or kept it from starting, in a line where it is no fault of ours. */
export function verdictOn(error: Error): Verdict {
  switch ('code' in error ? error.code : undefined) {
    case 'ERR_WORKER_OUT_OF_MEMORY':
      return {
        status: ExitStatus.Memory,
        line: "toy-js: out of memory: node's own heap is full, see its --max-old-space-size",
      };
    case 'ERR_WORKER_INIT_FAILED':
      return {
        status: ExitStatus.Memory,
        line: `toy-js: the program's thread cannot be started: ${error.message}`,
      };
    default:
      return { status: ExitStatus.Internal, line: `internal error: ${error.stack}` };
  }
}
