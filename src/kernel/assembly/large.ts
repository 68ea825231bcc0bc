// Large objects as the kernel knows them: a bit for each page on which one starts, so that a word
// which refers to anything else beside the arenas is not taken for one; and a prefix in front of
// each (arena/geometry.ts has the drawings).

import { PAGE_SHIFT } from '../../memory/units.ts';
import {
  ARENA_SHIFT,
  LARGE_BYTES,
  LARGE_HEAP,
  LARGE_NEXT,
  LARGE_PREFIX_BYTES,
} from '../../arena/geometry.ts';
import { largesOf, setLarges } from './entries.ts';
import { clearLive, clearReached } from './live-map.ts';
import { forgetWaiting } from './records.ts';
import { arenaOf } from './tables.ts';

const PAGE_MASK: usize = (1 << PAGE_SHIFT) - 1;
const PAGES_OF_ARENA_MASK: u32 = (1 << (ARENA_SHIFT - PAGE_SHIFT)) - 1;

function bitOf(page: usize): u32 {
  return 1 << ((<u32>(page >> PAGE_SHIFT)) & PAGES_OF_ARENA_MASK);
}

/** Whether a large object starts on the page at this address. */
export function isLargeAt(page: usize): bool {
  return (page & PAGE_MASK) == 0 && (largesOf(arenaOf(page)) & bitOf(page)) != 0;
}

/** Starts a large object of a heap on a run of zeroed pages, in front of the heap's others. */
export function openLarge(page: usize, bytes: u32, next: u32, header: u32, heap: u32): void {
  const arena = arenaOf(page);
  forgetWaiting(arena);
  forgetMarksOf(page);
  store<u32>(page, bytes, LARGE_BYTES);
  store<u32>(page, next, LARGE_NEXT);
  store<u32>(page, heap, LARGE_HEAP);
  store<u32>(page + LARGE_PREFIX_BYTES, header);
  setLarges(arena, largesOf(arena) | bitOf(page));
}

/** Says that none starts there any more. */
export function closeLarge(page: usize): void {
  forgetMarksOf(page);
  const arena = arenaOf(page);
  setLarges(arena, largesOf(arena) & ~bitOf(page));
}

/** Forgets what earlier marks found of a large object. */
export function forgetMarksOf(page: usize): void {
  clearReached(page + LARGE_PREFIX_BYTES);
  clearLive(page + LARGE_PREFIX_BYTES, 1);
}
