// Mutants of what is done between mark and sweep, and of what refers weakly.

import { mutantsOf } from './mutant.ts';

const HEAP = 'spec/heap.spec.ts';
const FIELDS = 'spec/weak/weak-fields.spec.ts';
const MAPS = 'spec/weak/weak-maps.spec.ts';
const EPHEMERONS = 'spec/weak/ephemerons.spec.ts';
const FINALIZERS = 'spec/weak/finalizers.spec.ts';
const REGISTRIES = 'spec/weak/registries.spec.ts';

export const WEAKENING = [
  ...mutantsOf('src/weak/weakness.ts', [
    {
      fault: 'weak tables of the host are not shown what lives',
      text: '(ref) => map.has(ref),',
      becomes: '() => true,',
      killedBy: [HEAP, 'shows the host what lives between mark and sweep'],
    },
    {
      fault: 'what a finalizer is to be given is not marked',
      text: 'finalizers.visitQueue((start, end) => ephemerons.markRange(start, end));',
      becomes: '',
      killedBy: [FINALIZERS, 'may let an object live again'],
    },
    {
      fault: 'the heap’s own tables do not forget what dies',
      text: 'for (const prune of this.tables) prune((ref) => lives.has(ref));',
      becomes: '',
      killedBy: ['spec/weak/interning.spec.ts', 'forgets what dies'],
    },
    {
      fault: 'weak handles are not cleared',
      text: 'this.handles.clearDead(lives);',
      becomes: '',
      killedBy: [REGISTRIES, 'are 0 once their object is dead'],
    },
  ]),
  ...mutantsOf('src/weak/holders.ts', [
    {
      fault: 'weak fields are not cleared',
      text: 'if (!lives.has(word)) lives.words[at] = 0;',
      becomes: '',
      killedBy: [FIELDS, 'are null once nothing else does'],
    },
  ]),
  ...mutantsOf('src/weak/ephemerons.ts', [
    {
      fault: 'a table is passed over although it was stored into',
      text: 'keepsOld && map.has(ref) && !table.isRemembered(addressOf(ref))',
      becomes: 'keepsOld && map.has(ref) && table.isRemembered(addressOf(ref))',
      killedBy: [EPHEMERONS, 'where an old table was stored into'],
    },
    {
      fault: 'values are marked whether their keys live or not',
      text: 'if (map.has(words[entry]!)) this.markValue(map, value);',
      becomes: 'if (map.has(value) || true) this.markValue(map, value);',
      killedBy: [MAPS, 'keep a value alive while its key lives'],
    },
    {
      fault: 'a table that is reached late is not looked at',
      text: 'if (wait < 0) this.scan(map, -wait);',
      becomes: 'if (wait < 0) return;',
      killedBy: [EPHEMERONS, 'lead from one map to another'],
    },
  ]),
  ...mutantsOf('src/weak/waiting.ts', [
    {
      fault: 'who came first to wait for an object is not served',
      text: 'if (at !== 0) ready.push(at >> 1);',
      becomes: '',
      killedBy: [EPHEMERONS, 'are all found that wait for one key'],
    },
  ]),
  ...mutantsOf('src/weak/cells.ts', [
    {
      fault: 'what has died cannot be taken back any more',
      text: 'this.ready.add(cell);',
      becomes: 'this.drop(cell); this.ready.add(cell);',
      killedBy: [REGISTRIES, 'take back also what has died, until they are told of it'],
    },
  ]),
  ...mutantsOf('src/access/weak-maps.ts', [
    {
      fault: 'it is not seen that the host has set the key meanwhile',
      text: 'if (put !== undefined) return put;',
      becomes: '',
      killedBy: [MAPS, 'may be used by who is told of a collection'],
    },
  ]),
  ...mutantsOf('src/weak/entries.ts', [
    {
      fault: 'tables are not put in order when keys have moved',
      text: 'if (hasMoved) reorder(words, at);',
      becomes: '',
      killedBy: [MAPS, 'stay when their objects move'],
    },
  ]),
  ...mutantsOf('src/kernel/assembly/visit-log.ts', [
    {
      fault: 'one visit is not written down',
      text: 'visitsLogged += 1;',
      becomes: 'visitsLogged = 1;',
      killedBy: [EPHEMERONS, 'are found wherever a value leads'],
    },
  ]),
];
