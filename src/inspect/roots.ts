// The roots as the verifier takes them: once, and each range looked at before anything is read.

import { Fault } from './fault.ts';
import type { RootRange } from './names.ts';
import type { VerifierParts } from './parts.ts';

/** All ranges of roots. A host's scanners are called. */
export function takeRoots({ roots, pages }: VerifierParts): readonly RootRange[] {
  const chunks = new Set<number>();
  roots.forEachChunk((start) => chunks.add(start));
  const ranges: RootRange[] = [];
  const { length } = pages.space.words;
  roots.forEachRange((start, end) => {
    const isWhole = Number.isInteger(start) && Number.isInteger(end);
    if (!isWhole || start < 0 || end < start || end > length)
      throw new Fault(`a scanner handed over the words ${start} to ${end} of a space of ${length}`);
    ranges.push({ start, end, isHandles: chunks.has(start) });
  });
  return ranges;
}
