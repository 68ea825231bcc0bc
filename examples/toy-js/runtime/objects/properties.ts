import { elementAt, lengthIsWritable, writeElement } from '../arrays/elements.ts';
import { keyText } from '../strings/key-text.ts';
import { findOwn, Found } from './find.ts';
import { internalValue } from './internal.ts';
import { internalSet } from './internal-set.ts';
import { At, Kind } from '../values/layouts.ts';
import { sameValue } from '../operations/operators.ts';
import { addOwn } from './set.ts';
import { Attribute } from './shapes.ts';
import { addProperty, redefine, slotIndex, writeSlot } from './storage.ts';
import { codeUnitAt } from '../strings/strings.ts';
import type { Machine, Memory, Realm } from '../machine/machine.ts';
import { charWord, HOLE, UNDEFINED } from '../values/words.ts';
import type { Word } from '../values/words.ts';

export { forInKeys, Keys, ownKeys } from './keys.ts';

/** An own property as it stands. Raw words: good until something may collect. */
export interface OwnProperty {
  /** UNDEFINED for an accessor. */
  readonly value: Word;
  /** UNDEFINED unless an accessor has one. */
  readonly getter: Word;
  readonly setter: Word;
  /** WRITABLE, ENUMERABLE, CONFIGURABLE. */
  readonly attributes: number;
  readonly isAccessor: boolean;
}

/** What `Object.defineProperty` is told; what is absent stays as it is. */
export interface PropertyDescription {
  readonly value?: Word;
  readonly getter?: Word;
  readonly setter?: Word;
  readonly writable?: boolean;
  readonly enumerable?: boolean;
  readonly configurable?: boolean;
}

/** The own property, or undefined. Does not collect. */
export function getOwn(vm: Realm, obj: Word, key: Word): OwnProperty | undefined {
  const { words } = vm;
  const info = findOwn(vm, obj, key);
  if (info === Found.NOTHING) return undefined;
  if (info === Found.ELEMENT) return data(elementAt(words, obj, key >> 1), Attribute.DEFAULT);
  if (info === Found.CHARACTER) {
    const text = words[(obj >>> 2) + At.BOXED_VALUE]!;
    return data(charWord(codeUnitAt(vm, text, key >> 1)), Attribute.ENUMERABLE);
  }
  const attributes = info & Attribute.DEFAULT;
  if ((info & Attribute.INTERNAL) !== 0) return data(internalValue(vm, obj, key), attributes);
  const stored = words[slotIndex(words, obj, info)]!;
  if ((info & Attribute.ACCESSOR) === 0) return data(stored, attributes);
  const h = stored >>> 2;
  return {
    value: UNDEFINED,
    getter: words[h + At.GETTER]!,
    setter: words[h + At.SETTER]!,
    attributes,
    isAccessor: true,
  };
}

function data(value: Word, attributes: number): OwnProperty {
  return { value, getter: UNDEFINED, setter: UNDEFINED, attributes, isAccessor: false };
}

/**
 * Makes an own data property, whatever was there: the definition of literals, class members
 * and builtins. Throws the guest's TypeError if the object is not extensible. May collect.
 */
export function defineData(
  vm: Realm,
  obj: Word,
  key: Word,
  value: Word,
  attributes: number = Attribute.DEFAULT,
): void {
  const info = findOwn(vm, obj, key);
  if (info === Found.ELEMENT && attributes === Attribute.DEFAULT) {
    writeElement(vm, obj, key >> 1, value);
  } else if (info >= 0 && (info & 31) === attributes) {
    writeSlot(vm, obj, info, value);
  } else {
    replace(vm, obj, key, info, attributes, value);
  }
}

/**
 * Makes an own accessor; UNDEFINED for a half that there is none of, or that an accessor
 * already there keeps. Throws the guest's TypeError if the object is not extensible. May collect.
 */
export function defineAccessor(
  vm: Realm,
  obj: Word,
  key: Word,
  getter: Word,
  setter: Word,
  attributes: number,
): void {
  const { words } = vm;
  const info = findOwn(vm, obj, key);
  if (info >= 0 && (info & Attribute.ACCESSOR) !== 0) {
    const old = words[slotIndex(words, obj, info)]! >>> 2;
    if (getter === UNDEFINED) getter = words[old + At.GETTER]!;
    if (setter === UNDEFINED) setter = words[old + At.SETTER]!;
  }
  const how = (attributes & ~Attribute.WRITABLE) | Attribute.ACCESSOR;
  replace(vm, obj, key, info, how, newAccessor(vm, getter, setter));
}

function newAccessor(vm: Memory, getter: Word, setter: Word): Word {
  const accessor = vm.heap.allocateRaw(Kind.Accessor, 3);
  vm.heap.write(accessor, At.GETTER - 1, getter);
  vm.heap.write(accessor, At.SETTER - 1, setter);
  return accessor;
}

/** Puts a property with these attributes in place of what `info` found. May collect. */
function replace(
  vm: Realm,
  obj: Word,
  key: Word,
  info: number,
  attributes: number,
  stored: Word,
): void {
  if (info === Found.NOTHING) {
    if (addOwn(vm, obj, key, stored, attributes, false)) return;
    const text = keyText(vm, key);
    vm.throwing.error('TypeError', `Cannot define property ${text}, object is not extensible`);
  } else if (info === Found.ELEMENT) {
    writeElement(vm, obj, key >> 1, HOLE);
    addProperty(vm, obj, key, stored, attributes, true);
  } else {
    redefine(vm, obj, key, attributes, stored);
  }
}

