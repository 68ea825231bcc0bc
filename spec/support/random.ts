// Chance in the specs: the same numbers for the same seed, and a failure that names the seed. What
// fast-check draws does so by itself.

/** Numbers drawn from a seed (mulberry32). */
export class Random {
  private state: number;

  constructor(readonly seed: number) {
    this.state = seed;
  }

  /** At least 0 and below 1. */
  fraction(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  /** A whole number, at least 0 and below `end`. */
  below(end: number): number {
    return Math.floor(this.fraction() * end);
  }
}

/** Runs `body` with numbers from the seed; the message of what it throws names the seed. */
export function withSeed<Result>(seed: number, body: (random: Random) => Result): Result {
  try {
    return body(new Random(seed));
  } catch (error) {
    if (error instanceof Error) error.message = `seed ${seed}: ${error.message}`;
    throw error;
  }
}
