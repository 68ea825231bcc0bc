import { MODEL_CHECKS } from './indexed-model.ts';

const RUNS = 150;

describe('tables of indexes against naive models', () => {
  const seed = Date.now() & 0x7fffffff;

  for (const [name, check] of Object.entries(MODEL_CHECKS))
    it(`${name}, ${RUNS} sequences from seed ${seed}`, () => check({ numRuns: RUNS, seed }));
});
