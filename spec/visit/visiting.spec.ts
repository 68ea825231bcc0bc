import { expect } from 'chai';
import {
  AddressSpace,
  addressOf,
  type BlockState,
  type CollectMode,
  Heap,
  headerMark,
  type HeapOptions,
  HandleError,
  ReenteredError,
  type Ref,
  type Root,
} from '../../src/index.ts';
import { KIB, MIB } from '../../src/memory/units.ts';
import { visitAll } from './support.ts';

function open(options: HeapOptions = {}) {
  const heap = new Heap({ space: new AddressSpace({ reserve: 16 * MIB }), ...options });
  const Pair = heap.layout('Pair', { left: 'ref', right: 'ref', value: 'i32' });
  const Row = heap.arrayLayout('Row', 'ref');
  const Text = heap.bytesLayout('Text');
  return { heap, Pair, Row, Text };
}

/** The ways in which a heap can be opened; what is visited does not depend on them. */
const HEAPS: Readonly<Record<string, HeapOptions>> = {
  automatic: { collect: 'automatic' },
  explicit: { collect: 'explicit' },
  'with a nursery': { collect: 'explicit', nursery: 64 * KIB },
  'without marks in headers': { collect: 'explicit', marks: 'side' },
};

/** States of blocks in the order of addresses: runs of the same with their lengths. */
function runsOf(heap: Heap): [BlockState, number][] {
  const runs: [BlockState, number][] = [];
  for (const arena of heap.arenas().sort((a, b) => a.address - b.address))
    arena.forEachBlock(({ state }) => {
      const last = runs.at(-1);
      if (last?.[0] === state) last[1]++;
      else runs.push([state, 1]);
    });
  return runs;
}

for (const [name, options] of Object.entries(HEAPS))
  describe(`visiting a heap, ${name}`, () => {
    const hasMarks = options.marks !== 'side';

    it('finds what lives, what is new, and what is dead until its place is used again', () => {
      const { heap, Pair } = open(options);
      const kept = [];
      for (let i = 0; i < 100; i++) kept.push(heap.root(Pair.new({ value: i })));
      expect(runsOf(heap)).to.deep.equal([['new', 100]]);
      heap.collect();
      expect(runsOf(heap)).to.deep.equal([['live', 100]]);
      for (const root of kept.slice(10, 20)) root.release();
      Pair.new();
      heap.collect();
      expect(runsOf(heap)).to.deep.equal([
        ['live', 10],
        ['dead', 10],
        ['live', 80],
        ['dead', 1],
      ]);
      expect(visitAll(heap, hasMarks).live.size).to.equal(90);
      const first = Pair.new();
      expect(addressOf(first)).to.equal(addressOf(kept[9]!.ref) + 16);
      expect(runsOf(heap)[1]).to.deep.equal(['new', 1]);
      visitAll(heap, hasMarks);
    });

    it('keeps the dead that new objects passed over apart from what is new', () => {
      const { heap, Pair, Row } = open(options);
      const kept = [];
      for (let i = 0; i < 200; i++) {
        kept.push(heap.root(Pair.new()));
        // Holes of two pairs, which are too short, and of a row.
        if (i % 2 === 0) Pair.new({ left: Pair.new() });
        else Row.new(9);
      }
      heap.collect();
      const dead = visitAll(heap, hasMarks).dead;
      expect(dead.size).to.equal(300);
      const made = new Set<Ref>();
      for (let i = 0; i < 50; i++) made.add(Row.new(8));
      const visited = visitAll(heap, hasMarks);
      expect(visited.new).to.deep.equal(made);
      for (const ref of visited.dead) expect(dead.has(ref)).to.equal(true);
      expect(visited.dead.size).to.equal(250);
      expect(heap.verify().objects).to.equal(200);
    });

    it('finds large objects, and objects of a middle size in the holes that they took', () => {
      const { heap, Row, Text } = open(options);
      const roots = [];
      for (let i = 0; i < 40; i++) {
        roots.push(heap.root(Text.new(1000)));
        Text.new(1000);
      }
      roots.push(heap.root(Row.new(5000)));
      heap.collect();
      roots.push(heap.root(Text.new(900)), heap.root(Row.new(4000)));
      const { live, new: made, dead } = visitAll(heap, hasMarks);
      expect([live.size, made.size, dead.size]).to.deep.equal([41, 2, 39]);
      expect(heap.refAt(addressOf(roots[40]!.ref) + 12_000)).to.equal(roots[40]!.ref);
    });

    it('agrees with every other way to ask after compaction', () => {
      const { heap, Pair } = open(options);
      const kept = [];
      for (let i = 0; i < 9000; i++) {
        const ref = Pair.new({ value: i });
        if (i % 7 === 0) kept.push(heap.root(ref));
      }
      heap.collect({ compact: true });
      const { live, new: made } = visitAll(heap, hasMarks);
      expect(live).to.deep.equal(new Set(kept.map((root) => root.ref)));
      expect(made.size).to.equal(0);
      expect(heap.verify().objects).to.equal(kept.length);
    });
  });

