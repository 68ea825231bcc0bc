// Marking: what is reached is a bit in one map, what was scanned are bits in another, and what waits is their difference.
//
// The queue holds arenas, not objects: an arena is queued when the first of its objects begins to wait, and whatever else
// is reached there until its turn comes is scanned in the same visit, in the order of addresses. So a graph that is
// scattered over the heap is read in runs; references are settled in a map, which is 1/64 of the heap and stays in the
// cache; and no object is ever written. (Go's Green Tea collector queues its spans to the same end.)
//
// An arena is in the queue at most once, by a link in a record of its own. So there is no mark stack that could
// overflow, however deep or wide the graph is, and a mark asks for no memory.

import {
  GRANULE_SHIFT,
  HEADER_BYTES,
  LAYOUT_MASK,
  LAYOUT_SHIFT,
  RECORD_LIMIT,
  RECORD_MASK,
  RECORD_SHIFT,
  SIZE_SHIFT,
  TRACE_ALL,
} from '../../object/header.ts';
import {
  LARGE_BYTES,
  LARGE_PREFIX_BYTES,
  MAP_WORD_GRANULES,
  MAP_WORD_BYTES,
  MAP_WORD_GRANULES_SHIFT,
  MAP_WORD_SHIFT,
  QUEUE_NEXT,
  QUEUE_SHIFT,
} from '../../arena/geometry.ts';
import { liveAt, queueAt, queueFront, reachedAt, setLive } from './live-map.ts';

/** What the loads ahead add up to, so that no compiler takes them for dead. */
export let touched: u32 = 0;

/** From a header to where its layout's record is in the table. */
const TO_RECORD_SHIFT: u32 = LAYOUT_SHIFT - RECORD_SHIFT;
const TO_RECORD_MASK: u32 = LAYOUT_MASK << RECORD_SHIFT;
/** From an address to the index of its map word, from there to the index of its arena. */
const SPAN_SHIFT: u32 = GRANULE_SHIFT + MAP_WORD_GRANULES_SHIFT;
const WORDS_SHIFT: u32 = MAP_WORD_GRANULES_SHIFT;
/** From where an arena's queue record is to where its part of a map is; from where a map word is to its span of the heap. */
const MAP_PER_RECORD: u32 = WORDS_SHIFT + MAP_WORD_SHIFT - QUEUE_SHIFT;
const SPAN_PER_WORD: u32 = SPAN_SHIFT - MAP_WORD_SHIFT;
const WORD_GRANULES: u32 = MAP_WORD_GRANULES;
const ONE: u64 = 1;
const ALL: u64 = ~0;

/** A map word with so many objects waiting is read as a run; the processor sees that coming by itself. */
const DENSE: u64 = 20;
const LINE_GRANULES: u64 = 0xff;
const LINE_MASK: u64 = 56;

/** The commonest number of slots, for which there is no loop. */
const PAIR: i32 = 2;

/** References found in one pass over a map word: its objects are at most 1,016 bytes. */
const found: usize = memory.data(1024);

let layoutsAt: usize = 0;
let queueTail: usize = 0;

/** Starts a mark, on maps that are clear. */
export function begin(layouts: usize): void {
  layoutsAt = layouts;
  queueTail = queueFront;
}

function isLarge(header: u32): bool {
  return header >>> SIZE_SHIFT == 0;
}

/** Where an object's traced slots end. */
export function slotsEnd(object: usize, header: u32): usize {
  const traced = load<i32>(layoutsAt + ((header >>> TO_RECORD_SHIFT) & TO_RECORD_MASK));
  if (traced != TRACE_ALL) return object + HEADER_BYTES + ((<usize>traced) << 2);
  return isLarge(header)
    ? object + <usize>load<u32>(object - LARGE_PREFIX_BYTES, LARGE_BYTES)
    : object + ((<usize>(header >>> SIZE_SHIFT)) << GRANULE_SHIFT);
}

