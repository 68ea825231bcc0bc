import { AddressSpace, HeapLimitError } from '../../src/index.ts';
import { ExitStatus, type RunRequest } from './cli.ts';
import { GuestSyntaxError } from './front/syntax-error.ts';
import { createInterpreter, type Interpreter } from './interpreter.ts';
import { Output, OutputError } from './output.ts';
import { describeCollection, describeRun, encodeRun, formatBytes } from './report.ts';
import { FuelError } from './runtime/faults.ts';
import { describeUncaught } from './uncaught.ts';

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
 * 200 bytes of host stack; `STACK_MB` in main.ts leaves several times that.
 */
const DEPTH_LIMIT = 150000;

/** Runs a program to its end; what it prints and reports is written when this returns. */
export function runJob(job: Job): ExitStatus {
  const errors = new Output(2);
  const status = runSession(job, errors);
  try {
    errors.flush();
  } catch (error) {
    if (!(error instanceof OutputError)) throw error;
  }
  return status;
}

function runSession(job: Job, errors: Output): ExitStatus {
  try {
    return new Session(job, errors).run();
  } catch (error) {
    // A reader that has seen enough, such as `head`, is no failure.
    if (error instanceof OutputError && error.reason === 'EPIPE') return ExitStatus.Ok;
    if (error instanceof OutputError) {
      errors.write(`toy-js: ${error.message}\n`);
      return ExitStatus.GuestError;
    }
    errors.write(`internal error: ${error instanceof Error ? error.stack : String(error)}\n`);
    return ExitStatus.Internal;
  }
}

class Session {
  private readonly out = new Output(1);
  private readonly started = performance.now();

  constructor(
    private readonly job: Job,
    private readonly errors: Output,
  ) {}

  run(): ExitStatus {
    const interpreter = this.open();
    if (interpreter === undefined) return ExitStatus.Usage;
    const { heap } = interpreter.vm;
    if (this.job.request.traceGc)
      heap.onCollection((report) => this.errors.write(describeCollection(report)));
    const status = this.runIn(interpreter);
    this.out.flush();
    this.report(interpreter, status);
    return status;
  }

  private open(): Interpreter | undefined {
    const { request } = this.job;
    try {
      return createInterpreter({
        space: new AddressSpace({ reserve: Math.min(request.maxHeap + BESIDE_HEAP, 4096 * MIB) }),
        limit: request.maxHeap,
        collect: request.neverCollect ? 'never' : 'explicit',
        stressGc: request.stressGc,
        fuel: request.fuel,
        stackWords: STACK_WORDS,
        depthLimit: DEPTH_LIMIT,
        output: (text) => this.out.write(text),
        errorOutput: (text) => this.errors.write(text),
      });
    } catch (error) {
      if (!(error instanceof HeapLimitError)) throw error;
      this.errors.write(
        `toy-js: --max-heap=${request.maxHeap}: the interpreter itself does not fit; give it at least 1m\n`,
      );
      return undefined;
    }
  }

  private runIn(interpreter: Interpreter): ExitStatus {
    const { file, text, request } = this.job;
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
        return ExitStatus.Fuel;
      }
      const uncaught = describeUncaught(interpreter.vm, error);
      if (uncaught === undefined) throw error;
      const limit = ` (the heap's limit is ${formatBytes(request.maxHeap)}; see --max-heap)`;
      this.complain(`Uncaught ${uncaught.text}${uncaught.outOfMemory ? limit : ''}`);
      return uncaught.outOfMemory ? ExitStatus.HeapLimit : ExitStatus.GuestError;
    }
  }

  /** What the program printed comes first, so that the two make sense on one terminal. */
  private complain(text: string): void {
    this.out.flush();
    this.errors.write(`${text}\n`);
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
    this.errors.write(stats === 'json' ? encodeRun(figures) : describeRun(figures));
  }
}
