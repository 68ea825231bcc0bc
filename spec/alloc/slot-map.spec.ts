import { expect } from 'chai';
import { SecondaryMap, type SlotHandle, SlotMap } from '../../src/alloc/index.ts';
import { BadRequestError, HandleError, IdentifiersUsedUpError } from '../../src/index.ts';
import { NO_INDEXES } from './indexed-support.ts';

describe('SlotMap', () => {
  it('inserts, gets, sets and removes', () => {
    const map = new SlotMap<string>();
    const [a, b, c] = ['a', 'b', 'c'].map((value) => map.insert(value)) as [
      SlotHandle<string>,
      SlotHandle<string>,
      SlotHandle<string>,
    ];
    map.set(b, 'B');
    expect(map.remove(a)).to.equal('a');
    expect(map.has(a)).to.equal(false);
    expect(map.size).to.equal(2);
    expect([...map]).to.deep.equal([
      [b, 'B'],
      [c, 'c'],
    ]);
    map.clear();
    expect(map.size).to.equal(0);
    for (const handle of [a, b, c]) expect(map.has(handle)).to.equal(false);
  });

  it('refuses the handle of a removed value whose slot is in use again', () => {
    const map = new SlotMap<string>({ name: 'players' });
    const ada = map.insert('Ada');
    map.remove(ada);
    const bob = map.insert('Bob');
    expect(map.slotOf(bob)).to.equal(1);
    expect(() => map.get(ada)).to.throw(
      HandleError,
      `index ${ada} of players is stale: of generation 0, now it is 1`,
    );
    expect(() => map.set(ada, 'x')).to.throw(HandleError, 'stale');
    expect(() => map.remove(ada)).to.throw(HandleError, 'stale');
    expect([...map]).to.deep.equal([[bob, 'Bob']]);
  });

  it('refuses a second removal, and the free list stays whole', () => {
    const map = new SlotMap<number>();
    const handles = [1, 2, 3].map((value) => map.insert(value));
    map.remove(handles[1]!);
    expect(() => map.remove(handles[1]!)).to.throw(HandleError, 'stale');
    const slots = [map.insert(4), map.insert(5)].map((handle) => map.slotOf(handle));
    expect(slots).to.deep.equal([2, 4]);
  });

  for (const nothing of NO_INDEXES)
    it(`refuses ${nothing} and stays as it is`, () => {
      const map = new SlotMap<string>();
      const handle = map.insert('kept');
      map.remove(map.insert('gone'));
      const none = nothing as SlotHandle<string>;
      expect(map.has(none)).to.equal(false);
      for (const use of [
        () => map.get(none),
        () => map.set(none, 'lost'),
        () => map.remove(none),
        () => map.slotOf(none),
      ])
        expect(use).to.throw(HandleError, `${nothing}`);
      expect([...map]).to.deep.equal([[handle, 'kept']]);
    });

  for (const width of [8, 16, 32] as const)
    it(`of ${width} bits refuses every number that encodes the state of a free slot`, () => {
      const map = new SlotMap<string>({ width });
      const handles = ['a', 'b', 'c'].map((value) => map.insert(value));
      for (const handle of handles) map.remove(handle);
      for (let next = 0; next <= 4; next++)
        for (const generation of [0, 1, 2])
          for (const sign of [1, -1])
            for (const offset of [-1, -0.5, 0, 0.5, 1]) {
              const forged = sign * (generation * 2 ** width + next) + offset;
              expect(map.has(forged as SlotHandle<string>)).to.equal(false);
              expect(() => map.get(forged as SlotHandle<string>)).to.throw(HandleError);
            }
    });

  it('refuses the handle of another map where its bits tell', () => {
    const map = new SlotMap<string>({ tag: 1 });
    const tagged = new SlotMap<string>({ tag: 2 });
    const handle = map.insert('mine');
    expect(() => map.get(tagged.insert('theirs'))).to.throw(HandleError, 'has the tag 2');
    expect(() => tagged.get(handle)).to.throw(HandleError, 'has the tag 1');
    const plain = new SlotMap<string>();
    const longer = new SlotMap<string>();
    plain.insert('a');
    longer.insert('a');
    expect(() => plain.get(longer.insert('b'))).to.throw(HandleError, 'never handed out');
    plain.remove(plain.insert('x'));
    plain.remove(plain.insert('y'));
    const later = plain.insert('z');
    expect(() => longer.get(later)).to.throw(HandleError, 'of generation 2');
    expect(map.get(handle)).to.equal('mine');
  });

  it('keeps the handles of two maps apart at compile time', () => {
    const players = new SlotMap<string, 'players'>({ name: 'players' });
    const places = new SlotMap<string, 'places'>({ name: 'places' });
    const ada = players.insert('Ada');
    places.insert('Rome');
    // @ts-expect-error a handle of the players
    expect(places.get(ada)).to.equal('Rome');
    // @ts-expect-error a number that no map handed out
    expect(places.get(1)).to.equal('Rome');
  });

  describe('when the generations of a slot are used up', () => {
    it('retires the slot instead of wrapping round', () => {
      const map = new SlotMap<number>({ width: 8, generationBits: 2 });
      const seen = new Set<number>();
      for (let round = 0; round < 4; round++) {
        const handle = map.insert(round);
        expect(map.slotOf(handle)).to.equal(1);
        seen.add(handle);
        map.remove(handle);
      }
      expect(seen.size).to.equal(4);
      expect(map.retired).to.equal(1);
      expect(map.capacity).to.equal(254);
      const next = map.insert(4);
      expect(map.slotOf(next)).to.equal(2);
      for (const handle of seen)
        expect(() => map.get(handle as SlotHandle<number>)).to.throw(HandleError, 'now it is 4');
      expect([...map]).to.deep.equal([[next, 4]]);
    });

    it('is used up itself after every slot, and never repeats a handle', () => {
      const map = new SlotMap<number>({ width: 8, generationBits: 1, tag: 255 });
      const seen = new Set<number>();
      const churn = (): void => {
        while (seen.size < 1000) {
          const handle = map.insert(0);
          expect(seen.has(handle)).to.equal(false);
          seen.add(handle);
          map.remove(handle);
        }
      };
      expect(churn).to.throw(IdentifiersUsedUpError, '255 of them retired');
      expect(seen.size).to.equal(255 * 2);
      expect([map.size, map.retired, map.capacity]).to.deep.equal([0, 255, 0]);
    });

    it('keeps handles exact in the last generation of 32-bit slots', () => {
      const map = new SlotMap<string>({ tag: 255, generationBits: 13 });
      let handle = map.insert('x');
      for (let round = 1; round < 2 ** 13; round++) {
        map.remove(handle);
        handle = map.insert(String(round));
      }
      expect(handle as number).to.equal(2 ** 53 - 2 ** 32 + 1);
      expect(map.get(handle)).to.equal('8191');
      map.remove(handle);
      expect(map.retired).to.equal(1);
    });
  });

  it('of 8 bits has 255 slots, then its identifiers are used up', () => {
    const map = new SlotMap<number>({ width: 8 });
    const handles = Array.from({ length: 255 }, (_, value) => map.insert(value));
    expect(() => map.insert(0)).to.throw(IdentifiersUsedUpError, 'all 255 slots');
    expect(() => map.insertWith(() => 0)).to.throw(IdentifiersUsedUpError, 'all 255 slots');
    expect(map.size).to.equal(255);
    map.remove(handles[100]!);
    expect(map.slotOf(map.insert(7))).to.equal(101);
  });

  describe('insertWith', () => {
    it('builds a value that names itself in one step', () => {
      const map = new SlotMap<{ readonly self: number }>();
      const handle = map.insertWith((self) => {
        expect(map.has(self)).to.equal(false);
        expect(() => map.get(self)).to.throw(HandleError, 'is being made');
        expect(() => map.remove(self)).to.throw(HandleError, 'is being made');
        return { self };
      });
      expect(map.get(handle)).to.deep.equal({ self: handle });
    });

    it('gives the slot of a failing initialiser back, and its handle never names anything', () => {
      const map = new SlotMap<string>();
      const leaked: SlotHandle<string>[] = [];
      const fail = (): unknown =>
        map.insertWith((self) => {
          leaked.push(self);
          throw new RangeError('no value');
        });
      expect(fail).to.throw(RangeError, 'no value');
      expect(map.size).to.equal(0);
      const handle = map.insert('value');
      expect(map.slotOf(handle)).to.equal(1);
      expect(() => map.get(leaked[0]!)).to.throw(HandleError, 'stale');
    });

    it('nests, and clears meanwhile', () => {
      const map = new SlotMap<string>();
      const handle = map.insertWith(() => {
        const inner = map.insert('inner');
        map.insertWith(() => map.get(inner));
        map.clear();
        return 'outer';
      });
      expect([...map]).to.deep.equal([[handle, 'outer']]);
      expect([map.insert('x'), map.insert('y')].map((each) => map.slotOf(each))).to.have.members([
        2, 3,
      ]);
    });
  });

  it('allows removal while it is visited', () => {
    const map = new SlotMap<number>();
    for (let value = 0; value < 10; value++) map.insert(value);
    const visited: number[] = [];
    for (const [handle, value] of map) {
      visited.push(value);
      map.remove(handle);
      for (const [other, odd] of map) if (odd % 2 === 1) map.remove(other);
    }
    expect(visited).to.deep.equal([0, 2, 4, 6, 8]);
    expect(map.size).to.equal(0);
  });

  it('unchecked reads what is there, and still refuses to free twice', () => {
    const map = new SlotMap<string>({ checked: false });
    expect(map).to.be.instanceOf(SlotMap);
    const ada = map.insert('Ada');
    map.remove(ada);
    expect(map.get(ada)).to.equal(undefined);
    const bob = map.insert('Bob');
    expect(map.get(ada)).to.equal('Bob');
    map.set(bob, 'Bert');
    expect(map.has(ada)).to.equal(false);
    expect(() => map.remove(ada)).to.throw(HandleError, 'stale');
    expect([...map]).to.deep.equal([[bob, 'Bert']]);
  });

  for (const options of [{ width: 0 as 8 }, { generationBits: -1 }, { tag: NaN }])
    it(`refuses the options ${JSON.stringify(options)}`, () => {
      expect(() => new SlotMap(options)).to.throw(BadRequestError);
    });
});

