import { expect } from 'chai';
import {
  AddressSpace,
  BadRequestError,
  HandleError,
  Heap,
  immediate,
  integerWord,
  type Ref,
  ValueError,
} from '../../src/index.ts';
import { MIB } from '../../src/memory/units.ts';
import { inEveryMode } from '../support/modes.ts';
import { asRef, expectRefused } from '../support/wrong.ts';

const open = (options = {}) => {
  const space = new AddressSpace({ reserve: 64 * MIB });
  const heap = new Heap({ space, collect: 'explicit', stress: {}, ...options });
  return {
    heap,
    Node: heap.layout('Node', { value: 'i32' }),
    Refs: heap.arrayLayout('Refs', 'ref'),
    Values: heap.arrayLayout('Values', 'value'),
    Raw: heap.bytesLayout('Raw'),
  };
};

const RANGES = [
  [-1, 2],
  [0, 6],
  [3, 2],
  [0.5, 2],
  [NaN, 2],
  [6, 6],
] as const;

describe('many elements of an array at once', () => {
  it('are filled, a part or all of them', () => {
    const { Values } = open();
    const array = Values.from([1, 2, 3, 4, 5]);
    Values.fill(array, 9, 1, 3);
    expect(Values.toArray(array)).to.deep.equal([1, 9, 9, 4, 5]);
    Values.fill(array, -7, 3);
    expect(Values.toArray(array)).to.deep.equal([1, 9, 9, -7, -7]);
    Values.fill(array, 8, 2, 2);
    expect(Values.toArray(array)).to.deep.equal([1, 9, 9, -7, -7]);
    Values.fillWord(array, immediate(3, 1));
    expect([...Values.toWords(array)]).to.deep.equal(Array(5).fill(immediate(3, 1)));
    expect(() => Values.toArray(array)).to.throw(ValueError, 'getWord');
  });

  it('are copied within one array as if by way of another, whichever way they overlap', () => {
    const { Values, Raw } = open();
    const model = [0, 1, 2, 3, 4, 5, 6, 7];
    for (let at = 0; at < 8; at++)
      for (let start = 0; start < 8; start++)
        for (let end = start; end <= 8 && at + end - start <= 8; end++) {
          const expected = [...model].copyWithin(at, start, end);
          const array = Values.from(model);
          Values.copy(array, array, at, start, end);
          expect(Values.toArray(array)).to.deep.equal(expected);
          const bytes = Raw.from(Uint8Array.from(model));
          Raw.copy(bytes, bytes, at, start, end);
          expect([...Raw.view(bytes)]).to.deep.equal(expected);
        }
  });

  it('are copied into another array, small or large', () => {
    const { Values } = open();
    const small = Values.from([1, 2, 3]);
    const large = Values.new(50_000);
    Values.copy(small, large, 49_997);
    expect(Values.toArray(large).slice(49_996)).to.deep.equal([0, 1, 2, 3]);
    Values.copy(large, small, 0, 49_998);
    expect(Values.toArray(small)).to.deep.equal([2, 3, 3]);
  });

  it('are none in an array without elements', () => {
    const { Values, Raw } = open();
    const none = Values.from([]);
    const bytes = Raw.from(new Uint8Array(0));
    Values.fill(none, 1);
    Values.copy(none, none);
    Raw.copy(bytes, bytes);
    let visits = 0;
    Values.forEach(none, () => visits++);
    expect([Values.toArray(none), Values.length(none), Raw.length(bytes), visits]).to.deep.equal([
      [],
      0,
      0,
      0,
    ]);
  });

  it('are refused beyond the range, and nothing is stored', () => {
    const { heap, Values, Refs, Raw } = open();
    const array = Values.from([1, 2, 3, 4, 5]);
    const other = Values.from([1, 2]);
    const bytes = Raw.from(Uint8Array.of(1, 2, 3, 4, 5));
    for (const [start, end] of RANGES) {
      for (const call of [
        () => Values.fill(array, 9, start, end),
        () => Values.fillWord(array, 0, start, end),
        () => Values.copy(array, array, 0, start, end),
        () => Raw.copy(bytes, bytes, 0, start, end),
      ])
        expectRefused(heap, call, 'BadRequestError');
    }
    for (const at of [-1, 1, 0.5, NaN, 9])
      expect(() => Values.copy(array, other, at, 0, 2)).to.throw(BadRequestError, 'do not fit');
    expect(() => Raw.copy(bytes, bytes, 1)).to.throw(BadRequestError, '5 elements do not fit at 1');
    expect(() => Values.copy(array, asRef(Refs.new(5)))).to.throw(HandleError, 'another layout');
    expect(() => Values.fill(array, 0.5)).to.throw(ValueError);
    expect(() => Refs.fill(Refs.new(1), asRef(6))).to.throw(ValueError);
    expect(() => Values.fillWord(array, 2 ** 31)).to.throw(ValueError);
    expect(Values.toArray(array)).to.deep.equal([1, 2, 3, 4, 5]);
    expect([...Raw.view(bytes)]).to.deep.equal([1, 2, 3, 4, 5]);
    heap.verify();
  });

  it('are refused as lists where they are none', () => {
    const { heap, Values, Refs, Raw } = open();
    for (const wrong of [null, undefined, 5, 'text', {}, () => 1]) {
      expectRefused(heap, () => Values.from(wrong as never), 'BadRequestError');
      expectRefused(heap, () => Values.fromWords(wrong as never), 'BadRequestError');
      expectRefused(heap, () => Raw.from(wrong as never), 'BadRequestError');
    }
    expectRefused(heap, () => Values.from([1, 0.5]), 'ValueError');
    expectRefused(heap, () => Refs.from([0, asRef(2)]), 'ValueError');
    expectRefused(heap, () => Values.fromWords([2 ** 31]), 'ValueError');
    expectRefused(heap, () => Raw.from([1] as never), 'BadRequestError');
  });

  it('make bytes of a view of the heap itself', () => {
    const { heap, Raw } = open({ collect: 'automatic', stress: { collectEvery: 1, poison: true } });
    const root = heap.root(Raw.from(Uint8Array.of(1, 2, 3)));
    const copy = Raw.from(Raw.view(root.ref));
    expect([...Raw.view(copy)]).to.deep.equal([1, 2, 3]);
  });
});

