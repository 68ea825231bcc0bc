import { expect } from 'chai';
import {
  AddressSpace,
  LimitedPages,
  MIB,
  type OwnerId,
  PAGE_BYTES,
  type PageIndex,
  type PageSource,
  SpacePages,
} from '../../src/memory/index.ts';
import { QuarantinedPages } from '../../src/memory/quarantine.ts';
import { SparePages } from '../../src/memory/spare-pages.ts';

const RUN = 8;

/**
 * A host's source that throws in its k-th call, before or after it has done what it was asked for.
 */
class ThrowingPages implements PageSource {
  calls = 0;
  failAt = Infinity;
  readonly owner: OwnerId;
  private readonly inner: SpacePages;

  constructor(
    readonly space: AddressSpace,
    private readonly when: 'before' | 'after',
  ) {
    this.inner = new SpacePages(space, 'spec');
    this.owner = this.inner.owner;
  }

  acquire(pages: number, alignment: number): PageIndex {
    return this.stumble(() => this.inner.acquire(pages, alignment));
  }

  acquireAt(start: PageIndex, pages: number): boolean {
    return this.stumble(() => this.inner.acquireAt(start, pages));
  }

  release(start: PageIndex, pages: number): void {
    this.stumble(() => this.inner.release(start, pages));
  }

  private stumble<T>(call: () => T): T {
    const fails = this.calls++ === this.failAt;
    if (fails && this.when === 'before') throw new Error('the source');
    const answer = call();
    if (fails) throw new Error('the source');
    return answer;
  }
}

interface Chain {
  readonly source: PageSource;
  /** Pages that the source says are held, and those of them that it keeps. */
  readonly books: () => readonly number[];
  readonly keep: (bytes: number) => void;
  readonly dispose: () => void;
}

const nothing = (): void => undefined;

const CHAINS: Record<string, (inner: PageSource) => Chain> = {
  LimitedPages: (inner) => {
    const limited = new LimitedPages(inner, 200 * PAGE_BYTES);
    return {
      source: limited,
      books: () => [limited.used / PAGE_BYTES],
      keep: nothing,
      dispose: nothing,
    };
  },
  SparePages: (inner) => {
    const spares = new SparePages(inner, RUN, 150);
    return {
      source: spares,
      books: () => [spares.committed / PAGE_BYTES - spares.keptPages],
      keep: (bytes) => spares.keep(bytes),
      dispose: () => spares.dispose(),
    };
  },
  'LimitedPages over SparePages': (inner) => {
    const spares = new SparePages(inner, RUN, 150);
    const limited = new LimitedPages(spares, 200 * PAGE_BYTES);
    return {
      source: limited,
      books: () => [limited.used / PAGE_BYTES, spares.committed / PAGE_BYTES - spares.keptPages],
      keep: (bytes) => spares.keep(bytes),
      dispose: () => spares.dispose(),
    };
  },
  'LimitedPages over QuarantinedPages over SparePages': (inner) => {
    const spares = new SparePages(inner, RUN, 150);
    const quarantine = new QuarantinedPages(spares);
    const limited = new LimitedPages(quarantine, 200 * PAGE_BYTES);
    return {
      source: limited,
      books: () => [
        limited.used / PAGE_BYTES,
        spares.committed / PAGE_BYTES - quarantine.keptPages,
      ],
      keep: (bytes) => spares.keep(bytes),
      dispose: () => {
        try {
          quarantine.dispose();
        } finally {
          spares.dispose();
        }
      },
    };
  },
};

type Step = (held: [PageIndex, number][], chain: Chain) => void;

const take =
  (pages: number, alignment: number): Step =>
  (held, { source }) => {
    const start = source.acquire(pages, alignment);
    if (start !== 0) held.push([start, pages]);
  };

const grow: Step = (held, { source }) => {
  const [start, pages] = held.at(-1) ?? [1 as PageIndex, 1];
  if (source.acquireAt?.((start + pages) as PageIndex, 3) === true)
    held.push([(start + pages) as PageIndex, 3]);
};

const giveBack: Step = (held, { source }) => {
  const [start, pages] = held[0] ?? [0 as PageIndex, 0];
  if (pages === 0) return;
  let hasThrown = true;
  try {
    source.release(start, pages);
    hasThrown = false;
  } finally {
    if (!hasThrown || source.space.pages.ownerOf(start) !== source.owner) held.shift();
  }
};

const keep =
  (runs: number): Step =>
  (_, chain) =>
    chain.keep(runs * RUN * PAGE_BYTES);

const run = take(RUN, RUN);
const STEPS: readonly Step[] = [
  ...[keep(3), run, run, run, run, take(5, 1), grow, giveBack, giveBack, giveBack, giveBack],
  ...[run, giveBack, giveBack, take(120, 1), run, run, giveBack, keep(1), run, giveBack, giveBack],
  ...[take(140, 1), run, giveBack, giveBack, keep(4), run, run, giveBack, giveBack, keep(0)],
];