describe('SecondaryMap', () => {
  it('keeps values beside those of the map, by handle', () => {
    const map = new SlotMap<string>();
    const ages = new SecondaryMap<SlotHandle<string>, number>(map);
    const ada = map.insert('Ada');
    const bob = map.insert('Bob');
    ages.set(bob, 40);
    expect([ages.get(bob), ages.get(ada), ages.has(ada)]).to.deep.equal([40, undefined, false]);
    ages.set(bob, 41);
    expect([...ages]).to.deep.equal([[bob, 41]]);
    expect(ages.remove(bob)).to.equal(true);
    expect(ages.remove(bob)).to.equal(false);
    expect(ages.entriesHeld).to.equal(0);
  });

  it('does not show the entry of a removed handle to the next one of its slot', () => {
    const map = new SlotMap<string>();
    const ages = new SecondaryMap<SlotHandle<string>, number>(map);
    const ada = map.insert('Ada');
    ages.set(ada, 36);
    map.remove(ada);
    const bob = map.insert('Bob');
    expect(ages.get(bob)).to.equal(undefined);
    expect(ages.has(ada)).to.equal(false);
    expect(() => ages.get(ada)).to.throw(HandleError, 'stale');
    expect(() => ages.set(ada, 1)).to.throw(HandleError, 'stale');
    expect(() => ages.remove(ada)).to.throw(HandleError, 'stale');
    expect([...ages]).to.deep.equal([]);
    expect(ages.entriesHeld).to.equal(1);
    expect(ages.prune()).to.equal(1);
    expect(ages.entriesHeld).to.equal(0);
    ages.set(bob, 40);
    ages.clear();
    expect(ages.get(bob)).to.equal(undefined);
  });

  for (const nothing of NO_INDEXES)
    it(`refuses ${nothing}`, () => {
      const ages = new SecondaryMap<SlotHandle<string>, number>(new SlotMap<string>());
      const none = nothing as SlotHandle<string>;
      expect(ages.has(none)).to.equal(false);
      expect(() => ages.set(none, 1)).to.throw(HandleError);
      expect(ages.entriesHeld).to.equal(0);
    });
});
