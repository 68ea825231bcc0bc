// What a header says of an object: where its slots end, by the record of its layout
// (object/header.ts has the drawing).

import { GRANULE_SHIFT, HEADER_BYTES, SIZE_SHIFT, TRACE_ALL } from '../../object/header.ts';
import { LARGE_BYTES, LARGE_PREFIX_BYTES } from '../../arena/geometry.ts';
import { TO_RECORD_MASK, TO_RECORD_SHIFT, WORD_GRANULES } from './spans.ts';

export let layoutsAt: usize = 0;

/** Says where the records of a heap's layouts are. */
export function useLayouts(layouts: usize): void {
  layoutsAt = layouts;
}

export function isLarge(header: u32): bool {
  return header >>> SIZE_SHIFT == 0;
}

/**
 * Whether it is an object of less than the span of a map word, into which as many slots fit as its
 * layout has, not all that there are.
 */
export function isShort(granules: u32, traced: i32): bool {
  return granules < WORD_GRANULES && <u32>traced < granules << 1;
}

/** Where an object's traced slots end. */
export function slotsEnd(object: usize, header: u32): usize {
  const traced = load<i32>(layoutsAt + ((header >>> TO_RECORD_SHIFT) & TO_RECORD_MASK));
  if (traced != TRACE_ALL) return object + HEADER_BYTES + ((<usize>traced) << 2);
  return isLarge(header)
    ? object + <usize>load<u32>(object - LARGE_PREFIX_BYTES, LARGE_BYTES)
    : object + ((<usize>(header >>> SIZE_SHIFT)) << GRANULE_SHIFT);
}
