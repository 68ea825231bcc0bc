import { newArray } from '../../runtime/arrays/arrays.ts';
import { toKey, toObject } from '../../runtime/operations/convert.ts';
import { describeCallee } from '../../runtime/calls/errors.ts';
import { Intrinsic } from '../../runtime/values/intrinsics.ts';
import { iterate } from '../../runtime/operations/iterate.ts';
import { isObject } from '../../runtime/values/layouts.ts';
import {
  get,
  getProto,
  hasOwn,
  newObject,
  newObjectWithProto,
  set,
} from '../../runtime/objects/objects.ts';

import { defineData, getOwn, Keys, ownKeys } from '../../runtime/objects/properties.ts';
import { Attribute } from '../../runtime/objects/shapes.ts';
import { sameValue } from '../../runtime/operations/operators.ts';
import type { Machine, Realm } from '../../runtime/machine/machine.ts';
import { arg } from '../../runtime/machine/machine.ts';
import { boolWord, intWord, isNullish, NULL, UNDEFINED } from '../../runtime/values/words.ts';
import type { Word } from '../../runtime/values/words.ts';
import { itemAt, lengthAt } from '../array/access.ts';
import { append } from '../array/results.ts';
import { reserve } from '../arguments.ts';
import { prototypeFor } from '../instances.ts';
import { changeProto } from './change-proto.ts';
import { DESCRIPTOR_METHODS, defineAll, descriptorOf } from './descriptors.ts';
import { INTEGRITY_METHODS } from './integrity.ts';
import { OBJECT_PROTOTYPE_GETTERS, OBJECT_PROTOTYPE_METHODS } from './prototype.ts';
import { defineConstructor, defineGetters, defineMethods } from '../table.ts';
import type { Method, Native } from '../table.ts';

const ENUMERABLE_STRINGS = Keys.STRINGS | Keys.ENUMERABLE;

/** The first argument as an object, kept at fp, with `slots` rooted words. May collect. */
function target(vm: Realm, fp: number, argc: number, slots: number): void {
  reserve(vm, fp, argc, slots);
  vm.words[fp] = toObject(vm, vm.words[fp]!);
}

function construct(vm: Machine, fp: number, argc: number): Word {
  const { words } = vm;
  reserve(vm, fp, argc, 1);
  const newTarget = words[fp - 5]!;
  if (newTarget !== UNDEFINED && newTarget !== words[fp - 2]) {
    return newObjectWithProto(vm, prototypeFor(vm, fp, Intrinsic.ObjectPrototype));
  }
  return isNullish(words[fp]!) ? newObject(vm) : toObject(vm, words[fp]!);
}

/** The three listings; slots: fp the object, fp + 1 its keys, fp + 2 the result, fp + 3 a pair. */
function listing(wantsKeys: boolean, wantsValues: boolean): Native {
  return (vm, fp, argc) => {
    const { words } = vm;
    target(vm, fp, argc, 4);
    words[fp + 1] = ownKeys(vm, words[fp]!, ENUMERABLE_STRINGS);
    if (!wantsValues) return words[fp + 1]!;
    const count = lengthAt(vm, fp + 1);
    words[fp + 2] = newArray(vm, count);
    for (let i = 0; i < count; i++) {
      const key = toKey(vm, itemAt(vm, fp + 1, i));
      if (!isEnumerable(vm, words[fp]!, key)) continue;
      const value = get(vm, words[fp]!, key);
      if (wantsKeys) {
        words[fp + 3] = value;
        words[fp + 3] = pairOf(vm, itemAt(vm, fp + 1, i), fp + 3);
        append(vm, fp + 2, words[fp + 3]!);
      } else append(vm, fp + 2, value);
    }
    return words[fp + 2]!;
  };
}

/** `[first, words[second]]`. Does not collect. */
function pairOf(vm: Machine, first: Word, second: number): Word {
  const slot = vm.stack.push(newArray(vm, 2));
  append(vm, slot, first);
  append(vm, slot, vm.words[second]!);
  return vm.stack.pop();
}

function isEnumerable(vm: Realm, obj: Word, key: Word): boolean {
  const own = getOwn(vm, obj, key);
  return own !== undefined && (own.attributes & Attribute.ENUMERABLE) !== 0;
}

/** assign: the sources stay in place; keys and the source as an object are pushed above. */
function assign(vm: Machine, fp: number, argc: number): Word {
  const { words } = vm;
  target(vm, fp, argc, 1);
  const list = vm.stack.push(UNDEFINED);
  for (let source = fp + 1; source < fp + argc; source++) {
    if (isNullish(words[source]!)) continue;
    words[source] = toObject(vm, words[source]!);
    words[list] = ownKeys(vm, words[source]!, ENUMERABLE_STRINGS | Keys.SYMBOLS);
    const count = lengthAt(vm, list);
    for (let i = 0; i < count; i++) {
      const key = toKey(vm, itemAt(vm, list, i));
      if (!isEnumerable(vm, words[source]!, key)) continue;
      const value = get(vm, words[source]!, key);
      // The list still holds the key's string, but it may be elsewhere by now.
      set(vm, words[fp]!, toKey(vm, itemAt(vm, list, i)), value, true);
    }
  }
  return words[fp]!;
}