/**
 * Makes each step, whatever becomes of it, and compares the books with the map after each; the
 * calls that were made.
 */
function follow(
  open: (inner: PageSource) => Chain,
  when: 'before' | 'after',
  failAt: number,
): number {
  const space = new AddressSpace({ reserve: 2 * MIB });
  const below = new ThrowingPages(space, when);
  const chain = open(below);
  const held: [PageIndex, number][] = [];
  const attempt = (step: () => void): void => {
    try {
      step();
    } catch (error) {
      expect(String(error)).to.equal('Error: the source');
    }
    const known = space.pages.heldBy(below.owner) - (chain.source.keptPages ?? 0);
    for (const pages of chain.books()) expect(pages, `call ${failAt}`).to.equal(known);
  };
  below.failAt = failAt;
  for (const step of STEPS) attempt(() => step(held, chain));
  const { calls } = below;
  below.failAt = Infinity;
  // Runs of which the source threw when it had taken them are held, and nobody else knows of them.
  for (let page = 1; page < space.pages.pages; page++) {
    const start = page as PageIndex;
    if (space.pages.ownerOf(page) !== below.owner) continue;
    try {
      chain.source.release(start, 1);
    } catch (error) {
      expect(String(error)).to.match(/back before|only 0 are held/);
    }
  }
  chain.dispose();
  expect(space.holders(), `call ${failAt}`).to.deep.equal([]);
  for (const pages of chain.books()) expect(pages, `call ${failAt}`).to.equal(0);
  return calls;
}

describe('the books of a page source', () => {
  for (const [name, open] of Object.entries(CHAINS))
    for (const when of ['before', 'after'] as const)
      it(`say what the map says, whichever call throws ${when} it has done its part (${name})`, () => {
        const calls = follow(open, when, Infinity);
        expect(calls).to.be.greaterThan(10);
        for (let failAt = 0; failAt < calls; failAt++) follow(open, when, failAt);
      });

  for (const [name, open] of Object.entries(CHAINS)) {
    it(`stay as they are for a run that is given back twice (${name})`, () => {
      const space = new AddressSpace({ reserve: 2 * MIB });
      const chain = open(new SpacePages(space, 'spec'));
      chain.keep(4 * RUN * PAGE_BYTES);
      const first = chain.source.acquire(RUN, RUN);
      const second = chain.source.acquire(RUN, RUN);
      chain.source.release(first, RUN);
      const books = chain.books();
      for (const [start, pages] of [
        [first, RUN],
        [first, 1],
        [first + RUN - 1, RUN],
      ] as const)
        expect(() => chain.source.release(start as PageIndex, pages)).to.throw(/before|held/);
      expect(chain.books()).to.deep.equal(books);
      const taken = [chain.source.acquire(RUN, RUN), chain.source.acquire(RUN, RUN)];
      expect(new Set([second, ...taken]).size).to.equal(3);
    });

    it(`stay as they are for lengths that are none (${name})`, () => {
      const space = new AddressSpace({ reserve: 2 * MIB });
      const chain = open(new SpacePages(space, 'spec'));
      const start = chain.source.acquire(RUN, RUN);
      for (const pages of [0, -1, 1.5, NaN, Infinity, '8', null, undefined, {}]) {
        const length = pages as number;
        expect(() => chain.source.acquire(length, 1)).to.throw(/pages/);
        expect(() => chain.source.acquireAt?.((start + RUN) as PageIndex, length)).to.throw(
          /pages/,
        );
        expect(() => chain.source.release(start, length)).to.throw(/pages/);
      }
      expect(chain.books().every((pages) => pages === RUN)).to.equal(true);
    });
  }

  it('know of no more than was taken through this source (LimitedPages)', () => {
    const pages = new SpacePages(new AddressSpace({ reserve: 2 * MIB }), 'spec');
    const limited = new LimitedPages(pages, MIB);
    const beside = pages.acquire(10, 1);
    const within = limited.acquire(4, 1);
    expect(() => limited.release(beside, 10)).to.throw('only 4 are held through this source');
    limited.release(within, 4);
    expect(limited.used).to.equal(0);
  });

  for (const inner of [null, undefined, 5, {}, { acquire: () => 0, release: () => 0 }])
    it(`are kept over a page source alone, not over ${JSON.stringify(inner)}`, () => {
      const given = inner as unknown as PageSource;
      for (const open of [
        () => new LimitedPages(given, MIB),
        () => new SparePages(given, 8, 100),
        () => new QuarantinedPages(given),
      ])
        expect(open).to.throw('it must be a page source');
    });
});
