import { expect } from 'chai';
import {
  AddressSpace,
  BadRequestError,
  type CollectionReport,
  CorruptHeapError,
  Heap,
} from '../../src/index.ts';
import { KIB, MIB } from '../../src/memory/units.ts';
import { openPairs } from '../support/pairs.ts';

describe('a collection of the young', () => {
  it('passes over what an earlier one found alive, until a full one', () => {
    const { heap, Pair } = openPairs({ collect: 'explicit' });
    const root = heap.root(Pair.new({ tail: Pair.new() }));
    expect(heap.collect().liveObjects).to.equal(2);
    Pair.tail.set(root.ref, 0);
    Pair.new();
    const { scope, liveObjects, freedBytes } = heap.collect({ scope: 'young' });
    expect({ scope, liveObjects, freedBytes }).to.deep.equal({
      scope: 'young',
      liveObjects: 2,
      freedBytes: 16,
    });
    expect(heap.stats()).to.include({ collections: 2, youngCollections: 1, live: 32 });
    expect(heap.collect()).to.include({ scope: 'full', liveObjects: 1, freedBytes: 16 });
  });

  it('looks at what was stored into old objects, also where there is no root', () => {
    const { heap, Pair } = openPairs({ collect: 'explicit' });
    const stack = heap.stack(4);
    const old = Pair.new();
    stack.push(old);
    heap.collect();
    Pair.tail.set(old, Pair.new());
    stack.pop();
    expect(heap.collect({ scope: 'young' }).liveObjects).to.equal(2);
    heap.verify();
  });

  it('is a full one where nothing was collected before', () => {
    const { heap, Pair } = openPairs({ collect: 'explicit' });
    heap.root(Pair.new({ tail: Pair.new() }));
    for (let i = 0; i < 5000; i++) Pair.new();
    expect(heap.collect({ scope: 'young' })).to.include({ liveObjects: 2, freedBytes: 80_000 });
  });

  const stops = [
    ['is a full one where the last was ended in its middle', 'onMarked', 'full', 1],
    ['stays one where the last was ended before it began', 'addScanner', 'young', 2],
  ] as const;
  for (const [what, callback, scope, liveObjects] of stops)
    it(what, () => {
      const { heap, Pair } = openPairs({ collect: 'explicit' });
      const root = heap.root(Pair.new({ tail: Pair.new() }));
      heap.collect();
      const stop = heap[callback](() => {
        throw new RangeError('not today');
      });
      expect(() => heap.collect({ scope: 'young' })).to.throw(RangeError, 'not today');
      stop();
      Pair.tail.set(root.ref, 0);
      expect(heap.collect({ scope: 'young' })).to.include({ scope, liveObjects });
    });

  const holders = [
    ['a small object', 8],
    ['one longer than a map word', 200],
    ['a large one', 3000],
  ] as const;
  for (const [what, length] of holders)
    it(`finds what was stored into an old object: ${what}`, () => {
      const { heap, Pair } = openPairs({ collect: 'explicit' });
      const List = heap.arrayLayout('List', 'ref');
      const lists = heap.scope(() => [1, 2, 3].map(() => heap.root(List.new(length))));
      heap.collect();
      for (const list of lists)
        for (let i = 0; i < length; i += 7)
          List.set(list.ref, i, Pair.new({ head: i, tail: Pair.new({ head: ~i }) }));
      heap.verify();
      const stored = 3 * Math.ceil(length / 7);
      expect(heap.collect({ scope: 'young' }).liveObjects).to.equal(3 + 2 * stored);
      for (let i = 0; i < 20_000; i++) Pair.new({ head: 7 });
      for (const list of lists)
        for (let i = 0; i < length; i += 7) {
          const pair = List.get(list.ref, i);
          expect([Pair.head.get(pair), Pair.head.get(Pair.tail.get(pair))]).to.deep.equal([i, ~i]);
        }
    });

  it('looks into the holes that were entered since', () => {
    const { heap, Pair } = openPairs({ collect: 'explicit' });
    const kept = heap.root();
    for (let i = 0; i < 4000; i++) {
      const pair = Pair.new({ head: i, tail: i % 4 === 0 ? kept.ref : 0 });
      if (i % 4 === 0) kept.ref = pair;
    }
    heap.collect();
    const young = heap.root();
    for (let i = 0; i < 2000; i++) {
      const pair = Pair.new({ head: i, tail: i % 2 === 0 ? young.ref : 0 });
      if (i % 2 === 0) young.ref = pair;
    }
    const { arenas } = heap.stats();
    expect(heap.collect({ scope: 'young' })).to.include({ liveObjects: 2000, freedBytes: 16_000 });
    for (let i = 0; i < 2000; i++) Pair.new({ head: -1 });
    expect(heap.stats().arenas).to.equal(arenas);
    let length = 0;
    for (let ref = young.ref; ref !== 0; ref = Pair.tail.get(ref)) length++;
    expect(length).to.equal(1000);
    expect(heap.verify().objects).to.equal(2000);
  });

  it('passes over what a compaction moved', () => {
    const { heap, Pair } = openPairs({ collect: 'explicit' });
    const kept = heap.root();
    for (let i = 0; i < 40_000; i++) {
      const pair = Pair.new({ tail: i % 16 === 0 ? kept.ref : 0 });
      if (i % 16 === 0) kept.ref = pair;
    }
    expect(heap.collect({ compact: true }).movedObjects).to.be.above(1000);
    kept.ref = Pair.new({ tail: kept.ref });
    expect(heap.collect({ scope: 'young' }).liveObjects).to.equal(2501);
    kept.ref = 0;
    expect(heap.collect({ scope: 'young' }).liveObjects).to.equal(2501);
    expect(heap.collect().liveObjects).to.equal(0);
    expect(heap.stats().used).to.equal(0);
  });

  it('shows the host’s weak tables the old as alive', () => {
    const { heap, Pair } = openPairs({ collect: 'explicit' });
    const root = heap.root(Pair.new());
    const old = root.ref;
    heap.collect();
    root.ref = 0;
    const young = Pair.new();
    const seen: boolean[][] = [];
    heap.onMarked((isLive) => seen.push([isLive(old), isLive(young)]));
    heap.collect({ scope: 'young' });
    heap.collect();
    expect(seen).to.deep.equal([
      [true, false],
      [false, false],
    ]);
  });

  it('does not compact', () => {
    const { heap } = openPairs();
    expect(() => heap.collect({ scope: 'young', compact: true })).to.throw(
      BadRequestError,
      'only a full collection compacts',
    );
  });

  it('would miss what was stored past the barrier, which verify() tells', () => {
    const { heap, Pair } = openPairs({ collect: 'explicit' });
    const root = heap.root(Pair.new());
    heap.collect();
    heap.words[(root.ref >>> 2) + 1] = Pair.new();
    expect(() => heap.verify()).to.throw(CorruptHeapError, 'no card tells of it');
  });
});

