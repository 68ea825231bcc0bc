import { expect } from 'chai';
import { StructArena, StructSlotMap } from '../../src/alloc/index.ts';
import {
  BadRequestError,
  HandleError,
  IdentifiersUsedUpError,
  ValueError,
} from '../../src/index.ts';
import { NO_INDEXES } from './indexed-support.ts';

const EXPR = { op: 'u8', left: 'index', right: 'index', value: 'i32' } as const;
const INT = 1;
const ADD = 2;
const LIMITS = {
  i8: [-128, 127],
  u8: [0, 255],
  i16: [-32_768, 32_767],
  u16: [0, 65_535],
  i32: [-(2 ** 31), 2 ** 31 - 1],
  u32: [0, 2 ** 32 - 1],
} as const;

describe('StructArena', () => {
  for (const [width, bytesPerNode] of [
    [8, 7],
    [16, 9],
    [32, 13],
  ] as const)
    it(`keeps a node of the expression tree in ${bytesPerNode} bytes with indexes of ${width} bits`, () => {
      const arena = new StructArena(EXPR, { width, reserve: 99 });
      expect(arena.bytes).to.equal(100 * bytesPerNode);
      for (let round = 0; round < 3; round++) {
        const left = arena.add({ op: INT, value: 7 });
        const right = arena.add({ op: INT, value: -8 });
        const sum = arena.add({ op: ADD, left, right });
        expect(arena.get(sum)).to.deep.equal({ op: ADD, left, right, value: 0 });
        expect(arena.columns.right.get(sum)).to.equal(right);
        expect(arena.columns.left.data[arena.slotOf(sum)]).to.equal(1);
        expect(arena.indexOf(arena.columns.right.data[3]!)).to.equal(right);
        arena.clear();
        expect(() => arena.columns.value.get(left)).to.throw(HandleError, 'stale');
        expect(() => arena.columns.value.set(left, 1)).to.throw(HandleError, 'stale');
        expect(() => arena.set(left, { value: 1 })).to.throw(HandleError, 'stale');
      }
    });

  it('grows, and what it holds stays', () => {
    const arena = new StructArena({ value: 'f64', next: 'index' }, { reserve: 1 });
    let last = arena.add({ value: 0.5 });
    for (let item = 1; item < 1000; item++) last = arena.add({ value: item + 0.5, next: last });
    let count = 0;
    for (let at: typeof last | 0 = last; at !== 0; at = arena.columns.next.get(at)) {
      expect(arena.columns.value.get(at)).to.equal(999.5 - count);
      count++;
    }
    expect(count).to.equal(1000);
    expect([...arena.indexes()].length).to.equal(1000);
  });

  it('is zeroed again after clear', () => {
    const arena = new StructArena(EXPR);
    const index = arena.add({ op: INT, value: 7 });
    arena.set(index, { left: index, value: 9 });
    arena.clear();
    expect(arena.get(arena.addZeroed())).to.deep.equal({ op: 0, left: 0, right: 0, value: 0 });
  });

  it('of 8 bits has 255 slots, then its identifiers are used up', () => {
    const arena = new StructArena({ value: 'u8' }, { width: 8 });
    for (let item = 1; item <= 255; item++) arena.add({ value: item });
    expect(() => arena.addZeroed()).to.throw(IdentifiersUsedUpError, 'all 255 slots');
    expect(arena.size).to.equal(255);
    expect(arena.bytes).to.equal(256);
  });

  it('retires when its generations are used up', () => {
    const arena = new StructArena({ value: 'u8' }, { generationBits: 1 });
    const index = arena.addZeroed();
    arena.clear();
    arena.clear();
    expect(() => arena.addZeroed()).to.throw(IdentifiersUsedUpError, 'all 2 generations');
    expect(arena.has(index)).to.equal(false);
  });

  for (const [kind, [low, high]] of Object.entries(LIMITS))
    it(`refuses what does not fit a field of kind ${kind}, and stays as it is`, () => {
      const arena = new StructArena({ other: 'u8', field: kind as keyof typeof LIMITS });
      const index = arena.add({ other: 1, field: low });
      arena.columns.field.set(index, high);
      for (const value of [low - 1, high + 1, 0.5, NaN, Infinity, '1' as unknown as number]) {
        expect(() => arena.columns.field.set(index, value)).to.throw(ValueError, 'field holds');
        expect(() => arena.set(index, { other: 2, field: value })).to.throw(ValueError);
        expect(() => arena.add({ other: 2, field: value })).to.throw(ValueError);
      }
      expect(arena.get(index)).to.deep.equal({ other: 1, field: high });
      expect(arena.size).to.equal(1);
    });

  it('holds floats as near as they can', () => {
    const arena = new StructArena({ single: 'f32', double: 'f64' });
    const index = arena.add({ single: 0.1, double: 0.1 });
    expect(arena.get(index)).to.deep.equal({ single: Math.fround(0.1), double: 0.1 });
    expect(() => arena.set(index, { double: '1' as unknown as number })).to.throw(ValueError);
  });

  for (const nothing of NO_INDEXES)
    it(`refuses ${nothing} and stays as it is`, () => {
      const arena = new StructArena(EXPR);
      const index = arena.add({ value: 7 });
      const none = nothing as typeof index;
      expect(arena.has(none)).to.equal(false);
      expect(() => arena.get(none)).to.throw(HandleError, `${nothing}`);
      expect(() => arena.columns.value.set(none, 1)).to.throw(HandleError);
      if (nothing !== 0) expect(() => arena.set(index, { left: none })).to.throw(HandleError);
      expect(() => arena.indexOf(none)).to.throw(HandleError);
      expect(arena.get(index)).to.deep.equal({ op: 0, left: 0, right: 0, value: 7 });
    });

  it('unchecked has the slot numbers themselves for indexes', () => {
    const arena = new StructArena(EXPR, { checked: false });
    const index = arena.add({ value: 7 });
    arena.clear();
    arena.add({ value: 8, left: index });
    expect(arena.columns.value.get(index)).to.equal(8);
    expect(arena.get(index)).to.deep.equal({ op: 0, left: 1, right: 0, value: 8 });
  });

  for (const reserve of [0, -1, 1.5, NaN, 256])
    it(`refuses room for ${reserve} items`, () => {
      const open = (): unknown => new StructArena(EXPR, { width: 8, reserve });
      expect(open).to.throw(BadRequestError, `reserve is ${reserve}`);
    });

  it('refuses a kind of field that does not exist', () => {
    expect(() => new StructArena({ field: 'i64' as 'i32' })).to.throw(BadRequestError, 'i64');
    expect(() => new StructArena({ field: 'toString' as 'i32' })).to.throw(BadRequestError);
  });
});

