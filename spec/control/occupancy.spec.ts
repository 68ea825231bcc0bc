import { expect } from 'chai';
import type { Heap, Root } from '../../src/index.ts';
import { ARENA_BYTES } from '../../src/arena/geometry.ts';
import { openPairs } from '../support/pairs.ts';

const PAIRS_PER_ARENA = ARENA_BYTES / 16;

/** Fills so many arenas with pairs of which one in `every` lives. */
function scatter(arenas: number, every: number): { readonly heap: Heap; readonly roots: Root[] } {
  const { heap, Pair } = openPairs({ collect: 'explicit', stress: {} });
  const roots: Root[] = [];
  for (let made = 0; made < arenas * PAIRS_PER_ARENA; made++) {
    const ref = Pair.new({ head: made });
    if (made % every === 0) roots.push(heap.root(ref));
  }
  return { heap, roots };
}

describe('the figures of how full the arenas are', () => {
  it('tell the holes that a collection left, until they are taken', () => {
    const { heap, roots } = scatter(20, 4);
    expect(heap.stats()).to.include({ holes: 0, reclaimable: 0 });
    heap.collect();
    const { arenas, live, holes } = heap.stats();
    expect(arenas).to.equal(20);
    expect(holes).to.equal(20 * ARENA_BYTES - live);
    const Pair = heap.layout('Pair again', { a: 'ref', b: 'ref', c: 'ref' });
    for (let made = 0; made < 1000; made++) roots[0]!.ref = Pair.new();
    const left = heap.stats().holes;
    expect(left).to.be.within(holes - 1000 * 48, holes - 1000 * 16);
    expect(heap.stats().arenas).to.equal(20);
  });

  it('count no arena that was taken since', () => {
    const { heap, roots } = scatter(4, 1);
    heap.collect();
    const Pair = heap.layout('Pair again', { a: 'ref' });
    for (let made = 0; made < 10 * PAIRS_PER_ARENA; made++) roots[0]!.ref = Pair.new();
    expect(heap.stats()).to.include({ holes: 0, reclaimable: 0 });
  });

  for (const every of [2, 4, 16, 64])
    it(`tell what a compaction gives back, where one in ${every} lives`, () => {
      const { heap, roots } = scatter(64, every);
      heap.collect();
      const { reclaimable, used } = heap.stats();
      heap.collect({ compact: true });
      const after = heap.stats();
      const given = used - after.used;
      expect(reclaimable).to.be.above(0);
      expect(given).to.be.within(reclaimable - 2 * ARENA_BYTES, reclaimable + 2 * ARENA_BYTES);
      expect(after.reclaimable).to.be.at.most(2 * ARENA_BYTES);
      expect(after.holes).to.equal(after.used - after.live);
      roots.forEach((root) => root.release());
      heap.collect();
      expect(heap.stats()).to.include({ holes: 0, reclaimable: 0, used: 0 });
    });

  it('are the same when they are asked for again, and nothing once the heap is closed', () => {
    const { heap } = scatter(30, 8);
    heap.collect();
    expect(heap.stats()).to.deep.equal(heap.stats());
    heap.dispose();
    expect(heap.stats()).to.include({ holes: 0, reclaimable: 0 });
  });

  it('follow collections of the young', () => {
    const { heap, roots } = scatter(8, 2);
    heap.collect();
    const before = heap.stats().holes;
    roots.forEach((root) => root.release());
    heap.collect({ scope: 'young' });
    expect(heap.stats().holes).to.equal(before);
    heap.collect();
    expect(heap.stats().holes).to.equal(0);
  });
});
