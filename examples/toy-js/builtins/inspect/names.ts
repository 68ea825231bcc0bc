import { functionText } from '../../runtime/calls/errors.ts';
import { keyText } from '../../runtime/strings/key-text.ts';
import { getOwn } from '../../runtime/objects/properties.ts';
import { functionName } from '../../runtime/calls/functions.ts';
import { Intrinsic, Name } from '../../runtime/values/intrinsics.ts';
import { At, isCallable, isString, isSymbol, Kind, kindOf } from '../../runtime/values/layouts.ts';
import { getProto } from '../../runtime/objects/objects.ts';
import { Attribute } from '../../runtime/objects/shapes.ts';
import type { Realm } from '../../runtime/machine/machine.ts';
import { NULL } from '../../runtime/values/words.ts';
import type { Word } from '../../runtime/values/words.ts';
import { preview } from './preview.ts';
import { quoteName } from './quote.ts';

/** What a function is called; never runs guest code. */
export function nameOfFunction(vm: Realm, f: Word): string {
  const own = getOwn(vm, f, vm.name(Name.name));
  if (own === undefined || own.isAccessor) return '';
  return isString(vm.words, own.value) ? preview(vm, functionName(vm, f)) : functionText(vm, f);
}

/**
 * Name of the constructor that console.log shows for an object: of the nearest prototype that has
 * one and that it fits. null when no prototype has.
 */
export function constructorName(vm: Realm, obj: Word): string | null {
  const { words } = vm;
  const key = vm.name(Name.constructor);
  for (let o = obj; o !== NULL; o = getProto(vm, o)) {
    const own = getOwn(vm, o, key);
    if (own === undefined || own.isAccessor || !isCallable(words, own.value)) continue;
    const name = nameOfFunction(vm, own.value);
    if (name !== '' && isInstance(vm, obj, own.value)) return name;
  }
  return null;
}

function isInstance(vm: Realm, obj: Word, f: Word): boolean {
  const own = getOwn(vm, f, vm.name(Name.prototype));
  if (own === undefined) return false;
  for (let o = getProto(vm, obj); o !== NULL; o = getProto(vm, o)) if (o === own.value) return true;
  return false;
}

/** The inherited Symbol.toStringTag, '' without one; an own enumerable one is listed anyway. */
export function tagOf(vm: Realm, obj: Word): string {
  const key = vm.intrinsic(Intrinsic.SymbolToStringTag);
  for (let o = obj; o !== NULL; o = getProto(vm, o)) {
    const own = getOwn(vm, o, key);
    if (own === undefined) continue;
    if (own.isAccessor || !isString(vm.words, own.value)) return '';
    if (o === obj && (own.attributes & Attribute.ENUMERABLE) !== 0) return '';
    return preview(vm, own.value);
  }
  return '';
}

/** `Foo `, `Foo(2) [Tag] `, `[Object: null prototype] `: what stands before the brace. */
export function prefix(
  constructor: string | null,
  tag: string,
  fallback: string,
  size = '',
): string {
  if (constructor === null) {
    const shown = tag !== '' && tag !== fallback ? `[${tag}] ` : '';
    return `[${fallback}${size}: null prototype] ${shown}`;
  }
  const shown = tag !== '' && tag !== constructor ? `[${tag}] ` : '';
  return `${constructor}${size} ${shown}`;
}

/** `[Function: f]`, `[class A extends B]`, with what is unusual about it. */
export function functionBase(vm: Realm, f: Word, constructor: string | null, tag: string): string {
  const name = nameOfFunction(vm, f);
  if (isClass(vm, f)) {
    let text = `[class ${name === '' ? '(anonymous)' : name}`;
    if (constructor !== 'Function' && constructor !== null) text += ` [${constructor}]`;
    if (tag !== '' && constructor !== tag) text += ` [${tag}]`;
    const parent = getProto(vm, f);
    if (constructor === null) text += ' extends null';
    else if (parent !== vm.intrinsic(Intrinsic.FunctionPrototype) && isCallable(vm.words, parent)) {
      const parentName = nameOfFunction(vm, parent);
      if (parentName !== '') text += ` extends ${parentName}`;
    }
    return `${text}]`;
  }
  let text = '[Function';
  if (constructor === null) text += ' (null prototype)';
  text += name === '' ? ' (anonymous)]' : `: ${name}]`;
  if (constructor !== 'Function' && constructor !== null) text += ` ${constructor}`;
  if (tag !== '' && constructor !== tag) text += ` [${tag}]`;
  return text;
}

function isClass(vm: Realm, f: Word): boolean {
  if (kindOf(vm.words, f) !== Kind.Function) return false;
  return vm.codes[vm.words[(f >>> 2) + At.FUNCTION_CODE]!]!.isClassConstructor;
}

/** A property's name as it stands before the colon. */
export function keyLabel(vm: Realm, key: Word, isHidden: boolean): string {
  if ((key & 1) !== 0 && isSymbol(vm.words, key)) return `[${keyText(vm, key)}]`;
  const name = (key & 1) === 0 ? String(key >> 1) : preview(vm, key);
  return isHidden ? `[${name}]` : quoteName(name);
}
