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
/**
 * Bytes handed out between two collections of the young: so many that pruning the tables of the VM
 * costs little beside them.
 */
export const NURSERY_BYTES = 8 << 20;
/** Allocations of more bytes than this are preceded by `vm.pressure.room`. */
export const QUIET_BYTES = 4096;
/** Fuel that is put into the counter at a time, so that it stays a small integer. */
export const FUEL_CHUNK = 0x3fffffff;
/** After the guest caught that memory is out, so many safepoints collect, unless one has helped. */
export const EAGER_SAFEPOINTS = 8;
/** Part of the limit below which a collection has helped. */
export const RELIEVED = 7 / 8;
/**
 * The reserve for what is allocated between two safepoints: a part of the limit, and its bounds in
 * bytes. A collection is due when half of it is used up (see `nextBudget` of the heap's policy).
 */
export const RESERVE = 1 / 64;
export const MIN_RESERVE = 96 << 10;
export const MAX_RESERVE = 512 << 10;
