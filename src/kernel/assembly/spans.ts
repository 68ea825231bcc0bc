// How the kernel goes from a header to its layout's record, and from an address to its place in the
// maps (arena/geometry.ts draws them).

import { GRANULE_SHIFT, LAYOUT_MASK, LAYOUT_SHIFT, RECORD_SHIFT } from '../../object/header.ts';
import {
  MAP_WORD_GRANULES,
  MAP_WORD_GRANULES_SHIFT,
  MAP_WORD_SHIFT,
  QUEUE_SHIFT,
} from '../../arena/geometry.ts';

/** From a header to where its layout's record is in the table. */
export const TO_RECORD_SHIFT: u32 = LAYOUT_SHIFT - RECORD_SHIFT;
export const TO_RECORD_MASK: u32 = LAYOUT_MASK << RECORD_SHIFT;
/** From an address to the index of its map word, from there to the index of its arena. */
export const SPAN_SHIFT: u32 = GRANULE_SHIFT + MAP_WORD_GRANULES_SHIFT;
export const WORDS_SHIFT: u32 = MAP_WORD_GRANULES_SHIFT;
/**
 * From where an arena's queue record is to where its part of a map is; from where a map word is to
 * its span of the heap.
 */
export const MAP_PER_RECORD: u32 = WORDS_SHIFT + MAP_WORD_SHIFT - QUEUE_SHIFT;
export const SPAN_PER_WORD: u32 = SPAN_SHIFT - MAP_WORD_SHIFT;
export const WORD_GRANULES: u32 = MAP_WORD_GRANULES;
export const ONE: u64 = 1;
export const ALL: u64 = ~0;
