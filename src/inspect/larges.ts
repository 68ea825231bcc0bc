// Large objects: what stands around each, and what the maps have of it. They have one bit each, at
// its header.

import {
  ARENA_BYTES,
  ARENA_SHIFT,
  LARGE_BYTES,
  LARGE_HEAP,
  LARGE_PREFIX_BYTES,
} from '../arena/geometry.ts';
import { largeFootprint } from '../arena/large-objects.ts';
import { Fault } from './fault.ts';
import { checkQueue } from './maps.ts';
import { hex } from './names.ts';
import type { Reading } from './reading.ts';
import { addressOfBits, BIT_SHIFT, MAP_INDEX_SHIFT } from './side-tables.ts';

/** The bit of a large object's header in the first map word of its page. */
const HEADER_BIT = 1 << (LARGE_PREFIX_BYTES >>> BIT_SHIFT);

/** Checks each large object, and notes where young ones are. */
export function checkLarges(reading: Reading): void {
  reading.forEachLarge((object) => {
    checkPrefix(reading, object);
    checkRest(reading, object);
    if (!reading.areMarksWhole) return;
    checkBits(reading, object);
    checkNoOtherBits(reading, object);
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

/** As far as the object has pages in the arena's place where it starts. */
function checkNoOtherBits({ words, tables }: Reading, object: number): void {
  const page = object - LARGE_PREFIX_BYTES;
  const place = (Math.floor(page / ARENA_BYTES) + 1) * ARENA_BYTES;
  const end = Math.min(place, page + largeFootprint(words[(page + LARGE_BYTES) >>> 2]!));
  const first = page >>> MAP_INDEX_SHIFT;
  for (let index = first; index < first + (end - page) / 2 ** MAP_INDEX_SHIFT; index++) {
    const own = index === first ? HEADER_BIT : 0;
    const bits = (words[tables.reached + index]! | words[tables.live + index]!) & ~own;
    if (bits === 0) continue;
    const at = hex(addressOfBits(index, bits));
    throw new Fault(`has a bit in the maps at ${at}, where nothing begins`, { object });
  }
}
