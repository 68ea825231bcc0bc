// A field that is no slot: what all kinds share.

import { shown } from '../memory/check.ts';
import { ValueError } from '../memory/errors.ts';
import { hide } from '../memory/opaque.ts';
import type { Views } from '../memory/views.ts';
import type { FieldPlace } from '../object/layout.ts';
import { REF_TAG, type Ref } from '../object/slot.ts';
import { type FieldParts, refuseRef, type StoredField } from './fields.ts';

/** An element of a view whose elements are `1 << shift` bytes. */
export abstract class RawField<
  Value extends number | bigint | boolean,
> implements StoredField<Value> {
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

  /** What the field can hold, in words. */
  protected abstract get needs(): string;
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
    throw new ValueError(`field ${this.name} holds ${this.needs}; ${shown(value)} is none`);
  }
}

/** The class of the fields of a kind. */
export type RawFieldClass<Value extends number | bigint> = new (
  parts: FieldParts,
  place: FieldPlace,
) => RawField<Value>;
