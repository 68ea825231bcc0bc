import { arrayPush, newArray, setArrayLength } from '../../runtime/arrays/arrays.ts';
import { numberWord } from '../../runtime/operations/convert.ts';
import { elementCapacity, writeElement } from '../../runtime/arrays/elements.ts';
import { keyOfIndex } from '../../runtime/strings/intern.ts';
import { Intrinsic, Name } from '../../runtime/values/intrinsics.ts';
import { At, isCallable } from '../../runtime/values/layouts.ts';
import { defineData, get } from '../../runtime/objects/objects.ts';
import { Attribute } from '../../runtime/objects/shapes.ts';
import type { Machine, Realm } from '../../runtime/machine/machine.ts';
import { intWord, UNDEFINED } from '../../runtime/values/words.ts';
import type { Word } from '../../runtime/values/words.ts';
import { isArrayAt, setLengthAt } from './access.ts';

/** Longest array that gets all its elements before they are known to be wanted. */
const EAGER_LENGTH = 1 << 20;

/**
 * ArraySpeciesCreate: puts an empty array for the results of a method of `words[slot]` into
 * `words[out]`: of the receiver's own class if that extends Array. True if it is a plain
 * array. There is no Symbol.species; the constructor itself is the species. May collect.
 */
export function speciesArray(vm: Machine, slot: number, out: number, length: number): boolean {
  const { words } = vm;
  if (isArrayAt(vm, slot)) {
    const c = get(vm, words[slot]!, vm.name(Name.constructor));
    if (c !== vm.intrinsic(Intrinsic.ArrayConstructor) && isCallable(words, c)) {
      words[out] = vm.calls.construct(c, numberWord(vm, length));
      return false;
    }
  }
  words[out] = newArray(vm, 0);
  return true;
}

/** The same for a result of known length, whose elements come by `putResult`. */
export function newResult(vm: Machine, slot: number, out: number, length: number): boolean {
  if (length > 0xffffffff) vm.throwing.error('RangeError', 'Invalid array length');
  const plain = speciesArray(vm, slot, out, length);
  if (plain) plainResult(vm, out, length);
  return plain;
}

/** Puts a plain array of `length` absent elements into `words[out]`. May collect. */
export function plainResult(vm: Realm, out: number, length: number): void {
  if (length > 0xffffffff) vm.throwing.error('RangeError', 'Invalid array length');
  if (length > 256) vm.pressure.room(Math.min(length, EAGER_LENGTH) * 4);
  vm.words[out] = newArray(vm, length <= EAGER_LENGTH ? length : 0);
  setArrayLength(vm, vm.words[out]!, length);
}

/** CreateDataProperty at `index` of the result at `words[out]`; charged. May collect. */
export function putResult(
  vm: Machine,
  out: number,
  index: number,
  value: Word,
  plain: boolean,
): void {
  const { words } = vm;
  vm.fuel.charge(1);
  if (plain) {
    const length = words[(words[out]! >>> 2) + At.ARRAY_LENGTH]! >>> 0;
    if (index === length) return arrayPush(vm, words[out]!, value);
    if (index < length && index < elementCapacity(words, words[out]!)) {
      return writeElement(vm, words[out]!, index, value);
    }
  }
  const at = vm.stack.push(value);
  const key = keyOfIndex(vm, index);
  defineData(vm, words[out]!, key, words[at]!, Attribute.DEFAULT);
  vm.stack.sp = at;
}

/** Appends to the plain array at `words[out]`; charged. May collect. */
export function append(vm: Machine, out: number, value: Word): void {
  vm.fuel.charge(1);
  arrayPush(vm, vm.words[out]!, value);
}

/** Sets the result's length, where filling it has not. May collect. */
export function closeResult(vm: Machine, out: number, length: number): Word {
  setLengthAt(vm, out, length);
  return vm.words[out]!;
}

/** A two-element array of an index and the word at `words[slot]`. */
export function indexPair(vm: Machine, index: number, slot: number): Word {
  const pair = newArray(vm, 2);
  arrayPush(vm, pair, index <= 0x3fffffff ? intWord(index) : numberWord(vm, index));
  arrayPush(vm, pair, vm.words[slot] ?? UNDEFINED);
  return pair;
}
