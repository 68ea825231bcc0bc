// The tracer: the kernel's mark loop with what it needs around it.

import { addressOf, type Ref } from '../object/slot.ts';
import type { Arenas } from '../arena/arena.ts';
import type { ArenaTable } from '../arena/arena-table.ts';
import type { LargeObjects } from '../arena/large-objects.ts';

/** Marks what roots reach. One mark at a time. */
export class Tracer {
  /** @param layouts byte address of the table of layouts. */
  constructor(
    private readonly table: ArenaTable,
    private readonly layouts: number,
  ) {}

  /** Starts a mark, on maps that are clear. */
  begin(): void {
    this.table.kernel.begin(this.layouts);
  }

  /** Marks all that the words [start, end), as word indexes, reach. */
  mark(start: number, end: number): void {
    this.table.kernel.markRange(start * 4, end * 4);
  }

  /** Gives up a mark that can not be ended: what lives is unknown until the next. */
  abandon(arenas: Arenas, larges: LargeObjects): void {
    this.table.kernel.forgetMarks(arenas.head, larges.head);
  }

  /** Whether the last mark reached the object; meaningful until the next sweep. */
  isMarked(ref: Ref): boolean {
    return this.table.kernel.isReached(addressOf(ref)) !== 0;
  }
}
