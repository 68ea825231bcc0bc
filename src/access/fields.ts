// Typed access to the fields of fixed-size objects. One class a kind, so that each get and set is one load or
// store at a place the engine knows.

import type { AddressSpace } from '../memory/address-space.ts';
import { HandleError, ValueError } from '../memory/errors.ts';
import type { FieldKind, FieldPlace } from '../object/layout.ts';
import {
  integerOf,
  integerWord,
  isInteger,
  isRef,
  MAX_INTEGER,
  MIN_INTEGER,
  REF_TAG,
  TAG_MASK,
  type Ref,
  type SlotWord,
} from '../object/slot.ts';
import type { WriteBarrier } from '../collect/barrier.ts';

/** Access to one field. `get` and `set` throw HandleError for null and for what is no reference. */
export interface Field<Value> {
  readonly name: string;
  get(ref: Ref): Value;
  set(ref: Ref, value: Value): void;
  /**
   * The same, for the constructor alone: of an object that was just made, no barrier has to know. A value that an older object gets
   * here, a collection of the young would miss.
   */
  init(ref: Ref, value: Value): void;
  /** Goes on with the views that the space has now. */
  followViews(space: AddressSpace): void;
}

function refuseRef(ref: Ref, name: string): never {
  throw new HandleError(
    ref === 0
      ? `field ${name} of null: the reference is 0`
      : `field ${name} of ${ref}, which is no reference: its low bits are not 001`,
  );
}

/** A reference to another object, or 0. */
export class RefField implements Field<Ref> {
  readonly name: string;
  private words: Int32Array;
  /** Words from the header to the field. */
  private readonly word: number;
  private readonly slot: number;

  constructor(
    space: AddressSpace,
    private readonly barrier: WriteBarrier,
    place: FieldPlace,
  ) {
    this.name = place.name;
    this.words = space.words;
    this.word = place.offset >>> 2;
    this.slot = this.word - 1;
  }

  followViews(space: AddressSpace): void {
    this.words = space.words;
  }

  get(ref: Ref): Ref {
    if ((ref & TAG_MASK) !== REF_TAG) refuseRef(ref, this.name);
    return this.words[(ref >>> 2) + this.word]!;
  }

  /** Throws ValueError for a value that is neither 0 nor a reference. */
  set(ref: Ref, value: Ref): void {
    if ((ref & TAG_MASK) !== REF_TAG || ((value & TAG_MASK) !== REF_TAG && value !== 0))
      this.refuse(ref, value);
    this.barrier.store(ref, this.slot, value);
  }

  init(ref: Ref, value: Ref): void {
    if ((value & TAG_MASK) !== REF_TAG && value !== 0) this.refuse(ref, value);
    this.words[(ref >>> 2) + this.word] = value;
  }

  // Apart from the stores, so that these are short enough for an engine to inline.
  private refuse(ref: Ref, value: unknown): never {
    if (!isRef(ref)) refuseRef(ref, this.name);
    throw new ValueError(
      `field ${this.name} holds references; ${String(value)} is none, nor is it 0`,
    );
  }
}

/**
 * Any slot word. `get` and `set` speak of 31-bit integers; `getWord` and `setWord` of the word itself, which may be a
 * reference or an immediate of the host.
 */
export class ValueField implements Field<number> {
  readonly name: string;
  private words: Int32Array;
  private readonly slot: number;

  constructor(
    space: AddressSpace,
    private readonly barrier: WriteBarrier,
    place: FieldPlace,
  ) {
    this.name = place.name;
    this.words = space.words;
    this.slot = (place.offset >>> 2) - 1;
  }

  followViews(space: AddressSpace): void {
    this.words = space.words;
  }

  /** Throws ValueError when the slot holds a reference or an immediate. */
  get(ref: Ref): number {
    const word = this.getWord(ref);
    if (!isInteger(word))
      throw new ValueError(
        `field ${this.name} holds the word ${word}, no integer: read it with getWord`,
      );
    return integerOf(word);
  }

  /** Throws ValueError for what is no integer from -2³⁰ to 2³⁰-1. */
  set(ref: Ref, value: number): void {
    if ((value | 0) !== value || value < MIN_INTEGER || value > MAX_INTEGER)
      throw new ValueError(
        `field ${this.name} holds integers from ${MIN_INTEGER} to ${MAX_INTEGER}; ${value} is none: ` +
          'store references with setWord',
      );
    this.setWord(ref, integerWord(value));
  }

  init(ref: Ref, value: number): void {
    this.set(ref, value);
  }