describe('a nursery', () => {
  /** A heap that keeps `length` pairs, and in which all that is old dies again and again. */
  function churn(heap: Heap, length: number, rounds: number): CollectionReport[] {
    const reports: CollectionReport[] = [];
    heap.onCollection((report) => reports.push(report));
    const Pair = heap.layout('Pair', { head: 'value', tail: 'ref' });
    const list = heap.root();
    for (let round = 0; round < rounds; round++) {
      list.ref = 0;
      for (let i = 0; i < length; i++) list.ref = Pair.new({ head: i, tail: list.ref });
    }
    let sum = 0;
    for (let ref = list.ref; ref !== 0; ref = Pair.tail.get(ref)) sum += Pair.head.get(ref);
    expect(sum).to.equal((length * (length - 1)) / 2);
    return reports;
  }

  it('is collected alone, as long as what is held for alive has not grown by as much as lives', () => {
    const reports = churn(new Heap({ nursery: 256 * KIB }), 10_000, 600);
    const full = reports.filter(({ scope }) => scope === 'full');
    expect(reports.length - full.length).to.be.above(100);
    expect(full.length).to.be.within(2, 30);
    for (const { liveBytes } of full) expect(liveBytes).to.be.at.most(160_000);
    for (const { liveBytes } of reports) expect(liveBytes).to.be.below(5 * MIB);
  });

  it('is given up near the limit, so that dead old objects refuse nobody', () => {
    const space = new AddressSpace({ reserve: 16 * MIB });
    const heap = new Heap({ space, limit: 640 * KIB, nursery: 128 * KIB });
    const reports = churn(heap, 15_000, 100);
    expect(new Set(reports.map(({ scope }) => scope))).to.have.keys(['full', 'young']);
    expect(heap.verify().objects).to.equal(15_000);
  });

  it('is looked at wholly before a space that is full refuses', () => {
    const space = new AddressSpace({ reserve: 4 * MIB });
    churn(new Heap({ space, nursery: 512 * KIB }), 60_000, 20);
  });

  it('grows while most of what is new survives, and never makes the heap larger than it would be without', () => {
    const held = (nursery: number): { committed: number; collections: number } => {
      const heap = new Heap({ nursery });
      churn(heap, 400_000, 6);
      const { peakCommitted, collections } = heap.stats();
      return { committed: peakCommitted, collections };
    };
    const [without, grown] = [held(0), held(64 * KIB)];
    expect(grown.committed).to.be.at.most(without.committed * 1.2);
    // 38 MB in nurseries of 64 KiB would be 586.
    expect(grown.collections).to.be.below(200);
  });

  it('takes effect at safepoints too', () => {
    const { heap, Pair } = openPairs({ collect: 'explicit', nursery: 256 * KIB });
    for (let i = 0; i < 400_000; i++) {
      Pair.new();
      heap.safepoint();
    }
    const { collections, youngCollections } = heap.stats();
    expect(youngCollections).to.equal(collections).and.be.above(15);
  });

  it('has room for an arena', () => {
    for (const nursery of [-1, 1, 32767, NaN])
      expect(() => new Heap({ nursery })).to.throw(BadRequestError, `nursery is ${nursery}`);
  });
});
