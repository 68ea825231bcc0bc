// The tracer: the kernel's mark loop with what it needs around it.

import type { OwnerId } from '../memory/brands.ts';
import { addressOf, isRef, type SlotWord } from '../object/slot.ts';
import type { Arenas } from '../arena/arena.ts';
import type { ArenaTable } from '../arena/arena-table.ts';
import type { LargeObjects } from '../arena/large-objects.ts';

/**
 * From so many arenas on, 256 MiB, references are deferred (src/kernel/assembly/settle.ts): below,
 * it takes longer than the waiting that it saves.
 */
const WIDE = 8192;

/**
 * Marks what roots reach. One mark at a time.
 *
 * A mark that was begun and not ended (the engine's stack was full, the kernel met a word that is
 * no reference) leaves maps that say nothing. So from its beginning to its end the maps count as
 * broken, and the next mark must be a full one, which clears them first.
 */
export class Tracer {
  private isBroken = false;
  /** The trespasses of other heaps' marks that the maps have been cleared of. */
  private trespasses: number;

  /** @param layouts byte address of the table of layouts. */
  constructor(
    private readonly table: ArenaTable,
    private readonly heap: OwnerId,
    private readonly layouts: number,
  ) {
    this.trespasses = table.trespasses;
  }

  /** Whether the maps say what lives and what is old: not after a mark that was cut short. */
  get mapsAreWhole(): boolean {
    return !this.isBroken;
  }

  /** Whether a mark can keep what earlier ones reached. */
  get canKeepOld(): boolean {
    return !this.isBroken && this.trespasses === this.table.trespasses;
  }

  /** Starts a mark of everything. */
  beginFull(arenas: Arenas, larges: LargeObjects): void {
    this.isBroken = true;
    const { kernel } = this.table;
    kernel.forgetMarks(arenas.head, larges.head);
    this.begin(arenas, larges);
  }

  /** Starts a mark of what no earlier one reached. Only where `canKeepOld`. */
  beginYoung(arenas: Arenas, larges: LargeObjects): void {
    this.isBroken = true;
    this.begin(arenas, larges);
    this.table.kernel.revisit(arenas.head, larges.head);
  }

  /** Marks all that the words [start, end), as word indexes, reach. */
  mark(start: number, end: number): void {
    this.table.kernel.markRange(start * 4, end * 4);
  }

  /** Says that everything is marked that is reached. */
  end(): void {
    if (this.table.kernel.trespassed.value === 0) this.trespasses = --this.table.trespasses;
    this.isBroken = false;
  }

  /** Whether the mark that just ended reached the object, or passed over it as old. */
  isMarked(ref: SlotWord): boolean {
    const address = addressOf(ref);
    return isRef(ref) && address < this.table.start && this.table.kernel.isReached(address) !== 0;
  }

  private begin(arenas: Arenas, larges: LargeObjects): void {
    const defers = arenas.count >= WIDE;
    // Until it ends without one, it counts as having met what others hold, since it may be cut
    // short. What it does to others is not to be taken for what others did to it.
    this.trespasses = ++this.table.trespasses;
    this.table.kernel.begin(arenas.head, larges.head, this.heap, this.layouts, defers);
  }
}
