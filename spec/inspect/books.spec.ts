import { expect } from 'chai';
import { addressOf, type Ref } from '../../src/index.ts';
import {
  ARENA_BYTES,
  ENTRY_NEXT,
  LARGE_BYTES,
  LARGE_NEXT,
  LARGE_PREFIX_BYTES,
  REGION_CURSOR,
  REGION_END,
  REGION_RECYCLABLE,
  REGION_START,
} from '../../src/arena/geometry.ts';
import { SideTables } from '../../src/inspect/side-tables.ts';
import type { VerifierParts } from '../../src/inspect/parts.ts';
import { verify } from '../../src/inspect/verify.ts';
import { PINNED, RECORD_LIMIT, RECORD_MASK } from '../../src/object/header.ts';
import { KIB, PAGE_BYTES } from '../../src/memory/units.ts';
import { arenaOf, corruptionOf, openPlane, type Plane, withChanged } from './support.ts';

/** With pairs in several arenas, after a collection and before it. */
function openArenas(): Plane & { readonly tables: SideTables } {
  const opened = openPlane({}, 8000);
  opened.plane.collect('request', 'full');
  for (let i = 0; i < 100; i++) opened.plane.allocate(opened.layout, 16);
  verify(opened.plane);
  expect(opened.plane.arenas.count).to.be.above(2);
  return { ...opened, tables: new SideTables(opened.space) };
}

/** With two large objects; the addresses of their pages. */
function openLarges(): Plane & { readonly pages: readonly number[] } {
  const opened = openPlane();
  const text = opened.plane.layouts.register('Text', 0).id;
  const pages = [50 * KIB, 9 * KIB].map((bytes) => {
    const { ref } = opened.plane.roots.root(opened.plane.allocate(text, bytes));
    return addressOf(ref) - LARGE_PREFIX_BYTES;
  });
  verify(opened.plane);
  return { ...opened, pages };
}

