// The arguments of 'tidemark': heaps, and what they hand out.

import {
  AddressSpace,
  ArrayLayout,
  BytesLayout,
  FixedLayout,
  Heap,
  Pin,
  Root,
  RootStack,
  Scope,
  SpacePages,
} from '../../src/index.ts';
import { KIB, MAX_RUN_BYTES, MIB } from '../../src/memory/units.ts';
import type { Call, Description } from './description.ts';
import { form, formOrNull, HeapWorld, OF_HEAP, ours, oursOrNull } from './heap-world.ts';
import {
  among,
  callback,
  choice,
  flag,
  instance,
  type Kind,
  numeric,
  optional,
  options,
  text,
  unchecked,
  whole,
} from './kinds.ts';

type Ours = Kind<HeapWorld>;

const RAW = 'the raw path: a slot is a load or a store, and said to be so where it is declared';
const INNER = 'called by the layout and the heap alone';
const BY_HEAP = 'the class of the argument is in no entry: a heap has it';

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
  name: text<unknown>('spec'),
};

const NO_CALLBACK = (): void => {};
const CALLBACK: Ours = callback(NO_CALLBACK);
const NAME: Ours = text('L');
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
    ...['constructor', 'toString', '__proto__', 'i64', 5, null, undefined].map((a) => ({ a })),
    { new: 'ref' },
    { constructor: 'ref' },
    Object.fromEntries(Array.from({ length: 2000 }, (_, index) => [`f${index}`, 'i32'])),
  ],
  ['LayoutError'],
);
const ELEMENTS: Ours = choice('value', ['LayoutError']);
const LENGTH: Ours = whole(0, 2 ** 26, 3);
const BYTE_LENGTH: Ours = whole(0, 2 ** 28, 3);
const WORDS: Ours = whole(0, Infinity, 3);
const INDEX: Ours = whole(0, 7, 3);
const WORD = (errors = ['ValueError']): Ours =>
  among(
    6,
    [null, undefined, true, 'x', '8', [8], 0.5, NaN, 2 ** 31 + 9, 2 ** 32, 2147483641],
    errors,
  );
const INTEGER: Ours = among(
  5,
  [null, undefined, true, 'x', '8', [8], 0.5, NaN, Infinity, 2 ** 30, -(2 ** 30) - 1],
  ['ValueError'],
);
const BYTE: Ours = numeric(5, ['ValueError']);
const OBJECT = form(({ target }) => target);
const IN_ROW = form(({ row }) => row);

