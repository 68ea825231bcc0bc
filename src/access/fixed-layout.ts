// Objects with named fields.

import { LayoutError, TidemarkError } from '../memory/errors.ts';
import type { FieldKind, FieldKinds, FieldPlan } from '../object/layout.ts';
import { isRef, type Ref } from '../object/slot.ts';
import type { ControlPlane } from '../control/control-plane.ts';
import { type Field, type FieldOf, type FieldValue, makeField, RefField } from './fields.ts';

/** Initial values by field name; what is not given stays zero. */
export type Initial<Kinds extends FieldKinds> = {
  readonly [Name in keyof Kinds]?: FieldValue<Kinds[Name]>;
};

/** A layout with its fields' accessors as properties: `Pair.head.get(ref)`. */
export type Layout<Kinds extends FieldKinds> = FixedLayout<Kinds> & {
  readonly [Name in keyof Kinds]: FieldOf<Kinds[Name]>;
};

const RESERVED_NAMES = new Set(['id', 'name', 'new', 'bytes', 'constructor', 'is']);

type AnyField = Field<number> | Field<boolean>;

/** A fixed-size layout. Made by `heap.layout`. */
export class FixedLayout<Kinds extends FieldKinds> {
  private readonly fields: readonly AnyField[];

  constructor(
    private readonly plane: ControlPlane,
    readonly id: number,
    readonly name: string,
    plan: FieldPlan,
    /** Bytes of an object, header included, before rounding to granules. */
    readonly bytes: number,
  ) {
    const space = plane.pages.space;
    this.fields = plan.fields.map((place) => {
      if (RESERVED_NAMES.has(place.name))
        throw new LayoutError(`${name}.${place.name}: that name is taken by the layout itself`);
      return makeField(space, place) as AnyField;
    });
    plane.onViewsChanged(() => {
      for (const field of this.fields) field.followViews(space);
    });
    for (const field of this.fields)
      Object.defineProperty(this, field.name, { value: field, enumerable: true });
  }

  /**
   * A new object. A collection that this brings about keeps the references in `initial` alive. Throws
   * HeapLimitError, and ValueError for a value that its field cannot hold; then there is no object.
   */
  new(initial?: Initial<Kinds>): Ref {
    let ref = this.plane.tryAllocate(this.id, this.bytes);
    if (ref === 0) ref = this.allocateKeeping(initial);
    if (initial !== undefined) this.fill(ref, initial);
    return ref;
  }

  private fill(ref: Ref, initial: Initial<Kinds>): void {
    const values = initial as Readonly<Record<string, never>>;
    for (const field of this.fields) {
      const value = values[field.name];
      if (value !== undefined) field.set(ref, value);
    }
  }

  /** Allocates with the references of `initial` as roots, since the allocation may collect. */
  private allocateKeeping(initial: Initial<Kinds> | undefined): Ref {
    const { roots } = this.plane;
    const values = Object.values(
      (initial ?? {}) as Readonly<Record<string, FieldValue<FieldKind>>>,
    );
    const kept = values.filter(
      (value): value is number => typeof value === 'number' && isRef(value),
    );
    const handles = this.fields.some((field) => field instanceof RefField)
      ? kept.filter((ref) => this.isOwn(ref)).map((ref) => roots.root(ref))
      : [];
    try {
      return this.plane.allocate(this.id, this.bytes);
    } finally {
      for (const handle of handles) handle.release();
    }
  }

  private isOwn(ref: Ref): boolean {
    try {
      this.plane.roots.check(ref);
      return true;
    } catch (error) {
      if (error instanceof TidemarkError) return false;
      throw error;
    }
  }
}
