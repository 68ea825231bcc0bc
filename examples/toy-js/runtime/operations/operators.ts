import { toInt32, toNumber, toPrimitive, toStringWord } from './convert.ts';
import { isDouble, isObject, isString } from '../values/layouts.ts';
import { numberOf, numberWord } from '../values/numbers.ts';
import { compareStrings } from '../strings/search.ts';
import { concat, equalStrings } from '../strings/strings.ts';
import type { Machine, Realm } from '../machine/machine.ts';
import { FALSE, isInt, isNullish, TRUE } from '../values/words.ts';
import type { Word } from '../values/words.ts';

export { inOperator, instanceOf, typeofWord } from './type-operators.ts';

/** `a + b`. May collect when given an object. */
export function add(vm: Machine, a: Word, b: Word): Word {
  if (((a | b) & 1) === 0) {
    const sum = a + b;
    return (sum | 0) === sum ? sum : numberWord(vm, sum / 2);
  }
  const { words } = vm;
  if (isString(words, a)) {
    if (isString(words, b)) return concat(vm, a, b);
  } else if (isPlainNumber(words, a) && isPlainNumber(words, b)) {
    return numberWord(vm, numberOf(vm, a) + numberOf(vm, b));
  }
  return addSlow(vm, a, b);
}

function isPlainNumber(words: Int32Array, w: Word): boolean {
  return (w & 1) === 0 || isDouble(words, w);
}

function addSlow(vm: Machine, a: Word, b: Word): Word {
  const { words } = vm;
  const base = vm.stack.sp;
  vm.stack.push(a);
  vm.stack.push(b);
  words[base] = toPrimitive(vm, a);
  words[base + 1] = toPrimitive(vm, words[base + 1]!);
  if (isString(words, words[base]!) || isString(words, words[base + 1]!)) {
    words[base] = toStringWord(vm, words[base]!);
    words[base + 1] = toStringWord(vm, words[base + 1]!);
    vm.stack.sp = base;
    return concat(vm, words[base]!, words[base + 1]!);
  }
  vm.stack.sp = base;
  const x = toNumber(vm, words[base]!);
  return numberWord(vm, x + toNumber(vm, words[base + 1]!));
}

/** Both operands as host numbers, the right one rooted meanwhile. */
function arithmetic(vm: Machine, a: Word, b: Word, op: (x: number, y: number) => number): Word {
  const at = vm.stack.push(b);
  const x = toNumber(vm, a);
  const y = toNumber(vm, vm.words[at]!);
  vm.stack.sp = at;
  return numberWord(vm, op(x, y));
}

/** `a - b`. May collect when given an object. */
export function subtract(vm: Machine, a: Word, b: Word): Word {
  if (((a | b) & 1) === 0) {
    const difference = a - b;
    return (difference | 0) === difference ? difference : numberWord(vm, difference / 2);
  }
  return arithmetic(vm, a, b, (x, y) => x - y);
}

/** `a * b`. May collect when given an object. */
export function multiply(vm: Machine, a: Word, b: Word): Word {
  if (((a | b) & 1) === 0) return numberWord(vm, (a >> 1) * (b >> 1));
  return arithmetic(vm, a, b, (x, y) => x * y);
}

/** `a / b`. May collect when given an object. */
export function divide(vm: Machine, a: Word, b: Word): Word {
  if (((a | b) & 1) === 0) return numberWord(vm, (a >> 1) / (b >> 1));
  return arithmetic(vm, a, b, (x, y) => x / y);
}

/** `a % b`. May collect when given an object. */
export function remainder(vm: Machine, a: Word, b: Word): Word {
  if (((a | b) & 1) === 0 && a >= 0 && b > 0) return ((a >> 1) % (b >> 1)) << 1;
  return arithmetic(vm, a, b, (x, y) => x % y);
}

/** `a ** b`. May collect when given an object. */
export function power(vm: Machine, a: Word, b: Word): Word {
  return arithmetic(vm, a, b, (x, y) => x ** y);
}

/** `a + 1` or `a - 1` of `++` and `--`, after ToNumeric. May collect when given an object. */
export function increment(vm: Machine, a: Word, by: 1 | -1): Word {
  return numberWord(vm, toNumber(vm, a) + by);
}

function bitwise(vm: Machine, a: Word, b: Word, op: (x: number, y: number) => number): Word {
  const at = vm.stack.push(b);
  const x = toInt32(vm, a);
  const y = toInt32(vm, vm.words[at]!);
  vm.stack.sp = at;
  return numberWord(vm, op(x, y));
}

/** `a & b`. This and the other bit operators may collect when given an object. */
export function bitAnd(vm: Machine, a: Word, b: Word): Word {
  return ((a | b) & 1) === 0 ? a & b : bitwise(vm, a, b, (x, y) => x & y);
}

export function bitOr(vm: Machine, a: Word, b: Word): Word {
  return ((a | b) & 1) === 0 ? a | b : bitwise(vm, a, b, (x, y) => x | y);
}

export function bitXor(vm: Machine, a: Word, b: Word): Word {
  return ((a | b) & 1) === 0 ? a ^ b : bitwise(vm, a, b, (x, y) => x ^ y);
}

