// Objects with named fields.

import { LayoutError } from '../memory/errors.ts';
import { granuleBytes, headerOf } from '../object/header-word.ts';
import type { FieldKinds, FieldPlan } from '../object/layout.ts';
import type { Ref } from '../object/slot.ts';
import type { Pin } from '../collect/pins.ts';
import type { ControlPlane } from '../control/control-plane.ts';
import { makeConstructor } from './constructor.ts';
import { type Field, type FieldOf, type FieldValue, makeField } from './fields.ts';

/** Initial values by field name; what is not given stays zero. */
export type Initial<Kinds extends FieldKinds> = {
  readonly [Name in keyof Kinds]?: FieldValue<Kinds[Name]>;
};

/** A layout with its fields' accessors as properties: `Pair.head.get(ref)`. */
export type Layout<Kinds extends FieldKinds> = FixedLayout<Kinds> & {
  readonly [Name in keyof Kinds]: FieldOf<Kinds[Name]>;
};

const RESERVED_NAMES = new Set(['id', 'name', 'new', 'bytes', 'constructor', 'is']);

/** A fixed-size layout. Made by `heap.layout`. */
export class FixedLayout<Kinds extends FieldKinds> {
  /**
   * A new object. A collection that this brings about keeps the references in `initial` alive. Throws
   * HeapLimitError, and ValueError for a value that its field cannot hold; then there is no object.
   */
  readonly new: (initial?: Initial<Kinds>) => Ref;

  constructor(
    plane: ControlPlane,
    readonly id: number,
    readonly name: string,
    plan: FieldPlan,
    /** Bytes of an object, header included, before rounding to granules. */
    readonly bytes: number,
  ) {
    const space = plane.pages.space;
    const fields = plan.fields.map((place) => {
      if (RESERVED_NAMES.has(place.name))
        throw new LayoutError(`${name}.${place.name}: that name is taken by the layout itself`);
      return makeField(space, plane.barrier, place) as Field<number | boolean>;
    });
    plane.onViewsChanged(() => {
      for (const field of fields) field.followViews(space);
    });
    for (const field of fields)
      Object.defineProperty(this, field.name, { value: field, enumerable: true });
    const size = granuleBytes(bytes);
    const header = headerOf(id, size);
    this.new = makeConstructor({
      region: plane.arenas.small,
      header,
      words: size >>> 2,
      fields,
      links: plan.fields.flatMap(({ kind }, index) => (kind === 'ref' ? [index] : [])),
      allocate: () => plane.allocateFreely(header, size),
      allocateKeeping: (links) => allocateKeeping(plane, header, size, links),
    });
  }
}

/** Allocates with what the links refer to pinned, since it collects, and the caller stores the links as they are. */
function allocateKeeping(
  plane: ControlPlane,
  header: number,
  size: number,
  links: readonly (Ref | undefined)[],
): Ref {
  const { roots, pins } = plane;
  const held: Pin[] = [];
  try {
    for (const ref of links) if (ref !== undefined && roots.owns(ref)) held.push(pins.pin(ref));
    return plane.allocateCollecting(header, size);
  } finally {
    for (const pin of held) pin.release();
  }
}
