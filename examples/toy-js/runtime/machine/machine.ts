// What the functions of the runtime are handed, from little to much. Each asks for the least that
// it can do with:
//
//   Memory    the heap and its views              reads and writes words
//   Realm     and what making values needs        may collect, may throw, runs no guest code
//   Machine   and calls                           may run guest code
//
// The class VM is all three. Only what opens a VM, and runs programs in it, sees the class.

import type { Heap } from '../../../../src/index.ts';
import type { Code, Run } from './code.ts';
import type { Fuel } from './fuel.ts';
import type { Intrinsic, Name } from '../values/intrinsics.ts';
import type { MemoryPressure } from './pressure.ts';
import type { ShadowStack } from './shadow-stack.ts';
import type { SourceTables } from './source-tables.ts';
import { UNDEFINED } from '../values/words.ts';
import type { Word } from '../values/words.ts';

/** A heap, and views of it. */
export interface Memory {
  readonly heap: Heap;
  readonly words: Int32Array;
  readonly bytes: Uint8Array;
  readonly halves: Uint16Array;
  readonly doubles: Float64Array;
}

/** Words that each program has: prototypes and shapes, and common property names. */
export interface KnownWords {
  intrinsic(which: Intrinsic): Word;
  setIntrinsic(which: Intrinsic, word: Word): void;
  name(which: Name): Word;
}

/** What the shapes of objects and the caches of properties share. */
export interface ObjectState {
  /**
   * Changes whenever an object that caches look through (a prototype, the global object) gains,
   * loses or redefines a property: a cache that depends on one holds the epoch it was made in.
   */
  epoch: number;
  /** True once some prototype has an index property: until then an absent element is undefined. */
  indexedPrototypes: boolean;
  /** Shapes made since the last collection; past a budget objects become dictionaries. */
  shapesMade: number;
  /** Source of identity and symbol hashes. */
  hashSeed: number;
  /** Base of the lookup table (`shapes.ts`): LOOKUP_ENTRIES × [shape, key, info]. */
  readonly lookupBase: number;
}

/** The constructors of guest errors. */
export type ErrorName =
  | 'Error'
  | 'TypeError'
  | 'RangeError'
  | 'SyntaxError'
  | 'ReferenceError'
  | 'EvalError'
  | 'URIError';

/** Guest exceptions. */
export interface Throwing {
  /** Throws a guest value. */
  word(word: Word): never;
  /** Throws a new guest error; `site` is where, when it is not the last call. */
  error(name: ErrorName, message: string, site?: number): never;
  /**
   * The guest's view of what a host `catch` caught; whatever the guest must not see is thrown
   * on. The caller has restored `sp`, `fp` and `depth` of its own frame. May collect.
   */
  caught(e: unknown): Word;
}

/** What making and reading values needs; none of it runs guest code. */
export interface Realm extends Memory, KnownWords, ObjectState {
  readonly stack: ShadowStack;
  readonly fuel: Fuel;
  readonly pressure: MemoryPressure;
  readonly throwing: Throwing;
  readonly tables: SourceTables;
  /** Those of `tables`, one load less on the way to a call. */
  readonly codes: readonly Code[];
  readonly runs: readonly Run[];
  readonly natives: Native[];
  readonly nativeInfos: NativeInfo[];
}

/** Calls of guest functions. Each may collect, and roots the words that it is given. */
export interface Calls {
  /**
   * Calls what is at fp-2 on the frame at `fp`, whose header and arguments are written.
   * `callee` is its source text for the "is not a function" error.
   */
  invoke(fp: number, argc: number, callee?: string): Word;
  /** `new`: callee at fp-2, new.target at fp-5, arguments from fp. */
  constructFrame(fp: number, argc: number, callee?: string): Word;
  /** Calls a guest function from the host. */
  call(fn: Word, thisValue: Word, ...args: Word[]): Word;
  /** `call` without a host array on the way, for callbacks. */
  call1(fn: Word, thisValue: Word, a: Word): Word;
  call2(fn: Word, thisValue: Word, a: Word, b: Word): Word;
  call3(fn: Word, thisValue: Word, a: Word, b: Word, c: Word): Word;
  call4(fn: Word, thisValue: Word, a: Word, b: Word, c: Word, d: Word): Word;
  /** `new fn(...args)` from the host. */
  construct(fn: Word, ...args: Word[]): Word;
  /**
   * Writes a frame header above `sp` and returns its fp; the caller writes `argc` arguments
   * at once, then `invoke`s. Nothing is rooted before that.
   */
  openFrame(fn: Word, thisValue: Word, newTarget: Word, argc: number): number;
}

/** What may run guest code: natives, and most of the language's own operations. */
export interface Machine extends Realm {
  readonly calls: Calls;
  readonly hooks: Hooks;
}

/** A builtin function. Arguments are read with `arg(vm, fp, argc, i)`, again after a collection. */
export type Native = (vm: Machine, fp: number, argc: number) => Word;

export interface NativeInfo {
  readonly name: string;
  readonly length: number;
  readonly isConstructor: boolean;
}

/** What the builtins lend to the compiler and to the runtime. */
export interface Hooks {
  /** Makes the object of a regular expression literal; may collect. */
  newRegExp?: (vm: Machine, source: string, flags: string) => Word;
  /**
   * Visits a Map (entry arrays) or Set (values) in the callee's register, i.e. the word at
   * `words[slot]`, until `visit` returns false; may collect.
   */
  iterateCollection?: (vm: Machine, slot: number, visit: (value: Word) => boolean) => void;
  /** Ends a job: what weak references have given out in it may die from now on. */
  endJob?: (vm: Realm) => void;
  /** Calls the guest's callbacks for what has died; may collect, and throws what they throw. */
  runCleanups?: (vm: Machine) => void;
}

/** Argument i of a native, UNDEFINED when it was not given. */
export function arg(vm: Memory, fp: number, argc: number, i: number): Word {
  return i < argc ? vm.words[fp + i]! : UNDEFINED;
}