/**
 * ValidateAndApplyPropertyDescriptor: false when the object refuses. `description`'s words are
 * rooted by the caller. May collect.
 */
export function defineProperty(
  vm: Machine,
  obj: Word,
  key: Word,
  description: PropertyDescription,
): boolean {
  const info = findOwn(vm, obj, key);
  const d = description;
  const toAccessor = d.getter !== undefined || d.setter !== undefined;
  if (info === Found.NOTHING) {
    const attributes = attributesOf(d, Attribute.NONE);
    if (!toAccessor) return addOwn(vm, obj, key, d.value ?? UNDEFINED, attributes, false);
    const accessor = newAccessor(vm, d.getter ?? UNDEFINED, d.setter ?? UNDEFINED);
    const how = (attributes & ~Attribute.WRITABLE) | Attribute.ACCESSOR;
    return addOwn(vm, obj, key, accessor, how, false);
  }
  const current = getOwn(vm, obj, key)!;
  if ((current.attributes & Attribute.CONFIGURABLE) === 0) {
    if (!permitted(vm, current, d)) return false;
    // What is neither configurable nor writable is already what it is asked to be.
    if ((current.attributes & Attribute.WRITABLE) === 0) return true;
  }
  let attributes = attributesOf(d, current.attributes);
  if (toAccessor) {
    const getter = d.getter ?? current.getter;
    const setter = d.setter ?? current.setter;
    const how = (attributes & ~Attribute.WRITABLE) | Attribute.ACCESSOR;
    replace(vm, obj, key, info, how, newAccessor(vm, getter, setter));
    return true;
  }
  const toData = d.value !== undefined || d.writable !== undefined;
  if (current.isAccessor && !toData) {
    if (info >= 0 && (info & 7) !== attributes) {
      const stored = vm.words[slotIndex(vm.words, obj, info)]!;
      redefine(vm, obj, key, attributes | Attribute.ACCESSOR, stored);
    }
    return true;
  }
  if (current.isAccessor && d.writable !== true) attributes &= ~Attribute.WRITABLE;
  if (info >= 0 && (info & Attribute.INTERNAL) !== 0) {
    return defineInternal(vm, obj, key, info, attributes, d.value);
  }
  const value = d.value ?? current.value;
  if (info >= 0 && (info & 31) === attributes) writeSlot(vm, obj, info, value);
  else if (info === Found.ELEMENT && attributes === Attribute.DEFAULT) {
    writeElement(vm, obj, key >> 1, value);
  } else replace(vm, obj, key, info, attributes, value);
  return true;
}

function attributesOf(d: PropertyDescription, attributes: number): number {
  const bit = (flag: boolean | undefined, mask: number): number =>
    flag === undefined ? attributes & mask : flag ? mask : 0;
  return (
    bit(d.writable, Attribute.WRITABLE) |
    bit(d.enumerable, Attribute.ENUMERABLE) |
    bit(d.configurable, Attribute.CONFIGURABLE)
  );
}

/** May a property that is not configurable be changed to this? */
function permitted(vm: Realm, current: OwnProperty, d: PropertyDescription): boolean {
  if (d.configurable === true) return false;
  const enumerable = (current.attributes & Attribute.ENUMERABLE) !== 0;
  if (d.enumerable !== undefined && d.enumerable !== enumerable) return false;
  const toAccessor = d.getter !== undefined || d.setter !== undefined;
  if (current.isAccessor) {
    if (d.value !== undefined || d.writable !== undefined) return false;
    if (d.getter !== undefined && d.getter !== current.getter) return false;
    return d.setter === undefined || d.setter === current.setter;
  }
  if (toAccessor) return false;
  if ((current.attributes & Attribute.WRITABLE) !== 0) return true;
  if (d.writable === true) return false;
  return d.value === undefined || sameValue(vm, d.value, current.value);
}

/** An array's `length` and a function's `prototype` stay internal; others become plain data. */
function defineInternal(
  vm: Machine,
  obj: Word,
  key: Word,
  info: number,
  attributes: number,
  value: Word | undefined,
): boolean {
  const stays = (info & Attribute.CONFIGURABLE) === 0;
  if (!stays) {
    redefine(vm, obj, key, attributes, value ?? internalValue(vm, obj, key));
    return true;
  }
  const at = vm.stack.push(obj);
  vm.stack.push(key);
  let done = true;
  const isLength = ((vm.words[obj >>> 2]! >>> 10) & 0xfff) === Kind.Array;
  const fixed = isLength && !lengthIsWritable(vm, obj);
  if (value !== undefined && !fixed) done = internalSet(vm, obj, key, value);
  key = vm.words[at + 1]!;
  obj = vm.words[at]!;
  vm.stack.sp = at;
  const now = findOwn(vm, obj, key);
  if ((now & Attribute.DEFAULT) !== attributes) {
    redefine(vm, obj, key, attributes | Attribute.INTERNAL, UNDEFINED);
  }
  return done;
}
