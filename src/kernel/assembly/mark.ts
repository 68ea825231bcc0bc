// Marking: what is reached is a bit in one map, what was scanned are bits in another, and what waits is their difference.
//
// The queue holds arenas, not objects: an arena is queued when the first of its objects begins to wait, and whatever else
// is reached there until its turn comes is scanned in the same visit, in the order of addresses. So a graph that is
// scattered over the heap is read in runs; references are settled in a map, which is 1/64 of the heap and stays in the
// cache, or else is gone through by windows (settle.ts); and no object is ever written. (Go's Green Tea collector queues its spans to the same end.)
//
// An arena is in the queue at most once, by a link in a record of its own. So there is no mark stack that could
// overflow, however deep or wide the graph is, and a mark asks for no memory.

import {
  GRANULE_SHIFT,
  HEADER_BYTES,
  RECORD_LIMIT,
  RECORD_MASK,
  SIZE_SHIFT,
  TRACE_ALL,
} from '../../object/header.ts';
import {
  ARENA_BYTES,
  FLAG_VISITED,
  LARGE_BYTES,
  LARGE_HEAP,
  LARGE_NEXT,
  LARGE_PREFIX_BYTES,
  MAP_WORD_GRANULES,
  MAP_WORD_BYTES,
  MAP_WORD_SHIFT,
  QUEUE_SHIFT,
  VISIT_FOUND_BYTES,
  VISIT_LIST_BYTES,
} from '../../arena/geometry.ts';
import { readAhead } from './ahead.ts';
import {
  areAlike,
  coverAlike,
  gatherAlike,
  gatheredEnd,
  gatherListed,
  gatherPair,
  PAIR,
  setAlikeLive,
} from './alike.ts';
import { isLargeAt } from './large.ts';
import {
  arenaOf,
  clearReached,
  entryNext,
  forgetWaiting,
  hasHolder,
  isHeldBy,
  listWaiting,
  liveAt,
  queueAt,
  reachedAt,
  setFlag,
  setLive,
  visitAt,
} from './live-map.ts';
import { dequeue, emptyQueue, enqueue, reach, wait } from './queue.ts';
import { beginSettling, settle, settleDeferred } from './settle.ts';
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

/** An arena is visited by a list when objects wait in at least FEW of its map words, but fewer than DENSE in the first of these. */
const FEW: u64 = 8;
const DENSE: u64 = 20;

/** From so many objects in a map word on, it is worth a look whether they are alike. */
const MANY: u64 = 8;

/** So many map words more than those in which something waited make a visit a local one; and so far around then is read ahead. */
const A_FEW_MORE: u64 = 2;
const NEAR_BYTES: usize = 4096;

/** More than the bytes of the slots of any object that is not scanned by itself. */
const SHORT_BYTES: usize = MAP_WORD_GRANULES << GRANULE_SHIFT;

let layoutsAt: usize = 0;
/** The heap that is marked, by its owner number. */
let heap: u32 = 0;

/** Whether this mark, or an earlier one, has met a reference to what another heap holds: then a bit of that one's map may be set. */
export let trespassed: bool = false;

/**
 * Starts a mark of a heap's arenas and large objects: of everything where their maps are clear, else of what is not reached yet. What
 * an earlier mark left waiting, since it was cut short, is forgotten.
 */
export function begin(arenas: u32, larges: usize, holder: u32, layouts: usize, defers: bool): void {
  layoutsAt = layouts;
  heap = holder;
  trespassed = false;
  forgetQueue(arenas, larges);
  beginSettling(defers);
}

function forgetQueue(arenas: u32, larges: usize): void {
  for (let arena = arenas; arena != 0; arena = entryNext(arena)) forgetWaiting(arena);
  for (let page = larges; page != 0; page = <usize>load<u32>(page, LARGE_NEXT))
    forgetWaiting(arenaOf(page));
  emptyQueue();
}

function isLarge(header: u32): bool {
  return header >>> SIZE_SHIFT == 0;
}

/** Whether it is an object of less than the span of a map word, into which as many slots fit as its layout has, not all that there are. */
function isShort(granules: u32, traced: i32): bool {
  return granules < WORD_GRANULES && <u32>traced < granules << 1;
}

/** Where an object's traced slots end. */
export function slotsEnd(object: usize, header: u32): usize {
  const traced = load<i32>(layoutsAt + ((header >>> TO_RECORD_SHIFT) & TO_RECORD_MASK));
  if (traced != TRACE_ALL) return object + HEADER_BYTES + ((<usize>traced) << 2);
  return isLarge(header)
    ? object + <usize>load<u32>(object - LARGE_PREFIX_BYTES, LARGE_BYTES)
    : object + ((<usize>(header >>> SIZE_SHIFT)) << GRANULE_SHIFT);
}

/** Marks what the slots [slot, end) refer to; for roots and long objects. */
function scanSlots(slot: usize, end: usize): void {
  const map = reachedAt;
  const queue = queueAt;
  for (; slot < end; slot += 4) {
    const value = load<u32>(slot);
    if ((value & 7) == 1) wait(queue, value, reach(map, value));
  }
}

