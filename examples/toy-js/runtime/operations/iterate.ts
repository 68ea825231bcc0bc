import { toBoolean } from './convert.ts';
import { arrayLength } from '../arrays/length.ts';
import { describeCallee } from '../calls/errors.ts';
import { GUEST_THROW } from '../machine/faults.ts';
import { get, getMethod } from '../objects/get.ts';
import { Intrinsic, Name } from '../values/intrinsics.ts';
import { isArray, isKind, isObject, isString, Kind } from '../values/layouts.ts';
import { keyOfIndex } from '../strings/intern.ts';
import { peek } from '../objects/peek.ts';
import { codeUnitAt, flatten, lengthOfString, substring } from '../strings/strings.ts';
import type { Machine, Realm } from '../machine/machine.ts';
import { HOLE, NULL, UNDEFINED } from '../values/words.ts';
import type { Word } from '../values/words.ts';

/**
 * True for an array whose iteration is nothing but reading 0, 1, 2 … up to its length: neither
 * it nor the library's array iterator has been changed.
 */
export function isPlainIterable(vm: Realm, w: Word): boolean {
  if (!isArray(vm.words, w)) return false;
  const method = peek(vm, w, vm.intrinsic(Intrinsic.SymbolIterator));
  if (method === UNDEFINED || method !== vm.intrinsic(Intrinsic.ArrayValues)) return false;
  const iterator = vm.intrinsic(Intrinsic.ArrayIteratorPrototype);
  return peek(vm, iterator, vm.name(Name.next)) === vm.intrinsic(Intrinsic.ArrayIteratorNext);
}

/** True for a string whose iteration is that of its code points. */
export function isPlainString(vm: Realm, w: Word): boolean {
  if (!isString(vm.words, w)) return false;
  const proto = vm.intrinsic(Intrinsic.StringPrototype);
  const method = peek(vm, proto, vm.intrinsic(Intrinsic.SymbolIterator));
  return method !== UNDEFINED && method === vm.intrinsic(Intrinsic.StringIterator);
}

/**
 * The code point of a string at unit i, as a string of one or two units. May collect to flatten.
 */
export function codePointAt(vm: Realm, s: Word, i: number): Word {
  const flat = flatten(vm, s);
  const unit = codeUnitAt(vm, flat, i);
  const high = unit >= 0xd800 && unit < 0xdc00 && i + 1 < lengthOfString(vm, flat);
  const low = high ? codeUnitAt(vm, flat, i + 1) : 0;
  return substring(vm, flat, i, low >= 0xdc00 && low < 0xe000 ? i + 2 : i + 1);
}

/**
 * Calls `visit` with each value of an iterable until it returns false; then, and when it
 * throws, the iterator is closed. What `visit` is given is a raw word. May collect.
 */
export function iterate(vm: Machine, iterable: Word, visit: (value: Word) => boolean): void {
  const at = vm.stack.push(iterable);
  if (isPlainIterable(vm, iterable)) iterateArray(vm, at, visit);
  else if (isPlainString(vm, iterable)) iterateString(vm, at, visit);
  else if (vm.hooks.iterateCollection !== undefined && isPlainCollection(vm, iterable)) {
    vm.hooks.iterateCollection(vm, at, visit);
  } else iterateByProtocol(vm, at, visit);
  vm.stack.sp = at;
}

function isPlainCollection(vm: Realm, w: Word): boolean {
  const isMap = isKind(vm.words, w, Kind.Map);
  if (!isMap && !isKind(vm.words, w, Kind.Set)) return false;
  const method = peek(vm, w, vm.intrinsic(Intrinsic.SymbolIterator));
  const plain = vm.intrinsic(isMap ? Intrinsic.MapEntries : Intrinsic.SetValues);
  return method !== UNDEFINED && method === plain;
}

function iterateArray(vm: Machine, at: number, visit: (value: Word) => boolean): void {
  const { words } = vm;
  for (let i = 0; i < arrayLength(vm, words[at]!); i++) {
    vm.fuel.charge(1);
    if (!visit(get(vm, words[at]!, keyOfIndex(vm, i)))) return;
  }
}

