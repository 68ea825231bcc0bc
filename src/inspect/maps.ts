// The maps of the heap's arenas against their objects: what was found overlaps nothing; `reached`
// and `live` say what they are drawn to say; and an arena's counts are those of its maps.

import { SIZE_SHIFT } from '../object/header.ts';
import { BIT_SHIFT, FLAG_ENTERED, MAP_WORDS } from '../arena/geometry.ts';
import { Fault } from './fault.ts';
import { hex } from './names.ts';
import type { Reading } from './reading.ts';
import { addressOfBits, lowestBit, startOf } from './side-tables.ts';

const WORD_BITS = 32;

/** What stands in an arena, by its objects. */
class Contents {
  /** A bit for each granule of an object that a mark has reached, and how many of both. */
  readonly old = new Int32Array(MAP_WORDS);
  oldObjects = 0;
  oldGranules = 0;
  /** Address of an object that no mark has reached; 0 for none. */
  young = 0;

  clear(): void {
    this.old.fill(0);
    this.oldObjects = 0;
    this.oldGranules = 0;
    this.young = 0;
  }

  addOld(granule: number, granules: number): void {
    const { old } = this;
    this.oldObjects++;
    this.oldGranules += granules;
    let bit = granule % WORD_BITS;
    let index = (granule - bit) / WORD_BITS;
    for (let left = granules; left > 0; index++) {
      const count = Math.min(left, WORD_BITS - bit);
      old[index] = old[index]! | ((-1 >>> (WORD_BITS - count)) << bit);
      left -= count;
      bit = 0;
    }
  }
}

/** Checks each arena, and notes which of them hold young objects. */
export function checkArenas(reading: Reading): void {
  const contents = new Contents();
  reading.forEachArena((arena) => {
    measure(reading, arena, contents);
    if (!reading.areMarksWhole) return;
    if (contents.young !== 0) reading.youngIn[arena] = 1;
    checkLive(reading, arena, contents);
    checkCounts(reading, arena, contents);
    checkYoung(reading, arena, contents);
    checkQueue(reading, arena);
  });
}

/** Nothing waits to be scanned outside of a mark. */
export function checkQueue({ tables }: Reading, arena: number): void {
  if (tables.isWaiting(arena))
    throw new Fault('has objects that wait for a mark, and there is none', { arena });
}

/** Goes through the objects in the order of their addresses: none begins where another is. */
function measure(reading: Reading, arena: number, contents: Contents): void {
  const { words, tables, areMarksWhole } = reading;
  const { seen } = reading.walk;
  const start = startOf(arena) >>> 2;
  const first = arena * MAP_WORDS;
  let last = 0;
  let end = 0;
  contents.clear();
  for (let index = 0; index < MAP_WORDS; index++) {
    const found = seen[first + index]!;
    if (found === 0) continue;
    const reached = areMarksWhole ? words[tables.reached + first + index]! : 0;
    const young = found & ~reached;
    if (young !== 0) contents.young = addressOfBits(first + index, young);
    for (let bits = found; bits !== 0; bits &= bits - 1) {
      const granule = index * WORD_BITS + lowestBit(bits);
      const granules = words[start + granule * 2]! >>> SIZE_SHIFT;
      if (granule < end) failByOverlap(arena, granule, last);
      last = granule;
      end = granule + granules;
      if ((reached & bits & -bits) !== 0) contents.addOld(granule, granules);
    }
  }
}

function failByOverlap(arena: number, granule: number, last: number): never {
  const object = startOf(arena) + (granule << BIT_SHIFT);
  const other = hex(startOf(arena) + (last << BIT_SHIFT));
  throw new Fault(`begins inside the object at ${other}: they overlap`, { object });
}

/** What was reached is live, all of it; and nothing else, unless holes were taken since. */
function checkLive(reading: Reading, arena: number, { old }: Contents): void {
  const { words, tables } = reading;
  const first = arena * MAP_WORDS;
  const mayHaveHoles = (tables.flags(arena) & FLAG_ENTERED) !== 0;
  for (let index = 0; index < MAP_WORDS; index++) {
    const live = words[tables.live + first + index]!;
    const dead = old[index]! & ~live;
    if (dead !== 0) failByDead(reading, addressOfBits(first + index, dead));
    const empty = live & ~old[index]!;
    if (empty !== 0 && !mayHaveHoles) {
      const at = hex(addressOfBits(first + index, empty));
      throw new Fault(`is live at ${at}, where nothing is that a mark has reached`, { arena });
    }
  }
}

function failByDead({ walk }: Reading, address: number): never {
  let object = address;
  while (!walk.isSeen(object)) object -= 1 << BIT_SHIFT;
  throw new Fault(`is reached, and not live at ${hex(address)}`, { object });
}

function checkCounts({ tables }: Reading, arena: number, contents: Contents): void {
  const { oldObjects, oldGranules } = contents;
  const objects = tables.liveObjects(arena);
  const granules = tables.liveGranules(arena);
  if (objects !== oldObjects || granules !== oldGranules)
    throw new Fault(
      `counts ${objects} objects of ${granules} granules, ` +
        `and its maps have ${oldObjects} of ${oldGranules}`,
      { arena },
    );
}

/** Objects that no mark has reached are only where something was allocated since. */
function checkYoung({ tables }: Reading, arena: number, { young }: Contents): void {
  if (young === 0 || tables.liveGranules(arena) === 0 || tables.flags(arena) !== 0) return;
  throw new Fault(
    'was reached by no mark, and nothing was allocated in its arena since: it was freed',
    { object: young },
  );
}
