// Stress: ways to have a heap do often, or always, what it does seldom, so that a fault of the
// library or of its host shows at once. None of them changes what a program computes. (Wren has
// such a switch, SpiderMonkey's gczeal and MMTk's stress factor are others.)

import {
  checkArgument,
  checkOptions,
  flag,
  optional,
  text as TEXT,
  wholeNumber,
} from '../memory/check.ts';
import { Interruption } from '../memory/faults.ts';

/** What a heap under stress does. All are off by default. */
export interface StressOptions {
  /**
   * Collects at every n-th point where a collection can happen: an allocation in mode automatic, a
   * safepoint in mode explicit.
   */
  readonly collectEvery?: number | undefined;
  /** Collects at one in sixteen of these points, drawn from this seed. */
  readonly collectSeed?: number | undefined;
  /**
   * Moves every object at each full collection, for which all roots have to be precise. Takes as
   * much room again as lives.
   */
  readonly moveAll?: boolean | undefined;
  /** Fills what is free with a word that is neither an integer nor a reference. */
  readonly poison?: boolean | undefined;
  /** Never hands an address out twice: pages stay with the heap until it is disposed of. */
  readonly neverReuse?: boolean | undefined;
  /**
   * Begins each collection where the engine's stack ends, and again and again a little higher,
   * until there is room for it.
   */
  readonly overflowStack?: boolean | undefined;
  /** Verifies the heap after each collection. */
  readonly verify?: boolean | undefined;
}

/** How each option looks like; `stress` of HeapOptions keeps these rules. */
export const STRESS_RULES = {
  collectEvery: optional(wholeNumber(1, Infinity, 'points')),
  collectSeed: optional(wholeNumber(0, 0xffffffff)),
  moveAll: optional(flag),
  poison: optional(flag),
  neverReuse: optional(flag),
  overflowStack: optional(flag),
  verify: optional(flag),
};

const RANDOM_CHANCE = 1 / 16;

/** A prime, so that it is not the same depth each time. */
const LEVELS_BETWEEN = 23;

/** The name of the environment variable that puts every heap of a process under stress. */
const STRESS_VARIABLE = 'TIDEMARK_STRESS';

/** `collectEvery=3,moveAll,poison`, as in TIDEMARK_STRESS, as options. Throws BadRequestError. */
export function parseStress(text: string): StressOptions {
  checkArgument('parseStress', 'text', text, TEXT);
  const entries = text.split(',').map((part): [string, number | boolean] => {
    const [name, value] = part.trim().split('=') as [string, string?];
    return [name, value === undefined ? true : Number(value)];
  });
  return checkOptions(`stress '${text}'`, Object.fromEntries(entries), STRESS_RULES);
}

/** What the environment asks for; undefined where it asks for nothing, or there is none. */
export function stressOfEnvironment(): StressOptions | undefined {
  const { process } = globalThis as {
    readonly process?: { readonly env?: Readonly<Record<string, string>> };
  };
  const text = process?.env?.[STRESS_VARIABLE];
  return text === undefined || text === '' ? undefined : parseStress(text);
}

/** The stress on one heap. */
export class Stress {
  private points = 0;
  private state: number;

  constructor(readonly options: StressOptions) {
    this.state = options.collectSeed ?? 0;
  }

  /** Whether points where a collection can happen are to be counted. */
  get collects(): boolean {
    return this.options.collectEvery !== undefined || this.options.collectSeed !== undefined;
  }

  /** Counts a point where a collection can happen; whether one is to. */
  isDue(): boolean {
    const { collectEvery, collectSeed } = this.options;
    if (collectEvery !== undefined && ++this.points % collectEvery === 0) return true;
    return collectSeed !== undefined && this.random() < RANDOM_CHANCE;
  }

  /**
   * Runs it where the engine's stack ends, and again some levels higher, until there is room for
   * it.
   */
  atStackEnd<Result>(work: () => Result): Result {
    if (this.options.overflowStack !== true) return work();
    let done: { readonly result: Result } | undefined;
    let level = 0;
    const descend = (): void => {
      try {
        descend();
      } catch (error) {
        if (!isStackOverflow(error)) throw error;
      }
      if (done === undefined && level++ % LEVELS_BETWEEN === 0) done = { result: work() };
    };
    try {
      descend();
    } catch (error) {
      if (!isStackOverflow(error)) throw error;
    }
    return done === undefined ? work() : done.result;
  }

  /** Mulberry32: good enough for a draw, and the same on every engine. */
  private random(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), this.state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }
}

/** An engine's full stack, by whatever name, whoever met it. */
function isStackOverflow(error: unknown): boolean {
  if (error instanceof Interruption) return isStackOverflow(error.reason);
  if (!(error instanceof Error)) return false;
  return error.name === 'InternalError' || error.message.includes('call stack');
}
