// The arguments of 'tidemark/alloc': allocators as values. On the raw path what is wrong is
// answered by a code, and nothing throws.

import { expect } from 'chai';
import * as alloc from '../../src/alloc/index.ts';
import {
  type Allocator,
  ArenaAllocator,
  CheckedAllocator,
  DebugAllocator,
  FailingAllocator,
  FailurePlan,
  FallbackAllocator,
  FixedBufferAllocator,
  LimitedAllocator,
  LoggingAllocator,
  PageAllocator,
  PoolAllocator,
  SlotPool,
} from '../../src/alloc/index.ts';
import { Heap, HeapAllocator } from '../../src/index.ts';
import { AddressSpace, SpacePages } from '../../src/memory/index.ts';
import { KIB, MIB } from '../../src/memory/units.ts';
import type { Call, Construction, Description } from './description.ts';
import {
  among,
  callback,
  choice,
  flag,
  instance,
  type Kind,
  optional,
  options,
  text,
  unchecked,
  whole,
} from './kinds.ts';

const BLOCK_BYTES = 64;

/** An allocator under test, with a block that it handed out. */
class AllocWorld<A extends Allocator> {
  readonly space = new AddressSpace({ reserve: 4 * MIB });
  readonly pages = new PageAllocator(new SpacePages(this.space, 'spec'));
  readonly subject: A;
  readonly address: number;

  constructor(make: (backing: PageAllocator) => A) {
    this.subject = make(this.pages);
    this.address = this.subject.allocate(BLOCK_BYTES, 8);
    expect(this.address).to.be.at.least(0);
  }

  state(): unknown {
    return [this.subject.stats(), this.pages.stats(), this.space.pages.stats()];
  }
}

type World = AllocWorld<Allocator>;
type Here = Kind<World>;

const NUMBERS_THAT_ARE_NONE = [null, undefined, true, 'x', '64', [64], {}, NaN, -1, 0.5];
const BYTES = (right: number): Here =>
  among(right, [...NUMBERS_THAT_ARE_NONE, 0, Infinity, 2 ** 53]);
/** Bytes of a block that is held: of what is no size, whoever looks knows. */
const OLD_BYTES: Here = among(BLOCK_BYTES, [...NUMBERS_THAT_ARE_NONE, 0, Infinity, 2 ** 53]);
const ALIGNMENT: Here = among(8, [
  ...NUMBERS_THAT_ARE_NONE,
  0,
  3,
  -8,
  1.5,
  Infinity,
  2 ** 29,
  2 ** 32,
]);
const ADDRESS: Here = among(
  ({ address }) => address,
  [null, undefined, 'x', [8], {}, NaN, -1, 0.5, Infinity, 2 ** 32, 2 ** 32 - 8],
);
const NAME: Here = text('spec');
const NAMED: Here = options({ name: NAME });
const BACKING: Here = instance(({ pages }) => pages, [{ name: 'none' }, { allocate: 5 }]);
const SOURCE: Here = instance<World>(
  ({ space }) => new SpacePages(space, 'more'),
  ({ space }) => [space, { space, owner: 1 }],
);
const PLAN: Here = instance(() => new FailurePlan(Infinity), [{ next: 5 }]);

const RAW: Readonly<Record<string, Call<World>>> = {
  allocate: { args: { bytes: BYTES(8), alignment: ALIGNMENT }, answersInCodes: true },
  resize: {
    args: { address: ADDRESS, oldBytes: OLD_BYTES, newBytes: BYTES(BLOCK_BYTES - 8) },
    answersInCodes: true,
  },
  free: { args: { address: ADDRESS, bytes: OLD_BYTES }, answersInCodes: true },
  stats: { args: {}, ended: 'harmless' },
};

function described<A extends Allocator>(
  make: (backing: PageAllocator) => A,
  construct: Construction<World>,
  more: Readonly<Record<string, Call<World>>> = {},
): Description<World> {
  return {
    within: (run) => run(new AllocWorld<Allocator>(make)),
    subject: ({ subject }) => subject,
    state: (world) => world.state(),
    construct,
    methods: { ...RAW, ...more },
  };
}

