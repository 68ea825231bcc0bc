import { isBigIndex } from '../strings/intern.ts';
import { At, Kind } from '../values/layouts.ts';
import {
  addEntry,
  deleteEntry,
  endOfEntries,
  findEntry,
  firstEntry,
  newTable,
  tableBytes,
  tableHasRoom,
  tableLive,
} from './property-table.ts';
import { Attribute, chainOf, Flag, newShape, tableOfChain, transition, Info } from './shapes.ts';
import { QUIET_BYTES } from '../machine/limits.ts';
import type { Memory, Realm } from '../machine/machine.ts';
import { HOLE } from '../values/words.ts';
import type { Word } from '../values/words.ts';

/** Absolute index of the word that holds the property with this info. */
export function slotIndex(words: Int32Array, obj: Word, info: number): number {
  const h = obj >>> 2;
  const capacity = words[(words[h + At.SHAPE]! >>> 2) + At.SHAPE_FLAGS]! & Flag.CAPACITY;
  const location = info >>> Info.LOCATION_SHIFT;
  if (location < capacity) return h + At.INLINE + location;
  return (words[h + At.OVERFLOW]! >>> 2) + At.FIRST_OVERFLOW + location - capacity;
}

/** Stores a property that is there. */
export function writeSlot(vm: Memory, obj: Word, info: number, value: Word): void {
  const { words, heap } = vm;
  const h = obj >>> 2;
  const capacity = words[(words[h + At.SHAPE]! >>> 2) + At.SHAPE_FLAGS]! & Flag.CAPACITY;
  const location = info >>> Info.LOCATION_SHIFT;
  if (location < capacity) heap.write(obj, At.INLINE - 1 + location, value);
  else heap.write(words[h + At.OVERFLOW]!, At.FIRST_OVERFLOW - 1 + location - capacity, value);
}

/** Property slots outside the object. */
export function overflowCapacity(words: Int32Array, obj: Word): number {
  const overflow = words[(obj >>> 2) + At.OVERFLOW]!;
  return (overflow & 1) === 0 ? 0 : words[(overflow >>> 2) + At.CAPACITY]! >> 1;
}

/** Makes storage for locations below `count` outside the object. Does not collect. */
function growOverflow(vm: Memory, obj: Word, count: number): void {
  const { words, heap } = vm;
  const old = words[(obj >>> 2) + At.OVERFLOW]!;
  const oldCapacity = overflowCapacity(words, obj);
  if (count <= oldCapacity) return;
  // Odd, so that header, capacity, hash and slots fill whole granules.
  const capacity = Math.max(count | 1, oldCapacity * 2 + 3);
  const fresh = heap.allocateRaw(Kind.Slots, At.FIRST_OVERFLOW - 1 + capacity);
  const f = fresh >>> 2;
  words[f + At.CAPACITY] = capacity << 1;
  words[f + At.IDENTITY_HASH] = oldCapacity === 0 ? old : words[(old >>> 2) + At.IDENTITY_HASH]!;
  for (let i = 0; i < oldCapacity; i++) {
    const word = words[(old >>> 2) + At.FIRST_OVERFLOW + i]!;
    heap.write(fresh, At.FIRST_OVERFLOW - 1 + i, word);
  }
  heap.write(obj, At.OVERFLOW - 1, fresh);
}

function shapeOf(words: Int32Array, obj: Word): Word {
  return words[(obj >>> 2) + At.SHAPE]!;
}

/** A dictionary's owner changed: what caches believe of it, if anything, is over. */
export function changed(vm: Realm, shape: Word): void {
  if ((vm.words[(shape >>> 2) + At.SHAPE_FLAGS]! & Flag.WATCHED) !== 0) vm.epoch++;
}

