// The generator and the placement of bench/subjects/random.ts.

export const SEED: u32 = 2463534242;

export function xorshift(state: u32): u32 {
  state ^= state << 13;
  state ^= state >> 17;
  state ^= state << 5;
  return state;
}

export function placement(count: i32, isShuffled: bool): StaticArray<i32> {
  const places = new StaticArray<i32>(count);
  for (let i = 0; i < count; i++) unchecked((places[i] = i));
  if (!isShuffled) return places;
  let state = SEED;
  for (let i = count - 1; i > 0; i--) {
    state = xorshift(state);
    const j = <i32>(state % <u32>(i + 1));
    const held = unchecked(places[i]);
    unchecked((places[i] = unchecked(places[j])));
    unchecked((places[j] = held));
  }
  return places;
}
