// `npm run soak:heap [-- seed [sequences]]`: heaps against their model, 3,000 sequences. Prints its seed; with that seed it
// does the same again.

import { checkHeapsAgainstModel } from './heap-model.ts';

const [seedGiven, sequencesGiven] = process.argv.slice(2);
const seed = Number(seedGiven ?? Math.floor(Math.random() * 2 ** 31));
const sequences = Number(sequencesGiven ?? 3000);

process.stdout.write(`seed ${seed}, ${sequences} sequences\n`);
checkHeapsAgainstModel(sequences, seed);
process.stdout.write('as the model\n');
