import { expect } from 'chai';
import fc from 'fast-check';
import { BadRequestError, type OwnerId, type PageIndex, PageMap } from '../../src/index.ts';
import { MAX_RUN_PAGES, PAGES_PER_MEGABLOCK } from '../../src/memory/units.ts';

const MEGABLOCKS = 3;
const PAGES = MEGABLOCKS * PAGES_PER_MEGABLOCK - 100;

/** The naive model: one owner a page, searched page by page. */
class NaiveMap {
  readonly owners: number[];

  constructor(pages: number) {
    this.owners = new Array<number>(pages).fill(0);
    this.owners[0] = 1;
  }

  acquire(pages: number, alignment: number, owner: number): number {
    for (let start = alignment; start + pages <= this.owners.length; start += alignment)
      if (this.owners.slice(start, start + pages).every((holder) => holder === 0)) {
        this.owners.fill(owner, start, start + pages);
        return start;
      }
    return 0;
  }

  release(start: number, pages: number): void {
    this.owners.fill(0, start, start + pages);
  }

  longestFreeRun(): number {
    let longest = 0;
    let run = 0;
    for (const owner of this.owners) {
      run = owner === 0 ? run + 1 : 0;
      longest = Math.max(longest, run);
    }
    return longest;
  }
}

function expectSame(map: PageMap, model: NaiveMap): void {
  const free = model.owners.filter((owner) => owner === 0).length;
  expect(map.stats()).to.include({ freePages: free, longestFreeRun: model.longestFreeRun() });
  expect(model.owners.map((_, page) => map.ownerOf(page) as number)).to.deep.equal(model.owners);
}

