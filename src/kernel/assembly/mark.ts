// Marking: what is reached is a bit in one map, what was scanned are bits in another, and what
// waits is their difference.
//
// The queue holds arenas, not objects: an arena is queued when the first of its objects begins to
// wait, and whatever else is reached there until its turn comes is scanned in the same visit, in
// the order of addresses. So a graph that is scattered over the heap is read in runs; references
// are settled in a map, which is 1/64 of the heap and stays in the cache, or else is gone through
// by windows (settle.ts); and no object is ever written. (Go's Green Tea collector queues its spans
// to the same end.)
//
// An arena is in the queue at most once, by a link in a record of its own. So there is no mark
// stack that could overflow, however deep or wide the graph is, and a mark asks for no memory.

import { GRANULE_SHIFT } from '../../object/header.ts';
import {
  ARENA_BYTES,
  FLAG_VISITED,
  LARGE_HEAP,
  LARGE_NEXT,
  LARGE_PREFIX_BYTES,
  MAP_WORD_SHIFT,
  QUEUE_SHIFT,
} from '../../arena/geometry.ts';
import { readAhead } from './ahead.ts';
import { entryNext, hasHolder, isHeldBy, setFlag } from './entries.ts';
import { isLargeAt } from './large.ts';
import { useLayouts } from './layouts.ts';
import { clearReached } from './live-map.ts';
import { dequeue, emptyQueue } from './queue.ts';
import { forgetWaiting } from './records.ts';
import { isScattered, scanList } from './scan-list.ts';
import { scanLong, scanSlots } from './scan-object.ts';
import { beginWords, scanArena, wordsScanned } from './scan-words.ts';
import { beginSettling, settleDeferred } from './settle.ts';
import { MAP_PER_RECORD, SPAN_PER_WORD, SPAN_SHIFT } from './spans.ts';
import { arenaOf, liveAt, queueAt, reachedAt } from './tables.ts';
import { logVisits, noteVisit } from './visit-log.ts';

/**
 * So many map words more than those in which something waited make a visit a local one; and so far
 * around then is read ahead.
 */
const A_FEW_MORE: u64 = 2;
const NEAR_BYTES: usize = 4096;

/** The heap that is marked, by its owner number. */
let heap: u32 = 0;

/**
 * Whether this mark, or an earlier one, has met a reference to what another heap holds: then a bit
 * of that one's map may be set.
 */
export let trespassed: bool = false;

/**
 * Starts a mark of a heap's arenas and large objects: of everything where their maps are clear,
 * else of what is not reached yet. What an earlier mark left waiting, since it was cut short, is
 * forgotten.
 */
export function begin(arenas: u32, larges: usize, holder: u32, layouts: usize, defers: bool): void {
  useLayouts(layouts);
  heap = holder;
  trespassed = false;
  logVisits(0, 0);
  forgetQueue(arenas, larges);
  beginSettling(defers);
}

function forgetQueue(arenas: u32, larges: usize): void {
  for (let arena = arenas; arena != 0; arena = entryNext(arena)) forgetWaiting(arena);
  for (let page = larges; page != 0; page = <usize>load<u32>(page, LARGE_NEXT))
    forgetWaiting(arenaOf(page));
  emptyQueue();
}

/**
 * Whether the last visit of an arena led from what waited there on to more of it: then the next is
 * likely to, too.
 */
let isLocal: bool = false;

/** Reads ahead what lies around a map word of an arena. */
function readNear(map: usize, place: u64): void {
  const arena = map << SPAN_PER_WORD;
  const at = (<usize>place) << SPAN_SHIFT;
  const start = arena + at - min<usize>(at, NEAR_BYTES);
  readAhead(start, arena + min<usize>(ARENA_BYTES, at + NEAR_BYTES));
}

/**
 * Scans a large object; of what is none of this heap, forgets that it was reached, or that it was
 * another's.
 */
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

/**
 * Scans what waits where this heap has no arena: its large objects, and what was referred to by
 * mistake.
 */
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
  noteVisit(arena);
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
  beginWords();
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
