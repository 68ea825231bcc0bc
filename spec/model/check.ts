// Draws programs and runs them; of those that fail, shrinks the first and tells of it as the corpus
// keeps them.

import fc from 'fast-check';
import { programs } from './arbitrary.ts';
import { checksOf, stressOf } from './modes.ts';
import type { Program } from './program.ts';
import { runProgram } from './world.ts';

/** A program as a file of the corpus has it, a step on a line. */
function printed({ heaps, steps }: Program): string {
  const lines = (values: readonly object[]): string =>
    values.map((value) => `\n    ${JSON.stringify(value)}`).join(',');
  return `{\n  "was": "",\n  "heaps": [${lines(heaps)}\n  ],\n  "steps": [${lines(steps)}\n  ]\n}`;
}

/** A program that failed, as small as it was made. */
export class ProgramFailure extends Error {
  constructor(
    readonly program: Program,
    readonly mode: string,
    override readonly cause: unknown,
  ) {
    super(`mode ${mode}: ${String(cause)}\n${printed(program)}`);
  }
}

/**
 * Runs so many programs drawn from this seed in a mode; calls `after` after each. Throws
 * ProgramFailure.
 */
export function checkPrograms(
  numRuns: number,
  seed: number,
  mode: string,
  after: () => void = () => undefined,
): void {
  const stress = stressOf(mode);
  const property = fc.property(programs, (program) => {
    try {
      runProgram(program, stress, checksOf(mode));
    } finally {
      after();
    }
  });
  const details = fc.check(property, { numRuns, seed });
  if (details.failed)
    throw new ProgramFailure(details.counterexample![0], mode, details.errorInstance);
}
