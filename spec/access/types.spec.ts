// What no longer compiles. The compiler checks each `@ts-expect-error`: one behind which there is
// no error is an error itself. What is behind it runs all the same, and the runtime refuses it
// where it can tell.

import { expect } from 'chai';
import {
  type Field,
  Heap,
  HandleError,
  type Layout,
  LayoutError,
  type Ref,
  toRef,
  ValueError,
} from '../../src/index.ts';

function open() {
  const heap = new Heap({ limit: 1 << 20, collect: 'explicit' });
  const Pair = heap.layout('Pair', { left: 'ref', right: 'ref', count: 'value', size: 'f64' });
  const Vec = heap.layout('Vec', { x: 'f64', y: 'f64', z: 'f64', w: 'f64' });
  const Row = heap.arrayLayout('Row', 'ref');
  const Values = heap.arrayLayout('Values', 'value');
  const Text = heap.bytesLayout('Text');
  return { heap, Pair, Vec, Row, Values, Text, pair: Pair.new(), vec: Vec.new(), row: Row.new(2) };
}

describe('types of references', () => {
  it('tell a Pair from a Vec', () => {
    const { Pair, vec, pair } = open();
    const mine: Ref<typeof Pair> = pair;
    // @ts-expect-error a Vec is no Pair
    const other: Ref<typeof Pair> = vec;
    expect([Pair.is(mine), Pair.is(other)]).to.deep.equal([true, false]);
  });

  it('let no field of a Vec be read or written on a Pair', () => {
    const { Vec, pair } = open();
    // @ts-expect-error a Pair has no y
    Vec.y.set(pair, 0);
    // @ts-expect-error nor has it one to be read
    expect(Vec.y.get(pair)).to.equal(0);
  });

  it('take no float for a reference', () => {
    const { Pair, pair } = open();
    // @ts-expect-error 1.5 is no reference
    expect(() => Pair.left.set(pair, 1.5)).to.throw(ValueError, '1.5');
    // @ts-expect-error neither to what is to be read
    expect(() => Pair.left.get(1.5)).to.throw(HandleError, '1.5');
  });

  it('take no integer for a reference, though it may have the form of one', () => {
    const { Pair, pair } = open();
    const word: number = pair;
    // @ts-expect-error 12 is no reference
    expect(() => Pair.left.set(pair, 12)).to.throw(ValueError, '12');
    // @ts-expect-error a number is none, until its host says so
    Pair.left.set(pair, word);
    expect(Pair.left.get(pair)).to.equal(pair);
  });

  it('take no number for a reference when an object is made', () => {
    const { Pair } = open();
    // @ts-expect-error 6 is no reference
    expect(() => Pair.new({ left: 6 })).to.throw(ValueError, '6');
  });

  it('take no reference for an integer', () => {
    const { Pair, Values, pair } = open();
    const values = Values.new(1);
    // @ts-expect-error the slot would hold an integer that keeps nothing alive
    Pair.count.set(pair, pair);
    // @ts-expect-error and so in a new object
    Pair.new({ count: pair });
    // @ts-expect-error and in an array
    Values.set(values, 0, pair);
    // What is given as a word is stored as it is.
    expect(Pair.count.getWord(Pair.newWords({ count: pair }))).to.equal(pair);
    const untyped: Ref = pair;
    // @ts-expect-error whatever it refers to
    Pair.size.set(pair, untyped);
    expect([Pair.count.get(pair), Values.get(values, 0), Pair.size.get(pair)]).to.deep.equal([
      pair,
      pair,
      pair,
    ]);
  });

  it('allow no length for what has a fixed size, and ask for one elsewhere', () => {
    const { heap, Pair, Row } = open();
    // @ts-expect-error a Pair has no length
    expect(() => heap.allocate(Pair, 3)).to.throw(LayoutError, 'no length');
    // @ts-expect-error a Row has one
    expect(() => heap.allocate(Row)).to.throw(LayoutError, 'needs a length');
    const made: Ref<typeof Row> = heap.allocate(Row, 3);
    expect(Row.length(made)).to.equal(3);
  });

  it('know of no property for a field whose name the layout itself uses', () => {
    const { heap } = open();
    const Entity = heap.layout('Entity', { id: 'u32', size: 'u32' });
    const entity = Entity.new({ id: 7, size: 8 });
    // @ts-expect-error Entity.id is the number of the layout
    expect(() => Entity.id.get(entity)).to.throw(TypeError);
    expect(Entity.fields.id.get(entity)).to.equal(7);
  });

  it('let no field be called __proto__', () => {
    const { heap } = open();
    // @ts-expect-error JavaScript takes it for the prototype
    const Odd = heap.layout('Odd', { __proto__: 'ref', size: 'u32' });
    expect(Object.keys(Odd.fields)).to.deep.equal(['size']);
  });

  it('know the kinds of fields, and no field that there is not', () => {
    const { heap, Pair, pair } = open();
    // @ts-expect-error there is no kind of that name
    expect(() => heap.layout('Odd', { x: 'float' })).to.throw(LayoutError, 'float');
    // @ts-expect-error there is no such field
    expect(Pair.middle).to.equal(undefined);
    // @ts-expect-error nor can it be given at first
    expect(Pair.size.get(Pair.new({ middle: 5 }))).to.equal(0);
    // @ts-expect-error a number is asked for
    expect(() => Pair.size.set(pair, true)).to.throw(ValueError);
  });

  it('tell arrays and bytes from one another', () => {
    const { Row, Values, Text, row } = open();
    // @ts-expect-error a Row holds references, Values hold integers
    expect(() => Values.get(row, 0)).to.throw(HandleError, 'Values');
    // @ts-expect-error and a Text holds bytes
    expect(() => Text.get(row, 0)).to.throw(HandleError, 'Text');
    // @ts-expect-error a Row takes no integer
    expect(() => Row.set(row, 0, 12)).to.throw(ValueError, '12');
  });

  it('are one for two layouts of the same name and fields, and two where the names differ', () => {
    const { heap, Pair, pair } = open();
    const kinds = { left: 'ref', right: 'ref', count: 'value', size: 'f64' } as const;
    const Same = heap.layout('Pair', kinds);
    const Other = heap.layout('Other', kinds);
    expect(Same.size.get(pair)).to.equal(0);
    // @ts-expect-error the same fields, but another name
    expect(Other.size.get(pair)).to.equal(Pair.size.get(pair));
  });
});

