// Shapes of arenas and of their side metadata. The kernel compiles this file too: plain constants only.
//
// An arena is a 32 KiB block. Nothing about it is stored inside it: headers at the same offset of every block
// would fight for the same cache sets. Its two records stand in tables indexed by
// `address >>> ARENA_SHIFT`:
//
//   entry, 16 bytes                       live map, 512 bytes
//   +0  next arena of the same heap       one bit a granule of 8 bytes, set for every granule
//   +4  live granules at the last mark    that a marked object covers: 1.6 % of the arena.
//   +8  flags                             Its runs of zeroes are the holes, exactly.
//   +12 generation
//
// A large object stands alone on a run of pages, behind a prefix:
//
//   page + 0   bytes of the object, header included
//   page + 4   address of the next large object of the same heap, 0 at the end
//   page + 8   flags
//   page + 12  (nothing)
//   page + 16  header word, then the payload

export const ARENA_SHIFT = 15;
export const ARENA_BYTES = 1 << ARENA_SHIFT;

export const ENTRY_SHIFT = 4;
export const ENTRY_NEXT = 0;
export const ENTRY_LIVE = 4;
export const ENTRY_FLAGS = 8;
export const ENTRY_GENERATION = 12;

/** The mark stack had no room for an object of this arena: scan its marked objects again. */
export const FLAG_RESCAN = 1;
/** The arena's survivors are being moved out of it. */
export const FLAG_EVACUATE = 2;

export const MAP_SHIFT = 9;
export const MAP_BYTES = 1 << MAP_SHIFT;
export const GRANULES_PER_ARENA = MAP_BYTES << 3;

export const LARGE_PREFIX_BYTES = 16;
export const LARGE_BYTES = 0;
export const LARGE_NEXT = 4;
export const LARGE_FLAGS = 8;
