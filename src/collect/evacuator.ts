// The evacuator: moves the survivors of sparse arenas into the holes of the others, and tells every
// word that referred to them. Works on what a sweep has just left: live maps that are exact, and no
// allocation since.

import type { ArenaIndex, ArenaTable } from '../arena/arena-table.ts';
import type { Arenas } from '../arena/arena.ts';
import type { LargeObjects } from '../arena/large-objects.ts';
import type { RootRanges } from './root-ranges.ts';
import type { Weakness } from '../weak/weakness.ts';

/**
 * Which arenas to empty: those with fewer live granules than `below`, and `quota` of those with
 * just as many.
 */
export interface EvacuationCut {
  readonly below: number;
  readonly quota: number;
  /** Arenas with nothing in them, taken for the objects to go to. */
  readonly empty?: readonly ArenaIndex[];
}

/** The parts of one heap that hold references or objects. */
export interface EvacuatorParts {
  readonly arenas: Arenas;
  readonly larges: LargeObjects;
  readonly weak: Weakness;
}

/** Moves objects. */
export class Evacuator {
  constructor(
    private readonly table: ArenaTable,
    private readonly parts: EvacuatorParts,
  ) {}

  /**
   * Moves what it can, and tells the roots in these ranges, the slots and the followers. Returns
   * how many objects it moved. The sources are dropped by the next sweep. Throws nothing: the
   * followers' exceptions are faults.
   */
  evacuate(cut: EvacuationCut, ranges: RootRanges): number {
    const { kernel } = this.table;
    const { arenas, larges, weak } = this.parts;
    kernel.flagSources(arenas.head, cut.below, cut.quota);
    if (cut.empty !== undefined) arenas.add(cut.empty);
    kernel.evacuate(arenas.head);
    const moved = kernel.movedObjects.value;
    if (moved > 0) {
      ranges.forEach((start, end) => kernel.forwardRange(start * 4, end * 4));
      kernel.forwardHeap(arenas.head, larges.head);
      weak.follow((ref) => kernel.forward(ref) as typeof ref);
    }
    kernel.endEvacuation(arenas.head);
    return moved;
  }
}
