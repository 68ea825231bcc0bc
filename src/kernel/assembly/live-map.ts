// The side tables of the arenas: entries and live maps (arena/geometry.ts has the drawings).

import { GRANULE_SHIFT, SIZE_SHIFT } from '../../object/header.ts';
import {
  ARENA_BYTES,
  ARENA_SHIFT,
  ENTRY_FLAGS,
  ENTRY_LIVE,
  ENTRY_NEXT,
  ENTRY_SHIFT,
  GRANULES_PER_ARENA,
  MAP_BYTES,
  MAP_SHIFT,
} from '../../arena/geometry.ts';

const WORD_SHIFT: u32 = 6;
const WORD_BITS: u32 = 1 << WORD_SHIFT;
const WORD_MASK: u32 = WORD_BITS - 1;
const WORDS_PER_MAP: u32 = MAP_BYTES >> 3;
/** One past an arena's last granule: "none". */
const NO_GRANULE: u32 = GRANULES_PER_ARENA;

let entries: usize = 0;
let maps: usize = 0;

/** Says where the space's two tables are. */
export function locateTables(entriesAt: usize, mapsAt: usize): void {
  entries = entriesAt;
  maps = mapsAt;
}

export function arenaOf(object: usize): u32 {
  return (<u32>object) >>> ARENA_SHIFT;
}

function entry(arena: u32): usize {
  return entries + ((<usize>arena) << ENTRY_SHIFT);
}

function mapOf(arena: u32): usize {
  return maps + ((<usize>arena) << MAP_SHIFT);
}

export function entryNext(arena: u32): u32 {
  return load<u32>(entry(arena), ENTRY_NEXT);
}

export function setEntryNext(arena: u32, next: u32): void {
  store<u32>(entry(arena), next, ENTRY_NEXT);
}

export function entryFlags(arena: u32): usize {
  return entry(arena) + ENTRY_FLAGS;
}

export function entryLive(arena: u32): u32 {
  return load<u32>(entry(arena), ENTRY_LIVE);
}

export function setEntryLive(arena: u32, granules: u32): void {
  store<u32>(entry(arena), granules, ENTRY_LIVE);
}

export function clearMap(arena: u32): void {
  memory.fill(mapOf(arena), 0, MAP_BYTES);
}

/** Sets the bits of an object's granules. An object of up to 64 granules touches one or two words. */
export function setLive(object: usize, granules: u32): void {
  // The map of arena a starts at maps + a * 512, a bit a granule: one 64-bit word for each 512 bytes.
  const at = maps + ((object >> (GRANULE_SHIFT + WORD_SHIFT)) << 3);
  const low = ((<u32>object) >>> GRANULE_SHIFT) & WORD_MASK;
  if (low + granules <= WORD_BITS) {
    const mask: u64 = (~(<u64>0) >> (WORD_BITS - granules)) << low;
    store<u64>(at, load<u64>(at) | mask);
  } else {
    setLongRun(at, low, granules);
  }
}

function setLongRun(first: usize, low: u32, granules: u32): void {
  store<u64>(first, load<u64>(first) | (~(<u64>0) << low));
  let left = granules - (WORD_BITS - low);
  let at = first + 8;
  for (; left > WORD_BITS; left -= WORD_BITS, at += 8) store<u64>(at, ~(<u64>0));
  store<u64>(at, load<u64>(at) | (~(<u64>0) >> (WORD_BITS - left)));
}

/** Clears the bits of a run of granules. */
export function clearLive(address: usize, granules: u32): void {
  let at = maps + ((address >> (GRANULE_SHIFT + WORD_SHIFT)) << 3);
  let low = ((<u32>address) >>> GRANULE_SHIFT) & WORD_MASK;
  let left = granules;
  while (left > 0) {
    const count = min<u32>(left, WORD_BITS - low);
    const mask: u64 = (~(<u64>0) >> (WORD_BITS - count)) << low;
    store<u64>(at, load<u64>(at) & ~mask);
    left -= count;
    low = 0;
    at += 8;
  }
}

export function countLive(arena: u32): u32 {
  const map = mapOf(arena);
  let live: u64 = 0;
  for (let at = map; at < map + MAP_BYTES; at += 8) live += popcnt<u64>(load<u64>(at));
  return <u32>live;
}

/** The first granule ≥ `from` of the arena whose bit, exclusive-or `flip`, is 1; NO_GRANULE if none. */
function nextBit(arena: u32, from: u32, flip: u64): u32 {
  if (from >= NO_GRANULE) return NO_GRANULE;
  const map = mapOf(arena);
  let index = from >>> WORD_SHIFT;
  let word = (load<u64>(map + (index << 3)) ^ flip) & (~(<u64>0) << (from & WORD_MASK));
  while (word == 0) {
    index += 1;
    if (index == WORDS_PER_MAP) return NO_GRANULE;
    word = load<u64>(map + (index << 3)) ^ flip;
  }
  return (index << WORD_SHIFT) + <u32>ctz<u64>(word);
}

/**
 * Calls `action` with each marked object of the arena. The first set bit after an object's end is the
 * next object's start, so the walk needs no other map.
 */
export function forEachLive(arena: u32, action: (object: usize) => void): void {
  const base = (<usize>arena) << ARENA_SHIFT;
  let granule = nextBit(arena, 0, 0);
  while (granule < NO_GRANULE) {
    const object = base + ((<usize>granule) << GRANULE_SHIFT);
    action(object);
    granule = nextBit(arena, granule + (load<u32>(object) >>> SIZE_SHIFT), 0);
  }
}

/** The end of the hole that `takeHole` found. */
export let holeEnd: usize = 0;

/**
 * Takes the first hole of at least `bytes` at or after the address `from`: zeroes it, sets its bits, so that nobody
 * else takes it before the next mark, and leaves its end in `holeEnd`. 0 when the arena has none.
 */
export function takeHole(arena: u32, from: usize, bytes: usize): usize {
  const base = (<usize>arena) << ARENA_SHIFT;
  let granule = <u32>((from - base) >> GRANULE_SHIFT);
  while (true) {
    const start = nextBit(arena, granule, ~(<u64>0));
    if (start == NO_GRANULE) break;
    const end = nextBit(arena, start, 0);
    if ((<usize>(end - start)) << GRANULE_SHIFT >= bytes) {
      const hole = base + ((<usize>start) << GRANULE_SHIFT);
      holeEnd = base + ((<usize>end) << GRANULE_SHIFT);
      memory.fill(hole, 0, holeEnd - hole);
      setLive(hole, end - start);
      return hole;
    }
    granule = end;
  }
  return 0;
}

/** Readies an arena that was just taken: all of it a hole, zeroed. */
export function openArena(arena: u32, isZero: bool): void {
  const base = (<usize>arena) << ARENA_SHIFT;
  if (!isZero) memory.fill(base, 0, ARENA_BYTES);
  clearMap(arena);
}
