// What the kernel exports: the loops over memory that matter, and nothing that decides.

import {
  endEvacuation,
  evacuate,
  flagSources,
  forward,
  forwardHeap,
  forwardRange,
  movedObjects,
} from './evacuate.ts';
import { holeEnd, locateTables, openArena, takeHole } from './live-map.ts';
import { begin, finish, markRange, markedObjects, touched } from './mark.ts';
import {
  clearMaps,
  droppedArenas,
  droppedLarges,
  sweepArenas,
  sweepLarges,
  sweptBytes,
} from './sweep.ts';

export { holeEnd, locateTables, openArena, takeHole };
export { begin, finish, markRange, markedObjects, touched };
export { endEvacuation, evacuate, flagSources, forward, forwardHeap, forwardRange, movedObjects };
export { clearMaps, droppedArenas, droppedLarges, sweepArenas, sweepLarges, sweptBytes };
