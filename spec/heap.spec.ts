import { expect } from 'chai';
import {
  AddressSpace,
  BadRequestError,
  type CollectionReport,
  DisposedError,
  HandleError,
  Heap,
  LayoutError,
  ReenteredError,
  ValueError,
} from '../src/index.ts';
import { MIB } from '../src/memory/units.ts';
import { openPairs } from './support/pairs.ts';
import { asRef } from './support/wrong.ts';

describe('Heap', () => {
  it('runs the example of the README', () => {
    const { heap, Pair } = openPairs();
    const list = heap.root();
    for (let i = 0; i < 10; i++) list.ref = Pair.new({ head: i, tail: list.ref });
    expect(Pair.head.get(list.ref)).to.equal(9);
    list.release();
    expect(heap.collect()).to.include({
      liveObjects: 0,
      freedBytes: 160,
      arenasDropped: 1,
      usedAfter: 0,
    });
  });

  for (const limit of [0, -1, NaN, 1000])
    it(`refuses a limit of ${limit} bytes`, () => {
      expect(() => new Heap({ limit })).to.throw(BadRequestError, `limit is ${limit}`);
    });

  describe('the byte count', () => {
    for (const mode of ['automatic', 'explicit'] as const)
      it(`is what it was before the first object, once every root is gone (${mode})`, () => {
        const { heap, Pair } = openPairs({ collect: mode });
        const Row = heap.arrayLayout('Row', 'value');
        const Text = heap.bytesLayout('Text');
        const before = heap.stats().used;
        const scope = [heap.root(), heap.root(), heap.root()];
        for (let round = 0; round < 5_000; round++) {
          scope[0]!.ref = Pair.new({ head: round, tail: scope[0]!.ref });
          if (round % 50 === 0) scope[1]!.ref = Row.new(round);
          if (round % 100 === 0) scope[2]!.ref = Text.new(round * 20);
        }
        expect(heap.stats().used).to.be.greaterThan(before);
        for (const root of scope) root.release();
        heap.collect();
        expect(heap.stats()).to.include({
          used: before,
          arenas: 0,
          largeObjects: 0,
          roots: 0,
          live: 0,
        });
        expect(heap.stats().freed).to.equal(heap.stats().allocated);
      });

    it('counts allocated objects and bytes exactly', () => {
      const { heap, Pair } = openPairs();
      const Text = heap.bytesLayout('Text');
      for (let index = 0; index < 10_000; index++) Pair.new();
      Text.new(100_000);
      expect(heap.stats()).to.include({
        allocatedObjects: 10_001,
        allocated: 10_000 * 16 + 100_008,
      });
    });
  });

  describe('where a collection can happen', () => {
    it('is any allocation in automatic mode, and the initial values survive it', () => {
      const { heap, Pair } = openPairs({ limit: 8 * MIB });
      for (let i = 0; i < 600_000; i++) {
        const outer = Pair.new({ head: i, tail: Pair.new({ head: i }) });
        if (Pair.head.get(Pair.tail.get(outer)) !== i) expect.fail(`pair ${i} lost its tail`);
      }
      expect(heap.stats().collections).to.be.greaterThan(2);
    });

    it('is a safepoint in explicit mode, once the budget is spent', () => {
      const { heap, Pair } = openPairs({ collect: 'explicit' });
      heap.safepoint();
      expect(heap.stats().collections).to.equal(0);
      while (!heap.collectionDue) Pair.new();
      expect(heap.stats().collections).to.equal(0);
      heap.safepoint();
      expect(heap.stats().collections).to.equal(1);
      expect(heap.collectionDue).to.equal(false);
    });

    it('makes room at a safepoint for what is said to come', () => {
      const { heap } = openPairs({ collect: 'explicit', limit: 8 * MIB });
      const Text = heap.bytesLayout('Text');
      for (let round = 0; round < 20; round++) {
        heap.safepoint(6 * MIB);
        Text.new(6 * MIB);
      }
      expect(heap.stats().peakCommitted).to.be.at.most(8 * MIB);
    });

    it('is nowhere in mode never', () => {
      const { heap, Pair } = openPairs({ collect: 'never' });
      for (let i = 0; i < 1_000_000; i++) Pair.new();
      heap.safepoint();
      heap.safepoint(MIB);
      expect(heap.stats()).to.include({ collections: 0, freed: 0, arenasDropped: 0 });
    });
  });

  describe('dropped arenas', () => {
    it('are kept for the next ones, at most 4 MiB of them, after a collection that nobody asked for', () => {
      const { heap, Pair } = openPairs();
      const list = heap.root();
      for (let i = 0; i < 1_000_000; i++) list.ref = Pair.new({ tail: list.ref });
      list.ref = 0;
      const { collections } = heap.stats();
      for (let i = 0; heap.stats().collections === collections; i++) Pair.new();
      const { used, committed } = heap.stats();
      expect(committed - used)
        .to.be.above(0)
        .and.at.most(4 * MIB);
      heap.collect();
      const after = heap.stats();
      expect(after.committed).to.equal(after.used);
    });

    it('that are kept make way for a large object at the limit', () => {
      const { heap, Pair } = openPairs({ limit: 8 * MIB });
      for (let i = 0; heap.stats().collections === 0; i++) Pair.new();
      const { used, committed } = heap.stats();
      expect(committed).to.be.above(used);
      heap.root(heap.bytesLayout('Text').new(7 * MIB));
      expect(heap.stats().committed).to.be.at.most(8 * MIB);
      heap.verify();
    });

    it('that are kept make way for another heap on the space', () => {
      const space = new AddressSpace({ reserve: 8 * MIB });
      const first = openPairs({ space, name: 'first' });
      for (let i = 0; first.heap.stats().collections === 0; i++) first.Pair.new();
      const { used, committed } = first.heap.stats();
      expect(committed - used).to.be.above(3 * MIB);
      const second = openPairs({ space, collect: 'explicit', name: 'second' });
      const Text = second.heap.bytesLayout('Text');
      for (let i = 0; i < 6; i++) second.heap.root(Text.new(MIB));
      expect(second.heap.verify().objects).to.equal(6);
      expect(first.heap.stats().committed).to.equal(first.heap.stats().used);
      first.heap.verify();
    });

    it('that are kept come back with the heap, and by trim', () => {
      const { heap, Pair } = openPairs();
      for (let i = 0; heap.stats().collections === 0; i++) Pair.new();
      heap.trim();
      const { used, committed } = heap.stats();
      expect(committed).to.equal(used);
      for (let i = 0; heap.stats().collections === 1; i++) Pair.new();
      heap.dispose();
      expect(heap.space.holders()).to.deep.equal([]);
    });
  });

  describe('holes', () => {
    it('between survivors are allocated into, zeroed, before a new arena is taken', () => {
      const { heap, Pair } = openPairs({ collect: 'explicit' });
      const kept = heap.root();
      for (let i = 0; i < 100_000; i++) {
        const ref = Pair.new({ head: i + 1, tail: kept.ref });
        if (i % 8 === 0) kept.ref = ref;
      }
      const { arenas } = heap.stats();
      heap.collect();
      expect(heap.stats().arenas).to.equal(arenas);
      for (let i = 0; i < 80_000; i++) {
        const ref = Pair.new();
        if (Pair.head.get(ref) !== 0 || Pair.tail.get(ref) !== 0)
          expect.fail('a hole was not zeroed');
      }
      expect(heap.stats().arenas).to.equal(arenas);
      expect(heap.collect().liveObjects).to.equal(12_500);
    });
  });

  it('shows the host what lives between mark and sweep', () => {
    const { heap, Pair } = openPairs();
    const kept = heap.root(Pair.new());
    const table = [kept.ref, Pair.new(), Pair.new()];
    let verdicts: boolean[] = [];
    const remove = heap.onMarked((isLive) => (verdicts = table.map(isLive)));
    heap.collect();
    expect(verdicts).to.deep.equal([true, false, false]);
    remove();
    verdicts = [];
    heap.collect();
    expect(verdicts).to.deep.equal([]);
  });

  for (const where of ['scanner', 'listener'] as const)
    it(`frees nothing when a ${where} of the host throws, and collects the next time`, () => {
      const { heap, Pair } = openPairs({ collect: 'explicit' });
      const Text = heap.bytesLayout('Text');
      const kept = heap.root();
      for (let i = 0; i < 5000; i++) {
        const ref = Pair.new({ head: i, tail: kept.ref });
        if (i % 2 === 0) kept.ref = ref;
      }
      const large = heap.root(Text.new(100_000));
      const fail = (): never => {
        throw new RangeError('a fault of the host');
      };
      const remove = where === 'scanner' ? heap.addScanner(fail) : heap.onMarked(fail);
      expect(() => heap.collect()).to.throw(RangeError);
      remove();
      for (let i = 0; i < 5000; i++) Pair.new({ head: -1 });
      expect(heap.verify().objects).to.equal(2501);
      expect(heap.collect().liveObjects).to.equal(2501);
      large.release();
      expect(heap.collect()).to.include({ liveObjects: 2500, largesDropped: 1 });
      let sum = 0;
      for (let ref = kept.ref; ref !== 0; ref = Pair.tail.get(ref)) sum += Pair.head.get(ref);
      expect(sum).to.equal(2499 * 2500);
    });

  it('tells listeners of each collection', () => {
    const { heap, Pair } = openPairs();
    const reports: CollectionReport[] = [];
    heap.onCollection((report) => reports.push(report));
    Pair.new();
    heap.collect();
    heap.collect();
    expect(
      reports.map(({ ordinal, freedBytes, reason }) => ({ ordinal, freedBytes, reason })),
    ).to.deep.equal([
      { ordinal: 1, freedBytes: 16, reason: 'request' },
      { ordinal: 2, freedBytes: 0, reason: 'request' },
    ]);
  });

  it('refuses to be entered in the middle of a collection, and survives it', () => {
    const { heap, Pair } = openPairs();
    const kept = heap.root(Pair.new({ head: 7 }));
    const remove = heap.onMarked(() => Pair.new());
    expect(() => heap.collect()).to.throw(
      ReenteredError,
      'allocate was called during a collection',
    );
    remove();
    expect(heap.collect().liveObjects).to.equal(1);
    expect(Pair.head.get(kept.ref)).to.equal(7);
  });

  it('gives every page back when it is disposed of', () => {
    const space = new AddressSpace({ reserve: 64 * MIB });
    new Heap({ space }).dispose();
    const before = space.pages.stats().heldPages;
    const { heap, Pair } = openPairs({ space });
    const root = heap.root(Pair.new());
    heap.bytesLayout('Text').new(100_000);
    heap.dispose();
    heap.dispose();
    expect(space.pages.stats().heldPages).to.equal(before);
    expect(() => Pair.new()).to.throw(DisposedError);
    expect(() => heap.root()).to.throw(DisposedError);
    expect(() => heap.collect()).to.throw(DisposedError);
    expect(() => root.ref).to.throw(DisposedError);
  });

  it('stays away from what belongs to others when it was disposed of', () => {
    const space = new AddressSpace({ reserve: 64 * MIB });
    const gone = openPairs({ space });
    gone.heap.root(gone.Pair.new());
    const stack = gone.heap.stack();
    gone.heap.dispose();
    const { allocatedObjects } = gone.heap.stats();
    expect(allocatedObjects).to.equal(1);
    const other = openPairs({ space, collect: 'explicit' });
    const kept = other.heap.root(other.Pair.new({ head: 1 }));
    for (let i = 0; i < 3000; i++) {
      expect(() => gone.Pair.new({ head: 2 })).to.throw(DisposedError);
      kept.ref = other.Pair.new({ head: i, tail: kept.ref });
    }
    expect(() => stack.push(kept.ref)).to.throw(DisposedError);
    expect(() => stack.pop()).to.throw(HandleError);
    expect(stack.depth).to.equal(0);
    expect(gone.heap.stats().allocatedObjects).to.equal(1);
    expect(other.heap.verify().objects).to.equal(3001);
    other.heap.dispose();
    space.close();
  });

  it('works above 2 GiB, where references are negative', () => {
    const space = new AddressSpace({ reserve: 4 * 1024 * MIB });
    const owner = space.pages.register('ballast');
    for (let i = 0; i < 9; i++) space.reserveRun(256 * MIB, owner);
    const heap = new Heap({ space, limit: 64 * MIB });
    const Pair = heap.layout('Pair', { head: 'value', tail: 'ref' });
    const Text = heap.bytesLayout('Text');
    const list = heap.root();
    for (let i = 0; i < 300_000; i++)
      list.ref = Pair.new({ head: i, tail: i % 1000 === 0 ? 0 : list.ref });
    expect(list.ref).to.be.below(0);
    const text = heap.root(Text.new(100_000));
    Text.set(text.ref, 99_999, 5);
    expect(heap.collect().liveObjects).to.equal(1001);
    expect(Text.get(text.ref, 99_999)).to.equal(5);
    for (let ref = list.ref, i = 299_999; ref !== 0; ref = Pair.tail.get(ref), i--)
      expect(Pair.head.get(ref)).to.equal(i);
    text.release();
    list.release();
    heap.collect();
    expect(heap.stats().used).to.equal(0);
  });

  describe('allocate', () => {
    it('makes an object of any layout', () => {
      const { heap, Pair } = openPairs({ collect: 'explicit' });
      const Row = heap.arrayLayout('Row', 'value');
      expect(heap.layoutOf(heap.allocate(Pair))?.name).to.equal('Pair');
      expect(Row.length(heap.allocate(Row, 3))).to.equal(3);
      expect(() => heap.allocate(Pair as never, 3)).to.throw(LayoutError, 'no length');
      expect(() => heap.allocate(Row as never)).to.throw(LayoutError, 'needs a length');
    });

    it('refuses a raw object that is shorter than what is traced of it', () => {
      const { heap } = openPairs();
      const { id } = heap.rawLayout('Long', 50);
      const { allocatedObjects } = heap.stats();
      for (const words of [0, 2, 48])
        expect(() => heap.allocateRaw(id, words)).to.throw(LayoutError, 'Long');
      expect(heap.stats().allocatedObjects).to.equal(allocatedObjects);
      heap.root(heap.allocateRaw(id, 50));
      expect(heap.collect().liveObjects).to.equal(1);
    });

    it('refuses a raw object of a layout that has one size, in another', () => {
      const { heap, Pair } = openPairs();
      expect(() => heap.allocateRaw(Pair.id, 4)).to.throw(LayoutError, 'layout Pair with 4 words');
      expect(Pair.head.get(heap.allocateRaw(Pair.id, 2))).to.equal(0);
      expect(() => heap.allocateRaw(4095, 2)).to.throw(LayoutError);
    });

    it('reads and writes slots of raw layouts', () => {
      const { heap } = openPairs();
      const Cell = heap.rawLayout('Cell', 'all');
      const ref = heap.allocateRaw(Cell.id, 3);
      heap.write(ref, 2, 84);
      expect([heap.read(ref, 0), heap.read(ref, 2), heap.payloadWords(ref)]).to.deep.equal([
        0, 84, 3,
      ]);
      expect(heap.payloadWords(heap.allocateRaw(Cell.id, 5000))).to.equal(5000);
    });
  });

  it('reports bad values and leaves the heap as it was', () => {
    const { heap, Pair } = openPairs();
    expect(() => Pair.new({ head: 2 ** 30 })).to.throw(ValueError, '1073741824');
    expect(() => Pair.new({ tail: asRef(6) })).to.throw(ValueError, '6 is none');
    expect(heap.collect().liveObjects).to.equal(0);
  });
});
