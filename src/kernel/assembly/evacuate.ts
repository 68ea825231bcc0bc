// Evacuation: the survivors of sparse arenas move into the holes of the others, and every word that
// referred to them is told.
//
// What has moved leaves a forwarded header and, in its first payload word, a reference to where it
// is now. Every object has that word, since sizes are whole granules.

import {
  FORWARDED,
  GRANULE_SHIFT,
  HEADER_BYTES,
  MARKED,
  PINNED,
  SIZE_SHIFT,
} from '../../object/header.ts';
import {
  ARENA_SHIFT,
  FLAG_EVACUATE,
  FLAG_VISITED,
  LARGE_NEXT,
  LARGE_PREFIX_BYTES,
} from '../../arena/geometry.ts';
import { clearFlag, entryLive, entryNext, hasFlag, setFlag } from './entries.ts';
import { holeEnd, takeHole } from './holes.ts';
import { clearLive, clearReached, forEachLive, setReached } from './live-map.ts';
import { arenaOf, arenasOfSpace } from './tables.ts';
import { slotsEnd } from './layouts.ts';

/** Objects that the last evacuation moved. */
export let movedObjects: f64 = 0;

/**
 * Objects up to this size fill any hole; longer ones look for theirs apart, so that they skip none
 * of the small ones.
 */
const FILLER_BYTES: usize = 64;

// A destination is a record of four words: the arena to look in, the hole [cursor, end) that was
// taken last, and the size that no hole was found for. There are two: for fillers, and for longer
// objects. They stand in the null page.
const ARENA: usize = 0;
const CURSOR: usize = 4;
const END: usize = 8;
const REFUSED: usize = 12;
const DESTINATION_BYTES: usize = 16;

const fillers: usize = memory.data(2 * 16);
const others: usize = fillers + DESTINATION_BYTES;

/** The arena that is being emptied. */
let current: u32 = 0;

function isSource(arena: u32): bool {
  return hasFlag(arena, FLAG_EVACUATE);
}

/** Gives back what is left of the hole. */
function close(to: usize): void {
  const cursor = <usize>load<u32>(to, CURSOR);
  const end = <usize>load<u32>(to, END);
  if (cursor < end) clearLive(cursor, <u32>((end - cursor) >> GRANULE_SHIFT));
  store<u32>(to, <u32>end, CURSOR);
}

function enter(to: usize, arena: u32, cursor: usize, end: usize): void {
  store<u32>(to, arena, ARENA);
  store<u32>(to, <u32>cursor, CURSOR);
  store<u32>(to, <u32>end, END);
}

/**
 * Enters a hole in one of the sources whose turn has not come, and makes it a destination: what was
 * too much for the other arenas fills up those. So at most one arena stays half empty, whatever was
 * expected of the holes.
 */
function convertSource(to: usize, bytes: usize): bool {
  for (let arena = entryNext(current); arena != 0; arena = entryNext(arena)) {
    if (!isSource(arena)) continue;
    const hole = takeHole(arena, (<usize>arena) << ARENA_SHIFT, bytes);
    if (hole == 0) continue;
    clearFlag(arena, FLAG_EVACUATE);
    enter(to, arena, hole, holeEnd);
    return true;
  }
  store<u32>(to, <u32>bytes, REFUSED);
  return false;
}

/** Enters the next hole of at least `bytes`; false when there is none left. */
function enterHole(to: usize, bytes: usize): bool {
  if (bytes >= <usize>load<u32>(to, REFUSED)) return false;
  close(to);
  let arena = load<u32>(to, ARENA);
  let from = <usize>load<u32>(to, END);
  while (arena != 0) {
    let hole: usize = 0;
    if (!isSource(arena)) {
      if (from == 0) from = (<usize>arena) << ARENA_SHIFT;
      hole = takeHole(arena, from, bytes);
    }
    if (hole != 0) {
      enter(to, arena, hole, holeEnd);
      return true;
    }
    arena = entryNext(arena);
    from = 0;
  }
  enter(to, 0, 0, 0);
  return convertSource(to, bytes);
}

function move(object: usize): void {
  const header = load<u32>(object);
  if ((header & PINNED) != 0) return;
  const granules = header >>> SIZE_SHIFT;
  const bytes = (<usize>granules) << GRANULE_SHIFT;
  const to = bytes <= FILLER_BYTES ? fillers : others;
  if (<usize>(load<u32>(to, END) - load<u32>(to, CURSOR)) < bytes && !enterHole(to, bytes)) return;
  const place = <usize>load<u32>(to, CURSOR);
  store<u32>(to, <u32>(place + bytes), CURSOR);
  memory.copy(place, object, bytes);
  store<u32>(object, (header & ~MARKED) | FORWARDED);
  store<u32>(object + HEADER_BYTES, (<u32>place) | 1);
  clearLive(object, granules);
  clearReached(object);
  setReached(place);
  setFlag(arenaOf(object), FLAG_VISITED);
  setFlag(arenaOf(place), FLAG_VISITED);
  movedObjects += 1;
}

/**
 * Flags as sources the arenas with fewer than `below` live granules, and the first `quota` of those
 * that have exactly that many.
 */
export function flagSources(arenas: u32, below: u32, quota: u32): void {
  let left = quota;
  for (let arena = arenas; arena != 0; arena = entryNext(arena)) {
    const live = entryLive(arena);
    let isChosen = live < below;
    if (live == below && left > 0) {
      isChosen = true;
      left -= 1;
    }
    if (isChosen) setFlag(arena, FLAG_EVACUATE);
  }
}

/** Moves what the sources hold, as far as the holes go. */
export function evacuate(arenas: u32): void {
  movedObjects = 0;
  for (let to = fillers; to <= others; to += DESTINATION_BYTES) {
    enter(to, arenas, 0, 0);
    store<u32>(to, u32.MAX_VALUE, REFUSED);
  }
  for (current = arenas; current != 0; current = entryNext(current))
    if (isSource(current)) forEachLive(current, move);
  close(fillers);
  close(others);
}

/**
 * Where the object that a slot word refers to is now; words that refer to nothing that moved are
 * their own answer.
 */
export function forward(word: u32): u32 {
  if ((word & 7) != 1) return word;
  const object = <usize>(word - 1);
  const arena = arenaOf(object);
  if (arena >= arenasOfSpace || !isSource(arena)) return word;
  return (load<u32>(object) & FORWARDED) != 0 ? load<u32>(object, HEADER_BYTES) : word;
}

/** Tells the words in [start, end). */
export function forwardRange(start: usize, end: usize): void {
  for (let slot = start; slot < end; slot += 4) {
    const word = load<u32>(slot);
    const now = forward(word);
    if (now != word) store<u32>(slot, now);
  }
}

function forwardSlots(object: usize): void {
  forwardRange(object + HEADER_BYTES, slotsEnd(object, load<u32>(object)));
}

/** Tells the slots of every live object. */
export function forwardHeap(arenas: u32, larges: usize): void {
  for (let arena = arenas; arena != 0; arena = entryNext(arena)) forEachLive(arena, forwardSlots);
  for (let page = larges; page != 0; page = <usize>load<u32>(page, LARGE_NEXT))
    forwardSlots(page + LARGE_PREFIX_BYTES);
}

/** Takes the sources' flags away. */
export function endEvacuation(arenas: u32): void {
  for (let arena = arenas; arena != 0; arena = entryNext(arena)) clearFlag(arena, FLAG_EVACUATE);
}
