import { expect } from 'chai';
import { AddressSpace, Heap } from '../../src/index.ts';
import { MIB, PAGE_BYTES } from '../../src/memory/units.ts';
import { openPairs } from '../support/pairs.ts';

describe('trim', () => {
  it('keeps what held pages hold, at their addresses, and zeroes the free ones', () => {
    const space = new AddressSpace({ reserve: 64 * MIB });
    const owner = space.pages.register('spec');
    const runs = Array.from({ length: 10 }, () => space.reserveRun(3 * PAGE_BYTES, owner));
    for (const run of runs) space.words.fill(run, run >>> 2, (run + 3 * PAGE_BYTES) >>> 2);
    const freed = runs.filter((_, index) => index % 2 === 1);
    for (const run of freed) space.releaseRun(run, 3 * PAGE_BYTES, owner);
    const old = space.words;

    expect(space.trim()).to.equal(5 * 3 * PAGE_BYTES);

    expect(space.words).not.to.equal(old);
    for (const run of runs) {
      const expected = freed.includes(run) ? 0 : run;
      expect(
        space.words
          .subarray(run >>> 2, (run + 3 * PAGE_BYTES) >>> 2)
          .every((word) => word === expected),
      ).to.equal(true);
    }
  });

  it('tells those who keep views, until they stop listening', () => {
    const space = new AddressSpace({ reserve: 2 * MIB });
    let told = 0;
    const stop = space.onViewsChanged(() => told++);
    space.trim();
    stop();
    space.trim();
    expect(told).to.equal(1);
  });

  it('leaves every heap of the space working: roots, fields, arrays, bytes, collections', () => {
    const space = new AddressSpace({ reserve: 128 * MIB });
    const heaps = [openPairs({ space }), openPairs({ space, collect: 'explicit' })];
    const built = heaps.map(({ heap, Pair }) => {
      const All = heap.layout('All', {
        next: 'ref',
        i8: 'i8',
        f64: 'f64',
        bool: 'bool',
        u32: 'u32',
      });
      const Row = heap.arrayLayout('Row', 'ref');
      const Text = heap.bytesLayout('Text');
      const list = heap.root();
      for (let i = 0; i < 100_000; i++)
        list.ref = Pair.new({ head: i, tail: i % 1000 === 0 ? 0 : list.ref });
      const all = heap.root(All.new({ next: list.ref, i8: -5, f64: 1.25, bool: true, u32: 4e9 }));
      const text = heap.root(Text.new(20_000));
      Text.set(text.ref, 19_999, 77);
      return { heap, Pair, All, Row, Text, list, all, text };
    });

    heaps[0]!.heap.trim();

    for (const { heap, Pair, All, Row, Text, list, all, text } of built) {
      expect(heap.words).to.equal(space.words);
      expect(All.next.get(all.ref)).to.equal(list.ref);
      expect([All.i8.get(all.ref), All.f64.get(all.ref), All.u32.get(all.ref)]).to.deep.equal([
        -5, 1.25, 4e9,
      ]);
      expect(All.bool.get(all.ref)).to.equal(true);
      expect(Text.get(text.ref, 19_999)).to.equal(77);
      const row = heap.root(Row.new(10));
      Row.set(row.ref, 9, list.ref);
      for (let i = 0; i < 1000; i++) list.ref = Pair.new({ head: i, tail: list.ref });
      expect(heap.collect().liveObjects).to.equal(2003);
      expect(heap.collect({ compact: true }).liveObjects).to.equal(2003);
      let length = 0;
      for (let ref = Row.get(row.ref, 9); ref !== 0; ref = Pair.tail.get(ref)) length++;
      expect(length).to.equal(1000);
      heap.dispose();
    }
  });

  it('copies no page that nobody holds, and no page of zeroes', () => {
    const { heap, Pair } = openPairs({
      space: new AddressSpace({ reserve: 512 * MIB }),
      collect: 'explicit',
    });
    const list = heap.root();
    for (let i = 0; i < 12_000_000; i++) list.ref = Pair.new({ head: 1, tail: list.ref });
    list.ref = 0;
    heap.collect();
    expect(heap.stats().used).to.equal(0);
    expect(heap.space.pages.stats().touchedPages * PAGE_BYTES).to.be.greaterThan(180 * MIB);
    expect(heap.trim()).to.be.below(2 * MIB);
    expect(heap.space.pages.stats().touchedPages * PAGE_BYTES).to.be.below(40 * MIB);
  });

  it('happens by itself where the host allows it', () => {
    for (const trim of ['explicit', 'automatic'] as const) {
      const heap = new Heap({ space: new AddressSpace({ reserve: 512 * MIB }), trim });
      const Pair = heap.layout('Pair', { head: 'value', tail: 'ref' });
      const before = heap.words;
      const list = heap.root();
      for (let i = 0; i < 6_000_000; i++) list.ref = Pair.new({ head: 1, tail: list.ref });
      list.ref = 0;
      heap.collect();
      expect(heap.words === before, `views are the same (${trim})`).to.equal(trim === 'explicit');
      expect(Pair.head.get(Pair.new({ head: 3 }))).to.equal(3);
    }
  });
});
