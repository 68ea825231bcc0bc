// The layouts that a program registers in a heap, and the objects that are made by them.

import { checkArgument, either, oneOf, shown, text, wholeNumber } from './memory/check.ts';
import { LayoutError } from './memory/errors.ts';
import { TRACE_ALL } from './object/header.ts';
import { type FieldKinds, isNumberKind, type NumberKind } from './object/kinds.ts';
import type { LayoutRecord } from './object/layout.ts';
import type { Ref } from './object/slot.ts';
import { MAX_LARGE_PAYLOAD_WORDS } from './arena/large-objects.ts';
import { ArrayLayout, type SlotKind } from './access/arrays.ts';
import type { LayoutOptions } from './access/announcing.ts';
import { BytesLayout } from './access/bytes.ts';
import { FixedLayout, type Layout, type Named } from './access/fixed-layout.ts';
import { InternTable } from './access/intern-table.ts';
import { NumberArrayLayout, type NumberArrayOptions } from './access/number-arrays.ts';
import { StringLayout } from './access/strings.ts';
import { HeapWeakness } from './heap-weakness.ts';

const NAME = text;
const TRACED = either(wholeNumber(0, MAX_LARGE_PAYLOAD_WORDS, 'words'), oneOf('all'));

/** Layouts of objects whose length is chosen when they are made. */
type Sequence = ArrayLayout | NumberArrayLayout | BytesLayout;

/** The part of a heap that knows what its objects are. */
export class HeapLayouts extends HeapWeakness {
  readonly #layouts: (object | undefined)[] = [];

  /**
   * Registers a layout of named fields, and what is to happen when its objects die. Throws
   * LayoutError, IdentifiersUsedUpError, BadRequestError for a name that is no string; so do those
   * below. One that is refused uses up nothing.
   */
  layout<const Name extends string, const Kinds extends FieldKinds>(
    name: Name,
    kinds: Kinds & Named<Kinds>,
    options: LayoutOptions = {},
  ): Layout<Kinds, Name> {
    this.plane.gate.checkUsable('layout');
    const layout = new FixedLayout<Kinds, Name>(this.plane, name, kinds, options);
    return this.note(layout as Layout<Kinds, Name>);
  }

  /**
   * Registers a layout of arrays: of references, of slot words, or of numbers of a kind. Throws
   * BadRequestError for an alignment that cannot be had.
   */
  arrayLayout<const Name extends string, const Kind extends NumberKind>(
    name: Name,
    elements: Kind,
    options?: NumberArrayOptions,
  ): NumberArrayLayout<Kind, Name>;
  arrayLayout<const Name extends string, const Elements extends SlotKind>(
    name: Name,
    elements: Elements,
  ): ArrayLayout<Elements, Name>;
  arrayLayout(
    name: string,
    elements: SlotKind | NumberKind,
    options?: NumberArrayOptions,
  ): ArrayLayout | NumberArrayLayout {
    this.plane.gate.checkUsable('arrayLayout');
    if (isNumberKind(elements))
      return this.note(new NumberArrayLayout(this.plane, name, elements, options));
    if (options !== undefined)
      throw new LayoutError(`${shown(name)}: only arrays of numbers have options`);
    return this.note(new ArrayLayout(this.plane, name, elements));
  }

  /** Registers a layout of raw bytes. */
  bytesLayout<const Name extends string>(name: Name): BytesLayout<Name> {
    this.plane.gate.checkUsable('bytesLayout');
    return this.note(new BytesLayout(this.plane, name));
  }

  /** Registers a layout of immutable strings. */
  stringLayout(name: string): StringLayout {
    this.plane.gate.checkUsable('stringLayout');
    return new StringLayout(this.plane, name);
  }

  /**
   * A table that interns strings of a layout of this heap, and holds them weakly. Throws
   * LayoutError for another layout.
   */
  internTable(layout: StringLayout): InternTable {
    this.plane.gate.checkUsable('internTable');
    return new InternTable(this.plane, layout);
  }

  /**
   * Registers a layout whose payload the host lays out itself: the first `traced` words are slots,
   * or all are. Its objects are made by `allocateRaw`.
   */
  rawLayout(name: string, traced: number | 'all'): LayoutRecord {
    this.plane.gate.checkUsable('rawLayout');
    checkArgument('rawLayout', 'name', name, NAME);
    if (!TRACED.accepts(traced))
      throw new LayoutError(`${name}: ${shown(traced)} traced words; ${TRACED.needs} is possible`);
    return this.plane.layouts.register(name, traced === 'all' ? TRACE_ALL : traced);
  }

  /**
   * A zeroed object of a layout of this heap; `length` is for arrays and bytes. Throws LayoutError,
   * HeapLimitError, BadRequestError for a length that cannot be.
   */
  allocate<Made extends FixedLayout<FieldKinds>>(layout: Made): Ref<Made>;
  allocate<Made extends Sequence>(layout: Made, length: number): Ref<Made>;
  allocate(layout: FixedLayout<FieldKinds> | Sequence, length?: number): Ref {
    if (!this.made(layout))
      throw new LayoutError(`allocate: ${shown(layout)} is no layout that this heap made`);
    if (layout instanceof FixedLayout) {
      if (length !== undefined)
        throw new LayoutError(`${layout.name} has a fixed size; no length belongs here`);
      return layout.new();
    }
    if (length === undefined) throw new LayoutError(`${layout.name} needs a length`);
    return layout.new(length);
  }

  /** Takes down a layout, by which `allocate` knows it again. */
  private note<Made extends { readonly id: number }>(layout: Made): Made {
    this.#layouts[layout.id] = layout;
    return layout;
  }

  private made(layout: unknown): boolean {
    const { id } = Object(layout) as { readonly id?: number };
    return id !== undefined && this.#layouts[id] === layout;
  }
}
