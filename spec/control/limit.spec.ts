import { expect } from 'chai';
import { AddressSpace, Heap, HeapLimitError, OutOfMemoryError } from '../../src/index.ts';
import { KIB, MIB } from '../../src/memory/units.ts';
import { openPairs } from '../support/pairs.ts';
import { thrownBy } from '../support/thrown.ts';

const MODES = ['automatic', 'explicit', 'never'] as const;

describe('the limit', () => {
  for (const mode of MODES)
    it(`holds in mode ${mode}, and the heap is usable after it was met`, () => {
      const { heap, Pair } = openPairs({ limit: MIB, collect: mode });
      const list = heap.root();
      const fill = (): void => {
        for (;;) list.ref = Pair.new({ head: 1, tail: list.ref });
      };
      expect(fill).to.throw(HeapLimitError, /32768 bytes asked, 1048576 of 1048576 in use/);
      expect(heap.stats().peakCommitted).to.equal(MIB);
      let length = 0;
      for (let ref = list.ref; ref !== 0; ref = Pair.tail.get(ref)) length += Pair.head.get(ref);
      expect(length).to.equal(MIB / 16);
      list.ref = 0;
      if (mode === 'never') return;
      heap.safepoint();
      for (let i = 0; i < 1000; i++) list.ref = Pair.new({ head: i, tail: list.ref });
      expect(heap.collect().liveObjects).to.equal(1000);
    });

  it('says in mode explicit that a collection may make room, and how much nobody has looked at', () => {
    const { heap, Pair } = openPairs({ limit: MIB, collect: 'explicit', stress: {} });
    const fill = (): HeapLimitError =>
      thrownBy(() => {
        for (;;) Pair.new();
      }) as HeapLimitError;
    const first = fill();
    expect(first.sinceCollection).to.equal(MIB);
    expect(first.message).to.include('1048576 bytes were handed out since the last collection');
    expect(first.message).to.include('heap.collect(), or a safepoint');
    expect(fill().sinceCollection).to.equal(MIB);
    heap.collect();
    for (let made = 0; made < MIB / 16 - 4096; made++) Pair.new();
    expect(fill().sinceCollection).to.equal(MIB);
    heap.safepoint();
    expect(Pair.head.get(Pair.new({ head: 3 }))).to.equal(3);
  });

  it('says nothing of a collection where none would find anything, or there has been one', () => {
    const full = openPairs({ limit: MIB, collect: 'explicit', stress: {} });
    const text = full.heap.bytesLayout('Text');
    const kept = full.heap.root(text.new(1000 * KIB));
    full.heap.collect();
    const refused = thrownBy(() => text.new(100 * KIB)) as HeapLimitError;
    expect(refused.sinceCollection).to.equal(0);
    expect(refused.message).not.to.include('safepoint');
    kept.release();
    for (const collect of ['automatic', 'never'] as const) {
      const { heap, Pair } = openPairs({ limit: MIB, collect, stress: {} });
      const list = heap.root();
      const error = thrownBy(() => {
        for (;;) list.ref = Pair.new({ tail: list.ref });
      }) as HeapLimitError;
      expect(error.sinceCollection, collect).to.equal(0);
      expect(error.message).not.to.include('safepoint');
    }
  });

  it('counts large objects in whole pages', () => {
    const { heap } = openPairs({ limit: MIB });
    const Text = heap.bytesLayout('Text');
    const kept = heap.root(Text.new(500 * KIB));
    expect(heap.stats().used).to.equal(504 * KIB);
    try {
      Text.new(600 * KIB);
      expect.fail('the limit was passed');
    } catch (error) {
      expect(error).to.be.instanceOf(HeapLimitError);
      expect(error).to.include({
        code: 'HEAP_LIMIT',
        asked: 604 * KIB,
        used: 504 * KIB,
        limit: MIB,
      });
    }
    kept.release();
    expect(Text.length(Text.new(600 * KIB))).to.equal(600 * KIB);
  });

  it('does not mean a collection per allocation when the heap is full of live data', () => {
    const { heap, Pair } = openPairs({ limit: 4 * MIB });
    const list = heap.root();
    try {
      for (;;) list.ref = Pair.new({ head: 0, tail: list.ref });
    } catch (error) {
      expect(error).to.be.instanceOf(HeapLimitError);
    }
    expect(heap.stats().collections).to.be.below(40);
  });

  it('is told from a space that is full before the limit', () => {
    const heap = new Heap({ space: new AddressSpace({ reserve: 4 * MIB }), limit: 3 * MIB });
    const Text = heap.bytesLayout('Text');
    heap.reserve(2 * MIB);
    expect(() => Text.new(2 * MIB)).to.throw(OutOfMemoryError, 'Reserve a larger AddressSpace');
  });

  it('bounds each heap of a shared space on its own', () => {
    const space = new AddressSpace({ reserve: 64 * MIB });
    const first = openPairs({ space, limit: MIB });
    const second = openPairs({ space, limit: 2 * MIB });
    for (const { heap, Pair } of [first, second]) {
      const list = heap.root();
      expect(() => {
        for (;;) list.ref = Pair.new({ tail: list.ref });
      }).to.throw(HeapLimitError);
    }
    expect([first.heap.stats().used, second.heap.stats().used]).to.deep.equal([MIB, 2 * MIB]);
    first.heap.dispose();
    expect(second.heap.collect().liveBytes).to.be.greaterThan(1.9 * MIB);
  });
});