  getWord(ref: Ref): SlotWord {
    if ((ref & TAG_MASK) !== REF_TAG) refuseRef(ref, this.name);
    return this.words[(ref >>> 2) + 1 + this.slot]!;
  }

  setWord(ref: Ref, word: SlotWord): void {
    if ((ref & TAG_MASK) !== REF_TAG) refuseRef(ref, this.name);
    this.barrier.store(ref, this.slot, word);
  }
}

/** A field that is no slot: an element of a view whose elements are `1 << shift` bytes. */
abstract class RawField<Value> implements Field<Value> {
  readonly name: string;
  /** Elements from `ref >>> shift` to the field: the shift drops the tag, unless there is none. */
  private readonly place: number;

  constructor(
    place: FieldPlace,
    private readonly shift: number,
  ) {
    this.name = place.name;
    this.place = shift === 0 ? place.offset - REF_TAG : place.offset >>> shift;
  }

  abstract get(ref: Ref): Value;
  abstract set(ref: Ref, value: Value): void;

  init(ref: Ref, value: Value): void {
    this.set(ref, value);
  }

  abstract followViews(space: AddressSpace): void;

  protected at(ref: Ref): number {
    if ((ref & TAG_MASK) !== REF_TAG) refuseRef(ref, this.name);
    return (ref >>> this.shift) + this.place;
  }
}

type RawView =
  | Int8Array
  | Uint8Array
  | Int16Array
  | Uint16Array
  | Int32Array
  | Uint32Array
  | Float32Array
  | Float64Array;
type RawFieldClass = new (buffer: ArrayBuffer, place: FieldPlace) => RawField<number>;

/**
 * A number as a typed array of the view's kind holds it: integers modulo their width, floats rounded to it.
 * Called once a kind, so that each kind's accesses see one kind of view.
 */
function numberField(makeView: (buffer: ArrayBuffer) => RawView): RawFieldClass {
  return class extends RawField<number> {
    private view: RawView;

    constructor(buffer: ArrayBuffer, place: FieldPlace) {
      const view = makeView(buffer);
      super(place, Math.log2(view.BYTES_PER_ELEMENT));
      this.view = view;
    }

    followViews(space: AddressSpace): void {
      this.view = makeView(space.memory.buffer);
    }

    get(ref: Ref): number {
      return this.view[this.at(ref)]!;
    }

    set(ref: Ref, value: number): void {
      this.view[this.at(ref)] = value;
    }
  };
}

const NUMBER_FIELDS: Readonly<Record<Exclude<FieldKind, 'ref' | 'value' | 'bool'>, RawFieldClass>> =
  {
    i8: numberField((buffer) => new Int8Array(buffer)),
    u8: numberField((buffer) => new Uint8Array(buffer)),
    i16: numberField((buffer) => new Int16Array(buffer)),
    u16: numberField((buffer) => new Uint16Array(buffer)),
    i32: numberField((buffer) => new Int32Array(buffer)),
    u32: numberField((buffer) => new Uint32Array(buffer)),
    f32: numberField((buffer) => new Float32Array(buffer)),
    f64: numberField((buffer) => new Float64Array(buffer)),
  };

/** A byte that is 0 or 1. */
export class BoolField extends RawField<boolean> {
  private bytes: Uint8Array;

  constructor(space: AddressSpace, place: FieldPlace) {
    super(place, 0);
    this.bytes = space.bytes;
  }

  followViews(space: AddressSpace): void {
    this.bytes = space.bytes;
  }

  get(ref: Ref): boolean {
    return this.bytes[this.at(ref)] !== 0;
  }

  set(ref: Ref, value: boolean): void {
    this.bytes[this.at(ref)] = value ? 1 : 0;
  }
}

/** The JS type that a field of this kind is read and written as. */
export type FieldValue<Kind extends FieldKind> = Kind extends 'bool'
  ? boolean
  : Kind extends 'ref'
    ? Ref
    : number;

/** The accessor of a field of this kind. */
export type FieldOf<Kind extends FieldKind> = Kind extends 'value'
  ? ValueField
  : Field<FieldValue<Kind>>;

/** The accessor for one place. */
export function makeField(
  space: AddressSpace,
  barrier: WriteBarrier,
  place: FieldPlace,
): RefField | ValueField | BoolField | Field<number> {
  switch (place.kind) {
    case 'ref':
      return new RefField(space, barrier, place);
    case 'value':
      return new ValueField(space, barrier, place);
    case 'bool':
      return new BoolField(space, place);
    default:
      return new NUMBER_FIELDS[place.kind](space.memory.buffer, place);
  }
}
