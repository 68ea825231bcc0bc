import { arrayPush, newArray, writeElement } from '../arrays/arrays.ts';
import { elementAt, elementCapacity } from '../arrays/elements.ts';
import { getProto } from './find.ts';
import { hasOwn } from './presence.ts';
import { indexOfKey, internWord, keyOfIndex } from '../strings/intern.ts';
import { At, isSymbol, isString, Kind } from '../values/layouts.ts';
import { asciiWord } from '../strings/host.ts';
import { Attribute, Flag } from './shapes.ts';
import { forEachProperty } from './storage.ts';
import { lengthOfString } from '../strings/strings.ts';
import type { Machine, Realm } from '../machine/machine.ts';
import { HOLE, NULL } from '../values/words.ts';
import type { Word } from '../values/words.ts';

/** Which own keys are asked for; bits to combine. */
export const enum Keys {
  STRINGS = 1,
  SYMBOLS = 2,
  /** Only enumerable ones. */
  ENUMERABLE = 4,
}

/** Bytes that one index costs when it is spelled out. */
const BYTES_PER_INDEX = 24;

/** Own array indexes, ascending, as host numbers. Charges each. Does not collect. */
export function ownIndexes(vm: Realm, obj: Word, enumerableOnly = false): number[] {
  const { words } = vm;
  const h = obj >>> 2;
  const indexes: number[] = [];
  if (((words[h]! >>> 10) & 0xfff) === Kind.Boxed) {
    const value = words[h + At.BOXED_VALUE]!;
    const length = isString(words, value) ? lengthOfString(vm, value) : 0;
    vm.fuel.charge(length);
    for (let i = 0; i < length; i++) indexes.push(i);
  }
  const capacity = elementCapacity(words, obj);
  vm.fuel.charge(capacity);
  for (let i = 0; i < capacity; i++) {
    if (elementAt(words, obj, i) !== HOLE) indexes.push(i);
  }
  const flags = words[(words[h + At.SHAPE]! >>> 2) + At.SHAPE_FLAGS]!;
  if ((flags & Flag.DICTIONARY) === 0) return indexes;
  const dense = indexes.length;
  forEachProperty(vm, obj, (key, info) => {
    const index = indexOfKey(vm, key);
    if (index >= 0 && isWanted(info, enumerableOnly)) indexes.push(index);
  });
  if (indexes.length > dense) indexes.sort((a, b) => a - b);
  return indexes;
}

function isWanted(info: number, enumerableOnly: boolean): boolean {
  return !enumerableOnly || (info & Attribute.ENUMERABLE) !== 0;
}

/** Own keys in the language's order, as an array of strings and symbols. May collect. */
export function ownKeys(vm: Realm, obj: Word, what: number): Word {
  const { words } = vm;
  const enumerableOnly = (what & Keys.ENUMERABLE) !== 0;
  const indexes = (what & Keys.STRINGS) === 0 ? [] : ownIndexes(vm, obj, enumerableOnly);
  let named = 0;
  forEachProperty(vm, obj, () => named++);
  const at = vm.stack.push(obj);
  if (indexes.length > 100) vm.pressure.room(indexes.length * BYTES_PER_INDEX);
  const array = newArray(vm, indexes.length + named);
  vm.stack.sp = at;
  obj = words[at]!;

  let count = 0;
  const put = (word: Word): void => writeElement(vm, array, count++, word);
  for (const index of indexes) {
    const key = keyOfIndex(vm, index);
    put((key & 1) === 0 ? indexText(vm, index) : key);
  }
  for (const symbols of [false, true]) {
    if ((what & (symbols ? Keys.SYMBOLS : Keys.STRINGS)) === 0) continue;
    forEachProperty(vm, obj, (key, info) => {
      if ((key & 1) === 0 || isSymbol(words, key) !== symbols) return;
      if (isWanted(info, enumerableOnly) && indexOfKey(vm, key) < 0) put(key);
    });
  }
  words[(array >>> 2) + At.ARRAY_LENGTH] = count;
  return array;
}

function indexText(vm: Realm, index: number): Word {
  return asciiWord(vm, String(index));
}

/** True when an object has an enumerable own string key. */
function hasEnumerable(vm: Realm, obj: Word): boolean {
  if (ownIndexes(vm, obj, true).length > 0) return true;
  let found = false;
  forEachProperty(vm, obj, (key, info) => {
    if ((info & Attribute.ENUMERABLE) !== 0 && !isSymbol(vm.words, key)) found = true;
  });
  return found;
}

/**
 * The strings that `for (k in obj)` visits: enumerable, own ones first, then inherited ones
 * that nothing nearer shadows. May collect.
 */
export function forInKeys(vm: Machine, obj: Word): Word {
  const { words } = vm;
  let proto = getProto(vm, obj);
  while (proto !== NULL && !hasEnumerable(vm, proto)) proto = getProto(vm, proto);
  const what = Keys.STRINGS | Keys.ENUMERABLE;
  if (proto === NULL) return ownKeys(vm, obj, what);

  const base = vm.stack.push(obj);
  const list = vm.stack.push(ownKeys(vm, obj, what));
  const holder = vm.stack.push(getProto(vm, words[base]!));
  for (; words[holder] !== NULL; words[holder] = getProto(vm, words[holder]!)) {
    const own = vm.stack.push(ownKeys(vm, words[holder]!, what));
    const count = words[(words[own]! >>> 2) + At.ARRAY_LENGTH]!;
    for (let i = 0; i < count; i++) {
      const text = elementAt(words, words[own]!, i);
      const key = internWord(vm, text);
      let nearer = words[base]!;
      while (nearer !== words[holder] && !hasOwn(vm, nearer, key)) nearer = getProto(vm, nearer);
      if (nearer === words[holder]) arrayPush(vm, words[list]!, elementAt(words, words[own]!, i));
    }
    vm.stack.sp = own;
  }
  vm.stack.sp = base;
  return words[list]!;
}
