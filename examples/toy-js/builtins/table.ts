import { numberWord } from '../runtime/operations/convert.ts';
import { newNative } from '../runtime/calls/functions.ts';
import { internHost } from '../runtime/strings/intern.ts';
import { Intrinsic } from '../runtime/values/intrinsics.ts';
import { Name } from '../runtime/values/intrinsics.ts';
import { defineAccessor, defineData, get, newObject } from '../runtime/objects/objects.ts';
import { Attribute } from '../runtime/objects/shapes.ts';
import { stringWord } from '../runtime/strings/host.ts';
import type { Machine, Native, Realm } from '../runtime/machine/machine.ts';
import { UNDEFINED } from '../runtime/values/words.ts';
import type { Word } from '../runtime/values/words.ts';

export type { Native } from '../runtime/machine/machine.ts';

/** [name, `length`, function]. A name `@@iterator` stands for the symbol of that name. */
export type Method = readonly [name: string, length: number, native: Native];

/** [name, function, setter]: an accessor property; the getter is a function called "get name". */
export type Getter = readonly [name: string, get: Native, set?: Native];

/** [name, value]: a property that can be neither written, enumerated nor redefined. */
export type Constant = readonly [name: string, value: number];

/** What methods are: writable and configurable, not enumerable. */
export const METHOD_ATTRIBUTES = Attribute.HIDDEN;

const WELL_KNOWN: ReadonlyMap<string, Intrinsic> = new Map([
  ['@@iterator', Intrinsic.SymbolIterator],
  ['@@toPrimitive', Intrinsic.SymbolToPrimitive],
  ['@@hasInstance', Intrinsic.SymbolHasInstance],
  ['@@toStringTag', Intrinsic.SymbolToStringTag],
]);

/** The property key that a table's name stands for. */
export function keyOf(vm: Realm, name: string): Word {
  const symbol = WELL_KNOWN.get(name);
  return symbol === undefined ? internHost(vm, name) : vm.intrinsic(symbol);
}

/** What a method of that name is called: `[Symbol.iterator]` for `@@iterator`. */
function displayName(name: string): string {
  return name.startsWith('@@') ? `[Symbol.${name.slice(2)}]` : name;
}

export function defineMethod(vm: Realm, target: Word, method: Method): Word {
  const [name, length, native] = method;
  const f = newNative(vm, displayName(name), length, native);
  defineData(vm, target, keyOf(vm, name), f, METHOD_ATTRIBUTES);
  return f;
}

export function defineMethods(vm: Realm, target: Word, methods: readonly Method[]): void {
  for (const method of methods) defineMethod(vm, target, method);
}

export function defineGetters(vm: Realm, target: Word, getters: readonly Getter[]): void {
  for (const [name, get, set] of getters) {
    const getter = newNative(vm, `get ${displayName(name)}`, 0, get);
    const setter = set === undefined ? UNDEFINED : newNative(vm, `set ${name}`, 1, set);
    defineAccessor(vm, target, keyOf(vm, name), getter, setter, Attribute.CONFIGURABLE);
  }
}

export function defineConstants(vm: Realm, target: Word, constants: readonly Constant[]): void {
  for (const [name, value] of constants) {
    defineData(vm, target, internHost(vm, name), numberWord(vm, value), 0);
  }
}

/** What Object.prototype.toString shows for instances. */
export function defineTag(vm: Realm, target: Word, tag: string): void {
  const key = vm.intrinsic(Intrinsic.SymbolToStringTag);
  defineData(vm, target, key, stringWord(vm, tag), Attribute.CONFIGURABLE);
}

/** Defines a global variable, as builtins are: not enumerable. */
export function defineGlobal(vm: Realm, name: string, value: Word): void {
  const global = vm.intrinsic(Intrinsic.Global);
  defineData(vm, global, internHost(vm, name), value, METHOD_ATTRIBUTES);
}

/** A global object that is only a home for functions, like Math. */
export function defineNamespace(vm: Realm, name: string, methods: readonly Method[]): Word {
  const namespace = newObject(vm);
  defineGlobal(vm, name, namespace);
  defineMethods(vm, namespace, methods);
  return namespace;
}

/** A global constructor joined with the prototype that the runtime made for it. */
export function defineConstructor(
  vm: Realm,
  name: string,
  length: number,
  native: Native,
  prototype: Word,
): Word {
  const f = newNative(vm, name, length, native, true);
  defineData(vm, f, vm.name(Name.prototype), prototype, 0);
  defineData(vm, prototype, vm.name(Name.constructor), f, METHOD_ATTRIBUTES);
  defineGlobal(vm, name, f);
  return f;
}

/** Gives a method a second name; returns the method. */
export function aliasMethod(vm: Machine, target: Word, name: string, alias: string): Word {
  const f = get(vm, target, keyOf(vm, name));
  defineData(vm, target, keyOf(vm, alias), f, METHOD_ATTRIBUTES);
  return f;
}
