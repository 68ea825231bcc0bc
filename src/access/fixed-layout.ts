// Objects with named fields.

import { callable, checkArgument, instanceOf, text } from '../memory/check.ts';
import { ValueError } from '../memory/errors.ts';
import { hide, showAs } from '../memory/opaque.ts';
import { GRANULE_SHIFT } from '../object/header.ts';
import { granuleBytes, headerOf } from '../object/header-word.ts';
import { type FieldKind, type FieldKinds, frozenKinds, valuesByName } from '../object/kinds.ts';
import { type FieldPlan, isTracedKind, planFields } from '../object/layout.ts';
import type { Ref, RefTo, shape, Shaped, ShapeOf, SlotWord } from '../object/slot.ts';
import type { Pin } from '../collect/pins.ts';
import type { Finalization } from '../weak/finalizers.ts';
import { ControlPlane } from '../control/control-plane.ts';
import { guardConstructor, guardField } from './checked-access.ts';
import { type Construct, type InitialField, makeConstructor } from './constructor.ts';
import { announcing, type LayoutOptions, finalizationOf } from './announcing.ts';
import { isObjectOf } from './is-object.ts';
import { type AnyField, type FieldOf, type FieldValue, ValueField } from './fields.ts';
import { makeField } from './raw-fields.ts';

const CALLBACK = callable<unknown>();

/** Initial values by field name, those of a struct in an object; what is not given stays zero. */
export type Initial<Kinds extends FieldKinds> = {
  readonly [Name in keyof Kinds]?: InitialOf<Kinds[Name]>;
};

type InitialOf<Kind> = Kind extends FieldKind
  ? FieldValue<Kind>
  : Kind extends FieldKinds
    ? Initial<Kind>
    : never;

/**
 * The same, where `value` fields are given slot words: integers as `integerWord` makes them,
 * references, immediates.
 */
export type InitialWords<Kinds extends FieldKinds> = {
  readonly [Name in keyof Kinds]?: InitialWordOf<Kinds[Name]>;
};

type InitialWordOf<Kind> = Kind extends 'value'
  ? SlotWord
  : Kind extends FieldKind
    ? FieldValue<Kind>
    : Kind extends FieldKinds
      ? InitialWords<Kind>
      : never;

/**
 * Refuses a field called `__proto__`, where names are known: in a literal it is the prototype, and
 * no field comes of it.
 */
export type Named<Kinds> = string extends keyof Kinds
  ? unknown
  : '__proto__' extends keyof Kinds
    ? never
    : unknown;

/** The accessors of a layout's fields, by name; of a struct, those of its fields. */
export type Fields<Kinds extends FieldKinds, Shape> = {
  readonly [Name in keyof Kinds]: AccessOf<Kinds[Name], Shape>;
};

type AccessOf<Kind, Shape> = Kind extends FieldKind
  ? FieldOf<Kind, Shape>
  : Kind extends FieldKinds
    ? Fields<Kind, Shape>
    : never;

/**
 * Names that a layout itself uses: fields that are called so are reached by `Pair.fields.id` alone.
 */
type OwnName = keyof FixedLayout<FieldKinds> | 'constructor';

/** A layout with its fields' accessors as properties: `Pair.head.get(ref)`. */
export type Layout<Kinds extends FieldKinds, Name extends string = string> = FixedLayout<
  Kinds,
  Name
> & {
  readonly [Field in Exclude<keyof Kinds, OwnName>]: AccessOf<Kinds[Field], ShapeOf<Name, Kinds>>;
};

/** A fixed-size layout. Made by `heap.layout`. */
export class FixedLayout<Kinds extends FieldKinds, Name extends string = string> implements Shaped<
  ShapeOf<Name, Kinds>
