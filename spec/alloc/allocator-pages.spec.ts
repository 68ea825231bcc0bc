import { expect } from 'chai';
import {
  type Allocator,
  AllocatorPages,
  ArenaAllocator,
  DebugAllocator,
  FailingAllocator,
  FailurePlan,
  FixedBufferAllocator,
  LimitedAllocator,
  LoggingAllocator,
  PageAllocator,
  PoolAllocator,
} from '../../src/alloc/index.ts';
import { Heap, HeapAllocator, HeapLimitError, type HeapOptions } from '../../src/index.ts';
import {
  AddressSpace,
  BadRequestError,
  DisposedError,
  MIB,
  OutOfMemoryError,
  type PageIndex,
  SpacePages,
} from '../../src/memory/index.ts';

function openSpace(): { readonly space: AddressSpace; readonly backing: PageAllocator } {
  const space = new AddressSpace({ reserve: 32 * MIB });
  return { space, backing: new PageAllocator(new SpacePages(space, 'backing')) };
}

const ALLOCATORS: Readonly<Record<string, (backing: PageAllocator) => Allocator>> = {
  PageAllocator: (backing) => backing,
  PoolAllocator: (backing) => new PoolAllocator(backing),
  ArenaAllocator: (backing) => new ArenaAllocator(backing),
  LimitedAllocator: (backing) => new LimitedAllocator(backing, 16 * MIB),
  LoggingAllocator: (backing) => new LoggingAllocator(backing, () => undefined),
  DebugAllocator: (backing) => new DebugAllocator(backing, { traces: false }),
  HeapAllocator: (backing) => new HeapAllocator(new Heap({ space: backing.memory, stress: {} })),
};

/** Keeps some of what it makes, in a heap that collects often. */
function work(heap: Heap): void {
  const Pair = heap.layout('Pair', { head: 'value', tail: 'ref' });
  const Bytes = heap.bytesLayout('Bytes');
  const list = heap.root();
  for (let made = 0; made < 60_000; made++) {
    const ref = Pair.new({ head: made });
    if (Pair.tail.get(ref) !== 0) expect.fail('new memory is not zero');
    if (made % 50 === 0) {
      Pair.tail.set(ref, list.ref);
      list.ref = ref;
    }
    if (made % 5000 === 0) {
      const view = Bytes.view(Bytes.new(20_000));
      if (!view.every((byte) => byte === 0)) expect.fail('new bytes are not zero');
      view.fill(0xff);
    }
  }
  let length = 0;
  for (let ref = list.ref; ref !== 0; ref = Pair.tail.get(ref)) length++;
  expect(length).to.equal(1200);
  heap.verify();
  list.release();
}

const WAYS: readonly HeapOptions[] = [
  { collect: 'automatic' },
  { collect: 'automatic', nursery: 64 << 10 },
  { collect: 'automatic', checked: true },
  { collect: 'never' },
];

for (const [name, open] of Object.entries(ALLOCATORS))
  describe(`pages of a ${name}`, () => {
    it('carry a heap, and come back', () => {
      for (const options of WAYS) {
        const { space, backing } = openSpace();
        const allocator = open(backing);
        const before = allocator.stats().blocks;
        const pages = new AllocatorPages(space, allocator, { name: 'mine' });
        const heap = new Heap({ pages, limit: 4 * MIB, stress: {}, ...options });
        work(heap);
        expect(space.holders().map(({ name: holder }) => holder)).to.include('mine');
        expect(allocator.stats().blocks).to.be.above(before);
        heap.collect({ compact: true });
        heap.verify();
        heap.dispose();
        // An arena takes back what it handed out last, and keeps the rest.
        if (name !== 'ArenaAllocator') expect(allocator.stats().blocks).to.equal(before);
        expect(space.pages.heldBy(pages.owner)).to.equal(0);
        pages.close();
        pages.close();
      }
    });

    it('are aligned, and are this source’s while they are held', () => {
      const { space, backing } = openSpace();
      const allocator = open(backing);
      const pages = new AllocatorPages(space, allocator);
      for (const [run, alignment] of [
        [1, 1],
        [8, 8],
        [3, 2],
        [40, 32],
      ] as const) {
        const start = pages.acquire(run, alignment);
        expect(start % alignment).to.equal(0);
        expect(space.pages.areHeldBy(start, run, pages.owner)).to.equal(true);
        pages.release(start, run);
        expect(space.pages.heldBy(pages.owner)).to.equal(0);
      }
    });

    it('can be given back part by part, from several runs at once', () => {
      const { space, backing } = openSpace();
      const allocator = open(backing);
      const { blocks } = allocator.stats();
      const pages = new AllocatorPages(space, allocator);
      const start = pages.acquire(8, 8);
      pages.release((start + 2) as PageIndex, 3);
      expect(space.pages.heldBy(pages.owner)).to.equal(5);
      expect(allocator.stats().blocks).to.equal(blocks + 1);
      for (const [from, count] of [
        [start + 2, 1],
        [start + 1, 2],
        [start, 9],
        [start - 1, 1],
      ] as const)
        expect(() => pages.release(from as PageIndex, count)).to.throw(BadRequestError, 'held');
      pages.release(start, 2);
      pages.release((start + 5) as PageIndex, 3);
      expect(allocator.stats().blocks).to.equal(blocks);
    });
  });

