// Pages on their way back. A page source is the host's own code and may throw: what it did not take
// is kept here, and offered again.

import type { PageIndex } from '../memory/brands.ts';
import type { Faults } from '../memory/faults.ts';
import type { LimitedPages } from '../memory/page-source.ts';
import { PAGE_BYTES } from '../memory/units.ts';

interface Run {
  readonly start: PageIndex;
  readonly pages: number;
}

/** Gives the runs of one heap back to where they came from. Never throws. */
export class PageReturns {
  private refused: Run[] = [];

  constructor(
    private readonly pages: LimitedPages,
    private readonly faults: Faults,
    /** Called with each run before it goes. */
    private readonly wipe: (start: PageIndex, pages: number) => void = () => undefined,
  ) {}

  /** Bytes of the runs that could not be given back: nothing is in them, but they count as used. */
  get bytes(): number {
    return this.refused.reduce((sum, { pages }) => sum + pages * PAGE_BYTES, 0);
  }

  /** Visits the runs that could not be given back. */
  forEachRun(visit: (start: PageIndex, pages: number) => void): void {
    for (const { start, pages } of this.refused) visit(start, pages);
  }

  /**
   * Gives a run back; what the source throws becomes a fault, and the run is offered again by
   * `retry` if it is still held.
   */
  release(start: PageIndex, pages: number): void {
    this.wipe(start, pages);
    try {
      this.pages.release(start, pages);
    } catch (error) {
      this.faults.note(error);
      const { space, owner } = this.pages;
      if (space.pages.ownerOf(start) === owner) this.refused.push({ start, pages });
    }
  }

  /** Offers again what was refused. */
  retry(): void {
    if (this.refused.length === 0) return;
    const again = this.refused;
    this.refused = [];
    for (const { start, pages } of again) this.release(start, pages);
  }
}
