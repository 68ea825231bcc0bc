// Marking: an iterative trace in batches over a bounded stack.
//
// The stack holds addresses of objects that may be marked already; nothing is read when one is pushed. A batch is popped
// whole, and the headers of all its objects are loaded first, one after the other and depending on nothing, so that
// their cache misses overlap in an out-of-order core as prefetches would (Cher, Hosking and Vitek 2004 put a FIFO in
// front of the stack to the same end). Only then is each looked at, marked and scanned.
//
// Nothing is ever allocated. A slot that finds the stack full flags the arena of the object that holds it, and the arena's
// marked objects are scanned again once the stack is empty. Objects of more than CHUNK slots are
// scanned a chunk at a time, each time the stack is empty, so that one array can not fill it.

import {
  COLOUR_MASK,
  GRANULE_SHIFT,
  HEADER_BYTES,
  LAYOUT_MASK,
  LAYOUT_SHIFT,
  SIZE_SHIFT,
  TRACE_ALL,
} from '../../object/header.ts';
import {
  FLAG_RESCAN,
  LARGE_BYTES,
  LARGE_FLAGS,
  LARGE_NEXT,
  LARGE_PREFIX_BYTES,
} from '../../arena/geometry.ts';
import {
  ARRAYS_BYTES,
  BATCH,
  BATCH_BYTES,
  CHUNK,
  CHUNK_BYTES,
  MARK_SCRATCH_BYTES,
} from '../mark-memory.ts';
import { arenaOf, entryFlags, entryNext, forEachLive, setLive } from './live-map.ts';

const CHUNK_SLOTS: u32 = CHUNK;
const CHUNK_SPAN: usize = CHUNK_BYTES;

/** Objects marked since `begin`. */
export let markedObjects: f64 = 0;
/** What the batch loads add up to, so that no compiler takes them for dead. */
export let touched: u32 = 0;

let colour: u32 = 0;
let tracedCounts: usize = 0;
let batch: usize = 0;
let arraysBase: usize = 0;
let arraysTop: usize = 0;
let stackBase: usize = 0;
let stackTop: usize = 0;
let stackFilter: usize = 0;
let stackLimit: usize = 0;
let overflowed: bool = false;

/** Starts a mark: its colour, the layout table, and the memory of the mark stack. */
export function begin(markColour: u32, counts: usize, memory: usize, memoryBytes: usize): void {
  colour = markColour;
  tracedCounts = counts;
  batch = memory;
  arraysBase = memory + BATCH_BYTES;
  arraysTop = arraysBase;
  stackBase = memory + MARK_SCRATCH_BYTES;
  stackTop = stackBase;
  stackLimit = memory + memoryBytes;
  stackFilter = stackBase + ((stackLimit - stackBase) >> 1);
  overflowed = false;
  markedObjects = 0;
}

function isLarge(header: u32): bool {
  return header >>> SIZE_SHIFT == 0;
}

function sizeOf(object: usize, header: u32): usize {
  return isLarge(header)
    ? <usize>load<u32>(object - LARGE_PREFIX_BYTES, LARGE_BYTES)
    : (<usize>(header >>> SIZE_SHIFT)) << GRANULE_SHIFT;
}

/** Where an object's traced slots end. */
export function slotsEnd(object: usize, header: u32): usize {
  const traced = load<i32>(tracedCounts + (((header >>> LAYOUT_SHIFT) & LAYOUT_MASK) << 2));
  return traced == TRACE_ALL
    ? object + sizeOf(object, header)
    : object + HEADER_BYTES + ((<usize>traced) << 2);
}

/** Notes that the object's slots must be scanned again. */
function flag(object: usize): void {
  overflowed = true;
  const flags = isLarge(load<u32>(object))
    ? object - LARGE_PREFIX_BYTES + LARGE_FLAGS
    : entryFlags(arenaOf(object));
  store<u32>(flags, load<u32>(flags) | FLAG_RESCAN);
}

/** Pushes what the slots [slot, end) of an object refer to. */
function scanSlots(object: usize, slot: usize, end: usize): void {
  let top = stackTop;
  for (; slot < end; slot += 4) {
    const word = load<u32>(slot);
    if ((word & 7) != 1) continue;
    if (top >= stackFilter) {
      // More than half full: now a look at the header is worth its miss.
      if ((load<u32>(<usize>(word - 1)) & COLOUR_MASK) == colour) continue;
      if (top == stackLimit) {
        flag(object);
        break;
      }
    }
    store<u32>(top, word - 1);
    top += 4;
  }
  stackTop = top;
}

