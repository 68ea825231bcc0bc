import { expect } from 'chai';
import { addressOf } from '../../src/index.ts';
import {
  ARENA_BYTES,
  ENTRY_FLAGS,
  ENTRY_HEAP,
  ENTRY_NEXT,
  LARGE_BYTES,
  LARGE_HEAP,
  LARGE_NEXT,
  LARGE_PREFIX_BYTES,
} from '../../src/arena/geometry.ts';
import { SideTables } from '../../src/inspect/side-tables.ts';
import { verify } from '../../src/inspect/verify.ts';
import type { Address } from '../../src/memory/brands.ts';
import { KIB, PAGE_BYTES } from '../../src/memory/units.ts';
import {
  type Changed,
  changedHeap,
  corruptionOf,
  openArenas,
  openPlane,
  type Plane,
  withChanged,
} from './support.ts';

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
});

describe('verify, of entries', () => {
  const place = (page: number): number => Math.floor(page / ARENA_BYTES);

  it('finds an arena that says that another heap holds it, or that large objects are in it', () => {
    const { plane, words, tables } = openArenas();
    const { head } = plane.arenas;
    const at = tables.entryAt(head, ENTRY_HEAP);
    words[at]! += 1;
    expect(corruptionOf(plane)).to.match(/heap \d holds it, not \d/);
    words[at]! -= 1;
    words[tables.entryAt(head, ENTRY_FLAGS)]! |= 1 << 8;
    expect(corruptionOf(plane)).to.contain('says that large objects start on its pages');
  });

  it('finds a place of free pages that says that a heap holds it', () => {
    const { plane, space, tables } = openArenas();
    plane.allocate(plane.layouts.register('Text', 0).id, 100 * KIB);
    plane.collect('request', 'full');
    const free = place(space.pages.pristineFrom * PAGE_BYTES) - 1;
    expect(space.pages.ownerOf(free * 8)).to.equal(0);
    verify(plane);
    for (const holder of [1, plane.pages.owner]) {
      tables.words[tables.entryAt(free, ENTRY_HEAP)] = holder;
      expect(corruptionOf(plane)).to.contain(`says that heap ${holder} holds it, which does not`);
    }
    tables.words[tables.entryAt(free, ENTRY_HEAP)] = 0;
    tables.words[tables.entryAt(free, ENTRY_FLAGS)] = 1 << 8;
    expect(corruptionOf(plane)).to.contain('says that a large object starts on the page at');
  });

  it('finds a large object that no entry tells of, and one of another heap', () => {
    const { plane, space, words, pages } = openLarges();
    const tables = new SideTables(space);
    const at = tables.entryAt(place(pages[0]!), ENTRY_FLAGS);
    const before = words[at]!;
    words[at] = 0;
    expect(corruptionOf(plane)).to.contain('says that no large object starts on the page at');
    words[at] = before;
    words[(pages[0]! + LARGE_HEAP) >>> 2]! += 1;
    expect(corruptionOf(plane)).to.match(/says that it is of heap \d, not of \d/);
  });
});

describe('verify, of pages', () => {
  it('finds one that the heap holds for nothing, where it alone takes pages', () => {
    const { plane, space } = openPlane();
    space.pages.acquire(1, 1, plane.pages.owner);
    expect(corruptionOf(plane)).to.contain('for nothing');
    verify(changedHeap(plane, { options: { ownsSource: false, marksHeaders: true } }));
  });

  it('finds a reserved run, a chunk of handles and a spare arena of others', () => {
    const { plane, space } = openPlane();
    const { roots, spares } = plane;
    const page = space.pages.acquire(8, 8, space.pages.register('others'));
    const address = (page * PAGE_BYTES) as Address;
    const reserved: Changed['reserved'] = { forEachRun: (visit) => visit(address, 8) };
    expect(corruptionOf(plane, { reserved })).to.contain('a reserved run takes');
    const quarantine: Changed['quarantine'] = { forEachRun: (visit) => visit(page, 8) };
    expect(corruptionOf(plane, { quarantine })).to.contain('a run that is not used again takes');
    const returns: Changed['returns'] = { forEachRun: (visit) => visit(page, 8) };
    expect(corruptionOf(plane, { returns })).to.contain('a run that was not taken back takes');
    const forEachChunk: typeof roots.forEachChunk = (visit) => visit(address / 4, address / 4 + 8);
    const others = withChanged(roots, { forEachChunk });
    expect(corruptionOf(plane, { roots: others })).to.contain('a chunk of handles takes');
    const forEachSpare: typeof spares.forEachSpare = (visit) => visit(page);
    const kept = withChanged(spares, { forEachSpare });
    expect(corruptionOf(plane, { spares: kept })).to.contain('a spare arena takes the page');
  });
});
