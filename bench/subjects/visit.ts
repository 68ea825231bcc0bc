// Visiting all objects of a graph, and all blocks of its arenas: nanoseconds each.

import { buildGraph, heapForGraph } from './mark.ts';
import { type Figures, median, type Parameters, time } from './parameters.ts';

const WARM_UPS = 3;
const NANOSECONDS = 1e6;

/** Nanoseconds an object, right after a collection: objects by the map, blocks by their headers. */
export function visit(parameters: Parameters): Figures {
  const count = parameters.number('n');
  const times = parameters.number('times');
  const heap = heapForGraph(count);
  const graph = buildGraph(heap, parameters.text('shape'), count);
  heap.collect();
  let objects = 0;
  let bytes = 0;
  const ofObjects = time(
    () => {
      objects = 0;
      heap.forEachObject(() => objects++);
    },
    times,
    WARM_UPS,
  );
  const ofBlocks = time(
    () => {
      bytes = 0;
      for (const arena of heap.arenas()) arena.forEachBlock((block) => (bytes += block.bytes));
    },
    times,
    WARM_UPS,
  );
  if (objects !== graph.objects) throw new Error(`${objects} objects were visited`);
  return {
    objectNs: (median(ofObjects) * NANOSECONDS) / objects,
    blockNs: (median(ofBlocks) * NANOSECONDS) / objects,
    check: bytes,
  };
}
