// Scanning an arena by a list of what waits in it: the way where that lies scattered.

import { GRANULE_SHIFT, HEADER_BYTES, SIZE_SHIFT } from '../../object/header.ts';
import {
  MAP_WORD_BYTES,
  MAP_WORD_GRANULES,
  MAP_WORD_SHIFT,
  VISIT_FOUND_BYTES,
  VISIT_LIST_BYTES,
} from '../../arena/geometry.ts';
import { areAlike, gatherListed, setAlikeLive } from './alike.ts';
import { isShort, layoutsAt } from './layouts.ts';
import { listWaiting } from './live-map.ts';
import { scanLong } from './scan-object.ts';
import { settle } from './settle.ts';
import {
  ALL,
  SPAN_PER_WORD,
  TO_RECORD_MASK,
  TO_RECORD_SHIFT,
  WORDS_SHIFT,
  WORD_GRANULES,
} from './spans.ts';
import { liveAt, reachedAt, visitAt } from './tables.ts';

/**
 * An arena is visited by a list when objects wait in at least FEW of its map words, but fewer than
 * DENSE in the first of these.
 */
const FEW: u64 = 8;
const DENSE: u64 = 20;

/** More than the bytes of the slots of any object that is not scanned by itself. */
const SHORT_BYTES: usize = MAP_WORD_GRANULES << GRANULE_SHIFT;

/** Whether a list is the better way, by the first of the map words. */
export function isScattered(map: usize, words: u64): bool {
  if (popcnt<u64>(words) < FEW) return false;
  const word = map + ((<usize>ctz<u64>(words)) << MAP_WORD_SHIFT);
  return popcnt<u64>(load<u64>(reachedAt + word) & ~load<u64>(liveAt + word)) < DENSE;
}

/**
 * Scans listed objects, whatever they are. Should what is listed be no objects, since something
 * wrote over the heap, it writes no further than it may.
 */
function scanAny(map: usize, end: usize): void {
  const layouts = layoutsAt;
  const live = liveAt + map;
  const base = map << SPAN_PER_WORD;
  const found = visitAt + VISIT_LIST_BYTES;
  const enough = found + VISIT_FOUND_BYTES - SHORT_BYTES;
  let longEnd = visitAt;
  let last = found;
  for (let from = visitAt; from != end; from += 2) {
    const granule = <usize>load<u16>(from);
    const object = base + (granule << GRANULE_SHIFT);
    const header = load<u32>(object);
    const granules = header >>> SIZE_SHIFT;
    if (granules - 1 >= WORD_GRANULES - 1) {
      store<u16>(longEnd, <u32>granule);
      longEnd += 2;
      continue;
    }
    const low = (<u32>granule) & (WORD_GRANULES - 1);
    const word = live + ((granule >> WORDS_SHIFT) << MAP_WORD_SHIFT);
    const mask = ~(ALL << granules);
    store<u64>(word, load<u64>(word) | (mask << low));
    if (low + granules > WORD_GRANULES) {
      const next = load<u64>(word, MAP_WORD_BYTES);
      store<u64>(word, next | (mask >> (WORD_GRANULES - low)), MAP_WORD_BYTES);
    }
    const traced = load<i32>(layouts + ((header >>> TO_RECORD_SHIFT) & TO_RECORD_MASK));
    const payload = object + HEADER_BYTES;
    const stop = object + ((<usize>granules) << GRANULE_SHIFT);
    const slotsStop = traced < 0 ? stop : min<usize>(stop, payload + ((<usize>traced) << 2));
    for (let slot = payload; slot < slotsStop; slot += 4) {
      const value = load<u32>(slot);
      store<u32>(last, value);
      last += (<usize>((value & 7) == 1)) << 2;
    }
    if (last > enough) {
      settle(last);
      last = found;
    }
  }
  settle(last);
  for (let from = visitAt; from != longEnd; from += 2)
    scanLong(base + ((<usize>load<u16>(from)) << GRANULE_SHIFT));
}

/**
 * Scans what waits in an arena, by a list of it, for an arena in which it lies scattered: there are
 * few objects in a map word then, and loops that end after a few rounds, each time after another
 * number of them, are what a processor cannot foresee. Here every loop is long, and what differs
 * from one object to the next is no branch. What comes to wait in the arena meanwhile waits for its
 * next turn.
 *
 * First the headers are loaded, each load depending on nothing, so that their misses overlap in an
 * out-of-order core as prefetches would (Cher, Hosking and Vitek 2004 put a FIFO in front of the
 * stack to the same end).
 */
export function scanList(map: usize, words: u64): void {
  const base = map << SPAN_PER_WORD;
  const end = listWaiting(map, words);
  let all: u32 = ~0;
  let any: u32 = 0;
  for (let from = visitAt; from != end; from += 2) {
    const header = load<u32>(base + ((<usize>load<u16>(from)) << GRANULE_SHIFT));
    all &= header;
    any |= header;
  }
  const traced = load<i32>(layoutsAt + ((any >>> TO_RECORD_SHIFT) & TO_RECORD_MASK));
  const granules = any >>> SIZE_SHIFT;
  // Each object takes two bytes of the list.
  const slotsBytes = ((end - visitAt) << 1) * <usize>traced;
  if (areAlike(all, any) && isShort(granules, traced) && slotsBytes <= <usize>VISIT_FOUND_BYTES) {
    setAlikeLive(map, words, granules);
    settle(gatherListed(map, end, traced));
    return;
  }
  scanAny(map, end);
}
