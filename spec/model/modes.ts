// The ways in which each program is run: every stress alone, and a few together.

import { parseStress, type StressOptions } from '../../src/control/stress.ts';

/** Modes by their names, as `TIDEMARK_STRESS` has them; `none` is without. */
export const MODES = [
  'none',
  'collectEvery=1',
  'collectSeed=7',
  'moveAll',
  'poison',
  'neverReuse',
  'overflowStack',
  'verify',
  'collectSeed=11,moveAll,poison',
  'collectEvery=3,neverReuse,moveAll,poison',
] as const;

/** The stress of a mode. Throws BadRequestError for a name that is none. */
export function stressOf(mode: string): StressOptions {
  return mode === 'none' ? {} : parseStress(mode);
}
