// Handles and pins: every slot of a chunk is held or free, and what is pinned says so itself.

import { PAGE_BYTES, PAGE_SHIFT } from '../memory/units.ts';
import { PINNED } from '../object/header.ts';
import { layoutOf } from '../object/header-word.ts';
import { addressOf, isRef, isRefOrNull, type Ref } from '../object/slot.ts';
import { Fault } from './fault.ts';
import { hex } from './names.ts';
import { HANDLES } from './pages.ts';
import type { Reading } from './reading.ts';

const SLOTS_PER_PAGE = PAGE_BYTES / 4;
const SLOT_SHIFT = PAGE_SHIFT - 2;

/** The free slots, each one once, by the chain through their words. */
class FreeSlots {
  count = 0;
  private readonly orders = new Map<number, number>();
  private readonly free: Uint8Array;

  constructor({ parts, pages, words }: Reading) {
    const { roots } = parts;
    roots.forEachChunk((start) => this.orders.set(start >>> SLOT_SHIFT, this.orders.size));
    this.free = new Uint8Array(this.orders.size * SLOTS_PER_PAGE);
    for (let slot = roots.firstFree; slot !== 0; slot = words[slot]! >>> 1) {
      if (pages.kinds[slot >>> SLOT_SHIFT] !== HANDLES)
        throw new Fault(`the chain of free handles goes on to ${slot}, which is none`);
      if (this.has(slot))
        throw new Fault('is free twice: the chain of free handles is a circle', { slot });
      if ((words[slot]! & 1) !== 0) throw new Fault(`is free, and holds ${words[slot]!}`, { slot });
      this.free[this.indexOf(slot)] = 1;
      this.count++;
    }
  }

  get slots(): number {
    return this.free.length;
  }

  has(slot: number): boolean {
    return this.free[this.indexOf(slot)] === 1;
  }

  private indexOf(slot: number): number {
    return this.orders.get(slot >>> SLOT_SHIFT)! * SLOTS_PER_PAGE + (slot % SLOTS_PER_PAGE);
  }
}

/** Checks the handles, and the pins by them. */
export function checkHandles(reading: Reading): void {
  const free = new FreeSlots(reading);
  const { count } = reading.parts.roots;
  if (free.slots - free.count !== count)
    throw new Fault(
      `${count} handles are counted as held, and ${free.slots - free.count} are not free`,
    );
  checkPins(reading, countPinned(reading, free));
}

/** How many handles hold each object that says that it is pinned. Checks what all of them hold. */
function countPinned({ words, parts }: Reading, free: FreeSlots): Map<Ref, number> {
  const pinned = new Map<Ref, number>();
  parts.roots.forEachChunk((start, end) => {
    for (let slot = start; slot < end; slot++) {
      const word = words[slot]!;
      if (word === 0 || free.has(slot)) continue;
      if (!isRefOrNull(word)) throw new Fault(`holds ${word}, which is no reference`, { slot });
      const isPinned = isRef(word) && (words[word >>> 2]! & PINNED) !== 0;
      if (isPinned) pinned.set(word, (pinned.get(word) ?? 0) + 1);
    }
  });
  return pinned;
}

/**
 * What is in the table of pins has a handle for each, and says that it is pinned; and nothing else
 * does.
 */
function checkPins({ words, parts, walk }: Reading, handles: ReadonlyMap<Ref, number>): void {
  const { pins, layouts } = parts;
  let moving = 0;
  pins.forEachPinned((ref, count) => {
    const object = addressOf(ref);
    if (!isRef(ref) || ref !== (ref | 0) || !walk.isSeen(object))
      throw new Fault(`${hex(object)} is pinned, and no handle keeps it`);
    const held = handles.get(ref);
    if (held === undefined)
      throw new Fault('is pinned, and its header does not say so', { object });
    if (held < count)
      throw new Fault(`is pinned ${count} times, and ${held} handles keep it`, { object });
    if (!layouts.stays(layoutOf(words[ref >>> 2]!))) moving++;
  });
  if (walk.pinned !== moving)
    throw new Fault(`${walk.pinned} objects say that they are pinned, and ${moving} are`);
}