> {
  declare readonly [shape]?: ShapeOf<Name, Kinds>;
  readonly id: number;
  readonly name: string;
  /** The kinds of its fields: `{ pos: Point.kinds }` is a field that is a struct of the same. */
  readonly kinds: Kinds;
  /** Bytes of an object, header included, before rounding to granules. */
  readonly bytes: number;
  /**
   * A new object. A collection that this brings about keeps the references in `initial` alive.
   * Throws HeapLimitError, DisposedError, and ValueError for a value that its field cannot hold, or
   * initial values that are no object; then nothing was made. A name that is no field's is not
   * looked at here, for the sake of speed: TypeScript refuses it.
   */
  readonly new: (initial?: Initial<Kinds>) => RefTo<ShapeOf<Name, Kinds>>;
  /**
   * The accessors by name: those of fields whose name is also one of the layout's own are only
   * here.
   */
  readonly fields: Fields<Kinds, ShapeOf<Name, Kinds>>;
  private readonly plane!: ControlPlane;
  readonly #plan: FieldPlan;
  readonly #finalization: Finalization | undefined;
  /** In the order of the plan. */
  readonly #accessors: readonly AnyField[];

  /** What cannot be is refused before it takes a number of a layout. */
  constructor(plane: ControlPlane, layout: string, kinds: Kinds, options: LayoutOptions = {}) {
    checkArgument('FixedLayout', 'plane', plane, instanceOf(ControlPlane));
    const plan = planFields(checkArgument('layout', 'name', layout, text), kinds);
    const size = granuleBytes(plan.bytes);
    const granules = size >>> GRANULE_SHIFT;
    this.#finalization = finalizationOf(options);
    const { layouts } = plane;
    const { traced, fields: places, weak } = plan;
    const { id, name } = layouts.register(layout, traced, granules, places, { weak });
    hide(this, { plane });
    this.id = id;
    this.name = name;
    this.kinds = frozenKinds(kinds);
    this.bytes = plan.bytes;
    const fields = this.makeFields(plane, plan, size >>> 2);
    this.fields = byName(plan, fields) as Fields<Kinds, ShapeOf<Name, Kinds>>;
    this.#plan = plan;
    this.#accessors = fields;
    this.new = this.#construct('new', fields, isLink);
    this.offerFields();
  }

  static {
    showAs(FixedLayout, (layout) => {
      const kinds = layout.#plan.fields.map((field) => `${field.name}: ${field.kind}`);
      return `Layout ${layout.name} { ${kinds.join(', ')} }`;
    });
  }

  /**
   * The same with words for `value` fields, which it stores as they are. A collection that this
   * brings about keeps the references among them alive as well. Throws as `new` does, and
   * ValueError for what is no int32, or a reference to beyond the space.
   */
  get newWords(): (initial?: InitialWords<Kinds>) => RefTo<ShapeOf<Name, Kinds>> {
    // Made when it is first asked for: few layouts are built so.
    const given = this.#accessors.map(byWord);
    const value = this.#construct('newWords', given, (kind) => isTracedKind(kind) || isLink(kind));
    Object.defineProperty(this, 'newWords', { value });
    return value;
  }

  /**
   * A new object that its own first values refer to: `make` is given it with nothing in it, and
   * says what its fields are set to. Throws what `new`, `make` and the fields throw; the object
   * dies then like any other that nobody refers to.
   */
  newCyclic(
    make: (self: RefTo<ShapeOf<Name, Kinds>>) => Initial<Kinds>,
  ): RefTo<ShapeOf<Name, Kinds>> {
    checkArgument(`${this.name}.newCyclic`, 'make', make, CALLBACK);
    const root = this.plane.roots.root(this.new() as Ref);
    try {
      const given = make(root.ref as RefTo<ShapeOf<Name, Kinds>>);
      for (const [name, value] of valuesByName(this.kinds, given)) {
        const accessor = this.#accessors.find((field) => field.name === name);
        if (accessor === undefined)
          throw new ValueError(`${this.name}.newCyclic: it has no field ${name}`);
        accessor.set(root.ref as RefTo<unknown>, value as never);
      }
      return root.ref as RefTo<ShapeOf<Name, Kinds>>;
    } finally {
      root.release();
    }
  }

  /**
   * Whether a word of a slot is a reference to an object of this layout, in this heap: false for
   * integers, immediates, null, objects of other layouts and heaps, and what lies outside. It
   * throws nothing. Of an object that has died it tells nothing.
   */
  is(word: SlotWord): word is RefTo<ShapeOf<Name, Kinds>> {
    const { plane } = this;
    return isObjectOf(this.id, plane.views.words, plane.roots, word);
  }

  /** A constructor that gives these fields their first values, of which links may be references. */
  #construct(
    method: string,
    fields: readonly InitialField[],
    isLink: (kind: FieldKind) => boolean,
  ): Construct {
    const { plane, id, name } = this;
    const plan = this.#plan;
    const size = granuleBytes(plan.bytes);
    const header = headerOf(id, size);
    const bare = makeConstructor({
      name: `${name}.${method}`,
      region: plane.arenas.small,
      header,
      words: size >>> 2,
      fields,
      paths: plan.fields.map(({ path }) => path),
      links: plan.fields.flatMap(({ kind }, index) => (isLink(kind) ? [index] : [])),
      allocate: () => plane.allocateFreely(header, size),
      allocateKeeping: (links) => allocateKeeping(plane, header, size, links),
    });
    const links = plan.fields.filter(({ kind }) => isLink(kind));
    const plain = announcing(bare, plane.weak, plan.weak, this.#finalization);
    const { checker } = plane;
    return checker === undefined ? plain : guardConstructor(checker, this, links, plain);
  }

  /**
   * Makes the accessors properties as well, but for those whose name is one of the layout's own.
   */
  private offerFields(): void {
    for (const [name, value] of Object.entries(this.fields))
      if (!Object.hasOwn(this, name) && !Object.hasOwn(FixedLayout.prototype, name))
        Object.defineProperty(this, name, { value, enumerable: true });
  }

  private makeFields(plane: ControlPlane, plan: FieldPlan, words: number): AnyField[] {
    const parts = {
      views: plane,
      barrier: plane.barrier,
      layout: Symbol(this.name),
      takeBack: (ref: Ref) => plane.arenas.takeBack(ref, words),
    };
    const fields = plan.fields.map((place) => makeField(parts, place) as AnyField);
    const { checker } = plane;
    if (checker !== undefined)
      fields.forEach((field, index) => guardField(checker, this, plan.fields[index]!, field));
    plane.onViewsChanged(() => {
      for (const field of fields) field.followViews();
    });
    return fields;
  }
}

/** Whether a field of this kind is given references. */
function isLink(kind: FieldKind): boolean {
  return kind === 'ref' || kind === 'weak';
}

/** How a new object's field is given a word. */
function byWord(field: AnyField): InitialField {
  if (!(field instanceof ValueField)) return field;
  return { init: (ref, word) => field.initWord(ref, word as SlotWord) };
}

type Accessors = Record<string, unknown>;

/** Without prototypes: a field can have any name. */
function byName({ fields }: FieldPlan, accessors: readonly AnyField[]): object {
  const all = Object.create(null) as Accessors;
  fields.forEach(({ path }, index) => {
    let struct = all;
    for (const name of path.slice(0, -1))
      struct = (struct[name] ??= Object.create(null)) as Accessors;
    struct[path.at(-1)!] = accessors[index];
  });
  return frozen(all);
}

/** With the structs in it frozen too. */
function frozen(struct: Accessors): object {
  for (const part of Object.values(struct) as object[])
    if (Object.getPrototypeOf(part) === null) frozen(part as Accessors);
  return Object.freeze(struct);
}

/**
 * Allocates with what the links refer to pinned, since it collects, and the caller stores the links
 * as they are.
 */
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
