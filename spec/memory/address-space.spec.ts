import { expect } from 'chai';
import {
  AddressSpace,
  BadRequestError,
  OutOfMemoryError,
  SpacePages,
  LimitedPages,
} from '../../src/index.ts';
import { GIB, MIB, PAGE_BYTES } from '../../src/memory/units.ts';

describe('AddressSpace', () => {
  it('reserves 1 GiB unless told otherwise', () => {
    expect(new AddressSpace().reserved).to.equal(GIB);
  });

  it('reserves up to 4 GiB, all of it readable and writable', () => {
    const space = new AddressSpace({ reserve: 4 * GIB });
    expect(space.reserved).to.equal(4 * GIB);
    const last = (4 * GIB) / 4 - 1;
    space.words[last] = 42;
    expect(space.words[last]).to.equal(42);
    expect(space.bytes.length).to.equal(4 * GIB);
  });

  it('rounds up to whole megablocks', () => {
    expect(new AddressSpace({ reserve: 2 * MIB + 1 }).reserved).to.equal(4 * MIB);
  });

  for (const reserve of [0, -1, NaN, 1.5, MIB, 4 * GIB + 1])
    it(`refuses to reserve ${reserve} bytes`, () => {
      expect(() => new AddressSpace({ reserve })).to.throw(BadRequestError, String(reserve));
    });

  it('has views that show the same bytes', () => {
    const space = new AddressSpace({ reserve: 2 * MIB });
    space.words[1024] = 0x01020304;
    expect([...space.bytes.subarray(4096, 4100)]).to.deep.equal([4, 3, 2, 1]);
    expect(space.halves[2048]).to.equal(0x0304);
  });

  it('hands out zeroed runs, also where something else lay before', () => {
    const space = new AddressSpace({ reserve: 2 * MIB });
    const owner = space.pages.register('spec');
    const first = space.reserveRun(3 * PAGE_BYTES, owner);
    space.bytes.fill(255, first, first + 3 * PAGE_BYTES);
    space.releaseRun(first, 3 * PAGE_BYTES, owner);
    const second = space.reserveRun(5 * PAGE_BYTES, owner);
    expect(second).to.equal(first);
    expect(
      space.bytes.subarray(second, second + 5 * PAGE_BYTES).every((byte) => byte === 0),
    ).to.equal(true);
  });

  it('says what was asked and what there was when it is full', () => {
    const space = new AddressSpace({ reserve: 2 * MIB });
    const owner = space.pages.register('spec');
    try {
      space.reserveRun(3 * MIB, owner);
      expect.fail('3 MiB of 2 were handed out');
    } catch (error) {
      expect(error).to.be.instanceOf(OutOfMemoryError);
      expect(error).to.include({
        code: 'OUT_OF_MEMORY',
        asked: 3 * MIB,
        free: 2 * MIB - PAGE_BYTES,
      });
    }
  });

  it('keeps one part of a kind, made on first use', () => {
    class Part {}
    const space = new AddressSpace({ reserve: 2 * MIB });
    const part = space.part(Part, () => new Part());
    expect(space.part(Part, () => new Part())).to.equal(part);
  });
});

describe('LimitedPages', () => {
  it('counts exactly, also after a request that failed', () => {
    const space = new AddressSpace({ reserve: 4 * MIB });
    const pages = new LimitedPages(new SpacePages(space, 'spec'), 64 * PAGE_BYTES);
    const first = pages.acquire(32, 1);
    expect(pages.used).to.equal(32 * PAGE_BYTES);
    expect(pages.acquire(33, 1)).to.equal(0);
    expect(pages.used).to.equal(32 * PAGE_BYTES);
    const second = pages.acquire(32, 1);
    expect(pages.acquire(1, 1)).to.equal(0);
    expect(pages.hasRoom(1)).to.equal(false);
    pages.release(first, 32);
    pages.release(second, 32);
    expect({ used: pages.used, peak: pages.peak }).to.deep.equal({
      used: 0,
      peak: 64 * PAGE_BYTES,
    });
  });

  it('does not count what the source under it could not give', () => {
    const space = new AddressSpace({ reserve: 2 * MIB });
    const pages = new LimitedPages(new SpacePages(space, 'spec'), 1 << 30);
    expect(pages.acquire(600, 1)).to.equal(0);
    expect(pages.used).to.equal(0);
  });

  it('refuses a limit below one page', () => {
    const space = new AddressSpace({ reserve: 2 * MIB });
    const pages = new SpacePages(space, 'spec');
    for (const limit of [0, -1, NaN, 4095])
      expect(() => new LimitedPages(pages, limit)).to.throw(BadRequestError);
  });
});
