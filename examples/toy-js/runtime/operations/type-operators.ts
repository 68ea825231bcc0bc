import { toBoolean, toKey } from './convert.ts';
import { describeCallee } from '../calls/errors.ts';
import { getProto } from '../objects/find.ts';
import { get, getMethod } from '../objects/get.ts';
import { Intrinsic, Name } from '../values/intrinsics.ts';
import { At, isCallable, isKind, isObject, isString, isSymbol, Kind } from '../values/layouts.ts';
import { has } from '../objects/presence.ts';
import type { Machine, Realm } from '../machine/machine.ts';
import { FALSE, NULL, TRUE, UNDEFINED, UNINITIALIZED } from '../values/words.ts';
import type { Word } from '../values/words.ts';

/** `typeof w`, as one of the interned names. */
export function typeofWord(vm: Realm, w: Word): Word {
  const { words } = vm;
  if (w === UNDEFINED || w === UNINITIALIZED) return vm.name(Name.undefined);
  if (w === NULL) return vm.name(Name.object);
  if (w === TRUE || w === FALSE) return vm.name(Name.boolean);
  if (isString(words, w)) return vm.name(Name.string);
  if (isSymbol(words, w)) return vm.name(Name.symbol);
  if (isCallable(words, w)) return vm.name(Name.function);
  return vm.name(isObject(words, w) ? Name.object : Name.number);
}

/** `value instanceof target`. May collect. */
export function instanceOf(vm: Machine, value: Word, target: Word): boolean {
  if (!isObject(vm.words, target)) {
    vm.throwing.error('TypeError', "Right-hand side of 'instanceof' is not an object");
  }
  const base = vm.stack.sp;
  vm.stack.push(value);
  vm.stack.push(target);
  const method = getMethod(vm, target, vm.intrinsic(Intrinsic.SymbolHasInstance));
  let result: boolean;
  if (method !== UNDEFINED) {
    result = toBoolean(vm, vm.calls.call1(method, vm.words[base + 1]!, vm.words[base]!));
  } else if (isCallable(vm.words, vm.words[base + 1]!)) {
    result = ordinaryHasInstance(vm, vm.words[base + 1]!, vm.words[base]!);
  } else {
    return vm.throwing.error('TypeError', "Right-hand side of 'instanceof' is not callable");
  }
  vm.stack.sp = base;
  return result;
}

/** OrdinaryHasInstance: does `target.prototype` occur in the value's chain? May collect. */
export function ordinaryHasInstance(vm: Machine, target: Word, value: Word): boolean {
  const { words } = vm;
  if (!isCallable(words, target)) return false;
  if (isKind(words, target, Kind.BoundFunction)) {
    return instanceOf(vm, value, words[(target >>> 2) + At.BOUND_TARGET]!);
  }
  if (!isObject(words, value)) return false;
  const at = vm.stack.push(value);
  const proto = get(vm, target, vm.name(Name.prototype));
  vm.stack.sp = at;
  if (!isObject(words, proto)) {
    const what = describeCallee(vm, proto);
    vm.throwing.error(
      'TypeError',
      `Function has non-object prototype '${what}' in instanceof check`,
    );
  }
  let obj = getProto(vm, words[at]!);
  while (obj !== NULL && obj !== proto) obj = getProto(vm, obj);
  return obj === proto;
}

/** `keyValue in obj`. May collect. */
export function inOperator(vm: Machine, keyValue: Word, obj: Word): boolean {
  if (!isObject(vm.words, obj)) {
    const what = describeCallee(vm, obj).replace(/^"|"$/g, '');
    const key = describeCallee(vm, keyValue).replace(/^"|"$/g, '');
    vm.throwing.error('TypeError', `Cannot use 'in' operator to search for '${key}' in ${what}`);
  }
  const at = vm.stack.push(obj);
  const key = toKey(vm, keyValue);
  vm.stack.sp = at;
  return has(vm, vm.words[at]!, key);
}
