import { expect } from 'chai';
import { AddressSpace, Heap, integerWord, type Ref, type SlotWord } from '../../src/index.ts';
import { MIB } from '../../src/memory/units.ts';
import { BEYOND, NO_REFS } from '../support/wrong.ts';

describe('is() of a layout', () => {
  const space = new AddressSpace({ reserve: 32 * MIB });
  const heap = new Heap({ space, collect: 'explicit' });
  const Cons = heap.layout('Cons', { head: 'value', tail: 'value' });
  const Other = heap.layout('Other', { head: 'value', tail: 'value' });
  const Row = heap.arrayLayout('Row', 'value');
  const Text = heap.bytesLayout('Text');
  const layouts = [Cons, Other, Row, Text];
  const made: readonly Ref[] = [Cons.new(), Other.new(), Row.new(3), Text.new(3)];
  const told = (word: SlotWord): boolean[] => layouts.map((layout) => layout.is(word));

  layouts.forEach((layout, index) =>
    it(`tells a ${layout.name} from objects of other layouts`, () => {
      expect(made.map((ref) => layout.is(ref))).to.deep.equal(made.map((_, i) => i === index));
    }),
  );

  it('knows large objects, and those behind a collection', () => {
    const large = heap.root(Row.new(5000));
    const small = heap.root(Cons.new());
    expect([told(large.ref), told(small.ref)]).to.deep.equal([
      [false, false, true, false],
      [true, false, false, false],
    ]);
    heap.collect({ compact: true });
    expect([told(large.ref), told(small.ref)]).to.deep.equal([
      [false, false, true, false],
      [true, false, false, false],
    ]);
    large.release();
    small.release();
  });

  for (const word of [0, integerWord(5), integerWord(-1), 3, 5, 7, -1, BEYOND, 9, 2 ** 20 + 1])
    it(`is false for the word ${word}, which refers to no object`, () => {
      expect(told(word)).to.deep.equal([false, false, false, false]);
    });

  for (const wrong of [undefined, ...NO_REFS])
    it(`is false for ${String(wrong)} (${typeof wrong}), and throws nothing`, () => {
      expect(told(wrong as SlotWord)).to.deep.equal([false, false, false, false]);
    });

  it('is false for an object of another heap on the same space, whose layout has the same number', () => {
    const other = new Heap({ space });
    const Theirs = other.layout('Cons', { head: 'value', tail: 'value' });
    const theirs = Theirs.new();
    expect([Theirs.id, Theirs.is(theirs), Cons.is(theirs), Theirs.is(made[0]!)]).to.deep.equal([
      Cons.id,
      true,
      false,
      false,
    ]);
    other.dispose();
    expect([Theirs.is(theirs), Cons.is(theirs)]).to.deep.equal([false, false]);
  });

  it('is true above 2 GiB, where references are negative', () => {
    const wide = new AddressSpace({ reserve: 4 * 1024 * MIB });
    const ballast = wide.pages.register('ballast');
    for (let i = 0; i < 9; i++) wide.reserveRun(256 * MIB, ballast);
    const high = new Heap({ space: wide, limit: 64 * MIB });
    const Pair = high.layout('Pair', { head: 'value' });
    const ref = Pair.new();
    expect(ref).to.be.below(0);
    expect([Pair.is(ref), Pair.is(ref >>> 0)]).to.deep.equal([true, false]);
    high.dispose();
  });

  it('gives the word the type of a reference', () => {
    const list = Cons.new({ head: 5 });
    const word: SlotWord = list;
    expect(Cons.is(word) ? Cons.head.get(word) : undefined).to.equal(5);
  });
});
