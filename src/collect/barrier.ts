// The write barrier: the one place where a slot of an object is stored. It does nothing else today; a collector
// that runs beside the program, or by generations, is told of stores here and nowhere else.

import type { Ref, SlotWord } from '../object/slot.ts';

/** Stores a traced slot, counted from the first word of the payload. */
export function storeSlot(words: Int32Array, ref: Ref, slot: number, word: SlotWord): void {
  words[(ref >>> 2) + 1 + slot] = word;
}
