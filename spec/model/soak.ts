// `npm run soak:heap [-- seed [programs [mode]]]`: programs of several heaps against their model,
// in each mode or in this one. Prints its seed; with that seed it does the same again. A program
// that fails is printed as the corpus keeps them.

import { setTimeout as sleep } from 'node:timers/promises';
import { checkPrograms, ProgramFailure } from './check.ts';
import { EnginePool } from './engine-pool.ts';
import { MODES } from './modes.ts';

const PORTION = 100;
/** Portions that a line tells of. */
const TOLD = 5;
const pool = new EnginePool();

const [seedGiven, programsGiven, modeGiven] = process.argv.slice(2);
const seed = Number(seedGiven ?? Math.floor(Math.random() * 2 ** 31));
const programs = Number(programsGiven ?? 50_000);

async function soak(mode: string): Promise<void> {
  process.stdout.write(`mode ${mode}, seed ${seed}, ${programs} programs\n`);
  const started = Date.now();
  for (let done = 0; done < programs; done += PORTION) {
    checkPrograms(Math.min(PORTION, programs - done), seed + done, mode, () => pool.reclaim());
    // Heaps that wait for the event loop, to end a job, let go of themselves.
    await sleep(0);
    const until = Math.min(done + PORTION, programs);
    if (until % (PORTION * TOLD) !== 0 && until < programs) continue;
    const seconds = Math.round((Date.now() - started) / 1000);
    process.stdout.write(`  ${until} in ${seconds} s\n`);
  }
}

async function main(): Promise<void> {
  try {
    for (const mode of modeGiven === undefined ? MODES : [modeGiven]) await soak(mode);
    process.stdout.write('as the model\n');
  } catch (error) {
    if (!(error instanceof ProgramFailure)) throw error;
    process.stdout.write(`${error.message}\n`);
    process.exitCode = 1;
  }
}

void main();