/** Scans an object that is longer than the span of a map word. */
function scanLong(object: usize): void {
  const header = load<u32>(object);
  setLive(object, isLarge(header) ? 1 : header >>> SIZE_SHIFT);
  scanSlots(object + HEADER_BYTES, slotsEnd(object, header));
}

/** Map words that were scanned in this visit. */
let wordsScanned: u64 = 0;

/**
 * Scans what waits in an arena, and what comes to wait there meanwhile, a map word at a time. Stops at a long object and returns
 * it; 0 when nothing is left.
 *
 * The references of a map word's objects are gathered first, without a branch that a processor could guess wrong, and looked at then,
 * depending on nothing, so that the misses of the map overlap. The map word that was set last is held in a register, since what is
 * made together often lies together; for the sake of registers there is no call in it but for many objects at once.
 */
function scanArena(arena: usize): usize {
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
    // The nearest that waits, up or down: trees that were built from their leaves are read as runs too.
    const up = ctz<u64>(words >> place);
    const down = clz<u64>(words << (63 - place));
    place = up <= down ? place + up : place - down;
  }
}

/**
 * Scans listed objects, whatever they are. Should what is listed be no objects, since something wrote over the heap, it
 * writes no further than it may.
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
 * Scans what waits in an arena, by a list of it, for an arena in which it lies scattered: there are few objects in a map word then, and
 * loops that end after a few rounds, each time after another number of them, are what a processor cannot foresee. Here every
 * loop is long, and what differs from one object to the next is no branch. What comes to wait in the arena meanwhile waits for its
 * next turn.
 *
 * First the headers are loaded, each load depending on nothing, so that their misses overlap in an out-of-order core as prefetches would
 * (Cher, Hosking and Vitek 2004 put a FIFO in front of the stack to the same end).
 */
function scanList(map: usize, words: u64): void {
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

/** Whether a list is the better way, by the first of the map words. */
function isScattered(map: usize, words: u64): bool {
  if (popcnt<u64>(words) < FEW) return false;
  const word = map + ((<usize>ctz<u64>(words)) << MAP_WORD_SHIFT);
  return popcnt<u64>(load<u64>(reachedAt + word) & ~load<u64>(liveAt + word)) < DENSE;
}

/** Whether the last visit of an arena led from what waited there on to more of it: then the next is likely to, too. */
let isLocal: bool = false;

/** Reads ahead what lies around a map word of an arena. */
function readNear(map: usize, place: u64): void {
  const arena = map << SPAN_PER_WORD;
  const at = (<usize>place) << SPAN_SHIFT;
  const start = arena + at - min<usize>(at, NEAR_BYTES);
  readAhead(start, arena + min<usize>(ARENA_BYTES, at + NEAR_BYTES));
}

/** Scans a large object; of what is none of this heap, forgets that it was reached, or that it was another's. */
function scanLarge(object: usize): void {
  const page = object - LARGE_PREFIX_BYTES;
  if (!isLargeAt(page)) {
    clearReached(object);
  } else if (load<u32>(page, LARGE_HEAP) != heap) {
    trespassed = true;
  } else {
    scanLong(object);
  }
}

/** Scans what waits where this heap has no arena: its large objects, and what was referred to by mistake. */
function visitOthers(record: usize, words: u64): void {
  const map = (record - queueAt) << MAP_PER_RECORD;
  store<u64>(record, 0);
  if (hasHolder(<u32>((record - queueAt) >> QUEUE_SHIFT))) {
    trespassed = true;
    return;
  }
  for (let rest = words; rest != 0; rest &= rest - 1) {
    const word = map + ((<usize>ctz<u64>(rest)) << MAP_WORD_SHIFT);
    const span = word << SPAN_PER_WORD;
    let left = load<u64>(reachedAt + word) & ~load<u64>(liveAt + word);
    for (; left != 0; left &= left - 1)
      scanLarge(span + ((<usize>ctz<u64>(left)) << GRANULE_SHIFT));
  }
}

/** Scans what waits in an arena. */
function visit(record: usize): void {
  const words = load<u64>(record);
  const arena = <u32>((record - queueAt) >> QUEUE_SHIFT);
  if (!isHeldBy(arena, heap)) {
    visitOthers(record, words);
    return;
  }
  const map = (record - queueAt) << MAP_PER_RECORD;
  setFlag(arena, FLAG_VISITED);
  if (isScattered(map, words)) {
    store<u64>(record, 0);
    scanList(map, words);
    return;
  }
  if (isLocal) readNear(map, ctz<u64>(words));
  wordsScanned = 0;
  for (let long = scanArena(record); long != 0; long = scanArena(record)) scanLong(long);
  isLocal = wordsScanned > popcnt<u64>(words) + A_FEW_MORE;
}

/** Scans until nothing waits, and nothing is deferred. */
function drain(): void {
  while (true) {
    let record = dequeue();
    if (record == 0) {
      settleDeferred();
      record = dequeue();
      if (record == 0) return;
    }
    visit(record);
  }
}

/** Marks all that the words in [start, end) reach. */
export function markRange(start: usize, end: usize): void {
  scanSlots(start, end);
  drain();
}
