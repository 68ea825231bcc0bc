// Bytes: of an object, of what is committed for it, of the metadata beside it.

import {
  ARENA_RECORD_BYTES,
  WINDOW_ARENAS_SHIFT,
  WINDOW_RECORD_BYTES,
} from '../../src/arena/geometry.ts';
import { buildGraph, heapForGraph } from './mark.ts';
import { type Figures, type Parameters } from './parameters.ts';
import { residentOfSpace } from './resident.ts';

/** Bytes of the tables for one arena; of a window's, its share. */
const METADATA_BYTES = ARENA_RECORD_BYTES + WINDOW_RECORD_BYTES / 2 ** WINDOW_ARENAS_SHIFT;

/**
 * Figures of a graph after its build and one collection. `residentExtra` is -1 where the system
 * does not tell.
 */
export function memory(parameters: Parameters): Figures {
  const count = parameters.number('n');
  const heap = heapForGraph(count);
  const graph = buildGraph(heap, parameters.text('shape'), count);
  const built = heap.stats();
  heap.collect();
  const { live, committed, arenas, reserved } = heap.stats();
  const resident = residentOfSpace(reserved);
  return {
    objects: graph.objects,
    bytesPerObject: live / graph.objects,
    committedToLive: built.committed / live,
    metadataShare: (arenas * METADATA_BYTES) / committed,
    residentExtra: resident === undefined ? -1 : (resident - committed) / committed,
    check: graph.check(),
  };
}
