import { expect } from 'chai';
import { addressOf, AddressSpace, CorruptHeapError, type Heap, type Ref } from '../../src/index.ts';
import { ArenaTable } from '../../src/arena/arena-table.ts';
import { ARENA_SHIFT } from '../../src/arena/geometry.ts';
import { MIB } from '../../src/memory/units.ts';
import { openPairs, QUIET } from '../support/pairs.ts';
import { BEYOND } from '../support/wrong.ts';

/** Longer than what fills any hole: such objects look for a hole of their own size. */
const LONG_WORDS = 50;

/** A heap with so many long objects, of which every other one lives; and how to make more. */
function withHoles(count: number): {
  readonly heap: Heap;
  readonly Pair: ReturnType<typeof openPairs>['Pair'];
  readonly makeLong: (tag: number) => Ref;
} {
  const { heap, Pair } = openPairs(QUIET);
  const Long = heap.rawLayout('Long', 1);
  const makeLong = (tag: number): Ref => {
    const ref = heap.allocateRaw(Long.id, LONG_WORDS);
    heap.words[(ref >>> 2) + LONG_WORDS] = tag;
    return ref;
  };
  const stack = heap.stack(count);
  for (let i = 0; i < count; i++) {
    const ref = makeLong(i);
    if (i % 2 === 0) stack.push(ref);
  }
  heap.collect();
  return { heap, Pair, makeLong };
}

describe('holes', () => {
  it('are never handed out twice, to short objects and to long ones', () => {
    const { heap, Pair, makeLong } = withHoles(2000);
    const stack = heap.stack(10_000);
    const shorts: Ref[] = [];
    const longs: Ref[] = [];
    for (let i = 0; i < 800; i++) {
      for (let j = 0; j < 3; j++) stack.push((shorts[shorts.length] = Pair.new({ head: i })));
      stack.push((longs[i] = makeLong(~i)));
    }
    shorts.forEach((ref, index) => {
      if (Pair.head.get(ref) !== Math.floor(index / 3)) expect.fail(`short ${index} is lost`);
    });
    longs.forEach((ref, index) => {
      if (heap.words[(ref >>> 2) + LONG_WORDS] !== ~index) expect.fail(`long ${index} is lost`);
    });
    expect(heap.verify().objects).to.equal(1000 + 2400 + 800);
  });

  it('that long objects took and died in are free again after a collection of the young', () => {
    const { heap, makeLong } = withHoles(2000);
    const { arenas, live } = heap.stats();
    for (let round = 0; round < 4; round++) {
      for (let i = 0; i < 900; i++) makeLong(i);
      expect(heap.stats().arenas, `arenas in round ${round}`).to.equal(arenas);
      // Something new in each arena, so that all of them are counted again.
      expect(heap.collect({ scope: 'young' }).liveBytes, 'bytes that live').to.equal(live);
    }
  });

  it('that are too short are passed over', () => {
    const { heap, Pair } = openPairs(QUIET);
    const Cell = heap.rawLayout('Cell', 0);
    const stack = heap.stack(10_000);
    for (let i = 0; i < 10_000; i++) {
      const ref = heap.allocateRaw(Cell.id, 1);
      heap.words[(ref >>> 2) + 1] = i;
      if (i % 2 === 0) stack.push(ref);
    }
    heap.collect();
    expect(() => {
      for (let i = 0; i < 5000; i++) Pair.new({ head: -1 });
    }).not.to.throw();
    for (let below = 0; below < 5000; below++)
      if (heap.words[(stack.peek(below) >>> 2) + 1] !== 9998 - 2 * below)
        expect.fail(`the one that is ${below} below the top is lost`);
  });
});

