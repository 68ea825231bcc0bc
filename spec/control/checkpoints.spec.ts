import { expect } from 'chai';
import type { Heap } from '../../src/index.ts';
import {
  AddressSpace,
  BadRequestError,
  DisposedError,
  HandleError,
  type HeapCheckpoint,
  type HeapOptions,
  ReenteredError,
  type Ref,
  SpacePages,
  StillHeldError,
} from '../../src/index.ts';
import { MIB } from '../../src/memory/units.ts';
import { misuse, openChecked } from '../checked/support.ts';
import { openPairs } from '../support/pairs.ts';
import { thrownBy } from '../support/thrown.ts';

const NEVER: HeapOptions = { collect: 'never', stress: {} };

/** Figures that a rewind brings back. */
function held(heap: Heap): object {
  const { used, arenas, largeObjects, allocated, freed, roots } = heap.stats();
  return { used, arenas, largeObjects, held: allocated - freed, roots };
}

/** Garbage of every size: small, medium, large, over many arenas. */
function litter(heap: Heap, Pair: ReturnType<typeof openPairs>['Pair'], rounds: number): void {
  const Bytes = heap.bytesLayout('Bytes');
  for (let round = 0; round < rounds; round++) {
    for (let made = 0; made < 3000; made++) Pair.new({ head: made });
    for (const length of [200, 5000, 9000, 100_000]) Bytes.fill(Bytes.new(length), 0xff);
  }
}

