// Milliseconds on a clock that only goes forward. Node loads its `performance` when it is first
// asked for, which takes longer than the collection of a small heap; `process.hrtime` is there from
// the start.

interface Process {
  readonly hrtime?: () => readonly [seconds: number, nanoseconds: number];
}

const { hrtime } = (globalThis as { readonly process?: Process }).process ?? {};

function fromHrtime(): number {
  const [seconds, nanoseconds] = hrtime!();
  return seconds * 1e3 + nanoseconds / 1e6;
}

/** Milliseconds since some point in the past. */
export const now: () => number =
  hrtime === undefined ? () => globalThis.performance.now() : fromHrtime;
