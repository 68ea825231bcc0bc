// The entries of arenas: the list that they are in, their flags and counts, and who holds them.

import {
  ENTRY_AGE,
  ENTRY_FLAGS,
  ENTRY_HEAP,
  ENTRY_LARGES,
  ENTRY_LIVE,
  ENTRY_NEXT,
  ENTRY_OBJECTS,
  ENTRY_SHIFT,
} from '../../arena/geometry.ts';
import { entriesAt } from './tables.ts';

export function entry(arena: u32): usize {
  return entriesAt + ((<usize>arena) << ENTRY_SHIFT);
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

export function setEntryCounts(arena: u32, granules: u32, objects: u32): void {
  store<u16>(entry(arena), granules, ENTRY_LIVE);
  store<u16>(entry(arena), objects, ENTRY_OBJECTS);
}

/** Granules and objects of an arena as one number. */
export function entryCounts(arena: u32): u32 {
  return load<u32>(entry(arena), ENTRY_LIVE);
}

/** Counts one more collection that the arena was kept by; as many as 16 bits can say. */
export function growOlder(arena: u32): void {
  const age = load<u16>(entry(arena), ENTRY_AGE);
  if (age < <u32>u16.MAX_VALUE) store<u16>(entry(arena), age + 1, ENTRY_AGE);
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
