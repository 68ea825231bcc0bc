// Marking in the phase between mark and sweep: words that turn out to be live are handed to the
// tracer many at a time, and it says which arenas it has visited for them.

import type { Address } from '../memory/brands.ts';
import type { SlotWord } from '../object/slot.ts';
import type { ArenaTable } from '../arena/arena-table.ts';
import type { ReachedMap } from '../arena/reached-map.ts';

/** Words that are handed over together, and visits that are written down. */
const BATCH_WORDS = 1024;

/** Bytes of the space that a marker needs. */
export const MARKER_BYTES = 2 * BATCH_WORDS * 4;

/**
 * Told what was visited: so many arenas, whose numbers stand from a word of the space on; or more
 * than are written down, where that is 0.
 */
export type VisitListener = (log: number, visits: number) => void;

/** Marks all that the words [start, end) reach, as word indexes. */
export type RangeMark = (start: number, end: number) => void;

/** Hands words to the tracer of one heap. */
export class WeakMarker {
  private count = 0;

  /** @param address of MARKER_BYTES of the space. */
  constructor(
    private readonly table: ArenaTable,
    private readonly address: Address,
    private readonly mark: RangeMark,
    private readonly onVisits: VisitListener,
  ) {}

  /** Whether there are words to be handed over. */
  get hasWork(): boolean {
    return this.count > 0;
  }

  /** Forgets what a phase that was cut short has left. */
  clear(): void {
    this.count = 0;
  }

  /** Marks what a word refers to, if it is a reference, sooner or later. */
  push({ words }: ReachedMap, word: SlotWord): void {
    if (this.count === BATCH_WORDS) this.flush();
    words[(this.address >>> 2) + this.count++] = word;
  }

  /** Marks what the words reach that were pushed. */
  flush(): void {
    const start = this.address >>> 2;
    const end = start + this.count;
    this.count = 0;
    this.markRange(start, end);
  }

  /** Marks what these words of the space reach, at once. */
  markRange(start: number, end: number): void {
    const { kernel } = this.table;
    const log = (this.address >>> 2) + BATCH_WORDS;
    kernel.logVisits(log * 4, BATCH_WORDS);
    this.mark(start, end);
    const visits = kernel.visitsLogged.value;
    kernel.logVisits(0, 0);
    this.onVisits(visits > BATCH_WORDS ? 0 : log, visits);
  }
}
