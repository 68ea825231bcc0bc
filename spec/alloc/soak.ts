// `npm run soak:alloc [-- seed [sequences]]`: every allocator against its model, at least 10,000
// sequences in all. Prints its seed; with that seed it does the same again.

import { checkAgainstModel, checkUsedAgainstModel } from './model.ts';
import { SUBJECTS } from './subjects.ts';

const SEQUENCES = 12_000;

const [seedGiven, sequencesGiven] = process.argv.slice(2);
const seed = Number(seedGiven ?? Math.floor(Math.random() * 2 ** 31));
const total = Number(sequencesGiven ?? SEQUENCES);
const runs = Math.ceil(total / SUBJECTS.length);

process.stdout.write(`seed ${seed}, ${runs} sequences for each of ${SUBJECTS.length} allocators\n`);
for (const subject of SUBJECTS) {
  checkAgainstModel(subject, runs, seed);
  checkUsedAgainstModel(subject, runs, seed);
  process.stdout.write(`${subject.name}: as its model\n`);
}
