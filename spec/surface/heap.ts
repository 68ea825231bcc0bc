// The arguments of 'tidemark': heaps, and what they hand out.

import * as tidemark from '../../src/index.ts';
import {
  AddressSpace,
  ArenaInfo,
  Heap,
  HeapCheckpoint,
  HeapBlock,
  MAX_PAYLOAD,
  Quota,
  SpacePages,
} from '../../src/index.ts';
import { KIB, MAX_RUN_BYTES, MIB } from '../../src/memory/units.ts';
import type { Description } from './description.ts';
import * as ofRoots from './roots.ts';
import * as ofWeak from './weak.ts';
import type { HeapWorld } from './heap-world.ts';
import { BY_HEAP, ELEMENTS, LENGTH, NAME, OF_HEAP, ours, oursOrNull } from './heap-world.ts';
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

type Ours = Kind<HeapWorld>;

const RAW = 'the raw path: a slot is a load or a store, and said to be so where it is declared';

const LIMIT = whole<unknown>(32 * KIB, Infinity, MIB);

const HEAP_OPTIONS = {
  limit: LIMIT,
  collect: choice<unknown>('explicit'),
  space: instance<unknown>(() => new AddressSpace({ reserve: 4 * MIB })),
  pages: instance<unknown>(
    () => new SpacePages(new AddressSpace({ reserve: 4 * MIB }), 'spec'),
    () => [
      new AddressSpace({ reserve: 2 * MIB }),
      { space: {}, owner: 1, acquire() {}, release() {} },
    ],
  ),
  softLimit: LIMIT,
  growth: choice<unknown>('square-root'),
  nursery: among<unknown>(64 * KIB, [
    null,
    '64',
    -1,
    1,
    32 * KIB - 1,
    64 * KIB + 0.5,
    NaN,
    Infinity,
  ]),
  preciseRoots: flag<unknown>(true),
  trim: choice<unknown>('automatic'),
  stress: options<unknown>({
    collectEvery: whole(1, Infinity, 3),
    collectSeed: whole(0, 0xffffffff, 1),
    moveAll: flag(true),
    poison: flag(true),
    neverReuse: flag(true),
    overflowStack: flag(true),
    verify: flag(true),
  }),
  marks: choice<unknown>('side'),
  checked: flag<unknown>(true),
  reuse: flag<unknown>(true),
  quota: instance<unknown>(() => new Quota(MIB)),
  name: text<unknown>('spec'),
};

const NO_CALLBACK = (): void => {};
const CALLBACK: Ours = callback(NO_CALLBACK);
const PRIORITY: Ours = whole(-(2 ** 31) + 1, 2 ** 31 - 1, 3);
const TRACED: Ours = among(
  2,
  [null, undefined, -1, 0.5, NaN, '2', 'every', 2 ** 26, {}, true],
  ['LayoutError'],
);
const LAYOUT: Ours = instance(
  ({ Row }) => Row,
  ({ other, OtherPair }) => [OtherPair, other.bytesLayout('B'), { id: 1, new: () => 9 }],
  ['LayoutError'],
);
const KINDS: Ours = among(
  () => ({ a: 'ref' }),
  [
    null,
    undefined,
    5,
    'ref',
    ['ref'],
    ...['constructor', 'toString', '__proto__', 'i128', 5, null, undefined].map((a) => ({ a })),
    Object.fromEntries(Array.from({ length: 2000 }, (_, index) => [`f${index}`, 'i32'])),
  ],
  ['LayoutError'],
);
const WORDS: Ours = whole(0, Infinity, 3);

