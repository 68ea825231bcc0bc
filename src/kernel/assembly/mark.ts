// Marking: an iterative trace over a bounded stack. It never allocates; an object that finds the stack full is marked,
// its arena is flagged, and the arena's marked objects are scanned again once the stack is empty.

import {
  GRANULE_SHIFT,
  HEADER_BYTES,
  LAYOUT_MASK,
  LAYOUT_SHIFT,
  SIZE_SHIFT,
  COLOUR_MASK,
  TRACE_ALL,
} from '../../object/header.ts';
import {
  FLAG_RESCAN,
  LARGE_BYTES,
  LARGE_FLAGS,
  LARGE_NEXT,
  LARGE_PREFIX_BYTES,
} from '../../arena/geometry.ts';
import { arenaOf, entryFlags, entryNext, forEachLive, setLive } from './live-map.ts';

/** Bytes and objects marked since `begin`. */
export let markedBytes: f64 = 0;
export let markedObjects: f64 = 0;

let colour: u32 = 0;
let tracedCounts: usize = 0;
let stackBase: usize = 0;
let stackLimit: usize = 0;
let stackTop: usize = 0;
let overflowed: bool = false;

/** Starts a mark: its colour, the layout table, and the bytes of the mark stack. */
export function begin(markColour: u32, counts: usize, stack: usize, stackBytes: usize): void {
  colour = markColour;
  tracedCounts = counts;
  stackBase = stack;
  stackTop = stack;
  stackLimit = stack + stackBytes;
  overflowed = false;
  markedBytes = 0;
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

function visit(word: u32): void {
  if ((word & 7) != 1) return;
  const object = <usize>(word - 1);
  const header = load<u32>(object);
  if ((header & COLOUR_MASK) == colour) return;
  store<u32>(object, (header & ~COLOUR_MASK) | colour);
  const size = sizeOf(object, header);
  markedBytes += <f64>size;
  markedObjects += 1;
  if (!isLarge(header)) setLive(object, <u32>(size >> GRANULE_SHIFT));
  if (load<i32>(tracedCounts + (((header >>> LAYOUT_SHIFT) & LAYOUT_MASK) << 2)) == 0) return;
  if (stackTop < stackLimit) {
    store<u32>(stackTop, <u32>object);
    stackTop += 4;
    return;
  }
  overflowed = true;
  const flags = isLarge(header)
    ? object - LARGE_PREFIX_BYTES + LARGE_FLAGS
    : entryFlags(arenaOf(object));
  store<u32>(flags, load<u32>(flags) | FLAG_RESCAN);
}

function scan(object: usize): void {
  const header = load<u32>(object);
  const payload = object + HEADER_BYTES;
  const traced = load<i32>(tracedCounts + (((header >>> LAYOUT_SHIFT) & LAYOUT_MASK) << 2));
  const end =
    traced == TRACE_ALL ? object + sizeOf(object, header) : payload + ((<usize>traced) << 2);
  for (let slot = payload; slot < end; slot += 4) visit(load<u32>(slot));
}

function drain(): void {
  while (stackTop > stackBase) {
    stackTop -= 4;
    scan(<usize>load<u32>(stackTop));
  }
}

/** Marks all that the words in [start, end) reach. */
export function markRange(start: usize, end: usize): void {
  for (let slot = start; slot < end; slot += 4) {
    visit(load<u32>(slot));
    drain();
  }
}

function rescan(object: usize): void {
  scan(object);
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
