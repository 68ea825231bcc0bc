// Faults of the evacuation: what must not move, where it goes, and who is told.

import { mutantsOf } from './mutant.ts';

const EVACUATOR = 'spec/collect/evacuator.spec.ts';
const TOLD = 'tells handles, scopes, scanned ranges and followers';
const EVACUATE = 'spec/kernel/evacuate.spec.ts';
const PACKS = 'packs what is left when every 3th of objects of 3 words is kept';

export const MOVING = [
  ...mutantsOf('src/kernel/assembly/evacuate.ts', [
    {
      fault: 'a hole is looked for again where none of its size was found',
      text: 'if (bytes >= <usize>load<u32>(to, REFUSED)) return false;',
      becomes: '',
      equivalent:
        'until the evacuation ends, no arena that is a destination gets a hole, and fewer and fewer sources can become one: ' +
        'the answer is the same, and only comes later',
    },
    {
      fault: 'pins are ignored',
      text: 'if ((header & PINNED) != 0) return;',
      becomes: '',
      killedBy: [EVACUATOR, 'hold an object in its place, and nest'],
    },
    {
      fault: 'slots of objects in arenas are not told what has moved',
      text: 'forEachLive(arena, forwardSlots);',
      becomes: '{}',
      killedBy: [EVACUATE, 'tells the slots of small objects and of large ones'],
    },
    {
      fault: 'slots of large objects are not told what has moved',
      text: 'forwardSlots(page + LARGE_PREFIX_BYTES);',
      becomes: '{}',
      killedBy: [EVACUATE, 'tells the slots of small objects and of large ones'],
    },
    {
      fault: 'the last word of a range is not told what has moved',
      text: 'for (let slot = start; slot < end; slot += 4) {',
      becomes: 'for (let slot = start; slot + 4 < end; slot += 4) {',
      killedBy: [EVACUATOR, TOLD],
    },
    {
      fault: 'where an object went to is not counted again',
      text: 'setFlag(arenaOf(place), FLAG_VISITED);',
      becomes: '',
      killedBy: ['spec/control/stress.spec.ts', 'moves every object at each full collection'],
    },
    {
      fault: 'where an object was is not counted again',
      text: 'setFlag(arenaOf(object), FLAG_VISITED);',
      becomes: '',
      killedBy: [EVACUATOR, PACKS],
    },
    {
      fault: 'an object that moved is taken for young',
      text: 'setReached(place);',
      becomes: '',
      killedBy: [EVACUATE, 'leaves what it moved old'],
    },
    {
      fault: 'where an object was, its live bits stay',
      text: 'clearLive(object, granules);',
      becomes: '',
      killedBy: [EVACUATOR, PACKS],
    },
    {
      fault: 'what is left of a hole is not given back',
      text: 'if (cursor < end) clearLive(',
      becomes: 'if (false) clearLive(',
      killedBy: [EVACUATE, 'leaves what it moved old'],
    },
    {
      fault: 'an arena that is moved into is emptied all the same',
      text: 'clearFlag(arena, FLAG_EVACUATE);\n    enter(',
      becomes: 'enter(',
      killedBy: [EVACUATE, 'moves no object twice'],
    },
    {
      fault: 'objects move within arenas that are to be emptied',
      text: 'if (!isSource(arena)) {',
      becomes: 'if (true) {',
      killedBy: [EVACUATOR, PACKS],
    },
    {
      fault: 'an arena that was to be emptied stays so for ever',
      text: 'arena = entryNext(arena)) clearFlag(arena, FLAG_EVACUATE);',
      becomes: 'arena = entryNext(arena)) {}',
      killedBy: [EVACUATE, 'leaves no arena that is to be emptied'],
    },
  ]),
  ...mutantsOf('src/collect/evacuator.ts', [
    {
      fault: 'roots are not told what has moved',
      text: 'ranges.forEach((start, end) => kernel.forwardRange(start * 4, end * 4));',
      becomes: '',
      killedBy: [EVACUATOR, TOLD],
    },
    {
      fault: 'followers are not told what has moved',
      text: 'weak.follow((ref) => kernel.forward(ref) as typeof ref);',
      becomes: '',
      killedBy: [EVACUATOR, TOLD],
    },
  ]),
];