const HEAP: Description<HeapWorld> = {
  ...OF_HEAP,
  subject: ({ heap }) => heap,
  construct: { class: Heap, args: { options: options(HEAP_OPTIONS) } },
  methods: {
    layout: {
      args: {
        name: NAME,
        kinds: KINDS,
        options: options({ finalize: CALLBACK, priority: PRIORITY }),
      },
    },
    weak: { args: { ref: ours(({ ref }) => ref) } },
    weakMapLayout: { args: { name: NAME } },
    weakSetLayout: { args: { name: NAME } },
    finalize: {
      args: {
        ref: ours(({ ref }) => ref),
        finalizer: CALLBACK,
        options: options({ priority: PRIORITY }),
      },
    },
    finalizationRegistry: { args: { callback: CALLBACK } },
    runFinalizers: { args: {} },
    endJob: { args: {} },
    identityHash: { args: { ref: ours(({ ref }) => ref) } },
    arrayLayout: {
      args: {
        name: NAME,
        elements: ELEMENTS,
        options: options({
          alignment: among(16, [null, true, 'x', '16', 0, 4, 12, 16.5, NaN, Infinity, 128]),
        }),
      },
    },
    bytesLayout: { args: { name: NAME } },
    stringLayout: { args: { name: NAME } },
    internTable: {
      args: {
        layout: instance(
          ({ Strings }) => Strings,
          ({ other, Text }) => [other.stringLayout('Theirs'), Text],
          ['LayoutError'],
        ),
      },
    },
    rawLayout: { args: { name: NAME, traced: TRACED } },
    allocate: { args: { layout: LAYOUT, length: optional(LENGTH) } },
    allocateRaw: {
      args: {
        layout: among(
          ({ raw }) => raw,
          ({ Pair }) => [
            Pair.id,
            null,
            undefined,
            0,
            -1,
            4095,
            1.5,
            NaN,
            'x',
            'constructor',
            2 ** 32 + 1,
          ],
          ['LayoutError'],
        ),
        payloadWords: WORDS,
      },
    },
    growInPlace: { args: { ref: ours(({ large }) => large), payloadWords: WORDS } },
    read: {
      args: { ref: unchecked(RAW, ({ ref }) => ref), slot: unchecked(RAW, 0) },
      ended: 'raw',
    },
    write: {
      args: {
        ref: unchecked(RAW, ({ ref }) => ref),
        slot: unchecked(RAW, 0),
        word: unchecked(RAW, 14),
      },
    },
    payloadWords: { args: { ref: ours(({ ref }) => ref) } },
    layoutOf: { args: { ref: ours(({ ref }) => ref) } },
    forEachObject: { args: { visit: CALLBACK } },
    arenas: { args: {} },
    isMarked: { args: { ref: ours(({ ref }) => ref) } },
    headerOf: { args: { ref: ours(({ ref }) => ref) } },
    refAt: { args: { address: whole(0, 2 ** 32 - 1, 4096) } },
    flagsOf: { args: { ref: ours(({ ref }) => ref) } },
    setFlags: { args: { ref: ours(({ ref }) => ref), flags: whole(0, 3, 2) } },
    forEachField: { args: { ref: ours(({ ref }) => ref), visit: CALLBACK } },
    forEachReference: { args: { ref: ours(({ ref }) => ref), visit: CALLBACK } },
    describe: { args: { ref: ours(({ ref }) => ref) } },
    root: { args: { ref: optional(oursOrNull(({ ref }) => ref)) } },
    pin: { args: { ref: ours(({ ref }) => ref) } },
    scope: { args: { body: CALLBACK } },
    scopeAsync: { args: { body: callback(async () => {}) } },
    openScope: { args: {} },
    rootSet: { args: {} },
    stack: { args: { slots: optional(whole(1, MAX_RUN_BYTES / 4 - 1, 16)) } },
    addScanner: { args: { scanner: CALLBACK } },
    onMarked: { args: { listener: CALLBACK } },
    onMoved: { args: { listener: CALLBACK } },
    onBeforeCollection: { args: { listener: CALLBACK } },
    onNearLimit: { args: { listener: CALLBACK } },
    onCollection: { args: { listener: CALLBACK } },
    setLimit: { args: { bytes: whole(32 * KIB, Infinity, MIB) } },
    remaining: { args: {} },
    adjustExternal: {
      args: {
        bytes: among(5, [
          null,
          undefined,
          true,
          'x',
          '8',
          [8],
          0.5,
          NaN,
          Infinity,
          -Infinity,
          -1,
          -(2 ** 60),
        ]),
      },
    },
    onError: { args: { listener: CALLBACK } },
    reserve: { args: { bytes: whole(1, MAX_RUN_BYTES, 4096) } },
    safepoint: { args: { bytes: optional(whole(0, Infinity, 64)) } },
    collect: {
      args: { options: options({ scope: choice('full'), compact: flag(false) }) },
    },
    trim: { args: {} },
    stats: { args: {}, ended: 'harmless' },
    verify: { args: {} },
    dispose: { args: {}, ended: 'harmless' },
  },
};

