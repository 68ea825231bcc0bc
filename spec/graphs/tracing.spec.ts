import { expect } from 'chai';
import { AddressSpace, type CollectOptions, Heap, type HeapOptions } from '../../src/index.ts';
import { arenasOf, build, expectIntact, isHeld } from './builder.ts';
import { visitAll } from '../visit/support.ts';
import { FIXTURES, type GraphFixture } from './fixtures.ts';

function open(options: HeapOptions): Heap {
  return new Heap({ space: new AddressSpace({ reserve: 256 << 20 }), ...options });
}

/** Ways to open a heap, and to collect it. */
const WAYS: Readonly<Record<string, readonly [HeapOptions, CollectOptions]>> = {
  automatic: [{ collect: 'automatic' }, {}],
  explicit: [{ collect: 'explicit' }, {}],
  'explicit, checked': [{ collect: 'explicit', checked: true }, {}],
  'explicit, marks beside the arenas': [{ collect: 'explicit', marks: 'side' }, {}],
  'with a nursery, compacting': [
    { collect: 'explicit', nursery: 64 << 10, preciseRoots: true },
    { compact: true },
  ],
  'checked, with a nursery, compacting': [
    { collect: 'explicit', checked: true, nursery: 64 << 10, preciseRoots: true },
    { compact: true },
  ],
};

/** What is visited, what headers say, and what the verifier reaches, is what lives. */
function checkVisited(heap: Heap, lives: number, hasMarks: boolean): void {
  const visited = visitAll(heap, hasMarks);
  expect(visited.live.size, 'objects that are visited').to.equal(lives);
  expect(visited.new.size, 'new objects').to.equal(0);
  expect(heap.verify().objects).to.equal(lives);
}

function survivors(fixture: GraphFixture): number {
  let count = 0;
  for (let node = 0; node < fixture.nodes; node++) if (fixture.lives(node)) count++;
  return count;
}

function checkCollecting(
  [options, how]: readonly [HeapOptions, CollectOptions],
  fixture: GraphFixture,
): void {
  const heap = open(options);
  const graph = build(heap, fixture);
  const all = arenasOf(heap, fixture, graph, () => true);
  const kept = arenasOf(heap, fixture, graph, fixture.lives);

  // The nodes are known by an array that no root keeps.
  heap.onMoved((forward) => graph.refs.forEach((ref, node) => (graph.refs[node] = forward(ref))));
  const report = heap.collect(how);

  expect(report.liveObjects, 'objects that live').to.equal(survivors(fixture));
  expectIntact(heap, fixture, graph, fixture.lives);
  if (fixture.nodes <= 20_000) checkVisited(heap, report.liveObjects, options.marks !== 'side');
  if (how.compact !== true) {
    for (const arena of all)
      expect(isHeld(heap, arena), `arena ${arena} is held`).to.equal(kept.has(arena));
    expect(heap.stats().arenas, 'arenas held').to.equal(kept.size);
  }

  for (const root of graph.roots) root.release();
  heap.collect();
  expect(heap.stats().used, 'bytes held without roots').to.equal(0);
}

describe('tracing fixture graphs', () => {
  for (const [name, way] of Object.entries(WAYS))
    describe(`mode ${name}`, () => {
      for (const fixture of FIXTURES.filter(
        ({ nodes }) => nodes <= 20_000 || way === WAYS['automatic'],
      ))
        it(`keeps exactly what lives of ${fixture.name}`, () => checkCollecting(way, fixture));
    });

  describe('mode never', () => {
    for (const fixture of FIXTURES)
      it(`keeps every node of ${fixture.name}`, () => {
        const heap = open({ collect: 'never' });
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
