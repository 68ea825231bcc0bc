// The arguments of 'tidemark/memory'.

import {
  type Address,
  AddressSpace,
  Block,
  LimitedPages,
  Quota,
  PageMap,
  SpacePages,
} from '../../src/memory/index.ts';
import { GIB, MAX_RUN_BYTES, MIB, PAGE_BYTES, PAGE_SHIFT } from '../../src/memory/units.ts';
import type { Description } from './description.ts';
import {
  among,
  callback,
  instance,
  type Kind,
  optional,
  options,
  text,
  unchecked,
  whole,
} from './kinds.ts';

/** A space with pages of an owner, of page sources, and a block. */
class MemoryWorld {
  readonly space = new AddressSpace({ reserve: 4 * MIB });
  readonly map = this.space.pages;
  readonly owner = this.map.register('spec');
  readonly idle = this.map.register('idle');
  readonly source = new SpacePages(this.space, 'source');
  readonly limited = new LimitedPages(this.source, MIB);
  readonly ofSource = this.source.acquire(4, 1);
  readonly ofLimited = this.limited.acquire(4, 1);
  readonly page = this.map.acquire(4, 1, this.owner);
  readonly borrower = this.map.register('borrower');
  readonly lent = this.map.acquire(4, 1, this.owner);
  readonly run: Address = this.space.reserveRun(2 * PAGE_BYTES, this.owner);
  readonly block = Block.acquire(this.space, 4 * PAGE_BYTES, this.owner);

  constructor() {
    this.map.lend(this.lent, 4, this.owner, this.borrower);
  }

  state(): unknown {
    const { map, space, limited } = this;
    return [map.stats(), map.holders(), space.isClosed, limited.used, limited.peak];
  }
}

const OF_MEMORY = {
  within: (run: (world: MemoryWorld) => void): void => run(new MemoryWorld()),
  state: (world: MemoryWorld): unknown => world.state(),
};

type Here = Kind<MemoryWorld>;

const INNER = 'for the heap’s own tables, which know what they ask for';
const QUESTION = 'a question: what is nothing is held by nobody';

const NUMBERS_THAT_ARE_NONE = [null, undefined, true, 'x', '1', [1], NaN, Infinity, -1, 0.5];

const OWNER: Here = among(({ owner }) => owner, [...NUMBERS_THAT_ARE_NONE, 0, 60_000, 2 ** 40 + 2]);
const IDLE: Here = among(({ idle }) => idle, [...NUMBERS_THAT_ARE_NONE, 0, 60_000]);
const BORROWER: Here = among(({ borrower }) => borrower, [...NUMBERS_THAT_ARE_NONE, 0, 60_000]);
const PAGES: Here = whole(1, MAX_RUN_BYTES >>> PAGE_SHIFT, 1);
const ALIGNMENT: Here = among(2, [...NUMBERS_THAT_ARE_NONE, 0, 3, 1.5, 2 ** 17, 2 ** 32]);
const SPACE: Here = instance(
  ({ space }) => space,
  ({ map }) => [map],
);
const CALLBACK: Here = callback(() => false);
/** Of four pages that are held from there. */
const HELD = (right: (world: MemoryWorld) => number): Here =>
  among(right, [...NUMBERS_THAT_ARE_NONE, 0, 1000, 1024, 2 ** 20]);
const FREE_PAGE: Here = among(500, [
  null,
  undefined,
  true,
  'x',
  '500',
  [500],
  NaN,
  Infinity,
  -1,
  0,
  0.5,
  1024,
  2 ** 20,
]);

