// The arguments of 'tidemark/alloc' that are about indexes and handles.

import {
  IndexedArena,
  SecondaryMap,
  SlotMap,
  StructArena,
  StructSlotMap,
} from '../../src/alloc/index.ts';
import type { Arguments, Description } from './description.ts';
import {
  among,
  callback,
  flag,
  instance,
  type Kind,
  options,
  text,
  unchecked,
  whole,
} from './kinds.ts';

const VALUE = 'a value of the program, of whatever type';
const QUESTION = 'a question: what is no index names nothing';
const ROW = 'for the table alone, which knows its rows';

/** A table, with an index that names something and one that did. */
interface IndexWorld<T> {
  readonly table: T;
  readonly index: number;
  readonly stale: number;
}

function indexKind<T>(): Kind<IndexWorld<T>> {
  return among(
    ({ index }) => index,
    ({ stale }) => [
      stale,
      0,
      null,
      undefined,
      true,
      'x',
      '1',
      [1],
      {},
      NaN,
      -1,
      0.5,
      Infinity,
      2 ** 31,
    ],
    ['HandleError'],
  );
}

function tableOptions<W>(more: Readonly<Record<string, Kind<W>>> = {}): Kind<W> {
  return options({
    name: text('spec'),
    width: among(16, [null, 'x', '16', 0, 12, 64, 0.5, NaN]),
    generationBits: whole(1, 21, 8),
    tag: whole(0, 255, 7),
    checked: flag(true),
    ...more,
  });
}

function opened<T>(
  open: () => { readonly table: T; readonly index: number; readonly stale: number },
  stateOf: (table: T) => unknown,
): Pick<Description<IndexWorld<T>>, 'within' | 'subject' | 'state'> {
  return {
    within: (run) => run(open()),
    subject: ({ table }) => table as object,
    state: ({ table }) => stateOf(table),
  };
}

type Strings = IndexedArena<string>;

export const INDEXED_ARENA: Description<IndexWorld<Strings>> = {
  ...opened<Strings>(
    () => {
      const table = new IndexedArena<string>();
      const stale = table.add('old');
      table.clear();
      return { table, index: table.add('new'), stale };
    },
    (table) => [table.size, [...table]],
  ),
  construct: { class: IndexedArena, args: { options: tableOptions() } },
  methods: {
    add: { args: { value: unchecked(VALUE, 'x') } },
    addWith: { args: { make: callback(() => 'x') } },
    get: { args: { index: indexKind() } },
    set: { args: { index: indexKind(), value: unchecked(VALUE, 'x') } },
    has: { args: { index: unchecked(QUESTION, 5) } },
    slotOf: { args: { index: indexKind() } },
    clear: { args: {} },
    entries: { args: {} },
  },
};

type Map = SlotMap<string>;

export const SLOT_MAP: Description<IndexWorld<Map>> = {
  ...opened<Map>(
    () => {
      const table = new SlotMap<string>();
      const stale = table.insert('old');
      table.remove(stale);
      return { table, index: table.insert('new'), stale };
    },
    (table) => [table.size, table.retired, [...table]],
  ),
  construct: { class: SlotMap, args: { options: tableOptions() } },
  methods: {
    insert: { args: { value: unchecked(VALUE, 'x') } },
    insertWith: { args: { make: callback(() => 'x') } },
    get: { args: { handle: indexKind() } },
    set: { args: { handle: indexKind(), value: unchecked(VALUE, 'x') } },
    has: { args: { handle: unchecked(QUESTION, 5) } },
    remove: { args: { handle: indexKind() } },
    clear: { args: {} },
    slotOf: { args: { handle: indexKind() } },
    entries: { args: {} },
  },
};

interface SecondaryWorld extends IndexWorld<SecondaryMap<number, string>> {
  readonly primary: SlotMap<string>;
}

export const SECONDARY_MAP: Description<SecondaryWorld> = {
  within: (run) => {
    const primary = new SlotMap<string>();
    const stale = primary.insert('old');
    primary.remove(stale);
    const index = primary.insert('new');
    const table = new SecondaryMap<number, string>(primary as never);
    table.set(index, 'beside');
    run({ primary, table, index, stale });
  },
  subject: ({ table }) => table,
  state: ({ table }) => [table.entriesHeld, [...table]],
  construct: {
    class: SecondaryMap,
    args: { primary: instance(({ primary }) => primary, [{ name: 'x' }, { has: 5, slotOf: 5 }]) },
  },
  methods: {
    set: { args: { handle: indexKind(), value: unchecked(VALUE, 'x') } },
    get: { args: { handle: indexKind() } },
    has: { args: { handle: unchecked(QUESTION, 5) } },
    remove: { args: { handle: indexKind() } },
    prune: { args: {} },
    clear: { args: {} },
    entries: { args: {} },
  },
};

