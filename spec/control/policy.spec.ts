import { expect } from 'chai';
import { MIB } from '../../src/memory/units.ts';
import {
  decide,
  type Figures,
  isFutile,
  MAX_FUTILE_COLLECTIONS,
  MIN_BUDGET,
  nextBudget,
} from '../../src/control/policy.ts';

const figures: Figures = {
  mode: 'automatic',
  used: 10 * MIB,
  limit: 64 * MIB,
  asked: 32768,
  budget: MIB,
  hasCollected: false,
  futileCollections: 0,
};

describe('the policy', () => {
  const cases: readonly [string, Partial<Figures>, string][] = [
    ['takes room within budget and limit', {}, 'take'],
    ['collects when the budget is spent', { budget: 0 }, 'collect'],
    ['collects when the limit would be passed', { used: 64 * MIB }, 'collect'],
    [
      'fails when the limit would be passed after a collection',
      { used: 64 * MIB, hasCollected: true },
      'fail',
    ],
    [
      'takes room after a collection though the budget is small',
      { budget: 0, hasCollected: true },
      'take',
    ],
    [
      'gives up a full heap that collects in vain',
      { used: 64 * MIB, futileCollections: MAX_FUTILE_COLLECTIONS },
      'fail',
    ],
    ['never collects in explicit mode', { mode: 'explicit', budget: 0 }, 'take'],
    ['fails at the limit in explicit mode', { mode: 'explicit', used: 64 * MIB }, 'fail'],
    ['never collects in mode never', { mode: 'never', budget: 0 }, 'take'],
    ['fails at the limit in mode never', { mode: 'never', used: 64 * MIB }, 'fail'],
  ];
  for (const [name, change, decision] of cases)
    it(name, () => expect(decide({ ...figures, ...change })).to.equal(decision));

  it('lets as much be allocated as lives, so that live data never means a collection per allocation', () => {
    expect(nextBudget('automatic', 100 * MIB, 1024 * MIB)).to.equal(100 * MIB);
    expect(nextBudget('automatic', 0, 1024 * MIB)).to.equal(MIN_BUDGET);
  });

  it('plans no more than there is room for, and keeps half of it in explicit mode', () => {
    expect(nextBudget('automatic', 60 * MIB, 64 * MIB)).to.equal(4 * MIB);
    expect(nextBudget('explicit', 60 * MIB, 64 * MIB)).to.equal(2 * MIB);
  });

  it('calls a collection futile that frees less than one part in 256 of the limit', () => {
    expect(isFutile((64 * MIB) / 256 - 1, 64 * MIB)).to.equal(true);
    expect(isFutile((64 * MIB) / 256, 64 * MIB)).to.equal(false);
  });
});
