// Header words put together and taken apart, for the TypeScript side; header.ts has the bit table.

import {
  GRANULE_BYTES,
  GRANULE_SHIFT,
  LAYOUT_MASK,
  LAYOUT_SHIFT,
  MARKED,
  SIZE_SHIFT,
} from './header.ts';

/** Bytes rounded up to whole granules. */
export function granuleBytes(bytes: number): number {
  return (bytes + GRANULE_BYTES - 1) & -GRANULE_BYTES;
}

/** The header of a new object of `size` bytes, in whole granules; 0 for a large one. */
export function headerOf(layout: number, size: number): number {
  return (size << (SIZE_SHIFT - GRANULE_SHIFT)) | (layout << LAYOUT_SHIFT);
}

/** Bytes of the object, or 0 for a large one. */
export function sizeOf(header: number): number {
  return (header >>> SIZE_SHIFT) << GRANULE_SHIFT;
}

/**
 * Whether a header word says that the last collection found the object alive. In a heap that was
 * opened with `marks: 'side'` none does.
 */
export function headerMark(header: number): boolean {
  return (header & MARKED) !== 0;
}

export function layoutOf(header: number): number {
  return (header >>> LAYOUT_SHIFT) & LAYOUT_MASK;
}
