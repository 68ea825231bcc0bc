// Arrays of numbers of one kind.
//
//   numbers   header | length, raw | … up to the alignment … | number 0 | …      nothing traced
//
// Every object begins at a multiple of 8, and its numbers behind these 8 bytes. Where another
// alignment is asked for, an object has room for its numbers to begin where they must, and stays
// where it was made: they would lie elsewhere after a move. Whoever asks for none pays nothing.

import { checkOptions, powerOfTwo, shown, withDefault } from '../memory/check.ts';
import { LayoutError, ValueError } from '../memory/errors.ts';
import { hide, showAs } from '../memory/opaque.ts';
import { GRANULE_BYTES, PINNED } from '../object/header.ts';
import { isNumberKind, NUMBER_BYTES, type NumberKind } from '../object/kinds.ts';
import { addressOf, type PlainNumber, type Ref, type RefTo, type ShapeOf } from '../object/slot.ts';
import type { ControlPlane } from '../control/control-plane.ts';
import { type BigintKind, BIGINTS, type NumberArrayOf, NUMBERS } from './number-kinds.ts';
import { checkNumbers, checkPlace, checkRange } from './runs.ts';
import { checkLength, PREFIX_BYTES, SequenceLayout } from './sequences.ts';

/** What numbers of a kind are read and written as. */
export type NumberOf<Kind extends NumberKind> = Kind extends BigintKind ? bigint : PlainNumber;

/** How arrays of numbers lie. */
export interface NumberArrayOptions {
  /**
   * What the address of the first number is a multiple of: 8 to 64 bytes, a power of two; by
   * default 8. Above that each array takes as many bytes more, less 8, and no compaction moves it.
   */
  readonly alignment?: number;
}

const MAX_ALIGNMENT = 64;
const ALIGNMENT = powerOfTwo(GRANULE_BYTES, MAX_ALIGNMENT, 'bytes');
const OPTIONS = { alignment: withDefault(ALIGNMENT, GRANULE_BYTES) };

/** What JavaScript has in common for arrays of numbers and of bigints. */
interface Numbers<Value> {
  readonly length: number;
  [index: number]: Value;
  fill(value: Value, start: number, end: number): unknown;
  copyWithin(at: number, start: number, end: number): unknown;
  set(values: ArrayLike<Value>, at: number): void;
  subarray(start: number, end: number): Numbers<Value>;
  slice(start: number, end: number): Numbers<Value>;
}

interface Traits<Value> {
  readonly makeView: (buffer: ArrayBuffer) => Numbers<Value>;
  readonly fits: (value: Value) => boolean;
  readonly needs: string;
}

/** Arrays of numbers. Made by `heap.arrayLayout` for a kind of numbers; they come zeroed. */
export class NumberArrayLayout<
  Kind extends NumberKind = NumberKind,
  Name extends string = string,
