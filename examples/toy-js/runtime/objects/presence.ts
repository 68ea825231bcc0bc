import { becomePrototype } from './allocate.ts';
import { writeElement } from '../arrays/elements.ts';
import { describeObject } from '../calls/errors.ts';
import { keyText } from '../strings/key-text.ts';
import { findOwn, Found, getProto } from './find.ts';
import { At } from '../values/layouts.ts';
import { Attribute, Flag, rebase } from './shapes.ts';
import { changed, removeProperty, toDictionary } from './storage.ts';
import type { Realm } from '../machine/machine.ts';
import { HOLE, NULL } from '../values/words.ts';
import type { Word } from '../values/words.ts';

/** True when the object itself has the property. Does not collect. */
export function hasOwn(vm: Realm, obj: Word, key: Word): boolean {
  return findOwn(vm, obj, key) !== Found.NOTHING;
}

/** True when the object or something it inherits from has the property. Does not collect. */
export function has(vm: Realm, obj: Word, key: Word): boolean {
  while (obj !== NULL) {
    if (findOwn(vm, obj, key) !== Found.NOTHING) return true;
    obj = getProto(vm, obj);
  }
  return false;
}

/**
 * Sets the prototype; false when it would make a circle or the object is not extensible. Does
 * not collect.
 */
export function setProto(vm: Realm, obj: Word, protoOrNull: Word): boolean {
  const { words, heap } = vm;
  const shape = words[(obj >>> 2) + At.SHAPE]!;
  const flags = words[(shape >>> 2) + At.SHAPE_FLAGS]!;
  if (words[(shape >>> 2) + At.SHAPE_PROTO] === protoOrNull) return true;
  if ((flags & Flag.NOT_EXTENSIBLE) !== 0) return false;
  for (let p = protoOrNull; p !== NULL; p = getProto(vm, p)) if (p === obj) return false;
  if (protoOrNull !== NULL) becomePrototype(vm, protoOrNull);
  const rebased = (flags & Flag.DICTIONARY) !== 0 ? 0 : rebase(vm, shape, protoOrNull);
  if (rebased !== 0) {
    heap.write(obj, At.SHAPE - 1, rebased);
  } else {
    const own = toDictionary(vm, obj);
    heap.write(own, At.SHAPE_PROTO - 1, protoOrNull);
    changed(vm, own);
  }
  return true;
}

/**
 * `delete obj[key]`: true unless the property has to stay, in which case `strict` throws the
 * guest's TypeError. Does not collect.
 */
export function deleteProperty(vm: Realm, obj: Word, key: Word, strict: boolean): boolean {
  const info = findOwn(vm, obj, key);
  if (info === Found.NOTHING) return true;
  if (info === Found.ELEMENT) {
    writeElement(vm, obj, key >> 1, HOLE);
    return true;
  }
  if (info !== Found.CHARACTER && (info & Attribute.CONFIGURABLE) !== 0) {
    removeProperty(vm, obj, key, info);
    return true;
  }
  if (strict) {
    const what = describeObject(vm, obj);
    vm.throwing.error('TypeError', `Cannot delete property '${keyText(vm, key)}' of ${what}`);
  }
  return false;
}