describe('a checkpoint of a heap that never collects', () => {
  for (const [name, options] of Object.entries({
    plain: NEVER,
    checked: { ...NEVER, checked: true },
    'checked without reuse': { ...NEVER, checked: true, reuse: false },
    limited: { ...NEVER, limit: 4 * MIB },
  } as Record<string, HeapOptions>))
    it(`gives back all that was made since, and no more: ${name}`, () => {
      const { heap, Pair } = openPairs(options);
      const kept = heap.root(Pair.new({ head: 7 }));
      litter(heap, Pair, 1);
      const mark = heap.checkpoint();
      const before = held(heap);
      const { allocated } = heap.stats();
      litter(heap, Pair, 3);
      const made = heap.stats().allocated - allocated;
      expect(heap.rewind(mark)).to.equal(made);
      expect(held(heap)).to.deep.equal(before);
      expect(heap.stats().freed).to.equal(made);
      expect(Pair.head.get(kept.ref)).to.equal(7);
      heap.verify();
      litter(heap, Pair, 1);
      heap.verify();
    });

  it('hands the same memory out again, zeroed', () => {
    const { heap, Pair } = openPairs(NEVER);
    Pair.new();
    const mark = heap.checkpoint();
    const first = Pair.new({ head: 5, tail: Pair.new() });
    litter(heap, Pair, 1);
    heap.rewind(mark);
    const again = Pair.new();
    expect(again).to.be.oneOf([first, first - 16]);
    expect([Pair.head.get(again), Pair.tail.get(again)]).to.deep.equal([0, 0]);
    const Bytes = heap.bytesLayout('Zeroes');
    for (const length of [200, 5000, 9000, 100_000])
      expect(Bytes.view(Bytes.new(length)).every((byte) => byte === 0)).to.equal(true);
  });

  it('lets a heap live in a limit for as long as it likes', () => {
    const { heap, Pair } = openPairs({ ...NEVER, limit: MIB });
    const mark = heap.checkpoint();
    for (let round = 0; round < 50; round++) {
      for (let made = 0; made < 20_000; made++) Pair.new();
      heap.rewind(mark);
    }
    expect(heap.stats()).to.include({ used: 0, allocatedObjects: 1_000_000 });
  });

  it('goes back where a limit was hit', () => {
    const { heap, Pair } = openPairs({ ...NEVER, limit: MIB });
    const mark = heap.checkpoint();
    expect(() => {
      for (;;) Pair.new();
    }).to.throw('bytes asked');
    heap.rewind(mark);
    expect(Pair.head.get(Pair.new({ head: 2 }))).to.equal(2);
  });

  it('stays good when it was rewound to, and nests', () => {
    const { heap, Pair } = openPairs(NEVER);
    const outer = heap.checkpoint();
    const first = Pair.new({ head: 1 });
    const inner = heap.checkpoint();
    litter(heap, Pair, 1);
    heap.rewind(inner);
    heap.rewind(inner);
    expect(Pair.head.get(first)).to.equal(1);
    heap.rewind(outer);
    expect(held(heap)).to.deep.equal({ used: 0, arenas: 0, largeObjects: 0, held: 0, roots: 0 });
    expect(() => heap.rewind(inner)).to.throw(HandleError, 'rewound past');
    heap.verify();
  });

  it('is the last one where nothing was made since, so that a loop of them takes no room', () => {
    const { heap, Pair } = openPairs(NEVER);
    const one = heap.checkpoint();
    expect(heap.checkpoint()).to.equal(one);
    Pair.new();
    expect(heap.checkpoint()).not.to.equal(one);
    heap.rewind(one);
    expect(heap.checkpoint()).to.equal(one);
  });

  it('is refused by another heap, and when it is none', () => {
    const { heap, Pair } = openPairs(NEVER);
    const other = openPairs({ ...NEVER, space: heap.space });
    const mark = heap.checkpoint();
    const kept = Pair.new({ head: 3 });
    expect(() => other.heap.rewind(mark)).to.throw(HandleError, 'another heap');
    expect(() => heap.rewind({} as HeapCheckpoint)).to.throw(BadRequestError, 'HeapCheckpoint');
    expect(Pair.head.get(kept)).to.equal(3);
  });

  it('is refused by a heap that collects, and by a closed one', () => {
    for (const collect of ['automatic', 'explicit'] as const)
      expect(() => openPairs({ collect }).heap.checkpoint()).to.throw(BadRequestError, collect);
    const { heap } = openPairs(NEVER);
    const mark = heap.checkpoint();
    heap.dispose();
    expect(() => heap.checkpoint()).to.throw(DisposedError);
    expect(() => heap.rewind(mark)).to.throw(DisposedError);
  });

  it('is refused in the middle of a visit', () => {
    const { heap, Pair } = openPairs(NEVER);
    const mark = heap.checkpoint();
    Pair.new();
    expect(() => heap.forEachObject(() => heap.rewind(mark))).to.throw(ReenteredError, 'rewind');
    expect(() => heap.forEachObject(() => heap.checkpoint())).to.throw(ReenteredError);
  });

  it('keeps the length of an older large object that has grown since', () => {
    const { heap } = openPairs(NEVER);
    const Refs = heap.arrayLayout('Refs', 'value');
    const long = heap.root();
    long.ref = Refs.new(10_000);
    const mark = heap.checkpoint();
    const hasGrown = Refs.growInPlace(long.ref, 30_000);
    heap.rewind(mark);
    expect(hasGrown).to.equal(true);
    expect(Refs.length(long.ref)).to.equal(30_000);
    heap.verify();
  });

  it('tells what the page source throws, when all is in order', () => {
    const inner = new SpacePages(new AddressSpace({ reserve: 64 * MIB }), 'spec');
    let throws = false;
    const pages = {
      space: inner.space,
      owner: inner.owner,
      acquire: (count: number, alignment: number) => inner.acquire(count, alignment),
      release: (...run: Parameters<SpacePages['release']>) => {
        if (throws) throw new RangeError('of the host');
        inner.release(...run);
      },
    };
    const { heap, Pair } = openPairs({ ...NEVER, pages });
    const mark = heap.checkpoint();
    litter(heap, Pair, 1);
    throws = true;
    expect(() => heap.rewind(mark)).to.throw(RangeError, 'of the host');
    heap.verify();
    expect(heap.stats().arenas).to.equal(0);
    throws = false;
    expect(heap.rewind(mark)).to.equal(0);
    expect(heap.stats().used).to.equal(0);
    heap.verify();
  });
});

