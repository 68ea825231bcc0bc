import { expect } from 'chai';
import {
  AddressSpace,
  BadRequestError,
  DisposedError,
  Heap,
  LimitedPages,
  OutOfMemoryError,
  type PageIndex,
  type PageSource,
  SpacePages,
  TidemarkError,
} from '../src/index.ts';
import { GIB, KIB, MIB } from '../src/memory/units.ts';

/** Opens a heap as a program in JavaScript may, without types. */
function open(options: unknown): Heap {
  return Reflect.construct(Heap, [options]) as Heap;
}

function smallSpace(): AddressSpace {
  return new AddressSpace({ reserve: 8 * MIB });
}

describe('the options of a heap', () => {
  const REFUSED: readonly (readonly [string, unknown])[] = [
    ['null', null],
    ['a number', 64],
    ['a string', 'explicit'],
    ['an array', [{ limit: MIB }]],
    ['a name that is none', { limits: 1 }],
    ['a mistyped name', { preciseRoot: true }],
    ['a name of Object.prototype', { toString: 1 }],
    ['no mode', { collect: 'auto' }],
    ['a mode by its place', { collect: 0 }],
    ['a flag for a mode', { collect: true }],
    ['no growth rule', { growth: 'foo' }],
    ['a growth rule of Object.prototype', { growth: 'constructor' }],
    ['no way to trim', { trim: 'auto' }],
    ['a limit that is a string', { limit: '1048576' }],
    ['a limit that is a fraction', { limit: MIB + 0.5 }],
    ['a limit without end', { limit: Infinity }],
    ['a limit that is null', { limit: null }],
    ['a soft limit below an arena', { softLimit: -1 }],
    ['a soft limit that is a string', { softLimit: '64' }],
    ['a nursery below an arena', { nursery: 1000 }],
    ['a nursery that is a fraction', { nursery: 64 * KIB + 0.5 }],
    ['a word for a flag', { preciseRoots: 'no' }],
    ['a number for a flag', { preciseRoots: 0 }],
    ['an object for a space', { space: {} }],
    ['null for a space', { space: null }],
    ['an object for a page source', { pages: {} }],
    ['null for a page source', { pages: null }],
    ['a space for a page source', { pages: smallSpace() }],
    [
      'a page source that cannot release',
      { pages: { space: smallSpace(), owner: 2, acquire() {} } },
    ],
    ['a number for a name', { name: 5 }],
  ];
  for (const [what, options] of REFUSED)
    it(`refuse ${what}`, () => {
      expect(() => open(options)).to.throw(BadRequestError, /^Heap: /);
    });

  it('say what was probably meant', () => {
    expect(() => open({ preciseRoot: true })).to.throw("did you mean 'preciseRoots'?");
    expect(() => open({ collect: 'auto' })).to.throw(
      /'auto'.*'automatic' or 'explicit' or 'never'/,
    );
  });

  it('may be left out, or be undefined', () => {
    for (const options of [
      undefined,
      {},
      { limit: undefined, collect: undefined, space: undefined },
    ])
      expect(open(options).stats()).to.include({ mode: 'automatic', limit: GIB, reserved: GIB });
  });

  it('refuse a space that is closed, and one that is not that of the page source', () => {
    const space = smallSpace();
    space.close();
    expect(() => new Heap({ space })).to.throw(DisposedError);
    const pages = new SpacePages(smallSpace(), 'spec');
    expect(() => new Heap({ pages, space: smallSpace() })).to.throw(
      BadRequestError,
      'one of the two',
    );
    new Heap({ pages, space: pages.space }).dispose();
  });
});

describe('the limit of a heap', () => {
  it('is met by a space of its own, up to 4 GiB', () => {
    const most = (limit: number): [number, number] => {
      const heap = new Heap({ limit });
      const { limit: held, reserved } = heap.stats();
      heap.dispose();
      return [held, reserved];
    };
    expect(most(2 * GIB)).to.deep.equal([2 * GIB, 3 * GIB + 64 * MIB]);
    expect(most(MIB)).to.deep.equal([MIB, 66 * MIB]);
    expect(most(3 * GIB)).to.deep.equal([3 * GIB, 4 * GIB]);
    expect(most(5 * GIB)).to.deep.equal([4 * GIB, 4 * GIB]);
  });

  it('is cut to a space that was given', () => {
    const heap = new Heap({ space: smallSpace(), limit: GIB, softLimit: GIB });
    expect(heap.stats().limit).to.equal(8 * MIB);
  });
});

