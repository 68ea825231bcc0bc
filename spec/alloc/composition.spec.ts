import { expect } from 'chai';
import {
  type AllocationEvent,
  ArenaAllocator,
  CANNOT_RESIZE,
  DISPOSED,
  FallbackAllocator,
  FixedBufferAllocator,
  LimitedAllocator,
  LoggingAllocator,
  LoggingPages,
  NOT_HELD,
  OVER_LIMIT,
  PageAllocator,
  type PageEvent,
  PoolAllocator,
  WRONG_SIZE,
} from '../../src/alloc/index.ts';
import { Heap } from '../../src/index.ts';
import {
  AddressSpace,
  BadRequestError,
  DisposedError,
  LimitedPages,
  MIB,
  SpaceInUseError,
  SpacePages,
} from '../../src/memory/index.ts';
import { openPages } from './subjects.ts';

describe('PageAllocator', () => {
  it('knows the length of each run, and shrinks it by whole pages', () => {
    const pages = openPages();
    const run = pages.allocate(9000, 8);
    expect(pages.sizeOf(run)).to.equal(9000);
    expect(pages.stats()).to.deep.equal({ used: 9000, blocks: 1, held: 12_288 });
    expect(pages.resize(run, 9000, 12_288)).to.equal(0);
    expect(pages.resize(run, 12_288, 12_289)).to.equal(CANNOT_RESIZE);
    expect(pages.resize(run, 12_288, 1)).to.equal(0);
    expect(pages.stats()).to.deep.equal({ used: 1, blocks: 1, held: 4096 });
    expect(pages.free(run, 4096)).to.equal(WRONG_SIZE);
    expect(pages.free(run, 1)).to.equal(0);
  });

  it('aligns runs beyond a page', () => {
    const pages = openPages();
    pages.allocate(1, 1);
    expect(pages.allocate(1, MIB) % MIB).to.equal(0);
  });
});

describe('several allocators on one space', () => {
  it('each keep to their own limit, and free nothing of each other', () => {
    const space = new AddressSpace({ reserve: 8 * MIB });
    const open = (name: string): PageAllocator =>
      new PageAllocator(new LimitedPages(new SpacePages(space, name), MIB));
    const [first, second] = [open('first'), open('second')];
    const run = first.allocate(MIB, 8);
    expect(first.allocate(1, 1)).to.be.below(0);
    expect(second.free(run, MIB)).to.equal(NOT_HELD);
    expect(second.allocate(MIB, 8)).to.be.at.least(0);
    expect(space.holders()).to.deep.equal([
      { name: 'first', pages: 256 },
      { name: 'second', pages: 256 },
    ]);
  });
});

describe('closing a space', () => {
  it('names those who still hold pages of it, and stays open', () => {
    const space = new AddressSpace({ reserve: 4 * MIB });
    const heap = new Heap({ space, name: 'guest' });
    const pages = new PageAllocator(new SpacePages(space, 'host'));
    const run = pages.allocate(8192, 8);
    expect(() => space.close()).to.throw(SpaceInUseError, /guest \(\d+\), host \(2\)/);
    heap.dispose();
    expect(() => space.close()).to.throw(SpaceInUseError, 'held by host (2);');
    expect(pages.free(run, 8192)).to.equal(0);
    space.close();
    space.close();
    expect(space.isClosed).to.equal(true);
  });

  it('makes the use of an allocator an error, not a wild write', () => {
    const space = new AddressSpace({ reserve: 4 * MIB });
    const pages = new PageAllocator(new SpacePages(space, 'host'));
    const [pool, arena] = [new PoolAllocator(pages), new ArenaAllocator(pages)];
    const block = pool.allocate(8, 8);
    pool.free(block, 8);
    pool.trim();
    space.close();
    for (const allocator of [pages, pool, arena])
      expect(allocator.allocate(8, 8)).to.equal(DISPOSED);
    expect(pool.free(block, 8)).to.equal(NOT_HELD);
    expect(() => space.reserveRun(4096, space.pages.register('late'))).to.throw(DisposedError);
  });
});

describe('LimitedAllocator', () => {
  it('is exact when a resize fails inside', () => {
    const limited = new LimitedAllocator(new PoolAllocator(openPages()), 1000);
    const block = limited.allocate(100, 8);
    expect(limited.resize(block, 100, 500)).to.equal(CANNOT_RESIZE);
    expect(limited.resize(block, 100, 1001)).to.equal(OVER_LIMIT);
    expect(limited.used).to.equal(100);
  });

  it('refuses a limit that cannot be', () => {
    for (const limit of [-1, 1.5, NaN])
      expect(() => new LimitedAllocator(openPages(), limit)).to.throw(BadRequestError);
  });
});

describe('FallbackAllocator', () => {
  it('asks the second for want of room only, and frees where it came from', () => {
    const pages = openPages();
    const first = new LimitedAllocator(pages, 5000);
    const both = new FallbackAllocator(first, new PoolAllocator(pages));
    const [a, b] = [both.allocate(5000, 8), both.allocate(100, 8)];
    expect(both.fallbacks).to.equal(1);
    expect(both.allocate(0, 8)).to.be.below(0);
    expect(both.fallbacks).to.equal(1);
    expect(both.resize(b, 100, 110)).to.equal(0);
    expect(both.free(b, 110)).to.equal(0);
    expect(both.free(b, 110)).to.be.below(0);
    expect(both.free(a, 5000)).to.equal(0);
    expect(both.stats()).to.include({ used: 0, blocks: 0 });
  });

  it('refuses two allocators of different memories', () => {
    const fixed = new FixedBufferAllocator(new ArrayBuffer(64));
    expect(() => new FallbackAllocator(fixed, openPages())).to.throw(
      BadRequestError,
      'different memories',
    );
  });
});

describe('FixedBufferAllocator', () => {
  it('keeps to its part of the buffer', () => {
    const fixed = new FixedBufferAllocator(new ArrayBuffer(100), { offset: 30, bytes: 20 });
    expect(fixed.allocate(20, 1)).to.equal(30);
    expect(fixed.allocate(1, 1)).to.be.below(0);
  });

  it('refuses a part that is none', () => {
    for (const part of [{ offset: -1 }, { offset: 5 }, { bytes: 5 }, { bytes: 1.5 }])
      expect(() => new FixedBufferAllocator(new ArrayBuffer(4), part)).to.throw(BadRequestError);
  });
});

describe('LoggingAllocator and LoggingPages', () => {
  it('tell of every call and its answer', () => {
    const events: AllocationEvent[] = [];
    const logging = new LoggingAllocator(openPages(), (event) => events.push(event));
    const run = logging.allocate(10, 2);
    logging.resize(run, 10, 20);
    logging.free(run, 10);
    expect(events).to.deep.equal([
      { kind: 'allocate', bytes: 10, alignment: 2, answer: run },
      { kind: 'resize', address: run, oldBytes: 10, newBytes: 20, answer: 0 },
      { kind: 'free', address: run, bytes: 10, answer: WRONG_SIZE },
    ]);
  });

  it('tell what a heap takes and gives back', () => {
    const events: PageEvent[] = [];
    const space = new AddressSpace({ reserve: 4 * MIB });
    const pages = new LoggingPages(new SpacePages(space, 'spec'), (event) => events.push(event));
    const heap = new Heap({ pages });
    heap.root(heap.bytesLayout('Text').new(100_000));
    heap.dispose();
    expect(events.map(({ kind }) => kind)).to.deep.equal(['acquire', 'release']);
    expect(events[0]!.pages).to.equal(25);
  });
});
