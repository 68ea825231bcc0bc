// What marks have reached is old: it is kept until a full collection, whether a root reaches it or
// not.

import { addressOf, isRef } from '../object/slot.ts';
import { ARENA_SHIFT, MAP_WORDS } from '../arena/geometry.ts';
import { Fault } from './fault.ts';
import { hex } from './names.ts';
import type { Reading } from './reading.ts';
import { addressOfBits } from './side-tables.ts';

/**
 * Lets the walk find what is old and no root reaches any more: a collection of the young may look
 * at that too.
 */
export function visitOld(reading: Reading): void {
  if (!reading.areMarksWhole) return;
  const { words, tables, walk } = reading;
  reading.forEachArena((arena) => {
    const first = arena * MAP_WORDS;
    for (let index = first; index < first + MAP_WORDS; index++) {
      const reached = words[tables.reached + index]!;
      for (let rest = reached & ~walk.seen[index]!; rest !== 0;) {
        walk.visitObject(addressOfBits(index, rest));
        rest = reached & ~walk.seen[index]!;
      }
    }
  });
  reading.forEachLarge((object) => {
    if (tables.isReached(object) && !walk.isSeen(object)) walk.visitObject(object);
  });
}

/**
 * An old object that refers to a young one has its card set: what no card tells of, a collection of
 * the young misses.
 */
export function checkCards(reading: Reading): void {
  const { words, tables, youngIn, areMarksWhole } = reading;
  if (!areMarksWhole || !youngIn.includes(1)) return;
  reading.forEachArena((arena) => {
    const first = arena * MAP_WORDS;
    for (let index = first; index < first + MAP_WORDS; index++)
      for (let bits = words[tables.reached + index]!; bits !== 0; bits &= bits - 1)
        checkCard(reading, addressOfBits(index, bits));
  });
  reading.forEachLarge((object) => {
    if (tables.isReached(object)) checkCard(reading, object);
  });
}

function checkCard({ words, tables, walk, youngIn }: Reading, object: number): void {
  if (tables.isCarded(object)) return;
  const at = object >>> 2;
  const end = walk.slotsEnd(at);
  for (let slot = at + 1; slot < end; slot++) {
    const word = words[slot]!;
    if (!isRef(word) || youngIn[word >>> ARENA_SHIFT] === 0 || tables.isReached(word)) continue;
    throw new Fault(
      `is old and refers to ${hex(addressOf(word))}, which is young, and no card tells of it: ` +
        'the slot was stored past write()',
      { object, slot },
    );
  }
}
