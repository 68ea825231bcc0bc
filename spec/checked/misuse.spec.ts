import { expect } from 'chai';
import type { MisuseError } from '../../src/index.ts';
import {
  addressOf,
  DisposedError,
  type HeapOptions,
  type Ref,
  type Root,
} from '../../src/index.ts';
import { thrownBy } from '../support/thrown.ts';
import { type Checked, misuse, openChecked, usesOfAny, usesOfPair } from './support.ts';
import { RECENT_OBJECTS } from '../../src/control/recent.ts';
import { asRef } from '../support/wrong.ts';

const COLLECTING: Record<string, HeapOptions> = {
  'mode automatic': { collect: 'automatic' },
  'mode explicit': { collect: 'explicit' },
  'a nursery': { collect: 'automatic', nursery: 64 << 10 },
  'marks beside the arenas': { collect: 'explicit', marks: 'side' },
  'no address twice': { collect: 'explicit', reuse: false },
};
const EVERY: Record<string, HeapOptions> = { ...COLLECTING, 'mode never': { collect: 'never' } };

function open(options: HeapOptions): Checked & { readonly kept: Root; readonly pair: Ref } {
  const checked = openChecked(options);
  const kept = checked.heap.root(checked.Pair.new({ head: 1 }));
  return { ...checked, kept, pair: kept.ref };
}

for (const [mode, options] of Object.entries(EVERY))
  describe(`a checked heap with ${mode}`, () => {
    it('refuses nothing to a sound program', () => {
      const checked = open(options);
      const { heap, Pair, Vec, Bytes, kept } = checked;
      for (const use of Object.values(usesOfPair(checked, kept.ref))) use(kept.ref);
      const vec = heap.root(Vec.new({ x: 1.5, on: true }));
      Vec.small.set(vec.ref, -3);
      expect([Vec.x.get(vec.ref), Vec.on.get(vec.ref), Vec.small.get(vec.ref)]).to.deep.equal([
        1.5,
        true,
        -3,
      ]);
      const long = heap.root(Bytes.new(20_000));
      Bytes.set(long.ref, 19_999, 7);
      expect(Bytes.get(long.ref, 19_999)).to.equal(7);
      Pair.tail.set(kept.ref, 0);
      heap.verify();
    });

    it('tells of a field of another layout, and stores nothing', () => {
      const { heap, Vec, pair, Pair } = open(options);
      const next = heap.root(Pair.new({ head: 2 }));
      const header = heap.words[next.ref >>> 2];
      const told = { fault: 'layout', layout: 'Vec', field: 'y', found: 'Pair' };
      expect(misuse(() => Vec.y.set(pair, 3))).to.deep.equal(told);
      expect(misuse(() => Vec.y.get(pair))).to.deep.equal(told);
      expect(misuse(() => Vec.on.set(pair, true))).to.include({ fault: 'layout', field: 'on' });
      expect(misuse(() => Vec.small.get(pair))).to.include({ fault: 'layout', field: 'small' });
      expect(heap.words[next.ref >>> 2]).to.equal(header);
      heap.verify();
    });

    it('tells of a sequence of another layout', () => {
      const { heap, Refs, Bytes, Values, pair } = open(options);
      const refs = heap.root(Refs.new(2)).ref;
      expect(misuse(() => Refs.get(pair, 0))).to.deep.equal({
        fault: 'layout',
        layout: 'Refs',
        found: 'Pair',
      });
      expect(misuse(() => Values.length(refs))).to.include({ layout: 'Values', found: 'Refs' });
      expect(misuse(() => Bytes.view(refs))).to.include({ layout: 'Bytes', found: 'Refs' });
      expect(misuse(() => Bytes.fill(refs, 1))).to.include({ layout: 'Bytes', found: 'Refs' });
    });

    it('tells of a reference into the middle of an object', () => {
      const checked = open(options);
      const { Bytes, heap, pair } = checked;
      const long = heap.root(Bytes.new(50_000));
      const told = { fault: 'middle', layout: 'Pair', field: 'head', found: 'Pair' };
      expect(misuse(() => checked.Pair.head.get(asRef(pair + 8)))).to.deep.equal(told);
      expect(misuse(() => Bytes.length(asRef(long.ref + 40_000)))).to.include({
        fault: 'middle',
        found: 'Bytes',
      });
    });

    it('tells of what is no object at all', () => {
      const { heap, Pair, kept } = open(options);
      const NONE = [0, 4, 7, 9, -7, 1.5, NaN, undefined, null, '9', {}, kept.ref + 4096] as Ref[];
      for (const ref of NONE) {
        expect(misuse(() => Pair.head.get(ref)).fault, String(ref)).to.equal('none');
        expect(misuse(() => Pair.tail.set(ref, 0)).fault, String(ref)).to.equal('none');
      }
      expect(misuse(() => heap.root(asRef(kept.ref + 4096))).fault).to.equal('none');
    });

    it('tells of an object of another heap, on the same space or on one of its own', () => {
      const checked = open(options);
      const { heap, Pair, kept } = checked;
      const other = openChecked({ space: heap.space, name: 'other' });
      const foreign = other.heap.root(other.Pair.new({ head: 5 }));
      for (const [name, use] of Object.entries(usesOfPair(checked, kept.ref)))
        expect(misuse(() => use(foreign.ref)).fault, name).to.equal('heap');
      expect(thrownBy(() => Pair.head.get(foreign.ref))).to.have.property(
        'message',
        `Pair.head of the reference to 0x${addressOf(foreign.ref).toString(16)}: ` +
          "its page is not of this heap, but of 'other'",
      );
      const gone = foreign.ref;
      other.heap.dispose();
      expect(misuse(() => Pair.head.get(gone)).fault).to.equal('none');
    });

    it('tells of a reference into another space, where it has no object there', () => {
      const { Pair } = open(options);
      const apart = openChecked();
      for (let made = 0; made < 10_000; made++) apart.Pair.new();
      expect(misuse(() => Pair.head.get(apart.Pair.new())).fault).to.equal('none');
    });

    it('says that the heap is closed, when it is', () => {
      const { heap, Pair, Refs, pair } = open(options);
      const refs = Refs.new(1);
      heap.dispose();
      for (const call of [
        () => Pair.head.get(pair),
        () => Refs.get(refs, 0),
        () => Pair.tail.set(pair, pair),
        () => heap.root(pair),
        () => Pair.new({ tail: pair }),
      ])
        expect(thrownBy(call)).to.be.instanceOf(DisposedError);
    });
  });

