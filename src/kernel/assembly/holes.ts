// Holes: runs of granules in which nothing lives, taken for new objects and for those that move.

import { GRANULE_SHIFT } from '../../object/header.ts';
import { ARENA_SHIFT, FLAG_ENTERED, FLAG_FILLED } from '../../arena/geometry.ts';
import { passOver } from './blocks.ts';
import { hasFlag, setFlag } from './entries.ts';
import { NO_GRANULE, nextLive, setLive } from './live-map.ts';
import { ALL } from './spans.ts';

/** The end of the hole that was taken last. */
export let holeEnd: usize = 0;

/**
 * The first hole of at least `bytes` at or after the address `from`, zeroed, and its end in
 * `holeEnd`. 0 when the arena has none. `marks` says that shorter ones are to be marked as passed
 * over.
 */
export function findHole(arena: u32, from: usize, bytes: usize, marks: bool): usize {
  const base = (<usize>arena) << ARENA_SHIFT;
  let granule = <u32>((from - base) >> GRANULE_SHIFT);
  while (true) {
    const start = nextLive(arena, granule, ALL);
    if (start == NO_GRANULE) return 0;
    const end = nextLive(arena, start, 0);
    const hole = base + ((<usize>start) << GRANULE_SHIFT);
    holeEnd = base + ((<usize>end) << GRANULE_SHIFT);
    if (holeEnd - hole >= bytes) {
      memory.fill(hole, 0, holeEnd - hole);
      return hole;
    }
    if (marks) passOver(hole, holeEnd);
    granule = end;
  }
}

/**
 * Takes the next hole for fillers, who alone go through every hole, from the first to the last: so
 * no map has to say which they have had, only that nobody else is to look for one in this arena.
 * The dead in those that are too short for it say that they were passed over: without that, who
 * visits the arena could not tell them from what is new.
 */
export function takeFillerHole(arena: u32, from: usize, bytes: usize): usize {
  setFlag(arena, FLAG_FILLED);
  return findHole(arena, from, bytes, true);
}

/**
 * Takes a hole that fillers have not had, and sets its live bits until the next mark, so that they
 * will not.
 */
export function takeHole(arena: u32, from: usize, bytes: usize): usize {
  if (hasFlag(arena, FLAG_FILLED)) return 0;
  const hole = findHole(arena, from, bytes, false);
  if (hole == 0) return 0;
  setLive(hole, <u32>((holeEnd - hole) >> GRANULE_SHIFT));
  setFlag(arena, FLAG_ENTERED);
  return hole;
}