function scan(object: usize, header: u32): void {
  const slot = object + HEADER_BYTES;
  const end = slotsEnd(object, header);
  if (end - slot <= CHUNK_SPAN) {
    scanSlots(object, slot, end);
  } else if (arraysTop < arraysBase + ARRAYS_BYTES) {
    store<u32>(arraysTop, <u32>object);
    store<u32>(arraysTop, <u32>slot, 4);
    arraysTop += 8;
  } else {
    flag(object);
  }
}

/** Scans the next chunk of the array whose scan was begun last. */
function scanChunk(): void {
  const entry = arraysTop - 8;
  const object = <usize>load<u32>(entry);
  const slot = <usize>load<u32>(entry, 4);
  const end = slotsEnd(object, load<u32>(object));
  const stop = min<usize>(slot + CHUNK_SPAN, end);
  if (stop == end) arraysTop = entry;
  else store<u32>(entry, <u32>stop, 4);
  scanSlots(object, slot, stop);
}

/**
 * Marks the `count` objects on top of the stack, and pushes what they refer to. What the loop needs is in locals: a
 * kernel global is a load each time.
 */
function markBatch(count: usize): void {
  const current = colour;
  const counts = tracedCounts;
  const roomy = stackFilter - CHUNK_SPAN;
  const first = batch;
  const last = first + (count << 2);
  let top = stackTop - (count << 2);
  let sum: u32 = 0;
  for (let to = first, from = top; to < last; to += 4, from += 4) {
    const object = load<u32>(from);
    store<u32>(to, object);
    sum += load<u32>(<usize>object);
  }
  touched = sum;
  let objects: u32 = 0;
  for (let at = first; at < last; at += 4) {
    const object = <usize>load<u32>(at);
    const header = load<u32>(object);
    if ((header & COLOUR_MASK) == current) continue;
    store<u32>(object, (header & ~COLOUR_MASK) | current);
    objects += 1;
    const size = header >>> SIZE_SHIFT;
    if (size != 0) setLive(object, size);
    const traced = load<u32>(counts + (((header >>> LAYOUT_SHIFT) & LAYOUT_MASK) << 2));
    if (traced <= CHUNK_SLOTS && top < roomy) {
      let slot = object + HEADER_BYTES;
      const end = slot + ((<usize>traced) << 2);
      for (; slot < end; slot += 4) {
        const word = load<u32>(slot);
        if ((word & 7) != 1) continue;
        store<u32>(top, word - 1);
        top += 4;
      }
    } else {
      stackTop = top;
      scan(object, header);
      top = stackTop;
    }
  }
  stackTop = top;
  markedObjects += <f64>objects;
}

function drain(): void {
  while (true) {
    while (stackTop > stackBase) markBatch(min<usize>((stackTop - stackBase) >> 2, BATCH));
    if (arraysTop == arraysBase) break;
    scanChunk();
  }
}

/** Marks all that the words in [start, end) reach. */
export function markRange(start: usize, end: usize): void {
  for (let slot = start; slot < end; slot += 4) {
    const word = load<u32>(slot);
    if ((word & 7) != 1) continue;
    if (stackTop == stackLimit) drain();
    store<u32>(stackTop, word - 1);
    stackTop += 4;
  }
  drain();
}

function rescan(object: usize): void {
  scan(object, load<u32>(object));
  drain();
}

/** Scans again what overflowed, until nothing does. Given the heap's first arena and first large object. */
export function finish(arenas: u32, larges: usize): void {
  while (overflowed) {
    overflowed = false;
    for (let arena = arenas; arena != 0; arena = entryNext(arena)) {
      const flags = entryFlags(arena);
      if ((load<u32>(flags) & FLAG_RESCAN) == 0) continue;
      store<u32>(flags, load<u32>(flags) & ~FLAG_RESCAN);
      forEachLive(arena, rescan);
    }
    for (let page = larges; page != 0; page = <usize>load<u32>(page, LARGE_NEXT)) {
      const flags = load<u32>(page, LARGE_FLAGS);
      if ((flags & FLAG_RESCAN) == 0) continue;
      store<u32>(page, flags & ~FLAG_RESCAN, LARGE_FLAGS);
      rescan(page + LARGE_PREFIX_BYTES);
    }
  }
}
