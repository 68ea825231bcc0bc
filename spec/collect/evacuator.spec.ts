import { expect } from 'chai';
import { AddressSpace, HandleError, Heap, type Ref, toRef } from '../../src/index.ts';
import { ARENA_BYTES } from '../../src/arena/geometry.ts';
import { MIB } from '../../src/memory/units.ts';
import { FIXTURES, type GraphFixture } from '../graphs/fixtures.ts';
import { build, type BuiltGraph } from '../graphs/builder.ts';
import { openPairs } from '../support/pairs.ts';

/** Walks from the roots and fails unless the graph found is the fixture's living part. */
function expectIsomorphic(heap: Heap, fixture: GraphFixture, graph: BuiltGraph): void {
  const nameOf = (ref: Ref): number => heap.read(ref, 1) >> 1;
  const seen = new Map<number, Ref>();
  const pending: Ref[] = graph.roots.map((root) => root.ref);
  graph.roots.forEach((root, index) => expect(nameOf(root.ref)).to.equal(fixture.roots[index]));
  while (pending.length > 0) {
    const ref = pending.pop()!;
    const node = nameOf(ref);
    if (seen.has(node)) {
      if (seen.get(node) !== ref) expect.fail(`node ${node} stands in two places`);
      continue;
    }
    seen.set(node, ref);
    fixture.edges(node).forEach((target, edge) => {
      const word = heap.read(ref, edge + 2);
      if (target < 0 ? word !== 0 : nameOf(toRef(word)) !== target)
        expect.fail(`edge ${edge} of node ${node} is broken`);
      if (target >= 0) pending.push(toRef(word));
    });
  }
  for (let node = 0; node < fixture.nodes; node++)
    if (fixture.lives(node) !== seen.has(node))
      expect.fail(`node ${node} should${seen.has(node) ? ' not' : ''} be there`);
}

describe('compaction', () => {
  for (const fixture of FIXTURES)
    it(`leaves ${fixture.name} as it was, in other places`, () => {
      const heap = new Heap({
        space: new AddressSpace({ reserve: 256 * MIB }),
        collect: 'explicit',
      });
      const graph = build(heap, fixture);
      const first = heap.collect({ compact: true });
      expectIsomorphic(heap, fixture, graph);
      if (fixture.nodes <= 50_000) expect(heap.verify().objects).to.equal(first.liveObjects);
      expect(heap.collect()).to.include({
        liveObjects: first.liveObjects,
        liveBytes: first.liveBytes,
        freedBytes: 0,
      });
      for (const root of graph.roots) root.release();
      heap.collect();
      expect(heap.stats().used).to.equal(0);
    });

  for (const k of [2, 3, 5, 8, 16, 64, 256])
    for (const words of [3, 7])
      it(`packs what is left when every ${k}th of objects of ${words} words is kept`, () => {
        const heap = new Heap({
          space: new AddressSpace({ reserve: 128 * MIB }),
          collect: 'explicit',
        });
        const Cell = heap.rawLayout('Cell', 1);
        const list = heap.root();
        for (let i = 0; i < 400_000; i++) {
          const ref = heap.allocateRaw(Cell.id, words);
          heap.words[(ref >>> 2) + words] = i;
          if (i % k !== 0) continue;
          heap.write(ref, 0, list.ref);
          list.ref = ref;
        }
        const report = heap.collect({ compact: true });
        expect(report.movedObjects).to.be.greaterThan(0);
        expect(heap.stats().arenas).to.be.at.most(
          Math.ceil((report.liveBytes * 1.05) / ARENA_BYTES) + 1,
        );
        let i = Math.floor(399_999 / k) * k;
        for (let ref = list.ref; ref !== 0; ref = toRef(heap.read(ref, 0)), i -= k)
          if (heap.words[(ref >>> 2) + words] !== i) expect.fail(`object ${i} reads otherwise`);
        expect(i).to.equal(-k);
      });

  it('tells handles, scopes, scanned ranges and followers', () => {
    const { heap, Pair } = openPairs({ collect: 'explicit' });
    const base = heap.reserve(4096) >>> 2;
    heap.addScanner((visit) => visit(base, base + 1));
    let remembered: Ref = 0;
    heap.onMoved((forward) => (remembered = forward(remembered)));
    heap.scope((scope) => {
      const handle = heap.root();
      const scoped = scope.root();
      for (let i = 0; i < 40_000; i++) {
        const ref = Pair.new({ head: i });
        if (i === 20_001) handle.ref = ref;
        if (i === 30_001) scoped.ref = ref;
        if (i === 35_001) remembered = heap.words[base] = ref;
      }
      const before = [handle.ref, scoped.ref, remembered];
      expect(heap.collect({ compact: true }).movedObjects).to.be.at.least(2);
      expect(heap.words[base]).to.equal(remembered);
      expect([handle.ref, scoped.ref, remembered]).not.to.deep.equal(before);
      expect([handle.ref, scoped.ref, remembered].map((ref) => Pair.head.get(ref))).to.deep.equal([
        20_001, 30_001, 35_001,
      ]);
      expect(heap.stats().arenas).to.equal(1);
    });
  });

  it('happens by itself in an explicit heap with precise roots that has become sparse', () => {
    for (const preciseRoots of [false, true]) {
      const { heap, Pair } = openPairs({ collect: 'explicit', preciseRoots });
      const list = heap.root();
      for (let i = 0; i < 2_000_000; i++) {
        const ref = Pair.new({ head: i });
        if (i % 64 !== 0) continue;
        Pair.tail.set(ref, list.ref);
        list.ref = ref;
      }
      heap.safepoint();
      const { used, live } = heap.stats();
      if (preciseRoots) expect(used).to.be.below(live * 1.2);
      else expect(used).to.be.above(live * 10);
    }
  });

  describe('pins', () => {
    it('hold an object in its place, and nest', () => {
      const { heap, Pair } = openPairs({ collect: 'explicit' });
      const refs: number[] = [];
      for (let i = 0; i < 20_000; i++) refs.push(Pair.new({ head: i }));
      const first = heap.pin(toRef(refs[12_345]!));
      const second = heap.pin(toRef(refs[12_345]!));
      const other = heap.root(toRef(refs[5]!));
      heap.collect({ compact: true });
      expect(first.ref).to.equal(refs[12_345]);
      expect(Pair.head.get(first.ref)).to.equal(12_345);
      first.release();
      first.release();
      heap.collect({ compact: true });
      expect(second.ref).to.equal(refs[12_345]);
      second.release();
      expect(Pair.head.get(other.ref)).to.equal(5);
      expect(heap.collect().liveObjects).to.equal(1);
      expect(() => second.ref).to.throw(HandleError);
    });

    it('refuse null and references of other heaps', () => {
      const { heap } = openPairs();
      const other = openPairs({ space: heap.space });
      expect(() => heap.pin(0)).to.throw(HandleError);
      expect(() => heap.pin(other.Pair.new())).to.throw(HandleError);
    });
  });
});
