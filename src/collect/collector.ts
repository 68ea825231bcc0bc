// A collection, as its definition has it: mark what the roots reach, process weakness, sweep the rest. A full one finds out
// what lives; one of the young takes for granted what the last one found.

import type { Arenas, Survivors } from '../arena/arena.ts';
import type { LargeObjects } from '../arena/large-objects.ts';
import type { EvacuationCut, Evacuator } from './evacuator.ts';
import type { RootTable } from './roots.ts';
import type { Tracer } from './tracer.ts';
import type { WeakTables } from './weak.ts';

/** Which objects a collection looks at. */
export type CollectionScope = 'full' | 'young';

/** The parts of one heap that a collection works on. */
export interface CollectorParts {
  readonly arenas: Arenas;
  readonly larges: LargeObjects;
  readonly roots: RootTable;
  readonly tracer: Tracer;
  readonly evacuator: Evacuator;
  readonly weak: WeakTables;
}

/** Stop-the-world mark and sweep over one heap. When to run it is not its business. */
export class Collector {
  constructor(private readonly parts: CollectorParts) {}

  /**
   * Collects, and says what was found alive. When a scanner or a listener of the host throws, nothing is freed, and nothing but
   * fresh arenas is allocated into until the next collection.
   */
  collect(scope: CollectionScope): Survivors {
    const { arenas, larges, roots, tracer, weak } = this.parts;
    arenas.retire();
    try {
      if (scope === 'full') tracer.beginFull(arenas, larges);
      else tracer.beginYoung(arenas, larges);
      roots.forEachRange((start, end) => tracer.mark(start, end));
      weak.process((ref) => tracer.isMarked(ref));
    } catch (error) {
      tracer.forget(arenas, larges);
      throw error;
    }
    const small = arenas.sweep();
    const large = larges.sweep();
    return { objects: small.objects + large.objects, bytes: small.bytes + large.bytes };
  }

  /** Right after a collection, before anything is allocated: empties the arenas of the cut. Returns the objects moved. */
  compact(cut: EvacuationCut): number {
    const { arenas, evacuator } = this.parts;
    const moved = evacuator.evacuate(cut);
    arenas.sweep();
    return moved;
  }
}
