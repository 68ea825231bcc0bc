// The tracer: the kernel's mark loop with what it needs around it, a colour and a bounded mark stack.

import { COLOUR_FLIP, COLOUR_MASK } from '../object/header.ts';
import type { Ref } from '../object/slot.ts';
import type { AddressSpace } from '../memory/address-space.ts';
import type { ArenaTable } from '../arena/arena-table.ts';
import type { Arenas } from '../arena/arena.ts';
import type { LargeObjects } from '../arena/large-objects.ts';

/** Where the tracer finds its tables, as byte addresses. */
export interface TracerMemory {
  readonly layoutCounts: number;
  /** The memory of a mark, as kernel/mark-memory.ts lays it out. */
  readonly markMemory: number;
  readonly markMemoryBytes: number;
}

/** Marks what roots reach. One mark at a time. */
export class Tracer {
  /** The colour of the last mark, 1 or 2; a new object has colour 0. */
  private current = 1;

  constructor(
    private readonly table: ArenaTable,
    private readonly space: AddressSpace,
    private readonly memory: TracerMemory,
  ) {}

  get colour(): number {
    return this.current;
  }

  /** Starts a mark in the other colour: everything is unmarked from here on, and nothing was cleared. */
  begin(): void {
    this.current ^= COLOUR_FLIP;
    const { layoutCounts, markMemory, markMemoryBytes } = this.memory;
    this.table.kernel.begin(this.current, layoutCounts, markMemory, markMemoryBytes);
  }

  /** Marks all that the words [start, end), as word indexes, reach. */
  mark(start: number, end: number): void {
    this.table.kernel.markRange(start * 4, end * 4);
  }

  /** Scans again what the bounded stack had no room for. Returns the number of objects marked since `begin`. */
  finish(arenas: Arenas, larges: LargeObjects): number {
    this.table.kernel.finish(arenas.head, larges.head);
    return this.table.kernel.markedObjects.value;
  }

  /** Whether the last mark reached the object; meaningful until the next sweep. */
  isMarked(ref: Ref): boolean {
    return (this.space.words[ref >>> 2]! & COLOUR_MASK) === this.current;
  }
}
