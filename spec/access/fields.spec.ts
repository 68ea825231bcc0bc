import { expect } from 'chai';
import {
  AddressSpace,
  BadRequestError,
  HandleError,
  Heap,
  integerWord,
  ValueError,
} from '../../src/index.ts';
import { MIB } from '../../src/memory/units.ts';
import { asRef } from '../support/wrong.ts';

const heap = new Heap({ space: new AddressSpace({ reserve: 64 * MIB }), collect: 'explicit' });

describe('fields', () => {
  const All = heap.layout('All', {
    ref: 'ref',
    value: 'value',
    i8: 'i8',
    u8: 'u8',
    i16: 'i16',
    u16: 'u16',
    i32: 'i32',
    u32: 'u32',
    f32: 'f32',
    f64: 'f64',
    bool: 'bool',
  });

  it('come zeroed', () => {
    const ref = All.new();
    expect(
      [All.ref, All.value, All.i8, All.u8, All.i16, All.u16].map((field) => field.get(ref)),
    ).to.deep.equal([0, 0, 0, 0, 0, 0]);
    expect([All.i32.get(ref), All.u32.get(ref), All.f32.get(ref), All.f64.get(ref)]).to.deep.equal([
      0, 0, 0, 0,
    ]);
    expect(All.bool.get(ref)).to.equal(false);
  });

  it('hold the extremes of their kinds, each apart from its neighbours', () => {
    const extremes = {
      value: -(2 ** 30),
      i8: -128,
      u8: 255,
      i16: -32768,
      u16: 65535,
      i32: -(2 ** 31),
      u32: 2 ** 32 - 1,
      f32: 1.5,
      f64: Number.MAX_VALUE,
      bool: true,
    };
    const other = All.new();
    const ref = All.new({ ref: other, ...extremes });
    expect(All.ref.get(ref)).to.equal(other);
    expect(All.value.get(ref)).to.equal(extremes.value);
    for (const name of ['i8', 'u8', 'i16', 'u16', 'i32', 'u32', 'f32', 'f64'] as const)
      expect(All[name].get(ref), name).to.equal(extremes[name]);
    expect(All.bool.get(ref)).to.equal(true);
  });

  it('refuse null and what is no reference', () => {
    for (const name of ['ref', 'value', 'i32', 'bool'] as const) {
      expect(() => All[name].get(0), name).to.throw(HandleError, `field ${name} of null`);
      expect(() => All[name].set(asRef(12), 0 as never), name).to.throw(
        HandleError,
        'no reference',
      );
    }
  });

  it('of kind value hold integers, and words on request', () => {
    const ref = All.new();
    All.value.set(ref, 41);
    expect(All.value.getWord(ref)).to.equal(integerWord(41));
    All.value.setWord(ref, 3);
    expect(() => All.value.get(ref)).to.throw(ValueError, 'getWord');
    for (const bad of [0.5, NaN, 2 ** 30, -(2 ** 30) - 1])
      expect(() => All.value.set(ref, bad)).to.throw(ValueError, String(bad));
  });

  it('are reached by name and under `fields`', () => {
    expect(Object.keys(All.fields)).to.include.members(['ref', 'value', 'bool']);
    for (const [name, field] of Object.entries(All.fields))
      expect(field).to.equal((All as unknown as Record<string, unknown>)[name]);
  });

  for (const name of ['id', 'name', 'bytes', 'new', 'is', 'fields', 'constructor'] as const)
    it(`may be called ${name}, as the layout calls something: then they are under \`fields\` alone`, () => {
      const plain = heap.layout('Plain', { other: 'u32' });
      const Entity = heap.layout('Entity', { [name]: 'u32' });
      expect(Entity[name]).to.not.equal(Entity.fields[name]);
      expect(typeof Entity[name]).to.equal(typeof plain[name]);
      expect([Entity.name, Entity.id]).to.deep.equal(['Entity', plain.id + 1]);
      const entity = Entity.new({ [name]: 77 });
      expect(Entity.fields[name]!.get(entity)).to.equal(77);
      Entity.fields[name]!.set(entity, 78);
      expect(heap.describe(entity)).to.contain(`{ ${name}: 78 }`);
    });
});

describe('arrays', () => {
  const Refs = heap.arrayLayout('Refs', 'ref');
  const Values = heap.arrayLayout('Values', 'value');

  it('come zeroed, at any length', () => {
    for (const length of [0, 1, 2, 3, 100, 2043, 2044, 2045, 5000, 100_000]) {
      const ref = Values.new(length);
      expect(Values.length(ref)).to.equal(length);
      for (let index = 0; index < length; index++)
        if (Values.get(ref, index) !== 0) expect.fail(`element ${index}`);
    }
  });

  it('hold references or integers', () => {
    const refs = Refs.new(3);
    const values = Values.new(3);
    Refs.set(refs, 2, values);
    Values.set(values, 0, -5);
    expect([Refs.get(refs, 2), Refs.get(refs, 0)]).to.deep.equal([values, 0]);
    expect(Values.get(values, 0)).to.equal(-5);
    expect(() => Refs.set(refs, 0, asRef(2))).to.throw(ValueError);
    expect(() => Values.set(values, 0, 1.5)).to.throw(ValueError);
    Values.setWord(values, 1, refs);
    expect(() => Values.get(values, 1)).to.throw(ValueError, 'getWord');
  });

  it('refuse an index out of range and a reference of another layout', () => {
    const refs = Refs.new(3);
    for (const index of [-1, 3, 0.5, NaN])
      expect(() => Refs.get(refs, index)).to.throw(BadRequestError, String(index));
    expect(() => Values.get(asRef(refs), 0)).to.throw(HandleError, 'Values');
    expect(() => Refs.length(0)).to.throw(HandleError);
  });

  for (const length of [-1, 0.5, NaN, 2 ** 26])
    it(`refuse a length of ${length}`, () => {
      expect(() => Refs.new(length)).to.throw(BadRequestError, `${length}`);
    });
});

describe('bytes', () => {
  const Text = heap.bytesLayout('Text');

  it('come zeroed and hold what is put there', () => {
    const ref = Text.new(10);
    expect([...Text.view(ref)]).to.deep.equal(new Array(10).fill(0));
    Text.set(ref, 9, 200);
    expect(Text.get(ref, 9)).to.equal(200);
    Text.fill(ref, 7, 8);
    Text.fill(ref, 9, 2, 4);
    expect([...Text.view(ref)]).to.deep.equal([0, 0, 9, 9, 0, 0, 0, 0, 7, 7]);
    for (const [start, end] of [
      [-1, 2],
      [0, 11],
      [0.5, 2],
      [NaN, 2],
    ])
      expect(() => Text.fill(ref, 1, start, end)).to.throw(BadRequestError, `${start} to ${end}`);
    Text.fill(ref, 0);
    Text.view(ref).set([1, 2, 3]);
    expect([...Text.view(ref).subarray(0, 3)]).to.deep.equal([1, 2, 3]);
    expect(() => Text.get(ref, 10)).to.throw(BadRequestError);
    expect(() => Text.new(-1)).to.throw(BadRequestError);
  });

  it('are not traced', () => {
    const Pair = heap.layout('Pair', { head: 'value', tail: 'ref' });
    const root = heap.root(Text.new(8));
    const pair = Pair.new();
    new DataView(Text.view(root.ref).buffer).setInt32(Text.view(root.ref).byteOffset, pair, true);
    expect(heap.collect().liveObjects).to.equal(1);
    root.release();
  });
});
