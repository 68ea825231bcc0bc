import { checkStackEnds, WORKS } from './stack.ts';

/** For each kind of work; `npm run soak:faults` takes 400. */
const SEEDS = 10;

describe('where the engine’s stack ends', function () {
  this.timeout(120_000);
  for (const work of WORKS)
    it(`nothing is lost, kept or counted twice: ${work}, ${SEEDS} depths`, () => {
      for (let seed = 0; seed < SEEDS; seed++) checkStackEnds(work, seed);
    });
});
