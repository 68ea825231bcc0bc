// The side tables of the arenas: entries and maps (arena/geometry.ts has the drawings).

import { GRANULE_SHIFT, SIZE_SHIFT } from '../../object/header.ts';
import {
  ARENA_SHIFT,
  CARDS_BYTES,
  CARDS_SHIFT,
  DEFERRED_BYTES,
  DEFERRED_SHIFT,
  ENTRY_AGE,
  ENTRY_FLAGS,
  ENTRY_HEAP,
  ENTRY_LARGES,
  ENTRY_LIVE,
  ENTRY_NEXT,
  ENTRY_OBJECTS,
  ENTRY_SHIFT,
  FLAG_CHANGED,
  FLAG_ENTERED,
  FLAG_FILLED,
  FLAG_VISITED,
  GRANULES_PER_ARENA,
  MAP_BYTES,
  MAP_SHIFT,
  MAP_WORD_BYTES,
  MAP_WORD_GRANULES,
  MAP_WORD_GRANULES_SHIFT,
  MAP_WORD_SHIFT,
  QUEUE_BYTES,
  QUEUE_COUNTS,
  QUEUE_SHIFT,
  VISIT_BYTES,
  WINDOW_ARENAS_SHIFT,
} from '../../arena/geometry.ts';
import { passOver } from './blocks.ts';

const SPAN_SHIFT: u32 = GRANULE_SHIFT + MAP_WORD_GRANULES_SHIFT;
const BIT_MASK: u32 = MAP_WORD_GRANULES - 1;
const WORDS_PER_MAP: u32 = MAP_BYTES >> MAP_WORD_SHIFT;
const ONE: u64 = 1;
const ALL: u64 = ~0;
/** One past an arena's last granule: "none". */
const NO_GRANULE: u32 = GRANULES_PER_ARENA;

/** Arenas that the space has room for. */
export let arenasOfSpace: u32 = 0;

let entriesAt: usize = 0;
export let cardsAt: usize = 0;
export let reachedAt: usize = 0;
export let liveAt: usize = 0;
export let queueAt: usize = 0;
/** A queue record of no arena, one past those of the arenas: in front of the first that waits. */
export let queueFront: usize = 0;
/** Where a visit of the mark keeps its notes. */
export let visitAt: usize = 0;
/** References that are deferred by their windows, and where the next of each goes. */
export let windows: usize = 0;
export let deferredAt: usize = 0;
export let cursorsAt: usize = 0;

/**
 * Says where the space's tables are, for so many arenas: entries, and behind them the others; `reached` apart, as the last thing of the
 * memory.
 */
export function locateTables(tables: usize, reached: usize, arenas: usize): void {
  arenasOfSpace = <u32>arenas;
  entriesAt = tables;
  cardsAt = entriesAt + (arenas << ENTRY_SHIFT);
  liveAt = cardsAt + (arenas << CARDS_SHIFT);
  queueAt = liveAt + (arenas << MAP_SHIFT);
  queueFront = queueAt + (arenas << QUEUE_SHIFT);
  visitAt = queueFront + QUEUE_BYTES;
  windows = arenas >> WINDOW_ARENAS_SHIFT;
  // A multiple of their size: then the end of a place says whether the buffer is full.
  deferredAt = (visitAt + VISIT_BYTES + DEFERRED_BYTES - 1) & ~(<usize>DEFERRED_BYTES - 1);
  cursorsAt = deferredAt + (windows << DEFERRED_SHIFT);
  reachedAt = reached;
  // The first map word stands for the beginning of the null page, which is never handed out: reached and scanned for good, so
  // that a slot which refers to there by mistake makes nobody look.
  store<u64>(reachedAt, ALL);
  store<u64>(liveAt, ALL);
}

export function arenaOf(object: usize): u32 {
  return (<u32>object) >>> ARENA_SHIFT;
}

function entry(arena: u32): usize {
  return entriesAt + ((<usize>arena) << ENTRY_SHIFT);
}

export function reachedOf(arena: u32): usize {
  return reachedAt + ((<usize>arena) << MAP_SHIFT);
}

function liveOf(arena: u32): usize {
  return liveAt + ((<usize>arena) << MAP_SHIFT);
}

export function cardsOf(arena: u32): usize {
  return cardsAt + ((<usize>arena) << CARDS_SHIFT);
}

/** Where the map word is, from the start of its map, that has the bit of the granule at `address`. */
function wordOf(address: usize): usize {
  return (address >> SPAN_SHIFT) << MAP_WORD_SHIFT;
}

