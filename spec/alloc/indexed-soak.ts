// `npm run soak:indexes [-- seed [sequences]]`
// The model checks of the tables of indexes, by default with 10,000 sequences for each kind.

import { MODEL_CHECKS } from './indexed-model.ts';

const [from = String(Date.now() & 0x7fffffff), sequences = '10000'] = process.argv.slice(2);
const numRuns = Number(sequences);
const seed = Number(from);

process.stdout.write(`seed ${seed}\n`);
for (const [name, check] of Object.entries(MODEL_CHECKS)) {
  check({ numRuns, seed });
  process.stdout.write(`${name}: ${numRuns} sequences\n`);
}
