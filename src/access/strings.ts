// Strings: immutable texts in the heap (object/string-shape.ts has the drawing).
//
// A unit is a byte where all units of the text are below 256, and two bytes otherwise, as engines
// of JavaScript hold theirs. UTF-8 would lose what JavaScript strings can be (a surrogate without
// its other half), and would not tell the length or a unit by one load. A text has one form only,
// so two strings are equal when their words are.

import { checkArgument, text as TEXT } from '../memory/check.ts';
import { BadRequestError } from '../memory/errors.ts';
import { showAs } from '../memory/opaque.ts';
import { HASH_WORD, LENGTH_WORD, UNITS_OFFSET, WIDE } from '../object/string-shape.ts';
import { addressOf, type Ref } from '../object/slot.ts';
import { MAX_LARGE_BYTES } from '../arena/large-objects.ts';
import type { ControlPlane } from '../control/control-plane.ts';
import { SequenceLayout } from './sequences.ts';
import { compareUnits, hashText, isWideText, textOf } from './text.ts';

/** Immutable strings. Made by `heap.stringLayout`. */
export class StringLayout extends SequenceLayout {
  constructor(plane: ControlPlane, name: string) {
    super(plane, name, 0, { content: 'text' });
  }

  static {
    showAs(StringLayout, ({ name }) => `StringLayout ${name}`);
  }

  /** Whether a heap with this plane made it. @internal */
  isOf(plane: ControlPlane): boolean {
    return this.plane === plane;
  }

  /**
   * A string with the content of a JavaScript string. Throws BadRequestError for what is no string,
   * and for one of more than 256 MiB; HeapLimitError, DisposedError.
   */
  new(text: string): Ref {
    checkArgument(`${this.name}.new`, 'text', text, TEXT);
    const isWide = isWideText(text);
    const bytes = UNITS_OFFSET + text.length * (isWide ? 2 : 1);
    if (bytes > MAX_LARGE_BYTES)
      throw new BadRequestError(
        `${this.name} of ${text.length} units; ${bytes} bytes are more than ${MAX_LARGE_BYTES}`,
      );
    const ref = this.plane.allocate(this.id, bytes);
    const at = ref >>> 2;
    this.words[at + LENGTH_WORD] = (text.length << 1) | (isWide ? WIDE : 0);
    this.words[at + HASH_WORD] = hashText(text);
    const units = this.units(ref);
    for (let index = 0; index < text.length; index++) units[index] = text.charCodeAt(index);
    return ref;
  }

  /**
   * The text. Throws HandleError for what is no reference to such a string, DisposedError once the
   * heap is closed; so do all below.
   */
  read(ref: Ref): string {
    this.check(ref);
    return textOf(this.units(ref));
  }

  /** Its length in UTF-16 units, as of a JavaScript string. */
  length(ref: Ref): number {
    this.check(ref);
    return this.words[(ref >>> 2) + LENGTH_WORD]! >>> 1;
  }

  /** One UTF-16 unit. Throws BadRequestError for an index out of range. */
  charCodeAt(ref: Ref, index: number): number {
    this.checkIndex(index, this.length(ref));
    return this.units(ref)[index]!;
  }

  /**
   * Whether both have the same text: one compare of words in most cases, since the hash lies in the
   * string.
   */
  equals(one: Ref, other: Ref): boolean {
    this.check(one);
    this.check(other);
    if (one === other) return true;
    const { words } = this;
    const first = one >>> 2;
    const second = other >>> 2;
    // What is behind the last unit is zero, so that whole words can be compared.
    const count = this.bytesOf(one) >>> 2;
    for (let word = LENGTH_WORD; word < count; word++)
      if (words[first + word] !== words[second + word]) return false;
    return true;
  }

  /**
   * Whether it has the text of a JavaScript string. Throws BadRequestError for what is no string.
   */
  holds(ref: Ref, text: string): boolean {
    checkArgument(`${this.name}.holds`, 'text', text, TEXT);
    if (this.length(ref) !== text.length) return false;
    const units = this.units(ref);
    for (let index = 0; index < text.length; index++)
      if (units[index] !== text.charCodeAt(index)) return false;
    return true;
  }

  /**
   * -1, 0 or 1, as `one` stands before, is, or stands behind `other`, in the order of `<` for
   * JavaScript strings.
   */
  compare(one: Ref, other: Ref): number {
    this.check(one);
    this.check(other);
    return compareUnits(this.units(one), this.units(other));
  }

  /** An int32 that equal texts share; of all heaps, so that it may be kept in an image. */
  hash(ref: Ref): number {
    this.check(ref);
    return this.words[(ref >>> 2) + HASH_WORD]!;
  }

  /** The units as a view: good until the next point where a collection can happen. */
  private units(ref: Ref): Uint8Array | Uint16Array {
    const word = this.words[(ref >>> 2) + LENGTH_WORD]!;
    const start = addressOf(ref) + UNITS_OFFSET;
    const length = word >>> 1;
    if ((word & WIDE) === 0) return this.bytes.subarray(start, start + length);
    return this.plane.views.halves.subarray(start >>> 1, (start >>> 1) + length);
  }

  /** Bytes up to a whole word. */
  private bytesOf(ref: Ref): number {
    const word = this.words[(ref >>> 2) + LENGTH_WORD]!;
    const bytes = UNITS_OFFSET + (word >>> 1) * ((word & WIDE) === 0 ? 1 : 2);
    return (bytes + 3) & ~3;
  }
}
