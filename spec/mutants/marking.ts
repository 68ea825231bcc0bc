// Faults of the mark: slots that are skipped, objects that do not come to wait, bits in the wrong
// place.

import { mutantsOf } from './mutant.ts';

const SCATTERED = 'spec/graphs/scattered.spec.ts';
const TRACING = 'spec/graphs/tracing.spec.ts';
const MARK = 'spec/kernel/mark.spec.ts';
const TRACER = 'spec/collect/tracer.spec.ts';

const PAIRS =
  'of pairs only keeps exactly what is reachable (most are roots, references are not deferred, seed 1';
const RUNS =
  'of runs of short objects keeps exactly what is reachable (most are roots, references are not deferred, seed 1';
const TRIPLES =
  'of triples only keeps exactly what is reachable (few are roots, references are not deferred, seed 1';
const ALL_SORTS =
  'of objects of all sorts keeps exactly what is reachable (few are roots, references are not deferred, seed 1';
const ALL_SORTS_DENSE =
  'of objects of all sorts keeps exactly what is reachable (most are roots, references are not deferred, seed 1';
const DEFERRED =
  'of pairs only keeps exactly what is reachable (few are roots, references are deferred, seed 1';

export const MARKING = [
  ...mutantsOf('src/kernel/assembly/alike.ts', [
    {
      fault: 'the second slot of a pair is skipped',
      text: 'return last + ((<usize>((other & 7) == 1)) << 2);',
      becomes: 'return last;',
      killedBy: [SCATTERED, PAIRS],
    },
    {
      fault: 'the last slot of listed objects that are alike is skipped',
      text: 'for (let slot = payload; slot < payload + slotsBytes; slot += 4) {',
      becomes: 'for (let slot = payload; slot < payload + slotsBytes - 4; slot += 4) {',
      killedBy: [SCATTERED, TRIPLES],
    },
    {
      fault: 'the first slot of objects in a row that are alike is skipped',
      text: 'for (let slot = object + HEADER_BYTES; slot < object + end; slot += 4) {',
      becomes: 'for (let slot = object + HEADER_BYTES + 4; slot < object + end; slot += 4) {',
      killedBy: [SCATTERED, RUNS],
    },
    {
      fault: 'the headers of pairs in a row are not compared',
      text: 'if (load<u32>(object) != header) break;\n      last = gatherPair(object, last);',
      becomes: 'last = gatherPair(object, last);',
      killedBy: [SCATTERED, RUNS],
    },
    {
      fault: 'the headers of other objects in a row are not compared',
      text: 'if (load<u32>(object) != header) break;\n      for (',
      becomes: 'for (',
      killedBy: [SCATTERED, RUNS],
    },
    {
      fault: 'live bits of alike objects that stand over into the next map word are lost',
      text: 'if (inNext < granules - 1) {',
      becomes: 'if (false) {',
      killedBy: [MARK, 'counts an object’s bytes once'],
    },
  ]),
  ...mutantsOf('src/kernel/assembly/scan-object.ts', [
    {
      fault: 'the last word of a range, or of a long object, is skipped',
      text: 'for (; slot < end; slot += 4) {\n    const value = load<u32>(slot);\n    if (',
      becomes: 'for (; slot + 4 < end; slot += 4) {\n    const value = load<u32>(slot);\n    if (',
      killedBy: [MARK, 'looks at the first and at the last word of a range'],
    },
    {
      fault: 'a long object covers only its first granule',
      text: 'setLive(object, isLarge(header) ? 1 : header >>> SIZE_SHIFT);',
      becomes: 'setLive(object, 1);',
      killedBy: [SCATTERED, ALL_SORTS],
    },
  ]),
  ...mutantsOf('src/kernel/assembly/scan-words.ts', [
    {
      fault: 'the last slot of an object in a run is skipped',
      text: ': slot + ((<usize>traced) << 2);',
      becomes: ': slot + ((<usize>traced - 1) << 2);',
      killedBy: [SCATTERED, 'of objects of all sorts keeps exactly what is reachable'],
    },
    {
      fault: 'live bits in a run that stand over into the next map word are lost',
      text: 'if (beyond != 0) store<u64>(next,',
      becomes: 'if (false) store<u64>(next,',
      killedBy: [SCATTERED, ALL_SORTS_DENSE],
    },
    {
      fault: 'an arena in which something comes to wait during a visit is not queued',
      text: 'if (waiting == 0) enqueue(record);',
      becomes: '',
      killedBy: [SCATTERED, PAIRS],
    },
    {
      fault: 'a bit that was gathered in a register is dropped when another word is met',
      text: 'if ((reached & bit) != 0) continue;\n        store<u64>(recent, bits);',
      becomes: 'if ((reached & bit) != 0) continue;',
      killedBy: [SCATTERED, PAIRS],
    },
  ]),
  ...mutantsOf('src/kernel/assembly/scan-list.ts', [
    {
      fault: 'the last slot of a listed object is skipped',
      text: 'slot < slotsStop; slot += 4',
      becomes: 'slot + 4 < slotsStop; slot += 4',
      killedBy: [SCATTERED, ALL_SORTS],
    },
    {
      fault: 'long objects of a list are not scanned',
      text: 'from != longEnd; from += 2)',
      becomes: 'from != visitAt; from += 2)',
      killedBy: [SCATTERED, ALL_SORTS],
    },
    {
      fault: 'live bits of listed objects that stand over into the next map word are lost',
      text: 'if (low + granules > WORD_GRANULES) {',
      becomes: 'if (false) {',
      killedBy: [SCATTERED, ALL_SORTS],
    },
    {
      fault: 'listed objects are taken for alike, whatever their headers say',
      text: 'if (areAlike(all, any) && isShort(',
      becomes: 'if (isShort(',
      killedBy: [SCATTERED, ALL_SORTS],
    },
  ]),
  ...mutantsOf('src/kernel/assembly/mark.ts', [
    {
      fault: 'an arena that was visited is not counted again',
      text: 'setFlag(arena, FLAG_VISITED);',
      becomes: '',
      killedBy: [SCATTERED, PAIRS],
    },
    {
      fault: 'a mark goes on with what an unfinished one left waiting',
      text: '  forgetQueue(arenas, larges);\n  beginSettling',
      becomes: '  beginSettling',
      killedBy: [MARK, 'starts from an empty queue when another was cut short'],
    },
    {
      fault: 'arenas of other heaps are scanned',
      text: 'if (!isHeldBy(arena, heap)) {',
      becomes: 'if (false) {',
      killedBy: [TRACER, 'does not read a small object of the other'],
    },
    {
      fault: 'large objects of other heaps are scanned',
      text: '} else if (load<u32>(page, LARGE_HEAP) != heap) {',
      becomes: '} else if (false) {',
      killedBy: [TRACER, 'does not read a large object of the other'],
    },
    {
      fault: 'it is not noted that an arena of another heap was met',
      text: 'trespassed = true;\n    return;',
      becomes: 'return;',
      killedBy: [TRACER, 'costs the other no young object that it has met (small)'],
    },
    {
      fault: 'it is not noted that a large object of another heap was met',
      text: 'trespassed = true;\n  } else {',
      becomes: '} else {',
      killedBy: [TRACER, 'costs the other no young object that it has met (large)'],
    },
    {
      fault: 'where no object starts, a bit stays',
      text: 'clearReached(object);\n  } else if',
      becomes: '} else if',
      killedBy: [MARK, 'leaves no bit where no object starts'],
    },
  ]),
  ...mutantsOf('src/kernel/assembly/queue.ts', [
    {
      fault: 'the link to the next arena in the queue is lost',
      text: 'store<u32>(<usize>load<u32>(queueFront, QUEUE_LAST), <u32>record, QUEUE_NEXT);\n',
      becomes: '\n',
      killedBy: [TRACING, 'mode explicit keeps exactly what lives of a list of 10000, rooted at 0'],
    },
    {
      fault: 'what is settled does not wait in a new arena',
      text: 'if (waiting == 0 && isNew != 0) enqueue(record);',
      becomes: 'if (waiting != 0 && isNew != 0) enqueue(record);',
      killedBy: [TRACING, 'mode explicit keeps exactly what lives of one rooted node'],
    },
  ]),
  ...mutantsOf('src/kernel/assembly/settle.ts', [
    {
      fault: 'the last window’s deferred references are lost',
      text: 'windows; window++) {\n    const place',
      becomes: 'windows - 1; window++) {\n    const place',
      killedBy: [MARK, 'settles those into the last window too'],
    },
    {
      fault: 'what is deferred when nothing waits any more is lost',
      text: 'if ((place & DEFERRED_MASK) != 0) settleWindow(window);',
      becomes: '',
      killedBy: [SCATTERED, DEFERRED],
    },
    {
      fault: 'a reference that fills a window’s buffer is lost',
      text: 'const end = <usize>load<u32>(cursorOf(window));',
      becomes: 'const end = <usize>load<u32>(cursorOf(window)) & ~DEFERRED_MASK;',
      killedBy: [SCATTERED, DEFERRED],
    },
    {
      fault: 'the buffers keep what an unfinished mark left in them',
      text: 'if (!defers) return;',
      becomes: 'if (!defers || load<u32>(cursorOf(0)) != 0) return;',
      killedBy: [MARK, 'forgets what another had deferred that was cut short'],
    },
    {
      fault: 'the second of two references is not settled',
      text: 'wait(queue, other, reach(map, other));',
      becomes: '',
      killedBy: [SCATTERED, TRIPLES],
    },
  ]),
];
