// Faults of the maps, the holes and the cards: what is free, what is zero, what is looked at again.

import { mutantsOf } from './mutant.ts';

const HEAP = 'spec/heap.spec.ts';
const YOUNG = 'spec/collect/young.spec.ts';
const LIVE_MAP = 'spec/kernel/live-map.spec.ts';
const SWEEP = 'spec/kernel/sweep.spec.ts';
const VISITING = 'spec/visit/visiting.spec.ts';

export const MAPS = [
  ...mutantsOf('src/kernel/assembly/records.ts', [
    {
      fault: 'what waits in an arena is not forgotten with what is known of it',
      text: 'forgetWaiting(arena);\n  forgetCounts(',
      becomes: 'forgetCounts(',
      equivalent:
        'every mark begins by forgetting what waits in the arenas and at the large objects of its heap (forgetQueue), ' +
        'and between two marks nobody looks',
    },
    {
      fault: 'the maps of an arena are not cleared for who takes it',
      text: 'store<u32>(at, heap, ENTRY_HEAP);\n  forgetArena(arena);',
      becomes: 'store<u32>(at, heap, ENTRY_HEAP);',
      killedBy: [LIVE_MAP, 'has left a bit is as new for who takes it'],
    },
    {
      fault: 'a full collection keeps what earlier ones reached in an arena',
      text: 'memory.fill(reachedOf(arena), 0, MAP_BYTES);',
      becomes: '',
      killedBy: [YOUNG, 'passes over what an earlier one found alive, until a full one'],
    },
    {
      fault: 'a full collection keeps what earlier ones scanned in an arena',
      text: 'memory.fill(liveOf(arena), 0, MAP_BYTES);\n  memory.fill(cards',
      becomes: 'memory.fill(cards',
      killedBy: [YOUNG, 'passes over what an earlier one found alive, until a full one'],
    },
    {
      fault: 'a full collection does not clear an arena’s cards',
      text: 'memory.fill(cardsOf(arena), 0, CARDS_BYTES);',
      becomes: '',
      killedBy: [LIVE_MAP, 'are clear after a collection (full)'],
    },
    {
      fault: 'holes that were taken stay live after a collection of the young',
      text: 'if (!isEntered) return;',
      becomes: 'return;',
      killedBy: [LIVE_MAP, 'took and died in are free again after a collection of the young'],
    },
    {
      fault: 'granules are counted where objects belong',
      text: 'countLive(arena), countReached(arena)',
      becomes: 'countLive(arena), countLive(arena)',
      killedBy: ['spec/heap.spec.ts', 'holes between survivors'],
    },
    {
      fault: 'what came into an arena since the last collection is taken for what died in it',
      text: ' && !hasFlag(arena, FLAG_CHANGED)',
      becomes: '',
      killedBy: [VISITING, 'after an object of an arena came and another one died'],
    },
    {
      fault: 'a mark that was cut short loses what the one before found',
      text: 'if (counts != 0) store<u32>(recordOf(arena), counts, QUEUE_COUNTS);',
      becomes: 'store<u32>(recordOf(arena), counts, QUEUE_COUNTS);',
      killedBy: [VISITING, 'is right where a mark was cut short in between'],
    },
    {
      fault: 'the dead keep the marks in their headers',
      text: 'return old != 0 || before == 0 ? CAME : DIED;',
      becomes: 'return CAME;',
      killedBy: [VISITING, 'stays right while others come and go'],
    },
  ]),
  ...mutantsOf('src/kernel/assembly/holes.ts', [
    {
      fault: 'an arena in which holes were taken is not told from others',
      text: 'setFlag(arena, FLAG_ENTERED);',
      becomes: '',
      killedBy: [LIVE_MAP, 'took and died in are free again after a collection of the young'],
    },
    {
      fault: 'a hole is one granule longer than it is',
      text: 'holeEnd = base + ((<usize>end) << GRANULE_SHIFT);',
      becomes: 'holeEnd = base + ((<usize>end + 1) << GRANULE_SHIFT);',
      killedBy: [HEAP, 'holes between survivors'],
    },
    {
      fault: 'a hole is one granule shorter than it is',
      text: 'holeEnd = base + ((<usize>end) << GRANULE_SHIFT);',
      becomes: 'holeEnd = base + ((<usize>end - 1) << GRANULE_SHIFT);',
      killedBy: [HEAP, 'holes between survivors'],
    },
    {
      fault: 'a hole that is too short by a granule is taken for long enough',
      text: 'if (holeEnd - hole >= bytes) {',
      becomes: 'if (holeEnd - hole + 8 >= bytes) {',
      killedBy: [LIVE_MAP, 'that are too short are passed over'],
    },
    {
      fault: 'a hole is not zeroed',
      text: 'memory.fill(hole, 0, holeEnd - hole);',
      becomes: '',
      killedBy: [HEAP, 'holes between survivors'],
    },
    {
      fault: 'longer objects go into holes that small ones have filled',
      text: 'if (hasFlag(arena, FLAG_FILLED)) return 0;',
      becomes: '',
      killedBy: [LIVE_MAP, 'are never handed out twice'],
    },
    {
      fault: 'a hole that longer objects took is not set live',
      text: 'setLive(hole, <u32>((holeEnd - hole) >> GRANULE_SHIFT));',
      becomes: '',
      killedBy: [LIVE_MAP, 'are never handed out twice'],
    },
    {
      fault: 'what fills holes does not say what it passed over',
      text: 'if (marks) passOver(hole, holeEnd);',
      becomes: '',
      killedBy: [VISITING, 'keeps the dead that new objects passed over apart'],
    },
  ]),
  ...mutantsOf('src/kernel/assembly/entries.ts', [
    {
      fault: 'arenas do not grow older',
      text: 'store<u16>(entry(arena), age + 1, ENTRY_AGE);',
      becomes: '{}',
      killedBy: [VISITING, 'how many collections have kept it'],
    },
  ]),
  ...mutantsOf('src/kernel/assembly/region.ts', [
    {
      fault: 'an arena is not zeroed',
      text: 'if (!isZero) memory.fill(start, 0, ARENA_BYTES);',
      becomes: '',
      killedBy: [LIVE_MAP, 'is zeroed when it is taken again'],
    },
    {
      fault: 'only every other arena’s holes are looked for',
      text: 'arena == 0 ? 0 : entryNext(arena)',
      becomes: 'arena == 0 ? 0 : entryNext(entryNext(arena))',
      killedBy: [HEAP, 'holes between survivors'],
    },
    {
      fault: 'an arena counts as full that has room',
      text: 'GRANULES_PER_ARENA - 16;',
      becomes: 'GRANULES_PER_ARENA - 17;',
      killedBy: ['spec/arena/arena.spec.ts', 'are searched for holes'],
    },
  ]),
  ...mutantsOf('src/kernel/assembly/revisit.ts', [
    {
      fault: 'the first of eight cards is skipped',
      text: 'for (let card = from; card < from + 8; card++) revisitCard(card);',
      becomes: 'for (let card = from + 1; card < from + 8; card++) revisitCard(card);',
      killedBy: [LIVE_MAP, 'tell of every old object into which something was stored'],
    },
    {
      fault: 'the last part of a card is skipped',
      text: '& spread(marks);',
      becomes: '& spread(marks & 0x7f);',
      killedBy: [LIVE_MAP, 'tell of every old object into which something was stored'],
    },
    {
      fault: 'the cards of large objects are skipped',
      text: 'revisitCard(cardsAt + ((page + LARGE_PREFIX_BYTES) >> CARD_SHIFT));',
      becomes: '{}',
      killedBy: [YOUNG, 'finds what was stored into an old object: a large one'],
    },
    {
      fault: 'what a card tells of is not scanned again',
      text: 'store<u64>(live, load<u64>(live) & ~again);',
      becomes: '',
      killedBy: [LIVE_MAP, 'tell of every old object into which something was stored'],
    },
    {
      fault: 'a card is not cleared when it was looked at',
      text: 'store<u8>(card, 0);',
      becomes: '',
      killedBy: [LIVE_MAP, 'are clear after a collection (young)'],
    },
  ]),
  ...mutantsOf('src/kernel/assembly/sweep.ts', [
    {
      fault: 'a heap that ends leaves its bits in the maps',
      text: 'forgetArena(arena);\n    endEntry(arena);',
      becomes: 'endEntry(arena);',
      killedBy: [LIVE_MAP, 'of which another heap died is as new for who takes it'],
    },
    {
      fault: 'an arena in which nothing was scanned is counted again',
      text: 'clearFlag(arena, FLAG_VISITED);\n',
      becomes: '\n',
      killedBy: [SWEEP, 'leaves entries that say who holds an arena'],
    },
    {
      fault: 'an arena with one live granule is dropped',
      text: 'if (live == 0) {',
      becomes: 'if (live <= 1) {',
      killedBy: [SWEEP, 'keeps the arena of a single object'],
    },
    {
      fault: 'the list of arenas leads through those that were dropped',
      text: 'else setEntryNext(last, arena);',
      becomes: 'else {}',
      killedBy: [SWEEP, 'drops arenas from all places of the list'],
    },
    {
      fault: 'the list of arenas ends with those that were dropped',
      text: 'if (last != 0) setEntryNext(last, 0);',
      becomes: '',
      killedBy: [SWEEP, 'drops arenas from all places of the list'],
    },
    {
      fault: 'a dropped arena counts as held',
      text: 'setEntryNext(arena, droppedArenas);\n      endEntry(arena);',
      becomes: 'setEntryNext(arena, droppedArenas);',
      killedBy: [SWEEP, 'leaves entries that say who holds an arena'],
    },
    {
      fault: 'a large object that was dropped is taken for one that is there',
      text: 'store<u32>(page, droppedLarges, LARGE_NEXT);\n      closeLarge(page);',
      becomes: 'store<u32>(page, droppedLarges, LARGE_NEXT);',
      killedBy: [SWEEP, 'leaves entries that say where large objects are'],
    },
    {
      fault: 'a full collection keeps what earlier ones found of large objects',
      text: 'page = <usize>load<u32>(page, LARGE_NEXT)) forgetMarksOf(page);',
      becomes: 'page = <usize>load<u32>(page, LARGE_NEXT)) {}',
      killedBy: [SWEEP, 'finds large objects that lived once and are dead now'],
    },
  ]),
  ...mutantsOf('src/kernel/assembly/large.ts', [
    {
      fault: 'a large object’s live bit is not cleared',
      text: 'clearLive(page + LARGE_PREFIX_BYTES, 1);',
      becomes: '',
      killedBy: [SWEEP, 'is followed by a mark that looks into large objects again'],
    },
  ]),
  ...mutantsOf('src/kernel/assembly/header-marks.ts', [
    {
      fault: 'headers are not marked',
      text: 'store<u32>(object, header | MARKED);',
      becomes: '{}',
      killedBy: [VISITING, 'stays right while others come and go'],
    },
    {
      fault: 'the first hole of an arena keeps its marks',
      text: 'for (let granule: u32 = 0; granule <',
      becomes: 'for (let granule: u32 = nextLive(arena, 0, 0); granule <',
      killedBy: [VISITING, 'stays right while others come and go'],
    },
  ]),
  ...mutantsOf('src/kernel/assembly/blocks.ts', [
    {
      fault: 'what was passed over says so only at its start',
      text: 'for (let at = start; at < end;) {',
      becomes: 'for (let at = start; at < start + 1;) {',
      killedBy: [VISITING, 'keeps the dead that new objects passed over apart'],
    },
  ]),
];