function bitOf(address: usize): u64 {
  return ONE << ((address >> GRANULE_SHIFT) as u64);
}

export function entryNext(arena: u32): u32 {
  return load<u32>(entry(arena), ENTRY_NEXT);
}

export function setEntryNext(arena: u32, next: u32): void {
  store<u32>(entry(arena), next, ENTRY_NEXT);
}

export function hasFlag(arena: u32, flag: u32): bool {
  return (load<u32>(entry(arena), ENTRY_FLAGS) & flag) != 0;
}

export function setFlag(arena: u32, flag: u32): void {
  const at = entry(arena);
  store<u32>(at, load<u32>(at, ENTRY_FLAGS) | flag, ENTRY_FLAGS);
}

export function clearFlag(arena: u32, flag: u32): void {
  const at = entry(arena);
  store<u32>(at, load<u32>(at, ENTRY_FLAGS) & ~flag, ENTRY_FLAGS);
}

/** Granules and objects that the last sweep found in the arena. */
export function entryLive(arena: u32): u32 {
  return load<u16>(entry(arena), ENTRY_LIVE);
}

export function entryObjects(arena: u32): u32 {
  return load<u16>(entry(arena), ENTRY_OBJECTS);
}

function setEntryCounts(arena: u32, granules: u32, objects: u32): void {
  store<u16>(entry(arena), granules, ENTRY_LIVE);
  store<u16>(entry(arena), objects, ENTRY_OBJECTS);
}

/** Counts one more collection that the arena was kept by; as many as 16 bits can say. */
export function growOlder(arena: u32): void {
  const age = load<u16>(entry(arena), ENTRY_AGE);
  if (age < <u32>u16.MAX_VALUE) store<u16>(entry(arena), age + 1, ENTRY_AGE);
}

/** Starts the entry of an arena that a heap has just taken, whatever was left there. */
export function startEntry(arena: u32, next: u32, heap: u32): void {
  const at = entry(arena);
  store<u32>(at, next, ENTRY_NEXT);
  store<u32>(at, 0, ENTRY_FLAGS);
  store<u32>(at, heap, ENTRY_HEAP);
  forgetArena(arena);
  store<u32>(recordOf(arena), 0, QUEUE_COUNTS);
}

/** Says that no heap holds the arena any more. */
export function endEntry(arena: u32): void {
  store<u32>(entry(arena), 0, ENTRY_HEAP);
}

/** Whether this heap holds it as an arena. */
export function isHeldBy(arena: u32, heap: u32): bool {
  return load<u32>(entry(arena), ENTRY_HEAP) == heap;
}

export function hasHolder(arena: u32): bool {
  return load<u32>(entry(arena), ENTRY_HEAP) != 0;
}

/** A bit for each page of the arena's place on which a large object starts. */
export function largesOf(arena: u32): u32 {
  return load<u8>(entry(arena), ENTRY_LARGES);
}

export function setLarges(arena: u32, pages: u32): void {
  store<u8>(entry(arena), pages, ENTRY_LARGES);
}

/** Forgets what is known of the arena, and that something waits there. */
export function forgetArena(arena: u32): void {
  memory.fill(reachedOf(arena), 0, MAP_BYTES);
  memory.fill(liveOf(arena), 0, MAP_BYTES);
  memory.fill(cardsOf(arena), 0, CARDS_BYTES);
  forgetWaiting(arena);
  forgetCounts(arena);
  if (hasFlag(arena, FLAG_ENTERED | FLAG_FILLED)) setFlag(arena, FLAG_CHANGED);
  clearFlag(arena, FLAG_ENTERED | FLAG_FILLED | FLAG_VISITED);
}

function recordOf(arena: u32): usize {
  return queueAt + ((<usize>arena) << QUEUE_SHIFT);
}

/** Granules and objects of an arena as one number. */
function entryCounts(arena: u32): u32 {
  return load<u32>(entry(arena), ENTRY_LIVE);
}

/** Puts the counts of the last sweep by, unless a mark that was cut short has done so. */
function forgetCounts(arena: u32): void {
  const counts = entryCounts(arena);
  if (counts != 0) store<u32>(recordOf(arena), counts, QUEUE_COUNTS);
  setEntryCounts(arena, 0, 0);
}

/** What a mark has found in an arena, against the one before. */
export const SAME: u32 = 0;
/** Some came, and none died that the one before had found. */
const CAME: u32 = 1;
export const DIED: u32 = 2;

/**
 * Counts what a mark that has just ended has reached in the arena. Where as many are reached as
 * before, and none were made there since, they are the same.
 */