inEveryMode((mode, openHeap) =>
  describe(`references in arrays, many at once (${mode})`, () => {
    const world = () => {
      const heap = openHeap();
      const Node = heap.layout('Node', { value: 'i32' });
      return { heap, Node, Refs: heap.arrayLayout('Refs', 'ref') };
    };

    it('live through the collection that making an array of them brings about', () => {
      const { heap, Node, Refs } = world();
      const roots = Array.from({ length: 50 }, (_, value) => heap.root(Node.new({ value })));
      const kept = heap.root();
      for (let round = 0; round < 20; round++) {
        const refs = roots.map(({ ref }) => ref);
        kept.ref = Refs.from([...refs, 0]);
      }
      for (const root of roots) root.release();
      heap.collect();
      const values: number[] = [];
      Refs.forEach(kept.ref, (ref, index) => {
        if (index < 50) values.push(Node.value.get(ref as Ref));
      });
      expect(values).to.deep.equal(values.map((_, index) => index));
      expect(values).to.have.lengthOf(50);
      heap.verify();
    });

    it('are remembered where the array is old and they are young', () => {
      const { heap, Node, Refs } = world();
      for (const length of [8, 5000]) {
        const filled = heap.root(Refs.new(length));
        const copied = heap.root(Refs.new(length));
        heap.collect();
        heap.collect({ scope: 'young' });
        const young = heap.root(Node.new({ value: 5 }));
        Refs.fill(filled.ref, young.ref);
        const source = heap.root(Refs.from(Array<Ref>(4).fill(young.ref)));
        Refs.copy(source.ref, copied.ref, 2);
        young.release();
        source.release();
        heap.collect({ scope: 'young' });
        for (let i = 0; i < 200; i++) Node.new({ value: -1 });
        expect(Node.value.get(Refs.get(filled.ref, length - 1) as Ref)).to.equal(5);
        expect(Node.value.get(Refs.get(copied.ref, 5) as Ref)).to.equal(5);
        heap.verify();
      }
    });

    it('are visited while the visitor allocates', () => {
      const { heap, Node, Refs } = world();
      const array = heap.root(Refs.new(100));
      for (let value = 0; value < 100; value++) {
        const node = Node.new({ value });
        Refs.set(array.ref, value, node);
      }
      const { ref } = array;
      array.release();
      let sum = 0;
      Refs.forEach(ref, (element) => {
        sum += Node.value.get(element as Ref);
        Node.new();
      });
      expect(sum).to.equal(4950);
      expect(heap.stats().roots).to.equal(0);
    });
  }),
);

describe('an array that is visited', () => {
  it('is let go when the visitor throws', () => {
    const { heap, Values } = open();
    const array = Values.from([1, 2]);
    const leave = (): void => {
      throw new Error('left');
    };
    expect(() => Values.forEach(array, leave)).to.throw('left');
    expect(heap.stats().roots).to.equal(0);
  });

  it('holds words of every form in slots of values', () => {
    const { heap, Node, Values } = open();
    const node = Node.new({ value: 3 });
    const words = [integerWord(-1), immediate(5, 9), node];
    const array = heap.root(Values.fromWords(words));
    expect([...Values.toWords(array.ref)]).to.deep.equal(words);
    expect(heap.collect().liveObjects).to.equal(2);
  });
});
