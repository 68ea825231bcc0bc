import { expect } from 'chai';
import { MIB } from '../../src/memory/units.ts';
import { Nursery } from '../../src/control/nursery.ts';
import {
  chooseScope,
  decide,
  type Figures,
  type GrowthFigures,
  chooseSources,
  isFutile,
  isSparse,
  isWorthTrimming,
  leastNursery,
  MAX_FUTILE_COLLECTIONS,
  MIN_BUDGET,
  nextBudget,
  nextNursery,
  type NurseryFigures,
  reclaimableBytes,
  type ScopeFigures,
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

const growth: GrowthFigures = {
  mode: 'automatic',
  rule: 'proportional',
  live: 0,
  limit: 1024 * MIB,
  softLimit: 1024 * MIB,
  allocationRate: 0,
  markRate: 0,
};

const ages: ScopeFigures = { nursery: MIB, grown: 4 * MIB - 1, growth: 4 * MIB, room: MIB };

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

  const scopes: readonly [string, Partial<ScopeFigures>, string][] = [
    ['passes over the old', {}, 'young'],
    ['looks at all without a nursery', { nursery: 0 }, 'full'],
    ['looks at all when too much has become old', { grown: 4 * MIB }, 'full'],
    ['looks at all when the next nursery would not fit', { room: MIB - 1 }, 'full'],
  ];
  for (const [what, change, scope] of scopes)
    it(what, () => expect(chooseScope({ ...ages, ...change })).to.equal(scope));

  it('lets a nursery in which much survived for long shrink as soon as little does', () => {
    const nursery = new Nursery(MIB, 16 * MIB);
    for (let i = 0; i < 2000; i++) nursery.noteYoung(4096, 4096);
    expect(nursery.budgetAt(0, 64 * MIB)).to.equal(16 * MIB);
    for (let i = 0; i < 4; i++) nursery.noteYoung(4096, 0);
    expect(nursery.budgetAt(0, 64 * MIB)).to.equal(MIB);
  });

  it('makes no nursery so small that its collections would cost more than they save', () => {
    expect(leastNursery(0, 4 * MIB)).to.equal(0);
    expect(leastNursery(MIB / 16, 4 * MIB)).to.equal(MIB / 4);
    expect(leastNursery(MIB / 16, 1024 * MIB)).to.equal(MIB / 4);
    expect(leastNursery(MIB / 16, MIB / 2)).to.equal(MIB / 16);
    expect(leastNursery(8 * MIB, 4 * MIB)).to.equal(8 * MIB);
  });

  it('doubles the nursery while many survive, and halves it when few do, down to the least', () => {
    const found: NurseryFigures = { least: MIB, size: 2 * MIB, handedOut: 4096, survived: 1025 };
    const sizes = [1025, 1024, 256, 255].map((survived) => nextNursery({ ...found, survived }));
    expect(sizes).to.deep.equal([4 * MIB, 2 * MIB, 2 * MIB, MIB]);
    expect(nextNursery({ ...found, size: MIB, survived: 0 })).to.equal(MIB);
  });
  for (const [name, change, decision] of cases)
    it(name, () => expect(decide({ ...figures, ...change })).to.equal(decision));

  it('lets as much be allocated as lives, so that live data never means a collection per allocation', () => {
    expect(nextBudget({ ...growth, live: 100 * MIB })).to.equal(100 * MIB);
    expect(nextBudget({ ...growth, live: 0 })).to.equal(MIN_BUDGET);
  });

  it('plans no more than there is room for, and keeps half of it in explicit mode', () => {
    const full = { ...growth, live: 60 * MIB, limit: 64 * MIB, softLimit: 64 * MIB };
    expect(nextBudget(full)).to.equal(4 * MIB);
    expect(nextBudget({ ...full, mode: 'explicit' })).to.equal(2 * MIB);
  });

  it('stays below the soft limit where it can, and goes on above it in smaller steps', () => {
    expect(nextBudget({ ...growth, live: 100 * MIB, softLimit: 130 * MIB })).to.equal(30 * MIB);
    expect(nextBudget({ ...growth, live: 100 * MIB, softLimit: 101 * MIB })).to.equal(25 * MIB);
    expect(nextBudget({ ...growth, live: 100 * MIB, softLimit: 90 * MIB })).to.equal(25 * MIB);
  });

  it('by the square-root rule, gives a heap more that allocates faster or is marked more slowly', () => {
    const root = {
      ...growth,
      rule: 'square-root',
      live: 64 * MIB,
      allocationRate: 1,
      markRate: 1,
    } as const;
    expect(nextBudget(root)).to.equal(64 * MIB);
    expect(nextBudget({ ...root, allocationRate: 4 })).to.equal(128 * MIB);
    expect(nextBudget({ ...root, markRate: 4 })).to.equal(32 * MIB);
    expect(nextBudget({ ...root, live: 256 * MIB })).to.equal(128 * MIB);
    expect(nextBudget({ ...root, markRate: 0 }), 'before the first collection').to.equal(64 * MIB);
  });

  it('calls a collection futile that frees less than one part in 256 of the limit', () => {
    expect(isFutile((64 * MIB) / 256 - 1, 64 * MIB)).to.equal(true);
    expect(isFutile((64 * MIB) / 256, 64 * MIB)).to.equal(false);
  });

  describe('on compaction', () => {
    const histogram = (...counts: number[]): Uint32Array => Uint32Array.from(counts);

    it('empties the sparsest arenas, as many as fit into the holes of the rest', () => {
      expect(chooseSources(histogram(0, 10, 0, 0, 10))).to.deep.equal({ below: 1, quota: 7 });
      expect(chooseSources(histogram(0, 1, 1, 1, 5))).to.deep.equal({ below: 2, quota: 0 });
    });

    it('takes only as many of equally sparse arenas as the others can hold', () => {
      const { below, quota } = chooseSources(histogram(0, 0, 100, 0, 0));
      expect(below).to.equal(2);
      expect(quota).to.be.within(47, 50);
    });

    it('knows beforehand how many bytes of arenas that gives back', () => {
      expect(reclaimableBytes(histogram(0, 10, 0, 0, 10))).to.equal(7 * 32768);
      expect(reclaimableBytes(histogram(3, 0, 0, 0, 50))).to.equal(3 * 32768);
      expect(reclaimableBytes(histogram(0, 1, 1, 1, 5))).to.equal(32768);
      expect(reclaimableBytes(histogram(0, 0, 0, 0, 50))).to.equal(0);
      expect(reclaimableBytes(histogram(0, 0, 0, 0, 0))).to.equal(0);
    });

    it('leaves full arenas alone', () => {
      expect(chooseSources(histogram(0, 0, 0, 0, 50))).to.deep.equal({ below: 4, quota: 0 });
    });

    it('calls a heap sparse that holds more than twice what lives, and some megabytes', () => {
      expect(isSparse(30 * MIB, 10 * MIB)).to.equal(true);
      expect(isSparse(19 * MIB, 10 * MIB)).to.equal(false);
      expect(isSparse(7 * MIB, MIB)).to.equal(false);
    });
  });

  it('trims when most of what was touched is held by nobody', () => {
    expect(isWorthTrimming({ touchedPages: 30_000, heldPages: 10_000 })).to.equal(true);
    expect(isWorthTrimming({ touchedPages: 30_000, heldPages: 20_000 })).to.equal(false);
    expect(isWorthTrimming({ touchedPages: 5_000, heldPages: 10 })).to.equal(false);
  });
});
