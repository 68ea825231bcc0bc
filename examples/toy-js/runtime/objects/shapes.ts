import { toRef } from '../../../../src/index.ts';
import { Intrinsic, Name } from '../values/intrinsics.ts';
import { At, Kind } from '../values/layouts.ts';
import { addEntry, findEntry, newTable, tableHasRoom } from './property-table.ts';
import { LOOKUP_ENTRIES } from '../machine/limits.ts';
import type { Memory, Realm } from '../machine/machine.ts';
import { NULL } from '../values/words.ts';
import type { Word } from '../values/words.ts';

/** Low five bits of a property's info; the location is what is above them. */
export const enum Attribute {
  NONE = 0,
  WRITABLE = 1,
  ENUMERABLE = 2,
  CONFIGURABLE = 4,
  /** The stored word is an Accessor. */
  ACCESSOR = 8,
  /** Nothing is stored: `internal.ts` computes the value. */
  INTERNAL = 16,
  DEFAULT = 7,
  /** What builtin methods have. */
  HIDDEN = 5,
}

/** How far the location is shifted in an info word. */
export const enum Info {
  LOCATION_SHIFT = 5,
  ATTRIBUTES = 31,
}

/** A shape's flag word; the inline capacity is its low byte. */
export const enum Flag {
  CAPACITY = 0xff,
  /** Owned by one object and changed in place: everything is in `table`. */
  DICTIONARY = 0x100,
  /** Of a prototype or the global object: changes bump `vm.epoch`. Always a dictionary. */
  WATCHED = 0x200,
  NOT_EXTENSIBLE = 0x400,
  /** A dictionary with int keys: `elements` is not the whole truth. */
  INDEXED = 0x800,
  /** First of its tree; the properties it has are internal ones. */
  ROOT = 0x1000,
  FLAVOR = 0xf0000,
}

/** Which internal properties the objects of a root shape start with. */
export const enum Flavor {
  PLAIN = 0,
  ARRAY = 0x10000,
  FUNCTION = 0x20000,
  ARROW = 0x30000,
  CLASS = 0x40000,
  ERROR = 0x50000,
  STRING = 0x60000,
  SLOPPY = 0x70000,
}

const NO_PROPERTY = -1;
/** Longest chain of shapes that is walked rather than given a table. */
const WALK_LIMIT = 8;
/** Past these, objects become dictionaries. */
const MAX_PROPERTIES = 128;
const MAX_COMPUTED_PROPERTIES = 64;
const MAX_TRANSITIONS = 512;
const MAX_COMPUTED_TRANSITIONS = 64;
const MAX_SHAPES_MADE = 1 << 15;
const SHAPE_PAYLOAD = 9;

export function flagsOf(words: Int32Array, shape: Word): number {
  return words[(shape >>> 2) + At.SHAPE_FLAGS]!;
}

/** A shape with no properties of its own and no place in a tree. */
export function newShape(vm: Realm, proto: Word, flags: number): Word {
  const shape = vm.heap.allocateRaw(Kind.Shape, SHAPE_PAYLOAD);
  vm.heap.write(shape, At.SHAPE_PROTO - 1, proto);
  vm.words[(shape >>> 2) + At.SHAPE_FLAGS] = flags;
  vm.shapesMade++;
  return shape;
}

/**
 * Info of a shape's own property, or −1. The answer for a shape that is no dictionary never
 * changes, so it is remembered in a table that each collection clears.
 */
export function lookup(vm: Realm, shape: Word, key: Word): number {
  const { words } = vm;
  const h = shape >>> 2;
  const flags = words[h + At.SHAPE_FLAGS]!;
  if ((flags & Flag.DICTIONARY) !== 0) {
    const at = findEntry(vm, words[h + At.SHAPE_TABLE]!, key);
    return at === 0 ? NO_PROPERTY : words[at + 1]! >> 1;
  }
  if ((key & 1) === 0) return NO_PROPERTY;
  const slot = (Math.imul(key, 0x9e3779b1) >>> 18) ^ (shape >>> 3);
  const at = vm.lookupBase + (slot & (LOOKUP_ENTRIES - 1)) * 3;
  if (words[at] === shape && words[at + 1] === key) return words[at + 2]!;
  const info = search(vm, shape, key);
  words[at] = shape;
  words[at + 1] = key;
  words[at + 2] = info;
  return info;
}

