import { FREE_PROBES } from '../machine/fuel.ts';
import { Intrinsic } from '../values/intrinsics.ts';
import { At, Kind, isSymbol } from '../values/layouts.ts';
import { asciiWord } from './host.ts';
import { equalFlat, flatten, isWide, lengthOfString, unitOfFlat, unitsOf } from './strings.ts';
import type { Memory, Realm } from '../machine/machine.ts';
import { charOf, INT_MAX } from '../values/words.ts';
import type { Word } from '../values/words.ts';

/**
 * The hash word of a string: `hash << 2 | bigIndex << 1 | interned`, 0 = not computed.
 * `bigIndex` says that the string is an array index too large for an int word.
 */
const INTERNED = 1;
const BIG_INDEX = 2;

/** Largest array index of the language, 2³² − 2. */
export const MAX_ARRAY_INDEX = 0xfffffffe;

/**
 * The intern table is one heap object without traced slots: capacity (a power of two), count,
 * then the references, 0 = free. So it is weak, and what it takes counts against the limit.
 * Linear probing by content hash: it survives a collection that moves strings.
 */
const TABLE_CAPACITY = 1;
const TABLE_COUNT = 2;
const TABLE_FIRST = 3;
const INITIAL_CAPACITY = 512;

function step(h: number, unit: number): number {
  return Math.imul(h ^ unit, 0x01000193);
}

function finish(h: number): number {
  h ^= h >>> 15;
  h = Math.imul(h, 0x2c1b3c6d);
  h ^= h >>> 13;
  return (h << 2) | 0 || 4;
}

/** Hash of a property key, at least 29 good bits; a string key is interned, so has its own. */
export function hashOfKey(words: Int32Array, key: Word): number {
  if ((key & 7) === 1) return words[(key >>> 2) + At.STRING_HASH]! >>> 2;
  const h = Math.imul(key, 0x9e3779b1);
  return (h ^ (h >>> 15)) >>> 2;
}

/** Content hash of a flat string that is no char word, computed once: low 2 bits are 0. */
export function hashOfFlat(vm: Realm, flat: Word): number {
  const at = (flat >>> 2) + At.STRING_HASH;
  const known = vm.words[at]!;
  if (known !== 0) return known & ~3;
  const wide = isWide(vm.words, flat);
  const units = wide ? vm.halves : vm.bytes;
  const start = unitsOf(flat, wide);
  const end = start + lengthOfString(vm, flat);
  vm.fuel.chargeUnits(end - start);
  let h = 0x811c9dc5;
  for (let i = start; i < end; i++) h = step(h, units[i]!);
  h = finish(h);
  vm.words[at] = h;
  return h;
}

export function makeInternTable(vm: Memory, capacity = INITIAL_CAPACITY): Word {
  const table = vm.heap.allocateRaw(Kind.InternTable, TABLE_FIRST - 1 + capacity);
  vm.words[(table >>> 2) + TABLE_CAPACITY] = capacity;
  return table;
}

/** The interned string equal to the flat `w`, which becomes it if there is none yet. */
function internFlat(vm: Realm, w: Word): Word {
  const { words } = vm;
  const hash = hashOfFlat(vm, w);
  if ((words[(w >>> 2) + At.STRING_HASH]! & INTERNED) !== 0) return w;
  const length = lengthOfString(vm, w);
  const table = vm.intrinsic(Intrinsic.InternTable) >>> 2;
  const mask = words[table + TABLE_CAPACITY]! - 1;
  let i = (hash >>> 2) & mask;
  for (let probes = 1; ; probes++) {
    if (probes > FREE_PROBES) vm.fuel.charge(1);
    const other = words[table + TABLE_FIRST + i]!;
    if (other === 0) break;
    const same = (words[(other >>> 2) + At.STRING_HASH]! & ~3) === hash;
    if (same && lengthOfString(vm, other) === length && equalFlat(vm, w, other, length)) {
      return other;
    }
    i = (i + 1) & mask;
  }
  addToTable(vm, w, hash, i);
  return w;
}

function addToTable(vm: Realm, w: Word, hash: number, i: number): void {
  const { words } = vm;
  const table = vm.intrinsic(Intrinsic.InternTable) >>> 2;
  const big = indexOfFlat(vm, w) > INT_MAX ? BIG_INDEX : 0;
  words[(w >>> 2) + At.STRING_HASH] = hash | big | INTERNED;
  words[table + TABLE_FIRST + i] = w;
  const count = ++words[table + TABLE_COUNT]!;
  if (count * 2 > words[table + TABLE_CAPACITY]!) {
    rebuild(vm, table, makeInternTable(vm, words[table + TABLE_CAPACITY]! * 2));
  }
}

