import { expect } from 'chai';
import { AddressSpace, Heap, type PageIndex, SpacePages } from '../../src/index.ts';
import { MIB } from '../../src/memory/units.ts';
import { MIN_BUDGET } from '../../src/control/policy.ts';
import { openPairs, QUIET } from '../support/pairs.ts';
import { thrownBy } from '../support/thrown.ts';
import { BEYOND } from '../support/wrong.ts';

const PAIR_BYTES = 16;
/**
 * The levels from the stack's end upwards on which a collection is tried; and how often it is, from
 * another depth each time.
 */
const LEVELS = 100;
const DEPTHS = 10;
const GARBAGE = 10_000;

describe('collections', () => {
  it('are due when the budget is spent, and no more when one is over', () => {
    const { heap, Pair } = openPairs(QUIET);
    const collectionsAt = (bytes: number): number => {
      for (let i = 0; i < bytes / PAIR_BYTES; i++) Pair.new();
      heap.safepoint();
      heap.safepoint();
      return heap.stats().collections;
    };
    const counts = [0.9, 0.2, 0.9, 0.2].map((part) => collectionsAt(part * MIN_BUDGET));
    expect(counts).to.deep.equal([0, 1, 1, 2]);
    expect(heap.collectionDue).to.equal(false);
  });

  it('happen in allocations of mode automatic when the budget is spent, long before the limit', () => {
    const { heap, Pair } = openPairs({ ...QUIET, collect: 'automatic' });
    for (let i = 0; i < (2.5 * MIN_BUDGET) / PAIR_BYTES; i++) Pair.new();
    expect(heap.stats().collections).to.equal(2);
  });

  it('throw what a listener throws, when all is over; and tell it to who listens for errors in an allocation', () => {
    const { heap, Pair } = openPairs({ ...QUIET, collect: 'automatic' });
    const told: unknown[] = [];
    heap.onError((error) => told.push(error));
    heap.onCollection(() => {
      throw new Error('of a listener');
    });
    expect(() => heap.collect()).to.throw('of a listener');
    expect(heap.stats().collections).to.equal(1);
    expect(told).to.deep.equal([]);
    for (let i = 0; i < (1.5 * MIN_BUDGET) / PAIR_BYTES; i++) Pair.new();
    expect(heap.stats().collections).to.equal(2);
    expect(told.map(String)).to.deep.equal(['Error: of a listener']);
  });

  for (const [what, end] of [
    [
      'a scanner',
      (heap: Heap) =>
        heap.addScanner(() => {
          throw new Error('of a scanner');
        }),
    ],
    [
      'a word that is no reference',
      (heap: Heap) => heap.write(heap.root(heap.arrayLayout('R', 'ref').new(1)).ref, 1, BEYOND),
    ],
  ] as const)
    it(`tell at once what the page source threw before ${what} ended them`, () => {
      const space = new AddressSpace({ reserve: 4 * MIB });
      let throws = true;
      class Pages extends SpacePages {
        override release(start: PageIndex, pages: number): void {
          if (throws) throw new Error('of the source');
          super.release(start, pages);
        }
      }
      const heap = new Heap({ pages: new Pages(space, 'spec'), collect: 'explicit' });
      const told: unknown[] = [];
      heap.onError((error) => told.push(error));
      heap.bytesLayout('Large').new(100_000);
      expect(() => heap.collect()).to.throw('of the source');
      end(heap);
      expect(() => heap.collect()).to.throw(/of a scanner|no reference/);
      expect(told.map(String)).to.deep.equal(['Error: of the source']);
      throws = false;
      heap.dispose();
    });

  it('do not begin where the engine’s stack has no room for all of it', () => {
    const { heap, Pair } = openPairs(QUIET);
    const kept = heap.root(Pair.new());
    let [refused, broken, level] = [0, 0, 0];
    let hasBegun = false;
    heap.addScanner(() => (hasBegun = true));
    const collect = (): void => {
      hasBegun = false;
      if (thrownBy(() => heap.collect()) === undefined) return;
      if (hasBegun) broken++;
      else refused++;
    };
    const down = (): void => {
      try {
        down();
      } catch (error) {
        if (!(error instanceof RangeError)) throw error;
      }
      if (level++ < LEVELS) collect();
    };
    // An engine compiles a function at its first call, for which it needs far more stack.
    collect();
    const pad = (depth: number): void => (depth === 0 ? down() : pad(depth - 1));
    for (let depth = 0; depth < DEPTHS; depth++) {
      level = 0;
      // Arenas to drop: to give pages back is what goes deepest.
      for (let i = 0; i < GARBAGE; i++) Pair.new();
      pad(depth);
    }
    expect(broken, 'collections that ended in their middle').to.equal(0);
    expect(refused).to.be.above(0);
    expect(heap.collect().liveObjects).to.equal(1);
    expect(Pair.head.get(kept.ref)).to.equal(0);
  });
});
