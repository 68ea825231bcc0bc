// The books: figures against what was found, and against each other.

import { GRANULE_BYTES, RECORD_LIMIT, RECORD_MASK } from '../object/header.ts';
import { ARENA_BYTES, LARGE_BYTES, LARGE_PREFIX_BYTES } from '../arena/geometry.ts';
import { Fault } from './fault.ts';
import type { VerifierParts } from './parts.ts';
import type { Reading } from './reading.ts';

const WORD_BITS = 32;
const MAP_WORD_GRANULES = 64;

/**
 * The kernel's table says of each layout what was registered (object/header.ts has the drawing).
 */
export function checkLayouts({ layouts, pages }: VerifierParts): void {
  const { words } = pages.space;
  for (let id = 1; id <= layouts.count; id++) {
    const { name, traced, bytes } = layouts.get(id)!;
    const at = layouts.addressOf(id);
    const granules = bytes / GRANULE_BYTES;
    const hasMask = granules > 0 && granules < MAP_WORD_GRANULES;
    const limit = hasMask ? MAP_WORD_GRANULES + 1 - granules : 0;
    const low = hasMask ? maskOf(granules) : 0;
    const high = hasMask ? maskOf(granules - WORD_BITS) : 0;
    const is = [0, RECORD_LIMIT, RECORD_MASK, RECORD_MASK + 4].map((by) => words[(at + by) >>> 2]);
    const isRight = [traced, limit, low, high].every((word, index) => word === is[index]);
    if (!isRight)
      throw new Fault(`the record of layout ${name} is ${is.join(', ')}, not what was registered`);
  }
}

function maskOf(bits: number): number {
  if (bits <= 0) return 0;
  return bits >= WORD_BITS ? -1 : ((1 << bits) - 1) | 0;
}

/** Pages by all who count them. */
export function checkPageCounts({ parts, pages: found }: Reading): void {
  const { arenas, larges, pages, spares } = parts;
  const held = arenas.count * ARENA_BYTES + larges.footprint + found.refusedBytes;
  if (held !== pages.used)
    throw new Fault(
      `arenas and large objects take ${held} bytes, but ${pages.used} are counted as used`,
    );
  const committed = held + found.spareBytes;
  if (committed !== spares.committed)
    throw new Fault(
      `with what is kept the heap takes ${committed} bytes, but ${spares.committed} are counted`,
    );
  if (pages.used > pages.peak || spares.committed > spares.peak || pages.used > pages.bound)
    throw new Fault(
      `${pages.used} bytes are used, ${spares.committed} committed, which is more than the peaks ` +
        `${pages.peak} and ${spares.peak}, or the limit ${pages.bound}`,
    );
  if (arenas.taken - arenas.dropped !== arenas.count)
    throw new Fault(
      `${arenas.taken} arenas were taken and ${arenas.dropped} dropped, but ${arenas.count} ` +
        'are held',
    );
}

/**
 * What was handed out is what the last collection found, what it and those before it freed, and
 * what came since.
 */
export function checkAllocated({ parts, log, walk, areMarksWhole }: Reading): void {
  const { arenas, larges } = parts;
  const bytes = arenas.allocatedBytes + larges.allocatedBytes;
  const objects = arenas.allocatedObjects + larges.allocatedObjects;
  if (walk.objects > objects || walk.bytes > bytes)
    throw new Fault(
      `there are ${walk.objects} objects of ${walk.bytes} bytes: more than the ${objects} of ` +
        `${bytes} bytes that were ever handed out`,
    );
  const since = bytes - log.liveBytes - log.freedBytes;
  const bumped = arenas.small.bumpedBytes + arenas.medium.bumpedBytes;
  const most = areMarksWhole ? bumped + larges.footprint : Infinity;
  if (since < bumped || since > most)
    throw new Fault(
      `of ${bytes} bytes handed out ${log.liveBytes} lived and ${log.freedBytes} were freed at ` +
        `the last collection; but ${bumped} were bumped since`,
    );
}

/** The sums of the last collection are those of the arenas and large objects that it kept. */
export function checkSums(reading: Reading): void {
  const { tables, log, words, areMarksWhole } = reading;
  if (log.youngCollections > log.collections || log.longestPauseMs > log.totalPauseMs)
    throw new Fault('the sums of the collections do not agree with each other');
  if (!areMarksWhole) return;
  let objects = 0;
  let granules = 0;
  let largeBytes = 0;
  reading.forEachArena((arena) => {
    objects += tables.liveObjects(arena);
    granules += tables.liveGranules(arena);
  });
  reading.forEachLarge((object) => {
    if (!tables.isReached(object)) return;
    objects++;
    largeBytes += words[(object - LARGE_PREFIX_BYTES + LARGE_BYTES) >>> 2]!;
  });
  // Large objects may have grown since.
  const large = log.liveBytes - granules * GRANULE_BYTES;
  if (objects !== log.liveObjects || large < 0 || large > largeBytes)
    throw new Fault(
      `the last collection found ${log.liveObjects} objects of ${log.liveBytes} bytes, and kept ` +
        `${objects} of ${granules * GRANULE_BYTES + largeBytes}`,
    );
}
