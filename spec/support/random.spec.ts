import { expect } from 'chai';
import { Random, withSeed } from './random.ts';

describe('numbers drawn from a seed', () => {
  it('are the same for the same seed, and others for another', () => {
    const draw = (seed: number): number[] => {
      const random = new Random(seed);
      return Array.from({ length: 50 }, () => random.below(1000));
    };
    expect(draw(7)).to.deep.equal(draw(7));
    expect(draw(7)).not.to.deep.equal(draw(8));
    for (const number of draw(9)) expect(number).to.be.within(0, 999);
  });

  it('are named by a failure that they led to', () => {
    const fail = (): unknown => withSeed(41, ({ seed }) => expect(seed).to.equal(42));
    expect(fail).to.throw('seed 41: expected 41 to equal 42');
  });
});