describe('verify, of the list of arenas', () => {
  const setNext =
    (next: (opened: ReturnType<typeof openArenas>) => number, message: RegExp) => () => {
      const opened = openArenas();
      const { tables, plane, words } = opened;
      words[tables.entryAt(plane.arenas.head, ENTRY_NEXT)] = next(opened);
      expect(corruptionOf(plane)).to.match(message);
    };

  it(
    'finds a circle',
    setNext(({ plane }) => plane.arenas.head, /a page of an arena already/),
  );
  it(
    'finds an end that comes too early',
    setNext(() => 0, /has 1, but \d+ are counted/),
  );
  it(
    'finds what is no arena',
    setNext(() => -5, /goes on to -5, which is no arena/),
  );
  it(
    'finds what is no arena of the space',
    setNext(() => 1 << 20, /goes on to 1048576/),
  );
  it(
    'finds an arena of nobody',
    setNext(({ tables }) => tables.arenas - 1, /not the heap's/),
  );
});

describe('verify, of large objects', () => {
  const damages: readonly [string, (words: Int32Array, page: number) => void, string][] = [
    [
      'a size that is none of a large object',
      (words, page) => (words[(page + LARGE_BYTES) >>> 2] = 100),
      'in the list of large objects with 100 bytes',
    ],
    [
      'a size past all bounds',
      (words, page) => (words[(page + LARGE_BYTES) >>> 2] = 0x7fffffff),
      'in the list of large objects with 2147483647 bytes',
    ],
    [
      'a size that reaches into pages of others',
      (words, page) => (words[(page + LARGE_BYTES) >>> 2] = 500 * KIB),
      'takes the page at',
    ],
    [
      'a size that is too small for the pages that are counted',
      (words, page) => (words[(page + LARGE_BYTES) >>> 2] = 9 * KIB),
      'large objects take 24576 bytes of pages, but 65536 are counted',
    ],
    [
      'a next one that does not start on a page',
      (words, page) => (words[(page + LARGE_NEXT) >>> 2] = page + 8),
      'does not start on a page',
    ],
    [
      'a next one that is itself',
      (words, page) => (words[(page + LARGE_NEXT) >>> 2] = page),
      'the first page of a large object already',
    ],
    [
      'something in the words of the prefix that nobody uses',
      (words, page) => (words[(page + 12) >>> 2] = 7),
      'has 7 in its prefix',
    ],
    [
      'something behind its end',
      (words, page) => (words[(page + LARGE_PREFIX_BYTES + 50 * KIB + 8) >>> 2] = 1),
      'was written over its end',
    ],
  ];
  for (const [name, damage, message] of damages)
    it(`finds ${name}`, () => {
      const { plane, words, pages } = openLarges();
      damage(words, pages[0]!);
      expect(corruptionOf(plane)).to.contain(message);
    });

  it('finds one that is missing from the list', () => {
    const { plane, words, pages } = openLarges();
    words[(pages[1]! + LARGE_NEXT) >>> 2] = 0;
    expect(corruptionOf(plane)).to.contain('has 1, but 2 are counted');
  });

  it('lets one grow in place', () => {
    const { plane, pages } = openLarges();
    plane.collect('request', 'full');
    for (const bytes of [9 * KIB + 100, 12 * KIB, 20 * KIB]) {
      const ref = (pages[1]! + LARGE_PREFIX_BYTES + 1) as Ref;
      expect(plane.growInPlace(ref, bytes)).to.equal(true);
      verify(plane);
    }
  });
});

describe('verify, of pages', () => {
  it('finds one that the heap holds for nothing, where it alone takes pages', () => {
    const { plane, space } = openPlane();
    space.pages.acquire(1, 1, plane.pages.owner);
    expect(corruptionOf(plane)).to.contain('for nothing');
    verify(Object.create(plane, { options: { value: { ownsPages: false } } }) as VerifierParts);
  });

  it('finds a reserved run, a chunk of handles and a spare arena of others', () => {
    const { plane, space } = openPlane();
    const { reserved, roots, spares } = plane;
    const page = space.pages.acquire(8, 8, space.pages.register('others'));
    const address = page * PAGE_BYTES;
    const forEachRun: typeof reserved.forEachRun = (visit) => visit(address as never, 8);
    expect(corruptionOf(plane, { reserved: { forEachRun } })).to.contain('a reserved run takes');
    const forEachChunk: typeof roots.forEachChunk = (visit) => visit(address / 4, address / 4 + 8);
    const others = withChanged(roots, { forEachChunk });
    expect(corruptionOf(plane, { roots: others })).to.contain('a chunk of handles takes');
    const forEachSpare: typeof spares.forEachSpare = (visit) => visit(page);
    const kept = withChanged(spares, { forEachSpare });
    expect(corruptionOf(plane, { spares: kept })).to.match(/arena \d+ at 0x\w+ takes the page/);
  });
});

describe('verify, of regions', () => {
  const damages: readonly [string, (opened: Plane, at: number) => void, string][] = [
    [
      'a cursor past the end',
      ({ words }, at) => (words[(at + REGION_CURSOR) >>> 2]! = words[(at + REGION_END) >>> 2]! + 2),
      'has the small region, which cannot be',
    ],
    [
      'a cursor before the start',
      ({ words }, at) =>
        (words[(at + REGION_CURSOR) >>> 2]! = words[(at + REGION_START) >>> 2]! - 2),
      'has the small region, which cannot be',
    ],
    [
      'an end past the arena',
      ({ words }, at) => (words[(at + REGION_END) >>> 2]! += ARENA_BYTES),
      'has the small region, which cannot be',
    ],
    [
      'an arena to go on with that is none',
      ({ words }, at) => (words[(at + REGION_RECYCLABLE) >>> 2] = 3),
      'to go on in arena 3',
    ],
    [
      'something in what is free',
      ({ words }, at) => (words[words[(at + REGION_CURSOR) >>> 2]! + 20] = 9),
      'has 9 at',
    ],
    [
      'an object that is none, dead or alive',
      ({ words }, at) => (words[words[(at + REGION_CURSOR) >>> 2]! - 4] = 0),
      'was made there, and its header is none',
    ],
    [
      'a cursor that is not where the objects end',
      ({ words }, at) => (words[(at + REGION_CURSOR) >>> 2]! -= 2),
      'in which objects end at',
    ],
  ];
  for (const [name, damage, message] of damages)
    it(`finds ${name}`, () => {
      const opened = openArenas();
      damage(opened, opened.plane.arenas.small.address);
      expect(corruptionOf(opened.plane)).to.contain(message);
    });

  it('finds a hole that no flag tells of', () => {
    const { plane, layout, words, list, tables } = openArenas();
    list.ref = words[(list.ref >>> 2) + 1]!;
    plane.collect('request', 'full');
    const arena = arenaOf(plane.allocate(layout, 16));
    verify(plane);
    words[tables.entryAt(arena, 8)] = 0;
    expect(corruptionOf(plane)).to.contain('has the small region in a hole, and no flag says so');
  });

  it('finds both in one place', () => {
    const { plane, words } = openPlane();
    plane.allocate(plane.layouts.register('Text', 0).id, 200);
    verify(plane);
    const { small, medium } = plane.arenas;
    words.copyWithin(medium.address / 4, small.address / 4, small.address / 4 + 8);
    expect(corruptionOf(plane)).to.contain('both regions in one place');
  });
});

describe('verify, of handles and pins', () => {
  it('finds a chain of free handles that is a circle, goes astray, or has something in it', () => {
    const { plane, words } = openPlane();
    const { firstFree } = plane.roots;
    const link = words[firstFree]!;
    words[firstFree] = firstFree << 1;
    expect(corruptionOf(plane)).to.contain(`handle ${firstFree} is free twice`);
    words[firstFree] = 12 << 1;
    expect(corruptionOf(plane)).to.contain('goes on to 12, which is none');
    words[firstFree] = link | 3;
    expect(corruptionOf(plane)).to.contain(`is free, and holds`);
    words[firstFree] = link;
    verify(plane);
  });

  it('finds a handle that holds no reference, and one that is neither held nor free', () => {
    const { plane, words, list } = openPlane();
    const handle = words.indexOf(list.ref);
    words[handle] = 14;
    expect(corruptionOf(plane)).to.contain(`handle ${handle} holds 14, which is no reference`);
    words[handle] = 0;
    verify(plane);
    words[plane.roots.firstFree] = 0;
    expect(corruptionOf(plane)).to.match(/1 handles are counted as held, and \d+ are not free/);
  });

  it('finds a pin of which the header does not tell, and a header without a pin', () => {
    const { plane, words, list } = openPlane();
    const pin = plane.pins.pin(list.ref);
    verify(plane);
    words[list.ref >>> 2]! &= ~PINNED;
    expect(corruptionOf(plane)).to.contain('is pinned, and its header does not say so');
    words[list.ref >>> 2]! |= PINNED;
    words[words[(list.ref >>> 2) + 1]! >>> 2]! |= PINNED;
    expect(corruptionOf(plane)).to.contain('2 objects say that they are pinned, and 1 are');
    words[words[(list.ref >>> 2) + 1]! >>> 2]! &= ~PINNED;
    pin.release();
    verify(plane);
  });

  it('finds a pin that no handle keeps', () => {
    const { plane, list } = openPlane();
    plane.pins.pin(list.ref);
    const { pins } = plane;
    const pinned = (ref: Ref, count: number): string =>
      corruptionOf(plane, {
        pins: withChanged(pins, { forEachPinned: (visit) => visit(ref, count) }),
      });
    expect(pinned(list.ref, 3)).to.contain('is pinned 3 times, and 2 handles keep it');
    expect(pinned(list.ref + 8, 1)).to.contain('is pinned, and no handle keeps it');
  });
});

describe('verify, of the books', () => {
  it('finds a record of a layout that was written over', () => {
    const { plane, words, layout } = openPlane();
    for (const offset of [0, RECORD_LIMIT, RECORD_MASK, RECORD_MASK + 4]) {
      words[(plane.layouts.addressOf(layout) + offset) >>> 2]! += 1;
      expect(corruptionOf(plane)).to.contain('the record of layout Pair');
      words[(plane.layouts.addressOf(layout) + offset) >>> 2]! -= 1;
    }
    verify(plane);
  });

  const figures: readonly [string, (plane: Plane['plane']) => Partial<VerifierParts>, string][] = [
    [
      'pages that are used and not counted',
      ({ pages }) => ({ pages: withChanged(pages, { used: pages.used + 4096 }) }),
      'are counted as used',
    ],
    [
      'more pages than at the peak',
      ({ pages }) => ({ pages: withChanged(pages, { peak: 0 }) }),
      'more than the peaks',
    ],
    [
      'spare arenas that are not counted',
      ({ spares }) => ({ spares: withChanged(spares, { committed: 0 }) }),
      'with spare arenas the heap takes',
    ],
    [
      'arenas that came from nowhere',
      ({ arenas }) => ({ arenas: withChanged(arenas, { taken: 0 }) }),
      '0 arenas were taken',
    ],
    [
      'more objects than were handed out',
      ({ arenas }) => ({ arenas: withChanged(arenas, { allocatedObjects: 5 }) }),
      'were ever handed out',
    ],
    [
      'bytes handed out that are neither live nor freed nor new',
      ({ arenas }) => ({ arenas: withChanged(arenas, { allocatedBytes: 1e9 }) }),
      'were bumped since',
    ],
    [
      'bytes that were freed and never handed out',
      ({ log }) => ({ log: withChanged(log, { freedBytes: 1e9 }) }),
      'were bumped since',
    ],
    [
      'live objects that no arena has',
      ({ log }) => ({ log: withChanged(log, { liveObjects: 7 }) }),
      'the last collection found 7 objects',
    ],
    [
      'live bytes that no arena has',
      ({ log }) => ({ log: withChanged(log, { liveBytes: log.liveBytes + 8, freedBytes: -8 }) }),
      'the last collection found',
    ],
    [
      'more collections of the young than of all',
      ({ log }) => ({ log: withChanged(log, { youngCollections: 9 }) }),
      'do not agree with each other',
    ],
  ];
  for (const [name, change, message] of figures)
    it(`finds ${name}`, () => {
      const { plane } = openArenas();
      expect(corruptionOf(plane, change(plane))).to.contain(message);
      verify(plane);
    });
});