/** Gives the object a shape of its own. Returns the shape. Does not collect. */
export function toDictionary(vm: Realm, obj: Word): Word {
  const { words, heap } = vm;
  const old = shapeOf(words, obj);
  const flags = words[(old >>> 2) + At.SHAPE_FLAGS]!;
  if ((flags & Flag.DICTIONARY) !== 0) return old;
  const count = words[(old >>> 2) + At.SHAPE_PROPERTY_COUNT]!;
  const proto = words[(old >>> 2) + At.SHAPE_PROTO]!;
  const shape = newShape(vm, proto, (flags & ~Flag.ROOT) | Flag.DICTIONARY);
  heap.write(shape, At.SHAPE_TABLE - 1, tableOfChain(vm, old, count + 4));
  words[(shape >>> 2) + At.SHAPE_SLOT_COUNT] = words[(old >>> 2) + At.SHAPE_SLOT_COUNT]!;
  heap.write(obj, At.SHAPE - 1, shape);
  return shape;
}

/** Adds a property to an object that is no dictionary, unless it has to become one. */
function addByTransition(
  vm: Realm,
  obj: Word,
  key: Word,
  value: Word,
  attributes: number,
  computed: boolean,
): boolean {
  const { words, heap } = vm;
  if ((key & 1) === 0 || isBigIndex(words, key)) return false;
  const shape = shapeOf(words, obj);
  const next = transition(vm, shape, key, attributes, computed);
  if (next === 0) return false;
  const info = words[(next >>> 2) + At.SHAPE_INFO]!;
  const location = info >>> Info.LOCATION_SHIFT;
  const capacity = words[(shape >>> 2) + At.SHAPE_FLAGS]! & Flag.CAPACITY;
  if (location >= capacity) growOverflow(vm, obj, location - capacity + 1);
  heap.write(obj, At.SHAPE - 1, next);
  writeSlot(vm, obj, info, value);
  return true;
}

/**
 * Adds a property that is not there; the object is extensible. May collect, when it is a
 * dictionary that has to grow; roots what it was given.
 */
export function addProperty(
  vm: Realm,
  obj: Word,
  key: Word,
  value: Word,
  attributes: number,
  computed = false,
): void {
  const { words } = vm;
  let shape = shapeOf(words, obj);
  if ((words[(shape >>> 2) + At.SHAPE_FLAGS]! & Flag.DICTIONARY) === 0) {
    if (addByTransition(vm, obj, key, value, attributes, computed)) return;
    shape = toDictionary(vm, obj);
  }
  if (!tableHasRoom(words, words[(shape >>> 2) + At.SHAPE_TABLE]!)) {
    const live = tableLive(words, words[(shape >>> 2) + At.SHAPE_TABLE]!);
    const bytes = tableBytes(live * 2) + live * 8;
    if (bytes > QUIET_BYTES) {
      vm.stack.push(obj);
      vm.stack.push(key);
      vm.stack.push(value);
      vm.pressure.room(bytes);
      value = vm.stack.pop();
      key = vm.stack.pop();
      obj = vm.stack.pop();
      shape = shapeOf(words, obj);
    }
    rebuild(vm, obj, shape, live);
  }
  const s = shape >>> 2;
  const location = words[s + At.SHAPE_SLOT_COUNT]!;
  const capacity = words[s + At.SHAPE_FLAGS]! & Flag.CAPACITY;
  if (location >= capacity) growOverflow(vm, obj, location - capacity + 1);
  const info = (location << Info.LOCATION_SHIFT) | attributes;
  addEntry(vm, words[s + At.SHAPE_TABLE]!, key, info);
  words[s + At.SHAPE_SLOT_COUNT] = location + 1;
  if ((key & 1) === 0) {
    words[s + At.SHAPE_FLAGS] = words[s + At.SHAPE_FLAGS]! | Flag.INDEXED;
    if ((words[s + At.SHAPE_FLAGS]! & Flag.WATCHED) !== 0) vm.indexedPrototypes = true;
  }
  writeSlot(vm, obj, info, value);
  changed(vm, shape);
}

