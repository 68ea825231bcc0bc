// The memory of an address space, the views of it, and what moves to a fresh memory when the space
// is trimmed.

import { ReservationError } from './errors.ts';
import type { PageMap } from './page-map.ts';
import { needStack } from './stack.ts';
import { PAGE_BYTES } from './units.ts';
import { reserveMemory, type WasmMemory } from './wasm.ts';

const WASM_PAGE_BYTES = 65536;
const PAGE_WORDS = PAGE_BYTES / 4;

/** Arrays whose elements are numbers. */
export type NumberArray =
  | Int8Array
  | Uint8Array
  | Int16Array
  | Uint16Array
  | Int32Array
  | Uint32Array
  | Float32Array
  | Float64Array;

/** A memory as the numbers in it. */
export interface Views {
  readonly memory: WasmMemory;
  readonly words: Int32Array;
  readonly bytes: Uint8Array;
  readonly halves: Uint16Array;
  readonly floats: Float32Array;
  readonly doubles: Float64Array;
}

/** A fresh memory of so many bytes, whole 64 KiB, all zero. Throws ReservationError. */
export function reserveViews(bytes: number): Views {
  return reserving(bytes, () => {
    const memory = reserveMemory(bytes / WASM_PAGE_BYTES);
    const { buffer } = memory;
    return {
      memory,
      words: new Int32Array(buffer),
      bytes: new Uint8Array(buffer),
      halves: new Uint16Array(buffer),
      floats: new Float32Array(buffer),
      doubles: new Float64Array(buffer),
    };
  });
}

/**
 * Runs what makes an address space of so many bytes; throws ReservationError where the engine
 * throws RangeError.
 */
export function reserving<T>(bytes: number, make: () => T): T {
  // The end of the stack is a RangeError too, and another matter.
  needStack();
  try {
    return make();
  } catch (error) {
    throw error instanceof RangeError ? new ReservationError(bytes, error) : error;
  }
}

/** Copies the held pages that are not all zero; the bytes that were copied. */
export function copyHeldPages(pages: PageMap, from: Int32Array, to: Int32Array): number {
  const end = Math.min(pages.pristineFrom, pages.tailStart);
  return (
    copyPages(pages, 1, end, from, to) + copyPages(pages, pages.tailStart, pages.pages, from, to)
  );
}

function copyPages(
  pages: PageMap,
  start: number,
  end: number,
  from: Int32Array,
  to: Int32Array,
): number {
  let copied = 0;
  for (let page = start; page < end; page++)
    if (pages.ownerOf(page) !== 0 && copyPage(page * PAGE_WORDS, from, to)) copied += PAGE_BYTES;
  return copied;
}

/** Reading a page that was never touched commits nothing, writing zeroes to one would. */
function copyPage(start: number, from: Int32Array, to: Int32Array): boolean {
  const end = start + PAGE_WORDS;
  let word = start;
  while (word < end && from[word] === 0) word++;
  if (word === end) return false;
  to.set(from.subarray(start, end), start);
  return true;
}
