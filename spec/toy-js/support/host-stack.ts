/** So many arguments on the stack that a frame takes 2 KiB of it, compiled well or not. */
const FILLER: readonly number[] = Array<number>(250).fill(0);

/**
 * Runs `body` when a part of what is left of the engine's stack is used up: 0 is none of it, 1
 * is all. What `body` throws comes out, and so does the overflow where `body` has no room.
 */
export function onDeepStack<Result>(part: number, body: () => Result): Result {
  return descend(Math.floor(framesLeft() * part), body);
}

/** The same when no more than so many frames of 2 KiB are left. */
export function onShortStack<Result>(frames: number, body: () => Result): Result {
  return descend(Math.max(0, framesLeft() - frames), body);
}

function descend<Result>(frames: number, body: () => Result, ..._filler: number[]): Result {
  return frames > 0 ? descend(frames - 1, body, ...FILLER) : body();
}

/** Frames of `descend` that fit on what is left of the engine's stack. */
function framesLeft(): number {
  let low = 0;
  let high = 1;
  while (fits(high)) high *= 2;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (fits(middle)) low = middle;
    else high = middle;
  }
  return low;
}

function fits(frames: number): boolean {
  try {
    return descend(frames, () => true);
  } catch (e) {
    if (!(e instanceof RangeError)) throw e;
    return false;
  }
}
