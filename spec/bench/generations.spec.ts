import { expect } from 'chai';
import { measure } from '../../bench/generations/run.ts';
import { SUBJECTS } from '../../bench/generations/tables.ts';

describe('the bench of the generation check', () => {
  for (const name of Object.keys(SUBJECTS))
    it(`reads the same values from ${name} as from the others`, () => {
      const sample = measure(name, 100, 7, 1);
      expect(sample.sum).to.equal(4950);
      for (const figure of [sample.fill, sample.read, sample.write])
        expect(figure).to.be.greaterThan(0);
    });
});
