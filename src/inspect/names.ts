// What places are called in messages.

import { HEADER_BYTES } from '../object/header.ts';
import type { LayoutRecord } from '../object/layout.ts';

/**
 * Words [start, end) of the space that hold roots: a chunk of handles, or what a scanner handed
 * over.
 */
export interface RootRange {
  readonly start: number;
  readonly end: number;
  readonly isHandles: boolean;
}

/** An address. */
export function hex(address: number): string {
  return `0x${address.toString(16)}`;
}

/**
 * A slot, by its name or by its number in brackets; `slot` counts from the first word of the
 * payload.
 */
export function nameOfSlot(layout: LayoutRecord | undefined, slot: number): string {
  const offset = HEADER_BYTES + slot * 4;
  return layout?.fields.find((field) => field.offset === offset)?.name ?? `[${slot}]`;
}

/** A root: a handle by its slot, a scanned one by the index of its word. */
export function nameOfRoot(ranges: readonly RootRange[], word: number): string {
  const range = ranges.find(({ start, end }) => word >= start && word < end);
  return range?.isHandles === true ? `handle ${word}` : `scanned word ${word}`;
}
