import { expect } from 'chai';
import {
  AddressSpace,
  BadRequestError,
  DisposedError,
  HandleError,
  Heap,
  integerWord,
  LayoutError,
  type Ref,
} from '../../src/index.ts';
import { KIB, MIB } from '../../src/memory/units.ts';
import { asRef, BEYOND, expectRefused, NO_REFS } from '../support/wrong.ts';

describe('what accessors refuse', () => {
  const heap = new Heap({ space: new AddressSpace({ reserve: 64 * MIB }), collect: 'explicit' });
  const All = heap.layout('All', {
    ref: 'ref',
    value: 'value',
    i8: 'i8',
    u32: 'u32',
    f64: 'f64',
    bool: 'bool',
  });
  const Refs = heap.arrayLayout('Refs', 'ref');
  const Values = heap.arrayLayout('Values', 'value');
  const Text = heap.bytesLayout('Text');
  const ref = All.new({ ref: All.new(), value: 3, i8: 4, u32: 5, f64: 0.5, bool: true });
  const refs = Refs.new(4);
  const values = Values.new(4);
  const text = Text.new(4);
  const fields = [All.ref, All.value, All.i8, All.u32, All.f64, All.bool] as const;

  for (const wrong of [0, ...NO_REFS])
    it(`for an object: ${String(wrong)} (${typeof wrong})`, () => {
      const object = asRef(wrong);
      for (const field of fields) {
        expectRefused(heap, () => field.get(object), 'HandleError');
        expectRefused(heap, () => field.set(object, field.get(ref) as never), 'HandleError');
      }
      for (const call of [
        () => All.value.getWord(object),
        () => All.value.setWord(object, 2),
        () => Refs.length(object),
        () => Refs.get(object, 0),
        () => Refs.set(object, 0, 0),
        () => Refs.setWord(object, 0, 2),
        () => Refs.growInPlace(object, 5),
        () => Text.length(object),
        () => Text.view(object),
        () => Text.fill(object, 1),
        () => Text.get(object, 0),
        () => Text.set(object, 0, 1),
        () => heap.layoutOf(object),
        () => heap.payloadWords(object),
        () => heap.growInPlace(object, 10),
        () => heap.pin(object),
      ])
        expectRefused(heap, call, 'HandleError');
    });

  for (const wrong of NO_REFS)
    it(`for a reference that is stored: ${String(wrong)} (${typeof wrong})`, () => {
      const before = All.ref.get(ref);
      expectRefused(heap, () => All.ref.set(ref, asRef(wrong)), 'ValueError');
      expectRefused(heap, () => Refs.set(refs, 1, asRef(wrong)), 'ValueError');
      expect([All.ref.get(ref), Refs.get(refs, 1)]).to.deep.equal([before, 0]);
    });

  for (const wrong of [true, '9', 9.5, NaN, 2 ** 30, -(2 ** 30) - 1, null, [9], undefined])
    it(`for an integer: ${String(wrong)} (${typeof wrong})`, () => {
      expectRefused(heap, () => All.value.set(ref, wrong as number), 'ValueError');
      expectRefused(heap, () => Values.set(values, 1, wrong as number), 'ValueError');
      expect([All.value.get(ref), Values.get(values, 1)]).to.deep.equal([3, 0]);
    });

  for (const wrong of [true, '8', 8.5, NaN, 2 ** 32, 2 ** 31 + 9, null, [8], undefined, BEYOND])
    it(`for a word: ${String(wrong)} (${typeof wrong})`, () => {
      expectRefused(heap, () => All.value.setWord(ref, wrong as number), 'ValueError');
      expectRefused(heap, () => Values.setWord(values, 1, wrong as number), 'ValueError');
      expectRefused(heap, () => Refs.setWord(refs, 1, wrong as number), 'ValueError');
    });

  for (const wrong of [true, '8', null, [8], undefined, {}])
    it(`for a number or a byte: ${JSON.stringify(wrong)}`, () => {
      for (const field of [All.i8, All.u32, All.f64])
        expectRefused(heap, () => field.set(ref, wrong as number), 'ValueError');
      expectRefused(heap, () => Text.set(text, 1, wrong as number), 'ValueError');
      expectRefused(heap, () => Text.fill(text, wrong as number), 'ValueError');
      expect([All.i8.get(ref), All.u32.get(ref), All.f64.get(ref)]).to.deep.equal([4, 5, 0.5]);
    });

  for (const wrong of [1, 0, 'no', null, undefined])
    it(`for a boolean: ${JSON.stringify(wrong)}`, () => {
      expectRefused(heap, () => All.bool.set(ref, wrong as unknown as boolean), 'ValueError');
      expect(All.bool.get(ref)).to.equal(true);
    });

  for (const wrong of [-1, 4, 0.5, NaN, '1', null, undefined, true])
    it(`for an index: ${String(wrong)} (${typeof wrong})`, () => {
      const index = wrong as number;
      for (const call of [
        () => Refs.get(refs, index),
        () => Refs.set(refs, index, 0),
        () => Values.getWord(values, index),
        () => Values.setWord(values, index, 2),
        () => Text.get(text, index),
        () => Text.set(text, index, 1),
      ])
        expectRefused(heap, call, 'BadRequestError');
    });

  it('for an end of bytes that are filled: what is no whole number up to the length', () => {
    for (const wrong of [-1, 5, 0.5, NaN, '1', null]) {
      expectRefused(heap, () => Text.fill(text, 1, wrong as number), 'BadRequestError');
      expectRefused(heap, () => Text.fill(text, 1, 0, wrong as number), 'BadRequestError');
    }
    expect([...Text.view(text)]).to.deep.equal([0, 0, 0, 0]);
  });

  for (const wrong of [-1, 0.5, NaN, Infinity, 2 ** 29, '3', null, undefined, true])
    it(`for a length: ${String(wrong)} (${typeof wrong})`, () => {
      const length = wrong as number;
      for (const call of [
        () => Refs.new(length),
        () => Text.new(length),
        () => Refs.growInPlace(refs, length),
      ])
        expectRefused(heap, call, 'BadRequestError');
    });

  it('for the elements of arrays: what is neither references nor values', () => {
    for (const elements of ['constructor', 'refs', 0, null, undefined, ['ref']])
      expect(() => heap.arrayLayout('A', elements as 'ref')).to.throw(LayoutError);
    for (const name of [null, undefined, 5]) {
      expect(() => heap.arrayLayout(name as unknown as string, 'ref')).to.throw(BadRequestError);
      expect(() => heap.bytesLayout(name as unknown as string)).to.throw(BadRequestError);
      expect(() => heap.rawLayout(name as unknown as string, 1)).to.throw(BadRequestError);
    }
  });

  it('for the traced words of a raw layout: what cannot be a number of them', () => {
    for (const traced of [-1, 0.5, NaN, 2 ** 26, '2', 'every', null, undefined])
      expectRefused(heap, () => heap.rawLayout('R', traced as number), 'LayoutError');
  });

  for (const wrong of [-1, 3000.3, NaN, Infinity, '3', null, undefined, true, [3], 2 ** 53])
    it(`for the words of a raw object: ${String(wrong)} (${typeof wrong})`, () => {
      const { id } = heap.rawLayout('Raw', 'all');
      const large = Values.new(5000);
      for (const call of [
        () => heap.allocateRaw(id, wrong as number),
        () => heap.growInPlace(large, wrong as number),
      ])
        expectRefused(heap, call, 'BadRequestError');
    });

  it('for a raw object: a layout that is none', () => {
    for (const layout of [
      0,
      -1,
      4095,
      2 ** 32 + 1,
      1.5,
      NaN,
      'All',
      'constructor',
      null,
      undefined,
    ])
      expectRefused(heap, () => heap.allocateRaw(layout as number, 4), 'LayoutError');
    expectRefused(
      heap,
      () => heap.allocateRaw(heap.rawLayout('R', 1).id, 2 ** 31),
      'BadRequestError',
    );
  });

  it('for bytes to come, and to be reserved: what is no number of them', () => {
    for (const bytes of ['x', '8', -1, 0.5, NaN, Infinity, null, [8]]) {
      expectRefused(heap, () => heap.safepoint(bytes as number), 'BadRequestError');
      expectRefused(heap, () => heap.reserve(bytes as number), 'BadRequestError');
    }
    expectRefused(heap, () => heap.reserve(0), 'BadRequestError');
    expectRefused(heap, () => heap.reserve(2 ** 28 + 1), 'BadRequestError');
  });

  it('for a callback: what cannot be called', () => {
    for (const callback of [null, undefined, 5, 'f', {}]) {
      const call = callback as never;
      for (const register of [
        () => heap.addScanner(call),
        () => heap.onMarked(call),
        () => heap.onMoved(call),
        () => heap.onCollection(call),
        () => heap.scope(call),
      ])
        expectRefused(heap, register, 'BadRequestError');
    }
  });
});

