import { At, Kind } from '../../runtime/values/layouts.ts';
import { FREE_PROBES } from '../../runtime/machine/fuel.ts';
import { hashOfFlat } from '../../runtime/strings/intern.ts';
import { identityHash } from '../../runtime/values/symbols.ts';
import { equalStrings, flatten } from '../../runtime/strings/strings.ts';
import type { Memory, Realm } from '../../runtime/machine/machine.ts';
import { HOLE, UNDEFINED, intWord } from '../../runtime/values/words.ts';
import type { Word } from '../../runtime/values/words.ts';

/**
 * The tables of Map and Set: insertion-ordered, chained, after Tyler Close's deterministic hash
 * tables, which the ECMAScript committee had in mind when it asked for this order.
 *
 * ```
 *  entries (Slots)   successor, then per entry: key, [value of a Map], chain
 *  buckets (Slots)   mask (int word), then per bucket the index + 1 of its first entry
 * ```
 *
 * A chain is the index + 1 of the next entry of the bucket, as an int word; 0 ends it. A
 * deleted entry keeps its place with the key HOLE until the table is rebuilt, so that an
 * iterator is no more than an index. A rebuilt table leaves its entries behind with
 * `successor` set: an iterator that still holds them counts the deleted ones before its index and
 * goes on in the new ones. After `clear` the successor is HOLE: go on with what there is now.
 * COLLECTION_SPARE is the index of the first entry that may be live.
 */
const FIRST_ENTRY = 2;
const SUCCESSOR = 1;
const MASK = 1;
const FIRST_BUCKET = 2;
const MIN_CAPACITY = 4;
/** Tables from this many payload words on ask for room before they are made. */
const ROOM_WORDS = 1024;

/** Words per entry: key, value and chain in a Map; key and chain in a Set. */
function strideOf(vm: Memory, table: Word): number {
  return ((vm.words[table >>> 2]! >>> 10) & 0xfff) === Kind.Map ? 3 : 2;
}

/** Absolute word index of entry `index`: its key; a Map's value is the next word. */
export function entryAt(vm: Memory, table: Word, index: number): number {
  const entries = vm.words[(table >>> 2) + At.COLLECTION_ENTRIES]! >>> 2;
  return entries + FIRST_ENTRY + index * strideOf(vm, table);
}

/** −0 as 0, a rope as a flat string: what keys are stored and looked up as. May collect. */
export function normalKey(vm: Realm, key: Word): Word {
  if ((key & 7) !== 1) return key;
  const { words } = vm;
  const kind = (words[key >>> 2]! >>> 10) & 0xfff;
  if (kind === Kind.Rope8 || kind === Kind.Rope16) return flatten(vm, key);
  if (kind === Kind.Double && vm.doubles[(key >>> 3) + 1] === 0) return 0;
  return key;
}

function hashOf(vm: Realm, key: Word): number {
  if ((key & 7) !== 1) return mix(key);
  const { words } = vm;
  const h = key >>> 2;
  const kind = (words[h]! >>> 10) & 0xfff;
  if (kind >= Kind.Object) return mix(identityHash(vm, key));
  if (kind <= Kind.String16) return mix(hashOfFlat(vm, key));
  if (kind === Kind.Symbol) return mix(words[h + At.SYMBOL_HASH]!);
  return mix(words[h + 2]! ^ Math.imul(words[h + 3]!, 0x9e3779b1));
}

/** A finalizer in the manner of MurmurHash3's: every bit in can change every bit out. */
function mix(bits: number): number {
  bits = Math.imul(bits ^ (bits >>> 16), 0x7feb352d);
  bits = Math.imul(bits ^ (bits >>> 15), 0x846ca68b);
  return bits ^ (bits >>> 16);
}

