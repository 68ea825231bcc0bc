// A slot map whose values are flattened into typed arrays: the same handles as SlotMap, no JS
// object a value.

import {
  Columns,
  type ColumnsOf,
  type RowOf,
  type Schema,
  rowsToReserve,
} from './indexed-columns.ts';
import { callable, checkArgument } from '../memory/check.ts';
import { type IndexTable, type NoIndex, rowChoices } from './indexed-bits.ts';
import { Slots } from './slot-map-slots.ts';
import type { SlotHandle, SlotMapOptions } from './slot-map.ts';

const FUNCTION = callable<unknown>();

/** What a StructSlotMap is opened with. */
export interface StructSlotMapOptions<Name extends string = string> extends SlotMapOptions<Name> {
  /** Structures there is room for at first; default 15, minimum 1. It doubles as it fills. */
  readonly reserve?: number;
}

/**
 * Structures of a schema by handle. Fields of kind `index` hold handles of this map, whole, in 8
 * bytes: what they link may be removed before them, and a use of the link after that is refused.
 */
export class StructSlotMap<
  const S extends Schema,
  Name extends string = string,
> implements IndexTable<SlotHandle<S, Name>> {
  readonly name: string;
  /** Whether accesses to fields are checked. */
  readonly checked: boolean;
  private readonly slots: Slots;
  private readonly table: Columns<S, SlotHandle<S, Name>>;

  /** Throws BadRequestError for options or kinds of field that cannot be. */
  constructor(schema: S, options: StructSlotMapOptions<Name> = {}) {
    const choices = rowChoices('the struct slot map', options);
    this.name = choices.name ?? 'the struct slot map';
    this.checked = choices.checked;
    const slots = new Slots(choices, this.name);
    const { mask } = slots;
    this.slots = slots;
    this.table = new Columns<S, SlotHandle<S, Name>>(
      schema,
      this.checked ? (handle) => slots.slotOf(handle) : (handle) => (handle & mask) >>> 0,
      {
        kind: 'f64',
        encode: this.checked ? checkedLink(slots) : (handle) => handle,
        decode: (stored) => stored as SlotHandle<S, Name> | NoIndex,
      },
      rowsToReserve(choices.reserve, slots.capacity),
    );
  }

  /** Structures held. */
  get size(): number {
    return this.slots.live;
  }

  /** Slots whose generations are used up. */
  get retired(): number {
    return this.slots.retired;
  }

  /** Bytes of the arrays behind the fields. */
  get bytes(): number {
    return this.table.bytes;
  }

  /** The fields by name, each with `get`, `set` and its raw `data`. */
  get columns(): ColumnsOf<S, SlotHandle<S, Name>> {
    return this.table.byName;
  }

  /**
   * Inserts a structure; fields not given are 0. Throws ValueError or HandleError for a value that
   * its field cannot hold, IdentifiersUsedUpError when every slot is in use or retired.
   */
  insert(values: Partial<RowOf<S, SlotHandle<S, Name>>>): SlotHandle<S, Name> {
    const encoded = this.table.encode(values);
    const handle = this.take();
    this.table.store((handle & this.slots.mask) >>> 0, encoded);
    this.slots.settle(handle);
    return handle;
  }

  /**
   * Inserts what `make` returns, as SlotMap's insertWith does; a field may link the structure
   * itself.
   */
  insertWith(
    make: (self: SlotHandle<S, Name>) => Partial<RowOf<S, SlotHandle<S, Name>>>,
  ): SlotHandle<S, Name> {
    checkArgument(this.name, 'make', make, FUNCTION);
    const handle = this.take();
    let values: Partial<RowOf<S, SlotHandle<S, Name>>>;
    try {
      values = make(handle);
    } catch (error) {
      this.slots.abandon(handle);
      throw error;
    }
    // Before the fields are looked at: a link to itself has to be found alive.
    this.slots.settle(handle);
    try {
      this.table.store((handle & this.slots.mask) >>> 0, this.table.encode(values));
    } catch (error) {
      this.slots.release(handle);
      throw error;
    }
    return handle;
  }

  /**
   * The structure as an object. Throws HandleError for a handle that is stale, another's or none.
   */
  get(handle: SlotHandle<S, Name>): RowOf<S, SlotHandle<S, Name>> {
    return this.table.load(this.rowOf(handle));
  }

  /** Stores the fields given; throws as `insert` does, and then has stored none. */
  set(handle: SlotHandle<S, Name>, values: Partial<RowOf<S, SlotHandle<S, Name>>>): void {
    const row = this.rowOf(handle);
    this.table.store(row, this.table.encode(values));
  }

  has(handle: SlotHandle<S, Name>): boolean {
    return this.slots.has(handle);
  }

  slotOf(handle: SlotHandle<S, Name>): number {
    return this.slots.slotOf(handle);
  }

  /** Removes the structure and zeroes its row. Throws HandleError as a checked `get` does. */
  remove(handle: SlotHandle<S, Name>): void {
    const slot = this.slots.slotOf(handle);
    this.table.zero(slot, slot + 1);
    this.slots.release(handle);
  }

  /** Removes every structure; each slot's generation moves on as by `remove`. */
  clear(): void {
    for (const handle of this.handles()) this.remove(handle);
  }

  /**
   * The handles by slot. Removing meanwhile is safe; what is inserted may or may not be visited.
   */
  *handles(): IterableIterator<SlotHandle<S, Name>> {
    for (let slot = 1; slot <= this.slots.highest; slot++) {
      const handle = this.slots.handleAt(slot);
      if (handle !== 0) yield handle as SlotHandle<S, Name>;
    }
  }

  private take(): SlotHandle<S, Name> {
    const handle = this.slots.take() as SlotHandle<S, Name>;
    try {
      this.table.ensure((handle & this.slots.mask) >>> 0, this.slots.capacity + 1);
    } catch (error) {
      this.slots.abandon(handle);
      throw error;
    }
    return handle;
  }

  private rowOf(handle: SlotHandle<S, Name>): number {
    return this.checked ? this.slots.slotOf(handle) : (handle & this.slots.mask) >>> 0;
  }
}

/** Lets 0 and handles through that name something. */
function checkedLink(slots: Slots): (handle: number) => number {
  return (handle) => {
    if (handle !== 0) slots.slotOf(handle);
    return handle;
  };
}
