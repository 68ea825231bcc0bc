// The regions that objects are bumped into: each lies in an arena of the heap, has objects below
// its cursor and zeroes above it, and the two do not meet.

import { PAGE_SHIFT } from '../memory/units.ts';
import { SIZE_SHIFT } from '../object/header.ts';
import { layoutOf } from '../object/header-word.ts';
import {
  ARENA_BYTES,
  FLAG_ENTERED,
  FLAG_FILLED,
  REGION_ARENA,
  REGION_CURSOR,
  REGION_END,
  REGION_OBJECTS,
  REGION_RECYCLABLE,
  REGION_START,
} from '../arena/geometry.ts';
import { Fault } from './fault.ts';
import { hex } from './names.ts';
import { ARENA } from './pages.ts';
import type { Reading } from './reading.ts';
import { startOf } from './side-tables.ts';

const ARENA_WORDS = ARENA_BYTES / 4;
const ARENA_PAGE_SHIFT = Math.log2(ARENA_BYTES) - PAGE_SHIFT;

/** A region's state, as it stands in the space. Start, cursor and end are indexes of words. */
interface Region {
  readonly name: string;
  readonly start: number;
  readonly cursor: number;
  readonly end: number;
  readonly objects: number;
  readonly arena: number;
  readonly recyclable: number;
  /** What an arena's flags say when the region has entered a hole of it. */
  readonly flag: number;
}

/** Checks both regions. */
export function checkRegions(reading: Reading): void {
  const { small, medium } = reading.parts.arenas;
  const regions = [
    readRegion(reading, 'small', small.address, FLAG_FILLED),
    readRegion(reading, 'medium', medium.address, FLAG_ENTERED),
  ];
  for (const region of regions) {
    checkRecyclable(reading, region);
    if (region.end === 0) continue;
    checkPlace(reading, region);
    checkFlag(reading, region);
    checkBumped(reading, region);
    checkFree(reading, region);
  }
  checkApart(regions[0]!, regions[1]!);
}

function readRegion({ words }: Reading, name: string, address: number, flag: number): Region {
  const word = (offset: number): number => words[(address + offset) >>> 2]!;
  return {
    name,
    start: word(REGION_START),
    cursor: word(REGION_CURSOR),
    end: word(REGION_END),
    objects: word(REGION_OBJECTS),
    arena: word(REGION_ARENA),
    recyclable: word(REGION_RECYCLABLE),
    flag,
  };
}

function isHeld({ pages }: Reading, arena: number): boolean {
  return pages.kinds[arena << ARENA_PAGE_SHIFT] === ARENA;
}

function checkRecyclable(reading: Reading, { name, recyclable }: Region): void {
  if (recyclable !== 0 && !isHeld(reading, recyclable))
    throw new Fault(`the ${name} region is to go on in arena ${recyclable}, not one of the heap's`);
}

function checkPlace(reading: Reading, { name, start, cursor, end, arena }: Region): void {
  const first = startOf(arena) / 4;
  const isIn = start >= first && end <= first + ARENA_WORDS;
  const isInOrder = start <= cursor && cursor <= end && ((start | cursor | end) & 1) === 0;
  if (isHeld(reading, arena) && isIn && isInOrder) return;
  const words = `${hex(start * 4)} … ${hex(cursor * 4)} … ${hex(end * 4)}`;
  throw new Fault(`has the ${name} region, which cannot be: ${words}`, { arena });
}

/** In an arena with old objects, a region stands in a hole; and the flags tell of it. */
function checkFlag({ tables }: Reading, { name, arena, flag }: Region): void {
  if (tables.liveGranules(arena) > 0 && (tables.flags(arena) & flag) === 0)
    throw new Fault(`has the ${name} region in a hole, and no flag says so`, { arena });
}

/**
 * From where the region was entered to the cursor, objects stand one behind the other, and begin
 * nowhere else.
 */
function checkBumped({ words, walk, parts }: Reading, region: Region): void {
  const { name, start, cursor, arena } = region;
  let objects = 0;
  let next = start;
  for (let at = start; at < cursor; at += 2) {
    const object = at * 4;
    if (at !== next) {
      if (walk.isSeen(object)) throw new Fault('begins inside another object', { object });
      continue;
    }
    const header = words[at]!;
    if (header >>> SIZE_SHIFT === 0 || parts.layouts.get(layoutOf(header)) === undefined)
      throw new Fault('was made there, and its header is none', { object });
    next += (header >>> SIZE_SHIFT) * 2;
    objects++;
  }
  if (next !== cursor || objects > region.objects)
    throw new Fault(`has the ${name} region, in which objects end at ${hex(next * 4)}`, { arena });
}

function checkFree({ words }: Reading, { name, cursor, end, arena }: Region): void {
  for (let at = cursor; at < end; at++)
    if (words[at] !== 0)
      throw new Fault(
        `has ${words[at]!} at ${hex(at * 4)}, in what is free of the ${name} region: not zero`,
        { arena },
      );
}

function checkApart(one: Region, other: Region): void {
  if (one.start < other.end && other.start < one.end)
    throw new Fault('has both regions in one place', { arena: one.arena });
}
