// Objects of raw bytes.
//
//   bytes   header | length, raw | byte 0 …      nothing traced

import { shown } from '../memory/check.ts';
import { BadRequestError, ValueError } from '../memory/errors.ts';
import { showAs } from '../memory/opaque.ts';
import { addressOf, type PlainNumber, type RefTo, type ShapeOf } from '../object/slot.ts';
import type { ControlPlane } from '../control/control-plane.ts';
import { checkBytes, checkPlace, checkRange } from './runs.ts';
import { checkLength, PREFIX_BYTES, SequenceLayout } from './sequences.ts';

/** Raw bytes, never traced. Made by `heap.bytesLayout`; they come zeroed. */
export class BytesLayout<Name extends string = string> extends SequenceLayout<
  ShapeOf<Name, 'bytes'>
> {
  constructor(plane: ControlPlane, name: Name) {
    super(plane, name, 0);
  }

  static {
    showAs(BytesLayout, ({ name }) => `BytesLayout ${name}`);
  }

  /** New bytes, `length` of them. Throws BadRequestError, HeapLimitError, DisposedError. */
  new(length: number): RefTo<ShapeOf<Name, 'bytes'>> {
    checkLength(this.name, length, 1);
    const ref = this.plane.allocate(this.id, PREFIX_BYTES + length);
    this.words[(ref >>> 2) + 1] = length;
    return ref;
  }

  /**
   * Throws HandleError for what is no reference to such bytes, DisposedError once the heap is
   * closed; so do all below.
   */
  length(ref: RefTo<ShapeOf<Name, 'bytes'>>): number {
    this.check(ref);
    return this.words[(ref >>> 2) + 1]!;
  }

  /** A view of the object's bytes: good until the next point where a collection can happen. */
  view(ref: RefTo<ShapeOf<Name, 'bytes'>>): Uint8Array {
    const length = this.length(ref);
    const start = addressOf(ref) + PREFIX_BYTES;
    return this.bytes.subarray(start, start + length);
  }

  /**
   * Sets every byte from `start` up to `end`, by default all of them, to `byte` modulo 256. Makes
   * no view. Throws BadRequestError for a range that is not in the object, ValueError for a byte
   * that is no number.
   */
  fill(
    ref: RefTo<ShapeOf<Name, 'bytes'>>,
    byte: PlainNumber,
    start = 0,
    end = this.length(ref),
  ): void {
    const length = this.length(ref);
    if (!isOffset(start, length) || !isOffset(end, length))
      throw new BadRequestError(
        `bytes ${shown(start)} to ${shown(end)} of a ${this.name} of length ${length} were to be filled`,
      );
    this.checkByte(byte);
    const first = addressOf(ref) + PREFIX_BYTES;
    this.bytes.fill(byte, first + start, first + Math.max(start, end));
  }

  /**
   * Copies the bytes of `from` from `start` up to `end`, by default all, into `to` from `at` on, by
   * default its beginning. Both may be one object, and overlap. Throws BadRequestError for a range
   * that is not in the object.
   */
  copy(
    from: RefTo<ShapeOf<Name, 'bytes'>>,
    to: RefTo<ShapeOf<Name, 'bytes'>>,
    at = 0,
    start = 0,
    end = this.length(from),
  ): void {
    checkRange(this.name, start, end, this.length(from));
    checkPlace(this.name, at, end - start, this.length(to));
    const first = addressOf(from) + PREFIX_BYTES;
    this.bytes.copyWithin(addressOf(to) + PREFIX_BYTES + at, first + start, first + end);
  }

  /**
   * New bytes with this content. Throws as `new`, and BadRequestError for what is no Uint8Array.
   */
  from(bytes: Uint8Array): RefTo<ShapeOf<Name, 'bytes'>> {
    const content = checkBytes(this.name, bytes, this.bytes.buffer);
    const ref = this.new(content.length);
    this.bytes.set(content, addressOf(ref) + PREFIX_BYTES);
    return ref;
  }

  /** Throws BadRequestError for an index out of range; so does `set`. */
  get(ref: RefTo<ShapeOf<Name, 'bytes'>>, index: number): number {
    this.checkIndex(index, this.length(ref));
    return this.bytes[addressOf(ref) + PREFIX_BYTES + index]!;
  }

  /** Stores `byte` modulo 256. Throws ValueError for what is no number. */
  set(ref: RefTo<ShapeOf<Name, 'bytes'>>, index: number, byte: PlainNumber): void {
    this.checkIndex(index, this.length(ref));
    if (typeof byte !== 'number') this.checkByte(byte);
    this.bytes[addressOf(ref) + PREFIX_BYTES + index] = byte;
  }

  private checkByte(byte: unknown): void {
    if (typeof byte !== 'number')
      throw new ValueError(`${this.name} holds bytes; ${shown(byte)} is no number`);
  }
}

/** Whether so many bytes into an object of `length` bytes there is a place, its end included. */
function isOffset(value: unknown, length: number): boolean {
  return Number.isInteger(value) && (value as number) >= 0 && (value as number) <= length;
}
