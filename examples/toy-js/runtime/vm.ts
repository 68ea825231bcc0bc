import { type Heap, HeapLimitError, OutOfMemoryError } from '../../../src/index.ts';
import { hostErrorOf } from '../host-errors.ts';
import { boot } from './boot.ts';
import type { Code, Run, Site } from './code.ts';
import { constructFrame } from './construct.ts';
import { describeCallee, makeError } from './errors.ts';
import type { ErrorName } from './errors.ts';
import { FuelError, GUEST_THROW } from './faults.ts';
import { NAMES, Intrinsic, Name } from './intrinsics.ts';
import { At, Kind } from './layouts.ts';
import { MemoryPressure } from './pressure.ts';
import { SourceTables } from './source-tables.ts';
import type { Hooks, Native, NativeInfo, VMLimits } from './vm-options.ts';
import {
  FRAME_HEADER,
  FUEL_CHUNK,
  LOOKUP_ENTRIES,
  NATIVE_COST,
  MAX_OBJECT_BYTES,
  STACK_SLACK,
} from './vm-limits.ts';
import { registerWeakTables } from './weak-tables.ts';
import { UNDEFINED } from './words.ts';
import type { Word } from './words.ts';

export type { Hooks, Native, NativeInfo, VMOptions } from './vm-options.ts';

/** Argument i of a native, UNDEFINED when it was not given. */
export function arg(vm: VM, fp: number, argc: number, i: number): Word {
  return i < argc ? vm.words[fp + i]! : UNDEFINED;
}

/**
 * One guest program's state: its heap, shadow stack, well-known words and tables of code.
 * Everything the guest can make grow is in the heap; what is here is bounded by the source.
 */
export class VM {
  readonly words: Int32Array;
  readonly bytes: Uint8Array;
  readonly halves: Uint16Array;
  readonly doubles: Float64Array;

  /** Every word in [stackBase, sp) is a valid word, and a root. */
  sp: number;
  /** Frame of the running function, guest or native. */
  fp: number;
  /** Units of host stack in use; past `depthLimit` a guest RangeError. */
  depth = 0;
  readonly depthLimit: number;
  readonly stackBase: number;
  /** A frame must end below this. */
  readonly stackLimit: number;

  /** Safepoints to come that collect in any case: all under stress, some when memory is out. */
  eagerFor = 0;
  /** Counts down at loop back edges and calls; below 0, call `refuel()`. */
  fuel: number;
  /**
   * Changes whenever an object that caches look through (a prototype, the global object) gains,
   * loses or redefines a property: a cache that depends on one holds the epoch it was made in.
   */
  epoch = 1;
  /** True once some prototype has an index property: until then an absent element is undefined. */
  indexedPrototypes = false;
  /** Shapes made since the last collection; past a budget objects become dictionaries. */
  shapesMade = 0;
  /** Source of identity and symbol hashes. */
  hashSeed = 0x2545f491;

  readonly tables: SourceTables;
  /** Those of `tables`, one load less on the way to a call. */
  readonly codes: readonly Code[];
  readonly runs: readonly Run[];
  readonly sites: readonly Site[];
  readonly natives: Native[] = [];
  readonly nativeInfos: NativeInfo[] = [];
  readonly hooks: Hooks = {};

  /** Base of the lookup table (`lookup.ts`): LOOKUP_ENTRIES × [shape, key, info]. */
  readonly lookupBase: number;

  private readonly intrinsicBase: number;
  private readonly nameBase: number;
  private readonly pressure: MemoryPressure;
  private readonly fuelGiven: number;
  private fuelLeft: number;

  /** In a heap that has the layouts already: see `openVM`. */
  constructor(
    readonly heap: Heap,
    { stressGc, fuel, depthLimit, stackWords = 2 << 20 }: VMLimits,
  ) {
    this.words = heap.words;
    this.bytes = heap.bytes;
    this.halves = heap.halves;
    this.doubles = heap.doubles;

    this.stackBase = (heap.reserve(stackWords * 4) >>> 2) + FRAME_HEADER;
    this.stackLimit = this.stackBase + stackWords - FRAME_HEADER - STACK_SLACK;
    this.sp = this.stackBase;
    this.fp = this.stackBase;
    this.depthLimit = depthLimit ?? 9000;

    this.intrinsicBase = heap.reserve((Intrinsic.END + Name.END) * 4) >>> 2;
    this.nameBase = this.intrinsicBase + Intrinsic.END;
    this.lookupBase = heap.reserve(LOOKUP_ENTRIES * 12) >>> 2;
    this.tables = new SourceTables(heap);
    this.codes = this.tables.codes;
    this.runs = this.tables.runs;
    this.sites = this.tables.sites;
    this.pressure = new MemoryPressure(this, stressGc ?? false);
    this.fuelGiven = fuel ?? Infinity;
    this.fuelLeft = this.fuelGiven;
    this.fuel = FUEL_CHUNK;

    heap.addScanner((visit) => {
      visit(this.stackBase, this.sp);
      visit(this.intrinsicBase, this.intrinsicBase + Intrinsic.END + Name.END);
      this.tables.constants.forEachRange(visit);
    });
    registerWeakTables(this, this.tables.caches);
    boot(this, NAMES, this.nameBase);
    this.fuel = 0;
    this.refuel();
  }