export const HEAP: Description<HeapWorld> = {
  ...OF_HEAP,
  subject: ({ heap }) => heap,
  construct: { class: Heap, args: { options: options(HEAP_OPTIONS) } },
  methods: {
    layout: { args: { name: NAME, kinds: KINDS } },
    arrayLayout: { args: { name: NAME, elements: ELEMENTS } },
    bytesLayout: { args: { name: NAME } },
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
    root: { args: { ref: optional(oursOrNull(({ ref }) => ref)) } },
    pin: { args: { ref: ours(({ ref }) => ref) } },
    scope: { args: { body: CALLBACK } },
    stack: { args: { slots: optional(whole(1, MAX_RUN_BYTES / 4 - 1, 16)) } },
    addScanner: { args: { scanner: CALLBACK } },
    onMarked: { args: { listener: CALLBACK } },
    onMoved: { args: { listener: CALLBACK } },
    onCollection: { args: { listener: CALLBACK } },
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

export const ROOT: Description<HeapWorld> = {
  ...OF_HEAP,
  subject: ({ kept }) => kept,
  construct: {
    class: Root,
    args: {
      table: instance(() => undefined),
      slot: unchecked(BY_HEAP, 0),
    },
    madeBy: BY_HEAP,
  },
  methods: {
    ref: { args: { ref: oursOrNull(({ ref }) => ref) } },
    release: { args: {}, ended: 'harmless' },
  },
};

export const PIN: Description<HeapWorld> = {
  ...OF_HEAP,
  subject: ({ heap, ref }) => heap.pin(ref),
  construct: {
    class: Pin,
    args: { table: instance(() => undefined), root: unchecked(BY_HEAP, undefined) },
    madeBy: BY_HEAP,
  },
  methods: { release: { args: {}, ended: 'harmless' } },
};

const scopes = new WeakMap<HeapWorld, Scope>();

export const SCOPE: Description<HeapWorld> = {
  ...OF_HEAP,
  within: (run) => {
    const world = new HeapWorld();
    world.heap.scope((scope) => {
      scopes.set(world, scope);
      run(world);
    });
  },
  subject: (world) => scopes.get(world)!,
  construct: {
    class: Scope,
    args: { table: instance(() => undefined) },
    madeBy: BY_HEAP,
  },
  methods: {
    root: { args: { ref: optional(oursOrNull(({ ref }) => ref)) } },
    release: { args: {}, ended: 'harmless' },
  },
};

export const STACK: Description<HeapWorld> = {
  ...OF_HEAP,
  subject: ({ heap, ref }) => {
    const stack = heap.stack(16);
    stack.push(ref);
    return stack;
  },
  construct: {
    class: RootStack,
    args: {
      space: instance(({ space }) => space),
      address: unchecked(BY_HEAP, 4096),
      slots: unchecked(BY_HEAP, 1),
    },
    madeBy: BY_HEAP,
  },
  methods: {
    push: { args: { ref: formOrNull(({ ref }) => ref, ['HandleError']) } },
    pop: { args: {} },
    peek: { args: { below: optional(whole(0, 0, 0, ['HandleError'])) } },
    visit: { args: { visit: CALLBACK }, ended: 'harmless' },
    followViews: { args: {}, ended: 'harmless' },
    freeze: { args: { isFrozen: unchecked(INNER, false) }, ended: 'harmless' },
    dispose: { args: {}, ended: 'harmless' },
  },
};

export const FIXED_LAYOUT: Description<HeapWorld> = {
  ...OF_HEAP,
  subject: ({ Pair }) => Pair,
  construct: {
    class: FixedLayout,
    args: {
      plane: instance(() => undefined),
      layout: unchecked(BY_HEAP, 'L'),
      kinds: unchecked(BY_HEAP, () => ({})),
    },
    madeBy: BY_HEAP,
  },
  methods: {
    new: {
      args: {
        initial: optional(
          among(
            ({ ref }) => ({ head: 1, tail: ref, size: 0.5, flag: true, small: 3 }),
            () => [
              null,
              5,
              'x',
              true,
              () => 1,
              ...[null, true, 'x', 0.5, 2 ** 30].map((head) => ({ head })),
              ...[null, true, '9', 9.5, 2, 2 ** 32 + 9, 2147483641].map((tail) => ({ tail })),
              ...[null, true, 'x', '8'].flatMap((size) => [{ size }, { small: size }]),
              ...[null, 0, 'no'].map((flag) => ({ flag })),
            ],
            ['ValueError'],
          ),
        ),
      },
    },
  },
};

const OF_ARRAY: Readonly<Record<string, Call<HeapWorld>>> = {
  new: { args: { length: LENGTH } },
  growInPlace: { args: { ref: IN_ROW, length: whole(0, 2 ** 26, 8) } },
  length: { args: { ref: IN_ROW } },
  get: { args: { ref: IN_ROW, index: INDEX } },
  set: {
    args: { ref: IN_ROW, index: INDEX, value: formOrNull(({ ref }) => ref, ['ValueError']) },
  },
  getWord: { args: { ref: IN_ROW, index: INDEX } },
  setWord: { args: { ref: IN_ROW, index: INDEX, word: WORD() } },
};

export const ARRAY_LAYOUT: Description<HeapWorld> = {
  ...OF_HEAP,
  subject: ({ Row }) => Row,
  construct: {
    class: ArrayLayout,
    args: {
      plane: instance(() => undefined),
      name: unchecked(BY_HEAP, 'L'),
      elements: unchecked(BY_HEAP, 'ref'),
    },
    madeBy: BY_HEAP,
  },
  methods: OF_ARRAY,
};

const IN_VALUES = form(({ values }) => values);

export const ARRAY_OF_VALUES: Description<HeapWorld> = {
  ...OF_HEAP,
  subject: ({ Values }) => Values,
  methods: { set: { args: { ref: IN_VALUES, index: INDEX, value: INTEGER } } },
};

const IN_TEXT = form(({ text }) => text);
const OFFSET: Ours = optional(whole(0, 8, 2));

export const BYTES_LAYOUT: Description<HeapWorld> = {
  ...OF_HEAP,
  subject: ({ Text }) => Text,
  construct: {
    class: BytesLayout,
    args: { plane: instance(() => undefined), name: unchecked(BY_HEAP, 'L') },
    madeBy: BY_HEAP,
  },
  methods: {
    new: { args: { length: BYTE_LENGTH } },
    length: { args: { ref: IN_TEXT } },
    view: { args: { ref: IN_TEXT } },
    fill: { args: { ref: IN_TEXT, byte: BYTE, start: OFFSET, end: OFFSET } },
    get: { args: { ref: IN_TEXT, index: INDEX } },
    set: { args: { ref: IN_TEXT, index: INDEX, byte: BYTE } },
  },
};

/** `init` and `followViews` are in the class of a value field alone, and for the layout. */
function field(subject: (world: HeapWorld) => object, value: Ours): Description<HeapWorld> {
  return {
    ...OF_HEAP,
    subject,
    methods: { get: { args: { ref: OBJECT } }, set: { args: { ref: OBJECT, value } } },
  };
}

export const FIELDS: Readonly<Record<string, Description<HeapWorld>>> = {
  Field: field(
    ({ Pair }) => Pair.tail,
    formOrNull(({ ref }) => ref, ['ValueError']),
  ),
  'Field of numbers': field(({ Pair }) => Pair.size, BYTE),
  'Field of small numbers': field(({ Pair }) => Pair.small, BYTE),
  'Field of booleans': field(({ Pair }) => Pair.flag, flag(true, ['ValueError'])),
  ValueField: {
    ...field(({ Pair }) => Pair.head, INTEGER),
    construct: {
      class: class ValueField {},
      args: { parts: unchecked(BY_HEAP, undefined), place: unchecked(BY_HEAP, undefined) },
      madeBy: BY_HEAP,
    },
    methods: {
      ...field(({ Pair }) => Pair.head, INTEGER).methods,
      getWord: { args: { ref: OBJECT } },
      setWord: { args: { ref: OBJECT, word: WORD() } },
      init: {
        args: { ref: unchecked(INNER, ({ target }) => target), value: unchecked(INNER, 1) },
        ended: 'raw',
      },
      followViews: { args: {}, ended: 'harmless' },
    },
  },
};