describe('visiting a heap that never collects', () => {
  it('finds every object, all of them new', () => {
    const { heap, Pair, Row } = open({ collect: 'never' });
    for (let i = 0; i < 5000; i++) Pair.new();
    Row.new(5000);
    const { live, new: made, dead } = visitAll(heap);
    expect([live.size, made.size, dead.size]).to.deep.equal([0, 5001, 0]);
  });
});

describe('a visit', () => {
  it('refuses what would change the heap under it, and lets go when it is over', () => {
    const { heap, Pair } = open();
    const root = heap.root(Pair.new());
    const deeds: Readonly<Record<string, () => unknown>> = {
      allocation: () => Pair.new(),
      collection: () => heap.collect(),
      trim: () => heap.trim(),
      disposal: () => heap.dispose(),
      'a large object': () => heap.arrayLayout('Large', 'ref').new(5000),
    };
    let visited = 0;
    heap.forEachObject(() => {
      visited++;
      for (const [what, deed] of Object.entries(deeds)) expect(deed, what).to.throw(ReenteredError);
    });
    expect(visited).to.equal(1);
    expect(Pair.new()).to.not.equal(0);
    root.release();
    expect(heap.collect().liveObjects).to.equal(0);
  });

  it('may give roots, and be nested, and what it throws comes out', () => {
    const { heap, Pair } = open();
    Pair.new();
    Pair.new();
    const roots: Ref[] = [];
    heap.forEachObject((ref) => {
      heap.forEachObject((other) => void roots.push(heap.root(other).ref));
      expect(heap.isMarked(ref)).to.equal(false);
    });
    expect(roots).to.have.length(4);
    expect(() =>
      heap.forEachObject(() => {
        throw new Error('enough');
      }),
    ).to.throw('enough');
    expect(heap.collect().liveObjects).to.equal(2);
  });

  it('of an arena from before a collection is refused', () => {
    const { heap, Pair } = open();
    Pair.new();
    const [arena] = heap.arenas();
    heap.collect();
    expect(() => arena!.forEachBlock(() => undefined)).to.throw(
      HandleError,
      /heap.arenas\(\) again/,
    );
    expect(heap.arenas()).to.deep.equal([]);
  });

  it('is refused in the middle of a collection, and of a closed heap', () => {
    const { heap, Pair } = open();
    heap.root(Pair.new());
    heap.onMarked(() => expect(() => heap.forEachObject(() => undefined)).to.throw(ReenteredError));
    heap.collect();
    heap.dispose();
    expect(() => heap.arenas())
      .to.throw()
      .with.property('code', 'DISPOSED');
    expect(() => heap.forEachObject(() => undefined))
      .to.throw()
      .with.property('code', 'DISPOSED');
  });
});