/** A fresh table with room for twice the live entries; deleted slots are squeezed out. */
function rebuild(vm: Realm, obj: Word, shape: Word, live: number): void {
  const { words, heap } = vm;
  const old = words[(shape >>> 2) + At.SHAPE_TABLE]!;
  const table = newTable(vm, Math.max(4, live * 2));
  const end = endOfEntries(words, old);
  const values = new Int32Array(live);
  let count = 0;
  for (let at = firstEntry(words, old); at < end; at += 2) {
    if (words[at] === HOLE) continue;
    const info = words[at + 1]! >> 1;
    if ((info & Attribute.INTERNAL) !== 0) {
      addEntry(vm, table, words[at]!, info);
      continue;
    }
    addEntry(vm, table, words[at]!, (count << Info.LOCATION_SHIFT) | (info & 31));
    values[count++] = words[slotIndex(words, obj, info)]!;
  }
  const slots = words[(shape >>> 2) + At.SHAPE_SLOT_COUNT]!;
  for (let i = 0; i < slots; i++) {
    writeSlot(vm, obj, i << Info.LOCATION_SHIFT, i < count ? values[i]! : 0);
  }
  words[(shape >>> 2) + At.SHAPE_SLOT_COUNT] = count;
  heap.write(shape, At.SHAPE_TABLE - 1, table);
  changed(vm, shape);
}

/** Removes a property that is there. Does not collect. */
export function removeProperty(vm: Realm, obj: Word, key: Word, info: number): void {
  const { words, heap } = vm;
  const shape = shapeOf(words, obj);
  const s = shape >>> 2;
  const flags = words[s + At.SHAPE_FLAGS]!;
  if ((info & Attribute.INTERNAL) === 0) writeSlot(vm, obj, info, 0);
  const last = words[s + At.SHAPE_KEY] === key && (flags & (Flag.DICTIONARY | Flag.ROOT)) === 0;
  if (last) {
    heap.write(obj, At.SHAPE - 1, words[s + At.SHAPE_PARENT]!);
    return;
  }
  const own = toDictionary(vm, obj);
  const table = words[(own >>> 2) + At.SHAPE_TABLE]!;
  deleteEntry(vm, table, findEntry(vm, table, key));
  changed(vm, own);
}

/** Changes what a property is, in place: attributes, and whether its value is stored. */
export function redefine(vm: Realm, obj: Word, key: Word, attributes: number, value: Word): void {
  const { words } = vm;
  const shape = toDictionary(vm, obj);
  const at = findEntry(vm, words[(shape >>> 2) + At.SHAPE_TABLE]!, key);
  let info = words[at + 1]! >> 1;
  const stored = (info & Attribute.INTERNAL) === 0;
  if ((attributes & Attribute.INTERNAL) === 0 && !stored) {
    const s = shape >>> 2;
    const location = words[s + At.SHAPE_SLOT_COUNT]!++;
    const capacity = words[s + At.SHAPE_FLAGS]! & Flag.CAPACITY;
    if (location >= capacity) growOverflow(vm, obj, location - capacity + 1);
    info = location << Info.LOCATION_SHIFT;
  }
  info = (info & ~31) | attributes;
  words[at + 1] = info << 1;
  if ((attributes & Attribute.INTERNAL) === 0) writeSlot(vm, obj, info, value);
  changed(vm, shape);
}

/**
 * Visits own property keys in order of insertion, with their infos, and charges each. Nothing may
 * be added meanwhile.
 */
export function forEachProperty(
  vm: Realm,
  obj: Word,
  visit: (key: Word, info: number) => void,
): void {
  const { words } = vm;
  const shape = shapeOf(words, obj);
  if ((words[(shape >>> 2) + At.SHAPE_FLAGS]! & Flag.DICTIONARY) === 0) {
    for (const s of chainOf(vm, shape)) {
      vm.fuel.charge(1);
      visit(words[(s >>> 2) + At.SHAPE_KEY]!, words[(s >>> 2) + At.SHAPE_INFO]!);
    }
    return;
  }
  const table = words[(shape >>> 2) + At.SHAPE_TABLE]!;
  const first = firstEntry(words, table);
  const end = endOfEntries(words, table);
  vm.fuel.charge((end - first) >> 1);
  for (let at = first; at < end; at += 2) {
    if (words[at] !== HOLE) visit(words[at]!, words[at + 1]! >> 1);
  }
}