const SCHEMA = { left: 'index', key: 'i32', weight: 'f64' } as const;
const SCHEMA_KIND = <W>(): Kind<W> =>
  among(
    () => SCHEMA,
    [
      null,
      undefined,
      5,
      'x',
      ['i32'],
      ...['constructor', 'toString', 'i64', 5, null].map((key) => ({ key })),
    ],
  );
/** Values of a row, in which everything may be left out. */
const VALUES = <W>(): Kind<W> =>
  among(
    () => ({ key: 1, weight: 0.5 }),
    [
      null,
      undefined,
      5,
      'x',
      { nonsense: 1 },
      ...[null, 'x', '1', 0.5, NaN, 2 ** 31, true].map((key) => ({ key })),
      ...[null, 'x', true].map((weight) => ({ weight })),
      ...[null, 'x', -1, 0.5, 2 ** 31].map((left) => ({ left })),
    ],
    ['ValueError', 'HandleError', 'BadRequestError'],
  );
const RESERVE = <W>(): Readonly<Record<string, Kind<W>>> => ({ reserve: whole<W>(1, 2 ** 32, 15) });

type Structs = StructArena<typeof SCHEMA>;
type StructMap = StructSlotMap<typeof SCHEMA>;

export const STRUCT_ARENA: Description<IndexWorld<Structs>> = {
  ...opened<Structs>(
    () => {
      const table = new StructArena(SCHEMA);
      const stale = table.add({ key: 1 });
      table.clear();
      return { table, index: table.add({ key: 2 }), stale };
    },
    (table) => [table.size, [...table.indexes()].map((index) => table.get(index))],
  ),
  construct: {
    class: StructArena,
    args: { schema: SCHEMA_KIND(), options: tableOptions(RESERVE()) },
  },
  methods: {
    add: { args: { values: VALUES() } },
    addZeroed: { args: {} },
    get: { args: { index: indexKind() } },
    set: { args: { index: indexKind(), values: VALUES() } },
    has: { args: { index: unchecked(QUESTION, 5) } },
    slotOf: { args: { index: indexKind() } },
    indexOf: { args: { slot: whole(1, 1, 1, ['HandleError', 'BadRequestError']) } },
    clear: { args: {} },
    indexes: { args: {} },
  },
};

export const STRUCT_SLOT_MAP: Description<IndexWorld<StructMap>> = {
  ...opened<StructMap>(
    () => {
      const table = new StructSlotMap(SCHEMA);
      const stale = table.insert({ key: 1 });
      table.remove(stale);
      return { table, index: table.insert({ key: 2 }), stale };
    },
    (table) => [table.size, [...table.handles()].map((handle) => table.get(handle))],
  ),
  construct: {
    class: StructSlotMap,
    args: { schema: SCHEMA_KIND(), options: tableOptions(RESERVE()) },
  },
  methods: {
    insert: { args: { values: VALUES() } },
    insertWith: { args: { make: callback(() => ({ key: 1 })) } },
    get: { args: { handle: indexKind() } },
    set: { args: { handle: indexKind(), values: VALUES() } },
    has: { args: { handle: unchecked(QUESTION, 5) } },
    slotOf: { args: { handle: indexKind() } },
    remove: { args: { handle: indexKind() } },
    clear: { args: {} },
    handles: { args: {} },
  },
};

const INNER = <W>(...names: readonly string[]): Arguments<W> =>
  Object.fromEntries(names.map((name) => [name, unchecked<W>(ROW, 1)]));

export const COLUMN: Description<IndexWorld<Structs>> = {
  ...STRUCT_ARENA,
  subject: ({ table }) => table.columns.key,
  construct: {
    class: class Column {},
    args: INNER('name', 'rowOf', 'traits', 'links', 'rows'),
    madeBy: 'the table',
  },
  methods: {
    get: { args: { index: indexKind() } },
    set: {
      args: {
        index: indexKind(),
        value: whole(-(2 ** 31), 2 ** 31 - 1, 5, ['ValueError']),
      },
    },
    load: { args: INNER('row') },
    of: { args: { values: unchecked(ROW, () => ({ key: 5 })) } },
    encode: { args: { value: whole(-(2 ** 31), 2 ** 31 - 1, 5, ['ValueError']) } },
    store: { args: INNER('row', 'encoded') },
    zero: { args: INNER('start', 'end') },
    enlarged: { args: { rows: unchecked(ROW, 64) } },
    adopt: { args: { array: unchecked(ROW, () => new Int32Array(64)) } },
  },
};
