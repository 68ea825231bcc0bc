// Rates of the mutator, by the `benchmark` package: one operation a cycle, on a ring of objects
// that is larger than one and smaller than the nearest cache, so that the loop around it is the
// same for all. The package is part of no other measured process: whole processes are timed there.

import Benchmark from 'benchmark';
import type { Figures } from './parameters.ts';

/** Objects that a case works through. */
export const RING = 1024;

/** Operations a second, of each case. */
export function measureRates(cases: Readonly<Record<string, () => void>>): Figures {
  const rates: Record<string, number> = {};
  const suite = new Benchmark.Suite();
  for (const [name, run] of Object.entries(cases)) suite.add(name, run, { maxTime: 1 });
  suite.on('cycle', (event: Benchmark.Event) => {
    const { name, hz } = event.target;
    rates[name!] = hz! * RING;
  });
  suite.run();
  return rates;
}
