// How full the last sweep found the arenas of a heap.

import { GRANULE_BYTES } from '../object/header.ts';
import type { ArenaIndex, ArenaTable } from './arena-table.ts';
import { GRANULES_PER_ARENA } from './geometry.ts';

/** How full arenas are. */
export interface Occupancy {
  /** How many have so many live granules. */
  readonly histogram: Uint32Array;
  /** How many they are. */
  readonly arenas: number;
  /** Bytes of them that nothing alive is in. */
  readonly freeBytes: number;
}

/** Counts a list of arenas; those that were taken since are left out. */
export function countOccupancy(table: ArenaTable, first: ArenaIndex): Occupancy {
  const histogram = new Uint32Array(GRANULES_PER_ARENA + 1);
  let arenas = 0;
  let freeGranules = 0;
  for (let arena = first; arena !== 0; arena = table.next(arena)) {
    if (table.isFresh(arena)) continue;
    const live = table.liveGranules(arena);
    histogram[live]! += 1;
    arenas++;
    freeGranules += GRANULES_PER_ARENA - live;
  }
  return { histogram, arenas, freeBytes: freeGranules * GRANULE_BYTES };
}
