// Fields of integers of 64 bits, which are bigints in JavaScript.

import { hide, showAs } from '../memory/opaque.ts';
import type { FieldPlace } from '../object/layout.ts';
import { isRef, type Ref } from '../object/slot.ts';
import type { FieldParts } from './fields.ts';
import type { BigintArray, NumberTraits } from './number-kinds.ts';
import { RawField, type RawFieldClass } from './raw-field.ts';

/** Integers of 64 bits. */
export function bigintField({
  kind,
  makeView,
  fits,
  needs,
}: NumberTraits<bigint, BigintArray>): RawFieldClass<bigint> {
  return class BigintField extends RawField<bigint> {
    private view!: BigintArray;

    constructor(parts: FieldParts, place: FieldPlace) {
      const view = makeView(parts.views.views.memory.buffer);
      super(parts, place, Math.log2(view.BYTES_PER_ELEMENT));
      hide(this, { view });
    }

    static {
      showAs(BigintField, (field) => `Field ${field.name}: ${kind}`);
    }

    protected get needs(): string {
      return needs;
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
      if (!(at < this.view.length) || !isRef(ref) || !fits(value)) this.refuse(ref, value);
      this.view[at] = value;
    }

    init(ref: Ref, value: bigint): void {
      if (!fits(value)) this.refuseInitial(ref, value);
      this.view[(ref >>> this.shift) + this.place] = value;
    }
  };
}
