import { expect } from 'chai';
import { AddressSpace, BadRequestError, Heap, type HeapOptions } from '../../src/index.ts';
import { parseStress, type StressOptions } from '../../src/control/stress.ts';
import { POISON } from '../../src/object/header.ts';
import { MIB } from '../../src/memory/units.ts';

function open(stress: StressOptions, options: HeapOptions = {}) {
  const heap = new Heap({
    space: new AddressSpace({ reserve: 64 * MIB }),
    limit: 16 * MIB,
    stress,
    ...options,
  });
  return { heap, Pair: heap.layout('Pair', { head: 'value', tail: 'ref' }) };
}

describe('stress', () => {
  it('collects at every n-th allocation of a heap of mode automatic', () => {
    const { heap, Pair } = open({ collectEvery: 10 });
    for (let i = 0; i < 1000; i++) Pair.new({ head: i });
    expect(heap.stats().collections).to.equal(100);
    expect(heap.stats().allocatedObjects).to.equal(1000);
  });

  it('collects at every n-th safepoint of a heap of mode explicit, and nowhere else', () => {
    const { heap, Pair } = open({ collectEvery: 10 }, { collect: 'explicit' });
    for (let i = 0; i < 1000; i++) {
      Pair.new({ head: i });
      if (i % 2 === 0) heap.safepoint();
    }
    expect(heap.stats().collections).to.equal(50);
  });

  it('has a host that polls come to every safepoint', () => {
    const { heap, Pair } = open({ collectEvery: 10 }, { collect: 'explicit' });
    for (let i = 0; i < 1000; i++) {
      Pair.new({ head: i });
      if (heap.collectionDue) heap.safepoint();
    }
    expect(heap.stats().collections).to.equal(100);
  });

  it('collects at random, the same from the same seed', () => {
    const collections = [1, 1, 2].map((collectSeed) => {
      const { heap, Pair } = open({ collectSeed });
      const at: number[] = [];
      heap.onCollection(() => at.push(heap.stats().allocatedObjects));
      for (let i = 0; i < 1000; i++) Pair.new({ head: i });
      return at;
    });
    expect(collections[0]).to.deep.equal(collections[1]).and.not.to.deep.equal(collections[2]);
    expect(collections[0]).to.have.length.within(30, 95);
  });

  it('counts large objects too', () => {
    const { heap } = open({ collectEvery: 2 });
    const Row = heap.arrayLayout('Row', 'ref');
    for (let i = 0; i < 20; i++) Row.new(3000);
    expect(heap.stats().collections).to.equal(10);
  });

  it('collects the young where there is a nursery', () => {
    const { heap, Pair } = open({ collectEvery: 10 }, { nursery: 65_536 });
    for (let i = 0; i < 1000; i++) Pair.new({ head: i });
    expect(heap.stats().youngCollections).to.be.above(50);
  });

  it('moves every object at each full collection', () => {
    const { heap, Pair } = open({ moveAll: true }, { collect: 'explicit' });
    const list = heap.root();
    for (let i = 0; i < 5000; i++) list.ref = Pair.new({ head: i, tail: list.ref });
    for (let round = 0; round < 3; round++) {
      const before = list.ref;
      expect(heap.collect().movedObjects).to.equal(5000);
      expect(list.ref).not.to.equal(before);
      expect(heap.verify().objects).to.equal(5000);
    }
    let i = 5000;
    for (let ref = list.ref; ref !== 0; ref = Pair.tail.get(ref))
      if (Pair.head.get(ref) !== --i) expect.fail(`node ${i} reads otherwise`);
    expect(i).to.equal(0);
  });

  it('fills with poison what is free, and hands out zeroes all the same', () => {
    const { heap, Pair } = open({ poison: true }, { collect: 'explicit' });
    const kept = heap.root(Pair.new({ head: 1 }));
    const dead = Pair.new({ head: 2, tail: kept.ref });
    for (let i = 0; i < 5000; i++) Pair.new({ head: 3 });
    const far = Pair.new({ head: 4 });
    heap.collect();
    for (const ref of [dead, far]) expect(heap.words[ref >>> 2]).to.equal(POISON);
    for (let i = 0; i < 6000; i++) {
      const ref = Pair.new();
      if (heap.read(ref, 0) !== 0 || heap.read(ref, 1) !== 0) expect.fail('it is not zero');
    }
    expect(Pair.head.get(kept.ref)).to.equal(1);
  });

  it('never hands an address out twice', () => {
    const { heap, Pair } = open({ neverReuse: true, collectEvery: 500 }, { limit: MIB });
    const seen = new Set<number>();
    const kept = heap.root();
    for (let i = 0; i < 100_000; i++) {
      const ref = Pair.new({ head: i });
      if (seen.has(ref)) expect.fail(`${ref} was handed out twice`);
      seen.add(ref);
      if (i % 100 === 0) kept.ref = ref;
    }
    heap.dispose();
    expect(heap.space.holders()).to.deep.equal([]);
  });

  it('begins collections where the engine’s stack ends', () => {
    const { heap, Pair } = open({ overflowStack: true, verify: true });
    const list = heap.root();
    for (let i = 0; i < 2000; i++) list.ref = Pair.new({ head: i, tail: list.ref });
    for (let round = 0; round < 5; round++)
      expect(heap.collect().liveObjects, `round ${round}`).to.equal(2000);
  });

  it('begins them again where the stack ends in the host’s own code', () => {
    const { heap, Pair } = open({ overflowStack: true });
    const deepest = (levels: number): number => (levels === 0 ? 0 : 1 + deepest(levels - 1));
    heap.addScanner(() => void deepest(3000));
    const list = heap.root();
    for (let i = 0; i < 2000; i++) list.ref = Pair.new({ head: i, tail: list.ref });
    expect(heap.collect().liveObjects).to.equal(2000);
  });

  it('has a constructor store its references where they have gone', () => {
    const { heap, Pair } = open({ collectEvery: 3, moveAll: true });
    const list = heap.root();
    for (let i = 0; i < 500; i++) list.ref = Pair.new({ head: i, tail: list.ref });
    let i = 500;
    for (let ref = list.ref; ref !== 0; ref = Pair.tail.get(ref))
      if (Pair.head.get(ref) !== --i) expect.fail(`node ${i} reads otherwise`);
    expect(i).to.equal(0);
    expect(heap.stats().roots).to.equal(1);
  });

  it('verifies after each collection', () => {
    const { heap, Pair } = open({ verify: true }, { collect: 'explicit' });
    const root = heap.root(Pair.new());
    heap.collect();
    heap.words[root.ref >>> 2] = 0;
    expect(() => heap.collect())
      .to.throw()
      .with.property('code', 'CORRUPT_HEAP');
  });

  it('is read from text, as the environment gives it', () => {
    expect(parseStress('collectEvery=3,moveAll, poison')).to.include({
      collectEvery: 3,
      moveAll: true,
      poison: true,
    });
    expect(() => parseStress('collectevery=3')).to.throw(BadRequestError, /collectEvery/);
    expect(() => parseStress('collectEvery')).to.throw(BadRequestError);
  });
});