describe('a reference beyond 2 GiB, unsigned', () => {
  const space = new AddressSpace({ reserve: 4096 * MIB });
  const owner = space.pages.register('ballast');
  for (let i = 0; i < 9; i++) space.reserveRun(256 * MIB, owner);
  const heap = new Heap({ space, limit: 64 * MIB });
  const Pair = heap.layout('Pair', { head: 'value', tail: 'ref', size: 'f64', flag: 'bool' });
  const ref = Pair.new({ head: 1, size: 2, flag: true });
  const unsigned: Ref = asRef(ref >>> 0);

  it('is refused everywhere', () => {
    expect(ref).to.be.below(0);
    const root = heap.root(ref);
    const stack = heap.stack(4);
    const pin = heap.pin(ref);
    for (const [name, call] of [
      ['HandleError', () => heap.root(unsigned)],
      ['HandleError', () => (root.ref = unsigned)],
      ['HandleError', () => heap.pin(unsigned)],
      ['ValueError', () => stack.push(unsigned)],
      ['HandleError', () => heap.scope((scope) => scope.root(unsigned))],
      ['HandleError', () => heap.layoutOf(unsigned)],
      ['HandleError', () => Pair.head.get(unsigned)],
      ['HandleError', () => Pair.tail.set(unsigned, 0)],
      ['HandleError', () => Pair.size.set(unsigned, 1)],
      ['HandleError', () => Pair.flag.set(unsigned, false)],
      ['ValueError', () => Pair.tail.set(ref, unsigned)],
      ['ValueError', () => Pair.new({ tail: unsigned })],
      ['ValueError', () => Pair.head.setWord(ref, unsigned)],
    ] as const)
      expectRefused(heap, call, name);
    expect(() => heap.root(unsigned)).to.throw(HandleError, `unsigned form of ${ref}`);
    pin.release();
    expect(heap.collect({ compact: true }).liveObjects).to.equal(1);
    expect([Pair.size.get(root.ref), Pair.flag.get(root.ref)]).to.deep.equal([2, true]);
    root.release();
  });
});

describe('the raw path', () => {
  it('throws where no object can lie, and reaches nothing once the heap is closed', () => {
    const heap = new Heap({ limit: 64 * KIB });
    const Cell = heap.rawLayout('Cell', 'all');
    const ref = heap.allocateRaw(Cell.id, 3);
    expect(() => heap.write(asRef(BEYOND), 0, 2)).to.throw(HandleError, 'beyond the space');
    heap.write(ref, 0, integerWord(5));
    heap.dispose();
    expect(() => heap.write(ref, 0, 2)).to.throw(DisposedError);
    expect(heap.read(ref, 0)).to.equal(undefined);
    expect(heap.words.length).to.equal(0);
  });
});
