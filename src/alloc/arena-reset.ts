// What a reset of an arena keeps.

import { isOptions } from '../memory/check.ts';
import { BAD_SIZE } from './allocator.ts';

/**
 * What a reset does with the chunks: gives them all back, keeps them all, or keeps at most this
 * many bytes of them.
 */
export type ArenaReset = 'free' | 'retain' | { readonly retain: number };

/** Bytes of chunks that a reset may keep, or BAD_SIZE. */
export function bytesToRetain(mode: ArenaReset): number {
  if (mode === 'free') return 0;
  if (mode === 'retain') return Infinity;
  const retain = isOptions(mode) ? mode.retain : NaN;
  const isSize = Number.isInteger(retain) || retain === Infinity;
  return isSize && retain >= 0 ? retain : BAD_SIZE;
}
