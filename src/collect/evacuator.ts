// The evacuator: moves the survivors of sparse arenas into the holes of the others, and tells every word that referred to
// them. Works on what a sweep has just left: live maps that are exact, and no allocation since.

import type { ArenaTable } from '../arena/arena-table.ts';
import type { Arenas } from '../arena/arena.ts';
import type { LargeObjects } from '../arena/large-objects.ts';
import type { RootTable } from './roots.ts';
import type { WeakTables } from './weak.ts';

/** Which arenas to empty: those with fewer live granules than `below`, and `quota` of those with just as many. */
export interface EvacuationCut {
  readonly below: number;
  readonly quota: number;
}

/** The parts of one heap that hold references or objects. */
export interface EvacuatorParts {
  readonly arenas: Arenas;
  readonly larges: LargeObjects;
  readonly roots: RootTable;
  readonly weak: WeakTables;
}

/** Moves objects. */
export class Evacuator {
  constructor(
    private readonly table: ArenaTable,
    private readonly parts: EvacuatorParts,
  ) {}

  /** Moves what it can, and returns how many objects that was. The sources are dropped by the next sweep. */
  evacuate(cut: EvacuationCut): number {
    const { kernel } = this.table;
    const { arenas, larges, roots, weak } = this.parts;
    kernel.flagSources(arenas.head, cut.below, cut.quota);
    kernel.evacuate(arenas.head);
    if (kernel.movedObjects.value > 0) {
      roots.forEachRange((start, end) => kernel.forwardRange(start * 4, end * 4));
      kernel.forwardHeap(arenas.head, larges.head);
      weak.follow((ref) => kernel.forward(ref));
    }
    kernel.endEvacuation(arenas.head);
    return kernel.movedObjects.value;
  }
}
