// Many elements at once: ranges of arrays and of bytes that are filled, copied, or made of what JavaScript holds.
//
// A card says of an object that it was stored into, whatever slot it was (collect/barrier.ts): so a range is one store of many words and
// one mark, not a barrier a slot.

import { kindOf, shown } from '../memory/check.ts';
import { BadRequestError } from '../memory/errors.ts';
import type { Ref, SlotWord } from '../object/slot.ts';
import type { Root, RootTable } from '../collect/roots.ts';

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

/** The values as an array of the caller's own, since a getter or a view of the heap may change them. Throws BadRequestError. */
export function checkList<T>(name: string, values: Iterable<T>): readonly T[] {
  const isIterable = typeof values === 'object' && values !== null && Symbol.iterator in values;
  if (!isIterable)
    throw new BadRequestError(
      `${name}.from: values are ${shown(values)}; they must be a list, such as an array`,
    );
  return [...values];
}

/** The bytes in memory of their own where they are a view of `memory`. Throws BadRequestError for what is no Uint8Array. */
export function checkBytes(name: string, bytes: Uint8Array, memory: unknown): Uint8Array {
  if (kindOf(bytes) !== 'Uint8Array')
    throw new BadRequestError(`${name}.from: bytes are ${shown(bytes)}; they must be a Uint8Array`);
  return bytes.buffer === memory ? bytes.slice() : bytes;
}

/**
 * Runs `allocate` with every object that the words refer to alive, and says what the words are after it, since it may collect and objects
 * may move.
 */
export function whileKept<T>(
  roots: RootTable,
  words: readonly SlotWord[],
  allocate: () => T,
): { readonly made: T; readonly words: readonly SlotWord[] } {
  const held = new Map<number, Root>();
  try {
    words.forEach((word, index) => {
      if (roots.owns(word)) held.set(index, roots.root(word as Ref));
    });
    const made = allocate();
    return { made, words: words.map((word, index) => held.get(index)?.ref ?? word) };
  } finally {
    for (const root of held.values()) root.release();
  }
}