const ADDRESS_SPACE: Description<MemoryWorld> = {
  ...OF_MEMORY,
  subject: ({ space }) => space,
  construct: {
    class: AddressSpace,
    args: { options: options({ reserve: whole(2 * MIB, 4 * GIB, 4 * MIB) }) },
  },
  end: (world) => {
    const { space, source, limited, ofSource, ofLimited, page, run, block, owner } = world;
    space.pages.release(world.lent, 4, world.borrower);
    source.release(ofSource, 4);
    limited.release(ofLimited, 4);
    space.pages.release(page, 4, owner);
    space.releaseRun(run, 2 * PAGE_BYTES, owner);
    block.release();
    space.close();
  },
  methods: {
    trim: { args: {} },
    onTrim: { args: { prepare: callback(() => () => {}) }, ended: 'harmless' },
    followViews: { args: { follow: CALLBACK }, ended: 'harmless' },
    onViewsChanged: { args: { listener: CALLBACK }, ended: 'harmless' },
    onScarcity: { args: { giveUp: CALLBACK }, ended: 'harmless' },
    relieve: { args: {}, ended: 'harmless' },
    lock: { args: { who: unchecked(INNER, 'spec') }, ended: 'raw' },
    unlock: { args: {}, ended: 'harmless' },
    part: {
      args: { key: unchecked(INNER, () => MemoryWorld), make: unchecked(INNER, () => () => ({})) },
      ended: 'raw',
    },
    registerTable: { args: { name: text('spec') }, ended: 'raw' },
    holders: { args: {}, ended: 'harmless' },
    reserveRun: {
      args: {
        bytes: whole(1, MAX_RUN_BYTES, PAGE_BYTES, ['BadRequestError', 'OutOfMemoryError']),
        owner: OWNER,
      },
    },
    acquirePages: { args: { pages: PAGES, alignment: ALIGNMENT, owner: OWNER }, ended: 'raw' },
    reserveTail: {
      args: { bytes: whole(1, 4 * MIB - PAGE_BYTES, PAGE_BYTES), owner: OWNER },
    },
    zeroRun: {
      args: {
        page: unchecked(INNER, ({ page }) => page),
        pages: unchecked(INNER, 1),
        pristine: unchecked(INNER, 0),
      },
      ended: 'raw',
    },
    releaseRun: {
      args: {
        address: among(
          ({ run }) => run,
          [...NUMBERS_THAT_ARE_NONE, 0, 4 * MIB, 2 ** 32, 2 ** 32 + PAGE_BYTES],
        ),
        bytes: whole(1, 2 * PAGE_BYTES, 2 * PAGE_BYTES),
        owner: OWNER,
      },
      ended: 'raw',
    },
    outOfMemory: {
      args: {
        asked: unchecked('makes an error of what it is told', 5),
        note: unchecked('makes an error of what it is told', 'spec'),
      },
      ended: 'harmless',
    },
  },
};

/** A space that nobody holds a page of, to be closed. */
export const IDLE_SPACE: Description<AddressSpace> = {
  within: (run) => run(new AddressSpace({ reserve: 2 * MIB })),
  subject: (space) => space,
  state: (space) => [space.isClosed, space.pages.stats()],
  methods: { close: { args: {}, ended: 'harmless' } },
  end: (space) => space.close(),
};

const PAGE_MAP: Description<MemoryWorld> = {
  ...OF_MEMORY,
  subject: ({ map }) => map,
  construct: { class: PageMap, args: { pages: whole(2, 1 << 20, 512) } },
  methods: {
    register: { args: { name: text('spec') } },
    unregister: { args: { owner: IDLE } },
    acquire: { args: { pages: PAGES, alignment: ALIGNMENT, owner: OWNER } },
    acquireAt: { args: { start: FREE_PAGE, pages: PAGES, owner: OWNER }, no: false },
    acquireLast: { args: { pages: whole(1, 1023, 1), owner: OWNER } },
    release: { args: { start: HELD(({ page }) => page), pages: whole(1, 65536, 4), owner: OWNER } },
    lend: {
      args: {
        start: HELD(({ page }) => page),
        pages: whole(1, 65536, 4),
        from: OWNER,
        to: IDLE,
      },
    },
    takeBack: {
      args: {
        start: HELD(({ lent }) => lent),
        pages: whole(1, 65536, 4),
        from: BORROWER,
        to: OWNER,
      },
    },
    isLent: { args: { page: unchecked(QUESTION, 5) } },
    ownerOf: { args: { page: unchecked(QUESTION, 5) } },
    areHeldBy: {
      args: {
        start: unchecked(QUESTION, 5),
        pages: unchecked(QUESTION, 1),
        owner: unchecked(QUESTION, 5),
      },
    },
    heldBy: { args: { owner: unchecked(QUESTION, 5) } },
    nameOf: { args: { owner: unchecked(QUESTION, 5) } },
    holders: { args: { but: unchecked(INNER, () => new Set()) } },
    forgetFreePages: { args: {} },
    stats: { args: {} },
    close: { args: {} },
  },
};