export function shiftLeft(vm: Machine, a: Word, b: Word): Word {
  return bitwise(vm, a, b, (x, y) => x << y);
}

export function shiftRight(vm: Machine, a: Word, b: Word): Word {
  return bitwise(vm, a, b, (x, y) => x >> y);
}

export function shiftRightUnsigned(vm: Machine, a: Word, b: Word): Word {
  return bitwise(vm, a, b, (x, y) => x >>> y);
}

/** `a === b`. May collect to flatten a long rope. */
export function strictEquals(vm: Realm, a: Word, b: Word): boolean {
  if (a === b)
    return (a & 7) !== 1 || !isDouble(vm.words, a) || numberOf(vm, a) === numberOf(vm, a);
  // Two words that differ are equal only as doubles (0 and −0 among them) or as strings.
  if ((a & 7) !== 1 && (b & 7) !== 1) return false;
  const { words } = vm;
  if (isPlainNumber(words, a))
    return isPlainNumber(words, b) && numberOf(vm, a) === numberOf(vm, b);
  return isString(words, a) && isString(words, b) && equalStrings(vm, a, b);
}

/** SameValueZero: NaN is itself, 0 is −0. May collect to flatten a long rope. */
export function sameValueZero(vm: Realm, a: Word, b: Word): boolean {
  if (a === b) return true;
  if (isDouble(vm.words, a) && isDouble(vm.words, b)) {
    const x = numberOf(vm, a);
    const y = numberOf(vm, b);
    return x === y || (x !== x && y !== y);
  }
  return strictEquals(vm, a, b);
}

/** SameValue, which is Object.is. May collect to flatten a long rope. */
export function sameValue(vm: Realm, a: Word, b: Word): boolean {
  if (a === b) return true;
  const { words } = vm;
  if (isPlainNumber(words, a) && isPlainNumber(words, b)) {
    return Object.is(numberOf(vm, a), numberOf(vm, b));
  }
  return strictEquals(vm, a, b);
}

/** `a == b`. May collect when given an object. */
export function looseEquals(vm: Machine, a: Word, b: Word): boolean {
  const { words } = vm;
  if (isNullish(a) || isNullish(b)) return isNullish(a) && isNullish(b);
  const aObject = isObject(words, a);
  const bObject = isObject(words, b);
  if (aObject && bObject) return a === b;
  if (aObject) {
    const at = vm.stack.push(b);
    const primitive = toPrimitive(vm, a);
    vm.stack.sp = at;
    return looseEquals(vm, primitive, words[at]!);
  }
  if (bObject) return looseEquals(vm, b, a);
  if (isBoolean(a)) return looseEquals(vm, a === TRUE ? 2 : 0, b);
  if (isBoolean(b)) return looseEquals(vm, a, b === TRUE ? 2 : 0);
  const mixed = isString(words, a)
    ? isPlainNumber(words, b)
    : isString(words, b) && isPlainNumber(words, a);
  return mixed ? toNumber(vm, a) === toNumber(vm, b) : strictEquals(vm, a, b);
}

function isBoolean(w: Word): boolean {
  return w === TRUE || w === FALSE;
}

/** The four orders. */
export const enum Order {
  LESS,
  LESS_EQUAL,
  GREATER,
  GREATER_EQUAL,
}

/** `a < b`, `a <= b` … May collect when given an object. */
export function compare(vm: Machine, a: Word, b: Word, order: Order): boolean {
  const { words } = vm;
  if (isInt(a) && isInt(b)) return holds(a, b, order);
  if (isObject(words, a) || isObject(words, b)) {
    const base = vm.stack.sp;
    vm.stack.push(a);
    vm.stack.push(b);
    words[base] = toPrimitive(vm, a, 'number');
    words[base + 1] = toPrimitive(vm, words[base + 1]!, 'number');
    vm.stack.sp = base;
    a = words[base]!;
    b = words[base + 1]!;
  }
  if (isString(words, a) && isString(words, b)) {
    return holds(compareStrings(vm, a, b), 0, order);
  }
  const at = vm.stack.push(b);
  const x = toNumber(vm, a);
  const y = toNumber(vm, words[at]!);
  vm.stack.sp = at;
  return holds(x, y, order);
}

function holds(x: number, y: number, order: Order): boolean {
  switch (order) {
    case Order.LESS:
      return x < y;
    case Order.LESS_EQUAL:
      return x <= y;
    case Order.GREATER:
      return x > y;
    case Order.GREATER_EQUAL:
      return x >= y;
  }
}

export function lessThan(vm: Machine, a: Word, b: Word): boolean {
  return compare(vm, a, b, Order.LESS);
}

export function lessEqual(vm: Machine, a: Word, b: Word): boolean {
  return compare(vm, a, b, Order.LESS_EQUAL);
}

export function greaterThan(vm: Machine, a: Word, b: Word): boolean {
  return compare(vm, a, b, Order.GREATER);
}

export function greaterEqual(vm: Machine, a: Word, b: Word): boolean {
  return compare(vm, a, b, Order.GREATER_EQUAL);
}