> extends SequenceLayout<ShapeOf<Name, Kind>> {
  readonly elements: Kind;
  /** In bytes. */
  readonly alignment: number;
  /** The space as numbers of the kind. */
  private numbers!: Numbers<NumberOf<Kind>>;
  private readonly unit: number;
  readonly #traits: Traits<NumberOf<Kind>>;

  constructor(plane: ControlPlane, name: Name, elements: Kind, options: NumberArrayOptions = {}) {
    if (!isNumberKind(elements))
      throw new LayoutError(`${shown(name)} of ${shown(elements)}, which is no kind of numbers`);
    const { alignment } = checkOptions('arrayLayout', options, OPTIONS);
    super(plane, name, 0, { content: elements, alignment });
    this.elements = elements;
    this.alignment = alignment;
    this.unit = NUMBER_BYTES[elements];
    const traits: unknown = NUMBERS[elements] ?? BIGINTS[elements];
    this.#traits = traits as Traits<NumberOf<Kind>>;
    const follow = (): void => {
      hide(this, { numbers: this.#traits.makeView(plane.views.memory.buffer) });
    };
    follow();
    plane.onViewsChanged(follow);
  }

  static {
    showAs(NumberArrayLayout, ({ name, elements }) => `NumberArrayLayout ${name} { ${elements} }`);
  }

  /** A new array of `length` zeroes. Throws BadRequestError, HeapLimitError, DisposedError. */
  new(length: number): RefTo<ShapeOf<Name, Kind>> {
    checkLength(this.name, length, this.unit, this.padding);
    const ref = this.plane.allocate(this.id, this.bytesFor(length));
    const at = ref >>> 2;
    if (this.alignment > GRANULE_BYTES) this.words[at]! |= PINNED;
    this.words[at + 1] = length;
    return ref;
  }

  /**
   * Makes an array longer where it is, its new numbers 0; false when that is not possible, and
   * nothing changed.
   */
  growInPlace(ref: RefTo<ShapeOf<Name, Kind>>, length: number): boolean {
    checkLength(this.name, length, this.unit, this.padding);
    if (length < this.length(ref)) return false;
    if (!this.plane.growInPlace(ref, this.bytesFor(length))) return false;
    this.words[(ref >>> 2) + 1] = length;
    return true;
  }

  /**
   * Throws HandleError for what is no reference to such an array, DisposedError once the heap is
   * closed; so do all below.
   */
  length(ref: RefTo<ShapeOf<Name, Kind>>): number {
    this.check(ref);
    return this.words[(ref >>> 2) + 1]!;
  }

  /** Throws BadRequestError for an index out of range; so does `set`. */
  get(ref: RefTo<ShapeOf<Name, Kind>>, index: number): NumberOf<Kind> {
    this.checkIndex(index, this.length(ref));
    return this.numbers[this.first(ref) + index]!;
  }

  /** Throws ValueError for a number that its kind does not hold. */
  set(ref: RefTo<ShapeOf<Name, Kind>>, index: number, value: NumberOf<Kind>): void {
    this.checkIndex(index, this.length(ref));
    this.checkNumber(value);
    this.numbers[this.first(ref) + index] = value;
  }

  /**
   * Stores `value` from `start` up to `end`, by default everywhere. Throws what `set` throws,
   * BadRequestError for a range that the array does not have.
   */
  fill(
    ref: RefTo<ShapeOf<Name, Kind>>,
    value: NumberOf<Kind>,
    start = 0,
    end = this.length(ref),
  ): void {
    checkRange(this.name, start, end, this.length(ref));
    this.checkNumber(value);
    const first = this.first(ref);
    this.numbers.fill(value, first + start, first + end);
  }

  /**
   * Copies the numbers of `from` from `start` up to `end`, by default all, into `to` from `at` on,
   * by default its beginning. Both may be one array, and overlap. Throws BadRequestError for a
   * range that the array does not have.
   */
  copy(
    from: RefTo<ShapeOf<Name, Kind>>,
    to: RefTo<ShapeOf<Name, Kind>>,
    at = 0,
    start = 0,
    end = this.length(from),
  ): void {
    checkRange(this.name, start, end, this.length(from));
    checkPlace(this.name, at, end - start, this.length(to));
    const first = this.first(from);
    this.numbers.copyWithin(this.first(to) + at, first + start, first + end);
  }

  /**
   * The numbers themselves as a typed array, a Float64Array for `f64`: good until the next point
   * where a collection can happen.
   */
  view(ref: RefTo<ShapeOf<Name, Kind>>): NumberArrayOf<Kind> {
    const length = this.length(ref);
    const first = this.first(ref);
    return this.numbers.subarray(first, first + length) as unknown as NumberArrayOf<Kind>;
  }

  /** A copy of the numbers in a typed array of its own. */
  toArray(ref: RefTo<ShapeOf<Name, Kind>>): NumberArrayOf<Kind> {
    const length = this.length(ref);
    const first = this.first(ref);
    return this.numbers.slice(first, first + length) as unknown as NumberArrayOf<Kind>;
  }

  /**
   * A new array of these numbers; of a typed array of the same kind, by one copy. Throws as `set`
   * and `new`, and BadRequestError for what is no list.
   */
  from(values: Iterable<NumberOf<Kind>>): RefTo<ShapeOf<Name, Kind>> {
    const list = checkNumbers(this.name, values, this.numbers);
    if (Array.isArray(list)) for (const value of list) this.checkNumber(value);
    const ref = this.new(list.length);
    this.numbers.set(list, this.first(ref));
    return ref;
  }

  /** Bytes between the length and the first number, at most. */
  private get padding(): number {
    return this.alignment - GRANULE_BYTES;
  }

  private bytesFor(length: number): number {
    return PREFIX_BYTES + this.padding + length * this.unit;
  }

  /** Where the first number is, as an index of the whole space. */
  private first(ref: Ref): number {
    const { alignment } = this;
    const behind = addressOf(ref) + PREFIX_BYTES + alignment - 1;
    return ((behind & -alignment) >>> 0) / this.unit;
  }

  private checkNumber(value: NumberOf<Kind>): void {
    const { fits, needs } = this.#traits;
    if (!fits(value)) throw new ValueError(`${this.name} holds ${needs}; ${shown(value)} is none`);
  }
}
