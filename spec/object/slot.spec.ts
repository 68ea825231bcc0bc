import { expect } from 'chai';
import { GRANULE_BYTES } from '../../src/object/header.ts';
import {
  addressOf,
  integerOf,
  integerWord,
  isInteger,
  isRef,
  isRefOrNull,
  MAX_INTEGER,
  MIN_INTEGER,
  refAt,
  TAG_MASK,
} from '../../src/object/slot.ts';

describe('a slot word', () => {
  it('has its tag in the bits that are 0 in the address of a granule', () => {
    expect(TAG_MASK).to.equal(GRANULE_BYTES - 1);
  });

  it('is a reference, with the address of its object, up to the end of 4 GiB', () => {
    for (const address of [GRANULE_BYTES, 0x7ffffff8, 0x80000000, 0xfffffff8]) {
      const ref = refAt(address);
      expect([ref | 0, addressOf(ref)]).to.deep.equal([ref, address]);
      expect([isRef(ref), isRefOrNull(ref), isInteger(ref)]).to.deep.equal([true, true, false]);
    }
  });

  it('is an integer of 31 bits', () => {
    for (const value of [0, 1, -1, 4, MIN_INTEGER, MAX_INTEGER]) {
      const word = integerWord(value);
      expect(integerOf(word)).to.equal(value);
      expect([isInteger(word), isRef(word)]).to.deep.equal([true, false]);
    }
  });

  it('is null where it is 0, and one of the host’s where it is odd and no reference', () => {
    expect([isRef(0), isRefOrNull(0)]).to.deep.equal([false, true]);
    for (const word of [3, 5, 7, -1])
      expect([isRef(word), isRefOrNull(word), isInteger(word)]).to.deep.equal([
        false,
        false,
        false,
      ]);
  });
});
