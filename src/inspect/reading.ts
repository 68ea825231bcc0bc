// What the checks read: the heap's parts, its side tables and pages, and what the walk has found.

import { LARGE_NEXT, LARGE_PREFIX_BYTES } from '../arena/geometry.ts';
import type { ObjectWalk } from './objects.ts';
import type { Pages } from './pages.ts';
import type { VerifierHeap, VerifierParts } from './parts.ts';
import type { SideTables } from './side-tables.ts';

/** One heap, as it is read. */
export class Reading {
  readonly parts: VerifierParts;
  readonly log: VerifierHeap['log'];
  readonly words: Int32Array;
  /** The heap's number, as words have it. */
  readonly heap: number;
  /** Whether the maps say what the last mark found. */
  readonly areMarksWhole: boolean;
  /** Which arenas, and blocks of as many bytes, hold objects that no mark has reached. */
  readonly youngIn: Uint8Array;

  constructor(
    { parts, log }: VerifierHeap,
    readonly tables: SideTables,
    readonly pages: Pages,
    readonly walk: ObjectWalk,
  ) {
    this.parts = parts;
    this.log = log;
    this.words = parts.pages.space.words;
    this.heap = parts.pages.owner | 0;
    this.areMarksWhole = parts.tracer.canKeepOld;
    this.youngIn = new Uint8Array(tables.arenas);
  }

  forEachArena(visit: (arena: number) => void): void {
    const { head } = this.parts.arenas;
    for (let arena = head; arena !== 0; arena = this.tables.next(arena)) visit(arena);
  }

  /** Visits the addresses of large objects. */
  forEachLarge(visit: (object: number) => void): void {
    const { words } = this;
    const { head } = this.parts.larges;
    for (let page = head; page !== 0; page = words[(page + LARGE_NEXT) >>> 2]! >>> 0)
      visit(page + LARGE_PREFIX_BYTES);
  }
}
