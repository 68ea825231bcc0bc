import { addElement, lengthIsWritable, writeElement } from '../arrays/elements.ts';
import { describeCallee, describeObject } from '../calls/errors.ts';
import { keyText } from '../strings/key-text.ts';
import { indexOfKey, isBigIndex } from '../strings/intern.ts';
import { internalSet } from './internal-set.ts';
import { Name } from '../values/intrinsics.ts';
import { At, isObject, isString, Kind } from '../values/layouts.ts';
import { findOwn, Found, getProto, prototypeOfPrimitive } from './find.ts';
import { Attribute, Flag } from './shapes.ts';
import { addProperty, slotIndex, writeSlot } from './storage.ts';
import { lengthOfString } from '../strings/strings.ts';
import type { Machine, Realm } from '../machine/machine.ts';
import { isInt, isNullish, NULL, UNDEFINED } from '../values/words.ts';
import type { Word } from '../values/words.ts';

/** `target[key] = value`, for a key word. Throws on refusal if `strict`. May collect. */
export function set(
  vm: Machine,
  target: Word,
  key: Word,
  value: Word,
  strict: boolean,
  computed = false,
): void {
  const { words } = vm;
  if (isObject(words, target)) {
    const info = findOwn(vm, target, key);
    if (info >= 0) {
      const how = info & (Attribute.WRITABLE | Attribute.ACCESSOR | Attribute.INTERNAL);
      if (how === Attribute.WRITABLE) return writeSlot(vm, target, info, value);
    } else if (info === Found.ELEMENT) {
      return writeElement(vm, target, key >> 1, value);
    }
  }
  setWithReceiver(vm, target, key, value, target, strict, computed);
}

/** The same, where `this` of a setter, and what gets the property, is `receiver`. May collect. */
export function setWithReceiver(
  vm: Machine,
  target: Word,
  key: Word,
  value: Word,
  receiver: Word,
  strict: boolean,
  computed = false,
): void {
  const { words } = vm;
  let obj = target;
  if (!isObject(words, target)) {
    if (isNullish(target)) refuseNullish(vm, target, key);
    if (isString(words, target) && isCharacterKey(vm, target, key)) {
      return refuseReadOnly(vm, target, key, strict);
    }
    obj = prototypeOfPrimitive(vm, target, key);
  }
  for (; obj !== NULL; obj = getProto(vm, obj)) {
    const info = findOwn(vm, obj, key);
    if (info === Found.NOTHING) continue;
    if (info === Found.CHARACTER) return refuseReadOnly(vm, receiver, key, strict);
    if (info !== Found.ELEMENT) {
      if ((info & Attribute.ACCESSOR) !== 0) {
        const setter = words[(words[slotIndex(words, obj, info)]! >>> 2) + At.SETTER]!;
        if (setter !== UNDEFINED) vm.calls.call1(setter, receiver, value);
        else if (strict) refuseGetter(vm, obj, key);
        return;
      }
      if ((info & Attribute.WRITABLE) === 0) return refuseReadOnly(vm, obj, key, strict);
    }
    if (obj === receiver) return store(vm, obj, key, info, value, strict);
    break;
  }
  setOnReceiver(vm, key, value, receiver, strict, computed, receiver !== target);
}

/**
 * Nothing on the way has the property: the receiver gets it. `other`: the receiver was not on the
 * way, so it may have the property already. May collect.
 */
function setOnReceiver(
  vm: Machine,
  key: Word,
  value: Word,
  receiver: Word,
  strict: boolean,
  computed: boolean,
  other: boolean,
): void {
  const { words } = vm;
  if (!isObject(words, receiver)) {
    if (strict) {
      refuse(vm, `Cannot create property '${keyText(vm, key)}' on ${typedText(vm, receiver)}`);
    }
    return;
  }
  if (other) {
    const info = findOwn(vm, receiver, key);
    if (info !== Found.NOTHING) {
      const plain =
        info === Found.ELEMENT ||
        (info & (Attribute.WRITABLE | Attribute.ACCESSOR)) === Attribute.WRITABLE;
      if (info === Found.CHARACTER || !plain) return refuseReadOnly(vm, receiver, key, strict);
      return store(vm, receiver, key, info, value, strict);
    }
  }
  if (!addOwn(vm, receiver, key, value, Attribute.DEFAULT, computed) && strict) {
    // An extensible array refuses only what its read-only length forbids.
    if (isExtensible(words, receiver)) refuseReadOnly(vm, receiver, vm.name(Name.length), strict);
    refuse(vm, `Cannot add property ${keyText(vm, key)}, object is not extensible`);
  }
}