/** Sets the bits of what the slots [slot, end) refer to; for roots and long objects. */
function scanSlots(slot: usize, end: usize): void {
  for (; slot < end; slot += 4) {
    const value = load<u32>(slot);
    if ((value & 7) != 1) continue;
    const index = <usize>(value >>> SPAN_SHIFT);
    const bit = ONE << ((value >>> GRANULE_SHIFT) as u64);
    const at = reachedAt + (index << MAP_WORD_SHIFT);
    const reached = load<u64>(at);
    if ((reached & bit) != 0) continue;
    store<u64>(at, reached | bit);
    const record = queueAt + ((index >> WORDS_SHIFT) << QUEUE_SHIFT);
    const waiting = load<u64>(record);
    store<u64>(record, waiting | (ONE << (index as u64)));
    if (waiting == 0) {
      store<u32>(queueTail, <u32>record, QUEUE_NEXT);
      queueTail = record;
    }
  }
}

/** Scans an object that is longer than the span of a map word. */
function scanLong(object: usize): void {
  const header = load<u32>(object);
  setLive(object, isLarge(header) ? 1 : header >>> SIZE_SHIFT);
  scanSlots(object + HEADER_BYTES, slotsEnd(object, header));
}

/**
 * Scans what waits in an arena, and what comes to wait there meanwhile, a map word at a time. Stops at a long object and returns
 * it; 0 when nothing is left.
 *
 * The references of a map word's objects are gathered first, without a branch that a processor could guess wrong, and looked at then,
 * depending on nothing, so that the misses of the map overlap. There is no call in it, for the sake of registers; and the map
 * word that was set last is held in one, since what is made together often lies together.
 */
function scanArena(arena: usize): usize {
  const reachedMap = reachedAt;
  const liveMap = liveAt;
  const queue = queueAt;
  const layouts = layoutsAt;
  const map = (arena - queue) << MAP_PER_RECORD;
  let recent = reachedMap;
  let bits: u64 = ALL;
  let words = load<u64>(arena);
  let place = ctz<u64>(words);
  while (true) {
    const word = map + ((<usize>place) << MAP_WORD_SHIFT);
    const span = word << SPAN_PER_WORD;
    let live = load<u64>(liveMap + word);
    while (true) {
      store<u64>(recent, bits);
      let left = load<u64>(reachedMap + word) & ~live;
      if (left == 0) break;
      let last = found;
      let long: usize = 0;
      do {
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
          const one = load<u32>(object, HEADER_BYTES);
          const other = load<u32>(object, HEADER_BYTES + 4);
          store<u32>(last, one);
          last += (<usize>((one & 7) == 1)) << 2;
          store<u32>(last, other);
          last += (<usize>((other & 7) == 1)) << 2;
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
      } while (left != 0);
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
        if (waiting == 0) {
          store<u32>(queueTail, <u32>record, QUEUE_NEXT);
          queueTail = record;
        }
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
    // The nearest that waits, up or down: trees that were built from their leaves are read as runs too.
    const up = ctz<u64>(words >> place);
    const down = clz<u64>(words << (63 - place));
    place = up <= down ? place + up : place - down;
  }
}

/**
 * Loads a word of every cache line in which objects wait, each load depending on nothing, so that their misses overlap in an
 * out-of-order core as prefetches would (Cher, Hosking and Vitek 2004 put a FIFO in front of the stack to the same end).
 */
function touch(map: usize, words: u64): void {
  let sum: u32 = 0;
  for (; words != 0; words &= words - 1) {
    const word = map + ((<usize>ctz<u64>(words)) << MAP_WORD_SHIFT);
    let left = load<u64>(reachedAt + word) & ~load<u64>(liveAt + word);
    if (popcnt<u64>(left) >= DENSE) continue;
    const span = word << SPAN_PER_WORD;
    while (left != 0) {
      const granule = ctz<u64>(left);
      sum += load<u32>(span + ((<usize>granule) << GRANULE_SHIFT));
      left &= ~(LINE_GRANULES << (granule & LINE_MASK));
    }
  }
  touched = sum;
}

/** Empties the queue. */
function drain(): void {
  for (let record = queueFront; record != queueTail;) {
    record = load<u32>(record, QUEUE_NEXT);
    const map = (record - queueAt) << MAP_PER_RECORD;
    touch(map, load<u64>(record));
    for (let long = scanArena(record); long != 0; long = scanArena(record)) scanLong(long);
  }
  queueTail = queueFront;
}

/** Marks all that the words in [start, end) reach. */
export function markRange(start: usize, end: usize): void {
  scanSlots(start, end);
  drain();
}