describe('an arena', () => {
  it('of which another heap died is as new for who takes it', () => {
    const space = new AddressSpace({ reserve: 16 * MIB });
    const fill = (
      keptEach: number,
    ): {
      readonly heap: Heap;
      readonly oldest: Ref;
      readonly last: Ref;
      readonly kept: number;
    } => {
      const { heap, Pair } = openPairs({ ...QUIET, space });
      const list = heap.root();
      const oldest = (list.ref = Pair.new());
      let last: Ref = 0;
      for (let i = 0; i < 6000; i++) {
        last = Pair.new({ tail: list.ref });
        if (i % keptEach === 0) list.ref = last;
      }
      return { heap, oldest, last, kept: 1 + 6000 / keptEach };
    };
    const gone = fill(2);
    gone.heap.collect();
    const table = ArenaTable.of(space);
    expect(table.isOld(addressOf(gone.oldest))).to.equal(true);
    gone.heap.dispose();
    expect(table.isOld(addressOf(gone.oldest)), 'whether a bit is left').to.equal(false);
    const { heap, last, kept } = fill(3);
    expect(last >>> ARENA_SHIFT, 'where it stands').to.equal(gone.last >>> ARENA_SHIFT);
    const { liveObjects, liveBytes } = heap.collect({ scope: 'young' });
    expect({ liveObjects, liveBytes }).to.deep.equal({ liveObjects: kept, liveBytes: kept * 16 });
    expect(heap.verify().objects).to.equal(kept);
  });

  it('on which a mark that was cut short has left a bit is as new for who takes it', () => {
    const { heap: gone, Pair: Gone } = openPairs(QUIET);
    const base = gone.reserve(4096) >>> 2;
    const kept = gone.root(Gone.new());
    // Far enough from the first free page for the tables of the other heap.
    for (let i = 0; i < 20_000; i++) Gone.new();
    const stale = Gone.new();
    expect(gone.collect().arenasDropped).to.be.above(0);
    // A word to where nothing is, and one that no mark survives.
    gone.words.set([stale, BEYOND], base);
    const stop = gone.addScanner((visit) => visit(base, base + 2));
    expect(() => gone.collect()).to.throw(CorruptHeapError);
    stop();
    const { heap, Pair } = openPairs({ ...QUIET, space: gone.space });
    const root = heap.root();
    const child = heap.root(Pair.new({ head: 7 }));
    for (let i = 0; i < 30_000 && root.ref !== stale; i++) root.ref = Pair.new({ tail: child.ref });
    expect(root.ref, 'where it stands').to.equal(stale);
    child.release();
    expect(heap.collect({ scope: 'young' })).to.include({ scope: 'young', liveObjects: 2 });
    Pair.new({ head: 8 });
    expect(Pair.head.get(Pair.tail.get(root.ref))).to.equal(7);
    kept.release();
    expect(gone.collect().liveObjects).to.equal(0);
  });

  it('is zeroed when it is taken again', () => {
    const { heap, Pair } = openPairs(QUIET);
    for (let round = 0; round < 2; round++) {
      for (let i = 0; i < 10_000; i++) {
        const ref = Pair.new();
        if (Pair.head.get(ref) !== 0 || Pair.tail.get(ref) !== 0) expect.fail('it is not zero');
        Pair.head.set(ref, -1);
        Pair.tail.set(ref, ref);
      }
      expect(heap.collect().arenasKept).to.equal(0);
    }
  });
});

describe('cards', () => {
  it('tell of every old object into which something was stored, wherever it starts', () => {
    const { heap, Pair } = openPairs(QUIET);
    const stack = heap.stack(2000);
    for (let i = 0; i < 2000; i++) stack.push(Pair.new());
    heap.collect();
    for (let below = 0; below < 2000; below++)
      Pair.tail.set(stack.peek(below), Pair.new({ head: below }));
    expect(heap.collect({ scope: 'young' }).liveObjects).to.equal(4000);
    for (let i = 0; i < 2000; i++) Pair.new({ head: -1 });
    for (let below = 0; below < 2000; below++)
      if (Pair.head.get(Pair.tail.get(stack.peek(below))) !== below)
        expect.fail(`what the one ${below} below the top refers to is lost`);
  });

  for (const scope of ['full', 'young'] as const)
    it(`are clear after a collection (${scope})`, () => {
      const { heap, Pair } = openPairs(QUIET);
      const root = heap.root(Pair.new());
      heap.collect();
      const table = ArenaTable.of(heap.space);
      Pair.tail.set(root.ref, Pair.new());
      expect(table.isRemembered(addressOf(root.ref))).to.equal(true);
      heap.collect({ scope });
      expect(table.isRemembered(addressOf(root.ref))).to.equal(false);
    });
});
