import { expect } from 'chai';
import {
  BadRequestError,
  HeapLimitError,
  Quota,
  ReenteredError,
  type Root,
  type Shortage,
} from '../../src/index.ts';
import { KIB, MIB } from '../../src/memory/units.ts';
import { openPairs } from '../support/pairs.ts';

/** Makes a list until the heap refuses; how many pairs it has. */
function fill({ heap, Pair }: ReturnType<typeof openPairs>, list: Root): number {
  let length = 0;
  expect(() => {
    for (; ; length++) list.ref = Pair.new({ head: 1, tail: list.ref });
  }).to.throw(HeapLimitError);
  heap.verify();
  return length;
}

describe('the limit of a heap', () => {
  it('can be changed while the heap lives, and be asked what it leaves', () => {
    const pairs = openPairs({ limit: MIB });
    const { heap, Pair } = pairs;
    expect(heap.remaining()).to.equal(MIB);
    const list = heap.root();
    fill(pairs, list);
    expect(heap.remaining()).to.equal(0);
    heap.setLimit(2 * MIB);
    expect([heap.remaining(), heap.stats().limit]).to.deep.equal([MIB, 2 * MIB]);
    fill(pairs, list);
    heap.setLimit(64 * KIB);
    expect(heap.remaining()).to.equal(0);
    expect(() => heap.collect()).not.to.throw();
    expect(() => Pair.new()).to.throw(HeapLimitError);
    // More than the limit is held, and rightly so.
    heap.verify();
    list.ref = 0;
    heap.collect();
    expect(heap.remaining()).to.equal(64 * KIB);
    Pair.new();
    heap.verify();
  });

  for (const collect of ['automatic', 'explicit', 'never'] as const)
    it(`is raised by who is told that it is near: ${collect}`, () => {
      const pairs = openPairs({ limit: MIB, collect });
      const { heap } = pairs;
      const shortages: Shortage[] = [];
      heap.onNearLimit((shortage) => {
        shortages.push(shortage);
        if (shortage.limit < 4 * MIB) heap.setLimit(shortage.limit * 2);
      });
      fill(pairs, heap.root());
      expect(shortages.map(({ limit }) => limit)).to.deep.equal([MIB, 2 * MIB, 4 * MIB]);
      expect(heap.stats().used).to.equal(4 * MIB);
    });

  it('is kept where who is told of it lets something go, in an allocation that collects', () => {
    const { heap, Pair } = openPairs({ limit: MIB });
    const cache: Root[] = [];
    let times = 0;
    heap.onNearLimit(() => {
      times++;
      for (const root of cache.splice(0)) root.release();
    });
    for (let turn = 0; turn < 200_000; turn++) cache.push(heap.root(Pair.new({ head: 1 })));
    expect(times).to.be.within(1, 20);
    expect(heap.stats().peakCommitted).to.be.at.most(MIB);
    heap.verify();
  });

  it('is told of where nothing can be allocated or collected, and what is thrown there is told', () => {
    const pairs = openPairs({ limit: MIB });
    const { heap, Pair } = pairs;
    const thrown: unknown[] = [];
    heap.onError((error) => thrown.push(error));
    heap.onNearLimit(() => void Pair.new());
    heap.onNearLimit(() => void heap.collect());
    fill(pairs, heap.root());
    expect(thrown).to.have.length(2);
    for (const error of thrown) expect(error).to.be.instanceOf(ReenteredError);
  });
});

describe('onBeforeCollection', () => {
  it('is told of each collection before it, and may release roots', () => {
    const { heap, Pair } = openPairs({ collect: 'explicit' });
    const held = heap.root(Pair.new());
    const told: string[] = [];
    const stop = heap.onBeforeCollection(({ reason, scope, used }) => {
      told.push(`${reason} ${scope} ${used > 0}`);
      held.release();
      expect(() => Pair.new()).to.throw(ReenteredError, 'onBeforeCollection');
    });
    expect(heap.collect().liveObjects).to.equal(0);
    stop();
    heap.collect();
    expect(told).to.deep.equal(['request full true']);
  });
});

describe('bytes outside of a heap', () => {
  it('bring collections about again after they were given back', () => {
    const { heap } = openPairs({ limit: 64 * MIB });
    heap.adjustExternal(50 * MIB);
    heap.safepoint();
    heap.adjustExternal(-50 * MIB);
    const { collections } = heap.stats();
    heap.adjustExternal(50 * MIB);
    heap.safepoint();
    expect(heap.stats().collections).to.equal(collections + 1);
  });

  it('bring collections about, and are counted', () => {
    const { heap, Pair } = openPairs({ limit: 64 * MIB });
    for (let turn = 0; turn < 100; turn++) {
      Pair.new();
      heap.adjustExternal(MIB);
      heap.safepoint();
    }
    expect(heap.stats().external).to.equal(100 * MIB);
    expect(heap.stats().collections).to.be.within(10, 60);
    const { collections } = heap.stats();
    heap.adjustExternal(-100 * MIB);
    for (let turn = 0; turn < 100; turn++) heap.safepoint();
    expect(heap.stats().collections).to.be.at.most(collections + 1);
    expect(() => heap.adjustExternal(-1)).to.throw(BadRequestError, 'objects hold 0');
  });
});

describe('a quota', () => {
  it('bounds what several heaps hold together', () => {
    const quota = new Quota(2 * MIB);
    const [first, second] = [openPairs({ quota }), openPairs({ quota })];
    const lists = [first.heap.root(), second.heap.root()];
    fill(first, lists[0]!);
    expect(first.heap.stats().used).to.equal(2 * MIB);
    expect([quota.used, quota.left, second.heap.remaining()]).to.deep.equal([2 * MIB, 0, 0]);
    expect(() => second.Pair.new()).to.throw(HeapLimitError);
    lists[0]!.ref = 0;
    first.heap.collect();
    expect(second.heap.remaining()).to.equal(2 * MIB);
    fill(second, lists[1]!);
    quota.limit = 3 * MIB;
    expect(first.heap.remaining()).to.equal(MIB);
    second.heap.dispose();
    expect(quota.used).to.equal(first.heap.stats().used);
  });
});
