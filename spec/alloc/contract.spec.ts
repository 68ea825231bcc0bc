import { expect } from 'chai';
import {
  type Allocator,
  ALREADY_FREE,
  BAD_ALIGNMENT,
  BAD_SIZE,
  checked,
  codeName,
  NOT_HELD,
  TOO_LARGE,
  WRONG_SIZE,
} from '../../src/alloc/index.ts';
import { shown } from '../../src/memory/check.ts';
import { AllocatorError, BadRequestError } from '../../src/memory/index.ts';
import { SUBJECTS } from './subjects.ts';

const NO_NUMBERS = ['8', '', null, undefined, true, [8], {}, { valueOf: () => 8 }] as number[];
const BAD_SIZES = [0, -1, -(2 ** 31), 1.5, 8.5, NaN, -Infinity, ...NO_NUMBERS];
const BAD_ALIGNMENTS = [0, -8, 3, 12, 1.5, NaN, Infinity, 2 ** 29, 2 ** 32, ...NO_NUMBERS];
const BAD_ADDRESSES = [-1, 1.5, NaN, 2 ** 32, 2 ** 32 + 8, 2 ** 31, 3 * 2 ** 20, ...NO_NUMBERS];

for (const { name, open, knowsBlocks } of SUBJECTS)
  describe(`${name}, as an allocator`, () => {
    let allocator: Allocator;

    beforeEach(() => {
      allocator = open();
    });

    const unchanged = (call: () => number): number => {
      const before = allocator.stats();
      const answer = call();
      expect(allocator.stats()).to.deep.equal(before);
      return answer;
    };

    it('hands out what can be written, at the alignment asked for', () => {
      for (const alignment of [1, 2, 8, 16, 64, 512]) {
        const address = allocator.allocate(40, alignment);
        expect(address).to.be.at.least(0);
        expect(address % alignment).to.equal(0);
        allocator.memory.bytes.fill(7, address, address + 40);
      }
      expect(allocator.stats().blocks).to.equal(6);
    });

    for (const bytes of BAD_SIZES)
      it(`refuses ${shown(bytes)} bytes with BAD_SIZE`, () => {
        const address = allocator.allocate(32, 8);
        expect(unchanged(() => allocator.allocate(bytes, 8))).to.equal(BAD_SIZE);
        expect(unchanged(() => allocator.free(address, bytes))).to.equal(BAD_SIZE);
        expect(unchanged(() => allocator.resize(address, 32, bytes))).to.equal(BAD_SIZE);
        expect(allocator.free(address, 32)).to.equal(0);
      });

    for (const bytes of [2 ** 32, 2 ** 33, 2 ** 53, Infinity])
      it(`refuses ${bytes} bytes with TOO_LARGE`, () => {
        expect(unchanged(() => allocator.allocate(bytes, 8))).to.equal(TOO_LARGE);
      });

    for (const alignment of BAD_ALIGNMENTS)
      it(`refuses an alignment of ${shown(alignment)} with BAD_ALIGNMENT`, () => {
        expect(unchanged(() => allocator.allocate(8, alignment))).to.equal(BAD_ALIGNMENT);
      });

    it('refuses to free what it never handed out', () => {
      allocator.allocate(32, 8);
      for (const address of BAD_ADDRESSES) {
        const answer = unchanged(() => allocator.free(address, 32));
        expect(answer).to.equal(NOT_HELD, shown(address));
        expect(unchanged(() => allocator.resize(address, 32, 16))).to.equal(NOT_HELD);
      }
    });

    if (knowsBlocks) {
      it('refuses to free twice, with another size, or inside a block', () => {
        const address = allocator.allocate(100, 8);
        const kept = allocator.allocate(100, 8);
        expect(unchanged(() => allocator.free(address + 8, 100))).to.equal(NOT_HELD);
        expect(unchanged(() => allocator.free(address, 5000))).to.equal(WRONG_SIZE);
        expect(unchanged(() => allocator.resize(address, 5000, 10))).to.equal(WRONG_SIZE);
        expect(allocator.free(address, 100)).to.equal(0);
        expect(unchanged(() => allocator.free(address, 100))).to.be.oneOf([ALREADY_FREE, NOT_HELD]);
        expect(allocator.free(kept, 100)).to.equal(0);
        expect(allocator.stats()).to.include({ used: 0, blocks: 0 });
      });

      it("refuses a block of another allocator's", () => {
        const other = open();
        for (let count = 0; count < 50; count++) other.allocate(3000, 8);
        const foreign = other.allocate(3000, 8);
        allocator.allocate(3000, 8);
        expect(unchanged(() => allocator.free(foreign, 3000))).to.be.lessThan(0);
      });
    }

    it('finds every mistake on the checked path, with a typed error', () => {
      const safe = checked(allocator);
      const address = safe.allocate(100);
      const kept = safe.allocate(100);
      const before = allocator.stats();
      const refused = (call: () => void, code: string): void => {
        expect(call).to.throw(AllocatorError).that.includes({ code });
        expect(allocator.stats()).to.deep.equal(before);
      };
      refused(() => safe.free(address, 99), 'WRONG_SIZE');
      refused(() => safe.free(address + 8, 92), 'NOT_HELD');
      refused(() => safe.resize(address, 99, 10), 'WRONG_SIZE');
      refused(() => safe.allocate(NaN), 'BAD_SIZE');
      refused(() => safe.allocate(8, 3), 'BAD_ALIGNMENT');
      refused(() => safe.allocate(2 ** 40), 'TOO_LARGE');
      safe.free(address, 100);
      expect(() => safe.free(address, 100))
        .to.throw(AllocatorError)
        .that.includes({ code: 'ALREADY_FREE' });
      safe.free(kept, 100);
      expect(safe.stats()).to.include({ used: 0, blocks: 0 });
    });
  });

describe('the codes of the raw path', () => {
  it('have names, and nothing else has', () => {
    expect(codeName(BAD_ALIGNMENT)).to.equal('BAD_ALIGNMENT');
    expect(codeName(WRONG_SIZE)).to.equal('WRONG_SIZE');
    for (const code of [0, 1, -13, NaN]) expect(() => codeName(code)).to.throw(BadRequestError);
  });
});
