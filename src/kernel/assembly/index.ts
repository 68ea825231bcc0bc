// What the kernel exports: the loops over memory that matter, and nothing that decides. (The
// compiler takes no file ending in `export … from`, so each name stands twice.)

import {
  endEvacuation,
  evacuate,
  flagSources,
  forward,
  forwardHeap,
  forwardRange,
  movedObjects,
} from './evacuate.ts';
import { isReached } from './live-map.ts';
import { locateTables } from './tables.ts';
import { openLarge } from './large.ts';
import { begin, markRange, trespassed } from './mark.ts';
import { enterHole, fillHoles, linkArena, openArena } from './region.ts';
import { revisit } from './revisit.ts';
import { reserveStack } from './stack.ts';
import { logVisits, visitsLogged } from './visit-log.ts';
import {
  droppedArenas,
  droppedLarges,
  endAll,
  forgetMarks,
  sweepArenas,
  sweepLarges,
  sweptBytes,
  sweptObjects,
} from './sweep.ts';

export { isReached, locateTables, reserveStack };
export { enterHole, fillHoles, linkArena, openArena, openLarge };
export { begin, logVisits, markRange, revisit, trespassed, visitsLogged };
export { endEvacuation, evacuate, flagSources, forward, forwardHeap, forwardRange, movedObjects };
export {
  droppedArenas,
  droppedLarges,
  endAll,
  forgetMarks,
  sweepArenas,
  sweepLarges,
  sweptBytes,
  sweptObjects,
};
