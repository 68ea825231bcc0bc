import { expect } from 'chai';
import {
  ArenaAllocator,
  BAD_SIZE,
  CANNOT_RESIZE,
  DISPOSED,
  NOT_HELD,
  type PageAllocator,
  STALE_CHECKPOINT,
} from '../../src/alloc/index.ts';
import { BadRequestError } from '../../src/memory/index.ts';
import { openPages } from './subjects.ts';

describe('ArenaAllocator', () => {
  let pages: PageAllocator;
  let arena: ArenaAllocator;

  beforeEach(() => {
    pages = openPages();
    arena = new ArenaAllocator(pages, { firstChunk: 4096, largestChunk: 16_384 });
  });

  const fill = (blocks: number): void => {
    for (let block = 0; block < blocks; block++) arena.allocate(1000, 8);
  };

  it('bumps: one block lies behind the other', () => {
    const first = arena.allocate(10, 1);
    expect(arena.allocate(10, 1)).to.equal(first + 10);
    expect(arena.allocate(8, 8)).to.equal(first + 24);
    expect(arena.stats()).to.include({ used: 32, blocks: 3, held: 4096 });
  });

  it('grows and shrinks the last block where it is, and shrinks any other', () => {
    const first = arena.allocate(10, 1);
    expect(arena.resize(first, 10, 100)).to.equal(0);
    expect(arena.resize(first, 100, 20)).to.equal(0);
    expect(arena.allocate(4, 4)).to.equal(first + 20);
    expect(arena.resize(first, 20, 21)).to.equal(CANNOT_RESIZE);
    expect(arena.resize(first, 20, 5)).to.equal(0);
    expect(arena.stats().used).to.equal(24);
  });

  it('takes back the last block, and the one before it then', () => {
    const first = arena.allocate(16, 8);
    const second = arena.allocate(16, 8);
    expect(arena.free(second, 16)).to.equal(0);
    expect(arena.free(second, 16)).to.equal(NOT_HELD);
    expect(arena.free(first, 16)).to.equal(0);
    expect(arena.stats()).to.include({ used: 0, blocks: 0 });
  });

  it('frees a block in the middle without an effect', () => {
    const first = arena.allocate(16, 8);
    arena.allocate(16, 8);
    expect(arena.free(first, 16)).to.equal(0);
    expect(arena.stats()).to.include({ used: 32, blocks: 2 });
  });

  it('goes back to the chunk before, when the last one empties', () => {
    fill(4);
    const next = arena.allocate(1000, 8);
    expect(arena.stats().spareChunks).to.equal(0);
    expect(arena.free(next, 1000)).to.equal(0);
    expect(arena.stats()).to.include({ spareChunks: 1, used: 4000, blocks: 4 });
  });

  it('rewinds to a checkpoint as often as asked', () => {
    fill(3);
    const checkpoint = arena.checkpoint();
    const before = arena.stats();
    for (let round = 0; round < 3; round++) {
      fill(20);
      expect(arena.rewind(checkpoint)).to.equal(0);
      expect(arena.stats()).to.include({ used: before.used, blocks: 3 });
    }
  });

  it('finds a checkpoint stale that was rewound past, reset, or freed below', () => {
    const outer = arena.checkpoint();
    fill(2);
    const inner = arena.checkpoint();
    fill(2);
    expect(arena.rewind(outer)).to.equal(0);
    expect(arena.rewind(inner)).to.equal(STALE_CHECKPOINT);
    const block = arena.allocate(64, 8);
    const above = arena.checkpoint();
    expect(arena.free(block, 64)).to.equal(0);
    expect(arena.rewind(above)).to.equal(STALE_CHECKPOINT);
    arena.reset('retain');
    expect(arena.rewind(outer)).to.equal(STALE_CHECKPOINT);
    expect(new ArenaAllocator(pages).rewind(outer)).to.equal(STALE_CHECKPOINT);
  });

  it('resets in three ways: gives all back, retains, retains up to a limit', () => {
    fill(40);
    const { held } = arena.stats();
    expect(arena.reset('retain')).to.equal(0);
    expect(arena.stats()).to.include({ used: 0, blocks: 0, held });
    fill(40);
    expect(arena.stats().held).to.equal(held);
    expect(arena.reset({ retain: 10_000 })).to.equal(0);
    expect(arena.stats().held).to.be.within(1, 10_000);
    expect(arena.reset({ retain: NaN })).to.equal(BAD_SIZE);
    expect(arena.reset('free')).to.equal(0);
    expect(arena.stats()).to.include({ held: 0, chunks: 0 });
    expect(pages.stats()).to.deep.equal({ used: 0, blocks: 0, held: 0 });
  });

  it('gives a long block a chunk of its own size, and reuses what it passed over', () => {
    const long = arena.allocate(100_000, 8);
    expect(pages.sizeOf(long)).to.equal(102_400);
    expect(arena.stats().held).to.equal(102_400);
  });

  it('takes just what a request needs when its backing has no room for a whole chunk', () => {
    const small = new ArenaAllocator(pages, { firstChunk: 2 ** 23, largestChunk: 2 ** 23 });
    expect(small.allocate(100, 8)).to.be.at.least(0);
    expect(small.stats().held).to.equal(100);
  });

  it('refuses after dispose, and has given everything back', () => {
    const block = arena.allocate(10, 1);
    arena.dispose();
    expect(arena.allocate(10, 1)).to.equal(DISPOSED);
    expect(arena.free(block, 10)).to.equal(DISPOSED);
    expect(pages.stats().held).to.equal(0);
  });

  it('refuses chunks that cannot be', () => {
    for (const options of [{ firstChunk: 0 }, { firstChunk: 1.5 }, { largestChunk: 1 }])
      expect(() => new ArenaAllocator(pages, options)).to.throw(BadRequestError, 'Chunk is');
  });
});
