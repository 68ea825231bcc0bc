// Scanning a range of roots, or one object that is longer than the span of a map word.

import { HEADER_BYTES, SIZE_SHIFT } from '../../object/header.ts';
import { isLarge, slotsEnd } from './layouts.ts';
import { setLive } from './live-map.ts';
import { reach, wait } from './queue.ts';
import { queueAt, reachedAt } from './tables.ts';

/** Marks what the slots [slot, end) refer to; for roots and long objects. */
export function scanSlots(slot: usize, end: usize): void {
  const map = reachedAt;
  const queue = queueAt;
  for (; slot < end; slot += 4) {
    const value = load<u32>(slot);
    if ((value & 7) == 1) wait(queue, value, reach(map, value));
  }
}

/** Scans an object that is longer than the span of a map word. */
export function scanLong(object: usize): void {
  const header = load<u32>(object);
  setLive(object, isLarge(header) ? 1 : header >>> SIZE_SHIFT);
  scanSlots(object + HEADER_BYTES, slotsEnd(object, header));
}