const ARENA_INFO: Description<HeapWorld> = {
  ...OF_HEAP,
  subject: ({ heap }) => heap.arenas()[0]!,
  construct: {
    class: ArenaInfo,
    args: {
      heap: unchecked(BY_HEAP, undefined),
      walk: unchecked(BY_HEAP, undefined),
      arena: unchecked(BY_HEAP, 1),
    },
    madeBy: BY_HEAP,
  },
  methods: { forEachBlock: { args: { visit: CALLBACK } } },
};

const HEAP_BLOCK: Description<HeapWorld> = {
  ...OF_HEAP,
  subject: ({ heap }) => {
    let found: HeapBlock | undefined;
    heap.arenas()[0]!.forEachBlock((block) => (found = block));
    return found!;
  },
  construct: {
    class: HeapBlock,
    args: { parts: unchecked(BY_HEAP, undefined) },
    madeBy: BY_HEAP,
  },
  methods: {},
};

/** A heap that can be rewound, and one of its checkpoints. */
class NeverWorld {
  readonly heap = new Heap({ space: new AddressSpace({ reserve: 4 * MIB }), collect: 'never' });
  readonly checkpoint = this.heap.checkpoint();
  readonly foreign = new Heap({ space: this.heap.space, collect: 'never' }).checkpoint();
}

const OF_NEVER = {
  within: (run: (world: NeverWorld) => void): void => run(new NeverWorld()),
  state: ({ heap }: NeverWorld): unknown => [heap.stats(), heap.space.pages.stats()],
  check: ({ heap }: NeverWorld): void => void heap.verify(),
  end: ({ heap }: NeverWorld): void => heap.dispose(),
};

export const NEVER_HEAP: Description<NeverWorld> = {
  ...OF_NEVER,
  subject: ({ heap }) => heap,
  methods: {
    checkpoint: { args: {} },
    rewind: {
      args: {
        checkpoint: instance(
          ({ checkpoint }) => checkpoint,
          ({ foreign }) => [foreign],
          ['BadRequestError', 'HandleError'],
        ),
      },
    },
  },
};

export const CHECKPOINT: Description<NeverWorld> = {
  ...OF_NEVER,
  subject: ({ checkpoint }) => checkpoint,
  construct: {
    class: HeapCheckpoint,
    args: {},
  },
  methods: {},
};

const BITS = 'arithmetic on a word, in the hottest loops: what is no word has no meaning';

const PAYLOAD: Ours = optional(whole(0, MAX_PAYLOAD, 5));

/** What stands alone. */
export const FUNCTIONS: Description<HeapWorld> = {
  ...OF_HEAP,
  subject: () => tidemark,
  methods: {
    addressOf: { args: { ref: unchecked(BITS, 9) }, ended: 'raw' },
    toRef: { args: { word: unchecked(BITS, 9) }, ended: 'raw' },
    integerOf: { args: { word: unchecked(BITS, 10) }, ended: 'raw' },
    integerWord: { args: { value: unchecked(BITS, 5) }, ended: 'raw' },
    isInteger: { args: { word: unchecked(BITS, 10) }, ended: 'raw' },
    headerMark: { args: { header: unchecked(BITS, 0) }, ended: 'raw' },
    immediate: {
      args: { kind: among(3, [null, undefined, 1, 2, '3', 9, {}]), payload: PAYLOAD },
      ended: 'raw',
    },
    isImmediate: {
      args: { word: unchecked('a question: what is no int32 is no immediate', 11) },
      ended: 'raw',
    },
    immediateKind: { args: { word: unchecked(BITS, 11) }, ended: 'raw' },
    immediatePayload: { args: { word: unchecked(BITS, 11) }, ended: 'raw' },
    isRef: {
      args: { word: unchecked('a question: what is no int32 is no reference', 9) },
      ended: 'raw',
    },
    parseStress: {
      args: {
        text: among('moveAll,poison', [
          ...[null, undefined, 5, {}, ['poison']],
          ...[
            '',
            'poisn',
            'poison=1',
            'collectEvery',
            'collectEvery=0',
            'collectEvery=1.5',
            'toString',
          ],
        ]),
      },
      ended: 'raw',
    },
  },
};

export const CLASSES = {
  Heap: HEAP,
  ArenaInfo: ARENA_INFO,
  HeapBlock: HEAP_BLOCK,
  ...ofRoots.CLASSES,
  ...ofWeak.CLASSES,
};
