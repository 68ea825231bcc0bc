// Many objects of the same header: what it says is looked up once for all of them, and a product
// sets their live bits.

import { GRANULE_SHIFT, HEADER_BYTES, LAYOUT_SHIFT } from '../../object/header.ts';
import { MAP_WORD_BYTES, MAP_WORD_SHIFT, VISIT_LIST_BYTES } from '../../arena/geometry.ts';
import { liveAt, reachedAt, visitAt } from './tables.ts';
import { ALL, SPAN_PER_WORD } from './spans.ts';

/** The commonest number of slots, for which there is no loop. */
export const PAIR: i32 = 2;

/**
 * The live bits, in their map word at `live`, of objects that start there and have so many granules
 * each; what stands over into the next is set. No sum of the product carries, since what starts
 * there lies at least so far apart.
 */
export function coverAlike(live: usize, starts: u64, granules: u32): u64 {
  const mask = ~(ALL << granules);
  const inNext = <u32>clz<u64>(starts);
  if (inNext < granules - 1) {
    const next = load<u64>(live, MAP_WORD_BYTES);
    store<u64>(live, next | (mask >> (inNext + 1)), MAP_WORD_BYTES);
  }
  return starts * mask;
}

/**
 * Sets the live bits of what waits in these map words of an arena, where all of it has so many
 * granules.
 */
export function setAlikeLive(map: usize, words: u64, granules: u32): void {
  const reached = reachedAt + map;
  const live = liveAt + map;
  for (let rest = words; rest != 0; rest &= rest - 1) {
    const place = (<usize>ctz<u64>(rest)) << MAP_WORD_SHIFT;
    const before = load<u64>(live + place);
    const starts = load<u64>(reached + place) & ~before;
    store<u64>(live + place, before | coverAlike(live + place, starts, granules));
  }
}

/** Whether objects with these headers have the same layout and size, whatever their flags. */
export function areAlike(one: u32, other: u32): bool {
  return (one ^ other) >>> LAYOUT_SHIFT == 0;
}

/**
 * Gathers the references of an object of two slots, without a branch. Returns the end of what is
 * gathered.
 */
export function gatherPair(object: usize, end: usize): usize {
  const one = load<u32>(object, HEADER_BYTES);
  const other = load<u32>(object, HEADER_BYTES + 4);
  store<u32>(end, one);
  const last = end + ((<usize>((one & 7) == 1)) << 2);
  store<u32>(last, other);
  return last + ((<usize>((other & 7) == 1)) << 2);
}

/**
 * Gathers the references of listed objects of so many slots each. Returns the end of what it
 * gathered.
 */
export function gatherListed(map: usize, end: usize, traced: i32): usize {
  const base = map << SPAN_PER_WORD;
  let last = visitAt + VISIT_LIST_BYTES;
  if (traced == PAIR) {
    for (let from = visitAt; from != end; from += 2) {
      const object = base + ((<usize>load<u16>(from)) << GRANULE_SHIFT);
      last = gatherPair(object, last);
    }
    return last;
  }
  const slotsBytes = (<usize>traced) << 2;
  for (let from = visitAt; from != end; from += 2) {
    const object = base + ((<usize>load<u16>(from)) << GRANULE_SHIFT);
    const payload = object + HEADER_BYTES;
    for (let slot = payload; slot < payload + slotsBytes; slot += 4) {
      const value = load<u32>(slot);
      store<u32>(last, value);
      last += (<usize>((value & 7) == 1)) << 2;
    }
  }
  return last;
}

/** The end of what was gathered. */
export let gatheredEnd: usize = 0;

/**
 * Gathers the references of objects in the span of a map word, one after the other, for as long as
 * they have this header, flags included, which has so many slots traced. Returns which are left.
 */
export function gatherAlike(span: usize, objects: u64, header: u32, traced: i32): u64 {
  let left = objects;
  let last = visitAt + VISIT_LIST_BYTES;
  if (traced == PAIR) {
    do {
      const object = span + ((<usize>ctz<u64>(left)) << GRANULE_SHIFT);
      if (load<u32>(object) != header) break;
      last = gatherPair(object, last);
      left &= left - 1;
    } while (left != 0);
  } else {
    const end = ((<usize>traced) << 2) + HEADER_BYTES;
    do {
      const object = span + ((<usize>ctz<u64>(left)) << GRANULE_SHIFT);
      if (load<u32>(object) != header) break;
      for (let slot = object + HEADER_BYTES; slot < object + end; slot += 4) {
        const value = load<u32>(slot);
        store<u32>(last, value);
        last += (<usize>((value & 7) == 1)) << 2;
      }
      left &= left - 1;
    } while (left != 0);
  }
  gatheredEnd = last;
  return left;
}
