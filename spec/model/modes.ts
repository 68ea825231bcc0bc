// The ways in which each program is run: every stress alone, and a few together.

import type { HeapOptions } from '../../src/index.ts';
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

/**
 * The same in checked mode, which is told in front: there, too, a sound program is refused nothing.
 */
export const CHECKED_MODES = [
  'checked: none',
  'checked: collectEvery=1',
  'checked: collectSeed=11,moveAll',
  'checked without reuse: collectEvery=3',
] as const;

/** Whether, and how, a heap is checked. */
export type Checks = Pick<HeapOptions, 'checked' | 'reuse'>;

/** The checks of a mode. */
export function checksOf(mode: string): Checks {
  return { checked: mode.startsWith('checked'), reuse: !mode.startsWith('checked without reuse') };
}

/** The stress of a mode. Throws BadRequestError for a name that is none. */
export function stressOf(mode: string): StressOptions {
  const stress = mode.replace(/^checked.*: /, '');
  return stress === 'none' ? {} : parseStress(stress);
}
