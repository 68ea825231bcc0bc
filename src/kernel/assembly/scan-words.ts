// Scanning an arena word by word of its map: the way where objects that wait lie close together.

import {
  GRANULE_SHIFT,
  HEADER_BYTES,
  RECORD_LIMIT,
  RECORD_MASK,
  SIZE_SHIFT,
} from '../../object/header.ts';
import {
  MAP_WORD_BYTES,
  MAP_WORD_SHIFT,
  QUEUE_SHIFT,
  VISIT_LIST_BYTES,
} from '../../arena/geometry.ts';
import { PAIR, coverAlike, gatherAlike, gatherPair, gatheredEnd } from './alike.ts';
import { isShort, layoutsAt } from './layouts.ts';
import { enqueue } from './queue.ts';
import {
  ALL,
  MAP_PER_RECORD,
  ONE,
  SPAN_PER_WORD,
  SPAN_SHIFT,
  TO_RECORD_MASK,
  TO_RECORD_SHIFT,
  WORDS_SHIFT,
  WORD_GRANULES,
} from './spans.ts';
import { liveAt, queueAt, reachedAt, visitAt } from './tables.ts';

/** From so many objects in a map word on, it is worth a look whether they are alike. */
const MANY: u64 = 8;

/** Map words that were scanned in this visit. */
export let wordsScanned: u64 = 0;

/** Begins to count map words anew. */
export function beginWords(): void {
  wordsScanned = 0;
}

/**
 * Scans what waits in an arena, and what comes to wait there meanwhile, a map word at a time. Stops
 * at a long object and returns it; 0 when nothing is left.
 *
 * The references of a map word's objects are gathered first, without a branch that a processor
 * could guess wrong, and looked at then, depending on nothing, so that the misses of the map
 * overlap. The map word that was set last is held in a register, since what is made together often
 * lies together; for the sake of registers there is no call in it but for many objects at once.
 */
export function scanArena(arena: usize): usize {
  const reachedMap = reachedAt;
  const liveMap = liveAt;
  const queue = queueAt;
  const layouts = layoutsAt;
  const map = (arena - queue) << MAP_PER_RECORD;
  const found = visitAt + VISIT_LIST_BYTES;
  let recent = reachedMap;
  let bits: u64 = ALL;
  let words = load<u64>(arena);
  let place = ctz<u64>(words);
  while (true) {
    wordsScanned += 1;
    const word = map + ((<usize>place) << MAP_WORD_SHIFT);
    const span = word << SPAN_PER_WORD;
    let live = load<u64>(liveMap + word);
    while (true) {
      store<u64>(recent, bits);
      let left = load<u64>(reachedMap + word) & ~live;
      if (left == 0) break;
      let last = found;
      let long: usize = 0;
      if (popcnt<u64>(left) >= MANY) {
        const header = load<u32>(span + ((<usize>ctz<u64>(left)) << GRANULE_SHIFT));
        const traced = load<i32>(layouts + ((header >>> TO_RECORD_SHIFT) & TO_RECORD_MASK));
        const granules = header >>> SIZE_SHIFT;
        if (isShort(granules, traced)) {
          const others = gatherAlike(span, left, header, traced);
          live |= coverAlike(liveMap + word, left ^ others, granules);
          left = others;
          last = gatheredEnd;
        }
      }
      while (left != 0) {
        const low = <u32>ctz<u64>(left);
        const object = span + ((<usize>low) << GRANULE_SHIFT);
        const header = load<u32>(object);
        const record = layouts + ((header >>> TO_RECORD_SHIFT) & TO_RECORD_MASK);
        const granules = header >>> SIZE_SHIFT;
        if (low < load<u32>(record, RECORD_LIMIT)) {
          live |= load<u64>(record, RECORD_MASK) << low;
        } else if (granules - 1 < WORD_GRANULES - 1 - low) {
          live |= ~(ALL << granules) << low;
        } else {
          if (granules - 1 >= WORD_GRANULES - 1) {
            long = object;
            break;
          }
          live |= ALL << low;
          const next = liveMap + word + MAP_WORD_BYTES;
          const beyond = low + granules - WORD_GRANULES;
          if (beyond != 0) store<u64>(next, load<u64>(next) | ~(ALL << beyond));
        }
        left &= left - 1;
        const traced = load<i32>(record);
        if (traced == PAIR) {
          last = gatherPair(object, last);
          continue;
        }
        let slot = object + HEADER_BYTES;
        const end =
          traced < 0
            ? object + ((<usize>granules) << GRANULE_SHIFT)
            : slot + ((<usize>traced) << 2);
        for (; slot < end; slot += 4) {
          const value = load<u32>(slot);
          store<u32>(last, value);
          last += (<usize>((value & 7) == 1)) << 2;
        }
      }
      for (let from = found; from != last; from += 4) {
        const value = load<u32>(from);
        const index = <usize>(value >>> SPAN_SHIFT);
        const bit = ONE << ((value >>> GRANULE_SHIFT) as u64);
        const at = reachedMap + (index << MAP_WORD_SHIFT);
        if (at == recent) {
          bits |= bit;
          continue;
        }
        const reached = load<u64>(at);
        if ((reached & bit) != 0) continue;
        store<u64>(recent, bits);
        recent = at;
        bits = reached | bit;
        const record = queue + ((index >> WORDS_SHIFT) << QUEUE_SHIFT);
        const waiting = load<u64>(record);
        store<u64>(record, waiting | (ONE << (index as u64)));
        if (waiting == 0) enqueue(record);
      }
      if (long != 0) {
        store<u64>(recent, bits);
        store<u64>(liveMap + word, live);
        return long;
      }
    }
    store<u64>(liveMap + word, live);
    recent = reachedMap;
    bits = ALL;
    words = load<u64>(arena) & ~(ONE << place);
    store<u64>(arena, words);
    if (words == 0) return 0;
    // The nearest that waits, up or down: trees that were built from their leaves are read as runs
    // too.
    const up = ctz<u64>(words >> place);
    const down = clz<u64>(words << (63 - place));
    place = up <= down ? place + up : place - down;
  }
}
