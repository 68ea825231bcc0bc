import { expect } from 'chai';
import {
  AddressSpace,
  BadRequestError,
  Block,
  OutOfMemoryError,
  type OwnerId,
  type PageIndex,
  PageMap,
} from '../../src/index.ts';
import { KIB, MIB, PAGE_BYTES } from '../../src/memory/units.ts';
import { openPairs } from '../support/pairs.ts';

describe('Block', () => {
  const space = new AddressSpace({ reserve: 600 * MIB });
  const owner = space.pages.register('spec');

  for (let bytes = 4 * KIB; bytes <= 256 * MIB; bytes *= 4)
    it(`of ${bytes} bytes is aligned to its size`, () => {
      const crumb = space.reserveRun(4 * KIB, owner);
      const block = Block.acquire(space, bytes, owner);
      expect(block.address % bytes).to.equal(0);
      expect(block.isAligned).to.equal(true);
      expect(block.contains(block.address)).to.equal(true);
      expect(block.contains(block.address + bytes - 1)).to.equal(true);
      expect(block.contains(block.address + bytes)).to.equal(false);
      expect(block.contains(block.address - 1)).to.equal(false);
      block.release();
      space.releaseRun(crumb, 4 * KIB, owner);
    });

  for (const bytes of [0, -4096, 3 * KIB, 4097, 12 * KIB, 2048, 512 * MIB, NaN, Infinity])
    it(`of ${bytes} bytes is a bad request`, () => {
      const before = space.pages.stats();
      expect(() => Block.acquire(space, bytes, owner)).to.throw(
        BadRequestError,
        `bytes is ${bytes}; it must be a power of two`,
      );
      expect(space.pages.stats()).to.deep.equal(before);
    });

  it('is released once, and then frees nothing of whoever has its pages now', () => {
    const before = space.pages.stats();
    const first = Block.acquire(space, 64 * KIB, owner);
    first.release();
    const second = Block.acquire(space, 64 * KIB, owner);
    expect(second.address).to.equal(first.address);
    expect(() => first.release()).to.throw(BadRequestError, 'released before');
    const third = Block.acquire(space, 64 * KIB, owner);
    expect(third.address).not.to.equal(second.address);
    for (const block of [second, third]) block.release();
    expect(space.pages.stats()).to.include({ heldPages: before.heldPages });
  });

  it('whose release was refused can be released later', () => {
    const block = Block.acquire(space, 64 * KIB, owner);
    const page = (block.address / PAGE_BYTES) as PageIndex;
    space.pages.release(page, 1, owner);
    expect(() => block.release()).to.throw(BadRequestError, 'held by nobody');
    expect(space.pages.acquireAt(page, 1, owner)).to.equal(true);
    block.release();
  });

  it('is to be had as long as somebody on the space keeps spare pages', () => {
    const crowded = new AddressSpace({ reserve: 16 * MIB });
    const { heap, Pair } = openPairs({ space: crowded, limit: 8 * MIB });
    for (let i = 0; i < 400_000; i++) Pair.new();
    const holder = crowded.pages.register('spec');
    expect(() => {
      for (;;) Block.acquire(crowded, 32 * KIB, holder);
    }).to.throw(OutOfMemoryError);
    expect(heap.stats().committed).to.equal(heap.stats().used);
  });

  for (const given of [null, undefined, {}, 5, new PageMap(10)])
    it(`lies in an address space, not in ${String(given)}`, () => {
      expect(() => Block.acquire(given as never, 64 * KIB, owner)).to.throw(
        BadRequestError,
        'an instance of AddressSpace',
      );
    });

  it('is held by somebody who is registered', () => {
    expect(() => Block.acquire(space, 64 * KIB, 12345 as OwnerId)).to.throw(
      BadRequestError,
      'not registered',
    );
  });

  it('reports memory that is out', () => {
    const small = new AddressSpace({ reserve: 2 * MIB });
    const holder = small.pages.register('spec');
    expect(() => Block.acquire(small, 2 * MIB, holder)).to.throw(
      OutOfMemoryError,
      '2097152 bytes asked',
    );
    expect(Block.acquire(small, MIB, holder).address).to.equal(MIB);
  });
});