/** An allocator that can be disposed of; afterwards it answers by a code. */
function disposable<A extends Allocator & { dispose(): unknown }>(
  make: (backing: PageAllocator) => A,
  construct: Construction<World>,
  more: Readonly<Record<string, Call<World>>> = {},
): Description<World> {
  const dispose: Call<World> = { args: {}, ended: 'raw' };
  return {
    ...described(make, construct, { dispose, ...more }),
    end: ({ subject }) => void (subject as A).dispose(),
  };
}

const CHECKPOINT: Here = among(
  ({ subject }) => (subject as ArenaAllocator).checkpoint(),
  [null, undefined, 5, 'x', {}, [], { chunk: 9, cursor: 9, blocks: 9 }],
);
const RESET: Here = among('retain', [
  null,
  undefined,
  5,
  'x',
  'constructor',
  {},
  { retain: -1 },
  { retain: 'x' },
  { retain: 0.5 },
]);
const LISTENER: Here = callback(() => {});

export const ALLOCATORS: Readonly<Record<string, Description<World>>> = {
  PageAllocator: disposable(
    (pages) => pages,
    {
      class: PageAllocator,
      args: { source: SOURCE, options: NAMED },
    },
    {
      sizeOf: {
        args: { address: unchecked('a question: where no run starts there are 0 bytes', 0) },
        ended: 'raw',
      },
    },
  ),
  ArenaAllocator: disposable(
    (backing) => new ArenaAllocator(backing),
    {
      class: ArenaAllocator,
      args: {
        backing: BACKING,
        options: options({
          name: NAME,
          firstChunk: whole(1, Infinity, KIB),
          largestChunk: whole(4 * KIB, Infinity, MIB),
        }),
      },
    },
    {
      checkpoint: { args: {}, ended: 'raw' },
      rewind: { args: { checkpoint: CHECKPOINT }, answersInCodes: true, ended: 'raw' },
      reset: { args: { mode: RESET }, answersInCodes: true, ended: 'raw' },
    },
  ),
  PoolAllocator: disposable(
    (backing) => new PoolAllocator(backing),
    {
      class: PoolAllocator,
      args: {
        backing: BACKING,
        options: options({
          name: NAME,
          slabBytes: among(64 * KIB, [null, 'x', '65536', 0, -1, 1000, 3 * KIB, 0.5, NaN, 2 ** 29]),
          largestSlot: whole(8, Infinity, 64),
          keepEmpty: whole(0, Infinity, 1),
        }),
      },
    },
    { trim: { args: {}, ended: 'raw' } },
  ),
  SlotPool: disposable((backing) => new SlotPool(backing, BLOCK_BYTES, 4 * KIB), {
    class: SlotPool,
    args: {
      backing: BACKING,
      slotBytes: among(16, [...NUMBERS_THAT_ARE_NONE, 0, 12, 2 ** 30]),
      capacity: among(KIB, [...NUMBERS_THAT_ARE_NONE, 0, 12, 2 ** 30]),
      options: NAMED,
    },
  }),
  DebugAllocator: described(
    (backing) => new DebugAllocator(backing),
    {
      class: DebugAllocator,
      args: {
        inner: BACKING,
        options: options({
          name: NAME,
          traces: flag(true),
          canaryBytes: whole(0, Infinity, 8),
          poison: flag(true),
          neverReuse: flag(true),
          onFault: LISTENER,
        }),
      },
    },
    {
      leaks: { args: {} },
      leakReport: { args: {} },
      verify: { args: {} },
      releaseFreed: { args: {} },
    },
  ),
  FailingAllocator: described(
    (backing) => new FailingAllocator(backing, new FailurePlan(Infinity)),
    {
      class: FailingAllocator,
      args: { inner: BACKING, plan: PLAN, options: NAMED },
    },
  ),
  FallbackAllocator: described((backing) => new FallbackAllocator(backing, backing), {
    class: FallbackAllocator,
    args: { primary: BACKING, secondary: BACKING, options: NAMED },
  }),
  LimitedAllocator: described((backing) => new LimitedAllocator(backing, MIB), {
    class: LimitedAllocator,
    args: { inner: BACKING, limit: whole(0, Infinity, MIB), options: NAMED },
  }),
  LoggingAllocator: described((backing) => new LoggingAllocator(backing, () => {}), {
    class: LoggingAllocator,
    args: { inner: BACKING, listener: LISTENER, options: NAMED },
  }),
  HeapAllocator: disposable((backing) => new HeapAllocator(new Heap({ space: backing.memory })), {
    class: HeapAllocator,
    args: {
      heap: instance(
        ({ space }) => new Heap({ space }),
        ({ space }) => [space],
      ),
      options: NAMED,
    },
  }),
  FixedBufferAllocator: described(
    () => new FixedBufferAllocator(new ArrayBuffer(4 * KIB)),
    {
      class: FixedBufferAllocator,
      args: {
        buffer: instance(() => new ArrayBuffer(4 * KIB), [new Uint8Array(8), { byteLength: 8 }]),
        options: options({
          name: NAME,
          offset: whole(0, 4 * KIB, 8),
          bytes: whole(0, 4 * KIB, 8),
        }),
      },
    },
    { reset: { args: {} } },
  ),
};

