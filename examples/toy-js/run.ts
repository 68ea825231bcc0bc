import { AddressSpace, HeapLimitError } from '../../src/index.ts';
import { ExitStatus, type RunRequest } from './cli.ts';
import { GuestSyntaxError } from './front/syntax-error.ts';
import { createInterpreter, type Interpreter } from './interpreter.ts';
import type { OutputFd } from './output-ring.ts';
import { describeCollection, describeRun, encodeRun, formatBytes } from './report.ts';
import { FuelError } from './runtime/machine/faults.ts';
import { describeUncaught } from './uncaught.ts';

/** What a running program has to do with the rest of the process. */
export interface Surroundings {
  /** Takes text for a descriptor. */
  readonly print: (fd: OutputFd, text: string) => void;
  /** Told when everything is ready and the program begins. */
  readonly begin: () => void;
}

/** A program to run, read already. */
export interface Job {
  readonly request: RunRequest;
  readonly file: string;
  readonly text: string;
}

const MIB = 2 ** 20;
/** Beside the heap in the address space: the shadow stack, tables, constants, side metadata. */
const BESIDE_HEAP = 96 * MIB;
const STACK_WORDS = 4 << 20;
/**
 * Guest calls nest about as deep as in node (a simple one costs 7 to 9 units). A unit takes some
 * 200 bytes of host stack; `STACK_MB` in supervise.ts leaves several times that.
 */
const DEPTH_LIMIT = 150000;

/** True for what is thrown where the host has no address space, or no memory, for the heap. */
function isUnreservable(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return 'code' in error
    ? error.code === 'CANNOT_RESERVE'
    : error instanceof RangeError && error.message.startsWith('WebAssembly.');
}

/** Runs a program to its end; what it prints and what is to be said of it goes to `print`. */
export function runJob(job: Job, surroundings: Surroundings): ExitStatus {
  try {
    return new Session(job, surroundings).run();
  } catch (error) {
    surroundings.print(
      2,
      `internal error: ${error instanceof Error ? error.stack : String(error)}\n`,
    );
    return ExitStatus.Internal;
  }
}

class Session {
  private readonly started = performance.now();

  constructor(
    private readonly job: Job,
    private readonly surroundings: Surroundings,
  ) {}

  run(): ExitStatus {
    const interpreter = this.open();
    if (typeof interpreter === 'number') return interpreter;
    const { heap } = interpreter.vm;
    if (this.job.request.traceGc)
      heap.onCollection((report) => this.print(2, describeCollection(report)));
    const status = this.runIn(interpreter);
    this.report(interpreter, status);
    return status;
  }

  /** The interpreter; or, where there can be none, the status that tells why. */
  private open(): Interpreter | ExitStatus {
    const { request } = this.job;
    try {
      return createInterpreter({
        space: new AddressSpace({ reserve: Math.min(request.maxHeap + BESIDE_HEAP, 4096 * MIB) }),
        limit: request.maxHeap,
        collect: request.neverCollect ? 'never' : 'explicit',
        stressGc: request.stressGc,
        marks: request.marks,
        ...(request.stress !== undefined && { stress: request.stress }),
        fuel: request.fuel,
        stackWords: STACK_WORDS,
        depthLimit: DEPTH_LIMIT,
        output: (text) => this.print(1, text),
        errorOutput: (text) => this.print(2, text),
      });
    } catch (error) {
      const option = `--max-heap=${request.maxHeap}`;
      if (error instanceof HeapLimitError) {
        this.complain(
          `toy-js: ${option}: the interpreter itself does not fit; give it at least 1m`,
        );
        return ExitStatus.Usage;
      }
      if (!isUnreservable(error)) throw error;
      const size = formatBytes(request.maxHeap + BESIDE_HEAP);
      this.complain(
        `toy-js: ${option}: the host cannot reserve ${size} of address space; ` +
          `give a smaller --max-heap, or the process more (ulimit -v)`,
      );
      return ExitStatus.Memory;
    }
  }

  private runIn(interpreter: Interpreter): ExitStatus {
    const { file, text, request } = this.job;
    this.surroundings.begin();
    try {
      interpreter.run(text, file);
      return ExitStatus.Ok;
    } catch (error) {
      if (error instanceof GuestSyntaxError) {
        this.complain(`${error.position}\n${error.excerpt}\nSyntaxError: ${error.message}`);
        return ExitStatus.GuestError;
      }
      if (error instanceof FuelError) {
        this.complain(`out of fuel: ${error.message}`);
        return ExitStatus.Stopped;
      }
      const uncaught = describeUncaught(interpreter.vm, error);
      if (uncaught === undefined) throw error;
      const limit = ` (the heap's limit is ${formatBytes(request.maxHeap)}; see --max-heap)`;
      this.complain(`Uncaught ${uncaught.text}${uncaught.outOfMemory ? limit : ''}`);
      return uncaught.outOfMemory ? ExitStatus.Memory : ExitStatus.GuestError;
    }
  }

  private print(fd: OutputFd, text: string): void {
    this.surroundings.print(fd, text);
  }

  private complain(text: string): void {
    this.print(2, `${text}\n`);
  }

  private report(interpreter: Interpreter, status: ExitStatus): void {
    const { stats } = this.job.request;
    if (stats === 'none') return;
    const figures = {
      status,
      elapsedMs: performance.now() - this.started,
      peakRss: process.resourceUsage().maxRSS * 1024,
      heap: interpreter.vm.heap.stats(),
    };
    this.print(2, stats === 'json' ? encodeRun(figures) : describeRun(figures));
  }
}
