import { expect } from 'chai';
import fc from 'fast-check';
import { BlockSizes } from '../../src/alloc/block-sizes.ts';

describe('BlockSizes', () => {
  it('does as a Map does, for random addresses that come and go', () => {
    const address = fc.oneof(
      fc.integer({ min: 0, max: 40 }),
      fc.integer({ min: 0, max: 4000 }).map((page) => page * 4096),
      fc.integer({ min: 0, max: 2 ** 32 - 1 }),
    );
    const step = fc.record({ address, bytes: fc.integer({ min: 0, max: 2 ** 32 - 1 }) });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 400 }), (steps) => {
        const sizes = new BlockSizes();
        const model = new Map<number, number>();
        for (const { address, bytes } of steps) {
          if (bytes % 3 === 0) {
            sizes.delete(address);
            model.delete(address);
          } else {
            expect(sizes.set(address, bytes)).to.equal(model.get(address) ?? 0);
            model.set(address, bytes);
          }
          expect(sizes.get(address)).to.equal(model.get(address) ?? 0);
        }
        for (const { address } of steps)
          expect(sizes.get(address)).to.equal(model.get(address) ?? 0);
      }),
      { numRuns: 300 },
    );
  });

  it('keeps a million blocks, and each that is left when most are gone', () => {
    const sizes = new BlockSizes();
    for (let block = 0; block < 1e6; block++) sizes.set(block * 4096, block + 1);
    for (let block = 0; block < 1e6; block++) if (block % 10 !== 0) sizes.delete(block * 4096);
    let wrong = 0;
    for (let block = 0; block < 1e6; block++)
      if (sizes.get(block * 4096) !== (block % 10 === 0 ? block + 1 : 0)) wrong++;
    expect(wrong).to.equal(0);
  });
});
