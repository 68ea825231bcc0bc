// What the generation check is measured on: the same items behind every kind of table, filled, read
// and written.

import { IndexedArena, SlotMap, StructArena } from '../../src/alloc/index.ts';

interface Item {
  value: number;
}

/**
 * One kind of table with its items. Each runs in a process of its own, so that each loop sees one
 * kind.
 */
export interface Subject {
  /** Lets go of everything and adds the items again. */
  fill(): void;
  /** Reads every item in the order given, by position of adding; returns the sum. */
  read(order: Int32Array): number;
  /** Replaces every item in the order given; returns how many. */
  write(order: Int32Array): number;
}

interface Table<Index> {
  add(item: Item): Index;
  get(index: Index): Item;
  set(index: Index, item: Item): void;
  clear(): void;
}

function itemsOf(count: number): Item[] {
  return Array.from({ length: count }, (_, value) => ({ value }));
}

/**
 * What costs nothing is measured against this: the loops as one would write them without any of
 * this.
 */
class PlainSubject implements Subject {
  private readonly items: Item[];
  private held: Item[] = [];
  private readonly indexes: number[] = [];

  constructor(count: number) {
    this.items = itemsOf(count);
  }

  fill(): void {
    this.held = [];
    this.indexes.length = 0;
    for (const item of this.items) this.indexes.push(this.held.push(item) - 1);
  }

  read(order: Int32Array): number {
    const { held, indexes } = this;
    let sum = 0;
    for (let step = 0; step < order.length; step++) sum += held[indexes[order[step]!]!]!.value;
    return sum;
  }

  write(order: Int32Array): number {
    const { held, indexes, items } = this;
    for (let step = 0; step < order.length; step++)
      held[indexes[order[step]!]!] = items[order[step]!]!;
    return order.length;
  }
}

class TableSubject<Index> implements Subject {
  private readonly items: Item[];
  private readonly indexes: Index[] = [];

  constructor(
    private readonly table: Table<Index>,
    count: number,
    /** Fills before the first that is measured: later generations have larger indexes. */
    earlier: number,
  ) {
    this.items = itemsOf(count);
    for (let round = 0; round < earlier; round++) this.fill();
  }

  fill(): void {
    this.table.clear();
    this.indexes.length = 0;
    for (const item of this.items) this.indexes.push(this.table.add(item));
  }

  read(order: Int32Array): number {
    const { table, indexes } = this;
    let sum = 0;
    for (let step = 0; step < order.length; step++) sum += table.get(indexes[order[step]!]!).value;
    return sum;
  }

  write(order: Int32Array): number {
    const { table, indexes, items } = this;
    for (let step = 0; step < order.length; step++)
      table.set(indexes[order[step]!]!, items[order[step]!]!);
    return order.length;
  }
}

/**
 * An array that an object holds: V8 loads it anew for each item, which the loops over a local array
 * are spared.
 */
class ArrayTable implements Table<number> {
  private readonly items: Item[] = [];

  add(item: Item): number {
    return this.items.push(item) - 1;
  }

  get(index: number): Item {
    return this.items[index]!;
  }

  set(index: number, item: Item): void {
    this.items[index] = item;
  }

  clear(): void {
    this.items.length = 0;
  }
}

class SlotMapTable<Index extends number> implements Table<Index> {
  private readonly map: SlotMap<Item>;

  constructor(checked: boolean) {
    this.map = new SlotMap({ checked });
  }

  add(item: Item): Index {
    return this.map.insert(item) as unknown as Index;
  }

  get(index: Index): Item {
    return this.map.get(index as never);
  }

  set(index: Index, item: Item): void {
    this.map.set(index as never, item);
  }

  clear(): void {
    this.map.clear();
  }
}

class StructSubject implements Subject {
  private readonly arena: StructArena<{ readonly value: 'i32' }>;
  private readonly indexes: ReturnType<StructArena<{ readonly value: 'i32' }>['addZeroed']>[] = [];

  constructor(
    private readonly count: number,
    checked: boolean,
  ) {
    this.arena = new StructArena({ value: 'i32' }, { checked });
  }

  fill(): void {
    this.arena.clear();
    this.indexes.length = 0;
    const { value } = this.arena.columns;
    for (let item = 0; item < this.count; item++) {
      const index = this.arena.addZeroed();
      value.set(index, item);
      this.indexes.push(index);
    }
  }

  read(order: Int32Array): number {
    const { value } = this.arena.columns;
    const { indexes } = this;
    let sum = 0;
    for (let step = 0; step < order.length; step++) sum += value.get(indexes[order[step]!]!);
    return sum;
  }

  write(order: Int32Array): number {
    const { value } = this.arena.columns;
    const { indexes } = this;
    for (let step = 0; step < order.length; step++) value.set(indexes[order[step]!]!, order[step]!);
    return order.length;
  }
}

/** By name: makes the table for that many items. The first is the measure of the others. */
export const SUBJECTS: Readonly<Record<string, (count: number) => Subject>> = {
  'plain array': (count) => new PlainSubject(count),
  'array in an object': (count) => new TableSubject(new ArrayTable(), count, 2),
  'IndexedArena, unchecked': (count) =>
    new TableSubject(new IndexedArena<Item>({ checked: false }), count, 2),
  'IndexedArena, 16 bits': (count) =>
    new TableSubject(new IndexedArena<Item>({ width: 16 }), count, 2),
  'IndexedArena, 32 bits': (count) => new TableSubject(new IndexedArena<Item>(), count, 2),
  'SlotMap, unchecked': (count) => new TableSubject(new SlotMapTable(false), count, 2),
  SlotMap: (count) => new TableSubject(new SlotMapTable(true), count, 2),
  'StructArena, unchecked': (count) => new StructSubject(count, false),
  StructArena: (count) => new StructSubject(count, true),
};
