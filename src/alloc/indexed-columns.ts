// Structures flattened into typed arrays: one array a field, one row a slot (struct of arrays).
//
//   schema { op: 'u8', left: 'index', right: 'index', value: 'i32' }
//
//            row 0    row 1    row 2    row 3
//   op      |  0    |   INT  |   INT  |   ADD  | …   1 byte a row
//   left    |  0    |    0   |    0   |    1   | …   an arena's index column: the slot alone, in its width
//   right   |  0    |    0   |    0   |    2   | …
//   value   |  0    |    7   |    8   |    0   | …   4 bytes a row
//
// Row 0 belongs to no slot and stays zero, so a link that was never set is 0: none.

import { checkArgument, isOptions, rule, shown, wholeNumber } from '../memory/check.ts';
import { BadRequestError, ValueError } from '../memory/errors.ts';
import { nearest } from '../memory/nearest.ts';
import type { NumberArray } from '../memory/views.ts';
import type { NoIndex } from './indexed-bits.ts';

/** The kinds of numbers that a column can hold. */
export type NumberKind = 'i8' | 'u8' | 'i16' | 'u16' | 'i32' | 'u32' | 'f32' | 'f64';
/** What a column can hold; `index` is an index of the table itself, or 0 for none. */
export type ColumnKind = NumberKind | 'index';
/** The fields of a structure, by name. */
export type Schema = Readonly<Record<string, ColumnKind>>;

/** The arrays that columns are made of. */
export type ColumnData = NumberArray;

/** What a field reads as. */
export type ColumnValue<Kind extends ColumnKind, Index> = Kind extends 'index'
  ? Index | NoIndex
  : number;
/** One structure as an object. */
export type RowOf<S extends Schema, Index> = {
  -readonly [Field in keyof S]: ColumnValue<S[Field], Index>;
};

interface KindTraits {
  readonly make: (rows: number) => ColumnData;
  /** The integers that fit; undefined for floats, which hold any number as near as they can. */
  readonly range?: readonly [number, number];
}

const KINDS: Readonly<Record<NumberKind, KindTraits>> = {
  i8: { make: (rows) => new Int8Array(rows), range: [-(2 ** 7), 2 ** 7 - 1] },
  u8: { make: (rows) => new Uint8Array(rows), range: [0, 2 ** 8 - 1] },
  i16: { make: (rows) => new Int16Array(rows), range: [-(2 ** 15), 2 ** 15 - 1] },
  u16: { make: (rows) => new Uint16Array(rows), range: [0, 2 ** 16 - 1] },
  i32: { make: (rows) => new Int32Array(rows), range: [-(2 ** 31), 2 ** 31 - 1] },
  u32: { make: (rows) => new Uint32Array(rows), range: [0, 2 ** 32 - 1] },
  f32: { make: (rows) => new Float32Array(rows) },
  f64: { make: (rows) => new Float64Array(rows) },
};

/** The rows to make room for. Throws BadRequestError for more items than there can be. */
export function rowsToReserve(items: number, capacity: number): number {
  return checkArgument('a table', 'reserve', items, wholeNumber(1, capacity, 'items')) + 1;
}

const SCHEMA = rule<Schema>('an object of kinds of field by name', isOptions);

/** How a table's indexes are kept in a column of kind `index`. */
export interface IndexStorage<Index extends number> {
  readonly kind: NumberKind;
  /** Throws HandleError for what is neither 0 nor an index of the table. */
  encode(index: Index | NoIndex): number;
  decode(stored: number): Index | NoIndex;
}

/** A field of every structure of a table. */
export class Column<Value extends number> {
  private array: ColumnData;
  /**
   * Whether every object has something of this name, which then is no field of a structure unless
   * it is its own.
   */
  private readonly isInherited: boolean;

  constructor(
    readonly name: string,
    private readonly rowOf: (index: number) => number,
    private readonly traits: KindTraits,
    private readonly links: IndexStorage<number> | undefined,
    rows: number,
  ) {
    this.array = traits.make(rows);
    this.isInherited = name in Object.prototype;
  }

  /** What an object gives for this field; undefined where it gives nothing. */
  of(values: Readonly<Record<string, unknown>>): Value | undefined {
    if (this.isInherited && !Object.hasOwn(values, this.name)) return undefined;
    return values[this.name] as Value | undefined;
  }

  /**
   * The array itself, by slot number, for loops that know what they do; nothing is checked, and it
   * is replaced when the table grows: take it anew after adding. An arena's index column holds slot
   * numbers.
   */
  get data(): ColumnData {
    return this.array;
  }

  /** Throws HandleError as the table's `get` does. */
  get(index: number): Value {
    return this.load(this.rowOf(index));
  }

  /** Throws HandleError as the table's `get` does, ValueError for what the column cannot hold. */
  set(index: number, value: Value): void {
    const row = this.rowOf(index);
    this.array[row] = this.encode(value);
  }

