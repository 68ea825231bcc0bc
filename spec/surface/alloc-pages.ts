// The arguments of page sources that stand over another source, or over an allocator.

import {
  AllocatorPages,
  FailingPages,
  FailurePlan,
  FixedBufferAllocator,
  LoggingPages,
  PageAllocator,
} from '../../src/alloc/index.ts';
import { AddressSpace, type PageSource, SpacePages } from '../../src/memory/index.ts';
import { MIB } from '../../src/memory/units.ts';
import type { Construction, Description } from './description.ts';
import { among, callback, instance, type Kind, options, text, whole } from './kinds.ts';

const NUMBERS_THAT_ARE_NONE = [null, undefined, true, 'x', '64', [64], {}, NaN, -1, 0.5];

/** Page sources that stand over another one, which looks at what it is asked. */
interface PagesWorld {
  readonly inner: SpacePages;
  readonly subject: PageSource;
}

type OverPages = Kind<PagesWorld>;

function pagesOver(
  make: (inner: SpacePages) => PageSource,
  methods: Description<PagesWorld>['methods'],
  construct?: Construction<PagesWorld>,
): Description<PagesWorld> {
  return {
    within: (run) => {
      const inner = new SpacePages(new AddressSpace({ reserve: 4 * MIB }), 'spec');
      run({ inner, subject: make(inner) });
    },
    subject: ({ subject }) => subject,
    state: ({ inner }) => [inner.space.pages.stats(), inner.space.holders()],
    ...(construct === undefined ? {} : { construct }),
    methods,
  };
}

const RUNS: Description<PagesWorld>['methods'] = {
  acquire: {
    args: {
      pages: whole(1, 65536, 1),
      alignment: among(2, [...NUMBERS_THAT_ARE_NONE, 0, 3, 2 ** 17]),
    },
  },
  release: {
    args: {
      start: among(
        ({ subject }) => subject.acquire(4, 1),
        [...NUMBERS_THAT_ARE_NONE, 0, 1000, 2 ** 20],
      ),
      pages: whole(1, 65536, 4),
    },
  },
};
const CLOSE: Description<PagesWorld>['methods'] = { close: { args: {} } };

const INNER: OverPages = instance(
  ({ inner }) => inner,
  ({ inner }) => [inner.space, { space: inner.space, owner: 1 }],
);
const failing = (inner: SpacePages): PageSource =>
  new FailingPages(inner, new FailurePlan(Infinity));
const logging = (inner: SpacePages): PageSource => new LoggingPages(inner, () => {});

const allocated = (inner: SpacePages): AllocatorPages =>
  new AllocatorPages(inner.space, new PageAllocator(inner));

export const PAGES: Readonly<Record<string, Description<PagesWorld>>> = {
  FailingPages: pagesOver(failing, RUNS, {
    class: FailingPages,
    args: { inner: INNER, plan: instance(() => new FailurePlan(Infinity), [{ next: 5 }]) },
  }),
  'FailingPages of nobody': pagesOver(failing, CLOSE),
  LoggingPages: pagesOver(logging, RUNS, {
    class: LoggingPages,
    args: { inner: INNER, listener: callback(() => {}) },
  }),
  'LoggingPages of nobody': pagesOver(logging, CLOSE),
  AllocatorPages: pagesOver(allocated, RUNS, {
    class: AllocatorPages,
    args: {
      space: instance(
        ({ inner }) => inner.space,
        ({ inner }) => [inner],
      ),
      allocator: instance(
        ({ inner }) => new PageAllocator(inner),
        ({ inner }) => [inner, new FixedBufferAllocator(new ArrayBuffer(64))],
      ),
      options: options({ name: text('spec') }),
    },
  }),
  'AllocatorPages of nobody': pagesOver(allocated, CLOSE),
};
