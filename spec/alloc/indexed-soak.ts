// `npm run soak:alloc` runs it, after soak.ts; by itself: ts-node spec/alloc/indexed-soak.ts [sequences] [seed]
// The model checks of the tables of indexes, by default with 10,000 sequences for each kind.

import { MODEL_CHECKS } from './indexed-model.ts';

const [sequences = '10000', from = String(Date.now() & 0x7fffffff)] = process.argv.slice(2);
const numRuns = Number(sequences);
const seed = Number(from);

process.stdout.write(`seed ${seed}\n`);
for (const [name, check] of Object.entries(MODEL_CHECKS)) {
  check({ numRuns, seed });
  process.stdout.write(`${name}: ${numRuns} sequences\n`);
}
