import { expect } from 'chai';
import {
  ALREADY_FREE,
  CANNOT_RESIZE,
  DISPOSED,
  FixedBufferAllocator,
  LimitedAllocator,
  OVER_LIMIT,
  NOT_HELD,
  type PageAllocator,
  PoolAllocator,
  slotSizes,
} from '../../src/alloc/index.ts';
import { AddressSpace, BadRequestError, MIB, SpacePages } from '../../src/memory/index.ts';
import { PageAllocator as Pages } from '../../src/alloc/index.ts';
import { openPages } from './subjects.ts';

describe('slot sizes', () => {
  it('lose a fifth of a slot at most, above the first', () => {
    const sizes = slotSizes(4096);
    expect(sizes.slice(0, 12)).to.deep.equal([8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128]);
    expect(sizes.at(-1)).to.equal(4096);
    for (let index = 8; index < sizes.length; index++)
      expect((sizes[index]! - sizes[index - 1]! - 1) / sizes[index]!).to.be.below(0.2);
  });
});

describe('PoolAllocator', () => {
  let pages: PageAllocator;

  beforeEach(() => {
    pages = openPages();
  });

  it('hands out the block that was freed last first', () => {
    const pool = new PoolAllocator(pages);
    const [first, second] = [pool.allocate(50, 8), pool.allocate(50, 8)];
    pool.allocate(50, 8);
    pool.free(first, 50);
    pool.free(second, 50);
    expect([pool.allocate(50, 8), pool.allocate(50, 8)]).to.deep.equal([second, first]);
  });

  it('fills a slab to the last slot before it takes another', () => {
    const pool = new PoolAllocator(pages, { slabBytes: 512, largestSlot: 64 });
    for (let block = 0; block < 8; block++) pool.allocate(64, 8);
    expect(pool.stats().slabs).to.equal(1);
    pool.allocate(64, 8);
    expect(pool.stats().slabs).to.equal(2);
  });

  it('drops no slab at the edge: one block that comes and goes takes no page', () => {
    const pool = new PoolAllocator(pages, { slabBytes: 512, largestSlot: 64, keepEmpty: 1 });
    for (let block = 0; block < 8; block++) pool.allocate(64, 8);
    const held = (): number => pages.stats().blocks;
    for (let round = 0; round < 5; round++) {
      const block = pool.allocate(64, 8);
      expect(held()).to.equal(2);
      pool.free(block, 64);
      expect(held()).to.equal(2);
    }
  });

  it('gives an empty slab of one class to another', () => {
    const pool = new PoolAllocator(pages, { slabBytes: 4096, keepEmpty: 1 });
    pool.free(pool.allocate(8, 8), 8);
    pool.allocate(256, 8);
    expect(pool.stats()).to.include({ slabs: 1, emptySlabs: 0 });
  });

  it('is a stack for blocks that go in the reverse order, all around the slab', () => {
    const pool = new PoolAllocator(pages, { slabBytes: 512, largestSlot: 64, keepEmpty: 9 });
    const fill = (): number[] => Array.from({ length: 24 }, () => pool.allocate(64, 8));
    const blocks = fill();
    for (const block of blocks.slice(5).reverse()) {
      expect(pool.free(block, 64)).to.equal(0);
      expect(pool.free(block, 64)).to.equal(ALREADY_FREE);
    }
    expect(pool.stats()).to.include({ blocks: 5, slabs: 3, emptySlabs: 2 });
    for (const block of blocks.slice(0, 5)) expect(pool.free(block, 64)).to.equal(0);
    for (const block of blocks) expect(pool.free(block, 64)).to.equal(ALREADY_FREE);
    expect(new Set(fill())).to.deep.equal(new Set(blocks));
  });

  it('knows a slot that it never handed out', () => {
    const pool = new PoolAllocator(pages, { slabBytes: 512, largestSlot: 64 });
    const block = pool.allocate(64, 8);
    const base = block - (block % 512);
    for (let slot = base; slot < base + 512; slot += 64)
      if (slot !== block) expect(pool.free(slot, 64)).to.equal(NOT_HELD);
    expect(pool.free(block + 8, 64)).to.equal(NOT_HELD);
  });

  it('keeps its lists when a block is written to after it was freed', () => {
    const pool = new PoolAllocator(pages);
    const blocks = Array.from({ length: 4 }, () => pool.allocate(16, 8));
    for (const block of blocks.slice(0, 3)) {
      pool.free(block, 16);
      pool.memory.words.fill(-1, block >>> 2, (block >>> 2) + 4);
    }
    const again = Array.from({ length: 3 }, () => pool.allocate(16, 8));
    expect(again).to.deep.equal(blocks.slice(0, 3).reverse());
  });

  it('gives a slab back as soon as it is empty when it may keep none', () => {
    const pool = new PoolAllocator(pages, { slabBytes: 512, largestSlot: 64, keepEmpty: 0 });
    for (let round = 0; round < 3; round++) {
      const blocks = Array.from({ length: 20 }, () => pool.allocate(64, 8));
      for (const block of round === 0 ? blocks : blocks.reverse()) pool.free(block, 64);
      expect(pages.stats()).to.include({ blocks: 0, used: 0 });
    }
  });

  it('keeps an empty slab while those that were empty before it are used', () => {
    const pool = new PoolAllocator(pages, { slabBytes: 512, largestSlot: 64, keepEmpty: 1 });
    const first = pool.allocate(64, 8);
    pool.free(first, 64);
    pool.allocate(64, 8);
    const other = pool.allocate(8, 8);
    pool.free(other, 8);
    expect(pool.stats()).to.include({ slabs: 2, emptySlabs: 1 });
  });

  it('resizes within the slot only', () => {
    const pool = new PoolAllocator(pages);
    const block = pool.allocate(100, 8);
    expect(pool.resize(block, 100, 112)).to.equal(0);
    expect(pool.resize(block, 112, 113)).to.equal(CANNOT_RESIZE);
    expect(pool.resize(block, 112, 90)).to.equal(CANNOT_RESIZE);
    expect(pool.free(block, 112)).to.equal(0);
  });

  it('takes back an over-aligned block by its own size', () => {
    const pool = new PoolAllocator(pages);
    for (const alignment of [16, 64, 256, 4096, 16_384]) {
      const block = pool.allocate(24, alignment);
      expect(block % alignment).to.equal(0);
      expect(pool.free(block, 24)).to.equal(0);
    }
    expect(pool.stats()).to.include({ used: 0, blocks: 0 });
  });

  it('passes on why its backing refuses, and stays as it was', () => {
    const pool = new PoolAllocator(new LimitedAllocator(pages, 65_536));
    pool.allocate(8, 8);
    const before = pool.stats();
    expect(pool.allocate(16, 8)).to.equal(OVER_LIMIT);
    expect(pool.allocate(5000, 8)).to.equal(OVER_LIMIT);
    expect(pool.stats()).to.deep.equal(before);
  });

  it("works at address 0 of a caller's own buffer", () => {
    const pool = new PoolAllocator(new FixedBufferAllocator(new ArrayBuffer(1024)), {
      slabBytes: 512,
      largestSlot: 64,
    });
    const blocks = Array.from({ length: 8 }, () => pool.allocate(64, 8));
    expect(blocks).to.include(0);
    for (const block of blocks) expect(pool.free(block, 64)).to.equal(0);
    expect(pool.stats().used).to.equal(0);
  });

  it('works above 2 GiB', () => {
    const space = new AddressSpace({ reserve: 4 * 1024 * MIB });
    const owner = space.pages.register('filler');
    for (let part = 0; part < 9; part++) space.pages.acquire(65_536, 1, owner);
    const pool = new PoolAllocator(new Pages(new SpacePages(space, 'spec')));
    const block = pool.allocate(100, 8);
    expect(block).to.be.above(2 ** 31);
    pool.memory.words[block >>> 2] = 5;
    const large = pool.allocate(100_000, 8);
    expect(pool.free(large, 100_000)).to.equal(0);
    expect(pool.free(block, 100)).to.equal(0);
    expect(pool.free(block, 100)).to.be.below(0);
    expect(pool.allocate(100, 8)).to.equal(block);
  });

  it('follows its space when the memory is exchanged by trim', () => {
    const space = new AddressSpace({ reserve: 4 * MIB });
    const pool = new PoolAllocator(new Pages(new SpacePages(space, 'spec')));
    const [kept, freed] = [pool.allocate(32, 8), pool.allocate(32, 8)];
    space.words[kept >>> 2] = 11;
    pool.free(freed, 32);
    space.trim();
    expect(pool.memory.words[kept >>> 2]).to.equal(11);
    expect(pool.allocate(32, 8)).to.equal(freed);
    expect(pool.allocate(32, 8)).not.to.be.oneOf([kept, freed]);
  });

  it('refuses after dispose, and has given everything back', () => {
    const pool = new PoolAllocator(pages);
    const small = pool.allocate(8, 8);
    const large = pool.allocate(80_000, 8);
    pool.dispose();
    expect(pages.stats()).to.deep.equal({ used: 0, blocks: 0, held: 0 });
    expect(pool.allocate(8, 8)).to.equal(DISPOSED);
    expect(pool.allocate(80_000, 8)).to.equal(DISPOSED);
    expect(pool.free(small, 8)).to.equal(DISPOSED);
    expect(pool.free(large, 80_000)).to.equal(DISPOSED);
    expect(pool.stats()).to.include({ used: 0, blocks: 0, held: 0 });
  });

  it('refuses slabs and slots that cannot be', () => {
    for (const options of [
      { slabBytes: 1000 },
      { slabBytes: 256 },
      { slabBytes: 2 ** 20 },
      { largestSlot: 65_536 },
      { largestSlot: 4 },
      { largestSlot: NaN },
      { keepEmpty: -1 },
    ])
      expect(() => new PoolAllocator(pages, options)).to.throw(BadRequestError);
  });
});
