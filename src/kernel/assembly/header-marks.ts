// What a collection found, in the headers of the blocks (object/header.ts has the drawing), so that
// a reader of the memory tells by one load. The mark itself writes no object; at its end those
// arenas are gone through in which something came or died. A heap much of which stays as it is pays
// nothing.

import { GRANULE_SHIFT, MARKED } from '../../object/header.ts';
import {
  ARENA_SHIFT,
  GRANULES_PER_ARENA,
  MAP_BYTES,
  MAP_WORD_BYTES,
  MAP_WORD_SHIFT,
} from '../../arena/geometry.ts';
import { stepOver } from './blocks.ts';
import { nextLive } from './live-map.ts';
import { reachedOf } from './tables.ts';
import { ALL, SPAN_SHIFT } from './spans.ts';

/** Marks a header that is not marked. */
export function markHeader(object: usize): void {
  const header = load<u32>(object);
  if ((header & MARKED) == 0) store<u32>(object, header | MARKED);
}

/** Marks the header of each object of an arena that is reached. */
export function markReached(arena: u32): void {
  const map = reachedOf(arena);
  const base = (<usize>arena) << ARENA_SHIFT;
  for (let word: usize = 0; word < <usize>MAP_BYTES; word += MAP_WORD_BYTES) {
    const span = base + ((word >> MAP_WORD_SHIFT) << SPAN_SHIFT);
    for (let left = load<u64>(map + word); left != 0; left &= left - 1)
      markHeader(span + ((<usize>ctz<u64>(left)) << GRANULE_SHIFT));
  }
}

/** Clears the marks of the blocks in [start, end), a hole. */
function clearMarks(start: usize, end: usize): void {
  for (let at = start; at < end;) {
    const header = load<u32>(at);
    if ((header & MARKED) != 0) store<u32>(at, header & ~MARKED);
    at += stepOver(header);
  }
}

/** Clears the marks of what is dead in an arena, after a mark. */
export function clearDead(arena: u32): void {
  const base = (<usize>arena) << ARENA_SHIFT;
  for (let granule: u32 = 0; granule < <u32>GRANULES_PER_ARENA;) {
    const hole = nextLive(arena, granule, ALL);
    granule = nextLive(arena, hole, 0);
    clearMarks(base + ((<usize>hole) << GRANULE_SHIFT), base + ((<usize>granule) << GRANULE_SHIFT));
  }
}
