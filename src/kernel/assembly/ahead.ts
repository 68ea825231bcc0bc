// Reading ahead: loads one after the other, of which none depends on another, so that their misses
// overlap. WebAssembly has no instruction for that.

const CACHE_LINE_BYTES: usize = 64;

/**
 * What was read, put together. A compiler leaves out a load that nobody uses; this keeps it.
 *
 * @kept
 */
export let seen: u64 = 0;

/**
 * Reads a word of each cache line from `start` to `end`, which are four lines apart or a multiple
 * of it.
 */
export function readAhead(start: usize, end: usize): void {
  let all: u64 = 0;
  for (let line = start; line < end; line += 4 * CACHE_LINE_BYTES) {
    all |= load<u64>(line) | load<u64>(line, CACHE_LINE_BYTES);
    all |= load<u64>(line, 2 * CACHE_LINE_BYTES) | load<u64>(line, 3 * CACHE_LINE_BYTES);
  }
  seen = all;
}