  /**
   * Before a script that the host runs: nothing is left of what became of the one before, and
   * there is as much room and fuel as there can be.
   */
  reset(): void {
    this.sp = this.stackBase;
    this.fp = this.stackBase;
    this.depth = 0;
    this.setIntrinsic(Intrinsic.Thrown, UNDEFINED);
    this.fuelLeft = this.fuelGiven;
    this.fuel = 0;
    this.refuel();
    this.pressure.reset();
  }

  /** Gives the heap's memory back. */
  dispose(): void {
    this.heap.dispose();
  }

  // ── well-known words ──────────────────────────────────────────────────────────────────────

  intrinsic(which: Intrinsic): Word {
    return this.words[this.intrinsicBase + which]!;
  }

  setIntrinsic(which: Intrinsic, word: Word): void {
    this.words[this.intrinsicBase + which] = word;
  }

  name(which: Name): Word {
    return this.words[this.nameBase + which]!;
  }

  /** Absolute index of a rooted word that holds `word` from now on; meant for compile time. */
  constant(word: Word): number {
    return this.tables.constant(word);
  }

  /** Absolute index of an inline cache of CACHE_WORDS words, empty. */
  newCache(): number {
    return this.tables.newCache();
  }

  // ── collecting ────────────────────────────────────────────────────────────────────────────

  /**
   * A point where every live word is rooted: collects if it is time to. Throws the guest's
   * RangeError when memory is out all the same.
   */
  safepoint(): void {
    if (this.heap.collectionDue || this.eagerFor > 0) this.pressure.collect(0);
  }

  /** Before an allocation of many bytes: collects if it would not fit. A safepoint. */
  room(bytes: number): void {
    if (bytes > MAX_OBJECT_BYTES) this.outOfMemory();
    this.charge(bytes >>> 6);
    this.pressure.collect(bytes);
  }

  /** Throws the RangeError that was made while there was memory. */
  outOfMemory(): never {
    return this.throwWord(this.intrinsic(Intrinsic.OutOfMemory));
  }

  // ── the shadow stack ──────────────────────────────────────────────────────────────────────

  /** Roots a word above the running native's frame; returns its absolute index. */
  push(word: Word): number {
    if (this.sp >= this.stackLimit + STACK_SLACK) this.stackOverflow();
    this.words[this.sp] = word;
    return this.sp++;
  }

  /** Takes back the last word pushed. */
  pop(): Word {
    return this.words[--this.sp]!;
  }

  /** Throws the guest's RangeError if `count` more words would pass the stack's end. */
  ensureStack(count: number): void {
    if (this.sp + count > this.stackLimit) this.stackOverflow();
  }

  stackOverflow(): never {
    return this.throwError('RangeError', 'Maximum call stack size exceeded');
  }

  // ── fuel ──────────────────────────────────────────────────────────────────────────────────

  /** Called when `fuel` went below 0. */
  refuel(): void {
    if (this.fuelLeft <= 0) throw new FuelError(this.fuelGiven);
    const chunk = Math.min(this.fuelLeft, FUEL_CHUNK);
    this.fuelLeft -= chunk;
    this.fuel = chunk;
  }

  /** Does what the program does not pay for. */
  unmetered(work: () => void): void {
    const { fuel } = this;
    this.fuel = FUEL_CHUNK;
    work();
    this.fuel = fuel;
  }

  /** For a native about to do `units` turns of a loop of its own. */
  charge(units: number): void {
    while (units > this.fuel) {
      units -= this.fuel;
      this.refuel();
    }
    this.fuel -= units;
  }

  // ── calling ───────────────────────────────────────────────────────────────────────────────

  /**
   * Calls what is at fp-2 on the frame at `fp`, whose header and arguments are written.
   * `callee` is its source text for the "is not a function" error. May collect.
   */
  invoke(fp: number, argc: number, callee?: string): Word {
    const { words } = this;
    for (;;) {
      const f = words[fp - 2]!;
      const kind = (f & 7) === 1 ? (words[f >>> 2]! >>> 10) & 0xfff : 0;
      if (kind === Kind.Function) {
        return this.runs[words[(f >>> 2) + At.FUNCTION_CODE]!]!(fp, argc);
      }
      if (kind === Kind.NativeFunction) return this.invokeNative(fp, argc);
      if (kind !== Kind.BoundFunction) {
        const what = callee ?? describeCallee(this, f);
        return this.throwError('TypeError', `${what} is not a function`);
      }
      argc = this.unbind(fp, argc, true);
    }
  }

  /** Runs the NativeFunction at fp-2. */
  invokeNative(fp: number, argc: number): Word {
    const { words, sp, fp: callerFp } = this;
    this.charge(1 + argc);
    if (fp + argc > sp) this.sp = fp + argc;
    words[fp - 4] = callerFp << 1;
    this.fp = fp;
    this.depth += NATIVE_COST;
    if (this.depth > this.depthLimit || this.sp > this.stackLimit) this.stackOverflow();
    const native = this.natives[words[(words[fp - 2]! >>> 2) + At.NATIVE_INDEX]!]!;
    const result = native(this, fp, argc);
    this.depth -= NATIVE_COST;
    this.fp = callerFp;
    this.sp = sp;
    return result;
  }

