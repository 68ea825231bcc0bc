// Bytes: of an object, of what is committed for it, of the metadata beside it.

import { CARDS_BYTES, ENTRY_BYTES, MAP_BYTES, QUEUE_BYTES } from '../../src/arena/geometry.ts';
import { buildGraph, heapForGraph } from './mark.ts';
import { type Figures, type Parameters } from './parameters.ts';
import { residentOfSpace } from './resident.ts';

/** Figures of a graph after its build and one collection. `residentExtra` is -1 where the system does not tell. */
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
    metadataShare: (arenas * (ENTRY_BYTES + CARDS_BYTES + 2 * MAP_BYTES + QUEUE_BYTES)) / committed,
    residentExtra: resident === undefined ? -1 : (resident - committed) / committed,
    check: graph.check(),
  };
}
