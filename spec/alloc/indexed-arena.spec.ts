import { expect } from 'chai';
import {
  type ArenaIndex,
  IndexedArena,
  type IndexWidth,
  SecondaryMap,
} from '../../src/alloc/index.ts';
import { BadRequestError, HandleError, IdentifiersUsedUpError } from '../../src/index.ts';
import { NO_INDEXES } from './indexed-support.ts';

interface Expr {
  readonly op: 'int' | 'add';
  readonly value: number;
  readonly left: ArenaIndex<Expr> | 0;
  readonly right: ArenaIndex<Expr> | 0;
}

function int(value: number): Expr {
  return { op: 'int', value, left: 0, right: 0 };
}

describe('IndexedArena', () => {
  it('holds the expression tree of its source', () => {
    const arena = new IndexedArena<Expr>();
    const seven = arena.add(int(7));
    const eight = arena.add(int(8));
    const sum = arena.add({ op: 'add', value: 0, left: seven, right: eight });
    const evaluate = (index: ArenaIndex<Expr> | 0): number => {
      if (index === 0) return 0;
      const { op, value, left, right } = arena.get(index);
      return op === 'int' ? value : evaluate(left) + evaluate(right);
    };
    expect(evaluate(sum)).to.equal(15);
    arena.set(seven, int(-8));
    expect(evaluate(sum)).to.equal(0);
    expect([...arena].map(([index]) => index)).to.deep.equal([seven, eight, sum]);
  });

  for (const [width, capacity] of [
    [8, 255],
    [16, 65_535],
  ] as const)
    it(`of ${width} bits has ${capacity} slots, then its identifiers are used up`, () => {
      const arena = new IndexedArena<number>({ width });
      expect(arena.capacity).to.equal(capacity);
      for (let slot = 1; slot <= capacity; slot++)
        expect(arena.slotOf(arena.add(slot))).to.equal(slot);
      expect(() => arena.add(0)).to.throw(IdentifiersUsedUpError, `all ${capacity} slots`);
      expect(() => arena.addWith(() => 0)).to.throw(IdentifiersUsedUpError);
      expect(arena.size).to.equal(capacity);
      arena.clear();
      expect(arena.get(arena.add(1))).to.equal(1);
    });

  it('of 32 bits keeps indexes apart in the highest generations', () => {
    const arena = new IndexedArena<string>({ generationBits: 2 });
    const indexes = ['a', 'b', 'c', 'd'].map((value, generation) => {
      if (generation > 0) arena.clear();
      return arena.add(value);
    });
    expect(new Set(indexes).size).to.equal(4);
    expect(arena.get(indexes[3]!)).to.equal('d');
    for (const stale of indexes.slice(0, 3)) expect(arena.has(stale)).to.equal(false);
  });

  it('throws on use after clear, although the slot is in use again', () => {
    const arena = new IndexedArena<string>({ name: 'names' });
    const before = arena.add('before');
    arena.clear();
    expect(() => arena.get(before)).to.throw(
      HandleError,
      `index ${before} of names is stale: of generation 0, now it is 1`,
    );
    const after = arena.add('after');
    expect(arena.slotOf(after)).to.equal(1);
    expect(() => arena.get(before)).to.throw(HandleError, 'stale');
    expect(() => arena.set(before, 'x')).to.throw(HandleError, 'stale');
    expect(arena.get(after)).to.equal('after');
  });

  it('retires when its generations are used up, and never lets an index name a second item', () => {
    const arena = new IndexedArena<number>({ width: 8, generationBits: 1 });
    const first = arena.add(1);
    arena.clear();
    const second = arena.add(2);
    arena.clear();
    expect(() => arena.add(3)).to.throw(IdentifiersUsedUpError, 'all 2 generations');
    expect([first, second].map((index) => arena.has(index))).to.deep.equal([false, false]);
    expect(() => arena.get(first)).to.throw(HandleError, 'stale');
    arena.clear();
    expect(() => arena.add(3)).to.throw(IdentifiersUsedUpError, 'generations');
    expect(arena.size).to.equal(0);
  });

  for (const nothing of NO_INDEXES)
    it(`refuses ${nothing} and stays as it is`, () => {
      const arena = new IndexedArena<string>();
      const index = arena.add('kept');
      const none = nothing as ArenaIndex<string>;
      expect(arena.has(none)).to.equal(false);
      expect(() => arena.get(none)).to.throw(HandleError, `${nothing}`);
      expect(() => arena.set(none, 'lost')).to.throw(HandleError);
      expect(() => arena.slotOf(none)).to.throw(HandleError);
      expect([...arena]).to.deep.equal([[index, 'kept']]);
    });

  it('refuses the index of another arena where its bits tell', () => {
    const tagged = new IndexedArena<string>({ tag: 3 });
    const other = new IndexedArena<string>({ tag: 4 });
    const longer = new IndexedArena<string>();
    const later = new IndexedArena<string>();
    const arena = new IndexedArena<string>();
    for (const each of [tagged, other, longer, longer, arena]) each.add('value');
    later.clear();
    expect(() => other.get(tagged.add('x'))).to.throw(HandleError, 'has the tag 3');
    // The third of an arena that has handed out one slot.
    expect(() => arena.get(longer.add('x'))).to.throw(HandleError, 'never handed out');
    expect(() => arena.get(later.add('x'))).to.throw(HandleError, 'of generation 1');
    const [sameBits] = [...longer][0]!;
    expect(arena.get(sameBits)).to.equal('value', 'slot, generation and tag are the same');
  });

  it('keeps the indexes of two arenas apart at compile time', () => {
    const numbers = new IndexedArena<number>();
    const strings = new IndexedArena<string>();
    const names = new IndexedArena<string, 'names'>({ name: 'names' });
    const number = numbers.add(1);
    const string = strings.add('one');
    const name = names.add('Ada');
    // @ts-expect-error an index of an arena of numbers
    expect(strings.get(number)).to.equal('one');
    // @ts-expect-error an index of an arena of another name
    expect(strings.get(name)).to.equal('one');
    // @ts-expect-error an index of an arena without that name
    expect(names.get(string)).to.equal('Ada');
    // @ts-expect-error a number that no arena handed out
    expect(strings.get(1)).to.equal('one');
  });

  describe('addWith', () => {
    it('builds a value that names itself in one step', () => {
      const arena = new IndexedArena<{ readonly self: number }>();
      const index = arena.addWith((self) => {
        expect(arena.has(self)).to.equal(false);
        expect(() => arena.get(self)).to.throw(HandleError, 'not made');
        expect(() => arena.set(self, { self: 0 })).to.throw(HandleError, 'not made');
        return { self };
      });
      expect(arena.get(index)).to.deep.equal({ self: index });
    });

    it('gives the slot of a failing initialiser back', () => {
      const arena = new IndexedArena<number>({ width: 8 });
      const kept = arena.add(1);
      for (let round = 0; round < 300; round++)
        expect(() =>
          arena.addWith(() => {
            throw new RangeError('no value');
          }),
        ).to.throw(RangeError, 'no value');
      expect([...arena]).to.deep.equal([[kept, 1]]);
      expect(arena.slotOf(arena.add(2))).to.equal(2);
    });

    it('leaves what a failing initialiser added, and a slot below it that names nothing', () => {
      const arena = new IndexedArena<string>();
      const seen: ArenaIndex<string>[] = [];
      expect(() =>
        arena.addWith((self) => {
          seen.push(self, arena.add('inner'));
          throw new RangeError('no value');
        }),
      ).to.throw(RangeError);
      expect(arena.size).to.equal(1);
      expect(() => arena.get(seen[0]!)).to.throw(HandleError, 'names nothing');
      expect([...arena]).to.deep.equal([[seen[1], 'inner']]);
    });

    it('refuses to finish after a clear', () => {
      const arena = new IndexedArena<string>();
      const add = (): unknown =>
        arena.addWith(() => {
          arena.clear();
          arena.add('later');
          return 'late';
        });
      expect(add).to.throw(HandleError, 'was cleared while');
      expect([...arena].map(([, value]) => value)).to.deep.equal(['later']);
    });
  });

  it('holds undefined as a value', () => {
    const arena = new IndexedArena<undefined>();
    const index = arena.add(undefined);
    expect(arena.has(index)).to.equal(true);
    expect(arena.get(index)).to.equal(undefined);
  });

  it('stops visiting when it is cleared meanwhile', () => {
    const arena = new IndexedArena<number>();
    for (const value of [1, 2, 3]) arena.add(value);
    const visited: number[] = [];
    for (const [, value] of arena) {
      visited.push(value);
      arena.clear();
      arena.add(4);
    }
    expect(visited).to.deep.equal([1]);
  });

  it('unchecked has bare slot numbers for indexes, and reads what is there', () => {
    const arena = new IndexedArena<string>({ checked: false, width: 8, generationBits: 1, tag: 9 });
    expect(arena).to.be.instanceOf(IndexedArena);
    expect(arena.checked).to.equal(false);
    const index = arena.add('before');
    expect(index as number).to.equal(1);
    for (let round = 0; round < 10; round++) arena.clear();
    arena.add('after');
    expect(arena.get(index)).to.equal('after');
    arena.set(index, 'again');
    expect([...arena]).to.deep.equal([[index, 'again']]);
    for (let slot = 2; slot <= 255; slot++) arena.add('more');
    expect(() => arena.add('too many')).to.throw(IdentifiersUsedUpError);
  });

  it('carries side tables that go stale with it', () => {
    const arena = new IndexedArena<string>();
    const notes = new SecondaryMap<ArenaIndex<string>, string>(arena);
    const index = arena.add('a');
    notes.set(index, 'note');
    expect(notes.get(index)).to.equal('note');
    arena.clear();
    const next = arena.add('b');
    expect(notes.has(index)).to.equal(false);
    expect(notes.get(next)).to.equal(undefined);
    expect(() => notes.get(index)).to.throw(HandleError, 'stale');
  });

  for (const options of [
    { width: 12 as IndexWidth },
    { width: NaN as IndexWidth },
    { generationBits: 0 },
    { generationBits: 22 },
    { generationBits: 1.5 },
    { generationBits: NaN },
    { generationBits: 14, tag: 0 },
    { tag: -1 },
    { tag: 256 },
    { tag: 0.5 },
  ])
    it(`refuses the options ${JSON.stringify(options)}`, () => {
      expect(() => new IndexedArena(options)).to.throw(BadRequestError);
    });
});