/** SameValueZero for two normal keys whose words differ. */
function sameContent(vm: Realm, a: Word, b: Word): boolean {
  if ((a & 7) !== 1 || (b & 7) !== 1) return false;
  const { words } = vm;
  const kind = (words[a >>> 2]! >>> 10) & 0xfff;
  const other = (words[b >>> 2]! >>> 10) & 0xfff;
  if (kind <= Kind.String16) return other <= Kind.String16 && equalStrings(vm, a, b);
  if (kind !== Kind.Double || other !== Kind.Double) return false;
  const x = vm.doubles[(a >>> 3) + 1]!;
  const y = vm.doubles[(b >>> 3) + 1]!;
  return x === y || (x !== x && y !== y);
}

/** Index of the entry of a normal key, −1 if there is none. Never collects. */
export function findEntry(vm: Realm, table: Word, key: Word): number {
  const { words } = vm;
  const buckets = words[(table >>> 2) + At.COLLECTION_BUCKETS]! >>> 2;
  if (buckets === 0) return -1;
  const stride = strideOf(vm, table);
  const base = (words[(table >>> 2) + At.COLLECTION_ENTRIES]! >>> 2) + FIRST_ENTRY;
  const bucket = hashOf(vm, key) & (words[buckets + MASK]! >> 1);
  let next = words[buckets + FIRST_BUCKET + bucket]! >> 1;
  for (let probes = 1; next !== 0; probes++) {
    if (probes > FREE_PROBES) vm.fuel.charge(1);
    const entry = base + (next - 1) * stride;
    const candidate = words[entry]!;
    if (candidate === key || sameContent(vm, candidate, key)) return next - 1;
    next = words[entry + stride - 1]! >> 1;
  }
  return -1;
}

/**
 * Adds or replaces an entry: the table is `words[at]`, the key `words[at + 1]` and, for a Map,
 * the value `words[at + 2]`, all rooted there. May collect.
 */
export function putEntry(vm: Realm, at: number): void {
  const { words } = vm;
  const key = normalKey(vm, words[at + 1]!);
  words[at + 1] = key;
  const isMap = strideOf(vm, words[at]!) === 3;
  let index = findEntry(vm, words[at]!, key);
  if (index < 0) {
    if (isFull(vm, words[at]!)) rebuild(vm, at);
    index = words[(words[at]! >>> 2) + At.COLLECTION_USED]!;
    words[(words[at]! >>> 2) + At.COLLECTION_USED] = index + 1;
    words[(words[at]! >>> 2) + At.COLLECTION_SIZE]! += 1;
    link(vm, words[at]!, index, words[at + 1]!);
  }
  if (isMap) {
    const table = words[at]!;
    const entries = words[(table >>> 2) + At.COLLECTION_ENTRIES]!;
    vm.heap.write(entries, entryAt(vm, table, index) - (entries >>> 2), words[at + 2]!);
  }
}

function isFull(vm: Memory, table: Word): boolean {
  const { words } = vm;
  const buckets = words[(table >>> 2) + At.COLLECTION_BUCKETS]! >>> 2;
  if (buckets === 0) return true;
  return words[(table >>> 2) + At.COLLECTION_USED]! > words[buckets + MASK]! >> 1;
}

/** Puts a key at a free index and at the head of its bucket's chain. */
function link(vm: Realm, table: Word, index: number, key: Word): void {
  const { words } = vm;
  const entries = words[(table >>> 2) + At.COLLECTION_ENTRIES]!;
  const buckets = words[(table >>> 2) + At.COLLECTION_BUCKETS]! >>> 2;
  const entry = entryAt(vm, table, index);
  const head = buckets + FIRST_BUCKET + (hashOf(vm, key) & (words[buckets + MASK]! >> 1));
  vm.heap.write(entries, entry - (entries >>> 2) - 1, key);
  words[entry + strideOf(vm, table) - 1] = words[head]!;
  words[head] = intWord(index + 1);
}

