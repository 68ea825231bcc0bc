// Sizes of raw memory, shared with the kernel: plain constants only, each derived from a shift.

export const KIB = 1 << 10;
export const MIB = 1 << 20;
export const GIB = 1 << 30;

/** The smallest thing the page map hands out. */
export const PAGE_SHIFT = 12;
export const PAGE_BYTES = 1 << PAGE_SHIFT;

/** A megablock is what one 64-byte bitmap covers: 512 pages, a bit each. */
const MEGABLOCK_SHIFT = 21;
export const MEGABLOCK_BYTES = 1 << MEGABLOCK_SHIFT;
export const PAGES_PER_MEGABLOCK = 1 << (MEGABLOCK_SHIFT - PAGE_SHIFT);

/** The longest run of pages that one request may ask for: 256 MiB. */
export const MAX_RUN_BYTES = 1 << 28;
export const MAX_RUN_PAGES = 1 << (28 - PAGE_SHIFT);
