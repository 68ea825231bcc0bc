// Arrays of slots.
//
//   array   header | length, as an integer slot | slot 0 | slot 1 | …      all traced

import { callable, checkArgument, oneOf, shown } from '../memory/check.ts';
import { LayoutError, ValueError } from '../memory/errors.ts';
import { hide, showAs } from '../memory/opaque.ts';
import { TRACE_ALL } from '../object/header.ts';
import {
  integerOf,
  integerWord,
  isInteger,
  MAX_INTEGER,
  MIN_INTEGER,
  type PlainNumber,
  REF_TAG,
  type Ref,
  type RefTo,
  type ShapeOf,
  type SlotWord,
  whyNoRef,
} from '../object/slot.ts';
import type { ControlPlane } from '../control/control-plane.ts';
import { isSlotWord, refuseWord } from './fields.ts';
import { allocateFor, checkList, checkPlace, checkRange } from './runs.ts';
import { checkLength, type Guards, PREFIX_BYTES, SequenceLayout } from './sequences.ts';

const SLOT_BYTES = 4;
const VISIT = callable<unknown>();

/** What the slots of an array hold. */
export type SlotKind = 'ref' | 'value';

/** What elements of that kind are read and written as. */
export type ElementOf<Kind extends SlotKind> = Kind extends 'ref' ? Ref : PlainNumber;

const ELEMENTS = oneOf('ref', 'value');

/** Arrays of references or of slot words. Made by `heap.arrayLayout`; they come zeroed. */
export class ArrayLayout<
  Elements extends SlotKind = SlotKind,
  Name extends string = string,
