import { elementCapacity, elementStart } from '../arrays/elements.ts';
import { internalValue } from './internal.ts';
import { At } from '../values/layouts.ts';
import { Attribute, Flag } from './shapes.ts';
import {
  addProperty,
  changed,
  forEachProperty,
  redefine,
  slotIndex,
  toDictionary,
} from './storage.ts';
import type { Memory, Realm } from '../machine/machine.ts';
import { HOLE } from '../values/words.ts';
import type { Word } from '../values/words.ts';

function flagsOfObject(words: Int32Array, obj: Word): number {
  return words[(words[(obj >>> 2) + At.SHAPE]! >>> 2) + At.SHAPE_FLAGS]!;
}

export function isExtensible(vm: Memory, obj: Word): boolean {
  return (flagsOfObject(vm.words, obj) & Flag.NOT_EXTENSIBLE) === 0;
}

/** `Object.preventExtensions`. Does not collect. */
export function preventExtensions(vm: Realm, obj: Word): void {
  const { words } = vm;
  const shape = toDictionary(vm, obj);
  const at = (shape >>> 2) + At.SHAPE_FLAGS;
  words[at] = words[at]! | Flag.NOT_EXTENSIBLE;
  changed(vm, shape);
}

/**
 * `Object.freeze`: elements become dictionary entries, so that nothing quick can store there. May
 * collect.
 */
export function freeze(vm: Realm, obj: Word): void {
  restrict(vm, obj, Attribute.WRITABLE | Attribute.CONFIGURABLE);
}

/** `Object.seal`. May collect. */
export function seal(vm: Realm, obj: Word): void {
  restrict(vm, obj, Attribute.CONFIGURABLE);
}

function restrict(vm: Realm, obj: Word, forbidden: number): void {
  const { words, heap } = vm;
  const at = vm.stack.push(obj);
  const capacity = elementCapacity(words, obj);
  vm.fuel.charge(capacity);
  for (let i = 0; i < capacity; i++) {
    const value = words[elementStart(words, words[at]!) + i]!;
    if (value === HOLE) continue;
    addProperty(vm, words[at]!, i << 1, value, Attribute.DEFAULT & ~forbidden);
  }
  vm.stack.sp = at;
  obj = words[at]!;
  heap.write(obj, At.ELEMENTS - 1, 0);
  preventExtensions(vm, obj);

  const todo: { key: Word; info: number }[] = [];
  forEachProperty(vm, obj, (key, info) => {
    if ((info & restricted(info, forbidden)) !== 0) todo.push({ key, info });
  });
  for (const { key, info } of todo) {
    let how = info & 31 & ~restricted(info, forbidden);
    const internal = (info & Attribute.INTERNAL) !== 0;
    // What is internal and may be redefined (a name, a stack) is stored from here on.
    const stored = internal && (info & Attribute.CONFIGURABLE) !== 0;
    if (stored) how &= ~Attribute.INTERNAL;
    const value = internal
      ? stored
        ? internalValue(vm, obj, key)
        : 0
      : words[slotIndex(words, obj, info)]!;
    redefine(vm, obj, key, how, value);
  }
}

/** Of an accessor, only CONFIGURABLE can be taken away. */
function restricted(info: number, forbidden: number): number {
  return (info & Attribute.ACCESSOR) === 0 ? forbidden : forbidden & ~Attribute.WRITABLE;
}

function holds(vm: Realm, obj: Word, forbidden: number): boolean {
  const { words } = vm;
  if (isExtensible(vm, obj)) return false;
  const start = elementStart(words, obj);
  const end = start + elementCapacity(words, obj);
  vm.fuel.charge(end - start);
  for (let at = start; at < end; at++) if (words[at] !== HOLE) return false;
  let all = true;
  forEachProperty(vm, obj, (_key, info) => {
    if ((info & restricted(info, forbidden)) !== 0) all = false;
  });
  return all;
}

export function isFrozen(vm: Realm, obj: Word): boolean {
  return holds(vm, obj, Attribute.WRITABLE | Attribute.CONFIGURABLE);
}

export function isSealed(vm: Realm, obj: Word): boolean {
  return holds(vm, obj, Attribute.CONFIGURABLE);
}
