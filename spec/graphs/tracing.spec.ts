import { expect } from 'chai';
import { AddressSpace, type CollectMode, Heap } from '../../src/index.ts';
import { arenasOf, build, expectIntact, isHeld } from './builder.ts';
import { FIXTURES, type GraphFixture } from './fixtures.ts';

function open(collect: CollectMode): Heap {
  return new Heap({ space: new AddressSpace({ reserve: 256 << 20 }), collect });
}

function survivors(fixture: GraphFixture): number {
  let count = 0;
  for (let node = 0; node < fixture.nodes; node++) if (fixture.lives(node)) count++;
  return count;
}

function checkCollecting(collect: CollectMode, fixture: GraphFixture): void {
  const heap = open(collect);
  const graph = build(heap, fixture);
  const all = arenasOf(heap, fixture, graph, () => true);
  const kept = arenasOf(heap, fixture, graph, fixture.lives);

  const report = heap.collect();

  expect(report.liveObjects, 'objects that live').to.equal(survivors(fixture));
  expectIntact(heap, fixture, graph, fixture.lives);
  if (fixture.nodes <= 50_000) expect(heap.verify().objects).to.equal(report.liveObjects);
  for (const arena of all)
    expect(isHeld(heap, arena), `arena ${arena} is held`).to.equal(kept.has(arena));
  expect(heap.stats().arenas, 'arenas held').to.equal(kept.size);

  for (const root of graph.roots) root.release();
  heap.collect();
  expect(heap.stats().used, 'bytes held without roots').to.equal(0);
}

describe('tracing fixture graphs', () => {
  for (const mode of ['automatic', 'explicit'] as const)
    describe(`mode ${mode}`, () => {
      for (const fixture of FIXTURES)
        it(`keeps exactly what lives of ${fixture.name}`, () => checkCollecting(mode, fixture));
    });

  describe('mode never', () => {
    for (const fixture of FIXTURES)
      it(`keeps every node of ${fixture.name}`, () => {
        const heap = open('never');
        const graph = build(heap, fixture);
        for (const root of graph.roots) root.release();
        heap.safepoint();
        expect(heap.collect().ordinal).to.equal(0);
        expectIntact(heap, fixture, graph, () => true);
        const { collections, arenas, arenasDropped } = heap.stats();
        expect({ collections, arenasDropped }).to.deep.equal({ collections: 0, arenasDropped: 0 });
        const taken = arenasOf(heap, fixture, graph, () => true);
        expect(arenas).to.be.at.least(taken.size);
        heap.dispose();
        expect([...taken].some((arena) => isHeld(heap, arena))).to.equal(false);
      });
  });
});
