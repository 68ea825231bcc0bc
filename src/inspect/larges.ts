// Large objects: what stands around each, and what the maps have of it. They have one bit each, at
// its header.

import { ARENA_SHIFT, LARGE_BYTES, LARGE_HEAP, LARGE_PREFIX_BYTES } from '../arena/geometry.ts';
import { largeFootprint } from '../arena/large-objects.ts';
import { Fault } from './fault.ts';
import { checkQueue } from './maps.ts';
import { hex } from './names.ts';
import type { Reading } from './reading.ts';

/** Checks each large object, and notes where young ones are. */
export function checkLarges(reading: Reading): void {
  reading.forEachLarge((object) => {
    checkPrefix(reading, object);
    checkRest(reading, object);
    if (!reading.areMarksWhole) return;
    checkBits(reading, object);
    checkQueue(reading, object >>> ARENA_SHIFT);
  });
}

/** The third word of the prefix is the heap's number, and the fourth nothing. */
function checkPrefix({ words, heap }: Reading, object: number): void {
  const at = (object - LARGE_PREFIX_BYTES + LARGE_HEAP) >>> 2;
  if (words[at] !== heap)
    throw new Fault(`says that it is of heap ${words[at]}, not of ${heap}`, { object });
  if (words[at + 1] !== 0)
    throw new Fault(`has ${words[at + 1]} in its prefix, where nothing belongs`, { object });
}

/** Behind the object its last page is zero, so that it can grow into that. */
function checkRest({ parts }: Reading, object: number): void {
  const { bytes, words } = parts.pages.space;
  const page = object - LARGE_PREFIX_BYTES;
  const length = words[(page + LARGE_BYTES) >>> 2]!;
  const rest = bytes.subarray(object + length, page + largeFootprint(length));
  const dirty = rest.findIndex((byte) => byte !== 0);
  if (dirty >= 0)
    throw new Fault(`was written over its end, at ${hex(object + length + dirty)}`, { object });
}

function checkBits({ tables, youngIn }: Reading, object: number): void {
  const isReached = tables.isReached(object);
  const says = isReached ? 'is reached, and not live' : 'is live, and not reached';
  if (isReached !== tables.isLive(object)) throw new Fault(says, { object });
  if (!isReached) youngIn[object >>> ARENA_SHIFT] = 1;
}
