import { At, Kind } from '../values/layouts.ts';
import { lookup, Attribute, Flag } from '../objects/shapes.ts';
import { addProperty, changed } from '../objects/storage.ts';
import { Name } from '../values/intrinsics.ts';
import { QUIET_BYTES } from '../machine/limits.ts';
import type { Memory, Realm } from '../machine/machine.ts';
import { HOLE } from '../values/words.ts';
import type { Word } from '../values/words.ts';

/** A gap this long past the end of the elements is filled with holes rather than made sparse. */
const MAX_GAP = 1024;
/** Elements below the length of an array that is no longer than this are never sparse. */
const MAX_DENSE_LENGTH = 1 << 22;
const SHORT_FILL = 32;

/** Elements that the object has storage for. */
export function elementCapacity(words: Int32Array, obj: Word): number {
  return words[(words[(obj >>> 2) + At.ELEMENTS]! >>> 2) + At.CAPACITY]! >> 1;
}

/** Absolute index of element 0's word. */
export function elementStart(words: Int32Array, obj: Word): number {
  return (words[(obj >>> 2) + At.ELEMENTS]! >>> 2) + At.FIRST_ELEMENT;
}

/** The element stored in `elements`, or HOLE. */
export function elementAt(words: Int32Array, obj: Word, index: number): Word {
  const e = words[(obj >>> 2) + At.ELEMENTS]! >>> 2;
  return index < words[e + At.CAPACITY]! >> 1 ? words[e + At.FIRST_ELEMENT + index]! : HOLE;
}

/** Stores over element `index`, which must be below the capacity. */
export function writeElement(vm: Memory, obj: Word, index: number, value: Word): void {
  vm.heap.write(vm.words[(obj >>> 2) + At.ELEMENTS]!, index + 1, value);
}

export function fillHoles(words: Int32Array, from: number, to: number): void {
  if (to - from > SHORT_FILL) words.fill(HOLE, from, to);
  else for (let i = from; i < to; i++) words[i] = HOLE;
}

/** A `Slots` of absent elements; `capacity` is rounded up to an even number. Does not collect. */
export function newElements(vm: Memory, capacity: number): Word {
  const even = (capacity + 1) & ~1;
  const elements = vm.heap.allocateRaw(Kind.Slots, even + 1);
  const e = elements >>> 2;
  vm.words[e + At.CAPACITY] = even << 1;
  fillHoles(vm.words, e + At.FIRST_ELEMENT, e + At.FIRST_ELEMENT + even);
  return elements;
}

/**
 * Makes storage for at least `needed` elements. May collect when that is much; returns the
 * object, which may have moved.
 */
export function growElements(vm: Realm, obj: Word, needed: number, exact = false): Word {
  const { words, heap } = vm;
  const old = elementCapacity(words, obj);
  if (needed <= old) return obj;
  const capacity = exact ? needed : Math.max(needed, old + (old >> 1) + 4);
  if (capacity * 4 > QUIET_BYTES) {
    vm.stack.push(obj);
    vm.pressure.room(capacity * 4 + 32);
    obj = vm.stack.pop();
  }
  const fresh = newElements(vm, capacity);
  // Into an object that nothing has seen yet, words may be copied as they are.
  const from = elementStart(words, obj);
  const to = (fresh >>> 2) + At.FIRST_ELEMENT;
  if (old > SHORT_FILL) words.copyWithin(to, from, from + old);
  else for (let i = 0; i < old; i++) words[to + i] = words[from + i]!;
  heap.write(obj, At.ELEMENTS - 1, fresh);
  return obj;
}

/** True when index `index` of this object belongs into `elements`. */
function isDenseIndex(words: Int32Array, obj: Word, index: number): boolean {
  const capacity = elementCapacity(words, obj);
  if (index < capacity * 2 + MAX_GAP) return true;
  const h = obj >>> 2;
  if (((words[h]! >>> 10) & 0xfff) !== Kind.Array) return false;
  const length = words[h + At.ARRAY_LENGTH]! >>> 0;
  return index < length && length <= MAX_DENSE_LENGTH;
}

/**
 * Adds element `index` (an int word's worth), which is not there, to an extensible object. An
 * array's length is the caller's business. May collect; roots what it was given.
 */
export function addElement(vm: Realm, obj: Word, index: number, value: Word): void {
  const { words } = vm;
  if (index >= elementCapacity(words, obj)) {
    if (!isDenseIndex(words, obj, index)) {
      addProperty(vm, obj, index << 1, value, Attribute.DEFAULT, true);
      return;
    }
    vm.stack.push(value);
    obj = growElements(vm, obj, index + 1);
    value = vm.stack.pop();
  }
  writeElement(vm, obj, index, value);
  const shape = words[(obj >>> 2) + At.SHAPE]!;
  if ((words[(shape >>> 2) + At.SHAPE_FLAGS]! & Flag.WATCHED) !== 0) {
    vm.indexedPrototypes = true;
    changed(vm, shape);
  }
}

/** True when an array's `length` may change. */
export function lengthIsWritable(vm: Realm, array: Word): boolean {
  const { words } = vm;
  const shape = words[(array >>> 2) + At.SHAPE]!;
  if ((words[(shape >>> 2) + At.SHAPE_FLAGS]! & Flag.DICTIONARY) === 0) return true;
  return (lookup(vm, shape, vm.name(Name.length)) & Attribute.WRITABLE) !== 0;
}
