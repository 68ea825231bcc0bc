// The marks in the headers of a heap's objects (object/header.ts has the drawing).

import { MARK_LIMIT, MARK_MASK, MARK_SHIFT } from '../object/header.ts';
import type { Arenas } from '../arena/arena.ts';
import type { ArenaTable } from '../arena/arena-table.ts';
import type { LargeObjects } from '../arena/large-objects.ts';

const FIRST = 1;

/** The mark that a header holds; 0 where no collection has found the object alive. */
export function markOf(header: number): number {
  return (header & MARK_MASK) >>> MARK_SHIFT;
}

/** Which mark what lives has now. A full collection takes the next, so that what it does not find keeps an older one. */
export class HeaderMarks {
  private mark = FIRST;

  /** @param isOn whether headers have marks at all. */
  constructor(
    private readonly table: ArenaTable,
    readonly isOn: boolean,
  ) {}

  /** The mark of what the last collection found alive; 0 where headers have none. */
  get current(): number {
    return this.isOn ? this.mark : 0;
  }

  /** Takes the next mark, before the sweep of a full collection. When they begin anew, nothing has one. */
  advance(arenas: Arenas, larges: LargeObjects): void {
    if (!this.isOn) return;
    this.mark = (this.mark % (MARK_LIMIT - 1)) + 1;
    if (this.mark === FIRST) this.table.kernel.clearMarks(arenas.head, larges.head);
  }
}
