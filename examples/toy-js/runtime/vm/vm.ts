// The VM: its parts, each with one duty, put together on one heap.

import type { Heap } from '../../../../src/index.ts';
import { boot } from './boot.ts';
import { GuestCalls } from '../calls/calls.ts';
import type { Code, Run } from '../machine/code.ts';
import type { Fuel } from '../machine/fuel.ts';
import { Intrinsic, Name, NAMES } from '../values/intrinsics.ts';
import type { Calls, Hooks, Machine, Native, NativeInfo, Throwing } from '../machine/machine.ts';
import { MemoryPressure } from '../machine/pressure.ts';
import { ShadowStack } from '../machine/shadow-stack.ts';
import { SourceTables } from '../machine/source-tables.ts';
import { GuestThrowing } from '../calls/throwing.ts';
import { LOOKUP_ENTRIES } from '../machine/limits.ts';
import type { VMLimits } from './options.ts';
import { registerWeakTables } from './weak-tables.ts';
import { UNDEFINED } from '../values/words.ts';
import type { Word } from '../values/words.ts';

/**
 * One guest program's state: its heap, and the parts that each have one duty. Everything the
 * guest can make grow is in the heap; what is here is bounded by the source.
 */
export class VM implements Machine {
  readonly words: Int32Array;
  readonly bytes: Uint8Array;
  readonly halves: Uint16Array;
  readonly doubles: Float64Array;

  readonly stack: ShadowStack;
  readonly fuel: Fuel;
  readonly pressure: MemoryPressure;
  readonly throwing: Throwing;
  readonly calls: Calls;
  readonly tables: SourceTables;
  readonly codes: readonly Code[];
  readonly runs: readonly Run[];
  readonly natives: Native[] = [];
  readonly nativeInfos: NativeInfo[] = [];
  readonly hooks: Hooks = {};

  epoch = 1;
  indexedPrototypes = false;
  shapesMade = 0;
  hashSeed = 0x2545f491;
  readonly lookupBase: number;

  private readonly intrinsicBase: number;
  private readonly nameBase: number;

  /** In a heap that has the layouts already: see `openVM`. */
  constructor(
    readonly heap: Heap,
    { stressGc, fuel, depthLimit, stackWords = 2 << 20 }: VMLimits,
  ) {
    this.words = heap.words;
    this.bytes = heap.bytes;
    this.halves = heap.halves;
    this.doubles = heap.doubles;

    this.stack = new ShadowStack(heap, stackWords, depthLimit ?? 9000, () =>
      this.throwing.error('RangeError', 'Maximum call stack size exceeded'),
    );
    this.intrinsicBase = heap.reserve((Intrinsic.END + Name.END) * 4) >>> 2;
    this.nameBase = this.intrinsicBase + Intrinsic.END;
    this.lookupBase = heap.reserve(LOOKUP_ENTRIES * 12) >>> 2;
    this.tables = new SourceTables(heap);
    this.codes = this.tables.codes;
    this.runs = this.tables.runs;
    this.pressure = new MemoryPressure(heap, fuel ?? Infinity, stressGc ?? false, () =>
      this.throwing.word(this.intrinsic(Intrinsic.OutOfMemory)),
    );
    this.fuel = this.pressure;
    this.throwing = new GuestThrowing(this);
    this.calls = new GuestCalls(this);

    heap.addScanner((visit) => {
      visit(this.intrinsicBase, this.intrinsicBase + Intrinsic.END + Name.END);
      this.tables.constants.forEachRange(visit);
    });
    registerWeakTables(this, this.tables.caches);
    boot(this, NAMES, this.nameBase);
    this.fuel.refill();
  }

  /**
   * Before a script that the host runs: nothing is left of what became of the one before, and
   * there is as much room and fuel as there can be.
   */
  reset(): void {
    this.stack.reset();
    this.setIntrinsic(Intrinsic.Thrown, UNDEFINED);
    this.fuel.refill();
    this.pressure.reset();
  }

  /** Gives the heap's memory back. */
  dispose(): void {
    this.heap.dispose();
  }

  intrinsic(which: Intrinsic): Word {
    return this.words[this.intrinsicBase + which]!;
  }

  setIntrinsic(which: Intrinsic, word: Word): void {
    this.words[this.intrinsicBase + which] = word;
  }

  name(which: Name): Word {
    return this.words[this.nameBase + which]!;
  }
}
