// What a measured process is told, and what it answers: `program name=value …` on its command line,
// and one line of JSON at the end of its standard output.

import { writeSync } from 'node:fs';

const STDOUT = 1;

/** Named figures of one process. */
export type Figures = Readonly<Record<string, number>>;

/** A program of a measured process. */
export type Program = (parameters: Parameters) => Figures | Promise<Figures>;

/** The `name=value` arguments of a measured process. */
export class Parameters {
  private readonly values: ReadonlyMap<string, string>;

  constructor(args: readonly string[]) {
    this.values = new Map(
      args.map((arg) => {
        const at = arg.indexOf('=');
        if (at < 0) throw new Error(`'${arg}' is no name=value`);
        return [arg.slice(0, at), arg.slice(at + 1)] as const;
      }),
    );
  }

  text(name: string): string {
    const value = this.values.get(name);
    if (value === undefined) throw new Error(`the parameter ${name}= is missing`);
    return value;
  }

  /** One of these words; the first where nothing is given. */
  choice<Word extends string>(name: string, ...words: readonly Word[]): Word {
    const value = this.values.get(name) ?? words[0]!;
    const word = words.find((each) => each === value);
    if (word === undefined) throw new Error(`${name}=${value}; one of ${words.join(', ')}`);
    return word;
  }

  number(name: string): number {
    const value = Number(this.text(name));
    if (!Number.isFinite(value)) throw new Error(`${name}=${this.text(name)} is no number`);
    return value;
  }
}

/** The middle of the samples; the mean of the two middle ones of an even number. */
export function median(samples: readonly number[]): number {
  const sorted = [...samples].sort((a, b) => a - b);
  const half = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2;
}

/** Milliseconds of each of `count` calls, the `warmUps` before them left out. */
export function time(call: () => void, count: number, warmUps: number): number[] {
  const samples: number[] = [];
  for (let i = -warmUps; i < count; i++) {
    const started = performance.now();
    call();
    if (i >= 0) samples.push(performance.now() - started);
  }
  return samples;
}

/**
 * Runs the program that the command line names, and prints its figures with the peak of resident
 * memory: straight to the descriptor, since `process.stdout` takes Node 3 ms to make, which a
 * process of 200 ms would be measured with.
 */
export async function answer(programs: Readonly<Record<string, Program>>): Promise<void> {
  const [name = '', ...args] = process.argv.slice(2);
  const program = programs[name];
  if (program === undefined)
    throw new Error(`no program '${name}'; there are ${Object.keys(programs).join(', ')}`);
  const figures = await program(new Parameters(args));
  const peakRssBytes = process.resourceUsage().maxRSS * 1024;
  writeSync(STDOUT, `${JSON.stringify({ ...figures, peakRssBytes })}\n`);
}
