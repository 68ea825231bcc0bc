// A collection, as its definition has it: mark what the roots reach, process weakness, sweep the
// rest. A full one finds out what lives; one of the young takes for granted what the last one
// found.
//
// It is a transaction. The host's scanners run before anything has changed; what they hand over is
// looked at and kept, and the same ranges serve the mark and the moving of objects. Where the
// engine or a listener ends it between mark and sweep, nothing was freed, and the next collection
// is a full one that starts from clear maps. From the sweep on, nothing can end it: the stack that
// it needs was looked at before (kernel/assembly/stack.ts), and what the host's code throws there
// is noted as a fault and told later.

import type { AddressSpace } from '../memory/address-space.ts';
import { CorruptHeapError } from '../memory/errors.ts';
import { refAt } from '../object/slot.ts';
import type { Arenas, Survivors } from '../arena/arena.ts';
import type { LargeObjects } from '../arena/large-objects.ts';
import type { Checker } from '../checked/checker.ts';
import type { EvacuationCut, Evacuator } from './evacuator.ts';
import type { RootRanges } from './root-ranges.ts';
import type { RootTable } from './roots.ts';
import type { Tracer } from './tracer.ts';
import type { Weakness } from '../weak/weakness.ts';

/** Which objects a collection looks at. */
export type CollectionScope = 'full' | 'young';

/** The parts of one heap that a collection works on. */
export interface CollectorParts {
  readonly space: AddressSpace;
  readonly name: string;
  readonly arenas: Arenas;
  readonly larges: LargeObjects;
  readonly roots: RootTable;
  readonly tracer: Tracer;
  readonly evacuator: Evacuator;
  readonly weak: Weakness;
  /** Whether headers say what lives. */
  readonly marksHeaders: boolean;
  /** Told of what does not live; only in checked mode. */
  readonly checker: Checker | undefined;
}

/** What a collection found alive, and how many objects it moved. */
export interface Collected extends Survivors {
  readonly moved: number;
}

/** Says, of what a full sweep left, which arenas to empty; nothing: none. */
export type CompactionPlan = (survivors: Survivors) => EvacuationCut | undefined;

/** Stop-the-world mark and sweep over one heap. When to run it is not its business. */
export class Collector {
  constructor(private readonly parts: CollectorParts) {}

  /**
   * Collects. Throws what a scanner or a listener of onMarked throws, ReenteredError where another
   * heap of the space is in the middle of its own, BadRequestError for a scanner's range that is
   * none, CorruptHeapError for a word that refers to beyond the space: then nothing is freed.
   */
  collect(scope: CollectionScope, plan: CompactionPlan): Collected {
    const { space, name, roots, tracer } = this.parts;
    const ranges = roots.takeRanges();
    space.lock(name);
    try {
      this.mark(scope, ranges);
      tracer.end();
      this.parts.checker?.prune((address) => tracer.isMarked(refAt(address)));
      const survivors = this.sweep();
      const cut = scope === 'full' ? plan(survivors) : undefined;
      return { ...survivors, moved: cut === undefined ? 0 : this.evacuate(cut, ranges) };
    } finally {
      space.unlock();
    }
  }

  private mark(scope: CollectionScope, ranges: RootRanges): void {
    const { arenas, larges, tracer, weak } = this.parts;
    arenas.retire();
    weak.begin(scope === 'young');
    try {
      if (scope === 'full') tracer.beginFull(arenas, larges);
      else tracer.beginYoung(arenas, larges);
      ranges.forEach((start, end) => tracer.mark(start, end));
      // Old objects wait to be looked at again, also where there is no root at all.
      tracer.mark(0, 0);
      weak.trace();
      weak.settle();
    } catch (error) {
      throw isTrap(error) ? badWord(error) : error;
    }
  }

  private sweep(): Survivors {
    const { arenas, larges, marksHeaders } = this.parts;
    const small = arenas.sweep(marksHeaders);
    const large = larges.sweep(marksHeaders);
    return { objects: small.objects + large.objects, bytes: small.bytes + large.bytes };
  }

  /** Empties the arenas of the cut. Returns the objects moved. */
  private evacuate(cut: EvacuationCut, ranges: RootRanges): number {
    const { arenas, evacuator } = this.parts;
    const moved = evacuator.evacuate(cut, ranges);
    // What has moved took its mark along.
    arenas.sweep(false);
    return moved;
  }
}

/**
 * Whether the kernel itself was stopped. An engine's full stack is none of it: that is a RangeError
 * or InternalError.
 */
function isTrap(error: unknown): boolean {
  return error instanceof Error && error.name === 'RuntimeError';
}

function badWord(cause: unknown): CorruptHeapError {
  const error = new CorruptHeapError(
    'a root or a slot holds a word that is no reference, but has the form of one; verify() tells where',
  );
  error.cause = cause;
  return error;
}
