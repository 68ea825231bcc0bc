// Where the side tables of a space are (arena/geometry.ts has the drawings).

import {
  ARENA_SHIFT,
  CARDS_SHIFT,
  DEFERRED_BYTES,
  DEFERRED_SHIFT,
  ENTRY_SHIFT,
  MAP_SHIFT,
  QUEUE_BYTES,
  QUEUE_SHIFT,
  VISIT_BYTES,
  WINDOW_ARENAS_SHIFT,
} from '../../arena/geometry.ts';
import { ALL } from './spans.ts';

/** Arenas that the space has room for. */
export let arenasOfSpace: u32 = 0;
export let entriesAt: usize = 0;
export let cardsAt: usize = 0;
export let reachedAt: usize = 0;
export let liveAt: usize = 0;
export let queueAt: usize = 0;

/** A queue record of no arena, one past those of the arenas: in front of the first that waits. */
export let queueFront: usize = 0;

/** Where a visit of the mark keeps its notes. */
export let visitAt: usize = 0;

/** References that are deferred by their windows, and where the next of each goes. */
export let windows: usize = 0;
export let deferredAt: usize = 0;
export let cursorsAt: usize = 0;

/**
 * Says where the space's tables are, for so many arenas: entries, and behind them the others;
 * `reached` apart, as the last thing of the memory.
 */
export function locateTables(tables: usize, reached: usize, arenas: usize): void {
  arenasOfSpace = <u32>arenas;
  entriesAt = tables;
  cardsAt = entriesAt + (arenas << ENTRY_SHIFT);
  liveAt = cardsAt + (arenas << CARDS_SHIFT);
  queueAt = liveAt + (arenas << MAP_SHIFT);
  queueFront = queueAt + (arenas << QUEUE_SHIFT);
  visitAt = queueFront + QUEUE_BYTES;
  windows = arenas >> WINDOW_ARENAS_SHIFT;
  // A multiple of their size: then the end of a place says whether the buffer is full.
  deferredAt = (visitAt + VISIT_BYTES + DEFERRED_BYTES - 1) & ~(<usize>DEFERRED_BYTES - 1);
  cursorsAt = deferredAt + (windows << DEFERRED_SHIFT);
  reachedAt = reached;
  // The first map word stands for the beginning of the null page, which is never handed out:
  // reached and scanned for good, so that a slot which refers to there by mistake makes nobody
  // look.
  store<u64>(reachedAt, ALL);
  store<u64>(liveAt, ALL);
}

export function arenaOf(object: usize): u32 {
  return (<u32>object) >>> ARENA_SHIFT;
}

export function reachedOf(arena: u32): usize {
  return reachedAt + ((<usize>arena) << MAP_SHIFT);
}

export function liveOf(arena: u32): usize {
  return liveAt + ((<usize>arena) << MAP_SHIFT);
}

export function cardsOf(arena: u32): usize {
  return cardsAt + ((<usize>arena) << CARDS_SHIFT);
}

export function recordOf(arena: u32): usize {
  return queueAt + ((<usize>arena) << QUEUE_SHIFT);
}
