// `npm run soak:faults [-- depths]`: a host that stumbles at its k-th call, for every k, and the
// engine's stack that ends at so many depths (default 400). Prints how many there were of each.

import { HEAPS, stumbleAtEach } from './callbacks.ts';
import { STUMBLES } from './host.ts';
import { endStackAtEach, GUEST_HEAPS, GUEST_STUMBLES, stumbleGuestAtEach } from './interpreter.ts';
import { checkStackEnds, WORKS } from './stack.ts';

const depths = Number(process.argv[2] ?? 400);

/** Runs it; what it throws is a line, and the end is a failure. */
function row(what: string, work: () => string): void {
  let found: string;
  try {
    found = work();
  } catch (error) {
    process.exitCode = 1;
    found = `BROKEN: ${String(error)}`;
  }
  process.stdout.write(`${what}: ${found}\n`);
}

process.stdout.write('a heap whose host stumbles, calls\n');
for (const [heap, options] of Object.entries(HEAPS))
  for (const stumble of STUMBLES)
    row(`  ${heap}, ${stumble}`, () => String(stumbleAtEach(stumble, options)));

process.stdout.write('an interpreter whose host stumbles, calls\n');
for (const [heap, options] of Object.entries(GUEST_HEAPS)) {
  for (const stumble of GUEST_STUMBLES)
    row(`  ${heap}, ${stumble}`, () => String(stumbleGuestAtEach(stumble, options)));
  row(`  ${heap}, the stack ends, frames`, () => String(endStackAtEach(options, 1)));
}

process.stdout.write('the stack ends, depths\n');
for (const work of WORKS)
  row(`  ${work}`, () => {
    for (let seed = 0; seed < depths; seed++) checkStackEnds(work, seed);
    return String(depths);
  });
