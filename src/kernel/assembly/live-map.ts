// The maps of an arena, bit by bit: what is reached, and what is live.

import { GRANULE_SHIFT, SIZE_SHIFT } from '../../object/header.ts';
import {
  ARENA_SHIFT,
  GRANULES_PER_ARENA,
  MAP_BYTES,
  MAP_WORD_BYTES,
  MAP_WORD_GRANULES,
  MAP_WORD_GRANULES_SHIFT,
  MAP_WORD_SHIFT,
} from '../../arena/geometry.ts';
import { ALL, ONE, SPAN_SHIFT } from './spans.ts';
import { liveAt, liveOf, reachedAt, reachedOf, visitAt } from './tables.ts';

const BIT_MASK: u32 = MAP_WORD_GRANULES - 1;

/** One past an arena's last granule: "none". */
export const NO_GRANULE: u32 = GRANULES_PER_ARENA;

/**
 * Where the map word is, from the start of its map, that has the bit of the granule at `address`.
 */
function wordOf(address: usize): usize {
  return (address >> SPAN_SHIFT) << MAP_WORD_SHIFT;
}

function bitOf(address: usize): u64 {
  return ONE << ((address >> GRANULE_SHIFT) as u64);
}

/** Writes down the granules of what waits in an arena. Returns the end of the list. */
export function listWaiting(map: usize, words: u64): usize {
  const reached = reachedAt + map;
  const live = liveAt + map;
  let end = visitAt;
  for (let rest = words; rest != 0; rest &= rest - 1) {
    const place = <usize>ctz<u64>(rest);
    const word = place << MAP_WORD_SHIFT;
    const first = <u32>(place << MAP_WORD_GRANULES_SHIFT);
    let left = load<u64>(reached + word) & ~load<u64>(live + word);
    let count = <usize>popcnt<u64>(left);
    // Four at a time, of which those past the last are written over by the next.
    while (true) {
      store<u16>(end, first + <u32>ctz<u64>(left));
      left &= left - 1;
      store<u16>(end, first + <u32>ctz<u64>(left), 2);
      left &= left - 1;
      store<u16>(end, first + <u32>ctz<u64>(left), 4);
      left &= left - 1;
      store<u16>(end, first + <u32>ctz<u64>(left), 6);
      left &= left - 1;
      if (count <= 4) break;
      count -= 4;
      end += 8;
    }
    end += count << 1;
  }
  return end;
}

/** Whether the mark has reached the object. */
export function isReached(object: usize): bool {
  return (load<u64>(reachedAt + wordOf(object)) & bitOf(object)) != 0;
}

export function setReached(object: usize): void {
  const at = reachedAt + wordOf(object);
  store<u64>(at, load<u64>(at) | bitOf(object));
}

export function clearReached(object: usize): void {
  const at = reachedAt + wordOf(object);
  store<u64>(at, load<u64>(at) & ~bitOf(object));
}

/** Sets or clears the live bits of a run of granules. */
function fillLive(address: usize, granules: u32, value: u64): void {
  let at = liveAt + wordOf(address);
  let low = ((<u32>address) >>> GRANULE_SHIFT) & BIT_MASK;
  let left = granules;
  while (left > 0) {
    const count = min<u32>(left, MAP_WORD_GRANULES - low);
    const mask = (ALL >> (MAP_WORD_GRANULES - count)) << low;
    store<u64>(at, (load<u64>(at) & ~mask) | (value & mask));
    left -= count;
    low = 0;
    at += MAP_WORD_BYTES;
  }
}

export function setLive(address: usize, granules: u32): void {
  fillLive(address, granules, ALL);
}

export function clearLive(address: usize, granules: u32): void {
  fillLive(address, granules, 0);
}

/** Granules of the arena that the objects of the last mark cover. */
export function countLive(arena: u32): u32 {
  const map = liveOf(arena);
  let live: u64 = 0;
  for (let at = map; at < map + MAP_BYTES; at += MAP_WORD_BYTES) live += popcnt<u64>(load<u64>(at));
  return <u32>live;
}

/** How many objects of the arena are reached. */
export function countReached(arena: u32): u32 {
  const map = reachedOf(arena);
  let objects: u64 = 0;
  for (let at = map; at < map + MAP_BYTES; at += MAP_WORD_BYTES)
    objects += popcnt<u64>(load<u64>(at));
  return <u32>objects;
}

/**
 * The first granule ≥ `from` of the arena whose live bit, exclusive-or `flip`, is 1; NO_GRANULE if
 * none.
 */
export function nextLive(arena: u32, from: u32, flip: u64): u32 {
  if (from >= NO_GRANULE) return NO_GRANULE;
  const map = liveOf(arena);
  let index = from >>> MAP_WORD_GRANULES_SHIFT;
  let word = (load<u64>(map + (index << MAP_WORD_SHIFT)) ^ flip) & (ALL << (from & BIT_MASK));
  while (word == 0) {
    index += 1;
    if (index << MAP_WORD_SHIFT == MAP_BYTES) return NO_GRANULE;
    word = load<u64>(map + (index << MAP_WORD_SHIFT)) ^ flip;
  }
  return (index << MAP_WORD_GRANULES_SHIFT) + <u32>ctz<u64>(word);
}

/**
 * Calls `action` with each live object of the arena, in the order of addresses. The first live
 * granule after an object's end is the next object's start.
 */
export function forEachLive(arena: u32, action: (object: usize) => void): void {
  const base = (<usize>arena) << ARENA_SHIFT;
  let granule = nextLive(arena, 0, 0);
  while (granule < NO_GRANULE) {
    const object = base + ((<usize>granule) << GRANULE_SHIFT);
    action(object);
    // At least one: a stale reference may have had something marked that has no size.
    granule = nextLive(arena, granule + max<u32>(1, load<u32>(object) >>> SIZE_SHIFT), 0);
  }
}
