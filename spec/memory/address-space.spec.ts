import { expect } from 'chai';
import {
  AddressSpace,
  BadRequestError,
  LimitedPages,
  OutOfMemoryError,
  ReenteredError,
  ReservationError,
  SpaceInUseError,
  SpacePages,
} from '../../src/memory/index.ts';
import { GIB, MIB, PAGE_BYTES } from '../../src/memory/units.ts';
import { whileNothingCanBeReserved } from '../support/scarce-memory.ts';
import { thrownBy } from '../support/thrown.ts';

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

  for (const options of [{ reserve: '2097152' }, { reserve: null }, { reserve: [MIB * 2] }])
    it(`refuses ${JSON.stringify(options)}`, () => {
      expect(() => new AddressSpace(options as never)).to.throw(
        BadRequestError,
        'it must be a whole number of bytes from 2097152 to 4294967296 (default 1073741824)',
      );
    });

  for (const options of [null, 2 * MIB, '2m', [], () => 1])
    it(`refuses ${String(options)} in place of options`, () => {
      expect(() => new AddressSpace(options as never)).to.throw(BadRequestError, 'options are');
    });

  it('refuses an option that there is not, and names the nearest', () => {
    expect(() => new AddressSpace({ reserved: 2 * MIB } as never)).to.throw(
      BadRequestError,
      "there is no option 'reserved'; did you mean 'reserve'?",
    );
  });

  it('refuses runs that can be none', () => {
    const space = new AddressSpace({ reserve: 2 * MIB });
    const owner = space.pages.register('spec');
    const run = space.reserveRun(3 * PAGE_BYTES, owner);
    const before = space.pages.stats();
    for (const bytes of [0, -1, 1.5, NaN, Infinity, '4096', null] as number[]) {
      expect(() => space.reserveRun(bytes, owner)).to.throw(BadRequestError, 'bytes');
      expect(() => space.releaseRun(run, bytes, owner)).to.throw(BadRequestError, 'bytes');
    }
    for (const address of [
      run + 1,
      -run,
      NaN,
      '4096',
      null,
      run + PAGE_BYTES * 2,
    ] as (typeof run)[])
      expect(() => space.releaseRun(address, 2 * PAGE_BYTES, owner)).to.throw(BadRequestError);
    expect(space.pages.stats()).to.deep.equal(before);
  });

  for (const given of [undefined, null, 5, 'f', {}])
    it(`calls nobody back by ${String(given)}`, () => {
      const space = new AddressSpace({ reserve: 2 * MIB });
      const call = given as never;
      for (const register of [
        () => space.onScarcity(call),
        () => space.onTrim(call),
        () => space.followViews(call),
        () => space.onViewsChanged(call),
      ])
        expect(register).to.throw(BadRequestError, 'a function');
      expect(() => space.lock(given === 'f' ? (5 as never) : call)).to.throw(BadRequestError);
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

  it('says that the engine could not reserve it', () => {
    const error = whileNothingCanBeReserved(() => thrownBy(() => new AddressSpace()));
    expect(error).to.be.instanceOf(ReservationError);
    expect(error).to.include({ code: 'CANNOT_RESERVE', asked: GIB });
    expect((error as Error).message).to.contain('ulimit -v');
  });

  describe('has a tail', () => {
    it('of zeroed pages at its end', () => {
      const space = new AddressSpace({ reserve: 2 * MIB });
      const owner = space.pages.register('spec');
      const dirty = space.reserveRun(MIB + MIB / 2, owner);
      space.bytes.fill(255, dirty, dirty + MIB + MIB / 2);
      space.releaseRun(dirty, MIB + MIB / 2, owner);
      const tail = space.reserveTail(MIB - 1, owner);
      expect(tail).to.equal(MIB);
      expect(space.bytes.subarray(tail).every((byte) => byte === 0)).to.equal(true);
    });

    it('that is refused where somebody holds the end, by name', () => {
      const space = new AddressSpace({ reserve: 2 * MIB });
      space.reserveTail(5 * PAGE_BYTES, space.pages.register('the first'));
      expect(() => space.reserveTail(1, space.pages.register('the second'))).to.throw(
        OutOfMemoryError,
        'Page 511, at the end of the space, is held by the first.',
      );
    });

    it('for which spare pages are given up', () => {
      const space = new AddressSpace({ reserve: 2 * MIB });
      const owner = space.pages.register('spare');
      const last = (2 * MIB) / PAGE_BYTES - 1;
      space.pages.acquireAt(last as never, 1, owner);
      space.onScarcity(() => {
        space.pages.release(last as never, 1, owner);
        return true;
      });
      expect(space.reserveTail(1, space.pages.register('tables'))).to.equal(last * PAGE_BYTES);
    });

    for (const bytes of [0, -1, 1.5, NaN, 2 * MIB, '4096', null])
      it(`but not of ${String(bytes)} bytes`, () => {
        const space = new AddressSpace({ reserve: 2 * MIB });
        const owner = space.pages.register('spec');
        expect(() => space.reserveTail(bytes as number, owner)).to.throw(BadRequestError, 'bytes');
      });
  });

  describe('is locked', () => {
    it('by one at a time, who is named', () => {
      const space = new AddressSpace({ reserve: 2 * MIB });
      expect(space.lockedBy).to.equal(undefined);
      space.lock('a collection of A');
      expect(space.lockedBy).to.equal('a collection of A');
      expect(() => space.lock('a collection of B')).to.throw(
        ReenteredError,
        'a lock by a collection of B was called during a collection of A',
      );
      expect(space.lockedBy).to.equal('a collection of A');
      space.unlock();
      space.lock('a collection of B');
      space.unlock();
    });

    it('against trim and close, before anything has changed', () => {
      const space = new AddressSpace({ reserve: 2 * MIB });
      const { words } = space;
      let told = 0;
      space.onViewsChanged(() => told++);
      space.lock('a collection of A');
      expect(() => space.trim()).to.throw(ReenteredError, 'during a collection of A');
      expect(() => space.close()).to.throw(ReenteredError, 'during a collection of A');
      expect([space.words === words, told, space.isClosed]).to.deep.equal([true, 0, false]);
      space.unlock();
      space.trim();
      space.close();
      expect([told, space.isClosed]).to.deep.equal([1, true]);
    });
  });

  describe('when pages are scarce', () => {
    const full = (space: AddressSpace): { hoard: () => boolean; fail: () => never } => {
      const owner = space.pages.register('hoarder');
      let page = space.pages.acquire(511, 1, owner);
      return {
        hoard: () => {
          if (page === 0) return false;
          space.pages.release(page, 511, owner);
          page = 0 as typeof page;
          return true;
        },
        fail: () => {
          throw new Error('the host');
        },
      };
    };

    for (const order of ['before', 'after'])
      it(`asks all who keep some, also one that throws ${order} the others`, () => {
        const space = new AddressSpace({ reserve: 2 * MIB });
        const { hoard, fail } = full(space);
        for (const call of order === 'before' ? [fail, hoard] : [hoard, fail])
          space.onScarcity(call);
        expect(new SpacePages(space, 'asker').acquire(100, 1)).to.be.greaterThan(0);
      });

    it('says that there is no room, whatever those who keep some throw', () => {
      const space = new AddressSpace({ reserve: 2 * MIB });
      const { fail } = full(space);
      space.onScarcity(fail);
      const asker = new SpacePages(space, 'asker');
      expect(asker.acquire(100, 1)).to.equal(0);
      expect(() => space.reserveRun(MIB, asker.owner)).to.throw(OutOfMemoryError);
    });

    it('is not entered again by one who asks for pages in order to give some up', () => {
      const space = new AddressSpace({ reserve: 2 * MIB });
      const { hoard } = full(space);
      const asker = new SpacePages(space, 'asker');
      space.onScarcity(() => asker.acquire(1, 1) !== 0 || hoard());
      expect(asker.acquire(100, 1)).to.be.greaterThan(0);
    });

    it('keeps the second registration of a function when the first is taken back', () => {
      const space = new AddressSpace({ reserve: 2 * MIB });
      const { hoard } = full(space);
      const leave = space.onScarcity(hoard);
      space.onScarcity(hoard);
      leave();
      leave();
      expect(space.relieve()).to.equal(true);
      expect(space.relieve()).to.equal(false);
    });
  });

  it('is not closed while somebody who has the name of a table holds pages', () => {
    const space = new AddressSpace({ reserve: 2 * MIB });
    space.reserveTail(1, space.registerTable('arena table'));
    const owner = space.pages.register('arena table');
    const run = space.reserveRun(1, owner);
    expect(() => space.close()).to.throw(SpaceInUseError, 'arena table (1)');
    space.releaseRun(run, 1, owner);
    space.close();
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