const ALLOCATOR_ERROR = ['AllocatorError'];
const thrown = (kind: Here): Here => ({ ...kind, errors: ALLOCATOR_ERROR });

export const CHECKED: Description<World> = {
  ...described((backing) => backing, { class: CheckedAllocator, args: { allocator: BACKING } }),
  within: (run) => run(new AllocWorld<Allocator>((backing) => new DebugAllocator(backing))),
  subject: ({ subject }) => alloc.checked(subject),
  methods: {
    allocate: { args: { bytes: thrown(BYTES(8)), alignment: optional(thrown(ALIGNMENT)) } },
    resize: {
      args: {
        address: thrown(ADDRESS),
        oldBytes: thrown(OLD_BYTES),
        newBytes: thrown(BYTES(BLOCK_BYTES - 8)),
      },
    },
    free: { args: { address: thrown(ADDRESS), bytes: thrown(OLD_BYTES) } },
    stats: { args: {} },
  },
};

/** What stands alone. */
export const FUNCTIONS: Description<World> = {
  within: (run) => run(new AllocWorld<Allocator>((backing) => backing)),
  subject: () => alloc,
  state: (world) => world.state(),
  methods: {
    isForWantOfRoom: { args: { code: unchecked('a question: what is no code says nothing', -1) } },
    memoryOf: {
      args: { buffer: instance(() => new ArrayBuffer(64), [new Uint8Array(8), { byteLength: 8 }]) },
    },
    checkAllFailures: {
      args: {
        program: callback(() => {}),
        open: callback(() => new FixedBufferAllocator(new ArrayBuffer(64))),
      },
    },
    checkAllPageFailures: { args: { program: callback(() => {}), source: SOURCE } },
    checked: { args: { allocator: BACKING } },
    codeName: { args: { code: whole(-12, -1, -1) } },
    slotSizes: { args: { largest: unchecked('ends the process', 64) } },
    slotGeometry: {
      args: { slotBytes: unchecked('never ends', 16), capacity: unchecked('never ends', 512) },
    },
  },
};

export const FAILURE_PLAN: Description<FailurePlan> = {
  within: (run) => run(new FailurePlan(3)),
  subject: (plan) => plan,
  state: ({ calls, failures }) => [calls, failures],
  construct: {
    class: FailurePlan,
    args: {
      failAt: among(3, [null, undefined, 'x', '3', -1, 0.5, NaN, {}]),
      span: optional(choice('once')),
    },
  },
  methods: { next: { args: {} } },
};
