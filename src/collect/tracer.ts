// The tracer: the kernel's mark loop with what it needs around it.

import { addressOf, type Ref } from '../object/slot.ts';
import type { Arenas } from '../arena/arena.ts';
import type { ArenaTable } from '../arena/arena-table.ts';
import type { LargeObjects } from '../arena/large-objects.ts';

/**
 * From so many arenas on, 256 MiB, references are deferred (src/kernel/assembly/settle.ts): below, it takes longer than the waiting that
 * it saves.
 */
const WIDE = 8192;

/** Marks what roots reach. One mark at a time. */
export class Tracer {
  /** @param layouts byte address of the table of layouts. */
  constructor(
    private readonly table: ArenaTable,
    private readonly layouts: number,
  ) {}

  /** Starts a mark of everything. */
  beginFull(arenas: Arenas, larges: LargeObjects): void {
    this.forget(arenas, larges);
    this.table.kernel.begin(this.layouts, arenas.count >= WIDE);
  }

  /** Starts a mark of what no earlier one reached. */
  beginYoung(arenas: Arenas, larges: LargeObjects): void {
    this.table.kernel.begin(this.layouts, arenas.count >= WIDE);
    this.table.kernel.revisit(arenas.head, larges.head);
  }

  /** Marks all that the words [start, end), as word indexes, reach. */
  mark(start: number, end: number): void {
    this.table.kernel.markRange(start * 4, end * 4);
  }

  /** Forgets what was reached: what lives is unknown until the next mark, and everything is young to it. */
  forget(arenas: Arenas, larges: LargeObjects): void {
    this.table.kernel.forgetMarks(arenas.head, larges.head);
  }

  /** Whether the mark that just ended reached the object, or passed over it as old. */
  isMarked(ref: Ref): boolean {
    return this.table.kernel.isReached(addressOf(ref)) !== 0;
  }
}
