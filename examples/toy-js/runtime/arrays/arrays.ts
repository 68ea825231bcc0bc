import { arrayLength, setArrayLength } from './length.ts';
import { newKindOfShape } from '../objects/allocate.ts';
import { elementCapacity, fillHoles, growElements, newElements, writeElement } from './elements.ts';
import { set } from '../objects/set.ts';
import { keyOfIndex } from '../strings/intern.ts';
import { Intrinsic } from '../values/intrinsics.ts';
import { At, Kind } from '../values/layouts.ts';
import { Flag } from '../objects/shapes.ts';
import { QUIET_BYTES } from '../machine/limits.ts';
import type { Machine, Memory, Realm } from '../machine/machine.ts';
import type { Word } from '../values/words.ts';

export { arrayLength, setArrayLength };
export { writeElement } from './elements.ts';

/** Longest array that `new Array(n)` makes storage for at once. */
const MAX_PREALLOCATED = 1 << 16;

/** An empty array with room for `capacity` elements. May collect when that is much. */
export function newArray(vm: Realm, capacity: number): Word {
  if (capacity * 4 > QUIET_BYTES) vm.pressure.room(capacity * 4 + 64);
  const elements = capacity === 0 ? 0 : newElements(vm, capacity);
  const array = newKindOfShape(vm, Kind.Array, vm.intrinsic(Intrinsic.ShapeOfArray));
  vm.heap.write(array, At.ELEMENTS - 1, elements);
  return array;
}

/** `new Array(length)`: all absent, and cheap however long. May collect. */
export function newArrayOfLength(vm: Realm, length: number): Word {
  const array = newArray(vm, length <= MAX_PREALLOCATED ? length : 0);
  vm.words[(array >>> 2) + At.ARRAY_LENGTH] = length;
  return array;
}

/** An array of `count` words from the stack at `start`. May collect when they are many. */
export function arrayFrom(vm: Realm, start: number, count: number): Word {
  const array = newArray(vm, count);
  const { words } = vm;
  const to = (words[(array >>> 2) + At.ELEMENTS]! >>> 2) + At.FIRST_ELEMENT;
  for (let i = 0; i < count; i++) words[to + i] = words[start + i]!;
  words[(array >>> 2) + At.ARRAY_LENGTH] = count;
  return array;
}

/**
 * True for an array that has its elements in `elements` and nowhere else, may be changed, and
 * whose absent elements are undefined: its storage can be worked on directly.
 */
export function isDense(vm: Realm, array: Word): boolean {
  const { words } = vm;
  const h = array >>> 2;
  if (((words[h]! >>> 10) & 0xfff) !== Kind.Array || vm.indexedPrototypes) return false;
  const flags = words[(words[h + At.SHAPE]! >>> 2) + At.SHAPE_FLAGS]!;
  const bad = flags & (Flag.DICTIONARY | Flag.NOT_EXTENSIBLE);
  return bad === 0 && words[h + At.ARRAY_LENGTH]! >>> 0 <= elementCapacity(words, array);
}

/** Appends to an array. Throws the guest's TypeError if that is refused. May collect. */
export function arrayPush(vm: Machine, array: Word, word: Word): void {
  const { words } = vm;
  const length = arrayLength(vm, array);
  if (!isDense(vm, array)) return set(vm, array, keyOfIndex(vm, length), word, true);
  if (length === elementCapacity(words, array)) {
    vm.stack.push(word);
    array = growElements(vm, array, length + 1);
    word = vm.stack.pop();
  }
  writeElement(vm, array, length, word);
  words[(array >>> 2) + At.ARRAY_LENGTH] = length + 1;
}

/** Removes and returns the last element of a dense, non-empty array; may be HOLE. */
export function arrayPopDense(vm: Memory, array: Word): Word {
  const { words } = vm;
  const last = arrayLength(vm, array) - 1;
  const at = (words[(array >>> 2) + At.ELEMENTS]! >>> 2) + At.FIRST_ELEMENT + last;
  const word = words[at]!;
  fillHoles(words, at, at + 1);
  words[(array >>> 2) + At.ARRAY_LENGTH] = last;
  return word;
}

/**
 * The unmapped `arguments` object of the frame at `fp`: its first `count` words. May collect
 * when they are many.
 */
export function newArguments(vm: Realm, fp: number, count: number): Word {
  const { words, heap } = vm;
  if (count * 4 > QUIET_BYTES) vm.pressure.room(count * 4 + 64);
  const elements = count === 0 ? 0 : newElements(vm, count);
  const to = (elements >>> 2) + At.FIRST_ELEMENT;
  for (let i = 0; i < count; i++) words[to + i] = words[fp + i]!;
  const callee = words[fp - 2]!;
  const { isStrict } = vm.codes[words[(callee >>> 2) + At.FUNCTION_CODE]!]!;
  const shape = isStrict ? Intrinsic.ShapeOfStrictArguments : Intrinsic.ShapeOfArguments;
  const obj = newKindOfShape(vm, Kind.Arguments, vm.intrinsic(shape));
  heap.write(obj, At.ELEMENTS - 1, elements);
  // The properties of that shape: length, callee, Symbol.iterator.
  const overflow = heap.allocateRaw(Kind.Slots, At.FIRST_OVERFLOW + 2);
  const first = At.FIRST_OVERFLOW - 1;
  words[(overflow >>> 2) + At.CAPACITY] = 3 << 1;
  heap.write(overflow, first, count << 1);
  heap.write(overflow, first + 1, isStrict ? vm.intrinsic(Intrinsic.Poison) : callee);
  heap.write(overflow, first + 2, vm.intrinsic(Intrinsic.ArrayValues));
  heap.write(obj, At.OVERFLOW - 1, overflow);
  return obj;
}
