// Faults of the collection around the kernel: roots, barrier, what is remembered from one mark to
// the next, pages.

import { mutantsOf } from './mutant.ts';

const ROOTS = 'spec/collect/roots.spec.ts';
const YOUNG = 'spec/collect/young.spec.ts';
const EVACUATOR = 'spec/collect/evacuator.spec.ts';
const HEAP = 'spec/heap.spec.ts';
const LARGES = 'spec/arena/large-objects.spec.ts';
const TRACER = 'spec/collect/tracer.spec.ts';
const COLLECTOR = 'spec/collect/collector.spec.ts';

const TOLD = 'tells handles, scopes, scanned ranges and followers';

export const COLLECTING = [
  ...mutantsOf('src/collect/root-scanners.ts', [
    {
      fault: 'a scanner that throws is passed over',
      text: 'if (thrown.length > 0) throw new Interruption(thrown[0]);',
      becomes: '',
      killedBy: [HEAP, 'frees nothing when a scanner of the host throws'],
    },
    {
      fault: 'handles are no roots',
      text: 'handles((start, end) => ranges.add(start, end));',
      becomes: 'handles(() => undefined);',
      killedBy: [ROOTS, 'keep an object until they are released'],
    },
    {
      fault: 'scanners are not asked',
      text: 'callAll((start, end) => ranges.add(start, end))',
      becomes: 'callAll(() => undefined)',
      killedBy: [ROOTS, 'come from scanners too'],
    },
  ]),
  ...mutantsOf('src/collect/roots.ts', [
    {
      fault: 'handles beyond the first chunk are no roots',
      text: 'return this.scanners.takeRanges((visit) => this.forEachChunk(visit));',
      becomes:
        'return this.scanners.takeRanges((visit) => visit(this.chunks[0]! >>> 2, (this.chunks[0]! + CHUNK_BYTES) >>> 2));',
      killedBy: [ROOTS, 'number in the thousands'],
    },
    {
      fault: 'a handle that was released keeps its object',
      text: 'this.words[slot] = this.freeSlot << 1;\n    this.freeSlot = slot;\n    this.held--;',
      becomes: 'this.held--;',
      killedBy: [ROOTS, 'keep an object until they are released'],
    },
  ]),
  ...mutantsOf('src/collect/root-stack.ts', [
    {
      fault: 'the last root on a stack is not scanned',
      text: 'visit(this.base, this.base + this.depth);',
      becomes: 'visit(this.base, this.base + Math.max(0, this.depth - 1));',
      killedBy: ['spec/collect/root-stack.spec.ts', 'goes on after a trim'],
    },
  ]),
  ...mutantsOf('src/collect/root-ranges.ts', [
    {
      fault: 'ranges of scanners are not looked at',
      text: 'if (!isRange || end > this.end)',
      becomes: 'if (!isRange)',
      killedBy: ['spec/collect/root-ranges.spec.ts', 'ranges of roots'],
    },
  ]),
  ...mutantsOf('src/weak/listeners.ts', [
    {
      fault: 'a weak table that throws does not end the collection',
      text: 'if (thrown.length > 0) throw new Interruption(thrown[0]);',
      becomes: '',
      killedBy: [HEAP, 'frees nothing when a listener of the host throws'],
    },
  ]),
  ...mutantsOf('src/collect/pins.ts', [
    {
      fault: 'pins are no roots',
      text: 'new Pin(this, this.#roots.root(ref));',
      becomes: 'new Pin(this, this.#roots.root(0));',
      killedBy: [EVACUATOR, 'hold an object in its place, and nest'],
    },
    {
      fault: 'pins do not nest',
      text: 'if (left > 0) {',
      becomes: 'if (left > 1) {',
      killedBy: [EVACUATOR, 'hold an object in its place, and nest'],
    },
  ]),
  ...mutantsOf('src/collect/barrier.ts', [
    {
      fault: 'stores are not remembered',
      text: 'if ((marks & mark) === 0) {',
      becomes: 'if ((marks & mark) === 0 && marks === undefined) {',
      killedBy: [YOUNG, 'finds what was stored into an old object: a small object'],
    },
    {
      fault: 'a store makes the others of its card word be forgotten',
      text: 'cards[at] = marks | mark;',
      becomes: 'cards[at] = mark;',
      killedBy: [
        'spec/kernel/live-map.spec.ts',
        'tell of every old object into which something was stored',
      ],
    },
  ]),
  ...mutantsOf('src/collect/tracer.ts', [
    {
      fault: 'a full mark that was not finished is forgotten',
      text: 'beginFull(arenas: Arenas, larges: LargeObjects): void {\n    this.isBroken = true;',
      becomes: 'beginFull(arenas: Arenas, larges: LargeObjects): void {',
      killedBy: [TRACER, 'makes the next collection a full one'],
    },
    {
      fault: 'a young mark that was not finished is forgotten',
      text: 'beginYoung(arenas: Arenas, larges: LargeObjects): void {\n    this.isBroken = true;',
      becomes: 'beginYoung(arenas: Arenas, larges: LargeObjects): void {',
      killedBy: [YOUNG, 'is a full one where the last was ended in its middle'],
    },
    {
      fault: 'a full collection takes for granted what earlier ones found',
      text: 'kernel.forgetMarks(arenas.head, larges.head);',
      becomes: '',
      killedBy: [YOUNG, 'passes over what an earlier one found alive, until a full one'],
    },
    {
      fault: 'a collection of the young does not look at cards',
      text: 'this.table.kernel.revisit(arenas.head, larges.head);',
      becomes: '',
      killedBy: [YOUNG, 'finds what was stored into an old object: a small object'],
    },
    {
      fault: 'trespasses of other heaps are not looked at',
      text: 'return !this.isBroken && this.trespasses === this.table.trespasses;',
      becomes: 'return !this.isBroken;',
      killedBy: [TRACER, 'costs the other no young object'],
    },
    {
      fault: 'checked mode is told that all objects live',
      text: 'this.table.kernel.isReached(address) !== 0;\n  }\n\n  private begin',
      becomes: 'true;\n  }\n\n  private begin',
      killedBy: ['spec/checked/misuse.spec.ts', 'tells of a child that was freed before'],
    },
  ]),
  ...mutantsOf('src/collect/collector.ts', [
    {
      fault: 'the space stays locked when a collection is over',
      text: 'space.unlock();',
      becomes: '',
      killedBy: [COLLECTOR, 'locks the space while it works'],
    },
    {
      fault: 'objects are bumped on where they were before the collection',
      text: 'arenas.retire();',
      becomes: '',
      killedBy: [COLLECTOR, 'leaves the arena in which objects were bumped'],
    },
    {
      fault: 'the space is not locked during a collection',
      text: 'space.lock(name);',
      becomes: '',
      killedBy: [COLLECTOR, 'locks the space while it works'],
    },
    {
      fault: 'ranges are taken a second time after objects have moved',
      text: 'evacuator.evacuate(cut, ranges);',
      becomes: 'evacuator.evacuate(cut, this.parts.roots.takeRanges());',
      killedBy: [COLLECTOR, 'asks scanners once'],
    },
    {
      fault: 'where there is no root, what is old is not looked at again',
      text: 'tracer.mark(0, 0);',
      becomes: '',
      equivalent:
        'the words in which a collection finds the objects made last are a range of roots that is always there',
    },
    {
      fault: 'what was emptied is not swept',
      text: '// What has moved took its mark along.\n    arenas.sweep(false);',
      becomes: '',
      killedBy: [EVACUATOR, TOLD],
    },
  ]),
  ...mutantsOf('src/arena/arena.ts', [
    {
      fault: 'pages of dropped arenas are not released',
      text: 'this.everDropped++;\n      this.returns.release(pageOf(arena), ARENA_PAGES);',
      becomes: 'this.everDropped++;',
      killedBy: [HEAP, 'runs the example of the README'],
    },
    {
      fault: 'small objects are not put into holes',
      text: 'this.small.recycleFrom(this.first);',
      becomes: '',
      killedBy: [HEAP, 'holes between survivors'],
    },
    {
      fault: 'longer objects are not put into holes',
      text: 'this.medium.recycleFrom(this.first);',
      becomes: '',
      killedBy: [
        'spec/kernel/live-map.spec.ts',
        'took and died in are free again after a collection of the young',
      ],
    },
  ]),
  ...mutantsOf('src/arena/large-objects.ts', [
    {
      fault: 'a large object is not zeroed',
      text: 'space.zeroRun(page, pages,',
      becomes: 'space.zeroRun(page, 0,',
      killedBy: [LARGES, 'are zeroed when they take the place of others'],
    },
    {
      fault: 'the new part of a large object is not zeroed',
      text: 'space.zeroRun(end, more,',
      becomes: 'space.zeroRun(end, 0,',
      killedBy: [LARGES, 'grow in place where the next pages are free, zeroed and counted'],
    },
    {
      fault: 'pages of dropped large objects are not released',
      text: 'this.returns.release((address >>> PAGE_SHIFT) as PageIndex, footprint / PAGE_BYTES);',
      becomes: '',
      killedBy: [LARGES, 'are dropped at once when they die'],
    },
  ]),
];
