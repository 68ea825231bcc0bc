// How a string of a heap lies in the memory.
//
//   +0  header
//   +4  units << 1 | is wide: a unit is two bytes, and not one
//   +8  hash
//   +12 unit 0 …

/** Words from the header. */
export const LENGTH_WORD = 1;
export const HASH_WORD = 2;

/** Bytes from the header. */
export const UNITS_OFFSET = 12;

/** The bit of the length's word that says that units are two bytes. */
export const WIDE = 1;
