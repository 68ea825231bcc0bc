import { expect } from 'chai';
import {
  type Allocator,
  ArenaAllocator,
  DebugAllocator,
  DISPOSED,
  FailingAllocator,
  FailurePlan,
  FallbackAllocator,
  FixedBufferAllocator,
  LimitedAllocator,
  LoggingAllocator,
  NOT_HELD,
  PageAllocator,
  PoolAllocator,
  SlotPool,
  WRONG_SIZE,
} from '../../src/alloc/index.ts';
import { AddressSpace, MIB, SpacePages } from '../../src/memory/index.ts';
import { openPages, SUBJECTS } from './subjects.ts';

const SIZE = 24;

/** Allocators over which a second free, or one of another size, may pass unseen. */
const BLIND: Record<string, () => Allocator> = {
  ArenaAllocator: () => new ArenaAllocator(openPages()),
  FixedBufferAllocator: () => new FixedBufferAllocator(new ArrayBuffer(4 * MIB)),
  PoolAllocator: () => new PoolAllocator(openPages()),
  SlotPool: () => new SlotPool(openPages(), 64, MIB),
};

describe('a block that is freed twice', () => {
  for (const { name, open } of SUBJECTS)
    it(`takes no figure below what it was before the block (${name})`, () => {
      const allocator = open();
      const before = allocator.stats();
      const blocks = [0, 1, 2, 3].map(() => allocator.allocate(SIZE, 8));
      for (let round = 0; round < 5; round++)
        for (const address of blocks) allocator.free(address, SIZE);
      const { used, blocks: count, held } = allocator.stats();
      expect(used).to.be.at.least(before.used);
      expect(count).to.be.at.least(before.blocks);
      expect(held).to.be.at.least(0);
    });

  for (const [name, open] of Object.entries(BLIND))
    it(`is refused the second time, and counted once, by a limit over it (${name})`, () => {
      const limited = new LimitedAllocator(open(), MIB);
      const [first, second, third] = [0, 1, 2].map(() => limited.allocate(SIZE, 8));
      expect(limited.free(second!, SIZE)).to.equal(0);
      for (let round = 0; round < 3; round++)
        expect(limited.free(second!, SIZE)).to.equal(NOT_HELD);
      expect(limited.resize(second!, SIZE, 8)).to.equal(NOT_HELD);
      expect(limited.stats()).to.include({ used: 2 * SIZE, blocks: 2 });
      for (const bytes of [SIZE - 1, SIZE + 1]) {
        expect(limited.free(first!, bytes)).to.equal(WRONG_SIZE);
        expect(limited.resize(first!, bytes, 8)).to.equal(WRONG_SIZE);
      }
      expect(limited.resize(first!, SIZE, 20)).to.equal(0);
      expect(limited.used).to.equal(SIZE + 20);
      expect([limited.free(first!, 20), limited.free(third!, SIZE)]).to.deep.equal([0, 0]);
      expect(limited.stats()).to.include({ used: 0, blocks: 0 });
    });

  for (const [name, open] of Object.entries(BLIND))
    it(`is refused under wrappers in any order (${name})`, () => {
      const limit = (inner: Allocator): Allocator => new LimitedAllocator(inner, MIB);
      const log = (inner: Allocator): Allocator => new LoggingAllocator(inner, () => undefined);
      const fail = (inner: Allocator): Allocator =>
        new FailingAllocator(inner, new FailurePlan(Infinity));
      for (const chain of [
        [limit, log],
        [log, limit],
        [fail, limit, log],
        [log, fail, limit],
      ]) {
        const allocator = chain.reduce((inner, wrap) => wrap(inner), open());
        allocator.allocate(SIZE, 8);
        const middle = allocator.allocate(SIZE, 8);
        allocator.allocate(SIZE, 8);
        expect(allocator.knowsBlocks).to.equal(true);
        expect(allocator.free(middle, SIZE)).to.equal(0);
        expect(allocator.free(middle, SIZE)).to.be.lessThan(0);
      }
    });

  it('goes back to where it came from once, and to nobody else (FallbackAllocator)', () => {
    const pages = openPages();
    const first = new LimitedAllocator(new ArenaAllocator(pages), 100);
    const second = new LimitedAllocator(new ArenaAllocator(pages), MIB);
    const both = new FallbackAllocator(first, second);
    const blocks = [0, 1, 2, 3, 4, 5].map(() => both.allocate(40, 8));
    expect(both.fallbacks).to.equal(4);
    for (const address of blocks.slice(0, 5)) {
      expect(both.free(address, 40)).to.equal(0);
      expect(both.free(address, 40)).to.be.lessThan(0);
    }
    expect(both.fallbacks).to.equal(1);
    expect([first.used, second.used]).to.deep.equal([0, 40]);
    expect(both.knowsBlocks).to.equal(true);
  });
});

describe('an allocator that says that it knows its blocks', () => {
  const saying = SUBJECTS.filter(({ open }) => open().knowsBlocks === true);

  it('is each that keeps their sizes', () => {
    expect(saying.map(({ name }) => name)).to.deep.equal([
      'PageAllocator',
      'LimitedAllocator',
      'DebugAllocator',
      'DebugAllocator that never reuses',
      'HeapAllocator',
      'HeapAllocator in a heap that is checked',
      'PageAllocator on pages of an ArenaAllocator',
    ]);
  });

  for (const { name, open } of saying)
    it(`refuses each free but the right one (${name})`, () => {
      const allocator = open();
      const blocks = [1, 7, 8, 24, 100].map((bytes) => ({
        bytes,
        address: allocator.allocate(bytes, 8),
      }));
      for (const { address, bytes } of blocks) {
        const before = allocator.stats();
        for (const wrong of [bytes + 1, bytes + 7, Math.max(1, bytes - 1), 5000])
          if (wrong !== bytes) expect(allocator.free(address, wrong)).to.be.lessThan(0);
        for (const beside of [address + 1, address + 8, Math.max(0, address - 8)])
          expect(allocator.free(beside, bytes)).to.be.lessThan(0);
        expect(allocator.stats()).to.deep.equal(before);
        expect(allocator.free(address, bytes)).to.equal(0);
        expect(allocator.free(address, bytes)).to.be.lessThan(0);
      }
      expect(allocator.stats().used).to.equal(0);
    });
});

