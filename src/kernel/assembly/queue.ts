// What waits to be scanned. The queue holds arenas, and an arena's record says in which of its map
// words something waits (arena/geometry.ts has the drawing); the record of no arena, in front of
// all others, has the last in the queue.

import { GRANULE_SHIFT } from '../../object/header.ts';
import { MAP_WORD_SHIFT, QUEUE_LAST, QUEUE_NEXT, QUEUE_SHIFT } from '../../arena/geometry.ts';
import { queueFront } from './tables.ts';
import { ONE, SPAN_SHIFT, WORDS_SHIFT } from './spans.ts';

export function emptyQueue(): void {
  store<u32>(queueFront, <u32>queueFront, QUEUE_LAST);
}

/** Puts an arena behind the others. */
export function enqueue(record: usize): void {
  store<u32>(<usize>load<u32>(queueFront, QUEUE_LAST), <u32>record, QUEUE_NEXT);
  store<u32>(queueFront, <u32>record, QUEUE_LAST);
}

/** Takes the first arena out of the queue: its record, 0 when there is none. */
export function dequeue(): usize {
  const last = <usize>load<u32>(queueFront, QUEUE_LAST);
  if (last == queueFront) return 0;
  const record = <usize>load<u32>(queueFront, QUEUE_NEXT);
  if (record == last) emptyQueue();
  else store<u32>(queueFront, load<u32>(record, QUEUE_NEXT), QUEUE_NEXT);
  return record;
}

/** Marks what a reference refers to as reached. Returns 1 if it was not. */
export function reach(map: usize, ref: u32): u64 {
  const word = map + ((<usize>(ref >>> SPAN_SHIFT)) << MAP_WORD_SHIFT);
  const bit = (ref >>> GRANULE_SHIFT) as u64;
  const reached = load<u64>(word);
  store<u64>(word, reached | (ONE << bit));
  return ((reached >> bit) & 1) ^ 1;
}

/** Lets what was reached wait, if it is new; and its arena, if nothing waits there yet. */
export function wait(queue: usize, ref: u32, isNew: u64): void {
  const index = <usize>(ref >>> SPAN_SHIFT);
  const record = queue + ((index >> WORDS_SHIFT) << QUEUE_SHIFT);
  const waiting = load<u64>(record);
  store<u64>(record, waiting | (isNew << (index as u64)));
  if (waiting == 0 && isNew != 0) enqueue(record);
}
