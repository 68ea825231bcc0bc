// How much a heap may hold, and what is told before it holds too much.

import { checkArgument, wholeNumber } from './memory/check.ts';
import { BadRequestError } from './memory/errors.ts';
import { MIN_LIMIT } from './heap-options.ts';
import { HeapRoots } from './heap-roots.ts';

const LIMIT = wholeNumber(MIN_LIMIT, Infinity, 'bytes');
const CHANGE = wholeNumber(-Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER, 'bytes');

/** The part of a heap that knows its limits. */
export class HeapLimits extends HeapRoots {
  /**
   * Changes the limit; one beyond the space is cut to what there is of it. Below what the heap
   * holds, it refuses to take more until enough was given back. May be called by who is told that
   * the limit is near. Throws BadRequestError for less than 32 KiB, DisposedError, ReenteredError.
   */
  setLimit(bytes: number): void {
    this.plane.gate.checkUsable('setLimit');
    checkArgument('setLimit', 'bytes', bytes, LIMIT);
    const { pages } = this.plane;
    pages.limit = Math.min(bytes, pages.space.reserved);
  }

  /** Bytes of pages that the heap may still take, as its limit and its quota are. */
  remaining(): number {
    this.plane.gate.checkUsable('remaining');
    const { pages } = this.plane;
    return Math.max(0, pages.reachable - pages.used);
  }

  /**
   * Says that objects hold so many more bytes outside of the heap than before, or fewer: what the
   * host has allocated for them. They count as handed out, so that collections come sooner; the
   * limit knows nothing of them. Returns how many there are now. Throws BadRequestError for what is
   * no whole number, and where there would be fewer than none.
   */
  adjustExternal(bytes: number): number {
    const { plane } = this;
    plane.gate.checkUsable('adjustExternal');
    checkArgument('adjustExternal', 'bytes', bytes, CHANGE);
    if (plane.externalBytes + bytes < 0)
      throw new BadRequestError(
        `adjustExternal: ${-bytes} bytes fewer; ` +
          `objects hold ${plane.externalBytes} outside of the heap`,
      );
    return plane.adjustExternal(bytes);
  }
}
