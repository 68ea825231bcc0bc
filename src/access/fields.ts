// Typed access to the fields of fixed-size objects. One class a kind, so that each get and set is
// one load or store at a place the engine knows.
//
// A reference is looked at as far as that costs next to nothing: it is an int32 of the right form,
// and lies in the space. One that is stored may also lie behind the space, up to the next power of
// two: the next collection tells it. Whether an object of this layout lives there, nobody asks.
//
// What refuses stands apart from what is fast: an engine compiles only short functions into their
// callers. So one comparison says all of a reference: with the bits of an address alone, and the
// tag, it must be what it was. `undefined` from a view costs nothing, since an engine checks the
// bounds anyway; it stands first, where it costs no branch.

import { DisposedError, HandleError, ValueError } from '../memory/errors.ts';
import { shown } from '../memory/check.ts';
import { hide, showAs } from '../memory/opaque.ts';
import type { ViewsHolder } from '../memory/no-views.ts';
import type { FieldKind } from '../object/kinds.ts';
import type { FieldPlace } from '../object/layout.ts';
import {
  ADDRESS_BITS,
  addressBitsOf,
  integerOf,
  integerWord,
  isInteger,
  isRef,
  MAX_INTEGER,
  MIN_INTEGER,
  type PlainNumber,
  REF_TAG,
  type Ref,
  type RefTo,
  type SlotWord,
  toRef,
  whyNoRef,
} from '../object/slot.ts';
import type { WriteBarrier } from '../collect/barrier.ts';

/**
 * Access to one field. `get` and `set` throw HandleError for null and for what is no reference,
 * ValueError for what the field cannot hold, DisposedError once the heap is closed.
 */
export interface Field<Value, Shape = unknown> {
  readonly name: string;
  get(ref: RefTo<Shape>): Value;
  set(ref: RefTo<Shape>, value: Value): void;
}

/** A field as its layout sees it. */
export interface StoredField<Value> extends Field<Value> {
  /**
   * Stores into the object that was made last: no barrier has to know. A value that an older object
   * gets here, a collection of the young would miss. Throws ValueError for what the field cannot
   * hold; then that object is taken back.
   */
  init(ref: Ref, value: Value): void;
  /** Re-reads the views after a trim. */
  followViews(): void;
}

/** A field of whatever kind. */
export type AnyField = StoredField<number | bigint | boolean>;

/** What a field is made of. */
export interface FieldParts {
  readonly views: ViewsHolder;
  readonly barrier: WriteBarrier;
  /** What tells the layout from others. */
  readonly layout: symbol;
  /** Takes back the object that was made last. */
  readonly takeBack: (ref: Ref) => void;
}

/** Throws for a reference that lies nowhere; returns when that was not what was wrong. */
export function refuseRef(ref: Ref, name: string, words: Int32Array): void {
  if (words.length === 0) throw new DisposedError(`the heap of field ${name}`);
  if (ref === 0) throw new HandleError(`field ${name} of null: the reference is 0`);
  if (isRef(ref) && ref >>> 2 < words.length) return;
  throw new HandleError(`field ${name} of ${shown(ref)}, which is no reference: ${whyNoRef(ref)}`);
}

/** Throws for a word that `isSlotWord` refuses. */
export function refuseWord(name: string, word: SlotWord): never {
  throw new ValueError(
    `${name} was to hold the word ${shown(word)}, which is no int32, or a reference to beyond the space`,
  );
}

/** Whether a slot of a space of so many words can hold the word. */
export function isSlotWord(word: SlotWord, words: number): boolean {
  return (word | 0) === word && (!isRef(word) || word >>> 2 < words);
}

/** A reference to another object, or 0. One that is weak a collection sets to 0 when it is dead. */
export class RefField implements StoredField<Ref> {
  readonly name: string;
  readonly kind: FieldKind;
  readonly layout: symbol;
  private words!: Int32Array;
  /** Words from the header to the field. */
  private readonly word!: number;
  private readonly slot!: number;
  private readonly barrier!: WriteBarrier;
  /** The bits that an address in the space can have. */
  private readonly addressBits!: number;
  readonly #parts: FieldParts;

  constructor(parts: FieldParts, place: FieldPlace) {
    this.name = place.name;
    this.kind = place.kind;
    this.layout = parts.layout;
    this.#parts = parts;
    const { words } = parts.views.views;
    const word = place.offset >>> 2;
    const addressBits = addressBitsOf(words.byteLength);
    hide(this, { words, word, slot: word - 1, barrier: parts.barrier, addressBits });
  }

  static {
    showAs(RefField, (field) => `Field ${field.name}: ${field.kind}`);
  }

  followViews(): void {
    this.words = this.#parts.views.views.words;
  }

  get(ref: Ref): Ref {
    const word = this.words[(ref >>> 2) + this.word];
    if (word === undefined || ((ref & ADDRESS_BITS) | REF_TAG) !== ref) this.refuse(ref, 0);
    return toRef(word!);
  }