describe('what a collection is asked for', () => {
  const heap = new Heap({ space: smallSpace() });
  const collect = (options: unknown): unknown => Reflect.apply(heap.collect, heap, [options]);

  for (const options of [
    'young',
    null,
    1,
    { scope: 'old' },
    { scope: 'constructor' },
    { scopes: 'young' },
    { compact: 1 },
    { compact: 'no' },
    { scope: 'young', compact: true },
  ])
    it(`is not ${JSON.stringify(options)}`, () => {
      const before = heap.stats();
      expect(() => collect(options)).to.throw(BadRequestError, /^collect: /);
      expect(heap.stats()).to.deep.equal(before);
    });

  it('is a full collection that moves nothing where nothing is said', () => {
    const { scope, movedObjects } = heap.collect({});
    expect([scope, movedObjects]).to.deep.equal(['full', 0]);
  });
});

describe('a heap that fails to open', () => {
  /** A space as it is before a heap, with the tables that heaps of it share. */
  function usedSpace(): AddressSpace {
    const space = smallSpace();
    new Heap({ space }).dispose();
    return space;
  }

  const stateOf = (space: AddressSpace): unknown => [space.pages.stats(), space.holders()];

  it('leaves nothing behind, whichever request for pages fails', () => {
    const space = usedSpace();
    const owner = space.pages.register('ballast');
    while (space.pages.acquire(1, 1, owner) !== 0);
    const full = stateOf(space);
    for (let i = 0; i < 70_000; i++) {
      try {
        new Heap({ space });
        expect.fail('a heap was opened without a page');
      } catch (error) {
        if (!(error instanceof OutOfMemoryError)) throw error;
      }
    }
    expect(stateOf(space)).to.deep.equal(full);
    expect(space.relieve()).to.equal(false);
  });

  it('leaves nothing behind in a space that has no tables yet', () => {
    for (let free = 0; free < 120; free++) {
      const space = new AddressSpace({ reserve: 2 * MIB });
      const owner = space.pages.register('ballast');
      while (space.pages.stats().freePages > free) space.pages.acquire(1, 1, owner);
      try {
        new Heap({ space, limit: 32 * KIB, name: 'short' }).dispose();
      } catch (error) {
        expect(error).to.be.instanceOf(OutOfMemoryError);
      }
      expect(space.holders().map(({ name }) => name)).to.deep.equal(['ballast']);
      expect(space.trim()).to.be.a('number');
    }
  });

  it('leaves nothing behind when the engine’s stack ends in the middle', () => {
    const space = usedSpace();
    const before = stateOf(space);
    const descend = (): Heap => {
      try {
        return descend();
      } catch {
        // A little more of the stack is left each time, until there is enough.
        return new Heap({ space });
      }
    };
    // What loads the specs takes long over each stack that it rewrites.
    const { stackTraceLimit } = Error;
    Error.stackTraceLimit = 0;
    for (let round = 0; round < 20; round++) descend().dispose();
    Error.stackTraceLimit = stackTraceLimit;
    expect(stateOf(space)).to.deep.equal(before);
    expect(space.relieve()).to.equal(false);
    expect(space.trim()).to.be.a('number');
  });

  it('leaves nothing behind of a page source of the caller, nor ends it', () => {
    const space = usedSpace();
    const source = new SpacePages(space, 'caller');
    const limited = new LimitedPages(source, MIB);
    const owner = space.pages.register('ballast');
    while (space.pages.acquire(1, 1, owner) !== 0);
    expect(() => new Heap({ pages: limited })).to.throw(OutOfMemoryError);
    expect(space.holders().map(({ name }) => name)).to.deep.equal(['ballast']);
    expect(limited.used).to.equal(0);
    expect(space.pages.nameOf(source.owner)).to.equal('caller');
  });

  it('is refused before anything is asked of a page source that is none', () => {
    const space = usedSpace();
    let asked = 0;
    const pages = {
      space,
      owner: 'me',
      acquire: () => (asked++, 0 as PageIndex),
      release: () => asked++,
    } as unknown as PageSource;
    expect(() => new Heap({ pages })).to.throw(TidemarkError);
    expect(asked).to.equal(0);
  });
});
