import { expect } from 'chai';
import { addressOf, AddressSpace, CorruptHeapError, Heap, type Ref } from '../../src/index.ts';
import { ArenaTable } from '../../src/arena/arena-table.ts';
import { ARENA_BYTES, ARENA_SHIFT, WINDOW_SHIFT } from '../../src/arena/geometry.ts';
import { MIB } from '../../src/memory/units.ts';
import { deferReferences } from '../support/deferring.ts';
import { openPlane } from '../inspect/support.ts';
import { openPairs, QUIET } from '../support/pairs.ts';
import { BEYOND } from '../support/wrong.ts';

describe('a mark', () => {
  /** Lengths of arrays around every boundary of a map word and of a small object. */
  const LENGTHS = [1, 2, 3, 7, 30, 61, 62, 63, 64, 125, 126, 127, 128, 129, 700, 2045, 2046, 3001];

  for (const place of ['first', 'last'] as const)
    it(`looks at the ${place} slot of objects of all lengths`, () => {
      const { heap, Pair } = openPairs(QUIET);
      const Row = heap.arrayLayout('Row', 'ref');
      for (const length of LENGTHS) {
        const row = heap.root(Row.new(length));
        Row.set(row.ref, place === 'first' ? 0 : length - 1, Pair.new());
      }
      expect(heap.collect().liveObjects).to.equal(2 * LENGTHS.length);
      expect(heap.verify().objects).to.equal(2 * LENGTHS.length);
    });

  it('looks at the first and at the last word of a range', () => {
    const { heap, Pair } = openPairs(QUIET);
    const base = heap.reserve(4096) >>> 2;
    heap.addScanner((visit) => visit(base, base + 3));
    heap.words[base] = Pair.new();
    heap.words[base + 2] = Pair.new();
    Pair.new();
    expect(heap.collect().liveObjects).to.equal(2);
  });

  it('counts an object’s bytes once, wherever in a map word it begins', () => {
    const { heap } = openPairs(QUIET);
    const Triple = heap.layout('Triple', { a: 'ref', b: 'ref', c: 'ref', value: 'i32' });
    const stack = heap.stack(2000);
    for (let i = 0; i < 2000; i++) stack.push(Triple.new());
    for (let round = 0; round < 2; round++)
      expect(heap.collect()).to.include({ liveObjects: 2000, liveBytes: 48_000 });
    for (let i = 0; i < 2000; i++) Triple.new();
    expect(heap.verify().objects).to.equal(2000);
    expect(heap.collect()).to.include({ liveObjects: 2000, freedBytes: 48_000 });
  });

  it('leaves no bit where no object starts', () => {
    const { heap, Pair } = openPairs(QUIET);
    const table = ArenaTable.of(heap.space);
    const Row = heap.arrayLayout('Row', 'ref');
    const root = heap.root(Pair.new());
    const stale = Row.new(5000);
    heap.collect();
    heap.write(root.ref, 1, stale);
    const found: boolean[] = [];
    heap.onMarked((isLive) => {
      found.push(isLive(stale), isLive(root.ref));
      heap.write(root.ref, 1, 0);
    });
    expect(heap.collect().liveObjects).to.equal(1);
    expect(found).to.deep.equal([false, true]);
    expect([stale, root.ref].map((ref) => table.isOld(addressOf(ref)))).to.deep.equal(found);
  });

  it('starts from an empty queue when another was cut short', () => {
    const { plane, words } = openPlane();
    const { arenas, larges, tracer } = plane.parts;
    const pair = plane.layouts.register('Pair', 2).id;
    const make = (): Ref => plane.allocate(pair, 16);
    const base = plane.reserved.take(4096) >>> 2;
    const COUNT = 4;
    plane.roots.addScanner((visit) => visit(base, base + COUNT));
    const parents: Ref[] = [];
    const children: Ref[] = [];
    // One in each arena, with a child beside it.
    for (let i = 0; i < COUNT; i++) {
      parents.push(make());
      children.push(make());
      plane.barrier.store(parents[i]!, 1, children[i]!);
      for (let bytes = 0; bytes < ARENA_BYTES; bytes += 16) make();
    }
    expect(new Set(parents.map((ref) => ref >>> ARENA_SHIFT))).to.have.property('size', COUNT);
    words.set(parents, base);
    plane.barrier.store(parents[0]!, 1, BEYOND);
    expect(() => plane.collect('request', 'full')).to.throw(CorruptHeapError);
    plane.barrier.store(parents[0]!, 1, children[0]!);
    words.set([...parents].reverse(), base);
    arenas.retire();
    tracer.beginFull(arenas, larges);
    // The only range: one before it would go through what an earlier mark has left.
    tracer.mark(base, base + COUNT);
    expect(children.map((ref) => tracer.isMarked(ref))).to.deep.equal([true, true, true, true]);
    tracer.end();
  });
});

describe('a mark that defers references', () => {
  /**
   * So many in one visit are deferred; and of every so manyth object, so that they lie scattered.
   */
  const SOURCES = 100;
  const APART = 8;
  const RESERVED = 2 * MIB;
  const LAST_WINDOW = (RESERVED >>> WINDOW_SHIFT) - 1;

  /** A space that is full of pairs, the sources all in its first arenas, on a stack of roots. */
  function fill(): {
    heap: Heap;
    sources: readonly Ref[];
    last: readonly Ref[];
    link: (from: readonly Ref[], to: readonly Ref[]) => void;
  } {
    const space = new AddressSpace({ reserve: RESERVED });
    const heap = new Heap({ ...QUIET, space });
    deferReferences(heap);
    const Pair = heap.layout('Pair', { head: 'value', tail: 'ref' });
    const stack = heap.stack(SOURCES);
    const refs: Ref[] = [];
    try {
      while (refs.length * 16 < RESERVED) refs.push(Pair.new());
    } catch {
      // The space is full.
    }
    const sources = refs.filter((_, index) => index % APART === 0).slice(0, SOURCES);
    for (const ref of sources) stack.push(ref);
    const last = refs.filter((ref) => ref >>> WINDOW_SHIFT === LAST_WINDOW);
    const link = (from: readonly Ref[], to: readonly Ref[]): void =>
      from.forEach((ref, index) => heap.write(ref, 1, to[index] ?? 0));
    return { heap, sources, last, link };
  }

  it('settles those into the last window too', () => {
    const { heap, sources, last, link } = fill();
    expect(last.length).to.be.above(SOURCES);
    link(sources, last);
    expect(heap.collect().liveObjects).to.equal(2 * SOURCES);
    expect(heap.verify().objects).to.equal(2 * SOURCES);
  });

  it('forgets what another had deferred that was cut short', () => {
    const { heap, sources, last, link } = fill();
    link(sources, last);
    heap.write(sources.at(-1)!, 1, BEYOND);
    expect(() => heap.collect()).to.throw(CorruptHeapError);
    link(sources, last.slice(SOURCES));
    expect(heap.collect().liveObjects).to.equal(2 * SOURCES);
    expect(heap.verify().objects).to.equal(2 * SOURCES);
  });
});
