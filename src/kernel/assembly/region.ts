// Regions go from hole to hole and from arena to arena here (arena/geometry.ts has the drawing):
// where much survives, that is once for a few objects.

import {
  ARENA_BYTES,
  ARENA_SHIFT,
  GRANULES_PER_ARENA,
  REGION_ARENA,
  REGION_BUMPED,
  REGION_CURSOR,
  REGION_END,
  REGION_ENTERED,
  REGION_RECYCLABLE,
  REGION_START,
} from '../../arena/geometry.ts';
import { entryLive, entryNext } from './entries.ts';
import { findHole, holeEnd, takeFillerHole, takeHole } from './holes.ts';
import { startEntry } from './records.ts';

/**
 * An arena with more live granules counts as full. Without this, the granule or two that are over
 * at the end of each old arena would be looked at after each collection.
 */
const FULL_GRANULES: u32 = GRANULES_PER_ARENA - 16;

/** Moves a region to [start, end), words of an arena. */
function enterRegion(region: usize, arena: u32, start: u32, end: u32): void {
  const bumped = load<u32>(region, REGION_CURSOR) - load<u32>(region, REGION_START);
  store<u32>(region, load<u32>(region, REGION_BUMPED) + bumped, REGION_BUMPED);
  store<u32>(region, load<u32>(region, REGION_ENTERED) + end - start, REGION_ENTERED);
  store<u32>(region, arena, REGION_ARENA);
  store<u32>(region, start, REGION_START);
  store<u32>(region, start, REGION_CURSOR);
  store<u32>(region, end, REGION_END);
}

/** Links an arena with nothing in it in front of `next`. */
export function linkArena(arena: u32, next: u32, heap: u32): void {
  startEntry(arena, next, heap);
}

/** Fills the holes of a list of arenas with a word. */
export function fillHoles(arenas: u32, word: u32): void {
  for (let arena = arenas; arena != 0; arena = entryNext(arena)) {
    let from = (<usize>arena) << ARENA_SHIFT;
    while (true) {
      const hole = findHole(arena, from, 1, false);
      if (hole == 0) break;
      for (let at = hole; at < holeEnd; at += 4) store<u32>(at, word);
      from = holeEnd;
    }
  }
}

/**
 * Links an arena that a heap has just taken in front of `next`, and moves a region into it: all of
 * it zero.
 */
export function openArena(region: usize, arena: u32, next: u32, isZero: bool, heap: u32): void {
  const start = (<usize>arena) << ARENA_SHIFT;
  if (!isZero) memory.fill(start, 0, ARENA_BYTES);
  startEntry(arena, next, heap);
  enterRegion(region, arena, <u32>(start >> 2), <u32>((start + ARENA_BYTES) >> 2));
}

/** The next arena with room that the region has not been in; 0 when none is left. */
function nextWithRoom(region: usize): u32 {
  let arena = load<u32>(region, REGION_RECYCLABLE);
  while (arena != 0 && entryLive(arena) > FULL_GRANULES) arena = entryNext(arena);
  store<u32>(region, arena == 0 ? 0 : entryNext(arena), REGION_RECYCLABLE);
  return arena;
}

/**
 * Moves a region to the next hole of at least `bytes`; false when none is left. `fills` says that
 * it is the fillers'.
 */
export function enterHole(region: usize, bytes: usize, fills: bool): bool {
  let arena = load<u32>(region, REGION_ARENA);
  let from = (<usize>load<u32>(region, REGION_END)) << 2;
  while (true) {
    if (arena != 0) {
      const hole = fills ? takeFillerHole(arena, from, bytes) : takeHole(arena, from, bytes);
      if (hole != 0) {
        enterRegion(region, arena, <u32>(hole >> 2), <u32>(holeEnd >> 2));
        return true;
      }
    }
    arena = nextWithRoom(region);
    if (arena == 0) return false;
    from = (<usize>arena) << ARENA_SHIFT;
  }
}
