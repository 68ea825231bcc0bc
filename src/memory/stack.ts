// Room on the engine's stack, asked for before something begins that must not end half way.

/** Deep enough for what a commit calls, functions included that the engine has yet to compile. */
const FRAMES = 500;

/**
 * Throws the engine's RangeError when the stack has no room for a few dozen calls, and then has
 * changed nothing.
 */
export function needStack(): void {
  descend(FRAMES);
}

// Not in a loop, and with work after the call, so that each step is a frame.
function descend(frames: number): number {
  return frames === 0 ? 0 : 1 + descend(frames - 1);
}
