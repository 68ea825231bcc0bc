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
  octane('richards', 150, '256m'),
  octane('deltablue', 150, '512m'),
  octane('splay', 150, '1g'),
  octane('raytrace', 20, '1g'),
  octane('navier-stokes', 16, '2g'),
  awfy('bounce', 1, 1000, '256m'),
  awfy('cd', 1, 100, '512m'),
  awfy('deltablue', 1, 5000, '512m'),
  awfy('havlak', 1, 1, '512m'),
  awfy('json', 1, 60, '512m'),
  awfy('list', 1, 1500, '256m'),
  awfy('mandelbrot', 1, 500, '2g'),
  awfy('nbody', 1, 250000, '2g'),
  awfy('permute', 1, 1000, '256m'),
  awfy('queens', 1, 1000, '256m'),
  awfy('richards', 1, 30, '256m'),
  awfy('sieve', 1, 3000, '512m'),
  awfy('storage', 1, 1000, '512m'),
  awfy('towers', 1, 600, '256m'),
];
