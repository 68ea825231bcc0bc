// The cases with known answers of the allocators that these are modelled on.

import { expect } from 'chai';
import {
  ArenaAllocator,
  CANNOT_RESIZE,
  DebugAllocator,
  FailingAllocator,
  FailurePlan,
  FixedBufferAllocator,
  LimitedAllocator,
  OUT_OF_MEMORY,
  OVER_LIMIT,
  PoolAllocator,
  slotGeometry,
  SlotPool,
  TOO_LARGE,
} from '../../src/alloc/index.ts';
import { openPages } from './subjects.ts';

describe('known answers', () => {
  for (const [slot, capacity, slots, bitmapBytes] of [
    [16, 512, 31, 8],
    [8, 4096, 504, 64],
    [256, 4096, 15, 8],
    [64, 512, 7, 8],
  ] as const)
    it(`oscars: (slot ${slot}, capacity ${capacity}) → ${slots} slots and ${bitmapBytes} bitmap bytes`, () => {
      expect(slotGeometry(slot, capacity)).to.deep.equal({ slots, bitmapBytes });
      const pool = new SlotPool(openPages(), slot, capacity);
      const addresses = Array.from({ length: slots }, () => pool.allocate(slot, 8));
      for (const address of addresses) pool.memory.bytes.fill(0xff, address, address + slot);
      expect(pool.allocate(slot, 8)).to.equal(OUT_OF_MEMORY);
      expect(new Set(addresses).size).to.equal(slots);
      for (const address of addresses) expect(pool.free(address, slot)).to.equal(0);
      expect(pool.isEmpty).to.equal(true);
    });

  it('oscars: 4 KiB arenas, 32 + 32 items make two arenas, dropping the first leaves one', () => {
    const pool = new PoolAllocator(openPages(), {
      slabBytes: 4096,
      largestSlot: 512,
      keepEmpty: 0,
    });
    const make = (bytes: number): number[] =>
      Array.from({ length: 32 }, () => pool.allocate(bytes, 8));
    const first = make(128);
    expect(pool.stats().slabs).to.equal(1);
    const second = make(128);
    expect(pool.stats().slabs).to.equal(2);
    for (const address of first) expect(pool.free(address, 128)).to.equal(0);
    expect(pool.stats()).to.include({ slabs: 1, blocks: second.length });
  });

  it('oscars: 4 KiB arenas of 32 items, as chunks: rewinding the second leaves one', () => {
    const arena = new ArenaAllocator(openPages(), { firstChunk: 4096, largestChunk: 4096 });
    for (let item = 0; item < 32; item++) arena.allocate(128, 8);
    const full = arena.checkpoint();
    for (let item = 0; item < 32; item++) arena.allocate(128, 8);
    expect(arena.stats()).to.include({ chunks: 2, spareChunks: 0 });
    expect(arena.rewind(full)).to.equal(0);
    expect(arena.stats()).to.include({ chunks: 2, spareChunks: 1, used: 4096, blocks: 32 });
  });

  it('oscars: five dead arenas with a cap of four kept: four are parked', () => {
    const pages = openPages();
    const pool = new PoolAllocator(pages, { slabBytes: 4096, keepEmpty: 4 });
    const addresses = Array.from({ length: 5 * 16 }, () => pool.allocate(256, 8));
    expect(pool.stats().slabs).to.equal(5);
    for (const address of addresses) pool.free(address, 256);
    expect(pool.stats()).to.include({ used: 0, slabs: 4, emptySlabs: 4 });
    expect(pages.stats().held).to.equal(4 * 4096);
    pool.trim();
    expect(pages.stats().held).to.equal(0);
  });

  it('oscars: an over-aligned type (512) sits at an address that is 0 modulo 512', () => {
    const pages = openPages();
    for (const allocator of [
      pages,
      new PoolAllocator(pages),
      new ArenaAllocator(pages),
      new FixedBufferAllocator(new ArrayBuffer(8192), { offset: 24 }),
    ]) {
      allocator.allocate(1, 1);
      const address = allocator.allocate(128, 512);
      expect(address % 512).to.equal(0);
      expect(allocator.free(address, 128)).to.equal(0);
    }
  });

  it('oscars: a request above the largest size class never goes into the largest class', () => {
    const pages = openPages();
    const pool = new PoolAllocator(pages);
    const address = pool.allocate(4097, 8);
    expect(pages.sizeOf(address)).to.equal(4097);
    expect(pool.stats()).to.include({ slabs: 0, largeBlocks: 1 });
  });

  it('u7: limit 64; 32 fits; resized to 64 fits; to 128 fails and 1 more fails, both with used = 64; after the free, 0', () => {
    const limited = new LimitedAllocator(new ArenaAllocator(openPages()), 64);
    const address = limited.allocate(32, 8);
    expect(address).to.be.at.least(0);
    expect(limited.resize(address, 32, 64)).to.equal(0);
    expect(limited.resize(address, 64, 128)).to.equal(OVER_LIMIT);
    expect(limited.used).to.equal(64);
    expect(limited.allocate(1, 1)).to.equal(OVER_LIMIT);
    expect(limited.used).to.equal(64);
    expect(limited.free(address, 64)).to.equal(0);
    expect(limited.used).to.equal(0);
    expect(limited.peak).to.equal(64);
  });

  for (const [name, inner] of [
    ['pool', () => new PoolAllocator(openPages())],
    ['debug', () => new DebugAllocator(new PoolAllocator(openPages()))],
  ] as const)
    it(`Zig: cap 1010 over a ${name} allocator: 4, then 1004, 8 more fails, 0, then 1010 fits`, () => {
      const limited = new LimitedAllocator(inner(), 1010);
      const small = limited.allocate(4, 4);
      const large = limited.allocate(1000, 1);
      expect(limited.used).to.equal(1004);
      expect(limited.allocate(8, 8)).to.equal(OVER_LIMIT);
      expect(limited.used).to.equal(1004);
      limited.free(small, 4);
      limited.free(large, 1000);
      expect(limited.used).to.equal(0);
      expect(limited.allocate(1010, 1)).to.be.at.least(0);
    });

  it('Zig: cap 1010, with a resize: 4, then resized to 1004, 8 more fails, 0, then 1010 fits', () => {
    const limited = new LimitedAllocator(new FixedBufferAllocator(new ArrayBuffer(2048)), 1010);
    const block = limited.allocate(4, 4);
    expect(limited.resize(block, 4, 1004)).to.equal(0);
    expect(limited.allocate(8, 8)).to.equal(OVER_LIMIT);
    expect(limited.free(block, 1004)).to.equal(0);
    expect(limited.used).to.equal(0);
    expect(limited.allocate(1010, 1)).to.equal(block);
  });

  it('Zig #6197: a limit is not leaked by an inner allocator that fails', () => {
    const limited = new LimitedAllocator(new FixedBufferAllocator(new ArrayBuffer(100)), 1000);
    for (let attempt = 0; attempt < 20; attempt++)
      expect(limited.allocate(101, 1)).to.equal(TOO_LARGE);
    expect(limited.used).to.equal(0);
    expect(limited.allocate(100, 1)).to.equal(0);
  });

  it('Zig: fail index 2: the third allocation fails', () => {
    const failing = new FailingAllocator(new PoolAllocator(openPages()), new FailurePlan(2));
    expect(failing.allocate(8, 8)).to.be.at.least(0);
    expect(failing.allocate(8, 8)).to.be.at.least(0);
    expect(failing.allocate(8, 8)).to.equal(OUT_OF_MEMORY);
    expect(failing.allocate(8, 8)).to.equal(OUT_OF_MEMORY);
    expect(failing.plan).to.include({ calls: 4, failures: 2 });
  });

  it('Fixed buffer of 10: 5 → 10 keeps its address, 11 fails', () => {
    const fixed = new FixedBufferAllocator(new ArrayBuffer(10));
    const address = fixed.allocate(5, 1);
    expect(address).to.equal(0);
    expect(fixed.resize(address, 5, 10)).to.equal(0);
    expect(fixed.resize(address, 10, 11)).to.equal(CANNOT_RESIZE);
    expect(fixed.stats()).to.deep.equal({ used: 10, blocks: 1, held: 10 });
  });

  it("thi.ng: allocate, free, free everything in a caller's own buffer; statistics", () => {
    const buffer = new ArrayBuffer(65536);
    const fixed = new FixedBufferAllocator(buffer, { offset: 64 });
    const pool = new PoolAllocator(fixed, { slabBytes: 4096, keepEmpty: 0 });
    const addresses = [10, 100, 200].map((bytes) => pool.allocate(bytes, 8));
    pool.memory.words[addresses[1]! >>> 2] = 0x01020304;
    expect(new Uint32Array(buffer)[addresses[1]! >>> 2]).to.equal(0x01020304);
    expect(pool.free(addresses[1]!, 100)).to.equal(0);
    expect(pool.stats()).to.include({ blocks: 2, used: 16 + 224 });
    pool.dispose();
    expect(pool.stats()).to.include({ blocks: 0, used: 0, held: 0 });
    fixed.reset();
    expect(fixed.stats()).to.deep.equal({ used: 0, blocks: 0, held: 65536 - 64 });
  });

  it('bumpalo: chunks do not double without end', () => {
    const arena = new ArenaAllocator(openPages(), { largestChunk: 65536 });
    for (let block = 0; block < 4000; block++) arena.allocate(1000, 8);
    const { held, used } = arena.stats();
    expect(held - used).to.be.at.most(65536 + arena.stats().chunks * 1000);
  });
});