/** Makes fresh entries and buckets for `words[at]` with room for as many again as are live. */
function rebuild(vm: Realm, at: number): void {
  const { words, heap } = vm;
  const size = words[(words[at]! >>> 2) + At.COLLECTION_SIZE]!;
  const stride = strideOf(vm, words[at]!);
  let capacity = MIN_CAPACITY;
  while (capacity < size + (size >> 1) + 1) capacity *= 2;
  const payload = capacity * (stride + 1) + 4;
  vm.fuel.charge(words[(words[at]! >>> 2) + At.COLLECTION_USED]! >>> 3);
  if (payload >= ROOM_WORDS) vm.pressure.room(payload * 4);
  const entries = heap.allocateRaw(Kind.Slots, 1 + capacity * stride);
  const buckets = heap.allocateRaw(Kind.Slots, 1 + capacity);
  words[(buckets >>> 2) + MASK] = intWord(capacity - 1);

  const table = words[at]!;
  const h = table >>> 2;
  const old = words[h + At.COLLECTION_ENTRIES]!;
  const used = words[h + At.COLLECTION_USED]!;
  const first = words[h + At.COLLECTION_SPARE]!;
  heap.write(table, At.COLLECTION_ENTRIES - 1, entries);
  heap.write(table, At.COLLECTION_BUCKETS - 1, buckets);
  words[h + At.COLLECTION_SPARE] = 0;
  if (old === 0) return;
  let live = 0;
  for (let i = first; i < used; i++) {
    const from = (old >>> 2) + FIRST_ENTRY + i * stride;
    if (words[from] === HOLE) continue;
    link(vm, table, live, words[from]!);
    if (stride === 3) {
      heap.write(entries, live * stride + FIRST_ENTRY, words[from + 1]!);
    }
    live++;
  }
  words[h + At.COLLECTION_USED] = live;
  heap.write(old, SUCCESSOR - 1, entries);
}

/** Takes out the entry of a normal key; false if there is none. Never collects. */
export function deleteEntry(vm: Realm, table: Word, key: Word): boolean {
  const { words } = vm;
  const index = findEntry(vm, table, key);
  if (index < 0) return false;
  const h = table >>> 2;
  const entry = entryAt(vm, table, index);
  words[entry] = HOLE;
  if (strideOf(vm, table) === 3) words[entry + 1] = UNDEFINED;
  words[h + At.COLLECTION_SIZE]! -= 1;
  let first = words[h + At.COLLECTION_SPARE]!;
  const used = words[h + At.COLLECTION_USED]!;
  // Each deleted entry is passed once: whoever deleted it has paid.
  while (first < used && words[entryAt(vm, table, first)] === HOLE) first++;
  words[h + At.COLLECTION_SPARE] = first;
  return true;
}

/** Empties a table. Never collects. */
export function clearEntries(vm: Memory, table: Word): void {
  const { words } = vm;
  const h = table >>> 2;
  const entries = words[h + At.COLLECTION_ENTRIES]! >>> 2;
  if (entries === 0) return;
  words[entries + SUCCESSOR] = HOLE;
  words[h + At.COLLECTION_ENTRIES] = 0;
  words[h + At.COLLECTION_BUCKETS] = 0;
  words[h + At.COLLECTION_SIZE] = 0;
  words[h + At.COLLECTION_USED] = 0;
  words[h + At.COLLECTION_SPARE] = 0;
}

/**
 * Index of the first live entry at or after `index`, −1 at the end. `entries` is what the table's
 * entries were when `index` was noted; the answer is an index into those it has now.
 */
export function nextIndex(vm: Realm, table: Word, entries: Word, index: number): number {
  const { words } = vm;
  const h = table >>> 2;
  const stride = strideOf(vm, table);
  while (entries !== words[h + At.COLLECTION_ENTRIES]) {
    const successor = entries === 0 ? HOLE : words[(entries >>> 2) + SUCCESSOR]!;
    if (successor === HOLE) {
      index = 0;
      break;
    }
    let deleted = 0;
    vm.fuel.charge(index >>> 3);
    for (let i = 0; i < index; i++) {
      if (words[(entries >>> 2) + FIRST_ENTRY + i * stride] === HOLE) deleted++;
    }
    index -= deleted;
    entries = successor;
  }
  const used = words[h + At.COLLECTION_USED]!;
  let i = Math.max(index, words[h + At.COLLECTION_SPARE]!);
  for (; i < used && words[entryAt(vm, table, i)] === HOLE; i++) if (i % 8 === 0) vm.fuel.charge(1);
  return i < used ? i : -1;
}
