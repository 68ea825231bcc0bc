// Sweeping: arenas with no live object leave the heap's list, large objects that were not marked
// leave theirs. What leaves is linked into a list that the caller gives back to the page map.

import { GRANULE_SHIFT } from '../../object/header.ts';
import { FLAG_VISITED, LARGE_BYTES, LARGE_NEXT, LARGE_PREFIX_BYTES } from '../../arena/geometry.ts';
import {
  clearFlag,
  endEntry,
  entryLive,
  entryNext,
  entryObjects,
  growOlder,
  hasFlag,
  setEntryNext,
} from './entries.ts';
import { isReached } from './live-map.ts';
import { DIED, forgetArena, recount, SAME } from './records.ts';
import { clearDead, markHeader, markReached } from './header-marks.ts';
import { closeLarge, forgetMarksOf } from './large.ts';

/** First of the arenas, and of the large objects' pages, that the last sweep dropped. */
export let droppedArenas: u32 = 0;
export let droppedLarges: u32 = 0;
/** Objects that the last sweep kept, and their bytes. */
export let sweptObjects: f64 = 0;
export let sweptBytes: f64 = 0;

/** Counts what lives in an arena, unless nothing was scanned in it: then it is what it was. */
function look(arena: u32, marks: bool): void {
  if (!hasFlag(arena, FLAG_VISITED)) return;
  clearFlag(arena, FLAG_VISITED);
  const change = recount(arena);
  if (!marks || change == SAME) return;
  markReached(arena);
  if (change == DIED) clearDead(arena);
}

/** Counts what lives in a list of arenas. May be done again. */
function lookAtAll(arenas: u32, marks: bool): void {
  for (let arena = arenas; arena != 0; arena = entryNext(arena)) look(arena, marks);
}

/**
 * Sweeps a list of arenas and returns the list of those that stay, in their order. With `marks`,
 * headers say what lives then.
 */
export function sweepArenas(arenas: u32, marks: bool): u32 {
  lookAtAll(arenas, marks);
  let first: u32 = 0;
  let last: u32 = 0;
  droppedArenas = 0;
  sweptBytes = 0;
  sweptObjects = 0;
  let arena = arenas;
  while (arena != 0) {
    const next = entryNext(arena);
    const live = entryLive(arena);
    sweptObjects += <f64>entryObjects(arena);
    sweptBytes += <f64>(live << GRANULE_SHIFT);
    if (live == 0) {
      setEntryNext(arena, droppedArenas);
      endEntry(arena);
      droppedArenas = arena;
    } else {
      growOlder(arena);
      if (last == 0) first = arena;
      else setEntryNext(last, arena);
      last = arena;
    }
    arena = next;
  }
  if (last != 0) setEntryNext(last, 0);
  return first;
}

/** Forgets what earlier marks reached. What lives is not known then, until the next. */
export function forgetMarks(arenas: u32, larges: usize): void {
  for (let arena = arenas; arena != 0; arena = entryNext(arena)) forgetArena(arena);
  for (let page = larges; page != 0; page = <usize>load<u32>(page, LARGE_NEXT)) forgetMarksOf(page);
}

/** Sweeps a list of large objects in the same way. */
export function sweepLarges(larges: u32, marks: bool): u32 {
  let kept: u32 = 0;
  droppedLarges = 0;
  sweptBytes = 0;
  sweptObjects = 0;
  let page = larges;
  while (page != 0) {
    const next = load<u32>(page, LARGE_NEXT);
    const object = <usize>page + LARGE_PREFIX_BYTES;
    if (isReached(object)) {
      if (marks) markHeader(object);
      store<u32>(page, kept, LARGE_NEXT);
      kept = page;
      sweptObjects += 1;
      sweptBytes += <f64>load<u32>(page, LARGE_BYTES);
    } else {
      store<u32>(page, droppedLarges, LARGE_NEXT);
      closeLarge(page);
      droppedLarges = page;
    }
    page = next;
  }
  return kept;
}

/**
 * Says of a heap's arenas and large objects that it holds them no more, and leaves nothing of them
 * in the maps.
 */
export function endAll(arenas: u32, larges: usize): void {
  for (let arena = arenas; arena != 0; arena = entryNext(arena)) {
    forgetArena(arena);
    endEntry(arena);
  }
  for (let page = larges; page != 0; page = <usize>load<u32>(page, LARGE_NEXT)) closeLarge(page);
}
