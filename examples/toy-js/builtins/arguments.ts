import { toInteger } from '../runtime/operations/convert.ts';
import { isCallable } from '../runtime/values/layouts.ts';
import type { Kind } from '../runtime/values/layouts.ts';
import { isKind } from '../runtime/values/layouts.ts';
import { describeCallee } from '../runtime/calls/errors.ts';
import { Intrinsic } from '../runtime/values/intrinsics.ts';
import { getMethod } from '../runtime/objects/objects.ts';
import { hostString } from '../runtime/strings/host.ts';
import { typeofWord } from '../runtime/operations/type-operators.ts';
import type { Machine, Realm } from '../runtime/machine/machine.ts';
import { intOf, isInt, isNullish, UNDEFINED } from '../runtime/values/words.ts';
import type { Word } from '../runtime/values/words.ts';

/**
 * Gives a native `count` rooted words from `fp` on: the arguments, then UNDEFINED. A native may
 * use them as it likes; what it does not need as an argument holds what it works on.
 */
export function reserve(vm: Realm, fp: number, argc: number, count: number): void {
  const { words } = vm;
  for (let i = argc; i < count; i++) words[fp + i] = UNDEFINED;
  if (vm.stack.sp < fp + count) vm.stack.sp = fp + count;
}

/** ToIntegerOrInfinity of the word at `slot`, `fallback` when that is undefined. May collect. */
export function integerAt(vm: Machine, slot: number, fallback: number): number {
  const w = vm.words[slot]!;
  if (isInt(w)) return intOf(w);
  return w === UNDEFINED ? fallback : toInteger(vm, w);
}

/** An index that counts from the end when negative, clamped to 0 … length. May collect. */
export function relativeAt(vm: Machine, slot: number, length: number, fallback: number): number {
  const n = integerAt(vm, slot, fallback);
  return n < 0 ? Math.max(length + n, 0) : Math.min(n, length);
}

/** Throws V8's TypeError unless the word at `slot` can be called. */
export function requireCallable(vm: Realm, slot: number): void {
  const w = vm.words[slot]!;
  if (!isCallable(vm.words, w)) {
    vm.throwing.error('TypeError', `${describeCallee(vm, w)} is not a function`);
  }
}

/** `this` of a method that only works on its own kind. */
export function receiver(vm: Realm, fp: number, kind: Kind, method: string): Word {
  const w = vm.words[fp - 1]!;
  if (!isKind(vm.words, w, kind)) incompatible(vm, w, method);
  return w;
}

export function incompatible(vm: Realm, w: Word, method: string): never {
  return vm.throwing.error(
    'TypeError',
    `Method ${method} called on incompatible receiver ${describeCallee(vm, w)}`,
  );
}

/** Throws unless a native was called by `new`. */
export function requireNew(vm: Realm, fp: number, name: string): void {
  if (vm.words[fp - 5] === UNDEFINED) {
    vm.throwing.error('TypeError', `Constructor ${name} requires 'new'`);
  }
}

/** Throws V8's TypeError unless the word at `slot` has a Symbol.iterator method. May collect. */
export function requireIterable(vm: Machine, slot: number): void {
  const w = vm.words[slot]!;
  const symbol = vm.intrinsic(Intrinsic.SymbolIterator);
  if (!isNullish(w) && getMethod(vm, w, symbol) !== UNDEFINED) return;
  const shown = describeCallee(vm, vm.words[slot]!);
  const type = hostString(vm, typeofWord(vm, vm.words[slot]!));
  const text = type === 'function' || type === 'undefined' ? shown : `${type} ${shown}`;
  const reason = 'is not iterable (cannot read property Symbol(Symbol.iterator))';
  vm.throwing.error('TypeError', `${text} ${reason}`);
}