const BLOCK: Description<MemoryWorld> = {
  ...OF_MEMORY,
  subject: ({ block }) => Object.assign(Object.create(block) as object, { acquire: Block.acquire }),
  methods: {
    contains: { args: { address: unchecked('a question: what is no address is in no block', 0) } },
    release: { args: {} },
    'static acquire': {
      args: {
        space: SPACE,
        bytes: among(4 * PAGE_BYTES, [
          ...NUMBERS_THAT_ARE_NONE,
          0,
          2048,
          3 * PAGE_BYTES,
          2 ** 29,
          2 ** 32,
        ]),
        owner: OWNER,
      },
    },
  },
};

const SPACE_PAGES: Description<MemoryWorld> = {
  ...OF_MEMORY,
  subject: ({ source }) => source,
  construct: { class: SpacePages, args: { space: SPACE, name: text('spec') } },
  end: ({ source, limited, ofSource, ofLimited }) => {
    source.release(ofSource, 4);
    limited.release(ofLimited, 4);
    source.close();
  },
  methods: {
    acquire: { args: { pages: PAGES, alignment: ALIGNMENT }, ended: 'raw' },
    acquireAt: { args: { start: FREE_PAGE, pages: PAGES }, no: false, ended: 'raw' },
    release: {
      args: { start: HELD(({ ofSource }) => ofSource), pages: whole(1, 65536, 4) },
      ended: 'raw',
    },
  },
};

/** A source that holds no pages, to be closed. */
export const IDLE_PAGES: Description<SpacePages> = {
  within: (run) => run(new SpacePages(new AddressSpace({ reserve: 2 * MIB }), 'spec')),
  subject: (source) => source,
  state: ({ space }) => space.pages.stats(),
  end: (source) => source.close(),
  methods: { close: { args: {}, ended: 'harmless' } },
};

const SOURCE: Here = instance(
  ({ source }) => source,
  ({ space }) => [{ space, owner: 5 }, space],
);

const LIMITED_PAGES: Description<MemoryWorld> = {
  ...OF_MEMORY,
  subject: ({ limited }) => limited,
  construct: {
    class: LimitedPages,
    args: {
      inner: SOURCE,
      limit: whole(PAGE_BYTES, Infinity, MIB),
      quota: optional(instance(() => new Quota(MIB))),
    },
  },
  methods: {
    limit: { args: { limit: whole(PAGE_BYTES, Infinity, MIB) } },
    hasRoom: { args: { bytes: unchecked('a question of any number', 4096) } },
    acquire: { args: { pages: PAGES, alignment: ALIGNMENT }, no: 0 },
    acquireAt: { args: { start: FREE_PAGE, pages: PAGES }, no: false },
    release: { args: { start: HELD(({ ofLimited }) => ofLimited), pages: whole(1, 65536, 4) } },
  },
};

/** The same without a page, to be closed. */
const QUOTA: Description<MemoryWorld> = {
  ...OF_MEMORY,
  subject: () => new Quota(MIB),
  construct: { class: Quota, args: { limit: whole(PAGE_BYTES, Infinity, MIB) } },
  methods: {
    limit: { args: { limit: whole(PAGE_BYTES, Infinity, MIB) }, ended: 'harmless' },
    count: {
      args: { pages: unchecked('called by the pages of heaps alone', 1) },
      ended: 'harmless',
    },
  },
};

export const IDLE_LIMITED: Description<LimitedPages> = {
  within: (run) =>
    run(new LimitedPages(new SpacePages(new AddressSpace({ reserve: 2 * MIB }), 'spec'), MIB)),
  subject: (source) => source,
  state: ({ space }) => space.pages.stats(),
  methods: { close: { args: {}, ended: 'harmless' } },
  end: (source) => source.close(),
};

export const CLASSES = {
  AddressSpace: ADDRESS_SPACE,
  PageMap: PAGE_MAP,
  Block: BLOCK,
  SpacePages: SPACE_PAGES,
  LimitedPages: LIMITED_PAGES,
  Quota: QUOTA,
};
