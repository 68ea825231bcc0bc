import { expect } from 'chai';
import {
  AddressSpace,
  addressOf,
  BadRequestError,
  HandleError,
  Heap,
  type HeapOptions,
  LayoutError,
  MisuseError,
  type NumberArrayLayout,
  type NumberKind,
  type Ref,
  ValueError,
} from '../../src/index.ts';
import { MIB } from '../../src/memory/units.ts';
import { inEveryMode } from '../support/modes.ts';
import { expectRefused } from '../support/wrong.ts';

const KINDS = {
  i8: [Int8Array, [-128, 127], 128],
  u8: [Uint8Array, [0, 255], -1],
  i16: [Int16Array, [-32768, 32767], 32768],
  u16: [Uint16Array, [0, 65535], 65536],
  i32: [Int32Array, [-(2 ** 31), 2 ** 31 - 1], 2 ** 31],
  u32: [Uint32Array, [0, 2 ** 32 - 1], -1],
  f32: [Float32Array, [-0.5, Infinity], '1'],
  f64: [Float64Array, [0.1, -Infinity], '1'],
  i64: [BigInt64Array, [-(2n ** 63n), 2n ** 63n - 1n], 2n ** 63n],
  u64: [BigUint64Array, [0n, 2n ** 64n - 1n], 5],
} as const;

function openExplicit(options: HeapOptions = {}): Heap {
  return new Heap({
    space: new AddressSpace({ reserve: 32 * MIB }),
    collect: 'explicit',
    ...options,
  });
}

const firstOf = (view: { readonly byteOffset: number }): number => view.byteOffset;

for (const [kind, [Typed, values, wrong]] of Object.entries(KINDS))
  describe(`an array of ${kind}`, () => {
    const heap = openExplicit();
    const Numbers = heap.arrayLayout(
      'Numbers',
      kind as NumberKind,
    ) as NumberArrayLayout as NumberArrayLayout<'f64'>;
    const [least, most] = values as readonly [number, number];

    it('comes zeroed, and holds what it is given', () => {
      const ref = Numbers.new(3);
      const zero = typeof least === 'bigint' ? 0n : 0;
      expect([...Numbers.toArray(ref)]).to.deep.equal([zero, zero, zero]);
      Numbers.set(ref, 0, least);
      Numbers.set(ref, 2, most);
      expect([Numbers.get(ref, 0), Numbers.get(ref, 1), Numbers.get(ref, 2)]).to.deep.equal([
        least,
        zero,
        most,
      ]);
      expect(Numbers.length(ref)).to.equal(3);
    });

    it('is seen as a typed array, and made of one or of a list', () => {
      const list = [least, most, least];
      const typed = new (Typed as typeof Float64Array)(list);
      const made = Numbers.from(typed);
      const view = Numbers.view(made);
      expect(view).to.be.instanceOf(Typed);
      expect(view).to.deep.equal(typed);
      view[1] = least;
      expect(Numbers.get(made, 1)).to.equal(least);
      expect(Numbers.toArray(Numbers.from(list))).to.deep.equal(typed);
      // A view of the heap, which the new array must not be made over.
      expect(Numbers.toArray(Numbers.from(Numbers.view(made)))).to.deep.equal(view);
      const copy = Numbers.toArray(made);
      copy[0] = most;
      expect(Numbers.get(made, 0)).to.equal(least);
    });

    it('is filled and copied by ranges', () => {
      const ref = Numbers.new(5);
      Numbers.fill(ref, most, 1, 3);
      Numbers.copy(ref, ref, 2, 1, 3);
      Numbers.set(ref, 1, least);
      const zero = Numbers.get(ref, 0);
      expect([...Numbers.toArray(ref)]).to.deep.equal([zero, least, most, most, zero]);
      expect(() => Numbers.fill(ref, most, 2, 6)).to.throw(BadRequestError, '2 to 6');
      expect(() => Numbers.copy(ref, ref, 4, 0, 2)).to.throw(BadRequestError, 'do not fit');
    });

    it('refuses what its kind does not hold, and no object is made', () => {
      const ref = Numbers.new(1);
      for (const call of [
        () => Numbers.set(ref, 0, wrong as never),
        () => Numbers.fill(ref, wrong as never),
        () => Numbers.from([wrong as never]),
      ])
        expectRefused(heap, call, 'ValueError');
      expect(() => Numbers.set(ref, 0, wrong as never)).to.throw(ValueError, 'Numbers holds');
    });
  });

