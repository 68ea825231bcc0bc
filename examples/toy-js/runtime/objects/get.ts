import { elementAt } from '../arrays/elements.ts';
import { describeCallee } from '../calls/errors.ts';
import { findOwn, Found, getProto, prototypeOfPrimitive } from './find.ts';
import { internalValue } from './internal.ts';
import { Name } from '../values/intrinsics.ts';
import { At, isCallable, isObject, isString } from '../values/layouts.ts';
import { Attribute } from './shapes.ts';
import { slotIndex } from './storage.ts';
import { codeUnitAt, lengthOfString } from '../strings/strings.ts';
import type { Machine } from '../machine/machine.ts';
import { charWord, intWord, isInt, NULL, UNDEFINED } from '../values/words.ts';
import type { Word } from '../values/words.ts';

/** `target[key]`, for a key word. May collect. */
export function get(vm: Machine, target: Word, key: Word, receiver = target): Word {
  const { words } = vm;
  let obj = target;
  if (!isObject(words, target)) {
    if (isString(words, target)) {
      if (key === vm.name(Name.length)) return intWord(lengthOfString(vm, target));
      if (isInt(key) && key >> 1 < lengthOfString(vm, target)) {
        return charWord(codeUnitAt(vm, target, key >> 1));
      }
    }
    obj = prototypeOfPrimitive(vm, target, key);
  }
  while (obj !== NULL) {
    const info = findOwn(vm, obj, key);
    if (info !== Found.NOTHING) return valueOf(vm, obj, key, info, receiver);
    obj = getProto(vm, obj);
  }
  return UNDEFINED;
}

function valueOf(vm: Machine, obj: Word, key: Word, info: number, receiver: Word): Word {
  const { words } = vm;
  if (info === Found.ELEMENT) return elementAt(words, obj, key >> 1);
  if (info === Found.CHARACTER) {
    return charWord(codeUnitAt(vm, words[(obj >>> 2) + At.BOXED_VALUE]!, key >> 1));
  }
  if ((info & Attribute.INTERNAL) !== 0) return internalValue(vm, obj, key);
  const stored = words[slotIndex(words, obj, info)]!;
  if ((info & Attribute.ACCESSOR) === 0) return stored;
  const getter = words[(stored >>> 2) + At.GETTER]!;
  if (getter === UNDEFINED) return UNDEFINED;
  return vm.calls.invoke(vm.calls.openFrame(getter, receiver, UNDEFINED, 0), 0);
}

/**
 * A method to call: UNDEFINED when absent or null, the guest's TypeError when not callable. May
 * collect.
 */
export function getMethod(vm: Machine, target: Word, key: Word): Word {
  const method = get(vm, target, key);
  if (method === UNDEFINED || method === NULL) return UNDEFINED;
  if (!isCallable(vm.words, method)) {
    vm.throwing.error('TypeError', `${describeCallee(vm, method)} is not a function`);
  }
  return method;
}
