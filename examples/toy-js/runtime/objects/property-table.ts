import { FREE_PROBES } from '../machine/fuel.ts';
import { hashOfKey } from '../strings/intern.ts';
import { Kind } from '../values/layouts.ts';
import type { Memory, Realm } from '../machine/machine.ts';
import { HOLE } from '../values/words.ts';
import type { Word } from '../values/words.ts';

/**
 * A hash table from property keys to info words that keeps the order of insertion, as one
 * `Slots` object of int words and keys (offsets from the header):
 *
 * ```
 *  +1 used      entries taken, deleted ones included
 *  +2 live      entries that hold a property
 *  +3 buckets   how many (a power of two); room for half as many entries
 *  +4 …         buckets: 1 + entry, 0 = free
 *     …         entries: key (HOLE when deleted), info
 * ```
 */
const USED = 1;
const LIVE = 2;
const BUCKETS = 3;
const FIRST = 4;
const MIN_BUCKETS = 8;

/** Bytes of a table with room for `entries`. */
export function tableBytes(entries: number): number {
  return (FIRST + 2 * bucketsFor(entries)) * 4;
}

function bucketsFor(entries: number): number {
  let buckets = MIN_BUCKETS;
  while (buckets < entries * 2) buckets *= 2;
  return buckets;
}

/** An empty table with room for `entries`. */
export function newTable(vm: Memory, entries: number): Word {
  const buckets = bucketsFor(entries);
  const table = vm.heap.allocateRaw(Kind.Slots, FIRST - 1 + 2 * buckets);
  vm.words[(table >>> 2) + BUCKETS] = buckets << 1;
  return table;
}

/** True when an entry can be added. */
export function tableHasRoom(words: Int32Array, table: Word): boolean {
  const t = table >>> 2;
  return words[t + USED]! < words[t + BUCKETS]! >> 1;
}

export function tableLive(words: Int32Array, table: Word): number {
  return words[(table >>> 2) + LIVE]! >> 1;
}

/** Absolute index of the key's entry (info is the word after), or 0. */
export function findEntry(vm: Realm, table: Word, key: Word): number {
  const { words } = vm;
  const t = table >>> 2;
  const buckets = words[t + BUCKETS]! >> 1;
  const mask = buckets - 1;
  const entries = t + FIRST + buckets;
  let i = hashOfKey(words, key) & mask;
  for (let probes = 1; ; probes++) {
    const bucket = words[t + FIRST + i]!;
    const at = bucket === 0 ? 0 : entries + bucket - 2;
    if (at === 0 || words[at] === key) {
      if (probes > FREE_PROBES) vm.fuel.charge(probes);
      return at;
    }
    i = (i + 1) & mask;
  }
}

/** Adds a key that is not there; there must be room. */
export function addEntry(vm: Realm, table: Word, key: Word, info: number): void {
  const { words } = vm;
  const t = table >>> 2;
  const buckets = words[t + BUCKETS]! >> 1;
  const mask = buckets - 1;
  const entry = words[t + USED]! >> 1;
  let i = hashOfKey(words, key) & mask;
  let probes = 1;
  for (; words[t + FIRST + i] !== 0; probes++) i = (i + 1) & mask;
  if (probes > FREE_PROBES) vm.fuel.charge(probes);
  words[t + USED] = (entry + 1) << 1;
  words[t + LIVE] = words[t + LIVE]! + 2;
  const at = t + FIRST + buckets + entry * 2;
  vm.heap.write(table, at - t - 1, key);
  words[at + 1] = info << 1;
  words[t + FIRST + i] = (entry + 1) << 1;
}

/** Deletes the entry at the absolute index `at`; its bucket stays taken until a rebuild. */
export function deleteEntry(vm: Memory, table: Word, at: number): void {
  const { words } = vm;
  const t = table >>> 2;
  vm.heap.write(table, at - t - 1, HOLE);
  words[t + LIVE] = words[t + LIVE]! - 2;
}

/** Absolute index of the first entry; entries are two words each. */
export function firstEntry(words: Int32Array, table: Word): number {
  const t = table >>> 2;
  return t + FIRST + (words[t + BUCKETS]! >> 1);
}

/** Absolute index after the last entry. */
export function endOfEntries(words: Int32Array, table: Word): number {
  return firstEntry(words, table) + words[(table >>> 2) + USED]!;
}
