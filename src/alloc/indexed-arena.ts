// Meta memory: an arena as an address space of its own. What it holds is named by small typed
// indexes instead of references; all of it goes at once in clear(), and a generation in the index
// catches use after that.

import { callable, checkArgument } from '../memory/check.ts';
import { HandleError } from '../memory/errors.ts';
import { indexChoices, type IndexOptions } from './indexed-bits.ts';
import { GenerationIndexes } from './indexed-generation.ts';

const FUNCTION = callable<unknown>();

declare const arenaOf: unique symbol;

/**
 * An index of an arena of `T`. For the type checker, no other arena's: neither of another T nor of
 * another name.
 */
export type ArenaIndex<T, Name extends string = string> = number & {
  readonly [arenaOf]: readonly [(value: T) => T, (name: Name) => Name];
};

/** What an IndexedArena is opened with. */
export type IndexedArenaOptions<Name extends string = string> = IndexOptions<Name>;

/**
 * JS values by index. Adding is a push; get and set are checked for bounds, generation and tag by
 * one subtraction and one comparison.
 *
 * `checked: false` gives an arena of the same type whose indexes are bare slot numbers and whose
 * accesses are those of a plain array: a stale or foreign index then reads whatever is there.
 */
export class IndexedArena<T, Name extends string = string> extends GenerationIndexes<
  ArenaIndex<T, Name>
> {
  protected readonly items: T[] = [];
  /** Positions whose addWith has not returned, or failed below later items. */
  private unmade: Set<number> | undefined;

  /** Throws BadRequestError for options that cannot be. */
  constructor(options: IndexedArenaOptions<Name> = {}) {
    super('the arena', indexChoices('the arena', options));
    // A class of its own for each mode, so that neither pays for the other: no flag is read on
    // access.
    if (!this.checked && new.target === IndexedArena) return new UncheckedArena(options);
  }

  /** Items held. */
  get size(): number {
    return this.items.length - (this.unmade?.size ?? 0);
  }

  /** Throws IdentifiersUsedUpError when every slot is in use, or every generation has been. */
  add(value: T): ArenaIndex<T, Name> {
    const position = this.items.length;
    if (position >= this.room) this.refuseRoom();
    this.items.push(value);
    return (this.first + position) as ArenaIndex<T, Name>;
  }

  /**
   * Adds what `make` returns; `make` is told the index beforehand, so that a value can name itself.
   * Until it returns the index names nothing. When it throws, the slot is given back, unless `make`
   * has added items after it; do not keep an index whose `make` threw, the next item may get it.
   */
  addWith(make: (self: ArenaIndex<T, Name>) => T): ArenaIndex<T, Name> {
    checkArgument(this.name, 'make', make, FUNCTION);
    const position = this.items.length;
    const generation = this.generation;
    const index = this.add(undefined as T);
    (this.unmade ??= new Set()).add(position);
    let value: T;
    try {
      value = make(index);
    } catch (error) {
      if (this.generation === generation) this.giveBack(position);
      throw error;
    }
    if (this.generation !== generation)
      throw new HandleError(`${this.name} was cleared while addWith made a value for it`);
    this.made(position);
    this.items[position] = value;
    return index;
  }

  /** Throws HandleError for what is no index of this arena's present generation. */
  get(index: ArenaIndex<T, Name>): T {
    const position = index - this.first;
    if (position >>> 0 !== position || position >= this.items.length) this.refuse(index);
    const value = this.items[position]!;
    if (value === undefined && this.isUnmade(position)) this.refuse(index);
    return value;
  }

  /** Throws HandleError as `get` does. */
  set(index: ArenaIndex<T, Name>, value: T): void {
    const position = index - this.first;
    if (position >>> 0 !== position || position >= this.items.length) this.refuse(index);
    if (this.unmade !== undefined && this.unmade.has(position)) this.refuse(index);
    this.items[position] = value;
  }

  /** Whether `get` would answer; false for any number that is no index. */
  has(index: ArenaIndex<T, Name>): boolean {
    const position = index - this.first;
    return position >>> 0 === position && position < this.items.length && !this.isUnmade(position);
  }

  slotOf(index: ArenaIndex<T, Name>): number {
    if (!this.has(index)) this.refuse(index);
    return index - this.first + 1;
  }

  /** Lets go of everything; every index handed out so far is stale from now on. */
  clear(): void {
    this.items.length = 0;
    this.unmade = undefined;
    this.advance();
  }

  /**
   * Index and value of each item, in the order of adding; items added meanwhile are visited too.
   */
  *entries(): IterableIterator<[ArenaIndex<T, Name>, T]> {
    const generation = this.generation;
    for (let position = 0; position < this.items.length; position++) {
      if (this.isUnmade(position)) continue;
      yield [(this.first + position) as ArenaIndex<T, Name>, this.items[position]!];
      if (this.generation !== generation) return;
    }
  }

  [Symbol.iterator](): IterableIterator<[ArenaIndex<T, Name>, T]> {
    return this.entries();
  }

  protected override get slotsUsed(): number {
    return this.items.length;
  }

  private isUnmade(position: number): boolean {
    return this.unmade !== undefined && this.unmade.has(position);
  }

  private giveBack(position: number): void {
    if (position !== this.items.length - 1) return;
    this.items.pop();
    this.made(position);
  }

  private made(position: number): void {
    const unmade = this.unmade!;
    unmade.delete(position);
    if (unmade.size === 0) this.unmade = undefined;
  }
}

/**
 * The arena of release builds: what remains is the limit on slots. Its indexes carry neither
 * generation nor tag.
 */
class UncheckedArena<T, Name extends string> extends IndexedArena<T, Name> {
  override get(index: ArenaIndex<T, Name>): T {
    return this.items[index - 1]!;
  }

  override set(index: ArenaIndex<T, Name>, value: T): void {
    this.items[index - 1] = value;
  }

  override slotOf(index: ArenaIndex<T, Name>): number {
    return index;
  }
}
