// The marks in the headers against the maps: what the maps say lives is marked, and no other
// block is.

import { GRANULE_SHIFT, MARKED, PASSED_OVER, POISON, SIZE_SHIFT } from '../object/header.ts';
import { ARENA_BYTES } from '../arena/geometry.ts';
import { Fault } from './fault.ts';
import type { Reading } from './reading.ts';
import { startOf } from './side-tables.ts';

/** Checks each block of each arena, alive or dead, and each large object. */
export function checkMarks(reading: Reading): void {
  if (!reading.areMarksWhole) return;
  reading.forEachArena((arena) => {
    const start = startOf(arena);
    for (let at = start; at < start + ARENA_BYTES;) at += checkBlock(reading, at);
  });
  reading.forEachLarge((object) => checkMark(reading, object, reading.words[object >>> 2]!));
}

/** Checks the block at an address, if one begins there. Returns the bytes to the next. */
function checkBlock(reading: Reading, address: number): number {
  const header = reading.words[address >>> 2]!;
  if (header === 0 || header === POISON) return 1 << GRANULE_SHIFT;
  const granules = header >>> SIZE_SHIFT;
  if (granules === 0) throw new Fault('has no size, where a block begins', { object: address });
  checkMark(reading, address, header);
  return granules << GRANULE_SHIFT;
}

function checkMark({ parts, tables }: Reading, object: number, header: number): void {
  const isMarked = (header & MARKED) !== 0;
  const isReached = tables.isReached(object);
  if (isReached && (header & PASSED_OVER) !== 0)
    throw new Fault('is alive, and its header says that it was passed over as dead', { object });
  if (isMarked === (isReached && parts.options.marksHeaders)) return;
  throw new Fault(
    isReached
      ? `lived at the last collection, and its header says that it is ${isMarked ? '' : 'not '}marked`
      : 'was found by no collection, and its header says that it is marked',
    { object },
  );
}
