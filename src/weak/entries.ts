// The table behind a weak map: an object of the heap whose words are entries of a key and a value,
// which the mark does not follow. It is a hash table with linear probing, by the address of the
// key; so it is put in order again when keys have moved.
//
//   word  0  header                      4 + 2i  the key of entry i: a reference, EMPTY or DELETED
//         1  entries with a key          5 + 2i  its value, any slot word
//         2  entries that are not EMPTY
//         3  entries that there are, a power of two
//
// An entry whose key has died is DELETED when the collection that finds it is over.

import { REF_TAG, type SlotWord, TAG_MASK } from '../object/slot.ts';
import type { Liveness } from '../arena/reached-map.ts';
import type { Forwarding } from './listeners.ts';

const LIVE = 1;
const USED = 2;
const CAPACITY = 3;
const FIRST = 4;
const ENTRY_WORDS = 2;

const EMPTY = 0;
/** An immediate, which no reference is. */
const DELETED = 3;

/**
 * 2³² divided by the golden ratio: spreads neighbours over the table (Knuth's multiplicative hash).
 */
const GOLDEN = 0x9e3779b1 | 0;
const KEY_SHIFT = 3;
export const LEAST_ENTRIES = 4;

/** Payload bytes of a table with so many entries. */
export function tableBytes(entries: number): number {
  return (FIRST - 1 + entries * ENTRY_WORDS) * 4;
}

/** Says of a new table, which is zero, how many entries it has. `at` is the word of its header. */
export function openTable(words: Int32Array, at: number, entries: number): void {
  words[at + CAPACITY] = entries;
}

/** Whether the table has room for one more entry. */
export function hasRoom(words: Int32Array, at: number): boolean {
  return (words[at + USED]! + 1) * 4 <= words[at + CAPACITY]! * 3;
}

/** Entries of a table that takes the place of one which has no room. */
export function entriesForOneMore(words: Int32Array, at: number): number {
  let entries = LEAST_ENTRIES;
  while ((words[at + LIVE]! + 1) * 2 > entries) entries *= 2;
  return entries;
}

/** Entries that have a key. */
export function countEntries(words: Int32Array, at: number): number {
  return words[at + LIVE]!;
}

/** The word of the key's entry; 0 where there is none. */
export function findEntry(words: Int32Array, at: number, key: SlotWord): number {
  const capacity = words[at + CAPACITY]!;
  for (let index = placeOf(key, capacity); ; index = (index + 1) & (capacity - 1)) {
    const entry = at + FIRST + index * ENTRY_WORDS;
    const found = words[entry]!;
    if (found === key) return entry;
    if (found === EMPTY) return 0;
  }
}

/** Puts an entry into a table that has room, and has none of that key. Returns its word. */
export function insertEntry(words: Int32Array, at: number, key: SlotWord, value: SlotWord): number {
  const capacity = words[at + CAPACITY]!;
  let index = placeOf(key, capacity);
  while (isKey(words[at + FIRST + index * ENTRY_WORDS]!)) index = (index + 1) & (capacity - 1);
  const entry = at + FIRST + index * ENTRY_WORDS;
  if (words[entry] === EMPTY) words[at + USED]!++;
  words[at + LIVE]!++;
  words[entry] = key;
  words[entry + 1] = value;
  return entry;
}

/** Takes an entry out, which `findEntry` has found. */
export function deleteEntry(words: Int32Array, at: number, entry: number): void {
  words[entry] = DELETED;
  words[entry + 1] = 0;
  words[at + LIVE]!--;
}

/** Puts the entries of a table into another, which is empty and has room for them. */
export function copyEntries(words: Int32Array, from: number, to: number): void {
  forEachEntry(words, from, (entry) => insertEntry(words, to, words[entry]!, words[entry + 1]!));
}

/** Visits the words of the entries that have a key. */
export function forEachEntry(words: Int32Array, at: number, visit: (entry: number) => void): void {
  const end = at + FIRST + words[at + CAPACITY]! * ENTRY_WORDS;
  for (let entry = at + FIRST; entry < end; entry += ENTRY_WORDS)
    if (isKey(words[entry]!)) visit(entry);
}

/** Takes out the entries whose keys are not reached. */
export function pruneEntries(lives: Liveness, at: number): void {
  const { words } = lives;
  forEachEntry(words, at, (entry) => {
    if (!lives.has(words[entry]!)) deleteEntry(words, at, entry);
  });
}

/** Has a table refer to where keys and values have gone, and puts it in order by that. */
export function followEntries(words: Int32Array, at: number, forward: Forwarding): void {
  let hasMoved = false;
  forEachEntry(words, at, (entry) => {
    const key = words[entry]!;
    words[entry] = forward(key);
    words[entry + 1] = forward(words[entry + 1]!);
    hasMoved ||= words[entry] !== key;
  });
  if (hasMoved) reorder(words, at);
}

function reorder(words: Int32Array, at: number): void {
  const entries: number[] = [];
  forEachEntry(words, at, (entry) => entries.push(words[entry]!, words[entry + 1]!));
  const end = at + FIRST + words[at + CAPACITY]! * ENTRY_WORDS;
  words.fill(0, at + FIRST, end);
  words[at + LIVE] = words[at + USED] = 0;
  for (let index = 0; index < entries.length; index += 2)
    insertEntry(words, at, entries[index]!, entries[index + 1]!);
}

function isKey(word: SlotWord): boolean {
  return (word & TAG_MASK) === REF_TAG;
}

function placeOf(key: SlotWord, capacity: number): number {
  return Math.imul(key >>> KEY_SHIFT, GOLDEN) >>> Math.clz32(capacity - 1);
}
