// What is reached by ephemerons: the value of an entry, once the walk has found the table and the
// key. The tables are read as weak/entries.ts draws them.

import type { Ref } from '../object/slot.ts';
import { isRef } from '../object/slot.ts';
import type { ObjectWalk } from './objects.ts';
import type { VerifierParts } from './parts.ts';

/** Words of a table of entries, from its header. */
export const LIVE = 1;
export const USED = 2;
export const CAPACITY = 3;
const FIRST = 4;
const ENTRY_WORDS = 2;

/** Words of the space: the entries of a table that have a key. */
export function* entriesOf(words: Int32Array, table: Ref): Generator<number> {
  const first = (table >>> 2) + FIRST;
  const end = first + words[(table >>> 2) + CAPACITY]! * ENTRY_WORDS;
  for (let entry = first; entry < end; entry += ENTRY_WORDS) if (isRef(words[entry]!)) yield entry;
}

/** Has a walk find what the roots reach, and all that lives by entries whose keys it finds. */
export function visitEphemerons(
  walk: ObjectWalk,
  parts: VerifierParts,
  visitRoots: () => void,
): void {
  const { words } = parts.pages.space;
  const tables = new Set<number>();
  parts.weak.ephemerons.forEach((ref) => tables.add(ref >>> 2));
  if (tables.size === 0) {
    visitRoots();
    return;
  }
  /** Values of keys that were not found yet, by the word of the key's header. */
  const waiting = new Map<number, number[]>();
  const ready: number[] = [];
  const open: number[] = [];
  walk.found = (at) => {
    if (tables.has(at)) open.push(at);
    const values = waiting.get(at);
    if (values === undefined) return;
    waiting.delete(at);
    ready.push(...values);
  };
  visitRoots();
  while (open.length > 0 || ready.length > 0) {
    const table = open.pop();
    if (table !== undefined)
      for (const entry of entriesOf(words, (table << 2) as Ref)) {
        const key = words[entry]!;
        const value = words[entry + 1]!;
        if (!isRef(value)) continue;
        if (walk.isSeen(key)) ready.push(value);
        else waiting.set(key >>> 2, [...(waiting.get(key >>> 2) ?? []), value]);
      }
    for (const value of ready.splice(0))
      if (!walk.isSeen(value)) walk.visitObject((value - 1) >>> 0);
  }
  walk.found = undefined;
}
