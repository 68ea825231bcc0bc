import { expect } from 'chai';
import type { Heap } from '../../src/index.ts';
import {
  AddressSpace,
  addressOf,
  BadRequestError,
  HandleError,
  MisuseError,
  type Ref,
  StillHeldError,
  toRef,
  ValueError,
} from '../../src/index.ts';
import { MIB } from '../../src/memory/units.ts';
import { thrownBy } from '../support/thrown.ts';
import { WAYS } from './support.ts';

describe('a handle of another heap is refused', () => {
  for (const { name, open, collect } of WAYS)
    for (const checked of [false, true])
      it(`in ${name}${checked ? ', which is checked' : ''}`, () => {
        const space = new AddressSpace({ reserve: 32 * MIB });
        const [heap, other] = [open({ space, checked }), open({ space })];
        const Pair = heap.layout('Pair', { left: 'ref', right: 'ref' });
        const OtherPair = other.layout('Pair', { left: 'ref', right: 'ref' });
        const mine = heap.root(Pair.new());
        const theirs = other.root(OtherPair.new());
        collect(heap);
        collect(other);
        const before = heap.stats();
        for (const use of [
          () => heap.root(theirs.ref),
          () => (mine.ref = theirs.ref),
          () => heap.pin(theirs.ref),
          () => heap.scope((scope) => scope.root(theirs.ref)),
          () => heap.scope((scope) => scope.escape(theirs)),
          () => heap.layoutOf(theirs.ref),
          () => heap.flagsOf(theirs.ref),
          () => heap.describe(theirs.ref),
        ])
          expect(thrownBy(use), String(use)).to.be.instanceOf(HandleError);
        if (checked) {
          const error = thrownBy(() => Pair.left.set(mine.ref, theirs.ref)) as MisuseError;
          expect(error.fault).to.equal('heap');
        }
        expect(Pair.is(theirs.ref)).to.equal(false);
        expect(heap.stats()).to.deep.equal(before);
        expect(Pair.is(mine.ref) && OtherPair.is(theirs.ref)).to.equal(true);
      });
});

describe('an object that contains a weak reference to itself, built in one step', () => {
  for (const { name, isNever, open, collect } of WAYS)
    it(`in ${name}`, () => {
      const heap = open();
      const Node = heap.layout('Node', { me: 'weak', number: 'u32', in: { me: 'weak' } });
      const kept = heap.root(Node.newCyclic((me) => ({ me, number: 5, in: { me } })));
      Node.newCyclic((me) => ({ me }));
      collect(heap);
      const { ref } = kept;
      expect([Node.me.get(ref), Node.in.me.get(ref), Node.number.get(ref)]).to.deep.equal([
        ref,
        ref,
        5,
      ]);
      const count = (): number => {
        let objects = 0;
        heap.forEachObject(() => objects++);
        return objects;
      };
      // It keeps itself alive no more than anything else that is weak.
      expect(count()).to.equal(isNever ? 2 : 1);
      kept.release();
      collect(heap);
      expect(count()).to.equal(isNever ? 2 : 0);
      heap.verify();
    });
});

describe('checkpoint and rewind, stale handles detected after', () => {
  const NEVER = WAYS.filter(({ isNever }) => isNever);

  for (const { name, open } of NEVER)
    for (const reuse of [true, false])
      it(`in ${name}, ${reuse ? 'which uses places again' : 'where no address is used twice'}`, () => {
        const heap = open({ checked: true, reuse });
        const Pair = heap.layout('Pair', { left: 'ref', right: 'ref' });
        const kept = heap.root(Pair.new());
        const mark = heap.checkpoint();
        const stale = Pair.new({ left: kept.ref });
        const held = heap.root(stale);
        expect(() => heap.rewind(mark)).to.throw(StillHeldError);
        held.release();
        heap.rewind(mark);
        for (const use of [
          () => Pair.left.get(stale),
          () => Pair.left.set(kept.ref, stale),
          () => heap.root(stale),
        ]) {
          const error = thrownBy(use) as MisuseError;
          expect(error).to.be.instanceOf(MisuseError);
          expect(error.freedBy?.by).to.equal('rewind');
        }
        const next = Pair.new();
        expect(next === stale).to.equal(reuse);
        expect(Pair.left.get(kept.ref)).to.equal(0);
        heap.verify();
      });

  for (const { name, isNever, open } of WAYS)
    if (!isNever)
      it(`is refused in ${name}, where a collection does that`, () => {
        expect(() => open().checkpoint()).to.throw(BadRequestError, 'never');
      });
});

describe('a failing initialiser gives its memory back', () => {
  const fieldsOf = (heap: Heap) =>
    heap.layout('All', {
      link: 'ref',
      word: 'value',
      small: 'i8',
      float: 'f64',
      big: 'i64',
      flag: 'bool',
      struct: { inner: 'u16' },
    });
  const WRONG: Readonly<Record<string, object>> = {
    'a reference': { link: toRef(6) },
    'an integer': { word: 0.5 },
    'a small integer': { small: 128 },
    'a float': { float: '1' },
    'a bigint': { big: 1 },
    'a boolean': { flag: 1 },
    'a struct': { struct: 5 },
    'what is in a struct': { struct: { inner: -1 } },
  };

  for (const { name, open, collect } of WAYS)
    it(`in ${name}`, () => {
      const heap = open();
      const All = fieldsOf(heap);
      heap.root(All.new());
      collect(heap);
      for (const [what, initial] of Object.entries(WRONG)) {
        const before = All.new();
        const { used } = heap.stats();
        for (let times = 0; times < 100; times++) {
          expect(() => All.new(initial), what).to.throw(ValueError);
          if (what !== 'an integer') expect(() => All.newWords(initial)).to.throw(ValueError);
        }
        expect(heap.stats().used, what).to.equal(used);
        expect(addressOf(All.new()), what).to.equal(addressOf(before) + granules(All.bytes));
      }
      heap.verify();
    });
});

/** Bytes of an object in whole granules of 8. */
function granules(bytes: number): number {
  return Math.ceil(bytes / 8) * 8;
}

describe('an array of which an element is refused', () => {
  it('is never made', () => {
    for (const { open } of WAYS) {
      const heap = open();
      const Samples = heap.arrayLayout('Samples', 'u8');
      const first: Ref = Samples.new(4);
      expect(() => Samples.from([1, 256])).to.throw(ValueError);
      expect(addressOf(Samples.new(4))).to.equal(addressOf(first) + 16);
    }
  });
});