function iterateString(vm: Realm, at: number, visit: (value: Word) => boolean): void {
  const { words } = vm;
  words[at] = flatten(vm, words[at]!);
  const length = lengthOfString(vm, words[at]!);
  for (let i = 0; i < length;) {
    vm.fuel.charge(1);
    vm.pressure.safepoint();
    const value = codePointAt(vm, words[at]!, i);
    i += lengthOfString(vm, value);
    if (!visit(value)) return;
  }
}

function iterateByProtocol(vm: Machine, at: number, visit: (value: Word) => boolean): void {
  const { words } = vm;
  words[at] = getIterator(vm, words[at]!);
  const next = vm.stack.push(get(vm, words[at]!, vm.name(Name.next)));
  const { fp, depth } = vm.stack;
  for (;;) {
    vm.fuel.charge(1);
    const value = iteratorStep(vm, words[at]!, words[next]!);
    if (value === HOLE) return;
    let more: boolean;
    try {
      more = visit(value);
    } catch (e) {
      vm.stack.sp = next + 1;
      vm.stack.fp = fp;
      vm.stack.depth = depth;
      return closeAfterThrow(vm, words[at]!, e);
    }
    if (!more) return closeIterator(vm, words[at]!);
  }
}

/** GetIterator: the object whose `next` is to be called. May collect. */
export function getIterator(vm: Machine, iterable: Word, text?: string): Word {
  const at = vm.stack.push(iterable);
  const nullish = iterable === UNDEFINED || iterable === NULL;
  const method = nullish
    ? UNDEFINED
    : getMethod(vm, iterable, vm.intrinsic(Intrinsic.SymbolIterator));
  if (method === UNDEFINED) {
    const what = text ?? describeCallee(vm, vm.words[at]!);
    vm.throwing.error('TypeError', `${what} is not iterable`);
  }
  const iterator = vm.calls.call(method, vm.words[at]!);
  vm.stack.sp = at;
  if (!isObject(vm.words, iterator)) {
    const what = describeCallee(vm, iterator);
    vm.throwing.error(
      'TypeError',
      `Result of the Symbol.iterator method is not an object: ${what}`,
    );
  }
  return iterator;
}

/**
 * One turn of an iterator: its value, or HOLE when it is done. `next` is its method. May collect.
 */
export function iteratorStep(vm: Machine, iterator: Word, next: Word): Word {
  const result = vm.calls.call(next, iterator);
  const { words } = vm;
  if (!isObject(words, result)) {
    vm.throwing.error(
      'TypeError',
      `Iterator result ${describeCallee(vm, result)} is not an object`,
    );
  }
  const at = vm.stack.push(result);
  const done = toBoolean(vm, get(vm, result, vm.name(Name.done)));
  const value = done ? HOLE : get(vm, words[at]!, vm.name(Name.value));
  vm.stack.sp = at;
  return value;
}

/** IteratorClose after a normal completion: calls `return`, if there is one. May collect. */
export function closeIterator(vm: Machine, iterator: Word): void {
  const at = vm.stack.push(iterator);
  const method = getMethod(vm, iterator, vm.name(Name.return));
  if (method !== UNDEFINED) {
    const result = vm.calls.call(method, vm.words[at]!);
    if (!isObject(vm.words, result)) {
      vm.throwing.error(
        'TypeError',
        `Iterator result ${describeCallee(vm, result)} is not an object`,
      );
    }
  }
  vm.stack.sp = at;
}

/**
 * IteratorClose after a throw: calls `return` and then throws `e` on, whatever that did. The
 * caller has restored `sp`, `fp` and `depth`. May collect.
 */
export function closeAfterThrow(vm: Machine, iterator: Word, e: unknown): never {
  if (e !== GUEST_THROW) throw e;
  const { words } = vm;
  const { sp, fp, depth } = vm.stack;
  vm.stack.push(vm.intrinsic(Intrinsic.Thrown));
  vm.stack.push(iterator);
  try {
    const method = getMethod(vm, iterator, vm.name(Name.return));
    if (method !== UNDEFINED) vm.calls.call(method, words[sp + 1]!);
  } catch (second) {
    if (second !== GUEST_THROW) throw second;
  }
  vm.stack.sp = sp;
  vm.stack.fp = fp;
  vm.stack.depth = depth;
  return vm.throwing.word(words[sp]!);
}
