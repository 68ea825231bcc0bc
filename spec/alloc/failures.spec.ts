import { expect } from 'chai';
import {
  type Allocator,
  ArenaAllocator,
  checkAllFailures,
  checkAllPageFailures,
  checked,
  FailingPages,
  FailureCheckError,
  FailurePlan,
  PoolAllocator,
} from '../../src/alloc/index.ts';
import { Heap } from '../../src/index.ts';
import {
  AddressSpace,
  BadRequestError,
  KIB,
  MIB,
  OutOfMemoryError,
  type PageSource,
  SpacePages,
} from '../../src/memory/index.ts';
import { openPages, SUBJECTS } from './subjects.ts';

/**
 * Allocates a few blocks of all kinds, grows one, and frees what it got, whatever fails in between.
 */
function program(allocator: Allocator): void {
  const safe = checked(allocator);
  const held: [number, number][] = [];
  try {
    for (const bytes of [8, 100, 400, 24, 400]) held.push([safe.allocate(bytes), bytes]);
    const last = held.at(-1)!;
    if (safe.resize(last[0], last[1], 300)) last[1] = 300;
    for (const [address, bytes] of held) safe.memory.bytes.fill(1, address, address + bytes);
  } finally {
    for (const [address, bytes] of held.reverse()) safe.free(address, bytes);
  }
}

function openHeap(pages: PageSource): Heap {
  return new Heap({ pages, limit: MIB, collect: 'automatic' });
}

describe('checkAllFailures', () => {
  for (const subject of SUBJECTS.filter(({ reuses, knowsBlocks }) => reuses && knowsBlocks))
    it(`finds nothing wrong with ${subject.name} and a program that cleans up`, () => {
      const { calls, runs, errors } = checkAllFailures(program, subject.open);
      expect(calls).to.be.at.least(5);
      expect(runs).to.equal(calls * 2);
      expect(errors).to.be.at.least(1);
    });

  for (const [name, over] of [
    ['PoolAllocator', (backing: Allocator) => new PoolAllocator(backing, { keepEmpty: 0 })],
    ['ArenaAllocator', (backing: Allocator) => new ArenaAllocator(backing, { firstChunk: 512 })],
  ] as const)
    it(`finds nothing wrong with ${name} when what it takes its memory from fails`, () => {
      const { calls } = checkAllFailures((backing) => {
        const allocator = over(backing);
        const before = allocator.stats();
        try {
          for (let block = 0; block < 40; block++) {
            const held = allocator.stats();
            const code = allocator.allocate(200 + block * 200, 8);
            if (code < 0) expect(allocator.stats()).to.deep.equal(held);
          }
        } finally {
          allocator.dispose();
        }
        expect(allocator.stats()).to.deep.equal({ ...before, ...allocator.stats(), used: 0 });
      }, openPages);
      expect(calls).to.be.at.least(4);
    });

  it('finds a leak on the path of a failure, and says at which call', () => {
    const leaky = (allocator: Allocator): void => {
      const first = allocator.allocate(10, 1);
      if (first < 0) return;
      const second = allocator.allocate(20, 1);
      if (second < 0) return;
      allocator.free(first, 10);
      allocator.free(second, 20);
    };
    expect(() => checkAllFailures(leaky, openPages)).to.throw(
      FailureCheckError,
      /with call 1 failing \(once\): pages, failing: 1 blocks of 10 bytes were not freed/,
    );
  });

  it('finds a write through a code that was taken for an address', () => {
    const careless = (allocator: Allocator): void => {
      const first = allocator.allocate(16, 8);
      if (first < 0) return;
      const second = allocator.allocate(16, 8);
      allocator.memory.bytes.fill(1, first, first + (second < 0 ? 17 : 16));
      if (second >= 0) allocator.free(second, 16);
      allocator.free(first, 16);
    };
    expect(() => checkAllFailures(careless, openPages)).to.throw(FailureCheckError, 'OVERWRITTEN');
  });

  it('finds an error that is not typed', () => {
    const clumsy = (allocator: Allocator): void => {
      const address = allocator.allocate(16, 8);
      if (address < 0) throw new TypeError('no address');
      allocator.free(address, 16);
    };
    expect(() => checkAllFailures(clumsy, openPages)).to.throw(FailureCheckError, 'no address');
  });

  it('refuses a failure at a call that cannot be', () => {
    for (const failAt of [-1, 1.5, NaN])
      expect(() => new FailurePlan(failAt)).to.throw(BadRequestError, `failAt is ${failAt}`);
  });
});

describe('checkAllPageFailures', () => {
  const openSource = (): PageSource =>
    new SpacePages(new AddressSpace({ reserve: 16 * MIB }), 'failures');

  it('finds no corruption and no leak in a heap on a failing page source', () => {
    const { calls, errors } = checkAllPageFailures((pages) => {
      const heap = openHeap(pages);
      try {
        const Pair = heap.layout('Pair', { head: 'value', tail: 'ref' });
        const Text = heap.bytesLayout('Text');
        const list = heap.root();
        for (let i = 0; i < 6000; i++) list.ref = Pair.new({ head: i, tail: list.ref });
        const text = heap.root(Text.new(100 * KIB));
        let sum = 0;
        for (let ref = list.ref; ref !== 0; ref = Pair.tail.get(ref)) sum += Pair.head.get(ref);
        expect(sum).to.equal((6000 * 5999) / 2);
        expect(Text.length(text.ref)).to.equal(100 * KIB);
      } finally {
        heap.dispose();
      }
    }, openSource());
    expect(calls).to.be.at.least(4);
    expect(errors).to.be.at.least(calls);
  });

  it('leaves a heap that met a failure usable, with what it held', () => {
    const source = openSource();
    const heap = openHeap(new FailingPages(source, new FailurePlan(1, 'once')));
    const Pair = heap.layout('Pair', { head: 'value', tail: 'ref' });
    const list = heap.root();
    let failures = 0;
    for (let i = 0; i < 6000; i++) {
      const tail = list.ref;
      try {
        list.ref = Pair.new({ head: i, tail });
      } catch (error) {
        expect(error).to.be.instanceOf(OutOfMemoryError);
        failures++;
        i--;
      }
    }
    expect(failures).to.be.at.most(1);
    expect(heap.collect().liveObjects).to.equal(6000);
    heap.dispose();
  });

  it('gives everything back when a space is too full for a heap, wherever its construction stops', () => {
    const space = new AddressSpace({ reserve: 4 * MIB });
    new Heap({ space }).dispose();
    const owner = space.pages.register('filler');
    const free = space.pages.stats().freePages;
    for (let left = 0; left < 16; left++) {
      const taken = space.pages.acquire(free - left, 1, owner);
      const before = space.pages.stats().freePages;
      try {
        new Heap({ space }).dispose();
      } catch (error) {
        expect(error).to.be.instanceOf(OutOfMemoryError);
      }
      expect(space.pages.stats().freePages, `${left} pages left`).to.equal(before);
      space.pages.release(taken, free - left, owner);
    }
  });

  it('gives everything back when a space is too full for the tables of its first heap', () => {
    for (let left = 0; left < 12; left++) {
      const space = new AddressSpace({ reserve: 4 * MIB });
      const owner = space.pages.register('filler');
      space.pages.acquire(space.pages.stats().freePages - left, 1, owner);
      const before = space.pages.stats().freePages;
      expect(() => new Heap({ space })).to.throw(OutOfMemoryError);
      expect(space.pages.stats().freePages, `${left} pages left`).to.equal(before);
    }
  });
});
