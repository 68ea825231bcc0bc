// What a collection found, in the headers of the blocks (object/header.ts has the drawing), so that a reader of the
// memory tells by one load. Written at the end of a collection: the mark itself writes no object.

import { GRANULE_SHIFT, MARK_MASK, MARK_SHIFT } from '../../object/header.ts';
import {
  ARENA_BYTES,
  ARENA_SHIFT,
  LARGE_NEXT,
  LARGE_PREFIX_BYTES,
  MAP_BYTES,
  MAP_WORD_BYTES,
  MAP_WORD_SHIFT,
} from '../../arena/geometry.ts';
import { isHeader, stepOver } from './blocks.ts';
import { entryNext, reachedOf } from './live-map.ts';
import { SPAN_SHIFT } from './spans.ts';

/** Writes the mark into a header that has another. */
export function writeMark(object: usize, mark: u32): void {
  const header = load<u32>(object);
  const marked = (header & ~MARK_MASK) | (mark << MARK_SHIFT);
  if (header != marked) store<u32>(object, marked);
}

/** Writes the mark into the header of each object of an arena that is reached. */
export function writeMarks(arena: u32, mark: u32): void {
  const map = reachedOf(arena);
  const base = (<usize>arena) << ARENA_SHIFT;
  for (let word: usize = 0; word < <usize>MAP_BYTES; word += MAP_WORD_BYTES) {
    const span = base + ((word >> MAP_WORD_SHIFT) << SPAN_SHIFT);
    for (let left = load<u64>(map + word); left != 0; left &= left - 1)
      writeMark(span + ((<usize>ctz<u64>(left)) << GRANULE_SHIFT), mark);
  }
}

/** Clears the marks of all blocks, dead ones too: before their numbers begin anew. */
export function clearMarks(arenas: u32, larges: usize): void {
  for (let arena = arenas; arena != 0; arena = entryNext(arena)) {
    const start = (<usize>arena) << ARENA_SHIFT;
    for (let at = start; at < start + ARENA_BYTES;) {
      const header = load<u32>(at);
      if (isHeader(header)) store<u32>(at, header & ~MARK_MASK);
      at += stepOver(header);
    }
  }
  for (let page = larges; page != 0; page = <usize>load<u32>(page, LARGE_NEXT))
    writeMark(page + LARGE_PREFIX_BYTES, 0);
}
