// The marks in the headers against the maps: what the maps say lives has the mark of now, and no
// other block has.

import {
  GRANULE_SHIFT,
  MARK_MASK,
  MARK_SHIFT,
  PASSED_OVER,
  POISON,
  SIZE_SHIFT,
} from '../object/header.ts';
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

function checkMark({ parts, tables, log }: Reading, object: number, header: number): void {
  const { current } = parts.marks;
  const mark = (header & MARK_MASK) >>> MARK_SHIFT;
  const isReached = tables.isReached(object);
  if (isReached && (header & PASSED_OVER) !== 0)
    throw new Fault('is alive, and its header says that it was passed over as dead', { object });
  if (isReached === (mark === current && current !== 0)) return;
  if (isReached && current === 0 && mark === 0) return;
  throw new Fault(
    isReached
      ? `was found alive by collection ${log.collections}, and its header has mark ${mark}, not ` +
          `${current}`
      : `was found by no collection, and its header has mark ${mark}, that of what lives`,
    { object },
  );
}
