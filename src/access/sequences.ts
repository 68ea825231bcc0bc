// Objects of a length that is chosen when they are made: arrays of slots, and bytes.
//
//   array   header | length, as an integer slot | slot 0 | slot 1 | …      all traced
//   bytes   header | length, raw                | byte 0 …                 nothing traced

import { BadRequestError, HandleError, ValueError } from '../memory/errors.ts';
import { HEADER_BYTES } from '../object/header.ts';
import { layoutOf } from '../object/header-word.ts';
import {
  addressOf,
  integerOf,
  integerWord,
  isRef,
  MAX_INTEGER,
  MIN_INTEGER,
  isInteger,
  type Ref,
  type SlotWord,
} from '../object/slot.ts';
import type { ControlPlane } from '../control/control-plane.ts';
import { MAX_LARGE_BYTES } from '../arena/large-objects.ts';

const LENGTH_BYTES = 4;
const PREFIX_BYTES = HEADER_BYTES + LENGTH_BYTES;
const SLOT_BYTES = 4;

function checkLength(name: string, length: number, unit: number): void {
  const most = Math.floor((MAX_LARGE_BYTES - PREFIX_BYTES) / unit);
  if (!Number.isInteger(length) || length < 0 || length > most)
    throw new BadRequestError(`${name} of length ${length}; 0 to ${most} are possible`);
}

abstract class SequenceLayout {
  // The space's views, at hand for every access.
  protected words!: Int32Array;
  protected bytes!: Uint8Array;

  constructor(
    protected readonly plane: ControlPlane,
    readonly id: number,
    readonly name: string,
  ) {
    this.followViews();
    plane.onViewsChanged(() => this.followViews());
  }

  private followViews(): void {
    const { words, bytes } = this.plane.pages.space;
    this.words = words;
    this.bytes = bytes;
  }

  protected check(ref: Ref): void {
    if (!isRef(ref) || layoutOf(this.words[ref >>> 2]!) !== this.id)
      throw new HandleError(`${ref} is no reference to a ${this.name}`);
  }

  protected checkIndex(index: number, length: number): void {
    if (!(index >= 0 && index < length) || !Number.isInteger(index))
      throw new BadRequestError(`index ${index} of a ${this.name} of length ${length}`);
  }
}

/** Arrays of references or of slot words. Made by `heap.arrayLayout`; they come zeroed. */
export class ArrayLayout extends SequenceLayout {
  constructor(
    plane: ControlPlane,
    id: number,
    name: string,
    readonly elements: 'ref' | 'value',
  ) {
    super(plane, id, name);
  }

  /** A new array of `length` zero slots. Throws BadRequestError, HeapLimitError. */
  new(length: number): Ref {
    checkLength(this.name, length, SLOT_BYTES);
    const ref = this.plane.allocate(this.id, PREFIX_BYTES + length * SLOT_BYTES);
    this.words[(ref >>> 2) + 1] = integerWord(length);
    return ref;
  }

  /** Makes an array longer where it is, its new slots 0; false when that is not possible, and nothing changed. */
  growInPlace(ref: Ref, length: number): boolean {
    checkLength(this.name, length, SLOT_BYTES);
    if (length < this.length(ref)) return false;
    if (!this.plane.growInPlace(ref, PREFIX_BYTES + length * SLOT_BYTES)) return false;
    this.plane.barrier.store(ref, 0, integerWord(length));
    return true;
  }

  length(ref: Ref): number {
    this.check(ref);
    return integerOf(this.words[(ref >>> 2) + 1]!);
  }

  /** The element: a reference or 0, or the integer of a value slot. Throws for an index out of range. */
  get(ref: Ref, index: number): number {
    const word = this.getWord(ref, index);
    if (this.elements === 'ref') return word;
    if (!isInteger(word))
      throw new ValueError(
        `element ${index} of ${this.name} holds the word ${word}, no integer: read it with getWord`,
      );
    return integerOf(word);
  }

  /** Stores a reference or 0, or the integer of a value slot. Throws for what the slot cannot hold. */
  set(ref: Ref, index: number, value: number): void {
    if (this.elements === 'ref') {
      if (value !== 0 && !isRef(value))
        throw new ValueError(`${this.name} holds references; ${value} is none, nor is it 0`);
      this.setWord(ref, index, value);
      return;
    }
    if ((value | 0) !== value || value < MIN_INTEGER || value > MAX_INTEGER)
      throw new ValueError(
        `${this.name} holds integers from ${MIN_INTEGER} to ${MAX_INTEGER}; ${value} is none`,
      );
    this.setWord(ref, index, integerWord(value));
  }

  getWord(ref: Ref, index: number): SlotWord {
    this.checkIndex(index, this.length(ref));
    return this.words[(ref >>> 2) + 2 + index]!;
  }

  setWord(ref: Ref, index: number, word: SlotWord): void {
    this.checkIndex(index, this.length(ref));
    this.plane.barrier.store(ref, index + 1, word);
  }
}

/** Raw bytes, never traced. Made by `heap.bytesLayout`; they come zeroed. */
export class BytesLayout extends SequenceLayout {
  /** New bytes, `length` of them. Throws BadRequestError, HeapLimitError. */
  new(length: number): Ref {
    checkLength(this.name, length, 1);
    const ref = this.plane.allocate(this.id, PREFIX_BYTES + length);
    this.words[(ref >>> 2) + 1] = length;
    return ref;
  }

  length(ref: Ref): number {
    this.check(ref);
    return this.words[(ref >>> 2) + 1]!;
  }

  /** A view of the object's bytes: good until the next point where a collection can happen. */
  view(ref: Ref): Uint8Array {
    const length = this.length(ref);
    const start = addressOf(ref) + PREFIX_BYTES;
    return this.bytes.subarray(start, start + length);
  }

  /** Sets every byte from `start` up to `end`, by default all of them. Makes no view. Throws BadRequestError. */
  fill(ref: Ref, byte: number, start = 0, end = this.length(ref)): void {
    const length = this.length(ref);
    if (!Number.isInteger(start) || !Number.isInteger(end) || start < 0 || end > length)
      throw new BadRequestError(
        `bytes ${start} to ${end} of a ${this.name} of length ${length} were to be filled`,
      );
    const first = addressOf(ref) + PREFIX_BYTES;
    this.bytes.fill(byte, first + start, first + Math.max(start, end));
  }

  get(ref: Ref, index: number): number {
    this.checkIndex(index, this.length(ref));
    return this.bytes[addressOf(ref) + PREFIX_BYTES + index]!;
  }

  set(ref: Ref, index: number, byte: number): void {
    this.checkIndex(index, this.length(ref));
    this.bytes[addressOf(ref) + PREFIX_BYTES + index] = byte;
  }
}