describe('an arena', () => {
  it('has figures: what lives, holes, and how many collections have kept it', () => {
    const { heap, Pair } = open({ collect: 'explicit' });
    const kept = [];
    for (let i = 0; i < 60; i++) {
      kept.push(heap.root(Pair.new()));
      if (i % 3 === 0) Pair.new();
    }
    const [fresh] = heap.arenas();
    expect(fresh).to.include({ age: 0, liveBytes: 0, objects: 0, holes: 0, freeBytes: 0 });
    heap.collect();
    heap.collect({ scope: 'young' });
    const [arena] = heap.arenas();
    const liveBytes = 60 * 16;
    expect(arena).to.include({ age: 2, liveBytes, objects: 60, bytes: 32 * KIB });
    expect(arena).to.include({ holes: 21, freeBytes: 32 * KIB - liveBytes });
    expect(JSON.stringify(arena)).to.match(/Arena at 0x[0-9a-f]+ \{ live: 960 bytes in 60 objects/);
  });
});

describe('the mark in a header', () => {
  it('says what the last collection found alive, and stays right while others come and go', () => {
    const { heap, Pair } = open({ collect: 'explicit' });
    const kept: Root[] = [];
    const { words } = heap;
    for (let round = 0; round < 40; round++) {
      for (let i = 0; i < 300; i++) kept.push(heap.root(Pair.new()));
      for (let i = round % 3; i < kept.length; i += 3) kept.splice(i, 1)[0]!.release();
      heap.collect(round % 4 === 0 ? { scope: 'young' } : {});
      const alive = new Set(kept.map(({ ref }) => ref));
      for (const arena of heap.arenas())
        arena.forEachBlock(({ ref, isMarked, state }) => {
          expect(headerMark(words[ref >>> 2]!)).to.equal(isMarked);
          expect(isMarked).to.equal(state === 'live');
          if (alive.has(ref)) expect(isMarked).to.equal(true);
        });
      heap.verify();
    }
  });

  it('is right after an object of an arena came and another one died', () => {
    const { heap, Pair } = open({ collect: 'explicit' });
    const one = heap.root(Pair.new());
    const other = heap.root(Pair.new());
    const gap = Pair.new();
    heap.root(Pair.new());
    heap.collect();
    const dead = other.ref;
    other.release();
    const came = heap.root(Pair.new());
    expect(came.ref).to.equal(gap);
    heap.collect();
    const isMarked = (ref: Ref): boolean => headerMark(heap.words[ref >>> 2]!);
    expect([one.ref, came.ref, dead].map(isMarked)).to.deep.equal([true, true, false]);
  });

  it('is right where a mark was cut short in between', () => {
    const { heap, Pair } = open({ collect: 'explicit' });
    const roots = Array.from({ length: 100 }, () => heap.root(Pair.new()));
    heap.collect();
    let throws = true;
    heap.onMarked(() => {
      if (throws) throw new Error('enough');
    });
    const [first] = roots.splice(0, 1);
    const dead = first!.ref;
    first!.release();
    expect(() => heap.collect()).to.throw('enough');
    throws = false;
    expect(headerMark(heap.words[dead >>> 2]!)).to.equal(true);
    heap.root(Pair.new());
    heap.collect();
    expect(visitAll(heap).live.size).to.equal(100);
    heap.verify();
  });

  it('is given by a collection of the young to what is newly old', () => {
    const { heap, Pair, Row } = open({ collect: 'explicit' });
    const old = heap.root(Row.new(3));
    heap.collect();
    const young = heap.root(Pair.new());
    const large = heap.root(Row.new(5000));
    expect(heap.headerOf(young.ref).isMarked).to.equal(false);
    heap.collect({ scope: 'young' });
    for (const root of [old, young, large]) expect(heap.headerOf(root.ref).isMarked).to.equal(true);
  });

  it('is none in a heap that keeps its marks beside the arenas', () => {
    const { heap, Pair } = open({ marks: 'side' });
    const root = heap.root(Pair.new());
    heap.collect();
    expect(headerMark(heap.words[root.ref >>> 2]!)).to.equal(false);
    expect(heap.headerOf(root.ref).isMarked).to.equal(undefined);
    expect(heap.isMarked(root.ref)).to.equal(true);
  });
});

describe('a header', () => {
  const MODES: readonly CollectMode[] = ['automatic', 'explicit', 'never'];
  for (const collect of MODES)
    it(`says size, layout, flags and pin, mode ${collect}`, () => {
      const { heap, Pair, Text } = open({ collect });
      const pair = heap.root(Pair.new());
      const large = heap.root(Text.new(10_000));
      const layout = heap.layoutOf(pair.ref);
      expect(heap.headerOf(pair.ref)).to.include({ bytes: 16, layout, flags: 0, isPinned: false });
      expect(heap.headerOf(large.ref).bytes).to.equal(10_008);
      heap.setFlags(pair.ref, 3);
      const pin = heap.pin(pair.ref);
      heap.collect();
      expect(heap.headerOf(pair.ref)).to.include({ flags: 3, isPinned: true, bytes: 16 });
      expect(heap.flagsOf(pair.ref)).to.equal(3);
      heap.setFlags(pair.ref, 1);
      pin.release();
      expect(heap.headerOf(pair.ref)).to.include({ flags: 1, isPinned: false });
      expect(heap.verify().objects).to.equal(2);
    });

  it('with flags marks and moves as all others do', () => {
    const { heap, Pair } = open({ collect: 'explicit' });
    const roots = [];
    for (let i = 0; i < 3000; i++) {
      const ref = Pair.new({ left: Pair.new(), value: i });
      if (i % 5 === 0) {
        roots.push(heap.root(ref));
        heap.setFlags(ref, i % 4);
      }
    }
    expect(heap.collect({ compact: true }).liveObjects).to.equal(1200);
    roots.forEach((root, i) => expect(heap.flagsOf(root.ref)).to.equal((i * 5) % 4));
    heap.verify();
  });
});

describe('an object', () => {
  it('is shown with its layout and fields, and gives its references', () => {
    const { heap, Pair, Row, Text } = open();
    const left = Pair.new({ value: -7 });
    const pair = Pair.new({ left, value: 5 });
    const at = (ref: Ref) => `0x${addressOf(ref).toString(16)}`;
    expect(heap.describe(pair)).to.equal(
      `Pair at ${at(pair)} { left: Pair at ${at(left)}, right: 0, value: 5 }`,
    );
    const row = Row.new(20);
    Row.set(row, 1, pair);
    expect(heap.describe(row)).to.match(/^Row at 0x\w+ \[ 20, 0, Pair at 0x\w+, 0, .*5 more \]$/);
    expect(heap.describe(Text.new(3))).to.match(/^Text at 0x\w+ <12 bytes>$/);
    const found: [Ref, number][] = [];
    heap.forEachReference(pair, (ref, slot) => void found.push([ref, slot]));
    expect(found).to.deep.equal([[left, 0]]);
    const fields: unknown[] = [];
    heap.forEachField(pair, ({ name, kind }, content) => void fields.push([name, kind, content]));
    expect(fields).to.deep.equal([
      ['left', 'ref', left],
      ['right', 'ref', 0],
      ['value', 'i32', 5],
    ]);
  });

  it('is found by an address in its middle; nothing is where nothing lives', () => {
    const { heap, Pair } = open({ collect: 'explicit' });
    const kept = heap.root(Pair.new());
    const dead = Pair.new();
    heap.collect();
    expect(heap.refAt(addressOf(kept.ref) + 15)).to.equal(kept.ref);
    expect(heap.refAt(addressOf(dead))).to.equal(0);
    expect(heap.refAt(0)).to.equal(0);
    expect(heap.refAt(2 ** 32 - 1)).to.equal(0);
    expect(heap.refAt(addressOf(kept.ref) + 20_000)).to.equal(0);
  });
});
