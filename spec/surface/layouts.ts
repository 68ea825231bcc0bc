// The arguments of layouts and fields.

import {
  ArrayLayout,
  BytesLayout,
  FixedLayout,
  InternTable,
  NumberArrayLayout,
  StringLayout,
} from '../../src/index.ts';
import type { Call, Description } from './description.ts';
import { BY_HEAP, form, formOrNull, type HeapWorld, INNER, LENGTH, OF_HEAP } from './heap-world.ts';
import {
  among,
  callback,
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

const BYTE_LENGTH: Ours = whole(0, 2 ** 28, 3);
const INDEX: Ours = whole(0, 7, 3);
export const WORD = (errors = ['ValueError']): Ours =>
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
const ANY_WORD: Ours = unchecked('what is no object of the layout is told so', 2);
const OFFSET: Ours = optional(whole(0, 8, 2));
const PLACE: Ours = optional(whole(0, 8, 2));
/** An array with what is right; what no list is, and a list of what is no word. */
const LIST = (right: readonly number[]): Ours =>
  among(
    right,
    [null, undefined, 5, true, 'x', {}, () => 1, [0.5], ['8'], [null], [undefined]],
    ['BadRequestError', 'ValueError'],
  );
const OBJECT = form(({ target }) => target);
const IN_ROW = form(({ row }) => row);

const NO_INITIALS = [null, 5, 'x', true, () => 1];
const NO_VALUES_OF_OTHERS = [
  ...[null, true, '9', 9.5, 2, 2 ** 32 + 9, 2147483641].map((tail) => ({ tail })),
  ...[null, true, 'x', '8'].flatMap((size) => [{ size }, { small: size }]),
  ...[null, 0, 'no'].map((flag) => ({ flag })),
];

const FIXED_LAYOUT: Description<HeapWorld> = {
  ...OF_HEAP,
  subject: ({ Pair }) => Pair,
  construct: {
    class: FixedLayout,
    args: {
      plane: instance(() => undefined),
      layout: unchecked(BY_HEAP, 'L'),
      kinds: unchecked(BY_HEAP, () => ({})),
      options: options({ finalize: callback(() => {}), priority: whole(-1, 1, 0) }),
    },
    madeBy: BY_HEAP,
  },
  methods: {
    is: { args: { word: ANY_WORD }, ended: 'harmless' },
    new: {
      args: {
        initial: optional(
          among(
            ({ ref }) => ({ head: 1, tail: ref, size: 0.5, flag: true, small: 3 }),
            () => [
              ...NO_INITIALS,
              ...[null, true, 'x', 0.5, 2 ** 30].map((head) => ({ head })),
              ...NO_VALUES_OF_OTHERS,
            ],
            ['ValueError'],
          ),
        ),
      },
    },
    newCyclic: { args: { make: callback<HeapWorld>(() => ({})) } },
    newWords: {
      args: {
        initial: optional(
          among(
            ({ ref }) => ({ head: ref, tail: ref, size: 0.5, flag: true, small: 3 }),
            () => [
              ...NO_INITIALS,
              ...[null, true, 'x', 0.5, 2 ** 31, 2147483641].map((head) => ({ head })),
              ...NO_VALUES_OF_OTHERS,
            ],
            ['ValueError'],
          ),
        ),
      },
    },
  },
};

const OF_ARRAY: Readonly<Record<string, Call<HeapWorld>>> = {
  is: { args: { word: ANY_WORD }, ended: 'harmless' },
  new: { args: { length: LENGTH } },
  growInPlace: { args: { ref: IN_ROW, length: whole(0, 2 ** 26, 8) } },
  length: { args: { ref: IN_ROW } },
  get: { args: { ref: IN_ROW, index: INDEX } },
  set: {
    args: { ref: IN_ROW, index: INDEX, value: formOrNull(({ ref }) => ref, ['ValueError']) },
  },
  getWord: { args: { ref: IN_ROW, index: INDEX } },
  setWord: { args: { ref: IN_ROW, index: INDEX, word: WORD() } },
  fill: {
    args: {
      ref: IN_ROW,
      value: formOrNull(({ ref }) => ref, ['ValueError']),
      start: OFFSET,
      end: OFFSET,
    },
  },
  fillWord: { args: { ref: IN_ROW, word: WORD(), start: OFFSET, end: OFFSET } },
  copy: { args: { from: IN_ROW, to: IN_ROW, at: PLACE, start: OFFSET, end: OFFSET } },
  forEach: { args: { ref: IN_ROW, visit: callback<HeapWorld>(() => {}) } },
  toArray: { args: { ref: IN_ROW } },
  toWords: { args: { ref: IN_ROW } },
  from: { args: { values: LIST([0]) } },
  fromWords: { args: { words: LIST([6]) } },
};

const ARRAY_LAYOUT: Description<HeapWorld> = {
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

const ARRAY_OF_VALUES: Description<HeapWorld> = {
  ...OF_HEAP,
  subject: ({ Values }) => Values,
  methods: { set: { args: { ref: IN_VALUES, index: INDEX, value: INTEGER } } },
};

const IN_SAMPLES = form(({ samples }) => samples);
const NO_NUMBERS = [null, undefined, 5, true, {}, () => 1, ['x'], [null]];

const NUMBER_ARRAY_LAYOUT: Description<HeapWorld> = {
  ...OF_HEAP,
  subject: ({ Samples }) => Samples,
  construct: {
    class: NumberArrayLayout,
    args: {
      plane: instance(() => undefined),
      name: unchecked(BY_HEAP, 'L'),
      elements: unchecked(BY_HEAP, 'f64'),
      options: options({ alignment: unchecked(BY_HEAP, 8) }),
    },
    madeBy: BY_HEAP,
  },
  methods: {
    is: { args: { word: ANY_WORD }, ended: 'harmless' },
    new: { args: { length: whole(0, 2 ** 25, 3) } },
    growInPlace: { args: { ref: IN_SAMPLES, length: whole(0, 2 ** 25, 8) } },
    length: { args: { ref: IN_SAMPLES } },
    get: { args: { ref: IN_SAMPLES, index: INDEX } },
    set: { args: { ref: IN_SAMPLES, index: INDEX, value: BYTE } },
    fill: { args: { ref: IN_SAMPLES, value: BYTE, start: OFFSET, end: OFFSET } },
    copy: { args: { from: IN_SAMPLES, to: IN_SAMPLES, at: PLACE, start: OFFSET, end: OFFSET } },
    view: { args: { ref: IN_SAMPLES } },
    toArray: { args: { ref: IN_SAMPLES } },
    from: { args: { values: among([0.5], NO_NUMBERS, ['BadRequestError', 'ValueError']) } },
  },
};

const IN_TEXT = form(({ text }) => text);

const BYTES_LAYOUT: Description<HeapWorld> = {
  ...OF_HEAP,
  subject: ({ Text }) => Text,
  construct: {
    class: BytesLayout,
    args: { plane: instance(() => undefined), name: unchecked(BY_HEAP, 'L') },
    madeBy: BY_HEAP,
  },
  methods: {
    is: { args: { word: ANY_WORD }, ended: 'harmless' },
    new: { args: { length: BYTE_LENGTH } },
    length: { args: { ref: IN_TEXT } },
    view: { args: { ref: IN_TEXT } },
    copy: { args: { from: IN_TEXT, to: IN_TEXT, at: PLACE, start: OFFSET, end: OFFSET } },
    from: {
      args: { bytes: among(() => Uint8Array.of(1), [null, undefined, 5, 'x', [1], {}, () => 1]) },
    },
    fill: { args: { ref: IN_TEXT, byte: BYTE, start: OFFSET, end: OFFSET } },
    get: { args: { ref: IN_TEXT, index: INDEX } },
    set: { args: { ref: IN_TEXT, index: INDEX, byte: BYTE } },
  },
};

const IN_STRING = form(({ string }) => string);

const STRING_LAYOUT: Description<HeapWorld> = {
  ...OF_HEAP,
  subject: ({ Strings }) => Strings,
  construct: {
    class: StringLayout,
    args: { plane: instance(() => undefined), name: unchecked(BY_HEAP, 'L') },
    madeBy: BY_HEAP,
  },
  methods: {
    is: { args: { word: ANY_WORD }, ended: 'harmless' },
    isOf: { args: { plane: unchecked(INNER, undefined) }, ended: 'harmless' },
    new: { args: { text: text('語') } },
    read: { args: { ref: IN_STRING } },
    length: { args: { ref: IN_STRING } },
    charCodeAt: { args: { ref: IN_STRING, index: INDEX } },
    equals: { args: { one: IN_STRING, other: IN_STRING } },
    holds: { args: { ref: IN_STRING, text: text('eight un') } },
    compare: { args: { one: IN_STRING, other: IN_STRING } },
    hash: { args: { ref: IN_STRING } },
  },
};

const INTERN_TABLE: Description<HeapWorld> = {
  ...OF_HEAP,
  subject: ({ names }) => names,
  construct: {
    class: InternTable,
    args: { plane: instance(() => undefined), layout: instance(({ Strings }) => Strings) },
    madeBy: BY_HEAP,
  },
  methods: { of: { args: { text: text('a') } }, find: { args: { text: text('a') } } },
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
  'Field of small numbers': field(
    ({ Pair }) => Pair.small,
    among(5, [null, undefined, true, 'x', '8', [8], 0.5, NaN, 128, -129], ['ValueError']),
  ),
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
      initWord: {
        args: { ref: unchecked(INNER, ({ target }) => target), word: unchecked(INNER, 2) },
        ended: 'raw',
      },
      init: {
        args: { ref: unchecked(INNER, ({ target }) => target), value: unchecked(INNER, 1) },
        ended: 'raw',
      },
      followViews: { args: {}, ended: 'harmless' },
    },
  },
};

export const LAYOUTS = {
  FixedLayout: FIXED_LAYOUT,
  ArrayLayout: ARRAY_LAYOUT,
  'ArrayLayout of values': ARRAY_OF_VALUES,
  NumberArrayLayout: NUMBER_ARRAY_LAYOUT,
  BytesLayout: BYTES_LAYOUT,
  StringLayout: STRING_LAYOUT,
  InternTable: INTERN_TABLE,
};
