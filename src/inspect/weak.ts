// What refers weakly: each object with weak fields is known to the heap, each table of entries is
// in order, and whatever is referred to is an object, which may be dead and not collected yet.

import { addressOf, isRef, type SlotWord } from '../object/slot.ts';
import { layoutOf } from '../object/header-word.ts';
import { Fault } from './fault.ts';
import type { Reading } from './reading.ts';
import { CAPACITY, entriesOf, LIVE, USED } from './weak-walk.ts';

/** After the walk from the roots, whose figures are taken: it goes on to what is dead. */
export function checkWeak(reading: Reading): void {
  const { parts, walk } = reading;
  const { holders, ephemerons, finalizers, cells } = parts.weak;
  let known = 0;
  const { weakHolders } = walk;
  holders.forEach((ref) => (known += Number(walk.isSeen(ref))));
  if (known !== weakHolders)
    throw new Fault(`${weakHolders} objects have weak fields, and ${known} of them are known`);
  holders.forEach((ref) => checkFields(reading, ref));
  ephemerons.forEach((ref) => checkTable(reading, ref));
  finalizers.forEach((ref) => checkReferent(reading, ref));
  cells.forEach(({ target, token }) => {
    checkReferent(reading, target);
    if (token !== 0) checkReferent(reading, token);
  });
}

function checkFields(reading: Reading, ref: SlotWord): void {
  const { words, parts } = reading;
  checkReferent(reading, ref);
  const at = ref >>> 2;
  const { first, end } = parts.layouts.get(layoutOf(words[at]!))!.weak;
  for (let slot = at + first; slot < end + at; slot++) {
    const word = words[slot]!;
    if (word !== 0 && !isRef(word))
      throw new Fault('is weak, and holds what is no reference', { object: at * 4, slot });
    if (word !== 0) checkReferent(reading, word);
  }
}

function checkTable(reading: Reading, table: number): void {
  const { words } = reading;
  checkReferent(reading, table);
  const at = table >>> 2;
  const [live, used, capacity] = [LIVE, USED, CAPACITY].map((offset) => words[at + offset]!);
  let found = 0;
  for (const entry of entriesOf(words, table as never)) {
    found++;
    checkReferent(reading, words[entry]!);
    if (isRef(words[entry + 1]!)) checkReferent(reading, words[entry + 1]!);
  }
  if (found !== live || live > used! || used! * 4 > capacity! * 3)
    throw new Fault(
      `holds ${found} entries of ${capacity}; it counts ${live}, and ${used} that are used`,
      { object: at * 4 },
    );
}

/** The walk looks at the object's header, and at all that it reaches, unless it has found it. */
function checkReferent({ walk }: Reading, ref: SlotWord): void {
  if (!walk.isSeen(ref)) walk.visitObject(addressOf(ref));
}
