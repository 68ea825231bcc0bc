import { checkHeapsAgainstModel } from './heap-model.ts';

const RUNS = 60;
/** Fixed here; `npm run soak:heap` draws one. */
const SEED = 20_260;

describe('two heaps on one space, against a naive model', function () {
  this.timeout(120_000);

  it(`hold what the model reaches, in ${RUNS} random sequences of seed ${SEED}`, () => {
    checkHeapsAgainstModel(RUNS, SEED);
  });
});