describe('the last block of a bump allocator', () => {
  for (const name of ['ArenaAllocator', 'FixedBufferAllocator'])
    it(`is known to its byte (${name})`, () => {
      const allocator = BLIND[name]!();
      const first = allocator.allocate(100, 8);
      const last = allocator.allocate(100, 8);
      const before = allocator.stats();
      for (const bytes of [1, 50, 99, 101, 5000])
        expect(allocator.free(last, bytes), String(bytes)).to.equal(WRONG_SIZE);
      expect(allocator.free(last + 50, 50)).to.equal(NOT_HELD);
      expect(allocator.free(first, 150)).to.equal(WRONG_SIZE);
      expect(allocator.resize(last, 50, 60)).to.equal(WRONG_SIZE);
      expect(allocator.stats()).to.deep.equal(before);
      expect(allocator.resize(last, 100, 40)).to.equal(0);
      expect(allocator.free(last, 100)).to.equal(WRONG_SIZE);
      expect(allocator.free(last, 40)).to.equal(0);
      expect(allocator.free(last, 40)).to.equal(NOT_HELD);
      expect(allocator.stats().blocks).to.equal(1);
    });

  it('counts no block below none, whatever is freed', () => {
    for (const name of ['ArenaAllocator', 'FixedBufferAllocator']) {
      const allocator = BLIND[name]!();
      allocator.allocate(64, 8);
      const last = allocator.allocate(64, 8);
      allocator.free(last, 64);
      for (const bytes of [32, 16, 8, 4]) allocator.free(last - 64 + bytes, bytes);
      expect(allocator.stats().blocks).to.be.at.least(0);
    }
  });
});

describe('what was closed', () => {
  it('gives its block back once (SlotPool)', () => {
    const limited = new LimitedAllocator(new ArenaAllocator(openPages()), MIB);
    limited.allocate(8, 8);
    const pool = new SlotPool(limited, 64, 4096);
    limited.allocate(8, 8);
    const slot = pool.allocate(8, 8);
    expect(pool.dispose()).to.equal(0);
    expect(limited.used).to.equal(16);
    expect(pool.dispose()).to.equal(DISPOSED);
    expect(limited.used).to.equal(16);
    expect(pool.stats()).to.deep.equal({ used: 0, blocks: 0, held: 0 });
    expect(pool.allocate(8, 8)).to.equal(DISPOSED);
    expect(pool.free(slot, 8)).to.equal(DISPOSED);
    expect(pool.resize(slot, 8, 16)).to.equal(DISPOSED);
  });

  it('stays as it was when its backing does not take its block (SlotPool)', () => {
    const debug = new DebugAllocator(openPages(), { traces: false });
    const pool = new SlotPool(debug, 64, 4096);
    const slot = pool.allocate(8, 8);
    debug.memory.bytes[slot - 1] = 1;
    expect(pool.dispose()).to.be.lessThan(0);
    expect(pool.stats()).to.include({ blocks: 1, held: 4096 });
  });

  it('holds what its backing did not take (PoolAllocator)', () => {
    const debug = new DebugAllocator(openPages(), { traces: false });
    const pool = new PoolAllocator(debug);
    const large = pool.allocate(10_000, 8);
    debug.memory.bytes[large + 10_000] ^= 1;
    pool.dispose();
    expect(pool.stats().held).to.equal(10_000);
    debug.memory.bytes[large + 10_000] ^= 1;
    pool.dispose();
    pool.dispose();
    expect([pool.stats().held, debug.stats().used]).to.deep.equal([0, 0]);
  });

  it('gives back every run that its source takes, and the others later (PageAllocator)', () => {
    for (const when of ['before', 'after'])
      for (let failAt = 0; failAt < 4; failAt++) {
        const space = new AddressSpace({ reserve: 2 * MIB });
        let calls = 0;
        class Source extends SpacePages {
          override release(start: never, pages: number): void {
            const fails = calls++ === failAt;
            if (fails && when === 'before') throw new Error('the source');
            super.release(start, pages);
            if (fails) throw new Error('the source');
          }
        }
        const source = new Source(space, 'spec');
        const pages = new PageAllocator(source);
        const run = pages.allocate(3 * 4096, 8);
        for (let count = 0; count < 3; count++) pages.allocate(5000, 8);
        const attempt = (call: () => unknown): void => {
          try {
            call();
          } catch (error) {
            expect(String(error)).to.equal('Error: the source');
          }
          expect(pages.stats().held).to.equal(space.pages.heldBy(source.owner) * 4096);
        };
        attempt(() => pages.resize(run, 3 * 4096, 100));
        attempt(() => pages.dispose());
        attempt(() => pages.dispose());
        expect(space.holders()).to.deep.equal([]);
        expect(pages.stats()).to.deep.equal({ used: 0, blocks: 0, held: 0 });
      }
  });
});
