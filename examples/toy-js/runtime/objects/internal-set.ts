import { setArrayLength } from '../arrays/length.ts';
import { toNumber } from '../operations/convert.ts';
import { setFunctionPrototype } from './internal.ts';
import { At, isNumber, Kind, kindOf } from '../values/layouts.ts';
import { numberOf } from '../values/numbers.ts';
import { Attribute, lookup } from './shapes.ts';
import { redefine } from './storage.ts';
import type { Machine } from '../machine/machine.ts';
import type { Word } from '../values/words.ts';

/**
 * Stores to a writable internal property: an array's `length`, a function's `prototype`, an
 * error's `stack`. False when it refuses. May collect.
 */
export function internalSet(vm: Machine, obj: Word, key: Word, value: Word): boolean {
  const { words } = vm;
  switch (kindOf(words, obj)) {
    case Kind.Array: {
      vm.stack.push(obj);
      const length = toArrayLength(vm, value);
      obj = vm.stack.pop();
      return setArrayLength(vm, obj, length);
    }
    case Kind.Function:
      setFunctionPrototype(vm, obj, value);
      return true;
    default: {
      const info = lookup(vm, words[(obj >>> 2) + At.SHAPE]!, key);
      redefine(vm, obj, key, info & Attribute.DEFAULT, value);
      return true;
    }
  }
}

/** The array length that a value stands for, or the guest's RangeError. May collect. */
function toArrayLength(vm: Machine, value: Word): number {
  const n = isNumber(vm.words, value) ? numberOf(vm, value) : toNumber(vm, value);
  const length = n >>> 0;
  if (length !== n) vm.throwing.error('RangeError', 'Invalid array length');
  return length;
}
