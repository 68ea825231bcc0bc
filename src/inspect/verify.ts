// The verifier: looks at a heap as a reader of its drawings would (arena/geometry.ts,
// object/header.ts), and says what is not as it should be. It shares no code with the tracer, so
// that the two cannot agree on a mistake, and makes no object for an object of the heap: the heap
// may have hundreds of millions.

import { checkAllocated, checkLayouts, checkPageCounts, checkSums } from './books.ts';
import { checkEntries } from './entries.ts';
import { explain } from './explain.ts';
import { Fault } from './fault.ts';
import { checkHandles } from './handles.ts';
import { checkLarges } from './larges.ts';
import { checkArenas } from './maps.ts';
import { checkMarks } from './marks.ts';
import type { RootRange } from './names.ts';
import { ObjectWalk } from './objects.ts';
import { checkCards, visitOld } from './old.ts';
import { claimPages } from './pages.ts';
import type { VerifierHeap } from './parts.ts';
import { Reading } from './reading.ts';
import { checkRegions } from './regions.ts';
import { takeRoots } from './roots.ts';
import { SideTables } from './side-tables.ts';
import { checkWeak } from './weak.ts';
import { visitEphemerons } from './weak-walk.ts';

/** What a heap without faults holds. */
export interface Verified {
  /** Objects and bytes that the roots reach. */
  readonly objects: number;
  readonly bytes: number;
}

/**
 * Throws CorruptHeapError at the first fault; otherwise says what the roots reach. Asks the host's
 * scanners: what they throw is told as a fault of theirs, at the end.
 */
export function verify(heap: VerifierHeap): Verified {
  const { parts } = heap;
  const roots = takeRoots(parts);
  try {
    return check(heap, roots);
  } catch (error) {
    throw error instanceof Fault ? explain(error, parts, roots) : error;
  } finally {
    heap.tellFaults();
  }
}

function check(heap: VerifierHeap, roots: readonly RootRange[]): Verified {
  const { parts } = heap;
  const tables = new SideTables(parts.pages.space);
  const pages = claimPages(parts, tables);
  checkLayouts(parts);
  const walk = new ObjectWalk(parts, pages);
  visitEphemerons(walk, parts, () => walk.visitRoots(roots));
  const { objects, bytes } = walk;

  const reading = new Reading(heap, tables, pages, walk);
  checkEntries(reading);
  checkWeak(reading);
  visitOld(reading);
  checkArenas(reading);
  checkLarges(reading);
  checkCards(reading);
  checkRegions(reading);
  checkMarks(reading);
  checkHandles(reading);
  checkPageCounts(reading);
  checkAllocated(reading);
  checkSums(reading);
  return { objects, bytes };
}