function create(vm: Machine, fp: number, argc: number): Word {
  const { words } = vm;
  reserve(vm, fp, argc, 3);
  if (words[fp] !== NULL && !isObject(words, words[fp]!)) {
    const what = describeCallee(vm, words[fp]!).replace(/^"|"$/g, '');
    vm.throwing.error('TypeError', `Object prototype may only be an Object or null: ${what}`);
  }
  words[fp + 2] = newObjectWithProto(vm, words[fp]!);
  if (words[fp + 1] !== UNDEFINED) {
    words[fp + 1] = toObject(vm, words[fp + 1]!);
    defineAll(vm, fp + 2, fp + 1);
  }
  return words[fp + 2]!;
}

function getPrototypeOf(vm: Realm, fp: number, argc: number): Word {
  target(vm, fp, argc, 1);
  return getProto(vm, vm.words[fp]!);
}

function setPrototypeOf(vm: Realm, fp: number, argc: number): Word {
  const { words } = vm;
  reserve(vm, fp, argc, 2);
  if (isNullish(words[fp]!)) {
    vm.throwing.error('TypeError', 'Object.setPrototypeOf called on null or undefined');
  }
  if (words[fp + 1] !== NULL && !isObject(words, words[fp + 1]!)) {
    const what = describeCallee(vm, words[fp + 1]!).replace(/^"|"$/g, '');
    vm.throwing.error('TypeError', `Object prototype may only be an Object or null: ${what}`);
  }
  if (isObject(words, words[fp]!)) changeProto(vm, words[fp]!, words[fp + 1]!);
  return words[fp]!;
}

function getOwnPropertyDescriptor(vm: Machine, fp: number, argc: number): Word {
  target(vm, fp, argc, 2);
  return descriptorOf(vm, fp, toKey(vm, vm.words[fp + 1]!));
}

/** Slots: fp the object, fp + 1 its keys, fp + 2 the result. */
function getOwnPropertyDescriptors(vm: Machine, fp: number, argc: number): Word {
  const { words } = vm;
  target(vm, fp, argc, 4);
  words[fp + 1] = ownKeys(vm, words[fp]!, Keys.STRINGS | Keys.SYMBOLS);
  words[fp + 2] = newObject(vm);
  const count = lengthAt(vm, fp + 1);
  for (let i = 0; i < count; i++) {
    const key = toKey(vm, itemAt(vm, fp + 1, i));
    words[fp + 3] = descriptorOf(vm, fp, key);
    defineData(vm, words[fp + 2]!, key, words[fp + 3]!, Attribute.DEFAULT);
  }
  return words[fp + 2]!;
}

function keyLister(what: Keys): Native {
  return (vm, fp, argc) => {
    target(vm, fp, argc, 1);
    return ownKeys(vm, vm.words[fp]!, what);
  };
}

function is(vm: Realm, fp: number, argc: number): Word {
  return boolWord(sameValue(vm, arg(vm, fp, argc, 0), arg(vm, fp, argc, 1)));
}

function hasOwnMethod(vm: Machine, fp: number, argc: number): Word {
  target(vm, fp, argc, 2);
  const key = toKey(vm, vm.words[fp + 1]!);
  return boolWord(hasOwn(vm, vm.words[fp]!, key));
}

/** fromEntries: fp the iterable, then result, entry and key. */
function fromEntries(vm: Machine, fp: number, argc: number): Word {
  const { words } = vm;
  reserve(vm, fp, argc, 4);
  words[fp + 1] = newObject(vm);
  iterate(vm, words[fp]!, (entry) => {
    if (!isObject(words, entry)) {
      const what = describeCallee(vm, entry);
      vm.throwing.error('TypeError', `Iterator value ${what} is not an entry object`);
    }
    words[fp + 2] = entry;
    words[fp + 3] = get(vm, entry, intWord(0));
    const value = vm.stack.push(get(vm, words[fp + 2]!, intWord(1)));
    const key = toKey(vm, words[fp + 3]!);
    defineData(vm, words[fp + 1]!, key, words[value]!, Attribute.DEFAULT);
    vm.stack.sp = value;
    return true;
  });
  return words[fp + 1]!;
}

const STATICS: readonly Method[] = [
  ['keys', 1, listing(true, false)],
  ['values', 1, listing(false, true)],
  ['entries', 1, listing(true, true)],
  ['assign', 2, assign],
  ['create', 2, create],
  ['getPrototypeOf', 1, getPrototypeOf],
  ['setPrototypeOf', 2, setPrototypeOf],
  ['getOwnPropertyDescriptor', 2, getOwnPropertyDescriptor],
  ['getOwnPropertyDescriptors', 1, getOwnPropertyDescriptors],
  ['getOwnPropertyNames', 1, keyLister(Keys.STRINGS)],
  ['getOwnPropertySymbols', 1, keyLister(Keys.SYMBOLS)],
  ['is', 2, is],
  ['hasOwn', 2, hasOwnMethod],
  ['fromEntries', 1, fromEntries],
];

export function installObject(vm: Realm): void {
  const prototype = vm.intrinsic(Intrinsic.ObjectPrototype);
  const c = defineConstructor(vm, 'Object', 1, construct, prototype);
  defineMethods(vm, c, STATICS);
  defineMethods(vm, c, DESCRIPTOR_METHODS);
  defineMethods(vm, c, INTEGRITY_METHODS);
  defineMethods(vm, prototype, OBJECT_PROTOTYPE_METHODS);
  defineGetters(vm, prototype, OBJECT_PROTOTYPE_GETTERS);
}
