// Shapes of arenas and of their side metadata. The kernel compiles this file too: plain constants
// only.
//
// An arena is a 32 KiB block. Nothing about it is stored inside it: headers at the same offset of
// every block would fight for the same cache sets. What is known of it stands in tables, five of
// them indexed by `address >>> ARENA_SHIFT`:
//
//   entry, 16 bytes                       reached, 512 bytes: a bit a granule of 8 bytes, set for the first
//   +0  next arena of the same heap         granule of every object that the last mark reached, or one
//   +4  live granules at the last sweep,    before it if that was young
//   +6  and objects; 16 bits each
//   +8  flags, 8 bits                     live, 512 bytes: a bit a granule, set for every granule of every
//   +9  larges: a bit for each page           object that was scanned, and for holes that longer objects took
//       on which a large object starts        since; its runs of zeroes are the holes
//   +10 age: sweeps that kept it, 16 bits
//   +12 the owner number of the heap
//       that holds it as an arena;
//       0: none does
//   cards, 64 bytes                       queue, 16 bytes
//     a bit for each 8 granules: a slot     +0  waiting: a bit for each 64-bit word of the maps in which
//     was stored into an object that            something is reached and not yet scanned
//     starts there, since the last mark     +8  the arena behind this one in the queue, as the address
//                                               of its queue record
//                                         +12 live granules and objects before this mark
//
// and for each window of 512 KiB
//
//   deferred, 2048 bytes                  cursor, 4 bytes
//     references into it that are not       where in `deferred` the next one goes
//     yet settled, as granules of the
//     window, 16 bits each
//
// In all 3.8 % of the arena. They are the last pages of the space, and `reached` is the last of
// them: a word that refers to beyond the space has its bit beyond the memory, so that the engine
// stops a mark that meets one, before it has written anything.
//
// Who takes an arena clears its maps, and does not trust whoever had it. A large object has a bit
// in `reached` and `live`, at its header; where none starts and there is no arena, a mark leaves no
// bits.
//
// A region, where objects are bumped, keeps its state in the space too, 32 bytes, all words:
//
//   +0  cursor: where the next object goes    +12 start: where the cursor stood when it was entered
//   +4  end of the hole or arena              +16 bumped  } in what it left since it was reset
//   +8  objects bumped since it was reset     +20 entered } since it was reset
//                                             +24 arena that it lies in
//                                             +28 the next arena to look for holes in
//
// Cursor, end and start are indexes of words, bumped and entered numbers of them.
//
// A large object stands alone on a run of pages, behind a prefix:
//
//   page + 0   bytes of the object, header included
//   page + 4   address of the next large object of the same heap, 0 at the end
//   page + 8   the owner number of its heap
//   page + 16  header word, then the payload

export const ARENA_SHIFT = 15;
export const ARENA_BYTES = 1 << ARENA_SHIFT;

export const ENTRY_SHIFT = 4;
export const ENTRY_BYTES = 1 << ENTRY_SHIFT;
export const ENTRY_NEXT = 0;
export const ENTRY_LIVE = 4;
export const ENTRY_OBJECTS = 6;
export const ENTRY_FLAGS = 8;
export const ENTRY_LARGES = 9;
export const ENTRY_AGE = 10;
export const ENTRY_HEAP = 12;

/** The arena's survivors are being moved out of it. */
export const FLAG_EVACUATE = 1;
/** Holes of the arena were taken since the last mark, and their live bits set. */
export const FLAG_ENTERED = 2;
/** Small objects fill its holes, since the last mark: which of them, the maps do not say. */
export const FLAG_FILLED = 4;
/** Something was scanned in the arena, or moved, since the last sweep. */
export const FLAG_VISITED = 8;
/** Holes of the arena were taken between the last sweep and the mark that is going on. */
export const FLAG_CHANGED = 16;

/** A map word stands for 64 granules. */
export const MAP_WORD_SHIFT = 3;
export const MAP_WORD_BYTES = 1 << MAP_WORD_SHIFT;
export const MAP_WORD_GRANULES_SHIFT = 6;
export const MAP_WORD_GRANULES = 1 << MAP_WORD_GRANULES_SHIFT;

/** An arena's part of `reached`, and of `live`. */
export const MAP_SHIFT = 9;
export const MAP_BYTES = 1 << MAP_SHIFT;
export const GRANULES_PER_ARENA = MAP_BYTES << 3;

/** A card stands for as many bytes of the heap as a map word: `address >>> CARD_SHIFT`. */
export const CARD_SHIFT = 9;
/** And each of its bits for an eighth of them. */
export const CARD_PART_SHIFT = 6;
/** Four cards are a word of 32 parts. */
export const CARD_WORD_SHIFT = CARD_PART_SHIFT + 5;
export const CARDS_SHIFT = 6;
export const CARDS_BYTES = 1 << CARDS_SHIFT;

/** JavaScript reads a map 32 bits at a time: so many words for an arena. */
export const MAP_WORDS = MAP_BYTES / 4;
/** The word of an address is `address >>> MAP_INDEX_SHIFT`, its bit `address >>> BIT_SHIFT`. */
export const MAP_INDEX_SHIFT = 8;
export const BIT_SHIFT = 3;

export const QUEUE_SHIFT = 4;
export const QUEUE_BYTES = 1 << QUEUE_SHIFT;
export const QUEUE_NEXT = 8;
export const QUEUE_COUNTS = 12;
/** In a record of no arena, which is in front of the first that waits: the last. */
export const QUEUE_LAST = 0;

/** A window is as much of the heap as 16 bits can tell the granules of. */
export const WINDOW_SHIFT = 19;
export const WINDOW_ARENAS_SHIFT = WINDOW_SHIFT - ARENA_SHIFT;
export const CURSOR_SHIFT = 2;
export const DEFERRED_SHIFT = 11;
export const DEFERRED_BYTES = 1 << DEFERRED_SHIFT;

/** What the tables take for an arena, and for a window besides. */
export const ARENA_RECORD_BYTES = ENTRY_BYTES + CARDS_BYTES + 2 * MAP_BYTES + QUEUE_BYTES;
export const WINDOW_RECORD_BYTES = DEFERRED_BYTES + (1 << CURSOR_SHIFT);

/**
 * What a visit of the mark writes down, one for all arenas, behind the tables: the granules of the
 * objects that wait, 16 bits each, with room for three too many; and the references that were found
 * in them, with room for one too many.
 */
export const VISIT_LIST_BYTES = GRANULES_PER_ARENA * 2 + 8;
export const VISIT_FOUND_BYTES = ARENA_BYTES;
export const VISIT_BYTES = VISIT_LIST_BYTES + VISIT_FOUND_BYTES + 8;

export const REGION_CURSOR = 0;
export const REGION_END = 4;
export const REGION_OBJECTS = 8;
export const REGION_START = 12;
export const REGION_BUMPED = 16;
export const REGION_ENTERED = 20;
export const REGION_ARENA = 24;
export const REGION_RECYCLABLE = 28;
export const REGION_BYTES = 32;

export const LARGE_PREFIX_BYTES = 16;
export const LARGE_BYTES = 0;
export const LARGE_NEXT = 4;
export const LARGE_HEAP = 8;