describe('references without a type', () => {
  it('go with every layout: what a root or a field holds', () => {
    const { heap, Pair, Vec, pair, vec } = open();
    const root = heap.root(pair);
    Pair.left.set(root.ref, vec);
    expect(Vec.x.get(Pair.left.get(pair))).to.equal(0);
  });

  it('are null where they are 0, and so are those with one', () => {
    const { Pair, pair } = open();
    const none: Ref<typeof Pair> = 0;
    Pair.left.set(pair, none);
    Pair.right.set(pair, 0);
    expect([Pair.left.get(pair), Pair.right.get(pair)]).to.deep.equal([0, 0]);
  });

  it('are made of words by their host', () => {
    const { heap, Pair, Vec, pair } = open();
    Pair.left.set(pair, pair);
    const word: number = heap.read(pair, 0);
    const found = toRef<typeof Pair>(word);
    expect(Pair.size.get(found)).to.equal(0);
    // @ts-expect-error the host said that it is a Pair
    expect(Vec.x.get(found)).to.equal(0);
  });

  it('go with a layout of which only the fields are known', () => {
    const { Pair, pair } = open();
    const sized: Layout<{ left: 'ref'; right: 'ref'; count: 'value'; size: 'f64' }> = Pair;
    const field: Field<number> = sized.size;
    expect([sized.size.get(pair), field.get(pair)]).to.deep.equal([0, 0]);
  });
});
