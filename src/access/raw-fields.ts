// Fields that are no slots, by their kinds: numbers of a width, and booleans.

import { hide, showAs } from '../memory/opaque.ts';
import type { NumberKind } from '../object/kinds.ts';
import type { FieldPlace } from '../object/layout.ts';
import { ADDRESS_BITS, REF_TAG, type Ref } from '../object/slot.ts';
import { bigintField } from './bigint-field.ts';
import { type FieldParts, RefField, type StoredField, ValueField } from './fields.ts';
import { numberField } from './number-fields.ts';
import { BIGINTS, NUMBERS } from './number-kinds.ts';
import { RawField, type RawFieldClass } from './raw-field.ts';

/** The class of each kind, made once: so the accesses of a kind see one kind of view. */
const RAW_FIELDS = {
  ...classesOf(NUMBERS, numberField),
  ...classesOf(BIGINTS, bigintField),
} as Readonly<Record<NumberKind, RawFieldClass<number> | RawFieldClass<bigint>>>;

function classesOf<Traits, Class>(
  kinds: Readonly<Record<string, Traits>>,
  classOf: (traits: Traits) => Class,
): Readonly<Record<string, Class>> {
  const classes = Object.entries(kinds).map(([kind, traits]) => [kind, classOf(traits)]);
  return Object.fromEntries(classes) as Readonly<Record<string, Class>>;
}

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

  protected get needs(): string {
    return 'true or false';
  }

  followViews(): void {
    this.bytes = this.views.bytes;
  }

  get(ref: Ref): boolean {
    const byte = this.bytes[(ref >>> 0) + this.place];
    if (byte === undefined || ((ref & ADDRESS_BITS) | REF_TAG) !== ref) this.refuseRef(ref);
    return byte !== 0;
  }

  set(ref: Ref, value: boolean): void {
    const { bytes } = this;
    const at = (ref >>> 0) + this.place;
    if (
      bytes[at] === undefined ||
      typeof value !== 'boolean' ||
      ((ref & ADDRESS_BITS) | REF_TAG) !== ref
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
): StoredField<number> | StoredField<bigint> | StoredField<boolean> {
  switch (place.kind) {
    case 'ref':
    case 'weak':
      return new RefField(parts, place);
    case 'value':
      return new ValueField(parts, place);
    case 'bool':
      return new BoolField(parts, place);
    default:
      return new RAW_FIELDS[place.kind](parts, place);
  }
}
