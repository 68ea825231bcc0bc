// Visiting what a heap holds: every object that lives, or was made since the last collection.

import { type Ref, refAt } from '../object/slot.ts';
import { ARENA_BYTES, ARENA_SHIFT, LARGE_PREFIX_BYTES, MAP_WORDS } from '../arena/geometry.ts';
import type { ArenaIndex } from '../arena/arena-table.ts';
import { addressOfBits, startOf } from '../inspect/side-tables.ts';
import { ArenaWalk } from './arena-walk.ts';
import type { VisitedParts } from './parts.ts';

/**
 * Visits all objects that live, as far as is known: those that the last collection found, and those
 * made since. A large object has no block any more when it is dead.
 */
export function forEachObject(parts: VisitedParts, visit: (ref: Ref) => void): void {
  const { arenas, larges } = parts;
  const walk = new ArenaWalk(parts);
  arenas.forEachArena(arenas.head, 0, (arena) => {
    if (walk.hasNew(arena)) visitBlocks(walk, arena, visit);
    else visitReached(walk, arena, visit);
  });
  larges.forEachPage(0, (page) => visit(refAt(page + LARGE_PREFIX_BYTES)));
}

/** By the map alone, where nothing is new. */
function visitReached(walk: ArenaWalk, arena: ArenaIndex, visit: (ref: Ref) => void): void {
  const { words, reached } = walk.tables;
  const first = arena * MAP_WORDS;
  for (let index = first; index < first + MAP_WORDS; index++)
    for (let bits = words[reached + index]!; bits !== 0; bits &= bits - 1)
      visit(refAt(addressOfBits(index, bits)));
}

function visitBlocks(walk: ArenaWalk, arena: ArenaIndex, visit: (ref: Ref) => void): void {
  walk.forEachBlock(arena, (address, state) => {
    if (state !== 'dead') visit(refAt(address));
  });
}

/**
 * The object, alive or made since the last collection, in which the address lies; 0 where there is
 * none.
 */
export function objectAt(parts: VisitedParts, address: number): Ref {
  const { pages, larges } = parts;
  if (address >= pages.space.reserved) return 0;
  const walk = new ArenaWalk(parts);
  const arena = address >>> ARENA_SHIFT;
  if (walk.tables.holder(arena) === (pages.owner | 0)) return blockAt(walk, arena, address);
  let found: Ref = 0;
  larges.forEachPage(0, (page) => {
    const object = page + LARGE_PREFIX_BYTES;
    const ref = refAt(object);
    if (address >= object && address < object + larges.bytesOf(ref)) found = ref;
  });
  return found;
}

function blockAt(walk: ArenaWalk, arena: ArenaIndex, address: number): Ref {
  const end = startOf(arena) + ARENA_BYTES;
  for (let at = walk.nextBlock(startOf(arena), end); at <= address;) {
    const next = walk.endOf(at);
    if (address < next) return walk.stateOf(arena, at) === 'dead' ? 0 : refAt(at);
    at = walk.nextBlock(next, end);
  }
  return 0;
}

/** Whether the last collection found the object alive, or kept it as old. */
export function isMarked(parts: VisitedParts, address: number): boolean {
  const walk = new ArenaWalk(parts);
  return walk.stateOf(address >>> ARENA_SHIFT, address) === 'live';
}
