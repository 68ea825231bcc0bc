// An arena whose items are flattened into typed arrays: the same indexes as IndexedArena, no JS
// object an item.

import type { ArenaIndex } from './indexed-arena.ts';
import { type IndexOptions, type IndexWidth, rowChoices } from './indexed-bits.ts';
import {
  Columns,
  type ColumnsOf,
  type NumberKind,
  type RowOf,
  type Schema,
  rowsToReserve,
} from './indexed-columns.ts';
import { GenerationIndexes } from './indexed-generation.ts';

/** What a StructArena is opened with. */
export interface StructArenaOptions<Name extends string = string> extends IndexOptions<Name> {
  /** Items there is room for at first; default 15, minimum 1. It doubles as it fills. */
  readonly reserve?: number;
}

const LINK_KINDS: Readonly<Record<IndexWidth, NumberKind>> = { 8: 'u8', 16: 'u16', 32: 'u32' };
/**
 * Structures of a schema by index. `arena.columns.left.get(index)` is checked as IndexedArena's get
 * is; fields of kind `index` link items of this arena, take `width` bits each, and need no
 * generation in memory: links and what they link are cleared together.
 */
export class StructArena<
  const S extends Schema,
  Name extends string = string,
> extends GenerationIndexes<ArenaIndex<S, Name>> {
  private readonly table: Columns<S, ArenaIndex<S, Name>>;
  private used = 0;

  /** Throws BadRequestError for options or kinds of field that cannot be. */
  constructor(schema: S, options: StructArenaOptions<Name> = {}) {
    const choices = rowChoices('the struct arena', options);
    super('the struct arena', choices);
    const checked = this.checked;
    this.table = new Columns<S, ArenaIndex<S, Name>>(
      schema,
      checked ? (index) => this.slotOf(index as ArenaIndex<S, Name>) : (index) => index,
      {
        kind: LINK_KINDS[this.bits.width],
        encode: checked ? (index) => (index === 0 ? 0 : this.slotOf(index)) : (index) => index,
        decode: (slot) => (slot === 0 ? 0 : this.indexOf(slot)),
      },
      rowsToReserve(choices.reserve, this.capacity),
    );
  }

  /** Items held. */
  get size(): number {
    return this.used;
  }

  /** Bytes of the arrays behind the fields. */
  get bytes(): number {
    return this.table.bytes;
  }

  /** The fields by name, each with `get`, `set` and its raw `data`. */
  get columns(): ColumnsOf<S, ArenaIndex<S, Name>> {
    return this.table.byName;
  }

  /**
   * Adds a structure; fields not given are 0. Throws ValueError or HandleError for a value that its
   * field cannot hold, IdentifiersUsedUpError when every slot is in use.
   */
  add(values: Partial<RowOf<S, ArenaIndex<S, Name>>>): ArenaIndex<S, Name> {
    const encoded = this.table.encode(values);
    const index = this.addZeroed();
    this.table.store(this.used, encoded);
    return index;
  }

  /**
   * Adds a structure of zeros, for a caller that sets its fields by column; throws as `add` does.
   */
  addZeroed(): ArenaIndex<S, Name> {
    const slot = this.used + 1;
    if (slot > this.room) this.refuseRoom();
    this.table.ensure(slot, this.capacity + 1);
    this.used = slot;
    return this.indexOf(slot);
  }

  /**
   * The structure as an object. Throws HandleError for what is no index of the present generation.
   */
  get(index: ArenaIndex<S, Name>): RowOf<S, ArenaIndex<S, Name>> {
    return this.table.load(this.checked ? this.slotOf(index) : index);
  }

  /** Stores the fields given; throws as `add` does, and then has stored none. */
  set(index: ArenaIndex<S, Name>, values: Partial<RowOf<S, ArenaIndex<S, Name>>>): void {
    const slot = this.checked ? this.slotOf(index) : index;
    this.table.store(slot, this.table.encode(values));
  }

  has(index: ArenaIndex<S, Name>): boolean {
    const position = index - this.first;
    return position >>> 0 === position && position < this.used;
  }

  slotOf(index: ArenaIndex<S, Name>): number {
    const position = index - this.first;
    if (position >>> 0 !== position || position >= this.used) this.refuse(index);
    return position + 1;
  }

  /** The index of a slot number, such as a raw index column holds: the way back from `slotOf`. */
  indexOf(slot: number): ArenaIndex<S, Name> {
    const index = (this.first + slot - 1) as ArenaIndex<S, Name>;
    if (this.checked && (typeof slot !== 'number' || !this.has(index))) this.refuse(index);
    return index;
  }

  /**
   * Drops every item; every index handed out so far is stale from now on. The arrays are kept for
   * reuse.
   */
  clear(): void {
    this.table.zero(1, this.used + 1);
    this.used = 0;
    this.advance();
  }

  /** The indexes in the order of adding. */
  *indexes(): IterableIterator<ArenaIndex<S, Name>> {
    const generation = this.generation;
    for (let slot = 1; slot <= this.used && this.generation === generation; slot++)
      yield this.indexOf(slot);
  }

  protected override get slotsUsed(): number {
    return this.used;
  }
}
