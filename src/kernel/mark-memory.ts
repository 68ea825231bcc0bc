// The memory of a mark: its stack, and what is beside it. The kernel compiles this file too: plain constants only.
//
//   +0                    batch: the objects that were popped at once, 4 bytes each
//   +BATCH_BYTES          arrays: those whose scan is under way, each with its next slot, 8 bytes
//   +MARK_SCRATCH_BYTES   stack: objects to look at, 4 bytes each

/** Objects popped at once. Measured: 64 to 256 do equally well, 32 and 512 a little worse. */
export const BATCH = 128;
export const BATCH_BYTES = BATCH << 2;

/** Slots of an object that are scanned at once; longer ones are scanned a chunk at a time. */
export const CHUNK = 64;
export const CHUNK_BYTES = CHUNK << 2;

/** Arrays that may be under way at once; another is flagged for a rescan. */
export const ARRAYS = 128;
export const ARRAYS_BYTES = ARRAYS << 3;

export const MARK_SCRATCH_BYTES = BATCH_BYTES + ARRAYS_BYTES;

/** A stack holds at least one chunk, or a rescan could not get on. */
export const MIN_MARK_STACK_ENTRIES = CHUNK;