  set(ref: Ref, value: Ref): void {
    if (
      ((ref & ADDRESS_BITS) | REF_TAG) === ref &&
      (((value & this.addressBits) | REF_TAG) === value || value === 0)
    )
      this.barrier.store(ref, this.slot, value);
    else this.refuse(ref, value);
  }

  init(ref: Ref, value: Ref): void {
    if (((value & this.addressBits) | REF_TAG) === value || value === 0)
      this.words[(ref >>> 2) + this.word] = value;
    else this.refuseInitial(ref, value);
  }

  private refuseInitial(ref: Ref, value: Ref): never {
    this.#parts.takeBack(ref);
    this.refuse(ref, value);
  }

  private refuse(ref: Ref, value: Ref): never {
    refuseRef(ref, this.name, this.words);
    throw new ValueError(
      `field ${this.name} holds references; ${shown(value)} is none, nor is it 0: ${whyNoRef(value)}`,
    );
  }
}

/**
 * Any slot word. `get` and `set` speak of 31-bit integers; `getWord` and `setWord` of the word
 * itself, which may be a reference or an immediate of the host. A reference that is handed to
 * `set`, or to `new`, cannot be told from an integer: there it is one, and keeps nothing alive;
 * `newWords` is handed words.
 */
export class ValueField<Shape = unknown> implements StoredField<number> {
  readonly name: string;
  readonly layout: symbol;
  private words!: Int32Array;
  private readonly slot!: number;
  private readonly barrier!: WriteBarrier;
  readonly #parts: FieldParts;

  constructor(parts: FieldParts, place: FieldPlace) {
    this.name = place.name;
    this.layout = parts.layout;
    this.#parts = parts;
    const { words } = parts.views.views;
    hide(this, { words, slot: (place.offset >>> 2) - 1, barrier: parts.barrier });
  }

  static {
    showAs(ValueField, (field) => `Field ${field.name}: value`);
  }

  followViews(): void {
    this.words = this.#parts.views.views.words;
  }

  /** Throws ValueError when the slot holds a reference or an immediate. */
  get(ref: RefTo<Shape>): number {
    const word = this.getWord(ref);
    if (!isInteger(word)) this.refuseRead(word);
    return integerOf(word);
  }

  /** Throws ValueError for what is no integer from -2³⁰ to 2³⁰-1. */
  set(ref: RefTo<Shape>, value: PlainNumber): void {
    if (((ref & ADDRESS_BITS) | REF_TAG) !== ref) refuseRef(ref, this.name, this.words);
    if ((value | 0) !== value || value < MIN_INTEGER || value > MAX_INTEGER) this.refuse(value);
    this.barrier.store(ref, this.slot, integerWord(value));
  }

  init(ref: Ref, value: number): void {
    if ((value | 0) !== value || value < MIN_INTEGER || value > MAX_INTEGER)
      this.refuseInitial(ref, value);
    this.words[(ref >>> 2) + 1 + this.slot] = integerWord(value);
  }

  /** Stores a word into the object that was made last, as `init` does an integer. */
  initWord(ref: Ref, word: SlotWord): void {
    if (!isSlotWord(word, this.words.length)) this.refuseInitialWord(ref, word);
    this.words[(ref >>> 2) + 1 + this.slot] = word;
  }

  getWord(ref: RefTo<Shape>): SlotWord {
    const word = this.words[(ref >>> 2) + 1 + this.slot];
    if (word === undefined || ((ref & ADDRESS_BITS) | REF_TAG) !== ref)
      refuseRef(ref, this.name, this.words);
    return word!;
  }

  /** Throws ValueError for what is no int32, and for a reference to beyond the space. */
  setWord(ref: RefTo<Shape>, word: SlotWord): void {
    if (((ref & ADDRESS_BITS) | REF_TAG) !== ref) refuseRef(ref, this.name, this.words);
    if (!isSlotWord(word, this.words.length)) refuseWord(`field ${this.name}`, word);
    this.barrier.store(ref, this.slot, word);
  }

  private refuseInitial(ref: Ref, value: unknown): never {
    this.#parts.takeBack(ref);
    this.refuse(value);
  }

  private refuseInitialWord(ref: Ref, word: SlotWord): never {
    this.#parts.takeBack(ref);
    refuseWord(`field ${this.name}`, word);
  }

  private refuse(value: unknown): never {
    throw new ValueError(
      `field ${this.name} holds integers from ${MIN_INTEGER} to ${MAX_INTEGER}; ${shown(value)} is none: ` +
        'store references with setWord',
    );
  }

  private refuseRead(word: SlotWord): never {
    throw new ValueError(
      `field ${this.name} holds the word ${word}, no integer: read it with getWord`,
    );
  }
}

/** The JS type that a field of this kind is read and written as. */
export type FieldValue<Kind extends FieldKind> = Kind extends 'bool'
  ? boolean
  : Kind extends 'ref' | 'weak'
    ? Ref
    : Kind extends 'i64' | 'u64'
      ? bigint
      : PlainNumber;

/** The accessor of a field of this kind. */
export type FieldOf<Kind extends FieldKind, Shape = unknown> = Kind extends 'value'
  ? ValueField<Shape>
  : Field<FieldValue<Kind>, Shape>;
