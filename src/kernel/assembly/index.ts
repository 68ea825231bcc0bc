// What the kernel exports: the loops over memory that matter, and nothing that decides. (The compiler takes no file ending in
// `export … from`, so each name stands twice.)

import {
  endEvacuation,
  evacuate,
  flagSources,
  forward,
  forwardHeap,
  forwardRange,
  movedObjects,
} from './evacuate.ts';
import { isReached, locateTables } from './live-map.ts';
import { begin, markRange } from './mark.ts';
import { enterHole, openArena } from './region.ts';
import { revisit } from './revisit.ts';
import {
  droppedArenas,
  droppedLarges,
  forgetMarks,
  sweepArenas,
  sweepLarges,
  sweptBytes,
  sweptObjects,
} from './sweep.ts';

export { isReached, locateTables };
export { enterHole, openArena };
export { begin, markRange, revisit };
export { endEvacuation, evacuate, flagSources, forward, forwardHeap, forwardRange, movedObjects };
export {
  droppedArenas,
  droppedLarges,
  forgetMarks,
  sweepArenas,
  sweepLarges,
  sweptBytes,
  sweptObjects,
};