describe('arrays of numbers', () => {
  inEveryMode((mode, open) => {
    it(`live as long as what refers to them, and keep what they hold, mode ${mode}`, () => {
      const heap = open();
      const Holder = heap.layout('Holder', { samples: 'ref' });
      const Samples = heap.arrayLayout('Samples', 'f64');
      const kept: { readonly ref: Ref }[] = [];
      for (let n = 0; n < 60; n++) {
        kept.push(heap.root(Holder.new({ samples: Samples.from([n, n + 0.5]) })));
        Samples.new(n * 10);
      }
      if (mode !== 'never') heap.collect({ compact: true });
      kept.forEach(({ ref }, n) =>
        expect([...Samples.view(Holder.samples.get(ref))]).to.deep.equal([n, n + 0.5]),
      );
      heap.verify();
    });

    it(`begin where their layout says, small and large, wherever they are, mode ${mode}`, () => {
      const heap = open();
      const Odd = heap.layout('Odd', { link: 'ref' });
      for (const alignment of [8, 16, 32, 64]) {
        const Lanes = heap.arrayLayout('Lanes', 'f64', { alignment });
        const kept = [1, 2, 5, 40, 600, 3000].map((length) => {
          Odd.new();
          const root = heap.root(Lanes.new(length));
          Lanes.fill(root.ref, length);
          Odd.new();
          return root;
        });
        if (mode !== 'never') heap.collect({ compact: true });
        for (const { ref } of kept) {
          const view = Lanes.view(ref);
          expect(firstOf(view) % alignment, `${view.length} at ${addressOf(ref)}`).to.equal(0);
          expect(new Set(view)).to.deep.equal(new Set([view.length]));
        }
        heap.verify();
      }
    });
  });

  it('of an alignment stay where they were made, also when a pin is gone', () => {
    const heap = openExplicit({ preciseRoots: true });
    const Lanes = heap.arrayLayout('Lanes', 'f32', { alignment: 16 });
    const Plain = heap.arrayLayout('Plain', 'f32');
    const kept = [];
    for (let n = 0; n < 4000; n++) {
      const lanes = Lanes.from([n]);
      const plain = Plain.from([n]);
      if (n % 9 !== 0) continue;
      kept.push({ lanes: heap.root(lanes), plain: heap.root(plain), was: lanes, before: plain });
    }
    heap.pin(kept[3]!.was).release();
    const { movedObjects } = heap.collect({ compact: true });
    expect(movedObjects).to.be.greaterThan(0);
    for (const { lanes, was } of kept) expect(lanes.ref).to.equal(was);
    expect(kept.some(({ plain, before }) => plain.ref !== before)).to.equal(true);
    expect(heap.headerOf(kept[3]!.was).isPinned).to.equal(true);
    heap.verify();
  });

  it('die like all others, whatever their alignment', () => {
    const heap = openExplicit();
    const Lanes = heap.arrayLayout('Lanes', 'f64', { alignment: 64 });
    for (let n = 0; n < 100; n++) Lanes.new(n * 30);
    expect(heap.collect().liveObjects).to.equal(0);
  });

  it('grow where they are while the pages behind them are free', () => {
    const heap = openExplicit();
    const Lanes = heap.arrayLayout('Lanes', 'f64', { alignment: 32 });
    heap.root().release(); // its chunk of handles stands before the first object
    const ref = heap.root(Lanes.new(3000)).ref;
    Lanes.fill(ref, 2);
    expect(Lanes.growInPlace(ref, 6000)).to.equal(true);
    expect([Lanes.length(ref), Lanes.get(ref, 2999), Lanes.get(ref, 5999)]).to.deep.equal([
      6000, 2, 0,
    ]);
    expect(Lanes.growInPlace(Lanes.new(1), 2)).to.equal(false);
    heap.verify();
  });

  it('follow their heap when the space is trimmed', () => {
    const heap = openExplicit();
    const Samples = heap.arrayLayout('Samples', 'f64');
    const kept = heap.root(Samples.from([1, 2]));
    heap.trim();
    Samples.set(kept.ref, 0, 3);
    expect([...Samples.view(kept.ref)]).to.deep.equal([3, 2]);
  });

  it('take integers modulo their width where the kind says so', () => {
    const heap = openExplicit();
    const Bytes = heap.arrayLayout('Bytes', 'u8%');
    const ref = Bytes.from([256, -1, 1.75]);
    expect(Bytes.view(ref)).to.deep.equal(Uint8Array.of(0, 255, 1));
  });

  it('are refused for an alignment that cannot be had, and where there is none', () => {
    const heap = openExplicit();
    for (const alignment of [0, 4, 12, 128, 16.5, '16', null])
      expect(() => heap.arrayLayout('Lanes', 'f64', { alignment: alignment as number })).to.throw(
        BadRequestError,
        'alignment',
      );
    expect(() => heap.arrayLayout('Row', 'ref' as 'u32', { alignment: 16 })).to.throw(
      LayoutError,
      'only arrays of numbers',
    );
    expect(() => heap.arrayLayout('Row', 'bool' as 'u8')).to.throw(LayoutError, "'bool'");
    const { id } = heap.arrayLayout('Lanes', 'f64', { alignment: 16 });
    expect(id).to.equal(1);
    expect(() => heap.allocateRaw(id, 8)).to.throw(LayoutError, 'Lanes');
  });

  it('are told from others by layout, by types and by checked mode', () => {
    const heap = openExplicit({ checked: true });
    const Samples = heap.arrayLayout('Samples', 'f64');
    const Indexes = heap.arrayLayout('Indexes', 'u32');
    const samples = Samples.new(2);
    // @ts-expect-error Samples are no Indexes
    expect(() => Indexes.get(samples, 0)).to.throw(MisuseError, 'Samples');
    expect([Samples.is(samples), Indexes.is(samples)]).to.deep.equal([true, false]);
    heap.collect();
    expect(() => Samples.view(samples)).to.throw(MisuseError, 'dead');
    const plain = openExplicit();
    const There = plain.arrayLayout('There', 'f64');
    plain.layout('Other', {}).new();
    expect(() => There.view(plain.arrayLayout('Here', 'ref').new(1) as never)).to.throw(
      HandleError,
      'another layout',
    );
  });
});
