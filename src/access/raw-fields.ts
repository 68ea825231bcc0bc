// Fields that are no slots, by their kinds: numbers of a width, and booleans.

import { hide, showAs } from '../memory/opaque.ts';
import type { FieldKind, FieldPlace } from '../object/layout.ts';
import { ADDRESS_BITS, REF_TAG, type Ref } from '../object/slot.ts';
import { bigintField } from './bigint-field.ts';
import { type FieldParts, RefField, type StoredField, ValueField } from './fields.ts';
import { integerFields, isNumber, numberField } from './number-fields.ts';
import { RawField, type RawFieldClass } from './raw-field.ts';

type RawKind = Exclude<FieldKind, 'ref' | 'value' | 'bool'>;

const RAW_FIELDS = {
  ...integerFields(
    'i8',
    (buffer) => new Int8Array(buffer),
    (v) => (v << 24) >> 24 === v,
    '-128 to 127',
  ),
  ...integerFields(
    'u8',
    (buffer) => new Uint8Array(buffer),
    (v) => (v & 0xff) === v,
    '0 to 255',
  ),
  ...integerFields(
    'i16',
    (buffer) => new Int16Array(buffer),
    (v) => (v << 16) >> 16 === v,
    '-32768 to 32767',
  ),
  ...integerFields(
    'u16',
    (buffer) => new Uint16Array(buffer),
    (v) => (v & 0xffff) === v,
    '0 to 65535',
  ),
  ...integerFields(
    'i32',
    (buffer) => new Int32Array(buffer),
    (v) => (v | 0) === v,
    '-2 ** 31 to 2 ** 31 - 1',
  ),
  ...integerFields(
    'u32',
    (buffer) => new Uint32Array(buffer),
    (v) => v >>> 0 === v,
    '0 to 2 ** 32 - 1',
  ),
  f32: numberField({
    kind: 'f32',
    makeView: (buffer) => new Float32Array(buffer),
    fits: isNumber,
    needs: 'a number',
  }),
  f64: numberField({
    kind: 'f64',
    makeView: (buffer) => new Float64Array(buffer),
    fits: isNumber,
    needs: 'a number',
  }),
  i64: bigintField(
    'i64',
    (buffer) => new BigInt64Array(buffer),
    (v) => BigInt.asIntN(64, v) === v,
  ),
  u64: bigintField(
    'u64',
    (buffer) => new BigUint64Array(buffer),
    (v) => BigInt.asUintN(64, v) === v,
  ),
} as Readonly<Record<RawKind, RawFieldClass<number> | RawFieldClass<bigint>>>;

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
