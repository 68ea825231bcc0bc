// What a heap says of itself.

import type { ControlPlane } from './control/control-plane.ts';
import type { CollectMode } from './control/policy.ts';

/** Figures of a heap. Bytes, unless the name says otherwise. */
export interface HeapStats {
  readonly mode: CollectMode;
  readonly limit: number;
  /** Address space that the heap lives in. */
  readonly reserved: number;
  /** Pages held by arenas and large objects; what the limit bounds. */
  readonly used: number;
  /**
   * The same with the dropped arenas that are kept for the next ones, up to 4 MiB after a
   * collection that nobody asked for.
   */
  readonly committed: number;
  readonly peakCommitted: number;
  /** Objects that live, as the last collection found; after one of the young, with what was old. */
  readonly live: number;
  readonly liveObjects: number;
  /**
   * Bytes of arenas in which the last collection found nothing alive, between what lives, and that
   * were not taken since.
   */
  readonly holes: number;
  /**
   * Bytes of arenas that `collect({ compact: true })` would give back: an estimate from how full
   * the last collection found each arena. It takes nothing for pinned, and what died since for
   * alive; counted once for each collection, so that it costs next to nothing to ask.
   */
  readonly reclaimable: number;
  /** Bytes outside of the heap that its objects hold, as the host says (`adjustExternal`). */
  readonly external: number;
  /** Objects handed out since the start. */
  readonly allocated: number;
  readonly allocatedObjects: number;
  readonly freed: number;
  readonly arenas: number;
  readonly arenasTaken: number;
  readonly arenasDropped: number;
  readonly largeObjects: number;
  readonly roots: number;
  readonly collections: number;
  /** How many of them looked at the young alone. */
  readonly youngCollections: number;
  readonly longestPauseMs: number;
  readonly totalPauseMs: number;
}

/** Figures of this moment. */
export function statsOf(plane: ControlPlane): HeapStats {
  const { pages, spares, arenas, larges, roots, log, mode } = plane;
  return {
    mode,
    limit: pages.limit,
    reserved: pages.space.reserved,
    used: pages.used,
    committed: spares.committed,
    peakCommitted: spares.peak,
    live: log.liveBytes,
    liveObjects: log.liveObjects,
    holes: arenas.holeBytes,
    reclaimable: plane.reclaimableBytes,
    external: plane.externalBytes,
    allocated: plane.allocatedBytes,
    allocatedObjects: plane.allocatedObjects,
    freed: log.freedBytes,
    arenas: arenas.count,
    arenasTaken: arenas.taken,
    arenasDropped: arenas.dropped,
    largeObjects: larges.count,
    roots: roots.count,
    collections: log.collections,
    youngCollections: log.youngCollections,
    longestPauseMs: log.longestPauseMs,
    totalPauseMs: log.totalPauseMs,
  };
}
