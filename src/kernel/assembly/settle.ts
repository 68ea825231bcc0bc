// Settling references that a visit found: what they refer to is marked as reached, and waits if it
// was not.
//
// Where the heap is so large that its map does not stay in the cache, nearly every reference would
// wait for memory. There they are deferred instead: put down by the window of the heap that they
// refer into, 16 bits each, and settled when a window's buffer is full, with that window's 8 KiB of
// the map read ahead from one end to the other. (It is the partition of a radix sort.) Buffers are
// part of the tables, so that a mark asks for no memory for them either.

import { GRANULE_SHIFT } from '../../object/header.ts';
import {
  CURSOR_SHIFT,
  DEFERRED_BYTES,
  DEFERRED_SHIFT,
  MAP_SHIFT,
  QUEUE_SHIFT,
  VISIT_LIST_BYTES,
  WINDOW_ARENAS_SHIFT,
  WINDOW_SHIFT,
} from '../../arena/geometry.ts';
import { readAhead } from './ahead.ts';
import { cursorsAt, deferredAt, queueAt, reachedAt, visitAt, windows } from './tables.ts';
import { reach, wait } from './queue.ts';

/**
 * Fewer references than these, in bytes, are settled at once: along a list, a visit would defer a
 * single one.
 */
const FEW_BYTES: usize = 256;

const DEFERRED_MASK: usize = DEFERRED_BYTES - 1;
const LAST_DEFERRED: usize = DEFERRED_BYTES - 2;
const WINDOW_MAP_SHIFT: u32 = WINDOW_ARENAS_SHIFT + MAP_SHIFT;
const WINDOW_MAP_BYTES: usize = 1 << WINDOW_MAP_SHIFT;

let mayDefer: bool = false;
let hasDeferred: bool = false;

/** Starts a mark, in which references are deferred or not. */
export function beginSettling(defers: bool): void {
  mayDefer = defers;
  hasDeferred = false;
  if (!defers) return;
  for (let window: usize = 0; window < windows; window++)
    store<u32>(cursorOf(window), <u32>(deferredAt + (window << DEFERRED_SHIFT)));
}

function cursorOf(window: usize): usize {
  return cursorsAt + (window << CURSOR_SHIFT);
}

/** Settles references now: two in a round, which halves what the loop itself costs. */
function settleNow(end: usize): void {
  const map = reachedAt;
  const queue = queueAt;
  // In place of a second one in the last round: what the null page's map word says is reached
  // already.
  store<u32>(end, 1);
  for (let from = visitAt + VISIT_LIST_BYTES; from < end; from += 8) {
    const one = load<u32>(from);
    wait(queue, one, reach(map, one));
    const other = load<u32>(from, 4);
    wait(queue, other, reach(map, other));
  }
}

/** Settles what was deferred of a window, and empties its buffer. */
function settleWindow(window: usize): void {
  const map = reachedAt + (window << WINDOW_MAP_SHIFT);
  const queue = queueAt + (window << (WINDOW_ARENAS_SHIFT + QUEUE_SHIFT));
  readAhead(map, map + WINDOW_MAP_BYTES);
  const end = <usize>load<u32>(cursorOf(window));
  const start = deferredAt + (window << DEFERRED_SHIFT);
  store<u32>(cursorOf(window), <u32>start);
  for (let from = start; from < end; from += 2) {
    const inWindow = (<u32>load<u16>(from)) << GRANULE_SHIFT;
    wait(queue, inWindow, reach(map, inWindow));
  }
}

/** Defers references. */
function defer(end: usize): void {
  const cursors = cursorsAt;
  const count = windows;
  hasDeferred = true;
  let from = visitAt + VISIT_LIST_BYTES;
  while (true) {
    let window: usize;
    let place: usize;
    do {
      if (from == end) return;
      const ref = load<u32>(from);
      from += 4;
      window = <usize>(ref >>> WINDOW_SHIFT);
      // What refers to beyond the space ends the mark, as it does where it is settled at once.
      if (window >= count) unreachable();
      const cursor = cursors + (window << CURSOR_SHIFT);
      place = <usize>load<u32>(cursor);
      store<u16>(place, ref >>> GRANULE_SHIFT);
      store<u32>(cursor, <u32>(place + 2));
    } while ((place & DEFERRED_MASK) != LAST_DEFERRED);
    settleWindow(window);
  }
}

/** Settles the references that a visit found, which end there; or defers them. */
export function settle(end: usize): void {
  if (mayDefer && end - (visitAt + VISIT_LIST_BYTES) > FEW_BYTES) defer(end);
  else settleNow(end);
}

/** Settles all that was deferred. */
export function settleDeferred(): void {
  if (!hasDeferred) return;
  hasDeferred = false;
  for (let window: usize = 0; window < windows; window++) {
    const place = <usize>load<u32>(cursorOf(window));
    if ((place & DEFERRED_MASK) != 0) settleWindow(window);
  }
}