export function recount(arena: u32): u32 {
  const old = entryCounts(arena);
  const before = old != 0 ? old : load<u32>(recordOf(arena), QUEUE_COUNTS);
  setEntryCounts(arena, countLive(arena), countReached(arena));
  const isSame = entryCounts(arena) == before && !hasFlag(arena, FLAG_CHANGED);
  clearFlag(arena, FLAG_CHANGED);
  if (isSame) return SAME;
  // A mark of the young keeps all that is old; and of what is new nothing was found before.
  return old != 0 || before == 0 ? CAME : DIED;
}

/** Forgets that something waits in the arena, as after a mark that was cut short. */
export function forgetWaiting(arena: u32): void {
  store<u64>(recordOf(arena), 0);
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
function countLive(arena: u32): u32 {
  const map = liveOf(arena);
  let live: u64 = 0;
  for (let at = map; at < map + MAP_BYTES; at += MAP_WORD_BYTES) live += popcnt<u64>(load<u64>(at));
  return <u32>live;
}

/** How many objects of the arena are reached. */
function countReached(arena: u32): u32 {
  const map = reachedOf(arena);
  let objects: u64 = 0;
  for (let at = map; at < map + MAP_BYTES; at += MAP_WORD_BYTES)
    objects += popcnt<u64>(load<u64>(at));
  return <u32>objects;
}

/** Lets an arena's live map say again what it said before holes were taken: all that is reached, and no more. */
export function restoreLive(arena: u32): void {
  const isEntered = hasFlag(arena, FLAG_ENTERED);
  clearFlag(arena, FLAG_ENTERED | FLAG_FILLED);
  if (!isEntered) return;
  memory.fill(liveOf(arena), 0, MAP_BYTES);
  const base = (<usize>arena) << ARENA_SHIFT;
  const map = reachedOf(arena);
  for (let word: usize = 0; word < <usize>MAP_BYTES; word += MAP_WORD_BYTES) {
    const span = base + ((word >> MAP_WORD_SHIFT) << SPAN_SHIFT);
    for (let left = load<u64>(map + word); left != 0; left &= left - 1) {
      const object = span + ((<usize>ctz<u64>(left)) << GRANULE_SHIFT);
      setLive(object, load<u32>(object) >>> SIZE_SHIFT);
    }
  }
}

/** The first granule ≥ `from` of the arena whose live bit, exclusive-or `flip`, is 1; NO_GRANULE if none. */
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
 * Calls `action` with each live object of the arena, in the order of addresses. The first live granule after an object's
 * end is the next object's start.
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

/** The end of the hole that was taken last. */
export let holeEnd: usize = 0;

/**
 * The first hole of at least `bytes` at or after the address `from`, zeroed, and its end in
 * `holeEnd`. 0 when the arena has none. `marks` says that shorter ones are to be marked as passed
 * over.
 */
export function findHole(arena: u32, from: usize, bytes: usize, marks: bool): usize {
  const base = (<usize>arena) << ARENA_SHIFT;
  let granule = <u32>((from - base) >> GRANULE_SHIFT);
  while (true) {
    const start = nextLive(arena, granule, ALL);
    if (start == NO_GRANULE) return 0;
    const end = nextLive(arena, start, 0);
    const hole = base + ((<usize>start) << GRANULE_SHIFT);
    holeEnd = base + ((<usize>end) << GRANULE_SHIFT);
    if (holeEnd - hole >= bytes) {
      memory.fill(hole, 0, holeEnd - hole);
      return hole;
    }
    if (marks) passOver(hole, holeEnd);
    granule = end;
  }
}

/**
 * Takes the next hole for fillers, who alone go through every hole, from the first to the last: so
 * no map has to say which they have had, only that nobody else is to look for one in this arena.
 * The dead in those that are too short for it say that they were passed over: without that, who
 * visits the arena could not tell them from what is new.
 */
export function takeFillerHole(arena: u32, from: usize, bytes: usize): usize {
  setFlag(arena, FLAG_FILLED);
  return findHole(arena, from, bytes, true);
}

/** Takes a hole that fillers have not had, and sets its live bits until the next mark, so that they will not. */
export function takeHole(arena: u32, from: usize, bytes: usize): usize {
  if (hasFlag(arena, FLAG_FILLED)) return 0;
  const hole = findHole(arena, from, bytes, false);
  if (hole == 0) return 0;
  setLive(hole, <u32>((holeEnd - hole) >> GRANULE_SHIFT));
  setFlag(arena, FLAG_ENTERED);
  return hole;
}
