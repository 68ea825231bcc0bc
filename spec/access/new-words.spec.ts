import { expect } from 'chai';
import {
  AddressSpace,
  Heap,
  type HeapOptions,
  integerWord,
  type SlotWord,
  ValueError,
} from '../../src/index.ts';
import { MIB } from '../../src/memory/units.ts';
import { expectRefused } from '../support/wrong.ts';

function open(options: HeapOptions = {}) {
  const heap = new Heap({ space: new AddressSpace({ reserve: 32 * MIB }), ...options });
  const Cons = heap.layout('Cons', { head: 'value', tail: 'value', weight: 'f32', next: 'ref' });
  return { heap, Cons };
}

describe('newWords() of a layout', () => {
  it('stores words as they are: integers, references and immediates', () => {
    const { Cons } = open();
    const other = Cons.new({ head: 5 });
    const made = Cons.newWords({ head: integerWord(-7), tail: other, weight: 0.5, next: other });
    expect(Cons.head.get(made)).to.equal(-7);
    expect([Cons.tail.getWord(made), Cons.next.get(made)]).to.deep.equal([other, other]);
    expect(Cons.weight.get(made)).to.equal(0.5);
    expect(Cons.head.getWord(Cons.newWords({ head: 7 }))).to.equal(7);
  });

  it('leaves at 0 what is not given', () => {
    const { Cons } = open();
    for (const made of [Cons.newWords(), Cons.newWords({})])
      expect([Cons.head.getWord(made), Cons.tail.getWord(made), Cons.next.get(made)]).to.deep.equal(
        [0, 0, 0],
      );
  });

  for (const collectEvery of [1, 7])
    for (const moveAll of [false, true])
      it(`keeps what it is given while every allocation of ${collectEvery} collects${moveAll ? ' and everything moves' : ''}`, () => {
        const { heap, Cons } = open({
          limit: MIB,
          preciseRoots: true,
          stress: { collectEvery, moveAll, poison: true },
        });
        const list = heap.root();
        for (let i = 0; i < 300; i++)
          list.ref = Cons.newWords({ head: integerWord(i), tail: list.ref, next: list.ref });
        let expected = 299;
        for (let word: SlotWord = list.ref; Cons.is(word); word = Cons.tail.getWord(word))
          expect(Cons.head.get(word)).to.equal(expected--);
        expect(expected).to.equal(-1);
        heap.verify();
      });

  for (const wrong of [null, true, 'x', 0.5, NaN, 2 ** 31, 2147483641, {}])
    it(`refuses ${String(wrong)} (${typeof wrong}) for a word, and makes nothing`, () => {
      const { heap, Cons } = open();
      Cons.new();
      expectRefused(heap, () => Cons.newWords({ tail: wrong as SlotWord }), 'ValueError');
    });

  it('says its name where it is given no object', () => {
    const { Cons } = open();
    expect(() => Cons.newWords(5 as never)).to.throw(ValueError, 'Cons.newWords()');
  });
});
