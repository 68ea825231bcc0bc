import { expect } from 'chai';
import {
  AddressSpace,
  BadRequestError,
  IdentifiersUsedUpError,
  LimitedPages,
  type OwnerId,
  PageMap,
  type PageSource,
  SpacePages,
} from '../../src/memory/index.ts';
import { FailingPages, FailurePlan, LoggingPages } from '../../src/alloc/index.ts';
import { SparePages } from '../../src/memory/spare-pages.ts';
import { MIB } from '../../src/memory/units.ts';

describe('owners of pages', () => {
  let map: PageMap;

  beforeEach(() => {
    map = new PageMap(1024);
  });

  it('come and go without end', () => {
    for (let count = 0; count < 200_000; count++) {
      const owner = map.register('passing');
      map.release(map.acquire(2, 1, owner), 2, owner);
      map.unregister(owner);
    }
    expect(map.holders()).to.deep.equal([]);
  });

  it('are 65,534 at once beside that of page 0, and one more when one goes', () => {
    const owners: OwnerId[] = [];
    expect(() => {
      for (;;) owners.push(map.register('many'));
    }).to.throw(IdentifiersUsedUpError);
    expect(owners.length).to.equal(65_534);
    map.unregister(owners[777]!);
    const next = map.register('next');
    expect(map.nameOf(next)).to.equal('next');
    expect(() => map.register('one too many')).to.throw(IdentifiersUsedUpError);
  });

  it('stay while they hold pages', () => {
    const owner = map.register('holder');
    const start = map.acquire(3, 1, owner);
    expect(() => map.unregister(owner)).to.throw(BadRequestError, 'holder holds 3 pages');
    map.release(start, 2, owner);
    expect(() => map.unregister(owner)).to.throw(BadRequestError, 'holder holds 1 pages');
    expect(map.nameOf(owner)).to.equal('holder');
    map.release((start + 2) as typeof start, 1, owner);
    map.unregister(owner);
    expect(map.nameOf(owner)).to.equal('');
  });

  it('that are gone are not taken for those who have their number now', () => {
    const gone = map.register('gone');
    map.unregister(gone);
    const heir = map.register('heir');
    const start = map.acquire(4, 1, heir);
    const before = map.stats();
    expect(() => map.release(start, 4, gone)).to.throw(BadRequestError, 'not registered');
    expect(() => map.acquire(1, 1, gone)).to.throw(BadRequestError, 'not registered');
    expect(() => map.acquireAt((start + 4) as typeof start, 1, gone)).to.throw(BadRequestError);
    expect(() => map.acquireLast(1, gone)).to.throw(BadRequestError, 'not registered');
    expect(() => map.unregister(gone)).to.throw(BadRequestError, 'not registered');
    expect(map.nameOf(gone)).to.equal('');
    expect(map.ownerOf(start)).to.equal(heir);
    expect(map.stats()).to.deep.equal(before);
  });

  for (const owner of [0, -0, -1, 2, 1.5, NaN, Infinity, 65_537, 2 ** 40, '1', null, undefined, {}])
    it(`are not ${String(owner)}`, () => {
      const given = owner as OwnerId;
      expect(() => map.acquire(1, 1, given)).to.throw(BadRequestError, 'not registered');
      expect(() => map.release(1 as never, 1, given)).to.throw(BadRequestError, 'not registered');
      expect(() => map.unregister(given)).to.throw(BadRequestError, 'not registered');
      expect(map.stats().heldPages).to.equal(1);
    });

  it('are reported with what they hold, but for page 0', () => {
    const [one, two] = [map.register('same name'), map.register('same name')];
    map.acquire(5, 1, one);
    map.acquireLast(7, two);
    expect(map.holders()).to.deep.equal([
      { name: 'same name', pages: 5 },
      { name: 'same name', pages: 7 },
    ]);
    expect(map.holders(new Set([two]))).to.deep.equal([{ name: 'same name', pages: 5 }]);
    expect(() => map.unregister(map.ownerOf(0))).to.throw(BadRequestError, 'the null page');
  });
});

describe('a page source that is closed', () => {
  const wrap: Record<string, (inner: PageSource) => PageSource> = {
    SpacePages: (inner) => inner,
    LimitedPages: (inner) => new LimitedPages(inner, MIB),
    SparePages: (inner) => new SparePages(inner, 8, 256),
    FailingPages: (inner) => new FailingPages(inner, new FailurePlan(Infinity)),
    LoggingPages: (inner) => new LoggingPages(inner, () => undefined),
  };
  for (const [name, open] of Object.entries(wrap))
    it(`gives its owner's number back (${name})`, () => {
      const space = new AddressSpace({ reserve: 2 * MIB });
      const source = open(new SpacePages(space, 'source'));
      const page = source.acquire(3, 1);
      expect(() => source.close!()).to.throw(BadRequestError, 'source holds 3 pages');
      source.release(page, 3);
      source.close!();
      source.close!();
      expect(space.pages.nameOf(source.owner)).to.equal('');
      expect(() => source.acquire(1, 1)).to.throw(BadRequestError, 'not registered');
    });

  it('gives back first what it kept (SparePages)', () => {
    const space = new AddressSpace({ reserve: 2 * MIB });
    const source = new SparePages(new SpacePages(space, 'source'), 8, 256);
    source.keep(MIB);
    source.release(source.acquire(8, 8), 8);
    source.close();
    expect(space.holders()).to.deep.equal([]);
  });
});
