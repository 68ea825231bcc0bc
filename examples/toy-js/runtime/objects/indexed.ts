import { toKey } from '../operations/convert.ts';
import { elementAt, elementCapacity, writeElement } from '../arrays/elements.ts';
import { prototypeOfPrimitive } from './find.ts';
import { get } from './get.ts';
import { At, isObject, Kind } from '../values/layouts.ts';
import { set } from './set.ts';
import { Flag } from './shapes.ts';
import type { Machine, Realm } from '../machine/machine.ts';
import { charWord, HOLE, isInt, isNullish } from '../values/words.ts';
import type { Word } from '../values/words.ts';

/** `target[keyValue]`, for any value as the key. May collect. */
export function getIndexed(vm: Machine, target: Word, keyValue: Word): Word {
  const { words } = vm;
  if (isInt(keyValue)) {
    if (isObject(words, target)) {
      const element = elementAt(words, target, keyValue >>> 1);
      if (element !== HOLE) return element;
    }
    if (keyValue >= 0) return get(vm, target, keyValue);
  }
  if (isNullish(target)) prototypeOfPrimitive(vm, target, quietKey(vm, keyValue));
  vm.stack.push(target);
  const key = toKey(vm, keyValue);
  return get(vm, vm.stack.pop(), key);
}

/** The key for an error message, when finding the real one might run code. */
function quietKey(vm: Machine, keyValue: Word): Word {
  return isObject(vm.words, keyValue) ? charWord(63) : toKey(vm, keyValue);
}

/** `target[keyValue] = value`, for any value as the key. May collect. */
export function setIndexed(
  vm: Machine,
  target: Word,
  keyValue: Word,
  value: Word,
  strict: boolean,
): void {
  const { words } = vm;
  if (isInt(keyValue) && keyValue >= 0) {
    const index = keyValue >> 1;
    if (isObject(words, target) && setElement(vm, target, index, value)) return;
    return set(vm, target, keyValue, value, strict, true);
  }
  if (isNullish(target)) return set(vm, target, quietKey(vm, keyValue), value, strict);
  vm.stack.push(target);
  vm.stack.push(value);
  const key = toKey(vm, keyValue);
  value = vm.stack.pop();
  set(vm, vm.stack.pop(), key, value, strict, true);
}

/** The quick cases: a store over an element, and one just past the end of an array. */
function setElement(vm: Realm, obj: Word, index: number, value: Word): boolean {
  const { words } = vm;
  const h = obj >>> 2;
  if (index < elementCapacity(words, obj)) {
    if (elementAt(words, obj, index) !== HOLE) {
      writeElement(vm, obj, index, value);
      return true;
    }
  }
  if (((words[h]! >>> 10) & 0xfff) !== Kind.Array || vm.indexedPrototypes) return false;
  if (words[h + At.ARRAY_LENGTH] !== index) return false;
  const flags = words[(words[h + At.SHAPE]! >>> 2) + At.SHAPE_FLAGS]!;
  if ((flags & (Flag.DICTIONARY | Flag.NOT_EXTENSIBLE)) !== 0) return false;
  if (index >= elementCapacity(words, obj)) return false;
  writeElement(vm, obj, index, value);
  words[h + At.ARRAY_LENGTH] = index + 1;
  return true;
}
