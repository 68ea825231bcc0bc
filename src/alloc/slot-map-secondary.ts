// A side table: more about what another table names, kept apart from it (slotmap's SecondaryMap).

import { callable, checkArgument, type Rule, shaped } from '../memory/check.ts';
import type { IndexTable } from './indexed-bits.ts';

const TABLE: Rule<unknown> = shaped('an arena or a slot map', {
  has: callable(),
  slotOf: callable(),
});

/**
 * Values by the handles of a slot map, or by the indexes of an arena, which it leaves as they are.
 * An entry belongs to one generation of its slot: when the handle goes stale the entry is no longer
 * seen, and the slot's next handle does not find it. Its memory goes when its slot is set again, or
 * in `prune`.
 */
export class SecondaryMap<Handle extends number, V> {
  /** By slot: the handle that the value belongs to; 0 for none. */
  private readonly keys: number[] = [];
  private readonly values: (V | undefined)[] = [];
  private held = 0;

  /** Throws BadRequestError for what is no table of handles or indexes. */
  constructor(private readonly primary: IndexTable<Handle>) {
    checkArgument('SecondaryMap', 'primary', primary, TABLE);
  }

  /** Entries held, those of stale handles included until `prune`. */
  get entriesHeld(): number {
    return this.held;
  }

  /** Throws HandleError for a handle that names nothing in the table beside. */
  set(handle: Handle, value: V): void {
    const slot = this.primary.slotOf(handle);
    while (this.keys.length <= slot) {
      this.keys.push(0);
      this.values.push(undefined);
    }
    if (this.keys[slot] === 0) this.held++;
    this.keys[slot] = handle;
    this.values[slot] = value;
  }

  /** The value, or undefined where none was set. Throws HandleError as `set` does. */
  get(handle: Handle): V | undefined {
    const slot = this.primary.slotOf(handle);
    return this.keys[slot] === handle ? this.values[slot] : undefined;
  }

  /**
   * Whether a value was set for the handle, and the handle names something; false for any other
   * number.
   */
  has(handle: Handle): boolean {
    return this.primary.has(handle) && this.keys[this.primary.slotOf(handle)] === handle;
  }

  /** Whether there was an entry to remove. Throws HandleError as `set` does. */
  remove(handle: Handle): boolean {
    const slot = this.primary.slotOf(handle);
    if (this.keys[slot] !== handle) return false;
    this.drop(slot);
    return true;
  }

  /** Drops the entries of stale handles; returns how many. */
  prune(): number {
    const before = this.held;
    this.keys.forEach((key, slot) => {
      if (key !== 0 && !this.primary.has(key as Handle)) this.drop(slot);
    });
    return before - this.held;
  }

  clear(): void {
    this.keys.length = 0;
    this.values.length = 0;
    this.held = 0;
  }

  /** Handle and value of each entry whose handle names something, by slot. */
  *entries(): IterableIterator<[Handle, V]> {
    for (let slot = 1; slot < this.keys.length; slot++) {
      const handle = this.keys[slot] as Handle;
      if (handle !== 0 && this.primary.has(handle)) yield [handle, this.values[slot] as V];
    }
  }

  [Symbol.iterator](): IterableIterator<[Handle, V]> {
    return this.entries();
  }

  private drop(slot: number): void {
    this.keys[slot] = 0;
    this.values[slot] = undefined;
    this.held--;
  }
}