> extends SequenceLayout<ShapeOf<Name, Elements>> {
  readonly elements: Elements;

  constructor(plane: ControlPlane, name: Name, elements: Elements) {
    if (!ELEMENTS.accepts(elements))
      throw new LayoutError(
        `${shown(name)} of ${shown(elements)}; ` +
          `elements must be ${ELEMENTS.needs}, or a kind of numbers`,
      );
    super(plane, name, TRACE_ALL);
    this.elements = elements;
  }

  static {
    showAs(ArrayLayout, ({ name, elements }) => `ArrayLayout ${name} { ${elements} }`);
  }

  /** A new array of `length` zero slots. Throws BadRequestError, HeapLimitError, DisposedError. */
  new(length: number): RefTo<ShapeOf<Name, Elements>> {
    checkLength(this.name, length, SLOT_BYTES);
    const ref = this.plane.allocate(this.id, PREFIX_BYTES + length * SLOT_BYTES);
    this.words[(ref >>> 2) + 1] = integerWord(length);
    return ref;
  }

  /**
   * Makes an array longer where it is, its new slots 0; false when that is not possible, and
   * nothing changed.
   */
  growInPlace(ref: RefTo<ShapeOf<Name, Elements>>, length: number): boolean {
    checkLength(this.name, length, SLOT_BYTES);
    if (length < this.length(ref)) return false;
    if (!this.plane.growInPlace(ref, PREFIX_BYTES + length * SLOT_BYTES)) return false;
    this.plane.barrier.store(ref, 0, integerWord(length));
    return true;
  }

  /**
   * Throws HandleError for what is no reference to such an array, DisposedError once the heap is
   * closed; so do all below.
   */
  length(ref: RefTo<ShapeOf<Name, Elements>>): number {
    this.check(ref);
    return integerOf(this.words[(ref >>> 2) + 1]!);
  }

  /**
   * The element: a reference or 0, or the integer of a value slot. Throws BadRequestError for an
   * index out of range.
   */
  get(ref: RefTo<ShapeOf<Name, Elements>>, index: number): ElementOf<Elements> {
    const word = this.getWord(ref, index);
    if (this.elements === 'ref') return word as ElementOf<Elements>;
    if (!isInteger(word))
      throw new ValueError(
        `element ${index} of ${this.name} holds the word ${word}, no integer: read it with getWord`,
      );
    return integerOf(word) as ElementOf<Elements>;
  }

  /**
   * Stores a reference or 0, or the integer of a value slot. Throws ValueError for what the slot
   * cannot hold.
   */
  set(ref: RefTo<ShapeOf<Name, Elements>>, index: number, value: ElementOf<Elements>): void {
    if (this.elements === 'ref') {
      if (((value & this.addressBits) | REF_TAG) !== value && value !== 0) this.refuse(ref, value);
      this.store(ref, index, value);
      return;
    }
    if ((value | 0) !== value || value < MIN_INTEGER || value > MAX_INTEGER)
      this.refuse(ref, value);
    this.store(ref, index, integerWord(value));
  }

  /**
   * Stores `value` from `start` up to `end`, by default everywhere. Throws what `set` throws,
   * BadRequestError for a range that the array does not have; so do those below.
   */
  fill(
    ref: RefTo<ShapeOf<Name, Elements>>,
    value: ElementOf<Elements>,
    start = 0,
    end = this.length(ref),
  ): void {
    checkRange(this.name, start, end, this.length(ref));
    this.fillWord(ref, this.wordOf(value), start, end);
  }

  /** The same for any word: an immediate that stands for a hole, say. */
  fillWord(
    ref: RefTo<ShapeOf<Name, Elements>>,
    word: SlotWord,
    start = 0,
    end = this.length(ref),
  ): void {
    checkRange(this.name, start, end, this.length(ref));
    if (!isSlotWord(word, this.words.length)) refuseWord(this.name, word);
    const first = (ref >>> 2) + 2;
    this.words.fill(word, first + start, first + end);
    this.plane.barrier.touch(ref);
  }

  /**
   * Copies the elements of `from` from `start` up to `end`, by default all, into `to` from `at` on,
   * by default its beginning. Both may be one array, and overlap.
   */
  copy(
    from: RefTo<ShapeOf<Name, Elements>>,
    to: RefTo<ShapeOf<Name, Elements>>,
    at = 0,
    start = 0,
    end = this.length(from),
  ): void {
    checkRange(this.name, start, end, this.length(from));
    checkPlace(this.name, at, end - start, this.length(to));
    const first = (from >>> 2) + 2;
    this.words.copyWithin((to >>> 2) + 2 + at, first + start, first + end);
    this.plane.barrier.touch(to);
  }

  /**
   * Visits the elements as `get` reads them. The array is kept alive meanwhile and followed where
   * it moves, so that the visitor may allocate; it sees what was stored meanwhile. Throws
   * ReenteredError while the heap collects.
   */
  forEach(
    ref: RefTo<ShapeOf<Name, Elements>>,
    visit: (value: ElementOf<Elements>, index: number) => void,
  ): void {
    checkArgument('forEach', 'visit', visit, VISIT);
    this.check(ref);
    const root = this.plane.roots.root(ref);
    try {
      for (let index = 0; index < this.length(root.ref); index++)
        visit(this.get(root.ref, index), index);
    } finally {
      root.release();
    }
  }

  /** The elements as an array of JavaScript's. References in it keep nothing alive. */
  toArray(ref: RefTo<ShapeOf<Name, Elements>>): ElementOf<Elements>[] {
    return Array.from({ length: this.length(ref) }, (_, index) => this.get(ref, index));
  }

  /** The words of all slots. References in it keep nothing alive. */
  toWords(ref: RefTo<ShapeOf<Name, Elements>>): Int32Array {
    const length = this.length(ref);
    return this.words.slice((ref >>> 2) + 2, (ref >>> 2) + 2 + length);
  }

  /**
   * A new array of these elements. Objects among them live through the collection that this may
   * bring about. Throws as `set` and `new`.
   */
  from(values: Iterable<ElementOf<Elements>>): RefTo<ShapeOf<Name, Elements>> {
    const list = checkList(this.name, values);
    const words = new Int32Array(list.length);
    for (let index = 0; index < words.length; index++) words[index] = this.wordOf(list[index]!);
    return this.holding(words);
  }

  /** The same of words. */
  fromWords(words: Iterable<SlotWord>): RefTo<ShapeOf<Name, Elements>> {
    const list = checkList(this.name, words);
    for (const word of list) if (!isSlotWord(word, this.words.length)) refuseWord(this.name, word);
    return this.holding(Int32Array.from(list));
  }

  private holding(words: Int32Array): RefTo<ShapeOf<Name, Elements>> {
    checkLength(this.name, words.length, SLOT_BYTES);
    const bytes = PREFIX_BYTES + words.length * SLOT_BYTES;
    const ref = allocateFor(this.plane, this.id, bytes, words);
    this.words[(ref >>> 2) + 1] = integerWord(words.length);
    this.words.set(words, (ref >>> 2) + 2);
    return ref;
  }

  private wordOf(value: number): SlotWord {
    if (this.elements === 'ref') {
      if (((value & this.addressBits) | REF_TAG) !== value && value !== 0) this.refuseValue(value);
      return value;
    }
    if ((value | 0) !== value || value < MIN_INTEGER || value > MAX_INTEGER)
      this.refuseValue(value);
    return integerWord(value);
  }

  getWord(ref: RefTo<ShapeOf<Name, Elements>>, index: number): SlotWord {
    this.checkIndex(index, this.length(ref));
    return this.words[(ref >>> 2) + 2 + index]!;
  }

  /**
   * Stores a word. Throws ValueError for what is no int32, and for a reference to beyond the space.
   */
  setWord(ref: RefTo<ShapeOf<Name, Elements>>, index: number, word: SlotWord): void {
    if (!isSlotWord(word, this.words.length)) {
      this.check(ref);
      refuseWord(this.name, word);
    }
    this.store(ref, index, word);
  }

  protected override guard(guards: Guards): void {
    super.guard(guards);
    const { store, fillWord, holding } = this;
    hide(this, {
      fillWord: (ref: Ref, word: SlotWord, start?: number, end?: number) => {
        guards.expectStored(word);
        fillWord.call(this, ref, word, start, end);
      },
      holding: (words: Int32Array) => {
        words.forEach(guards.expectStored);
        return holding.call(this, words);
      },
      store: (ref: Ref, index: number, word: SlotWord) => {
        guards.expectStored(word);
        store.call(this, ref, index, word);
      },
    });
  }

  private store(ref: Ref, index: number, word: SlotWord): void {
    this.checkIndex(index, this.length(ref));
    this.plane.barrier.store(ref, index + 1, word);
  }

  private refuse(ref: Ref, value: number): never {
    this.check(ref);
    this.refuseValue(value);
  }

  private refuseValue(value: number): never {
    throw new ValueError(
      this.elements === 'ref'
        ? `${this.name} holds references; ${shown(value)} is none, nor is it 0: ${whyNoRef(value)}`
        : `${this.name} holds integers from ${MIN_INTEGER} to ${MAX_INTEGER}; ` +
            `${shown(value)} is none`,
    );
  }
}
