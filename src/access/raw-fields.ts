// Fields that are no slots: numbers of a width, and booleans.

import { ValueError } from '../memory/errors.ts';
import { shown } from '../memory/check.ts';
import { hide, showAs } from '../memory/opaque.ts';
import type { Views } from '../memory/views.ts';
import type { FieldKind, FieldPlace } from '../object/layout.ts';
import { TAG_MASK, REF_TAG, type Ref } from '../object/slot.ts';
import { type FieldParts, RefField, refuseRef, type StoredField, ValueField } from './fields.ts';

/** An element of a view whose elements are `1 << shift` bytes. */
abstract class RawField<Value extends number | boolean> implements StoredField<Value> {
  readonly name: string;
  readonly layout: symbol;
  /** Elements from `ref >>> shift` to the field: the shift drops the tag, unless there is none. */
  protected readonly place!: number;
  protected readonly shift!: number;
  readonly #parts: FieldParts;

  constructor(parts: FieldParts, place: FieldPlace, shift: number) {
    this.name = place.name;
    this.layout = parts.layout;
    this.#parts = parts;
    hide(this, { place: shift === 0 ? place.offset - REF_TAG : place.offset >>> shift, shift });
  }

  abstract get(ref: Ref): Value;
  abstract set(ref: Ref, value: Value): void;
  abstract init(ref: Ref, value: Value): void;
  abstract followViews(): void;

  protected get views(): Views {
    return this.#parts.views.views;
  }

  /** Throws for a reference that lies nowhere. */
  protected refuseRef(ref: Ref): void {
    refuseRef(ref, this.name, this.views.words);
  }

  protected refuseInitial(ref: Ref, value: unknown): never {
    this.#parts.takeBack(ref);
    this.refuseValue(value);
  }

  protected refuse(ref: Ref, value: unknown): never {
    this.refuseRef(ref);
    this.refuseValue(value);
  }

  private refuseValue(value: unknown): never {
    const needs = this instanceof BoolField ? 'true or false' : 'a number';
    throw new ValueError(`field ${this.name} holds ${needs}; ${shown(value)} is none`);
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
type NumberKind = Exclude<FieldKind, 'ref' | 'value' | 'bool'>;
type RawFieldClass = new (parts: FieldParts, place: FieldPlace) => RawField<number>;

/**
 * A number as a typed array of the view's kind holds it: integers modulo their width, floats rounded to it. What is no number is
 * refused. Called once a kind, so that each kind's accesses see one kind of view.
 */
function numberField(kind: NumberKind, makeView: (buffer: ArrayBuffer) => RawView): RawFieldClass {
  return class NumberField extends RawField<number> {
    private view!: RawView;

    constructor(parts: FieldParts, place: FieldPlace) {
      const view = makeView(parts.views.views.memory.buffer);
      super(parts, place, Math.log2(view.BYTES_PER_ELEMENT));
      hide(this, { view });
    }

    static {
      showAs(NumberField, (field) => `Field ${field.name}: ${kind}`);
    }

    followViews(): void {
      this.view = makeView(this.views.memory.buffer);
    }

    get(ref: Ref): number {
      const value = this.view[(ref >>> this.shift) + this.place];
      if (value === undefined || (ref | 0) !== ref || (ref & TAG_MASK) !== REF_TAG)
        this.refuseRef(ref);
      return value!;
    }

    set(ref: Ref, value: number): void {
      const { view } = this;
      const at = (ref >>> this.shift) + this.place;
      if (
        view[at] === undefined ||
        typeof value !== 'number' ||
        (ref | 0) !== ref ||
        (ref & TAG_MASK) !== REF_TAG
      )
        this.refuse(ref, value);
      view[at] = value;
    }

    init(ref: Ref, value: number): void {
      if (typeof value !== 'number') this.refuseInitial(ref, value);
      this.view[(ref >>> this.shift) + this.place] = value;
    }
  };
}

const NUMBER_FIELDS: Readonly<Record<NumberKind, RawFieldClass>> = {
  i8: numberField('i8', (buffer) => new Int8Array(buffer)),
  u8: numberField('u8', (buffer) => new Uint8Array(buffer)),
  i16: numberField('i16', (buffer) => new Int16Array(buffer)),
  u16: numberField('u16', (buffer) => new Uint16Array(buffer)),
  i32: numberField('i32', (buffer) => new Int32Array(buffer)),
  u32: numberField('u32', (buffer) => new Uint32Array(buffer)),
  f32: numberField('f32', (buffer) => new Float32Array(buffer)),
  f64: numberField('f64', (buffer) => new Float64Array(buffer)),
};

/** A byte that is 0 or 1. */
class BoolField extends RawField<boolean> {
  private bytes!: Uint8Array;

  constructor(parts: FieldParts, place: FieldPlace) {
    super(parts, place, 0);
    hide(this, { bytes: parts.views.views.bytes });
  }

  static {
    showAs(BoolField, (field) => `Field ${field.name}: bool`);
  }

  followViews(): void {
    this.bytes = this.views.bytes;
  }

  get(ref: Ref): boolean {
    const byte = this.bytes[(ref >>> 0) + this.place];
    if (byte === undefined || (ref | 0) !== ref || (ref & TAG_MASK) !== REF_TAG)
      this.refuseRef(ref);
    return byte !== 0;
  }

  set(ref: Ref, value: boolean): void {
    const { bytes } = this;
    const at = (ref >>> 0) + this.place;
    if (
      bytes[at] === undefined ||
      typeof value !== 'boolean' ||
      (ref | 0) !== ref ||
      (ref & TAG_MASK) !== REF_TAG
    )
      this.refuse(ref, value);
    bytes[at] = value ? 1 : 0;
  }

  init(ref: Ref, value: boolean): void {
    if (typeof value !== 'boolean') this.refuseInitial(ref, value);
    this.bytes[(ref >>> 0) + this.place] = value ? 1 : 0;
  }
}

/** The accessor for one place. */
export function makeField(
  parts: FieldParts,
  place: FieldPlace,
): StoredField<number> | StoredField<boolean> {
  switch (place.kind) {
    case 'ref':
      return new RefField(parts, place);
    case 'value':
      return new ValueField(parts, place);
    case 'bool':
      return new BoolField(parts, place);
    default:
      return new NUMBER_FIELDS[place.kind](parts, place);
  }
}