  /** Rewrites the frame of a BoundFunction to that of its target; returns the new argc. */
  unbind(fp: number, argc: number, withThis: boolean): number {
    const { words } = this;
    const bound = words[fp - 2]! >>> 2;
    const list = words[bound + At.BOUND_ARGUMENTS]! >>> 2;
    const count = words[list + At.CAPACITY]! >> 1;
    if (fp + argc + count > this.stackLimit) this.stackOverflow();
    this.charge(1 + (count >>> 4));
    words.copyWithin(fp + count, fp, fp + argc);
    words.copyWithin(fp, list + At.FIRST_ELEMENT, list + At.FIRST_ELEMENT + count);
    if (withThis) words[fp - 1] = words[bound + At.BOUND_THIS]!;
    words[fp - 2] = words[bound + At.BOUND_TARGET]!;
    return argc + count;
  }

  /** `new`: callee at fp-2, new.target at fp-5, arguments from fp. May collect. */
  constructFrame(fp: number, argc: number, callee?: string): Word {
    return constructFrame(this, fp, argc, callee);
  }

  /** Calls a guest function from the host. May collect; roots the words it is given. */
  call(fn: Word, thisValue: Word, ...args: Word[]): Word {
    const fp = this.openFrame(fn, thisValue, UNDEFINED, args.length);
    for (let i = 0; i < args.length; i++) this.words[fp + i] = args[i]!;
    return this.invoke(fp, args.length);
  }

  /** `call` without a host array on the way, for callbacks. */
  call1(fn: Word, thisValue: Word, a: Word): Word {
    const fp = this.openFrame(fn, thisValue, UNDEFINED, 1);
    this.words[fp] = a;
    return this.invoke(fp, 1);
  }

  call2(fn: Word, thisValue: Word, a: Word, b: Word): Word {
    const fp = this.openFrame(fn, thisValue, UNDEFINED, 2);
    this.words[fp] = a;
    this.words[fp + 1] = b;
    return this.invoke(fp, 2);
  }

  call3(fn: Word, thisValue: Word, a: Word, b: Word, c: Word): Word {
    const fp = this.openFrame(fn, thisValue, UNDEFINED, 3);
    this.words[fp] = a;
    this.words[fp + 1] = b;
    this.words[fp + 2] = c;
    return this.invoke(fp, 3);
  }

  call4(fn: Word, thisValue: Word, a: Word, b: Word, c: Word, d: Word): Word {
    const fp = this.openFrame(fn, thisValue, UNDEFINED, 4);
    this.words[fp] = a;
    this.words[fp + 1] = b;
    this.words[fp + 2] = c;
    this.words[fp + 3] = d;
    return this.invoke(fp, 4);
  }

  /** `new fn(...args)` from the host. May collect; roots the words it is given. */
  construct(fn: Word, ...args: Word[]): Word {
    const fp = this.openFrame(fn, UNDEFINED, fn, args.length);
    for (let i = 0; i < args.length; i++) this.words[fp + i] = args[i]!;
    return this.constructFrame(fp, args.length);
  }

  /**
   * Writes a frame header above `sp` and returns its fp; the caller writes `argc` arguments
   * at once, then `invoke`s. Nothing is rooted before that.
   */
  openFrame(fn: Word, thisValue: Word, newTarget: Word, argc: number): number {
    const { words } = this;
    const fp = this.sp + FRAME_HEADER;
    if (fp + argc > this.stackLimit) this.stackOverflow();
    words[fp - 5] = newTarget;
    words[fp - 4] = 0;
    words[fp - 3] = 0;
    words[fp - 2] = fn;
    words[fp - 1] = thisValue;
    return fp;
  }

  // ── exceptions ────────────────────────────────────────────────────────────────────────────

  throwWord(word: Word): never {
    this.setIntrinsic(Intrinsic.Thrown, word);
    throw GUEST_THROW;
  }

  /** Throws a new guest error; `site` is where, when it is not the last call. */
  throwError(name: ErrorName, message: string, site?: number): never {
    return this.throwWord(makeError(this, name, message, site));
  }

  /**
   * The guest's view of what a host `catch` caught; whatever the guest must not see is thrown
   * on. The caller has restored `sp`, `fp` and `depth` of its own frame. May collect.
   */
  caught(e: unknown): Word {
    if (e === GUEST_THROW) {
      if (this.pressure.takeThrown()) this.pressure.recover();
      const word = this.intrinsic(Intrinsic.Thrown);
      this.setIntrinsic(Intrinsic.Thrown, UNDEFINED);
      return word;
    }
    if (e instanceof HeapLimitError || e instanceof OutOfMemoryError) {
      this.pressure.recover();
      return this.intrinsic(Intrinsic.OutOfMemory);
    }
    const error = hostErrorOf(e);
    if (error === undefined) throw e;
    return makeError(this, error.name, error.message);
  }
}