for (const [mode, options] of Object.entries(COLLECTING))
  describe(`a checked heap with ${mode}, which collects`, () => {
    it('tells of a dead object wherever it is used, and of the collection that freed it', () => {
      const checked = open(options);
      const { heap, Pair, kept } = checked;
      heap.collect();
      const dead = Pair.new({ head: 9 });
      const uses = usesOfPair(checked, kept.ref);
      heap.collect();
      for (const [name, use] of Object.entries(uses))
        expect(
          misuse(() => use(dead)),
          name,
        ).to.include({
          fault: 'dead',
          found: 'Pair',
          freed: 'collection 2, request',
        });
      heap.verify();
    });

    it('names the layout and the field that a dead object is stored into', () => {
      const { heap, Pair, kept } = open(options);
      const dead = Pair.new();
      heap.collect();
      const told = { layout: 'Pair', field: 'tail', fault: 'dead' };
      expect(misuse(() => Pair.tail.set(kept.ref, dead))).to.include(told);
      expect(misuse(() => Pair.new({ tail: dead }))).to.include(told);
      expect(Pair.tail.get(kept.ref)).to.equal(0);
    });

    it('gives the stack of the call that brought the collection about', () => {
      const { heap, Pair } = open(options);
      const dead = Pair.new();
      (function freeEverything() {
        heap.collect();
      })();
      const error = thrownBy(() => Pair.head.get(dead));
      expect((error as MisuseError).freedBy!.stack).to.match(/freeEverything/);
    });

    it('tells of a dead large object, and of dead bytes', () => {
      const { heap, Bytes, Refs } = open(options);
      const bytes = Bytes.new(100_000);
      const refs = Refs.new(3);
      heap.collect();
      expect(misuse(() => Bytes.get(bytes, 1))).to.include({ fault: 'dead', found: 'Bytes' });
      expect(misuse(() => Refs.get(refs, 1))).to.include({ fault: 'dead', found: 'Refs' });
    });

    it('poisons what is freed', () => {
      const { heap, Pair } = open(options);
      const dead = Pair.new({ head: 3 });
      heap.collect();
      expect(heap.words[dead >>> 2]! >>> 0).to.equal(0xdeaddeaf);
      expect(heap.words[(dead >>> 2) + 1]! >>> 0).to.equal(0xdeaddeaf);
    });

    it('forgives an object that takes the place of a dead one', () => {
      const { heap, Pair, Vec } = open(options);
      const seen = new Set<Ref>();
      for (let round = 0; round < 5; round++) {
        for (let made = 0; made < 50; made++) seen.add(Pair.new());
        heap.collect();
        const vec = Vec.new({ x: round });
        expect(Vec.x.get(vec)).to.equal(round);
        expect(seen.has(vec)).to.equal(options.reuse !== false && seen.has(vec));
      }
    });
  });

