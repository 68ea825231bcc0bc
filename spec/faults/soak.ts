// `npm run soak:faults [-- depths]`: the stack's end at 400 depths for each kind of work.

import { checkStackEnds, WORKS } from './stack.ts';

const depths = Number(process.argv[2] ?? 400);
for (const work of WORKS) {
  let broken = 0;
  for (let seed = 0; seed < depths; seed++)
    try {
      checkStackEnds(work, seed);
    } catch (error) {
      broken++;
      process.stdout.write(`${work}, seed ${seed}: ${String(error)}\n`);
    }
  process.stdout.write(`${work}: ${broken} of ${depths} broken\n`);
  if (broken > 0) process.exitCode = 1;
}
