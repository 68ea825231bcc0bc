// A slot map: values by handle, each removed by itself, each slot with a generation of its own, so
// that a handle of what was removed is refused although its slot is in use again.

import { callable, checkArgument } from '../memory/check.ts';
import { Slots } from './slot-map-slots.ts';
import { indexChoices, type IndexOptions, type IndexTable } from './indexed-bits.ts';

const FUNCTION = callable<unknown>();

declare const mapOf: unique symbol;

/**
 * A handle of a slot map of `T`. For the type checker, no other map's: neither of another T nor of
 * another name.
 */
export type SlotHandle<T, Name extends string = string> = number & {
  readonly [mapOf]: readonly [(value: T) => T, (name: Name) => Name];
};

/** What a SlotMap is opened with. */
export type SlotMapOptions<Name extends string = string> = IndexOptions<Name>;

/**
 * JS values by handle. All operations are O(1); iteration is linear in the most slots that were
 * ever in use.
 *
 * A slot whose generations are used up is retired: it is lost (8 bytes and a value's place),
 * because wrapping round would let an old handle name a new value. With the default of 21 bits that
 * is one slot in two million removals from one slot.
 *
 * `checked: false` makes `get` and `set` accesses to a plain array: a stale handle then reads
 * undefined or the slot's next value. `has`, `remove` and `slotOf` check always, for the free list
 * depends on it.
 */
export class SlotMap<T, Name extends string = string> implements IndexTable<SlotHandle<T, Name>> {
  readonly name: string;
  /** Whether `get` and `set` are checked. */
  readonly checked: boolean;
  protected readonly values: (T | undefined)[] = [undefined];
  protected readonly mask: number;
  private readonly slots: Slots;

  /** Throws BadRequestError for options that cannot be. */
  constructor(options: SlotMapOptions<Name> = {}) {
    const choices = indexChoices('the slot map', options);
    this.name = choices.name ?? 'the slot map';
    this.checked = choices.checked;
    this.slots = new Slots(choices, this.name);
    this.mask = this.slots.mask;
    // A class of its own for each mode, so that neither pays for the other: no flag is read on
    // access.
    if (!this.checked && new.target === SlotMap) return new UncheckedSlotMap(options);
  }

  /** Values held. */
  get size(): number {
    return this.slots.live;
  }

  /** Slots that can be in use at once, less those retired. */
  get capacity(): number {
    return this.slots.capacity - this.slots.retired;
  }

  /** Slots whose generations are used up. */
  get retired(): number {
    return this.slots.retired;
  }

  /** Throws IdentifiersUsedUpError when every slot is in use or retired. */
  insert(value: T): SlotHandle<T, Name> {
    const handle = this.slots.take();
    this.values[(handle & this.mask) >>> 0] = value;
    this.slots.settle(handle);
    return handle as SlotHandle<T, Name>;
  }

  /**
   * Inserts what `make` returns; `make` is told the handle beforehand, so that a value can name
   * itself. Until it returns the handle names nothing. When it throws, the slot is given back, and
   * the handle names nothing ever.
   */
  insertWith(make: (self: SlotHandle<T, Name>) => T): SlotHandle<T, Name> {
    checkArgument(this.name, 'make', make, FUNCTION);
    const handle = this.slots.take() as SlotHandle<T, Name>;
    const slot = (handle & this.mask) >>> 0;
    // Values of inserts inside `make` go behind this one: without it they would leave a hole in the
    // array.
    this.values[slot] = undefined;
    let value: T;
    try {
      value = make(handle);
    } catch (error) {
      this.slots.abandon(handle);
      throw error;
    }
    this.values[slot] = value;
    this.slots.settle(handle);
    return handle;
  }

  /** Throws HandleError for a handle that is stale, another's or none. */
  get(handle: SlotHandle<T, Name>): T {
    return this.values[this.slots.slotOf(handle)] as T;
  }

  /** Throws HandleError as `get` does. */
  set(handle: SlotHandle<T, Name>, value: T): void {
    this.values[this.slots.slotOf(handle)] = value;
  }

  /** Whether the handle names a value now; false for any number that does not. */
  has(handle: SlotHandle<T, Name>): boolean {
    return this.slots.has(handle);
  }

  /** Removes and returns the value. Throws HandleError as `get` does, also when unchecked. */
  remove(handle: SlotHandle<T, Name>): T {
    const slot = this.slots.slotOf(handle);
    const value = this.values[slot] as T;
    this.values[slot] = undefined;
    this.slots.release(handle);
    return value;
  }

  /** Removes every value; each slot's generation moves on as by `remove`. */
  clear(): void {
    for (let slot = 1; slot <= this.slots.highest; slot++) {
      const handle = this.slots.handleAt(slot);
      if (handle !== 0) this.remove(handle as SlotHandle<T, Name>);
    }
  }

  slotOf(handle: SlotHandle<T, Name>): number {
    return this.slots.slotOf(handle);
  }

  /**
   * Handle and value of each, by slot. Removing meanwhile is safe; what is inserted may or may not
   * be visited.
   */
  *entries(): IterableIterator<[SlotHandle<T, Name>, T]> {
    for (let slot = 1; slot <= this.slots.highest; slot++) {
      const handle = this.slots.handleAt(slot);
      if (handle !== 0) yield [handle as SlotHandle<T, Name>, this.values[slot] as T];
    }
  }

  [Symbol.iterator](): IterableIterator<[SlotHandle<T, Name>, T]> {
    return this.entries();
  }
}

/** The slot map of release builds. */
class UncheckedSlotMap<T, Name extends string> extends SlotMap<T, Name> {
  override get(handle: SlotHandle<T, Name>): T {
    return this.values[(handle & this.mask) >>> 0] as T;
  }

  override set(handle: SlotHandle<T, Name>, value: T): void {
    this.values[(handle & this.mask) >>> 0] = value;
  }
}