describe('a checked heap', () => {
  it('tells where the young are collected alone, and keeps what is old', () => {
    const { heap, Pair, kept } = open({ collect: 'explicit', nursery: 64 << 10 });
    heap.collect();
    const young = Pair.new();
    const held = heap.root(Pair.new({ head: 3 }));
    heap.collect({ scope: 'young' });
    expect(misuse(() => Pair.head.get(young))).to.include({ freed: 'collection 2, request' });
    expect(heap.words[young >>> 2]! >>> 0).to.equal(0xdeaddeaf);
    expect([Pair.head.get(kept.ref), Pair.head.get(held.ref)]).to.deep.equal([1, 3]);
    kept.release();
    heap.collect({ scope: 'young' });
    heap.verify();
  });

  it('tells that an object was moved, and knows it where it is now', () => {
    const { heap, Pair } = openChecked({ collect: 'explicit' });
    const roots = Array.from({ length: 5000 }, (_, head) => heap.root(Pair.new({ head })));
    roots.filter((_, index) => index % 16 !== 0).forEach((root) => root.release());
    const held = roots.filter((_, index) => index % 16 === 0);
    const before = held.map((root) => root.ref);
    const { movedObjects } = heap.collect({ compact: true });
    const moved = held.filter((root, index) => root.ref !== before[index]);
    expect(moved).to.have.length(movedObjects).and.not.to.have.length(0);
    held.forEach((root, index) => {
      expect(Pair.head.get(root.ref)).to.equal(index * 16);
      if (root.ref !== before[index])
        expect(misuse(() => Pair.head.get(before[index]!))).to.include({
          fault: 'moved',
          found: 'Pair',
          freed: 'collection 1, request',
        });
    });
    heap.verify();
  });

  it('cannot tell that an address was used again for the same layout, but where none is', () => {
    const staleAfter = (reuse: boolean): (() => number) => {
      const { heap, Pair } = openChecked({ collect: 'explicit', reuse });
      heap.root(Pair.new());
      const stale = Pair.new({ head: 1 });
      heap.collect();
      for (let made = 0; made < 10_000; made++) Pair.new({ head: 2 });
      return () => Pair.head.get(stale);
    };
    expect(staleAfter(true)()).to.equal(2);
    expect(misuse(staleAfter(false)).fault).to.equal('dead');
  });

  it('names an automatic collection by its reason', () => {
    const { heap, Pair } = openChecked({ limit: 256 << 10, reuse: false });
    const dead = Pair.new();
    while (heap.stats().collections === 0) Pair.new();
    expect(misuse(() => Pair.head.get(dead)).freed).to.equal('collection 1, allocation');
    const { Vec } = openChecked({ reuse: false, stress: { collectEvery: 1 } });
    const lost = Vec.new();
    for (let i = 0; i <= RECENT_OBJECTS; i++) Vec.new();
    expect(misuse(() => Vec.x.get(lost)).fault).to.equal('dead');
  });

  it('tells of a child that was freed before its parent was made, since others came between', () => {
    const { Pair } = openChecked({ reuse: false, stress: { collectEvery: 1 } });
    const child = Pair.new({ head: 1 });
    for (let i = 0; i < RECENT_OBJECTS; i++) Pair.new();
    expect(Pair.head.get(child)).to.equal(1);
    Pair.new();
    expect(misuse(() => Pair.new({ tail: child })).fault).to.equal('dead');
  });

  it('looks at the words that newWords() is given', () => {
    const { heap, Pair } = openChecked({ collect: 'explicit' });
    const dead = Pair.new();
    heap.collect();
    expect(misuse(() => Pair.newWords({ head: dead })).fault).to.equal('dead');
    expect(Pair.head.get(Pair.newWords({ head: 10 }))).to.equal(5);
  });

  it('frees nothing where a collection was cut short', () => {
    const { heap, Pair } = openChecked({ collect: 'explicit' });
    const ref = Pair.new({ head: 6 });
    const remove = heap.onMarked(() => {
      throw new RangeError('of the host');
    });
    expect(() => heap.collect()).to.throw('of the host');
    expect(Pair.head.get(ref)).to.equal(6);
    remove();
    heap.collect();
    expect(misuse(() => Pair.head.get(ref)).fault).to.equal('dead');
  });

  it('does not take for alive what a constructor did not finish', () => {
    const { Pair } = openChecked();
    const before = Pair.new();
    expect(() => Pair.new({ head: 0.5 })).to.throw('holds integers');
    const ref = before + 16;
    expect(misuse(() => Pair.head.get(asRef(ref))).fault).to.equal('none');
    expect(Pair.new()).to.equal(ref);
  });

  it('goes on after a trim', () => {
    const { heap, Pair } = openChecked({ collect: 'explicit' });
    const kept = heap.root(Pair.new({ head: 4 }));
    const dead = Pair.new();
    heap.collect();
    heap.trim();
    expect(Pair.head.get(kept.ref)).to.equal(4);
    expect(misuse(() => Pair.head.get(dead)).fault).to.equal('dead');
  });

  it('leaves the raw path as it is', () => {
    const { heap, Pair } = openChecked({ collect: 'explicit' });
    const raw = heap.rawLayout('Raw', 1);
    const made = heap.allocateRaw(raw.id, 2);
    heap.write(made, 0, 8);
    expect(heap.read(made, 0)).to.equal(8);
    const held = heap.root(made);
    expect(misuse(() => Pair.head.get(held.ref))).to.include({ fault: 'layout', found: 'Raw' });
  });

  it('lets a dead block be asked about, but not be used', () => {
    const { heap, Pair } = openChecked({ collect: 'explicit' });
    const kept = heap.root(Pair.new());
    const dead = Pair.new();
    heap.collect();
    expect([heap.isMarked(dead), heap.isMarked(kept.ref)]).to.deep.equal([false, true]);
    expect(heap.headerOf(kept.ref).layout?.name).to.equal('Pair');
    expect(() => [heap.headerOf(dead), heap.describe(dead)]).not.to.throw();
    for (const use of [
      () => heap.layoutOf(dead),
      () => heap.flagsOf(dead),
      () => heap.setFlags(dead, 1),
      () => heap.forEachField(dead, () => undefined),
      () => heap.forEachReference(dead, () => undefined),
    ])
      expect(misuse(use).fault).to.equal('dead');
  });

  it('takes what any object is for what it is, and no more', () => {
    const { heap, Pair, Bytes } = openChecked();
    const kept = heap.root(Pair.new());
    const bytes = heap.root(Bytes.new(3));
    for (const use of Object.values(usesOfAny(heap, Pair, kept.ref))) use(bytes.ref);
    heap.verify();
  });

  it('refuses reuse: false without checked: true', () => {
    expect(() => openChecked({ checked: false, reuse: false })).to.throw('belongs to checked');
  });
});

describe('a heap that is not checked', () => {
  it('has the accessors of the class, and constructors with nothing in front', () => {
    const { heap, Pair, Refs } = openChecked({ checked: false });
    for (const accessor of [Pair.head, Pair.tail])
      for (const name of ['get', 'set', 'getWord', 'setWord'])
        expect(Object.hasOwn(accessor, name), name).to.equal(false);
    for (const name of ['check', 'store']) expect(Object.hasOwn(Refs, name)).to.equal(false);
    expect(Object.hasOwn(heap.stack(), 'push')).to.equal(false);
    expect(Pair.new.name).to.equal('construct');
  });

  it('does not notice a misuse', () => {
    const { Pair, Vec } = openChecked({ checked: false });
    const pair = Pair.new();
    expect(() => Vec.x.get(asRef(pair))).not.to.throw();
  });
});
