// Fields of numbers of a width: floats, and integers up to 32 bits.

import { hide, showAs } from '../memory/opaque.ts';
import type { NumberArray } from '../memory/views.ts';
import type { FieldPlace } from '../object/layout.ts';
import { ADDRESS_BITS, REF_TAG, type Ref } from '../object/slot.ts';
import type { FieldParts } from './fields.ts';
import type { NumberTraits } from './number-kinds.ts';
import { RawField, type RawFieldClass } from './raw-field.ts';

/**
 * A number that fits, as a typed array of the view's kind holds it: floats are rounded to it.
 * Called once a kind, so that each kind's accesses see one kind of view.
 */
export function numberField({ kind, makeView, fits, needs }: NumberTraits): RawFieldClass<number> {
  return class NumberField extends RawField<number> {
    private view!: NumberArray;

    constructor(parts: FieldParts, place: FieldPlace) {
      const view = makeView(parts.views.views.memory.buffer);
      super(parts, place, Math.log2(view.BYTES_PER_ELEMENT));
      hide(this, { view });
    }

    static {
      showAs(NumberField, (field) => `Field ${field.name}: ${kind}`);
    }

    protected get needs(): string {
      return needs;
    }

    followViews(): void {
      this.view = makeView(this.views.memory.buffer);
    }

    get(ref: Ref): number {
      const value = this.view[(ref >>> this.shift) + this.place];
      if (value === undefined || ((ref & ADDRESS_BITS) | REF_TAG) !== ref) this.refuseRef(ref);
      return value!;
    }

    set(ref: Ref, value: number): void {
      const { view } = this;
      const at = (ref >>> this.shift) + this.place;
      if (view[at] === undefined || !fits(value) || ((ref & ADDRESS_BITS) | REF_TAG) !== ref)
        this.refuse(ref, value);
      view[at] = value;
    }

    init(ref: Ref, value: number): void {
      if (!fits(value)) this.refuseInitial(ref, value);
      this.view[(ref >>> this.shift) + this.place] = value;
    }
  };
}
