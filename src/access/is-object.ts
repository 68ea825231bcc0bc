// Whether a word is a reference to an object of a layout.

import { layoutOf } from '../object/header-word.ts';
import { isRef, type SlotWord } from '../object/slot.ts';
import type { RootTable } from '../collect/roots.ts';

/**
 * The tag, the layout in the header, and whose page it is. That word `word >>> 2` is a header
 * nobody looks at: a reference in a slot is to one.
 */
export function isObjectOf(
  layout: number,
  words: Int32Array,
  roots: RootTable,
  word: SlotWord,
): boolean {
  return isRef(word) && layoutOf(words[word >>> 2]!) === layout && roots.owns(word);
}
