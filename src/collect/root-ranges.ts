// The ranges of words that a collection starts from, as the host's scanners handed them over: taken
// once, looked at, and the same for all that the collection does with them.

import { BadRequestError } from '../memory/errors.ts';

/** Receives a range of words [start, end), as word indexes of the space. */
export type RangeVisitor = (start: number, end: number) => void;

/** Ranges of words. */
export class RootRanges {
  private readonly bounds: number[] = [];
  private isClosed = false;

  /** @param end words from this one on are the space's own tables. */
  constructor(private readonly end: number) {}

  /** Takes a range. Throws BadRequestError for one that is none, or comes too late. */
  add(start: number, end: number): void {
    if (this.isClosed)
      throw new BadRequestError('a range of roots was handed over when the scan had ended');
    const isRange = Number.isInteger(start) && Number.isInteger(end) && start >= 0 && start <= end;
    if (!isRange || end > this.end)
      throw new BadRequestError(
        `a scanner handed over the words from ${String(start)} to ${String(end)}; ` +
          `a range within 0 and ${this.end} is possible`,
      );
    if (start < end) this.bounds.push(start, end);
  }

  /** Takes no more. */
  close(): void {
    this.isClosed = true;
  }

  /** Whether these are the same ranges, in the same order. */
  equals(other: RootRanges): boolean {
    const { bounds } = this;
    return (
      bounds.length === other.bounds.length &&
      bounds.every((bound, index) => bound === other.bounds[index])
    );
  }

  /** Visits the ranges, in the order in which they came. */
  forEach(visit: RangeVisitor): void {
    const { bounds } = this;
    for (let index = 0; index < bounds.length; index += 2)
      visit(bounds[index]!, bounds[index + 1]!);
  }
}
