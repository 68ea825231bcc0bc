// Fields of integers of 64 bits, which are bigints in JavaScript.

import { hide, showAs } from '../memory/opaque.ts';
import type { FieldPlace } from '../object/layout.ts';
import { isRef, type Ref } from '../object/slot.ts';
import type { FieldParts } from './fields.ts';
import { RawField, type RawFieldClass } from './raw-field.ts';

/** Integers of 64 bits. */
export function bigintField(
  kind: 'i64' | 'u64',
  makeView: (buffer: ArrayBuffer) => BigInt64Array | BigUint64Array,
  fits: (value: bigint) => boolean,
): RawFieldClass<bigint> {
  return class BigintField extends RawField<bigint> {
    private view!: BigInt64Array | BigUint64Array;

    constructor(parts: FieldParts, place: FieldPlace) {
      const view = makeView(parts.views.views.memory.buffer);
      super(parts, place, Math.log2(view.BYTES_PER_ELEMENT));
      hide(this, { view });
    }

    static {
      showAs(BigintField, (field) => `Field ${field.name}: ${kind}`);
    }

    protected get needs(): string {
      return kind === 'i64'
        ? 'bigints from -2n ** 63n to 2n ** 63n - 1n'
        : 'bigints from 0n to 2n ** 64n - 1n';
    }

    followViews(): void {
      this.view = makeView(this.views.memory.buffer);
    }

    get(ref: Ref): bigint {
      const at = (ref >>> this.shift) + this.place;
      if (!(at < this.view.length) || !isRef(ref)) this.refuseRef(ref);
      return this.view[at]!;
    }

    set(ref: Ref, value: bigint): void {
      const at = (ref >>> this.shift) + this.place;
      if (!(at < this.view.length) || !isRef(ref) || !isBigint(value, fits))
        this.refuse(ref, value);
      this.view[at] = value;
    }

    init(ref: Ref, value: bigint): void {
      if (!isBigint(value, fits)) this.refuseInitial(ref, value);
      this.view[(ref >>> this.shift) + this.place] = value;
    }
  };
}

function isBigint(value: unknown, fits: (value: bigint) => boolean): boolean {
  return typeof value === 'bigint' && fits(value);
}
