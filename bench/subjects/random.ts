// The one source of chance of all contestants: every peer has the same generator, so that all build
// the same graphs.

/** The seed of every graph; printed with the results. */
export const SEED = 2463534242;

/** Marsaglia's xorshift of 32 bits (Xorshift RNGs, 2003): the next state, which is the number. */
export function xorshift(state: number): number {
  let x = state;
  x ^= x << 13;
  x ^= x >>> 17;
  x ^= x << 5;
  return x >>> 0;
}

/**
 * Where each place of a graph is in the order of allocation: shuffled (Fisher and Yates), or the
 * identity.
 */
export function placement(count: number, isShuffled: boolean): Int32Array {
  const places = new Int32Array(count);
  for (let i = 0; i < count; i++) places[i] = i;
  if (!isShuffled) return places;
  let state = SEED;
  for (let i = count - 1; i > 0; i--) {
    state = xorshift(state);
    const j = state % (i + 1);
    const held = places[i]!;
    places[i] = places[j]!;
    places[j] = held;
  }
  return places;
}