  load(row: number): Value {
    const stored = this.array[row]!;
    return (this.links === undefined ? stored : this.links.decode(stored)) as Value;
  }

  /** The number to store, found to fit. */
  encode(value: Value): number {
    if (this.links !== undefined) return this.links.encode(value);
    const { range } = this.traits;
    const fits =
      range === undefined
        ? typeof value === 'number'
        : Number.isInteger(value) && value >= range[0] && value <= range[1];
    if (!fits)
      throw new ValueError(
        `field ${this.name} holds ${range === undefined ? 'numbers' : `integers from ${range[0]} to ${range[1]}`}; ` +
          `${shown(value)} is none`,
      );
    return value;
  }

  store(row: number, encoded: number): void {
    this.array[row] = encoded;
  }

  zero(start: number, end: number): void {
    this.array.fill(0, start, end);
  }

  /** A longer array with the same rows; taken into use by `adopt`, when all columns have theirs. */
  enlarged(rows: number): ColumnData {
    const longer = this.traits.make(rows);
    longer.set(this.array);
    return longer;
  }

  adopt(array: ColumnData): void {
    this.array = array;
  }
}

/** The columns of a table by field name; the index that they take is the table's. */
export type ColumnsOf<S extends Schema, Index extends number> = {
  readonly [Field in keyof S]: Omit<Column<ColumnValue<S[Field], Index>>, 'get' | 'set'> & {
    get(index: Index): ColumnValue<S[Field], Index>;
    set(index: Index, value: ColumnValue<S[Field], Index>): void;
  };
};

function isRow(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** All columns of one table, grown together. */
export class Columns<S extends Schema, Index extends number> {
  readonly byName: ColumnsOf<S, Index>;
  private readonly all: readonly Column<number>[];
  private rows: number;

  /** Throws BadRequestError for a kind that does not exist. */
  constructor(
    schema: S,
    rowOf: (index: number) => number,
    links: IndexStorage<Index>,
    /** Rows there is room for at first, row 0 included. */
    rows: number,
  ) {
    checkArgument('a table', 'the schema', schema, SCHEMA);
    this.rows = rows;
    this.all = Object.entries(schema).map(([name, kind]) => {
      const stored = kind === 'index' ? links.kind : kind;
      if (!Object.hasOwn(KINDS, stored))
        throw new BadRequestError(
          `field ${name} of kind ${shown(kind)}; index, ${Object.keys(KINDS).join(', ')} are possible`,
        );
      const traits = KINDS[stored];
      const storage = kind === 'index' ? (links as unknown as IndexStorage<number>) : undefined;
      return new Column<number>(name, rowOf, traits, storage, rows);
    });
    this.byName = Object.fromEntries(
      this.all.map((column) => [column.name, column]),
    ) as unknown as ColumnsOf<S, Index>;
  }

  /** Bytes of all arrays. */
  get bytes(): number {
    return this.all.reduce((sum, column) => sum + column.data.byteLength, 0);
  }

  /**
   * Makes row `row` exist: the arrays double, up to `limit` rows. All arrays or none are replaced.
   */
  ensure(row: number, limit: number): void {
    if (row < this.rows) return;
    const rows = Math.min(Math.max(this.rows * 2, row + 1), limit);
    const longer = this.all.map((column) => column.enlarged(rows));
    this.all.forEach((column, position) => column.adopt(longer[position]!));
    this.rows = rows;
  }

  /**
   * The numbers to store for the fields given, all found to fit before one is stored. Throws
   * ValueError, also for a name that no field has.
   */
  encode(values: Partial<RowOf<S, Index>>): (number | undefined)[] {
    const given = values as Readonly<Record<string, unknown>>;
    if (!isRow(given)) throw new ValueError(`${shown(values)} is no structure; give an object`);
    for (const name in given) if (!Object.hasOwn(this.byName, name)) this.refuseUnknown(name);
    return this.all.map((column) => {
      const value = column.of(given);
      return value === undefined ? undefined : column.encode(value);
    });
  }

  private refuseUnknown(name: string): never {
    const names = Object.keys(this.byName);
    const near = nearest(name, names);
    const hint = near === undefined ? '' : `did you mean '${near}'? `;
    throw new ValueError(`there is no field ${shown(name)}; ${hint}Known: ${names.join(', ')}`);
  }

  store(row: number, encoded: readonly (number | undefined)[]): void {
    this.all.forEach((column, position) => {
      const value = encoded[position];
      if (value !== undefined) column.store(row, value);
    });
  }

  load(row: number): RowOf<S, Index> {
    return Object.fromEntries(this.all.map((column) => [column.name, column.load(row)])) as RowOf<
      S,
      Index
    >;
  }

  zero(start: number, end: number): void {
    for (const column of this.all) column.zero(start, end);
  }
}
