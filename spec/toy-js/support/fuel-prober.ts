import { createInterpreter } from '../../../examples/toy-js/interpreter.ts';
import { FuelError, GUEST_THROW } from '../../../examples/toy-js/runtime/machine/faults.ts';
import { isConstructor } from '../../../examples/toy-js/runtime/calls/functions.ts';
import { internHost } from '../../../examples/toy-js/runtime/strings/intern.ts';
import { Intrinsic } from '../../../examples/toy-js/runtime/values/intrinsics.ts';
import { At, Kind, kindOf } from '../../../examples/toy-js/runtime/values/layouts.ts';
import { get } from '../../../examples/toy-js/runtime/objects/objects.ts';
import { hostString } from '../../../examples/toy-js/runtime/strings/host.ts';
import type { VM } from '../../../examples/toy-js/runtime/vm/vm.ts';
import { UNDEFINED } from '../../../examples/toy-js/runtime/values/words.ts';
import type { Word } from '../../../examples/toy-js/runtime/values/words.ts';
import { AddressSpace, HeapLimitError } from '../../../src/index.ts';
import { INPUTS, REACH } from './fuel-inputs.ts';
import { WorkMeter } from './work-meter.ts';

const MIB = 2 ** 20;
/** Fuel of one call. */
const FUEL = 500;
/** What the fuel counter holds at most; a VM with this much takes all of it at once. */
const PLENTY = 0x3fffffff;
/**
 * A world never collects, so that words stay good; it is replaced past this, or after so many
 * functions.
 */
const MAX_ALLOCATED = 300 * MIB;
const MAX_FUNCTIONS = 10;

/** What a call of a builtin came to. */
export interface Measure {
  /** `name` on `receiver` given `args`, in words. */
  readonly call: string;
  readonly work: number;
  readonly fuel: number;
}

/** What the probe found. */
export interface Findings {
  readonly calls: number;
  /** Calls that worked more than they paid for. */
  readonly unpaid: readonly Measure[];
  /** Builtins that cannot be reached from the guest's global object. */
  readonly missed: readonly string[];
  /** Calls that an error of the host escaped from. */
  readonly escaped: readonly string[];
}

/** Pairs of arguments, and three, that mean something to some builtin. */
const LISTS: readonly (readonly string[])[] = [
  ['callback', 'huge'],
  ['callback', 'array'],
  ['native', 'array'],
  ['nothing', 'array'],
  ['nothing', 'sparse'],
  ['number', 'huge'],
  ['huge', 'text'],
  ['short', 'text'],
  ['text', 'text'],
  ['regexp', 'text'],
  ['digits', 'number'],
  ['wide', 'callback'],
  ['keyed', 'texts'],
  ['plain', 'keyed'],
  ['plain', 'heir'],
  ['plain', 'bound'],
  ['plain', 'short', 'descriptor'],
  ['keyed', 'short', 'descriptor'],
  ['number', 'number', 'array'],
];

class World {
  readonly vm: VM;
  readonly names: readonly string[];
  readonly large: readonly string[];
  readonly small: readonly string[];
  private readonly natives: number;
  private readonly functions: Word;
  private readonly made = new Map<string, Word>();

  constructor() {
    const interpreter = createInterpreter({
      limit: 900 * MIB,
      space: new AddressSpace({ reserve: 1024 * MIB }),
      collect: 'never',
      fuel: PLENTY,
      depthLimit: 2000,
      output: () => undefined,
    });
    this.vm = interpreter.vm;
    this.natives = this.vm.nativeInfos.length;
    interpreter.run(REACH, 'reach.js');
    interpreter.run(INPUTS, 'inputs.js');
    this.names = this.texts('names');
    this.large = this.texts('largeNames');
    this.small = this.texts('smallNames');
    this.functions = this.global('functions');
  }

  functionAt(i: number): Word {
    return get(this.vm, this.functions, i << 1);
  }

  /** An input made afresh. */
  make(name: string): Word {
    const { vm } = this;
    vm.fuel.left = PLENTY;
    const table = this.global(this.large.includes(name) ? 'LARGE' : 'SMALL');
    return vm.calls.call(get(vm, table, internHost(vm, name)), UNDEFINED);
  }

  /** One of the inputs that all calls share. */
  input(name: string): Word {
    const word = this.made.get(name) ?? this.make(name);
    this.made.set(name, word);
    return word;
  }

