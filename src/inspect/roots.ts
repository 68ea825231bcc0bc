// The roots as the verifier takes them: once, before anything is read.

import type { RootRange } from './names.ts';
import type { VerifierParts } from './parts.ts';

/**
 * All ranges of roots. The host's scanners are asked; what they throw is noted as a fault of
 * theirs.
 */
export function takeRoots({ roots, faults }: VerifierParts): readonly RootRange[] {
  const chunks = new Set<number>();
  roots.forEachChunk((start) => chunks.add(start));
  const ranges: RootRange[] = [];
  roots.readRanges(faults).forEach((start, end) => {
    ranges.push({ start, end, isHandles: chunks.has(start) });
  });
  return ranges;
}
