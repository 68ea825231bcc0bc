// Objects with named fields.

import { checkArgument, instanceOf, text } from '../memory/check.ts';
import { LayoutError } from '../memory/errors.ts';
import { showAs } from '../memory/opaque.ts';
import { GRANULE_SHIFT } from '../object/header.ts';
import { granuleBytes, headerOf } from '../object/header-word.ts';
import { type FieldKinds, type FieldPlan, planFields } from '../object/layout.ts';
import type { Ref } from '../object/slot.ts';
import type { Pin } from '../collect/pins.ts';
import { ControlPlane } from '../control/control-plane.ts';
import { guardConstructor, guardField } from './checked-access.ts';
import { makeConstructor } from './constructor.ts';
import type { FieldOf, FieldValue, StoredField } from './fields.ts';
import { makeField } from './raw-fields.ts';

/** Initial values by field name; what is not given stays zero. */
export type Initial<Kinds extends FieldKinds> = {
  readonly [Name in keyof Kinds]?: FieldValue<Kinds[Name]>;
};

/** A layout with its fields' accessors as properties: `Pair.head.get(ref)`. */
export type Layout<Kinds extends FieldKinds> = FixedLayout<Kinds> & {
  readonly [Name in keyof Kinds]: FieldOf<Kinds[Name]>;
};

const RESERVED_NAMES = new Set(['id', 'name', 'new', 'bytes', 'constructor', 'is']);

function planOf(name: string, kinds: FieldKinds): FieldPlan {
  const plan = planFields(name, kinds);
  for (const field of plan.fields)
    if (RESERVED_NAMES.has(field.name))
      throw new LayoutError(`${name}.${field.name}: that name is taken by the layout itself`);
  return plan;
}

/** A fixed-size layout. Made by `heap.layout`. */
export class FixedLayout<Kinds extends FieldKinds> {
  readonly id: number;
  readonly name: string;
  /** Bytes of an object, header included, before rounding to granules. */
  readonly bytes: number;
  /**
   * A new object. A collection that this brings about keeps the references in `initial` alive. Throws HeapLimitError, DisposedError,
   * and ValueError for a value that its field cannot hold, or initial values that are no object; then nothing was made. A name that is no
   * field's is not looked at here, for the sake of speed: TypeScript refuses it.
   */
  readonly new: (initial?: Initial<Kinds>) => Ref;
  readonly #fields: string;

  /** What cannot be is refused before it takes a number of a layout. */
  constructor(plane: ControlPlane, layout: string, kinds: Kinds) {
    checkArgument('FixedLayout', 'plane', plane, instanceOf(ControlPlane));
    const plan = planOf(checkArgument('layout', 'name', layout, text), kinds);
    const size = granuleBytes(plan.bytes);
    const granules = size >>> GRANULE_SHIFT;
    const { id, name } = plane.layouts.register(layout, plan.traced, granules, plan.fields);
    this.id = id;
    this.name = name;
    this.bytes = plan.bytes;
    this.#fields = plan.fields.map((field) => `${field.name}: ${field.kind}`).join(', ');
    const fields = this.makeFields(plane, plan, size >>> 2);
    const header = headerOf(id, size);
    const construct = makeConstructor({
      name,
      region: plane.arenas.small,
      header,
      words: size >>> 2,
      fields,
      links: plan.fields.flatMap(({ kind }, index) => (kind === 'ref' ? [index] : [])),
      allocate: () => plane.allocateFreely(header, size),
      allocateKeeping: (links) => allocateKeeping(plane, header, size, links),
    });
    const { checker } = plane;
    this.new =
      checker === undefined ? construct : guardConstructor(checker, this, plan.fields, construct);
  }

  static {
    showAs(FixedLayout, (layout) => `Layout ${layout.name} { ${layout.#fields} }`);
  }

  private makeFields(
    plane: ControlPlane,
    plan: FieldPlan,
    words: number,
  ): StoredField<number | boolean>[] {
    const parts = {
      views: plane,
      barrier: plane.barrier,
      layout: Symbol(this.name),
      takeBack: (ref: Ref) => plane.arenas.takeBack(ref, words),
    };
    const fields = plan.fields.map(
      (place) => makeField(parts, place) as StoredField<number | boolean>,
    );
    const { checker } = plane;
    if (checker !== undefined)
      fields.forEach((field, index) => guardField(checker, this, plan.fields[index]!, field));
    for (const field of fields)
      Object.defineProperty(this, field.name, { value: field, enumerable: true });
    plane.onViewsChanged(() => {
      for (const field of fields) field.followViews();
    });
    return fields;
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
