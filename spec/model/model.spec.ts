import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkPrograms } from './check.ts';
import { CHECKED_MODES, checksOf, MODES, stressOf } from './modes.ts';
import type { Program } from './program.ts';
import { runProgram } from './world.ts';

const CORPUS = join(__dirname, 'corpus');
const PROGRAMS = 12;
/** Fixed here; `npm run soak:heap` draws one. */
const SEED = 20_261;

interface Kept extends Program {
  /** What the fault was that it found. */
  readonly was: string;
  /** The mode in which it was found. */
  readonly found?: string;
}

/**
 * The modes in which a program is run again: all; but for one that fills a heap, which takes the
 * square of its time where each allocation collects, the one that found it and those without
 * stress.
 */
function modesOf({ steps, found = 'none' }: Kept): readonly string[] {
  const fills = steps.some((step) => step.do === 'exhaust');
  return fills ? ['none', 'checked: none', found] : [...MODES, ...CHECKED_MODES];
}

function kept(file: string): Kept {
  return JSON.parse(readFileSync(join(CORPUS, file), 'utf8')) as Kept;
}

describe('several heaps of one space, against a naive model', function () {
  this.timeout(120_000);

  for (const mode of [...MODES, ...CHECKED_MODES])
    it(`hold what the model reaches, in ${PROGRAMS} programs of seed ${SEED}: ${mode}`, () => {
      checkPrograms(PROGRAMS, SEED, mode);
    });

  for (const file of readdirSync(CORPUS)) {
    const program = kept(file);
    it(`do so where once ${program.was}`, () => {
      for (const mode of modesOf(program)) runProgram(program, stressOf(mode), checksOf(mode));
    });
  }
});