describe('StructSlotMap', () => {
  const NODE = { value: 'i32', next: 'index' } as const;

  it('inserts, links, removes, and refuses the use of a dangling link', () => {
    const map = new StructSlotMap(NODE, { reserve: 1 });
    const first = map.insert({ value: 1 });
    const second = map.insert({ value: 2, next: first });
    expect(map.get(second)).to.deep.equal({ value: 2, next: first });
    map.remove(first);
    const third = map.insert({ value: 3 });
    expect(map.slotOf(third)).to.equal(1);
    expect(map.columns.next.get(third)).to.equal(0);
    const dangling = map.columns.next.get(second);
    expect(dangling).to.equal(first);
    expect(() => map.columns.value.get(first)).to.throw(HandleError, 'stale');
    expect(() => map.columns.next.set(third, first)).to.throw(HandleError, 'stale');
    expect([...map.handles()]).to.deep.equal([third, second]);
    map.clear();
    expect(map.size).to.equal(0);
  });

  it('builds a structure that links itself in one step', () => {
    const map = new StructSlotMap(NODE);
    const handle = map.insertWith((self) => ({ value: 1, next: self }));
    expect(map.columns.next.get(handle)).to.equal(handle);
  });

  it('gives the slot back when the initialiser fails, or what it returns does not fit', () => {
    const map = new StructSlotMap(NODE);
    expect(() =>
      map.insertWith(() => {
        throw new RangeError('no value');
      }),
    ).to.throw(RangeError);
    expect(() => map.insertWith(() => ({ value: 0.5 }))).to.throw(ValueError);
    expect(() => map.insert({ value: 0.5 })).to.throw(ValueError);
    expect(map.size).to.equal(0);
    const handle = map.insert({ value: 7 });
    expect(map.slotOf(handle)).to.equal(1);
    expect(map.get(handle)).to.deep.equal({ value: 7, next: 0 });
  });

  it('retires slots, and its identifiers can be used up', () => {
    const map = new StructSlotMap(NODE, { width: 8, generationBits: 1 });
    for (let round = 0; round < 510; round++) map.remove(map.insert({ value: round }));
    expect(map.retired).to.equal(255);
    expect(() => map.insert({})).to.throw(IdentifiersUsedUpError);
  });

  for (const nothing of NO_INDEXES)
    it(`refuses ${nothing} and stays as it is`, () => {
      const map = new StructSlotMap(NODE);
      const handle = map.insert({ value: 7 });
      const none = nothing as typeof handle;
      expect(map.has(none)).to.equal(false);
      expect(() => map.get(none)).to.throw(HandleError);
      expect(() => map.set(none, { value: 1 })).to.throw(HandleError);
      expect(() => map.remove(none)).to.throw(HandleError);
      if (nothing !== 0) expect(() => map.set(handle, { next: none })).to.throw(HandleError);
      expect(map.get(handle)).to.deep.equal({ value: 7, next: 0 });
    });

  it('unchecked still refuses to free twice', () => {
    const map = new StructSlotMap(NODE, { checked: false });
    const handle = map.insert({ value: 7 });
    map.remove(handle);
    expect(map.columns.value.get(handle)).to.equal(0);
    expect(() => map.remove(handle)).to.throw(HandleError, 'stale');
  });
});
