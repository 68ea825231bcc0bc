// Which call of a program is to fail. One plan can be shared by several failing allocators and page sources; it counts the
// calls of all.

import { BadRequestError } from '../memory/errors.ts';

/** 'once': that call alone; 'onward': that call and every one after it. */
export type FailureSpan = 'once' | 'onward';

/** Fails the call number `failAt`, counted from 0. */
export class FailurePlan {
  private count = 0;
  private failed = 0;

  /** @param failAt the first call that fails; Infinity for none. */
  constructor(
    readonly failAt: number,
    readonly span: FailureSpan = 'onward',
  ) {
    if (!(failAt >= 0) || (!Number.isInteger(failAt) && failAt !== Infinity))
      throw new BadRequestError(
        `a failure at call ${failAt}; a whole number from 0 up is possible`,
      );
  }

  /** Calls seen, those that failed included. */
  get calls(): number {
    return this.count;
  }

  /** Calls that were made to fail. */
  get failures(): number {
    return this.failed;
  }

  /** Counts a call; whether it is to fail. */
  next(): boolean {
    const call = this.count++;
    const fails = this.span === 'once' ? call === this.failAt : call >= this.failAt;
    if (fails) this.failed++;
    return fails;
  }
}
