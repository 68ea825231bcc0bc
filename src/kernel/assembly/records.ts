// What is known of an arena from one mark to the next: begun, counted, and forgotten.

import { GRANULE_SHIFT, SIZE_SHIFT } from '../../object/header.ts';
import {
  ARENA_SHIFT,
  CARDS_BYTES,
  ENTRY_FLAGS,
  ENTRY_HEAP,
  ENTRY_NEXT,
  FLAG_CHANGED,
  FLAG_ENTERED,
  FLAG_FILLED,
  FLAG_VISITED,
  MAP_BYTES,
  MAP_WORD_BYTES,
  MAP_WORD_SHIFT,
  QUEUE_COUNTS,
} from '../../arena/geometry.ts';
import { clearFlag, entry, entryCounts, hasFlag, setEntryCounts, setFlag } from './entries.ts';
import { countLive, countReached, setLive } from './live-map.ts';
import { SPAN_SHIFT } from './spans.ts';
import { cardsOf, liveOf, reachedOf, recordOf } from './tables.ts';

/** Starts the entry of an arena that a heap has just taken, whatever was left there. */
export function startEntry(arena: u32, next: u32, heap: u32): void {
  const at = entry(arena);
  store<u32>(at, next, ENTRY_NEXT);
  store<u32>(at, 0, ENTRY_FLAGS);
  store<u32>(at, heap, ENTRY_HEAP);
  forgetArena(arena);
  store<u32>(recordOf(arena), 0, QUEUE_COUNTS);
}

/** Forgets what is known of the arena, and that something waits there. */
export function forgetArena(arena: u32): void {
  memory.fill(reachedOf(arena), 0, MAP_BYTES);
  memory.fill(liveOf(arena), 0, MAP_BYTES);
  memory.fill(cardsOf(arena), 0, CARDS_BYTES);
  forgetWaiting(arena);
  forgetCounts(arena);
  if (hasFlag(arena, FLAG_ENTERED | FLAG_FILLED)) setFlag(arena, FLAG_CHANGED);
  clearFlag(arena, FLAG_ENTERED | FLAG_FILLED | FLAG_VISITED);
}

/** Forgets that something waits in the arena, as after a mark that was cut short. */
export function forgetWaiting(arena: u32): void {
  store<u64>(recordOf(arena), 0);
}

/** Puts the counts of the last sweep by, unless a mark that was cut short has done so. */
function forgetCounts(arena: u32): void {
  const counts = entryCounts(arena);
  if (counts != 0) store<u32>(recordOf(arena), counts, QUEUE_COUNTS);
  setEntryCounts(arena, 0, 0);
}

/** What a mark has found in an arena, against the one before. */
export const SAME: u32 = 0;

/** Some came, and none died that the one before had found. */
const CAME: u32 = 1;
export const DIED: u32 = 2;

/**
 * Counts what a mark that has just ended has reached in the arena. Where as many are reached as
 * before, and none were made there since, they are the same.
 */
export function recount(arena: u32): u32 {
  const old = entryCounts(arena);
  const before = old != 0 ? old : load<u32>(recordOf(arena), QUEUE_COUNTS);
  setEntryCounts(arena, countLive(arena), countReached(arena));
  const isSame = entryCounts(arena) == before && !hasFlag(arena, FLAG_CHANGED);
  clearFlag(arena, FLAG_CHANGED);
  if (isSame) return SAME;
  // A mark of the young keeps all that is old; and of what is new nothing was found before.
  return old != 0 || before == 0 ? CAME : DIED;
}

/**
 * Lets an arena's live map say again what it said before holes were taken: all that is reached, and
 * no more.
 */
export function restoreLive(arena: u32): void {
  const isEntered = hasFlag(arena, FLAG_ENTERED);
  clearFlag(arena, FLAG_ENTERED | FLAG_FILLED);
  if (!isEntered) return;
  memory.fill(liveOf(arena), 0, MAP_BYTES);
  const base = (<usize>arena) << ARENA_SHIFT;
  const map = reachedOf(arena);
  for (let word: usize = 0; word < <usize>MAP_BYTES; word += MAP_WORD_BYTES) {
    const span = base + ((word >> MAP_WORD_SHIFT) << SPAN_SHIFT);
    for (let left = load<u64>(map + word); left != 0; left &= left - 1) {
      const object = span + ((<usize>ctz<u64>(left)) << GRANULE_SHIFT);
      setLive(object, load<u32>(object) >>> SIZE_SHIFT);
    }
  }
}
