// What objects of a length that is chosen when they are made have in common: arrays, bytes and
// strings.

import { checkArgument, instanceOf, shown, text } from '../memory/check.ts';
import { BadRequestError, DisposedError, HandleError } from '../memory/errors.ts';
import { hide } from '../memory/opaque.ts';
import { HEADER_BYTES } from '../object/header.ts';
import { layoutOf } from '../object/header-word.ts';
import type { LayoutTraits } from '../object/layout.ts';
import {
  addressBitsOf,
  isRef,
  type Ref,
  type RefTo,
  type shape,
  type Shaped,
  type SlotWord,
  whyNoRef,
} from '../object/slot.ts';
import { ControlPlane } from '../control/control-plane.ts';
import { MAX_LARGE_BYTES } from '../arena/large-objects.ts';
import { guardsOf } from './checked-access.ts';
import { isObjectOf } from './is-object.ts';

const LENGTH_BYTES = 4;
export const PREFIX_BYTES = HEADER_BYTES + LENGTH_BYTES;

/** Throws BadRequestError for no length of elements that take so many bytes each. */
export function checkLength(name: string, length: number, unit: number, padding = 0): void {
  const most = Math.floor((MAX_LARGE_BYTES - PREFIX_BYTES - padding) / unit);
  if (!Number.isInteger(length) || length < 0 || length > most)
    throw new BadRequestError(`${name} of length ${shown(length)}; 0 to ${most} are possible`);
}

/** What looks at references in checked mode. */
export type Guards = ReturnType<typeof guardsOf>;

/** Objects with a length of their own. */
export abstract class SequenceLayout<Shape = unknown> implements Shaped<Shape> {
  declare readonly [shape]?: Shape;
  readonly id: number;
  readonly name: string;
  /** What tells this layout from others. */
  readonly layout: symbol;
  // The space's views, at hand for every access.
  protected words!: Int32Array;
  protected bytes!: Uint8Array;
  protected readonly plane!: ControlPlane;
  /** The bits that an address in the space can have. */
  protected readonly addressBits!: number;

  constructor(plane: ControlPlane, name: string, traced: number, traits?: LayoutTraits) {
    checkArgument('a layout', 'plane', plane, instanceOf(ControlPlane));
    this.name = checkArgument('a layout', 'name', name, text);
    this.id = plane.layouts.register(name, traced, 0, [], traits).id;
    this.layout = Symbol(name);
    const { words, bytes } = plane.views;
    hide(this, { plane, words, bytes, addressBits: addressBitsOf(words.byteLength) });
    plane.onViewsChanged(() => this.followViews());
    if (plane.checker !== undefined) this.guard(guardsOf(plane.checker, this));
  }

  /** Has it look at each reference as checked mode does. */
  protected guard({ expect }: Guards): void {
    const { check } = this;
    hide(this, {
      check: (ref: Ref) => {
        expect(ref);
        check.call(this, ref);
      },
    });
  }

  private followViews(): void {
    const { words, bytes } = this.plane.views;
    this.words = words;
    this.bytes = bytes;
  }

  /**
   * Whether a word of a slot is a reference to such an object, in this heap. It throws nothing; of
   * an object that has died it tells nothing.
   */
  is(word: SlotWord): word is RefTo<Shape> {
    return isObjectOf(this.id, this.words, this.plane.roots, word);
  }

  protected check(ref: Ref): void {
    if (!isRef(ref) || layoutOf(this.words[ref >>> 2]!) !== this.id) this.refuseRef(ref);
  }

  protected checkIndex(index: number, length: number): void {
    if (!(index >= 0 && index < length) || !Number.isInteger(index))
      throw new BadRequestError(`index ${shown(index)} of a ${this.name} of length ${length}`);
  }

  private refuseRef(ref: Ref): never {
    if (this.words.length === 0) throw new DisposedError(`the heap of ${this.name}`);
    const isInSpace = isRef(ref) && ref >>> 2 < this.words.length;
    const why = isInSpace ? 'what is there has another layout' : whyNoRef(ref);
    throw new HandleError(`${shown(ref)} is no reference to a ${this.name}: ${why}`);
  }
}
