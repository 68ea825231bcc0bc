// Large objects and the pages that are no arena of the heap: what the maps have of them, and what must be zero.

import { PAGE_BYTES, PAGE_SHIFT } from '../memory/units.ts';
import { ARENA_SHIFT, LARGE_BYTES, LARGE_NEXT, LARGE_PREFIX_BYTES } from '../arena/geometry.ts';
import { largeFootprint } from '../arena/large-objects.ts';
import { Fault } from './fault.ts';
import { checkQueue } from './maps.ts';
import { hex } from './names.ts';
import { ARENA, ELSEWHERE, FIRST_OF_LARGE } from './pages.ts';
import { addressOfBits, type Reading } from './reading.ts';
import { BIT_SHIFT, MAP_INDEX_SHIFT } from './side-tables.ts';

const MAP_WORDS_PER_PAGE = PAGE_BYTES >>> MAP_INDEX_SHIFT;
/** The bit of a large object's header in the first map word of its page. */
const HEADER_BIT = 1 << (LARGE_PREFIX_BYTES >>> BIT_SHIFT);

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

/** Where no arena of the heap is, the maps have the bits of large objects alone. */
export function checkOtherMaps({ words, tables, pages, parts, areMarksWhole }: Reading): void {
  if (!areMarksWhole) return;
  const map = parts.pages.space.pages;
  for (let page = 1; page < map.pristineFrom; page++) {
    const kind = pages.kinds[page]!;
    if (kind === ARENA || (kind === ELSEWHERE && map.ownerOf(page) !== 0)) continue;
    const first = page * MAP_WORDS_PER_PAGE;
    for (let index = first; index < first + MAP_WORDS_PER_PAGE; index++) {
      const isHeader = index === first && kind === FIRST_OF_LARGE;
      const own = isHeader ? HEADER_BIT : 0;
      const bits = (words[tables.reached + index]! | words[tables.live + index]!) & ~own;
      if (bits !== 0) failByBit(addressOfBits(index, bits), pages.describe(page << PAGE_SHIFT));
    }
  }
}

function failByBit(address: number, page: string): never {
  throw new Fault(`the maps have a bit for ${hex(address)}, where no object can begin: ${page}`);
}

/** Of the prefix, only the first two words are used. */
function checkPrefix({ words }: Reading, object: number): void {
  const page = object - LARGE_PREFIX_BYTES;
  for (let at = page + LARGE_BYTES + 8; at < object; at += 4)
    if (at !== page + LARGE_NEXT && words[at >>> 2] !== 0)
      throw new Fault(`has ${words[at >>> 2]!} in its prefix, where nothing belongs`, { object });
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
  if (isReached !== tables.isLive(object))
    throw new Fault(isReached ? 'is reached, and not live' : 'is live, and not reached', {
      object,
    });
  if (!isReached) youngIn[object >>> ARENA_SHIFT] = 1;
}
