import { expect } from 'chai';
import {
  AddressSpace,
  BadRequestError,
  LimitedPages,
  MIB,
  PAGE_BYTES,
  SpacePages,
} from '../../src/memory/index.ts';
import type { PageIndex } from '../../src/memory/brands.ts';

const LIMIT = 10;

describe('LimitedPages', () => {
  let pages: LimitedPages;

  beforeEach(() => {
    const space = new AddressSpace({ reserve: 2 * MIB });
    pages = new LimitedPages(new SpacePages(space, 'spec'), LIMIT * PAGE_BYTES + PAGE_BYTES - 1);
  });

  it('hands out as many pages as its limit has, and not one more', () => {
    expect(pages.acquire(LIMIT + 1, 1)).to.equal(0);
    const start = pages.acquire(LIMIT - 1, 1);
    expect(start).not.to.equal(0);
    expect(pages.acquire(2, 1)).to.equal(0);
    expect(pages.acquire(1, 1)).not.to.equal(0);
    expect(pages.acquire(1, 1)).to.equal(0);
    expect([pages.used, pages.peak]).to.deep.equal([LIMIT * PAGE_BYTES, LIMIT * PAGE_BYTES]);
    pages.release(start, LIMIT - 1);
    expect([pages.used, pages.peak]).to.deep.equal([PAGE_BYTES, LIMIT * PAGE_BYTES]);
  });

  it('takes pages in place up to its limit, and not one more', () => {
    const start = pages.acquire(LIMIT - 1, 1);
    const end = (start + LIMIT - 1) as PageIndex;
    expect(pages.acquireAt(end, 2)).to.equal(false);
    expect(pages.acquireAt(end, 1)).to.equal(true);
    expect(pages.acquireAt((end + 1) as PageIndex, 1)).to.equal(false);
    expect(pages.used).to.equal(LIMIT * PAGE_BYTES);
  });

  it('counts nothing for what the source below refuses', () => {
    const start = pages.acquire(2, 1);
    expect(pages.acquireAt((start + 1) as PageIndex, 1)).to.equal(false);
    expect(pages.acquire(1, 1024)).to.equal(0);
    expect(pages.used).to.equal(2 * PAGE_BYTES);
  });

  it('says how much more has room', () => {
    expect(pages.hasRoom(LIMIT * PAGE_BYTES)).to.equal(true);
    expect(pages.hasRoom(LIMIT * PAGE_BYTES + 1)).to.equal(false);
  });

  it('is refused with a limit of less than a page', () => {
    for (const limit of [PAGE_BYTES - 1, 0, -1, NaN])
      expect(() => new LimitedPages(pages, limit)).to.throw(BadRequestError, String(limit));
  });
});