function search(vm: Realm, shape: Word, key: Word): number {
  const { words } = vm;
  let table = words[(shape >>> 2) + At.SHAPE_TABLE]!;
  const count = words[(shape >>> 2) + At.SHAPE_PROPERTY_COUNT]!;
  if (table === 0 && count > WALK_LIMIT) {
    table = tableOfChain(vm, shape, count);
    vm.heap.write(shape, At.SHAPE_TABLE - 1, table);
  }
  if (table !== 0) {
    const at = findEntry(vm, table, key);
    return at === 0 ? NO_PROPERTY : words[at + 1]! >> 1;
  }
  for (let s = shape >>> 2; s !== 0; s = words[s + At.SHAPE_PARENT]! >>> 2) {
    if (words[s + At.SHAPE_KEY] === key) return words[s + At.SHAPE_INFO]!;
  }
  return NO_PROPERTY;
}

/** A table of a tree shape's properties, oldest first. */
export function tableOfChain(vm: Realm, shape: Word, room: number): Word {
  const { words } = vm;
  const chain = chainOf(vm, shape);
  const table = newTable(vm, Math.max(room, chain.length));
  for (const s of chain) {
    addEntry(vm, table, words[(s >>> 2) + At.SHAPE_KEY]!, words[(s >>> 2) + At.SHAPE_INFO]!);
  }
  return table;
}

/** The shapes from the root's first property to `shape`; at most MAX_PROPERTIES. */
export function chainOf(vm: Memory, shape: Word): Word[] {
  const { words } = vm;
  const chain: Word[] = [];
  for (let s = shape; s !== 0; s = words[(s >>> 2) + At.SHAPE_PARENT]!) {
    if (words[(s >>> 2) + At.SHAPE_KEY] !== 0) chain.push(s);
  }
  return chain.reverse();
}

/**
 * The shape after adding a property, or 0 when the object should become a dictionary instead.
 * `computed`: the key is data of the program, not part of its text.
 */
export function transition(
  vm: Realm,
  shape: Word,
  key: Word,
  attributes: number,
  computed = false,
): Word {
  const { words, heap } = vm;
  const h = shape >>> 2;
  const list = words[h + At.SHAPE_TRANSITIONS]!;
  const count = list === 0 ? 0 : words[(list >>> 2) + At.CAPACITY]! >> 1;
  const first = (list >>> 2) + At.FIRST_ELEMENT;
  for (let i = first; i < first + count; i++) {
    const next = words[i]! >>> 2;
    const same = words[next + At.SHAPE_KEY] === key;
    if (same && (words[next + At.SHAPE_INFO]! & 31) === attributes) return words[i]!;
  }
  const properties = words[h + At.SHAPE_PROPERTY_COUNT]!;
  if (properties >= (computed ? MAX_COMPUTED_PROPERTIES : MAX_PROPERTIES)) return 0;
  if (count >= (computed ? MAX_COMPUTED_TRANSITIONS : MAX_TRANSITIONS)) return 0;
  if (vm.shapesMade > MAX_SHAPES_MADE) return 0;

  const next = newShape(vm, words[h + At.SHAPE_PROTO]!, words[h + At.SHAPE_FLAGS]! & ~Flag.ROOT);
  const n = next >>> 2;
  const location = words[h + At.SHAPE_SLOT_COUNT]!;
  heap.write(next, At.SHAPE_PARENT - 1, shape);
  heap.write(next, At.SHAPE_KEY - 1, key);
  words[n + At.SHAPE_INFO] = (location << Info.LOCATION_SHIFT) | attributes;
  words[n + At.SHAPE_SLOT_COUNT] =
    (attributes & Attribute.INTERNAL) === 0 ? location + 1 : location;
  words[n + At.SHAPE_PROPERTY_COUNT] = properties + 1;
  inheritTable(vm, shape, next);
  heap.write(shape, At.SHAPE_TRANSITIONS - 1, appended(vm, list, count, next));
  return next;
}

/** The parent's table moves on to the child: objects mostly grow, so the last one is asked. */
function inheritTable(vm: Realm, parent: Word, child: Word): void {
  const { words, heap } = vm;
  const table = words[(parent >>> 2) + At.SHAPE_TABLE]!;
  if (table === 0 || !tableHasRoom(words, table)) return;
  addEntry(vm, table, words[(child >>> 2) + At.SHAPE_KEY]!, words[(child >>> 2) + At.SHAPE_INFO]!);
  heap.write(child, At.SHAPE_TABLE - 1, table);
  heap.write(parent, At.SHAPE_TABLE - 1, 0);
}

