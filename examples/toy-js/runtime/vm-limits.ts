/** Words of a frame below fp: new.target, caller's fp, call site, callee, this. */
export const FRAME_HEADER = 5;
/** Depth units of one activation of a native. */
export const NATIVE_COST = 8;
/** Words of an inline cache: see `caches.ts`. */
export const CACHE_WORDS = 5;
/** Words a native may push without asking `ensureStack`. */
export const STACK_SLACK = 4096;
/** Entries of the table behind `lookup`, three words each; a power of two. */
export const LOOKUP_ENTRIES = 2048;
/** Largest single object in bytes: a little less than tidemark's longest run of pages, 256 MiB. */
export const MAX_OBJECT_BYTES = 255 * 2 ** 20;
/** Allocations of more bytes than this are preceded by `vm.room`. */
export const QUIET_BYTES = 4096;
