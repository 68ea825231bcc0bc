// What the kernel exports: the loops over memory that matter, and nothing that decides.

import { holeEnd, locateTables, openArena, takeHole } from './live-map.ts';
import { begin, finish, markRange, markedBytes, markedObjects } from './mark.ts';
import {
  clearMaps,
  droppedArenas,
  droppedLarges,
  sweepArenas,
  sweepLarges,
  sweptLiveBytes,
} from './sweep.ts';

export { holeEnd, locateTables, openArena, takeHole };
export { begin, finish, markRange, markedBytes, markedObjects };
export { clearMaps, droppedArenas, droppedLarges, sweepArenas, sweepLarges, sweptLiveBytes };
