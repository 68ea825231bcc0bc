import { expect } from 'chai';
import {
  AddressSpace,
  DisposedError,
  Heap,
  ReenteredError,
  ReservationError,
} from '../../src/index.ts';
import { MIB, PAGE_BYTES } from '../../src/memory/units.ts';
import { openPairs } from '../support/pairs.ts';
import { whileNothingCanBeReserved } from '../support/scarce-memory.ts';
import { thrownBy } from '../support/thrown.ts';

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

  it('keeps the tail of the space', () => {
    const space = new AddressSpace({ reserve: 64 * MIB });
    const tail = space.reserveTail(3 * PAGE_BYTES, space.registerTable('spec'));
    space.words.fill(7, tail >>> 2);
    expect(space.trim()).to.equal(3 * PAGE_BYTES);
    expect(space.words.subarray(tail >>> 2).every((word) => word === 7)).to.equal(true);
    expect(space.pages.pristineFrom).to.equal(1);
  });

  it('takes back one registration of a listener at a time', () => {
    const space = new AddressSpace({ reserve: 2 * MIB });
    let told = 0;
    const listener = (): void => {
      told++;
    };
    const stop = space.onViewsChanged(listener);
    space.onViewsChanged(listener);
    stop();
    stop();
    space.trim();
    expect(told).to.equal(1);
  });

  it('tells followers, then listeners, and throws what the first that failed has thrown', () => {
    const space = new AddressSpace({ reserve: 2 * MIB });
    const told: string[] = [];
    const tell =
      (who: string, isFailing = false) =>
      (): void => {
        told.push(`${who} ${space.words.length}`);
        if (isFailing) throw new Error(who);
      };
    space.onViewsChanged(tell('host', true));
    space.onViewsChanged(tell('another host', true));
    space.followViews(tell('heap', true));
    space.followViews(tell('another heap'));
    expect(() => space.trim()).to.throw('heap');
    const words = space.words.length;
    expect(told).to.deep.equal(
      ['heap', 'another heap', 'host', 'another host'].map((who) => `${who} ${words}`),
    );
  });

  it('leaves a heap working when a listener throws that was there before it', () => {
    const space = new AddressSpace({ reserve: 64 * MIB });
    let isArmed = true;
    space.onViewsChanged(() => {
      if (isArmed) throw new Error('the host');
    });
    const { heap, Pair } = openPairs({ space, limit: 8 * MIB });
    const Row = heap.arrayLayout('Row', 'ref');
    const kept = heap.root(Pair.new({ head: 42 }));
    expect(() => heap.trim()).to.throw('the host');
    isArmed = false;
    expect(heap.words).to.equal(space.words);
    expect(Row.length(Row.new(5000))).to.equal(5000);
    heap.collect();
    heap.verify();
    expect(Pair.head.get(kept.ref)).to.equal(42);
  });

  describe('that fails changes nothing', () => {
    let space: AddressSpace;
    let told: number;
    let before: unknown;
    const state = (): unknown => [space.memory, space.words, space.pages.stats(), told];

    beforeEach(() => {
      space = new AddressSpace({ reserve: 4 * MIB });
      told = 0;
      space.onViewsChanged(() => told++);
      space.followViews(() => told++);
      space.reserveRun(PAGE_BYTES, space.pages.register('spec'));
      before = state();
    });

    it('when the engine cannot reserve the fresh memory', () => {
      const error = whileNothingCanBeReserved(() => thrownBy(() => space.trim()));
      expect(error).to.be.instanceOf(ReservationError);
      expect(error).to.include({ code: 'CANNOT_RESERVE', asked: 4 * MIB });
      expect(state()).to.deep.equal(before);
      expect(space.lockedBy).to.equal(undefined);
    });

    it('when a part of the space cannot follow, whichever it is', () => {
      for (const failing of [0, 1, 2]) {
        let committed = 0;
        const leaves = [0, 1, 2].map((part) =>
          space.onTrim(() => {
            if (part === failing) throw new Error(`part ${part}`);
            return () => committed++;
          }),
        );
        expect(() => space.trim()).to.throw(`part ${failing}`);
        expect(committed).to.equal(0);
        expect(state()).to.deep.equal(before);
        for (const leave of leaves) leave();
      }
      space.trim();
      expect(told).to.equal(2);
    });

    it('when a part of the space trims or closes it while it prepares', () => {
      for (const enter of [() => space.trim(), () => space.close()]) {
        const leave = space.onTrim(() => {
          enter();
          return () => undefined;
        });
        expect(() => space.trim()).to.throw(ReenteredError, 'during a trim');
        expect(state()).to.deep.equal(before);
        leave();
      }
    });

    it('when the engine has no stack left, wherever that is', () => {
      const isMoved = (): boolean => space.words !== (before as unknown[])[1];
      let ended = 0;
      let wasMoved = false;
      const trimDeep = (): boolean => {
        try {
          if (trimDeep()) return true;
        } catch {
          // This frame tries in its turn.
        }
        try {
          space.trim();
          return true;
        } catch (error) {
          if (!(error instanceof RangeError)) throw error;
          ended++;
          wasMoved ||= isMoved();
          return false;
        }
      };
      expect(trimDeep()).to.equal(true);
      expect(ended).to.be.greaterThan(0);
      expect(wasMoved).to.equal(false);
      expect([isMoved(), told]).to.deep.equal([true, 2]);
    });

    it('when the space is closed', () => {
      const closed = new AddressSpace({ reserve: 2 * MIB });
      closed.close();
      expect(() => closed.trim()).to.throw(DisposedError);
    });
  });

  it('gives a part its fresh memory, with what is held, before the space has moved', () => {
    const space = new AddressSpace({ reserve: 4 * MIB });
    const run = space.reserveRun(PAGE_BYTES, space.pages.register('spec'));
    space.words[run >>> 2] = 77;
    const old = space.memory;
    const seen: unknown[] = [];
    space.onTrim((memory) => {
      seen.push(space.memory === old, new Int32Array(memory.buffer)[run >>> 2]);
      return () => seen.push(space.memory === memory);
    });
    space.trim();
    expect(seen).to.deep.equal([true, 77, true]);
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
