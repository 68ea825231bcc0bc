// The header word in front of every object. The one home of its shifts and masks: the kernel
// compiles this file too, so it holds plain constants and nothing else.
//
//    31            22 21                10 9    8 7             0
//   +----------------+--------------------+------+---------------+
//   | size           | layout             | host | collector     |
//   | 10 bits        | 12 bits            | 2    | 8             |
//   +----------------+--------------------+------+---------------+
//
//   size        bytes of the whole object in granules of 8, header included; 0: a large object,
//               whose size stands in front of it (arena/large-objects.ts)
//   layout      1 … 4095
//   host        two flags that belong to the host program
//   collector   nobody else writes it; a new object has 0 here:
//
//     7        6       3    2         1         0
//   +--------+-----------+---------+---------+--------+
//   | marked | reserved  | passed  | forward.| pinned |
//   +--------+-----------+---------+---------+--------+
//
//   marked      the last collection found it alive, or passed over it as old. Not in a heap that was
//               opened with `marks: 'side'`
//   passed      is dead, and what filled its arena's holes has passed over it
//   forwarded   has moved, and its first payload word says where to
//   pinned      does not move
//
// Marking itself writes no object: its marks are bits beside the arenas (arena/geometry.ts). At the
// end of a collection those headers are written in which something has changed (header-marks.ts).

export const COLLECTOR_BITS = 8;
export const HOST_BITS = 2;
export const LAYOUT_BITS = 12;
export const SIZE_BITS = 10;

export const HOST_SHIFT = COLLECTOR_BITS;
export const LAYOUT_SHIFT = HOST_SHIFT + HOST_BITS;
export const SIZE_SHIFT = LAYOUT_SHIFT + LAYOUT_BITS;

export const COLLECTOR_MASK = (1 << COLLECTOR_BITS) - 1;
export const HOST_MASK = ((1 << HOST_BITS) - 1) << HOST_SHIFT;
export const LAYOUT_LIMIT = 1 << LAYOUT_BITS;
export const LAYOUT_MASK = LAYOUT_LIMIT - 1;

export const PINNED = 1;
export const FORWARDED = 2;
export const PASSED_OVER = 4;
export const MARKED = 0x80;

/** What free memory holds in a heap that poisons it. No header: nothing is pinned and has moved. */
export const POISON = -0x21522151; // 0xdeaddeaf

export const HEADER_BYTES = 4;
export const GRANULE_SHIFT = 3;
export const GRANULE_BYTES = 1 << GRANULE_SHIFT;

/** Bytes of the largest object that a header can describe; anything larger has pages of its own. */
export const MAX_SMALL_BYTES = ((1 << SIZE_BITS) - 1) << GRANULE_SHIFT;

// The record of a layout, as the kernel reads it:
//
//   +0  traced   slots at the start of the payload, or TRACE_ALL
//   +4  limit    one past the last granule of a map word, 0 … 63, at which an object of the layout can begin and still end in it;
//                0 where objects of the layout differ in size, or are longer, or are none
//   +8  mask     64 bits: one for each granule of an object, from the lowest up

export const RECORD_SHIFT = 4;
export const RECORD_BYTES = 1 << RECORD_SHIFT;
export const RECORD_LIMIT = 4;
export const RECORD_MASK = 8;

/** As a traced count: every word of the payload is a slot. */
export const TRACE_ALL = -1;
