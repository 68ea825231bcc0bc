// Which call of a program is to fail. One plan can be shared by several failing allocators and page
// sources; it counts the calls of all.

import { checkArgument, either, oneOf, wholeNumber } from '../memory/check.ts';

/** 'once': that call alone; 'onward': that call and every one after it. */
export type FailureSpan = 'once' | 'onward';

const CALL = either(wholeNumber(0), oneOf(Infinity));
const SPAN = oneOf('once', 'onward');

/** Fails the call number `failAt`, counted from 0. */
export class FailurePlan {
  private count = 0;
  private failed = 0;

  /** @param failAt the first call that fails; Infinity for none. */
  constructor(
    readonly failAt: number,
    readonly span: FailureSpan = 'onward',
  ) {
    checkArgument('FailurePlan', 'failAt', failAt, CALL);
    checkArgument('FailurePlan', 'span', span, SPAN);
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
