// Fails every allocation of a program in turn (Zig's checkAllAllocationFailures): first call 0
// alone, then call 0 and all after it, then call 1 … After each run, what was taken must be back,
// and no byte beside a block written.

import { callable, checkArgument } from '../memory/check.ts';
import { TidemarkError } from '../memory/errors.ts';
import { PAGE_SOURCE, type PageSource } from '../memory/page-source.ts';
import type { Allocator } from './allocator.ts';
import { DebugAllocator } from './debug-allocator.ts';
import { FailingAllocator, FailingPages } from './failing-allocator.ts';
import { FailurePlan, type FailureSpan } from './failure-plan.ts';

const FUNCTION = callable<unknown>();
const SPANS: readonly FailureSpan[] = ['once', 'onward'];

/** What a check came to. */
export interface FailureCheck {
  /** Allocations of the program when none fails. */
  readonly calls: number;
  /** Runs with a failure in them. */
  readonly runs: number;
  /** Of these, how many ended in a TidemarkError; in the others the program coped. */
  readonly errors: number;
}

/**
 * A program that does not survive a failed allocation: it leaks, writes beside its blocks, or
 * throws something untyped.
 */
export class FailureCheckError extends Error {
  constructor(plan: FailurePlan, message: string, options?: { readonly cause: unknown }) {
    const when =
      plan.failures === 0 ? 'with no failure' : `with call ${plan.failAt} failing (${plan.span})`;
    super(`${when}: ${message}`, options);
    this.name = 'FailureCheckError';
  }
}

/** Runs the program under a plan, then says what is wrong afterwards; '' is nothing. */
type PlannedRun = (plan: FailurePlan) => { readonly threw: unknown; readonly wrong: string };

function failEachInTurn(run: PlannedRun): FailureCheck {
  const attempt = (plan: FailurePlan): boolean => {
    const { threw, wrong } = run(plan);
    if (threw !== undefined && !(threw instanceof TidemarkError && plan.failures > 0))
      throw new FailureCheckError(plan, `the program threw ${String(threw)}`, { cause: threw });
    if (wrong !== '') throw new FailureCheckError(plan, wrong);
    return threw !== undefined;
  };
  const free = new FailurePlan(Infinity);
  attempt(free);
  let runs = 0;
  let errors = 0;
  for (let failAt = 0; failAt < free.calls; failAt++)
    for (const span of SPANS) {
      runs++;
      if (attempt(new FailurePlan(failAt, span))) errors++;
    }
  return { calls: free.calls, runs, errors };
}

function capture(program: () => void): unknown {
  try {
    program();
    return undefined;
  } catch (error) {
    return error;
  }
}

/**
 * Runs a program on an allocator, with each of its allocations and growing resizes failing in turn.
 * It may throw TidemarkErrors; it must free what it took. `open` makes the allocator to try it on,
 * anew for each run. Throws FailureCheckError.
 */
export function checkAllFailures(
  program: (allocator: Allocator) => void,
  open: () => Allocator,
): FailureCheck {
  checkArgument('checkAllFailures', 'program', program, FUNCTION);
  checkArgument('checkAllFailures', 'open', open, FUNCTION);
  return failEachInTurn((plan) => {
    const inner = open();
    const before = inner.stats();
    const debug = new DebugAllocator(new FailingAllocator(inner, plan), { traces: false });
    const threw = capture(() => program(debug));
    debug.verify();
    const wrong = [
      ...debug.faults.map(({ message }) => message),
      debug.leakReport() || leakOf(before.used, inner.stats().used, 'bytes used'),
    ];
    return { threw, wrong: wrong.filter((line) => line !== '').join('\n') };
  });
}

/**
 * As checkAllFailures, for a program on a page source; a heap, say. After each run the space of the
 * source must have as many pages free as before the first: the pages that the space's own tables
 * take on first use are taken in a run before.
 */
export function checkAllPageFailures(
  program: (pages: PageSource) => void,
  source: PageSource,
): FailureCheck {
  checkArgument('checkAllPageFailures', 'program', program, FUNCTION);
  checkArgument('checkAllPageFailures', 'source', source, PAGE_SOURCE);
  capture(() => program(source));
  const held = (): number => source.space.pages.stats().heldPages;
  const before = held();
  return failEachInTurn((plan) => {
    const threw = capture(() => program(new FailingPages(source, plan)));
    return { threw, wrong: leakOf(before, held(), 'pages held') };
  });
}

function leakOf(before: number, after: number, what: string): string {
  return after === before ? '' : `${after} ${what} at the end, ${before} at the start`;
}