function refuseGetter(vm: Realm, obj: Word, key: Word): never {
  const what = `${keyText(vm, key)} of ${describeObject(vm, obj)}`;
  return refuse(vm, `Cannot set property ${what} which has only a getter`);
}

function isExtensible(words: Int32Array, obj: Word): boolean {
  const flags = words[(words[(obj >>> 2) + At.SHAPE]! >>> 2) + At.SHAPE_FLAGS]!;
  return (flags & Flag.NOT_EXTENSIBLE) === 0;
}

function store(
  vm: Machine,
  obj: Word,
  key: Word,
  info: number,
  value: Word,
  strict: boolean,
): void {
  if (info === Found.ELEMENT) writeElement(vm, obj, key >> 1, value);
  else if ((info & Attribute.INTERNAL) === 0) writeSlot(vm, obj, info, value);
  else {
    const at = vm.stack.push(obj);
    vm.stack.push(key);
    const done = internalSet(vm, obj, key, value);
    vm.stack.sp = at;
    if (!done) refuseReadOnly(vm, vm.words[at]!, vm.words[at + 1]!, strict);
  }
}

/**
 * Adds an own property that is not there; false when the object refuses. Keeps an array's
 * length. May collect; roots what it was given.
 */
export function addOwn(
  vm: Realm,
  obj: Word,
  key: Word,
  value: Word,
  attributes: number,
  computed: boolean,
): boolean {
  const { words } = vm;
  const h = obj >>> 2;
  const flags = words[(words[h + At.SHAPE]! >>> 2) + At.SHAPE_FLAGS]!;
  if ((flags & Flag.NOT_EXTENSIBLE) !== 0) return false;
  const isIndex = isInt(key) || isBigIndex(words, key);
  if (isIndex && ((words[h]! >>> 10) & 0xfff) === Kind.Array) {
    const index = indexOfKey(vm, key);
    if (index >= words[h + At.ARRAY_LENGTH]! >>> 0) {
      if (!lengthIsWritable(vm, obj)) return false;
      // After the element is there, but the object may have moved by then: find it through the
      // stack.
      vm.stack.push(obj);
      addIndexed(vm, obj, key, value, attributes);
      words[(vm.stack.pop() >>> 2) + At.ARRAY_LENGTH] = index + 1;
      return true;
    }
  }
  if (isInt(key)) addIndexed(vm, obj, key, value, attributes);
  else addProperty(vm, obj, key, value, attributes, computed);
  return true;
}

function addIndexed(vm: Realm, obj: Word, key: Word, value: Word, attributes: number): void {
  if (isInt(key) && attributes === Attribute.DEFAULT) addElement(vm, obj, key >> 1, value);
  else addProperty(vm, obj, key, value, attributes, true);
}

/** True for the length and the characters of a primitive string, which nobody changes. */
function isCharacterKey(vm: Realm, text: Word, key: Word): boolean {
  if (isInt(key)) return key >> 1 < lengthOfString(vm, text);
  return key === vm.name(Name.length);
}

function refuse(vm: Realm, message: string): never {
  return vm.throwing.error('TypeError', message);
}

function refuseNullish(vm: Realm, target: Word, key: Word): never {
  const what = target === NULL ? 'null' : 'undefined';
  return refuse(vm, `Cannot set properties of ${what} (setting '${keyText(vm, key)}')`);
}

function refuseReadOnly(vm: Realm, obj: Word, key: Word, strict: boolean): void {
  if (!strict) return;
  const what = isObject(vm.words, obj) ? `object '${describeObject(vm, obj)}'` : typedText(vm, obj);
  refuse(vm, `Cannot assign to read only property '${keyText(vm, key)}' of ${what}`);
}

function typedText(vm: Realm, w: Word): string {
  const text = describeCallee(vm, w);
  return `${typeText(text)} '${text.replace(/^"|"$/g, '')}'`;
}

/** What `typeof` says of the primitive that `describeCallee` printed. */
function typeText(text: string): string {
  if (text.startsWith('"')) return 'string';
  if (text === 'true' || text === 'false') return 'boolean';
  return text.startsWith('Symbol(') ? 'symbol' : 'number';
}