/** The list with one more shape: count, then shapes, as a Slots that doubles. */
function appended(vm: Memory, list: Word, count: number, shape: Word): Word {
  const { words, heap } = vm;
  if (list === 0 || count + 1 >= heap.payloadWords(toRef(list))) {
    const fresh = heap.allocateRaw(Kind.Slots, count === 0 ? 3 : count * 2 + 3);
    for (let i = 0; i < count; i++) {
      heap.write(fresh, i + 1, words[(list >>> 2) + At.FIRST_ELEMENT + i]!);
    }
    list = fresh;
  }
  words[(list >>> 2) + At.CAPACITY] = (count + 1) << 1;
  heap.write(list, count + 1, shape);
  return list;
}

/**
 * The empty shape of objects with this prototype, flavor and inline capacity. It hangs on the
 * prototype's own shape, so it lives as long as that. `proto` is NULL or a watched object.
 */
export function rootShape(vm: Realm, proto: Word, flavor: Flavor, capacity: number): Word {
  const { words, heap } = vm;
  const owner = proto === NULL ? 0 : words[(proto >>> 2) + At.SHAPE]!;
  const list =
    owner === 0 ? vm.intrinsic(Intrinsic.NullRoots) : words[(owner >>> 2) + At.SHAPE_TRANSITIONS]!;
  const count = list === 0 ? 0 : words[(list >>> 2) + At.CAPACITY]! >> 1;
  const flags = flavor | capacity | Flag.ROOT;
  const first = (list >>> 2) + At.FIRST_ELEMENT;
  for (let i = first; i < first + count; i++) {
    if (words[(words[i]! >>> 2) + At.SHAPE_FLAGS] === flags) return words[i]!;
  }
  const root = flavored(vm, newShape(vm, proto, flags), flavor);
  words[(root >>> 2) + At.SHAPE_FLAGS] = flags;
  const longer = appended(vm, list, count, root);
  if (owner === 0) vm.setIntrinsic(Intrinsic.NullRoots, longer);
  else heap.write(owner, At.SHAPE_TRANSITIONS - 1, longer);
  return root;
}

function flavored(vm: Realm, root: Word, flavor: Flavor): Word {
  const add = (shape: Word, name: Name, attributes: number): Word =>
    transition(vm, shape, vm.name(name), attributes | Attribute.INTERNAL);
  switch (flavor) {
    case Flavor.ARRAY:
      return add(root, Name.length, Attribute.WRITABLE);
    case Flavor.STRING:
      return add(root, Name.length, Attribute.NONE);
    case Flavor.ERROR:
      return add(root, Name.stack, Attribute.HIDDEN);
    case Flavor.PLAIN:
      return root;
  }
  const named = add(
    add(root, Name.length, Attribute.CONFIGURABLE),
    Name.name,
    Attribute.CONFIGURABLE,
  );
  if (flavor === Flavor.ARROW) return named;
  if (flavor === Flavor.CLASS) return add(named, Name.prototype, Attribute.NONE);
  if (flavor === Flavor.FUNCTION) return add(named, Name.prototype, Attribute.WRITABLE);
  const traced = add(add(named, Name.arguments, Attribute.NONE), Name.caller, Attribute.NONE);
  return add(traced, Name.prototype, Attribute.WRITABLE);
}

/** The shape with the same properties below another prototype, or 0: become a dictionary. */
export function rebase(vm: Realm, shape: Word, proto: Word): Word {
  const { words } = vm;
  const flags = flagsOf(words, shape);
  let result = rootShape(vm, proto, flags & Flag.FLAVOR, flags & Flag.CAPACITY);
  const chain = chainOf(vm, shape);
  const own = chain.slice(words[(result >>> 2) + At.SHAPE_PROPERTY_COUNT]!);
  for (const s of own) {
    const h = s >>> 2;
    result = transition(vm, result, words[h + At.SHAPE_KEY]!, words[h + At.SHAPE_INFO]! & 31);
    if (result === 0) return 0;
  }
  return result;
}