describe('a rewind', () => {
  type Holding = (heap: Heap, ref: Ref) => () => void;
  const holders: Record<string, Holding> = {
    'a root': (heap, ref) => {
      const root = heap.root(ref);
      return () => root.release();
    },
    'a pin': (heap, ref) => {
      const pin = heap.pin(ref);
      return () => pin.release();
    },
    'a stack of roots': (heap, ref) => {
      const stack = heap.stack(8);
      stack.push(ref);
      return () => stack.pop();
    },
    'a scanned range': (heap, ref) => {
      const at = heap.reserve(64) >>> 2;
      heap.words[at] = ref;
      return heap.addScanner((visit) => visit(at, at + 1));
    },
  };

  for (const [name, hold] of Object.entries(holders))
    it(`is refused while ${name} refers to what would go, and changes nothing`, () => {
      for (const size of [16, 5000, 50_000]) {
        const { heap, Pair } = openPairs(NEVER);
        Pair.new();
        const Bytes = heap.bytesLayout('Bytes');
        const mark = heap.checkpoint();
        litter(heap, Pair, 1);
        const ref = Bytes.new(size);
        Bytes.fill(ref, 9);
        const release = hold(heap, ref);
        const before = heap.stats();
        const error = thrownBy(() => heap.rewind(mark));
        expect(error).to.be.instanceOf(StillHeldError);
        expect((error as StillHeldError).address).to.equal((ref >>> 0) - 1);
        expect(heap.stats()).to.deep.equal(before);
        expect(Bytes.get(ref, size - 1)).to.equal(9);
        release();
        heap.rewind(mark);
        heap.verify();
      }
    });

  it('is refused while an older object refers to what would go, and says by which field', () => {
    const { heap, Pair } = openPairs(NEVER);
    litter(heap, Pair, 1);
    const older = Pair.new();
    const Refs = heap.arrayLayout('Refs', 'ref');
    const [short, long] = [Refs.new(10), Refs.new(10_000)];
    const mark = heap.checkpoint();
    const ref = Pair.new();
    const holder = (): string => (thrownBy(() => heap.rewind(mark)) as StillHeldError).holder;
    Pair.tail.set(older, ref);
    expect(holder()).to.match(/^Pair\.tail of the object at 0x/);
    Pair.tail.set(older, 0);
    Refs.set(short, 3, ref);
    expect(holder()).to.match(/^Refs\[4\] of the object/);
    Refs.set(short, 3, 0);
    Refs.set(long, 9999, ref);
    expect(holder()).to.match(/^Refs\[10000\] of the object/);
    Refs.set(long, 9999, 0);
    Pair.head.setWord(older, ref);
    expect(holder()).to.match(/^Pair\.head of the object at 0x/);
    Pair.head.set(older, 0);
    heap.rewind(mark);
    heap.verify();
  });

  it('takes raw bytes for no reference, and an older object for no newer one', () => {
    const { heap, Pair } = openPairs(NEVER);
    const Raw = heap.layout('Raw', { word: 'i32', next: 'ref' });
    const older = Raw.new();
    const mark = heap.checkpoint();
    const ref = Pair.new();
    Raw.word.set(older, ref as number);
    Raw.next.set(older, older);
    heap.root(older);
    heap.rewind(mark);
    expect(Raw.word.get(older)).to.equal(ref);
    heap.verify();
  });

  it('is told of by what a scanner throws, and changes nothing then', () => {
    const { heap, Pair } = openPairs(NEVER);
    const mark = heap.checkpoint();
    const ref = Pair.new({ head: 4 });
    const remove = heap.addScanner(() => {
      throw new RangeError('of the host');
    });
    expect(() => heap.rewind(mark)).to.throw(RangeError, 'of the host');
    expect(Pair.head.get(ref)).to.equal(4);
    remove();
    heap.rewind(mark);
  });

  it('gives pages back to the space', () => {
    const space = new AddressSpace({ reserve: 64 * MIB });
    const { heap, Pair } = openPairs({ ...NEVER, space });
    litter(heap, Pair, 1);
    const mark = heap.checkpoint();
    const { heldPages } = space.pages.stats();
    litter(heap, Pair, 3);
    heap.rewind(mark);
    expect(space.pages.stats().heldPages).to.equal(heldPages);
  });

  for (const reuse of [true, false])
    it(`is told of in checked mode, reuse ${reuse}`, () => {
      const { heap, Pair, Bytes } = openChecked({ collect: 'never', reuse });
      const kept = Pair.new({ head: 1 });
      const mark = heap.checkpoint();
      const stale = [Pair.new(), Bytes.new(100_000), Bytes.new(4000)] as const;
      (function goBack() {
        heap.rewind(mark);
      })();
      const told = { fault: 'dead', freed: 'rewind 1, request' };
      expect(misuse(() => Pair.head.get(stale[0]))).to.include({ ...told, found: 'Pair' });
      expect(misuse(() => Bytes.get(stale[1], 0))).to.include({ ...told, found: 'Bytes' });
      expect(misuse(() => heap.root(stale[2]))).to.include(told);
      expect(misuse(() => Pair.tail.set(kept, stale[0]))).to.include(told);
      expect(Pair.head.get(kept)).to.equal(1);
      const next = Pair.new({ head: 9 });
      expect(next === stale[0]).to.equal(reuse);
      if (!reuse) expect(misuse(() => Pair.head.get(stale[0]))).to.include(told);
      heap.verify();
    });
});
