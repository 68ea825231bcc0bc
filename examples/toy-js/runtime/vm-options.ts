import type { HeapOptions } from '../../../src/index.ts';
import type { VM } from './vm.ts';
import type { Word } from './words.ts';

/** A builtin function. Arguments are read with `arg(vm, fp, argc, i)`, again after a collection. */
export type Native = (vm: VM, fp: number, argc: number) => Word;

export interface NativeInfo {
  readonly name: string;
  readonly length: number;
  readonly isConstructor: boolean;
}

/** What the builtins lend to the compiler and to the runtime. */
export interface Hooks {
  /** Makes the object of a regular expression literal; may collect. */
  newRegExp?: (vm: VM, source: string, flags: string) => Word;
  /**
   * Visits a Map (entry arrays) or Set (values) in the callee's register, i.e. the word at
   * `words[slot]`, until `visit` returns false; may collect.
   */
  iterateCollection?: (vm: VM, slot: number, visit: (value: Word) => boolean) => void;
}

/** What a VM may use beside its heap. */
export interface VMLimits {
  /** Collect at every safepoint. Default false. */
  stressGc?: boolean | undefined;
  /** Loop turns and calls before a FuelError; default no limit. */
  fuel?: number | undefined;
  /** Units of host stack that guest calls may nest to; default 9000, for a stack of 1 MB. */
  depthLimit?: number | undefined;
  /** Words of the shadow stack; default 2 Mi (8 MiB, committed when touched). */
  stackWords?: number | undefined;
}

/** How to open a heap and a VM in it. */
export interface VMOptions extends HeapOptions, VMLimits {}
