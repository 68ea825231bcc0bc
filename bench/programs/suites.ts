/** A program of one of the two suites, and how much of it is run. */
export interface Program {
  readonly suite: 'octane' | 'awfy';
  /** As the suite calls it; the file's name without `.js`. */
  readonly name: string;
  readonly iterations: number;
  /** Are-we-fast-yet only: the size of the problem, one of those that the program can verify. */
  readonly inner: number;
  /** Limit of the run that never collects: what the program allocates in all must fit. */
  readonly neverHeap: string;
}

const octane = (name: string, iterations: number, neverHeap: string): Program => ({
  suite: 'octane',
  name,
  iterations,
  inner: 1,
  neverHeap,
});

const awfy = (name: string, iterations: number, inner: number, neverHeap: string): Program => ({
  suite: 'awfy',
  name,
  iterations,
  inner,
  neverHeap,
});

/** Where a suite comes from. */
export const ORIGINS: Readonly<Record<Program['suite'], string>> = {
  octane: 'https://github.com/chromium/octane',
  awfy: 'https://github.com/smarr/are-we-fast-yet',
};

/** Bounded so that each takes some seconds in the interpreter. */
export const PROGRAMS: readonly Program[] = [
  octane('richards', 40, '3g'),
  octane('deltablue', 40, '3g'),
  octane('splay', 40, '3g'),
  octane('raytrace', 3, '3g'),
  octane('navier-stokes', 16, '3g'),
  awfy('bounce', 1, 200, '3g'),
  awfy('cd', 1, 100, '3g'),
  awfy('deltablue', 1, 1000, '3g'),
  awfy('havlak', 1, 15, '3g'),
  awfy('json', 1, 20, '3g'),
  awfy('list', 1, 200, '3g'),
  awfy('mandelbrot', 1, 500, '3g'),
  awfy('nbody', 1, 250000, '3g'),
  awfy('permute', 1, 200, '3g'),
  awfy('queens', 1, 200, '3g'),
  awfy('richards', 1, 10, '3g'),
  awfy('sieve', 1, 500, '3g'),
  awfy('storage', 1, 100, '3g'),
  awfy('towers', 1, 100, '3g'),
];
