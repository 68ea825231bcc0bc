// Many elements at once: ranges of arrays and of bytes that are filled, copied, or made of what
// JavaScript holds.
//
// A card says of an object that it was stored into, whatever slot it was (collect/barrier.ts): so a
// range is one store of many words and one mark, not a barrier a slot.

import { kindOf, shown } from '../memory/check.ts';
import { BadRequestError } from '../memory/errors.ts';
import { MAX_SMALL_BYTES } from '../object/header.ts';
import { granuleBytes, headerOf } from '../object/header-word.ts';
import type { Ref } from '../object/slot.ts';
import type { Root, RootTable } from '../collect/roots.ts';
import type { ControlPlane } from '../control/control-plane.ts';

/** Throws BadRequestError unless `start` to `end` is a range of an object of `length` elements. */
export function checkRange(name: string, start: number, end: number, length: number): void {
  const isRange = Number.isInteger(start) && Number.isInteger(end) && start >= 0;
  if (!isRange || start > end || end > length)
    throw new BadRequestError(
      `${shown(start)} to ${shown(end)} is no range of a ${name} of length ${length}`,
    );
}

/** Throws BadRequestError unless `count` elements fit into an object of `length` from `at` on. */
export function checkPlace(name: string, at: number, count: number, length: number): void {
  if (!Number.isInteger(at) || at < 0 || at + count > length)
    throw new BadRequestError(
      `${count} elements do not fit at ${shown(at)} into a ${name} of length ${length}`,
    );
}

/**
 * The values as an array of the caller's own, since a view of the heap changes when it is allocated
 * in. Throws BadRequestError.
 */
export function checkList<T>(name: string, values: Iterable<T>): readonly T[] {
  const isIterable = typeof values === 'object' && values !== null && Symbol.iterator in values;
  if (!isIterable)
    throw new BadRequestError(
      `${name}.from: values are ${shown(values)}; they must be a list, such as an array`,
    );
  return [...values];
}

/**
 * The bytes in memory of their own where they are a view of `memory`. Throws BadRequestError for
 * what is no Uint8Array.
 */
export function checkBytes(name: string, bytes: Uint8Array, memory: unknown): Uint8Array {
  if (kindOf(bytes) !== 'Uint8Array')
    throw new BadRequestError(`${name}.from: bytes are ${shown(bytes)}; they must be a Uint8Array`);
  return bytes.buffer === memory ? bytes.slice() : bytes;
}

/**
 * The numbers as a typed array of the view's kind where they are one, else as an array of the
 * caller's own. What is a view of the memory is copied first. Throws BadRequestError.
 */
export function checkNumbers<T>(
  name: string,
  values: Iterable<T>,
  view: ArrayLike<T>,
): ArrayLike<T> & Iterable<T> {
  if (kindOf(values) !== kindOf(view)) return checkList(name, values);
  const [given, { buffer }] = [values, view] as unknown as readonly Float64Array[];
  const own = given!.buffer === buffer ? given!.slice() : given;
  return own as unknown as ArrayLike<T> & Iterable<T>;
}

/**
 * An object of a layout for these words, which are the caller's own. Where that has to collect
 * first, what the words refer to lives, and where it moved to is stored into them.
 */
export function allocateFor(
  plane: ControlPlane,
  layout: number,
  bytes: number,
  words: Int32Array,
): Ref {
  if (bytes > MAX_SMALL_BYTES || plane.checker !== undefined)
    return whileKept(plane.roots, words, () => plane.allocate(layout, bytes));
  const size = granuleBytes(bytes);
  const header = headerOf(layout, size);
  const collect = (): Ref => plane.allocateCollecting(header, size);
  return plane.allocateFreely(header, size) || whileKept(plane.roots, words, collect);
}

function whileKept(roots: RootTable, words: Int32Array, allocate: () => Ref): Ref {
  const held = new Map<number, Root>();
  try {
    words.forEach((word, index) => {
      if (roots.owns(word)) held.set(index, roots.root(word as Ref));
    });
    const made = allocate();
    for (const [index, { ref }] of held) words[index] = ref;
    return made;
  } finally {
    for (const root of held.values()) root.release();
  }
}
