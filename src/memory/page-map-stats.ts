// What a page map says of itself.

/** Figures of a page map, all in pages. */
export interface PageMapStats {
  readonly pages: number;
  readonly freePages: number;
  readonly heldPages: number;
  /**
   * Pages up to the highest that was ever held, and the tail: what the operating system may have
   * committed.
   */
  readonly touchedPages: number;
  /** The longest run that one request could get. */
  readonly longestFreeRun: number;
  /** 0 when all free pages are one run; near 1 when they are many short ones. */
  readonly fragmentation: number;
}
