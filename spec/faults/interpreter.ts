// An interpreter whose host stumbles once: from its start to the end of two scripts, the k-th
// request for pages, or the k-th call of the host's code, fails or throws. Whatever comes of it,
// its heap verifies, what the scripts made is whole, and the next script runs.

import { expect } from 'chai';
import { GuestSyntaxError } from '../../examples/toy-js/front/syntax-error.ts';
import { engineLimit } from '../../examples/toy-js/host-errors.ts';
import { GUEST_THROW } from '../../examples/toy-js/runtime/machine/faults.ts';
import { createInterpreter, type Interpreter } from '../../examples/toy-js/interpreter.ts';
import { describeUncaught } from '../../examples/toy-js/uncaught.ts';
import { AddressSpace, type HeapOptions, TidemarkError } from '../../src/index.ts';
import { KIB, MIB } from '../../src/memory/units.ts';
import { onShortStack } from '../toy-js/support/host-stack.ts';
import { Host, HostError, type Stumble, StumblingPages } from './host.ts';

/** How a host of an interpreter stumbles. */
export const GUEST_STUMBLES = [
  'acquire fails',
  'acquire throws',
  'release throws',
  'onCollection throws',
  'output throws',
] as const satisfies readonly Stumble[];
export type GuestStumble = (typeof GUEST_STUMBLES)[number];

/** How the interpreter's heap is opened. */
export const GUEST_HEAPS: Readonly<Record<string, HeapOptions>> = {
  'as ever': {},
  'with a small nursery': { nursery: 64 * KIB },
};

/** Frames of `onDeepStack` that may be left, at most: from no room at all to about 128 KiB. */
const MOST_FRAMES = 64;

/** Each entry of `log` is of a turn that was whole, with what it made. */
const SCRIPTS = [
  `var log = [], kept = new Map(), text = '', turns = 0;
   function turn(i) {
     const junk = Array.from({ length: 300 }, (_, j) => ({ i, j, name: 'n' + j }));
     kept.set('k' + i, junk.slice(0, 5));
     text += 'abc'.repeat(200);
     if (i % 10 === 9) { junk.sort((a, b) => b.j - a.j); new Array(20000).fill(i); }
     log.push({ i, size: kept.size, length: text.length });
   }
   for (; turns < 40; turns++) {
     try { turn(turns); } catch (e) { kept.set('k' + turns, e); text = text.slice(0, 600 * log.length); }
     if (turns % 4 === 0) print(turns);
   }`,
  `print(JSON.stringify(log).length, text.split('c').length);
   kept.forEach((rows, key) => { kept.set(key, String(rows[0] && rows[0].name)); });`,
];

/** Nothing is there where the first script was not even compiled. */
const CHECK = `
  var log = log || [], kept = kept || new Map(), text = text || '';
  log.forEach((entry, at) => {
    if (typeof entry.i !== 'number' || entry.length !== 600 * (at + 1)) throw Error('entry ' + at);
    if (!kept.has('k' + entry.i)) throw Error('no k' + entry.i);
  });
  if (text !== 'abc'.repeat(text.length / 3)) throw Error('the text reads otherwise');
  print('whole');`;

/** The engine's own error, where its stack ends. */
function isStackEnd(error: unknown): boolean {
  return engineLimit(error) === 'stack';
}

/** What a start or a script may end with where its host stumbles. */
function isOfTheHost(error: unknown): boolean {
  if (error instanceof HostError || error instanceof TidemarkError) return true;
  return error === GUEST_THROW || error instanceof GuestSyntaxError || isStackEnd(error);
}

class Session {
  private readonly printed: string[] = [];
  private readonly interpreter: Interpreter;

  constructor(space: AddressSpace, host: Host, options: HeapOptions) {
    this.interpreter = createInterpreter({
      pages: new StumblingPages(space, host),
      limit: 1536 * KIB,
      stackWords: 65_536,
      ...options,
      output: (text) => {
        host.throwIf('output throws');
        this.printed.push(text.trimEnd());
      },
    });
    const { heap } = this.interpreter.vm;
    heap.onError(() => undefined);
    heap.onCollection(() => host.throwIf('onCollection throws'));
  }

  run(onStack: Runner): void {
    for (const script of SCRIPTS)
      try {
        onStack(() => this.interpreter.run(script, 'script.js'));
      } catch (error) {
        if (!isOfTheHost(error)) throw error;
      }
  }

  check(): void {
    const { heap } = this.interpreter.vm;
    heap.verify();
    heap.collect({ compact: true });
    heap.verify();
    this.printed.length = 0;
    try {
      this.interpreter.run(CHECK, 'check.js');
    } catch (error) {
      expect.fail(describeUncaught(this.interpreter.vm, error)?.text ?? String(error));
    }
    expect(this.printed).to.deep.equal(['whole']);
    this.interpreter.vm.dispose();
  }
}

/** How a part of a session is run: as it is, or where the engine's stack is short. */
type Runner = <Result>(work: () => Result) => Result;

const asItIs: Runner = (work) => work();

/** A session in a space of its own, with a host that stumbles by itself or by its stack. */
function runOnce(host: Host, options: HeapOptions, start = asItIs, scripts = asItIs): void {
  const space = new AddressSpace({ reserve: 16 * MIB });
  const session = opened(() => start(() => new Session(space, host, options)));
  session?.run(scripts);
  host.recover();
  session?.check();
  expect(space.holders(), 'who holds pages at the end').to.deep.equal([]);
  space.close();
}

function opened(open: () => Session): Session | undefined {
  try {
    return open();
  } catch (error) {
    if (!isOfTheHost(error)) throw error;
    return undefined;
  }
}

/** Starts an interpreter and runs the scripts, for every k. Returns how many there were. */
export function stumbleGuestAtEach(stumble: GuestStumble, options: HeapOptions): number {
  for (let k = 1; ; k++) {
    const host = new Host(stumble, k);
    try {
      runOnce(host, options);
    } catch (error) {
      throw new Error(`${stumble}, call ${k}: ${String(error)}`, { cause: error });
    }
    if (host.calls < k) return k - 1;
  }
}

/** The same with a stack of k frames, in the start and then in each script, for k from 0. */
export function endStackAtEach(options: HeapOptions, stride: number): number {
  let k = 0;
  for (; k < MOST_FRAMES; k += stride) {
    const short: Runner = (work) => onShortStack(k, work);
    try {
      runOnce(new Host('none', 1), options, short);
      runOnce(new Host('none', 1), options, asItIs, short);
    } catch (error) {
      throw new Error(`a stack of ${k} frames: ${String(error)}`, { cause: error });
    }
  }
  return k;
}
