import { expect } from 'chai';
import { AddressSpace, BadRequestError, Block, OutOfMemoryError } from '../../src/index.ts';
import { KIB, MIB } from '../../src/memory/units.ts';

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
      expect(() => Block.acquire(space, bytes, owner)).to.throw(BadRequestError, `${bytes} bytes`);
      expect(space.pages.stats()).to.deep.equal(before);
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
