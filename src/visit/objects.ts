// Visiting what a heap holds: every object that lives, or was made since the last collection.

import { type Ref, refAt } from '../object/slot.ts';
import { ARENA_SHIFT, LARGE_NEXT, LARGE_PREFIX_BYTES } from '../arena/geometry.ts';
import type { ArenaIndex } from '../arena/arena-table.ts';
import { addressOfBits, MAP_WORDS, startOf } from '../inspect/side-tables.ts';
import { ARENA_BYTES } from '../arena/geometry.ts';
import { ArenaWalk } from './arena-walk.ts';
import type { BlockState } from './block.ts';
import type { VisitedParts } from './parts.ts';

/** The arenas of a heap, in the order in which it took them, the last first. */
export function arenasOf({ arenas }: VisitedParts, walk: ArenaWalk): ArenaIndex[] {
  const found: ArenaIndex[] = [];
  for (let arena = arenas.head; arena !== 0; arena = walk.tables.next(arena)) found.push(arena);
  return found;
}

/** Visits the large objects of a heap: what is dead has no block any more. */
function forEachLarge(
  { pages, larges, tracer }: VisitedParts,
  walk: ArenaWalk,
  visit: (address: number, state: BlockState) => void,
): void {
  const { words } = pages.space;
  for (let page = larges.head; page !== 0;) {
    const next = words[(page + LARGE_NEXT) >>> 2]! >>> 0;
    const object = page + LARGE_PREFIX_BYTES;
    visit(object, tracer.canKeepOld && walk.tables.isReached(object) ? 'live' : 'new');
    page = next;
  }
}

/** Visits all objects that live, as far as is known: those that the last collection found, and those made since. */
export function forEachObject(parts: VisitedParts, visit: (ref: Ref) => void): void {
  const walk = new ArenaWalk(parts);
  for (const arena of arenasOf(parts, walk))
    if (walk.hasNew(arena)) visitBlocks(walk, arena, visit);
    else visitReached(walk, arena, visit);
  forEachLarge(parts, walk, (address) => visit(refAt(address)));
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

/** The object, alive or made since the last collection, in which the address lies; 0 where there is none. */
export function objectAt(parts: VisitedParts, address: number): Ref {
  const walk = new ArenaWalk(parts);
  const { pages, larges } = parts;
  const arena = address >>> ARENA_SHIFT;
  if (walk.tables.holder(arena) === (pages.owner | 0)) return blockAt(walk, arena, address);
  let found: Ref = 0;
  forEachLarge(parts, walk, (object) => {
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
  const arena = address >>> ARENA_SHIFT;
  if (!parts.tracer.canKeepOld) return walk.stateOf(arena, address) === 'live';
  return walk.tables.isReached(address);
}
