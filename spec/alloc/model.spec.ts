import { checkAgainstModel, checkUsedAgainstModel } from './model.ts';
import { SUBJECTS } from './subjects.ts';

const RUNS = 40;
/** Fixed here; `npm run soak:alloc` draws one. */
const SEED = 20_240;

for (const subject of SUBJECTS)
  describe(`${subject.name}, against a naive model`, () => {
    it(`does as the model in ${RUNS} random sequences of seed ${SEED}`, () => {
      checkAgainstModel(subject, RUNS, SEED);
    });

    if (subject.usedFor !== undefined)
      it(`counts the bytes in use as the model does, in ${RUNS} more`, () => {
        checkUsedAgainstModel(subject, RUNS, SEED);
      });
  });
