import { HeapLimitError } from '../../src/index.ts';
import { installBuiltins } from './builtins/index.ts';
import { compileProgram, runProgram } from './compile/compiler.ts';
import { ScriptNames } from './front/scopes/scope.ts';
import { openVM } from './runtime/vm/open.ts';
import type { VM } from './runtime/vm/vm.ts';
import type { VMOptions } from './runtime/vm/options.ts';
import { NURSERY_BYTES } from './runtime/machine/limits.ts';

/** How to open an interpreter: the heap's and the VM's options, and where text goes. */
export interface InterpreterOptions extends VMOptions {
  /** Takes what the program prints. */
  readonly output: (text: string) => void;
  /** Takes what it prints as an error; default: the same. */
  readonly errorOutput?: ((text: string) => void) | undefined;
  /** Makes Math.random repeatable. */
  readonly seed?: number | undefined;
}

/** One guest world: its heap, its library, and the top-level names of the scripts run so far. */
export class Interpreter {
  readonly vm: VM;
  private readonly names = new ScriptNames();
  private isRunning = false;

  constructor({ output, errorOutput, seed, ...options }: InterpreterOptions) {
    this.vm = openVM({ nursery: NURSERY_BYTES, ...options }, (vm) =>
      installBuiltins(vm, {
        write: output,
        writeError: errorOutput ?? output,
        ...(seed === undefined ? {} : { seed }),
      }),
    );
  }

  /**
   * Runs a script, with fuel of its own. Throws GuestSyntaxError before anything has run,
   * FuelError, HeapLimitError, or GUEST_THROW for what the guest threw and did not catch
   * (`describeUncaught` reads it). Afterwards another script may be run, whatever became of
   * this one. A script that is run while another one runs (`output` may do so) is part of it.
   * When it has ended, callbacks of FinalizationRegistry are told of what was found dead.
   */
  run(source: string, file: string): void {
    const { vm, isRunning } = this;
    if (!isRunning) vm.reset();
    const { sp, fp, depth } = vm.stack;
    this.isRunning = true;
    try {
      runProgram(vm, this.compile(source, file));
      if (!isRunning) vm.hooks.runCleanups?.(vm);
    } finally {
      this.isRunning = isRunning;
      vm.stack.sp = sp;
      vm.stack.fp = fp;
      vm.stack.depth = depth;
      if (!isRunning) vm.hooks.endJob?.(vm);
    }
  }

  /** Compiling has no safepoint: where it finds no room, all is collected, and it begins anew. */
  private compile(source: string, file: string): number {
    const { vm, names } = this;
    try {
      return compileProgram(vm, source, file, names);
    } catch (e) {
      if (!(e instanceof HeapLimitError)) throw e;
      vm.heap.collect();
      return compileProgram(vm, source, file, names);
    }
  }
}

/** Opens an interpreter. Throws HeapLimitError when the library does not fit the heap. */
export function createInterpreter(options: InterpreterOptions): Interpreter {
  return new Interpreter(options);
}