  /** Builtins of the VM that no path leads to. */
  missed(): string[] {
    const { vm } = this;
    const reached = new Set<number>();
    for (let i = 0; i < this.names.length; i++) {
      const h = this.functionAt(i) >>> 2;
      if (kindOf(vm.words, this.functionAt(i)) === Kind.NativeFunction)
        reached.add(vm.words[h + At.NATIVE_INDEX]!);
    }
    const builtins = vm.nativeInfos.slice(0, this.natives);
    return builtins.filter((_, index) => !reached.has(index)).map(({ name }) => name);
  }

  private global(name: string): Word {
    return get(this.vm, this.vm.intrinsic(Intrinsic.Global), internHost(this.vm, name));
  }

  private texts(name: string): string[] {
    const { vm } = this;
    const list = this.global(name);
    const length = vm.words[(list >>> 2) + At.ARRAY_LENGTH]!;
    return Array.from({ length }, (_, i) => hostString(vm, get(vm, list, i << 1)));
  }
}

class Prober {
  private readonly unpaid: Measure[] = [];
  private readonly escaped: string[] = [];
  private readonly meter = new WorkMeter();
  private world = new World();
  private served = 0;
  private calls = 0;

  constructor(private readonly isPaid: (work: number, fuel: number) => boolean) {}

  run(): Findings {
    const { names } = this.world;
    try {
      names.forEach((name, index) => this.probe(index, name));
    } finally {
      this.meter.close();
    }
    const { calls, unpaid, escaped } = this;
    return { calls, unpaid, escaped, missed: this.world.missed() };
  }

  private probe(index: number, name: string): void {
    this.renew();
    const { large, small } = this.world;
    // What is no method of a prototype or iterator does not look at its receiver.
    const isMethod = /prototype|iterator|\(/.test(name);
    const receivers = isMethod ? [...large, 'short', 'huge', 'callback', 'native'] : ['nothing'];
    const lists = [[], ...[...large, ...small].map((input) => [input]), ...LISTS];
    for (const receiver of receivers) {
      const self = this.world.make(receiver);
      for (const list of lists) this.attempt(index, self, list, `${name} on ${receiver}`);
    }
  }

  private attempt(index: number, self: Word, list: readonly string[], what: string): void {
    const { vm } = this.world;
    const f = this.world.functionAt(index);
    const args = list.map((input) => this.world.input(input));
    this.measure(`${what}, given ${list.join()}`, () => vm.calls.call(f, self, ...args));
    if (!isConstructor(vm, f)) return;
    this.measure(`new ${what}, given ${list.join()}`, () => vm.calls.construct(f, ...args));
  }

  private measure(call: string, run: () => void): void {
    this.calls++;
    this.meter.take();
    try {
      const fuel = this.spend(run);
      const work = this.meter.take();
      if (!this.isPaid(work, fuel)) this.unpaid.push({ call, work, fuel });
    } catch (e) {
      this.escaped.push(`${call}: ${String(e)}`);
    }
  }

  /** Fuel that a call used; errors that the guest would see are part of the game. */
  private spend(call: () => void): number {
    const { vm } = this.world;
    const { sp, fp, depth } = vm.stack;
    vm.fuel.left = FUEL;
    try {
      call();
    } catch (e) {
      if (e instanceof FuelError) return FUEL;
      const isStack = e instanceof RangeError && /call stack/.test(e.message);
      if (e !== GUEST_THROW && !(e instanceof HeapLimitError) && !isStack) throw e;
    } finally {
      vm.stack.sp = sp;
      vm.stack.fp = fp;
      vm.stack.depth = depth;
    }
    return FUEL - vm.fuel.left;
  }

  private renew(): void {
    const { allocated } = this.world.vm.heap.stats();
    if (allocated < MAX_ALLOCATED && this.served++ < MAX_FUNCTIONS) return;
    this.world.vm.dispose();
    this.world = new World();
    this.served = 0;
  }
}

/**
 * Calls everything that there is. `isPaid` judges the work of a call by the fuel that it used.
 * Loaded by its path, since what it calls is compiled in another way.
 *
 * @kept
 */
export function probeAll(isPaid: (work: number, fuel: number) => boolean): Findings {
  return new Prober(isPaid).run();
}
