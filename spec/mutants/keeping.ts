// Faults of what keeps the objects that were made last.

import { mutantsOf } from './mutant.ts';

const RECENT = 'spec/control/recent.spec.ts';

export const KEEPING = [
  ...mutantsOf('src/control/recent.ts', [
    {
      fault: 'one object less is kept',
      text: 'if (ref === 0 || this.count >= RECENT_OBJECTS) return;',
      becomes: 'if (ref === 0 || this.count >= RECENT_OBJECTS - 1) return;',
      killedBy: [RECENT, 'are eight, whichever regions they lie in, and no more'],
    },
    {
      fault: 'what was kept stays a root when the collection is over',
      text: 'source.space.words.fill(0, first, first + RECENT_OBJECTS);',
      becomes: '',
      killedBy: [RECENT, 'are no roots any more when the collection is over'],
    },
    {
      fault: 'the last objects may move',
      text: 'return pins.holdDuring(refs, collect);',
      becomes: 'return collect();',
      killedBy: [RECENT, 'live through a collection at every one, and all moves: trees of depth 2'],
    },
    {
      fault: 'the last objects live, whatever they take',
      text: 'if (isOne && bytes <= left) this.add(ref);',
      becomes: 'if (isOne) this.add(ref);',
      killedBy: [RECENT, 'that are huge are kept up to an eighth of the limit'],
    },
    {
      fault: 'an object that was taken back is kept',
      text: 'return number > allocatedObjects || source.space.words[ref >>> 2] === 0;',
      becomes: 'return false;',
      killedBy: [RECENT, 'are not what was taken back, since a value was refused'],
    },
    {
      fault: 'an extent that was left is noted as empty',
      text: 'ends[this.lastExtent] = cursor;',
      becomes: 'ends[this.lastExtent] = start;',
      killedBy: [RECENT, 'live through a collection at every third: trees of depth 2'],
    },
  ]),
];