describe('pages of an allocator', () => {
  it('are refused where the allocator is of another space, or of a buffer', () => {
    const { space } = openSpace();
    const other = openSpace();
    const buffer = new FixedBufferAllocator(new ArrayBuffer(MIB));
    for (const allocator of [other.backing, new PoolAllocator(other.backing), buffer])
      expect(() => new AllocatorPages(space, allocator)).to.throw(
        BadRequestError,
        /memory of .* is not the space/,
      );
    expect(() => new AllocatorPages({} as AddressSpace, other.backing)).to.throw(BadRequestError);
    expect(() => new AllocatorPages(space, {} as Allocator)).to.throw(BadRequestError);
  });

  it('end where the allocator’s limit is, and the heap says so', () => {
    const { space, backing } = openSpace();
    const limited = new LimitedAllocator(backing, MIB);
    const heap = new Heap({ pages: new AllocatorPages(space, limited), stress: {} });
    const Pair = heap.layout('Pair', { tail: 'ref' });
    const list = heap.root();
    expect(() => {
      for (;;) list.ref = Pair.new({ tail: list.ref });
    }).to.throw(OutOfMemoryError);
    expect(limited.stats().used).to.equal(MIB);
    list.ref = 0;
    heap.collect();
    expect(limited.stats().used).to.equal(0);
    heap.verify();
  });

  it('do without what fails once', () => {
    const { space, backing } = openSpace();
    for (let call = 1; call < 20; call++) {
      const failing = new FailingAllocator(backing, new FailurePlan(call, 'once'));
      const heap = new Heap({ pages: new AllocatorPages(space, failing), stress: {} });
      const Bytes = heap.bytesLayout('Bytes');
      let refused = 0;
      for (let made = 0; made < 12; made++)
        try {
          Bytes.new(10_000);
        } catch (error) {
          if (!(error instanceof OutOfMemoryError || error instanceof HeapLimitError)) throw error;
          refused++;
        }
      expect(refused).to.be.at.most(1);
      heap.verify();
      heap.dispose();
    }
    expect(backing.stats().blocks).to.equal(0);
  });

  it('cannot be had from a closed allocator', () => {
    const { space, backing } = openSpace();
    const pages = new AllocatorPages(space, backing);
    backing.dispose();
    expect(() => pages.acquire(1, 1)).to.throw(DisposedError);
  });

  it('are refused from an allocator that does not align, and nothing is kept', () => {
    const { space, backing } = openSpace();
    const bad: Allocator = {
      name: 'bad',
      memory: space,
      allocate: (bytes) => backing.allocate(bytes, 1) + 8,
      resize: () => 0,
      free: (address, bytes) => backing.free(address - 8, bytes),
      stats: () => backing.stats(),
    };
    const pages = new AllocatorPages(space, bad);
    expect(() => pages.acquire(8, 8)).to.throw(BadRequestError, 'no multiple');
    expect(backing.stats().blocks).to.equal(0);
  });

  it('keep their source open while they are held', () => {
    const { space, backing } = openSpace();
    const pages = new AllocatorPages(space, backing, { name: 'mine' });
    const start = pages.acquire(2, 1);
    expect(() => pages.close()).to.throw(BadRequestError, 'mine holds 2 pages');
    pages.release(start, 2);
    pages.close();
  });

  it('keep what a heap holds when the space is trimmed', () => {
    const { space, backing } = openSpace();
    const heap = new Heap({ pages: new AllocatorPages(space, backing), stress: {} });
    const Pair = heap.layout('Pair', { head: 'value' });
    const kept = heap.root(Pair.new({ head: 8 }));
    heap.trim();
    expect(Pair.head.get(kept.ref)).to.equal(8);
    heap.verify();
  });
});