describe('PageMap', () => {
  let map: PageMap;
  let owner: OwnerId;

  beforeEach(() => {
    map = new PageMap(PAGES);
    owner = map.register('spec');
  });

  it('never hands out page 0', () => {
    expect(map.acquire(1, 1, owner)).to.equal(1);
    expect(map.nameOf(map.ownerOf(0))).to.equal('the null page');
  });

  it('hands out the lowest run that is long enough, across megablocks', () => {
    const long = PAGES_PER_MEGABLOCK + 7;
    expect(map.acquire(PAGES_PER_MEGABLOCK - 3, 1, owner)).to.equal(1);
    expect(map.acquire(long, 1, owner)).to.equal(PAGES_PER_MEGABLOCK - 2);
    expect(map.acquire(1, 1, owner)).to.equal(PAGES_PER_MEGABLOCK - 2 + long);
  });

  it('aligns a run, and uses an aligned hole that fits exactly', () => {
    expect(map.acquire(1, 1, owner)).to.equal(1);
    const first = map.acquire(8, 8, owner);
    const second = map.acquire(8, 8, owner);
    expect([first, second]).to.deep.equal([8, 16]);
    map.release(first, 8, owner);
    expect(map.acquire(8, 8, owner)).to.equal(8);
  });

  it('frees any part of a run', () => {
    const start = map.acquire(100, 1, owner);
    map.release((start + 10) as typeof start, 5, owner);
    expect(map.ownerOf(start + 9)).to.equal(owner);
    expect(map.ownerOf(start + 10)).to.equal(0);
    expect(map.acquire(5, 1, owner)).to.equal(start + 10);
  });

  it('returns 0 when no run is long enough, and stays as it was', () => {
    map.acquire(PAGES - 10, 1, owner);
    const before = map.stats();
    expect(map.acquire(10, 1, owner)).to.equal(0);
    expect(map.stats()).to.deep.equal(before);
    expect(map.acquire(9, 1, owner)).to.be.greaterThan(0);
  });

  for (const pages of [0, -1, 1.5, NaN, Infinity, MAX_RUN_PAGES + 1])
    it(`refuses a run of ${pages} pages`, () => {
      const before = map.stats();
      expect(() => map.acquire(pages, 1, owner)).to.throw(
        BadRequestError,
        `pages is ${pages}; it must be a whole number of pages from 1 to ${MAX_RUN_PAGES}`,
      );
      expect(map.stats()).to.deep.equal(before);
    });

  for (const alignment of [0, -2, 3, 1.5, NaN, Infinity, 2 ** 32])
    it(`refuses an alignment to ${alignment} pages`, () => {
      const before = map.stats();
      expect(() => map.acquire(1, alignment, owner)).to.throw(BadRequestError, `${alignment}`);
      expect(map.stats()).to.deep.equal(before);
    });

  describe('takes pages in a certain place', () => {
    it('only where all of them are free, up to the end of the space', () => {
      const start = map.acquire(4, 1, owner);
      const behind = (start + 4) as PageIndex;
      expect(map.acquireAt(behind, 3, owner)).to.equal(true);
      expect(map.acquireAt(behind, 3, owner)).to.equal(false);
      expect(map.acquireAt((PAGES - 2) as PageIndex, 3, owner)).to.equal(false);
      expect(map.acquireAt(PAGES as PageIndex, 1, owner)).to.equal(false);
      expect(map.acquireAt((behind + 3) as PageIndex, MAX_RUN_PAGES + 1, owner)).to.equal(false);
      expect(map.acquireAt((PAGES - 3) as PageIndex, 3, owner)).to.equal(true);
      expect(map.stats().heldPages).to.equal(11);
    });

    it('not when the map is closed', () => {
      map.close();
      expect(map.acquireAt(5 as PageIndex, 1, owner)).to.equal(false);
    });

    for (const start of [0, -1, PAGES + 1, 1.5, NaN, Infinity, '5', null, undefined, {}, [5]])
      it(`that is not ${String(start)}`, () => {
        const before = map.stats();
        expect(() => map.acquireAt(start as PageIndex, 1, owner)).to.throw(
          BadRequestError,
          'acquireAt: start is',
        );
        expect(() => map.release(start as PageIndex, 1, owner)).to.throw(BadRequestError);
        expect(map.stats()).to.deep.equal(before);
      });

    for (const pages of [0, -1, 1.5, NaN, Infinity, '1', null, undefined, {}])
      it(`that are not ${String(pages)} pages`, () => {
        const before = map.stats();
        const start = 5 as PageIndex;
        expect(() => map.acquireAt(start, pages as number, owner)).to.throw(BadRequestError);
        expect(() => map.release(start, pages as number, owner)).to.throw(BadRequestError);
        expect(map.stats()).to.deep.equal(before);
      });
  });

  for (const pages of [0, 1, -5, 2.5, NaN, Infinity, 2 ** 20 + 1, '512', null])
    it(`is not made of ${String(pages)} pages`, () => {
      expect(() => new PageMap(pages as number)).to.throw(BadRequestError, 'PageMap: pages is');
    });

  for (const name of [undefined, null, 5, {}])
    it(`registers nobody whose name is ${String(name)}`, () => {
      expect(() => map.register(name as unknown as string)).to.throw(BadRequestError, 'a string');
    });

  it('hands out 256 MiB in one run', () => {
    const large = new PageMap(MAX_RUN_PAGES + 2);
    const holder = large.register('spec');
    expect(large.acquire(MAX_RUN_PAGES, 1, holder)).to.equal(1);
    large.release(1 as never, MAX_RUN_PAGES, holder);
    expect(large.stats().longestFreeRun).to.equal(MAX_RUN_PAGES + 1);
  });

  it('refuses to free what the owner does not hold, and changes nothing', () => {
    const other = map.register('other');
    const start = map.acquire(4, 1, owner);
    const before = map.stats();
    expect(() => map.release(start, 4, other)).to.throw(BadRequestError, 'held by spec');
    expect(() => map.release(start, 5, owner)).to.throw(BadRequestError, 'held by nobody');
    expect(() => map.release(0 as never, 1, owner)).to.throw(BadRequestError);
    expect(() => map.release((PAGES - 1) as never, 2, owner)).to.throw(BadRequestError);
    expect(map.stats()).to.deep.equal(before);
    expect(map.ownerOf(start)).to.equal(owner);
  });

  it('tells pages that were never held from those that were', () => {
    expect(map.pristineFrom).to.equal(1);
    const start = map.acquire(4, 1, owner);
    map.release(start, 4, owner);
    expect(map.pristineFrom).to.equal(5);
  });

  describe('has a tail', () => {
    it('of the last pages, once and for good, that moves nothing else', () => {
      map.acquire(4, 1, owner);
      const tail = map.acquireLast(10, owner);
      expect(tail).to.equal(PAGES - 10);
      expect(map.pristineFrom).to.equal(5);
      expect(map.stats()).to.include({
        touchedPages: 15,
        heldPages: 15,
        freePages: PAGES - 15,
        longestFreeRun: PAGES - 15,
      });
      expect(map.acquireLast(1, owner)).to.equal(0);
      for (const [start, pages] of [
        [tail, 10],
        [tail, 1],
        [PAGES - 1, 1],
        [tail - 1, 2],
      ] as const)
        expect(() => map.release(start as never, pages, owner)).to.throw(
          BadRequestError,
          /held for good/,
        );
      expect(map.ownerOf(tail)).to.equal(owner);
    });

    it('that no other run reaches into', () => {
      const tail = map.acquireLast(PAGES_PER_MEGABLOCK + 5, owner);
      const starts: number[] = [];
      for (let start = map.acquire(1, 1, owner); start !== 0; start = map.acquire(1, 1, owner))
        starts.push(start);
      expect(starts.at(-1)).to.equal(tail - 1);
      expect(map.acquireAt(tail, 1, owner)).to.equal(false);
      expect(map.stats()).to.include({ freePages: 0, touchedPages: PAGES, longestFreeRun: 0 });
    });

    it('only where all of it is free', () => {
      const last = map.acquireAt((PAGES - 3) as never, 1, owner);
      expect(last).to.equal(true);
      expect(map.acquireLast(3, owner)).to.equal(0);
      expect(map.acquireLast(2, owner)).to.equal(PAGES - 2);
    });

    it('where pages were held before, which still count as such', () => {
      map.acquireAt((PAGES - 6) as never, 6, owner);
      map.release((PAGES - 6) as never, 6, owner);
      map.acquireLast(4, owner);
      expect(map.pristineFrom).to.equal(PAGES);
      expect(map.stats().touchedPages).to.equal(PAGES);
      map.forgetFreePages();
      expect(map.pristineFrom).to.equal(1);
      expect(map.stats().touchedPages).to.equal(5);
    });

    for (const pages of [0, -1, 1.5, NaN, Infinity, PAGES, '3', null])
      it(`but not of ${String(pages)} pages`, () => {
        expect(() => map.acquireLast(pages as number, owner)).to.throw(BadRequestError);
        expect(map.stats().heldPages).to.equal(1);
      });
  });

  it('does as the naive model does, for random requests', () => {
    const request = fc.record({
      isRelease: fc.boolean(),
      pages: fc.oneof(
        fc.integer({ min: 1, max: 40 }),
        fc.integer({ min: 1, max: PAGES_PER_MEGABLOCK * 2 }),
      ),
      alignment: fc.constantFrom(1, 1, 2, 8, 64),
      part: fc.double({ min: 0, max: 1, noNaN: true }),
      pick: fc.nat(),
    });
    fc.assert(
      fc.property(fc.array(request, { maxLength: 60 }), (requests) => {
        const map = new PageMap(PAGES);
        const owner = map.register('spec');
        const model = new NaiveMap(PAGES);
        const held: { start: number; pages: number }[] = [];
        for (const { isRelease, pages, alignment, part, pick } of requests) {
          if (isRelease && held.length > 0) {
            const [run] = held.splice(pick % held.length, 1);
            const cut = Math.min(run!.pages - 1, Math.floor(part * run!.pages));
            const freed = run!.pages - cut;
            map.release((run!.start + cut) as never, freed, owner);
            model.release(run!.start + cut, freed);
            if (cut > 0) held.push({ start: run!.start, pages: cut });
          } else {
            const start = map.acquire(pages, alignment, owner);
            expect(start).to.equal(model.acquire(pages, alignment, owner));
            if (start !== 0) held.push({ start, pages });
          }
        }
        expectSame(map, model);
      }),
      { numRuns: 150 },
    );
  });
});
