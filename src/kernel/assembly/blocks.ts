// Blocks one behind the other, alive or dead: each header says where the next begins. What is free is zero, or poison, and is gone
// through by granules.

import {
  GRANULE_BYTES,
  GRANULE_SHIFT,
  PASSED_OVER,
  POISON,
  SIZE_SHIFT,
} from '../../object/header.ts';

/** Whether a block begins with this word, where one may begin. */
export function isHeader(word: u32): bool {
  return word != 0 && word != <u32>POISON;
}

/** The bytes from a block to the next, or of a granule in which none begins. */
export function stepOver(word: u32): usize {
  if (!isHeader(word)) return GRANULE_BYTES;
  return max<usize>(GRANULE_BYTES, (<usize>(word >>> SIZE_SHIFT)) << GRANULE_SHIFT);
}

/** Says of the dead blocks in [start, end), a hole, that what fills holes has passed over them. */
export function passOver(start: usize, end: usize): void {
  for (let at = start; at < end;) {
    const word = load<u32>(at);
    if (isHeader(word)) store<u32>(at, word | PASSED_OVER);
    at += stepOver(word);
  }
}