function rebuild(vm: Realm, old: number, fresh: Word): void {
  const { words } = vm;
  const table = fresh >>> 2;
  const mask = words[table + TABLE_CAPACITY]! - 1;
  const end = old + TABLE_FIRST + words[old + TABLE_CAPACITY]!;
  for (let at = old + TABLE_FIRST; at < end; at++) {
    const w = words[at]!;
    if (w === 0) continue;
    let i = (words[(w >>> 2) + At.STRING_HASH]! >>> 2) & mask;
    while (words[table + TABLE_FIRST + i] !== 0) i = (i + 1) & mask;
    words[table + TABLE_FIRST + i] = w;
  }
  words[table + TABLE_COUNT] = words[old + TABLE_COUNT]!;
  vm.setIntrinsic(Intrinsic.InternTable, fresh);
}

/**
 * After a mark: takes the dead strings out. In place and without allocating: each run of
 * neighbours is emptied and its survivors are put in again.
 */
export function pruneInterned(vm: Memory, table: Word, isLive: (ref: number) => boolean): void {
  const { words } = vm;
  const base = (table >>> 2) + TABLE_FIRST;
  const capacity = words[base - TABLE_FIRST + TABLE_CAPACITY]!;
  const mask = capacity - 1;
  let dead = 0;
  for (let i = 0; i < capacity; i++) {
    const w = words[base + i]!;
    if (w === 0 || isLive(w)) continue;
    words[base + i] = 0;
    dead++;
    // Close the gap: an entry whose probe path crosses it moves back.
    let gap = i;
    for (let j = (i + 1) & mask; words[base + j] !== 0; j = (j + 1) & mask) {
      const other = words[base + j]!;
      const home = (words[(other >>> 2) + At.STRING_HASH]! >>> 2) & mask;
      if (((j - home) & mask) >= ((j - gap) & mask)) {
        words[base + gap] = other;
        words[base + j] = 0;
        gap = j;
      }
    }
    i--;
  }
  words[base - TABLE_FIRST + TABLE_COUNT]! -= dead;
}

/** After objects have moved: their places in the table depend on content, so they stay. */
export function followInterned(vm: Memory, table: Word, forward: (ref: number) => number): void {
  const { words } = vm;
  const base = (table >>> 2) + TABLE_FIRST;
  const end = base + words[(table >>> 2) + TABLE_CAPACITY]!;
  for (let at = base; at < end; at++) if (words[at] !== 0) words[at] = forward(words[at]!);
}

/** Array index that a flat string spells canonically, or −1. */
function indexOfFlat(vm: Memory, flat: Word): number {
  const length = lengthOfString(vm, flat);
  if (length === 0 || length > 10) return -1;
  let n = 0;
  for (let i = 0; i < length; i++) {
    const digit = unitOfFlat(vm, flat, i) - 48;
    if (digit < 0 || digit > 9 || (i === 0 && digit === 0 && length > 1)) return -1;
    n = n * 10 + digit;
  }
  return n <= MAX_ARRAY_INDEX ? n : -1;
}

/** The property key that a guest string stands for. May collect to flatten a long rope. */
export function internWord(vm: Realm, w: Word): Word {
  if ((w & 7) === 5) {
    const c = charOf(w);
    return c >= 48 && c <= 57 ? (c - 48) << 1 : w;
  }
  if ((vm.words[(w >>> 2) + At.STRING_HASH]! & INTERNED) !== 0) {
    if (((vm.words[w >>> 2]! >>> 10) & 0xfff) <= Kind.String16) return w;
  }
  w = flatten(vm, w);
  const index = indexOfFlat(vm, w);
  return index >= 0 && index <= INT_MAX ? index << 1 : internFlat(vm, w);
}

/** The property key for a host string. */
export function internHost(vm: Realm, s: string): Word {
  return internWord(vm, asciiWord(vm, s));
}

/** The property key of array index `n`, 0 … 2³² − 2 (or any larger integer). */
export function keyOfIndex(vm: Realm, n: number): Word {
  return n <= INT_MAX ? n << 1 : internWord(vm, asciiWord(vm, String(n)));
}

/** Array index that a key stands for, or −1. */
export function indexOfKey(vm: Memory, key: Word): number {
  if ((key & 1) === 0) return key >> 1;
  if ((key & 7) !== 1 || isSymbol(vm.words, key)) return -1;
  return (vm.words[(key >>> 2) + At.STRING_HASH]! & BIG_INDEX) === 0 ? -1 : indexOfFlat(vm, key);
}

/**
 * True for the key of an array index too large for an int word (a symbol's hash has the bit clear).
 */
export function isBigIndex(words: Int32Array, key: Word): boolean {
  return (key & 7) === 1 && (words[(key >>> 2) + At.STRING_HASH]! & BIG_INDEX) !== 0;
}

/** The string of a key that is no symbol. */
export function keyToString(vm: Realm, key: Word): Word {
  return (key & 1) === 0 ? asciiWord(vm, String(key >> 1)) : key;
}
