import { newKindOfShape, rootOf } from '../objects/allocate.ts';
import { prototypeOfPrimitive } from '../objects/find.ts';
import { get, getMethod } from '../objects/get.ts';
import { internWord, keyOfIndex, MAX_ARRAY_INDEX } from '../strings/intern.ts';
import { Intrinsic, Name } from '../values/intrinsics.ts';
import { At, isCallable, isDouble, isObject, isString, isSymbol, Kind } from '../values/layouts.ts';
import { numberOf, numberToStringWord, numberWord } from '../values/numbers.ts';
import { Flavor } from '../objects/shapes.ts';
import { hostString } from '../strings/host.ts';
import { lengthOfString } from '../strings/strings.ts';
import type { Machine, Memory, Realm } from '../machine/machine.ts';
import { FALSE, isInt, NULL, TRUE, UNDEFINED, UNINITIALIZED } from '../values/words.ts';
import type { Word } from '../values/words.ts';

export { numberOf, numberWord } from '../values/numbers.ts';

export type Hint = 'default' | 'number' | 'string';

const MAX_SAFE_LENGTH = Number.MAX_SAFE_INTEGER;

/** ToPrimitive. May collect when given an object. */
export function toPrimitive(vm: Machine, w: Word, hint: Hint = 'default'): Word {
  if (!isObject(vm.words, w)) return w;
  const at = vm.stack.push(w);
  const exotic = getMethod(vm, w, vm.intrinsic(Intrinsic.SymbolToPrimitive));
  if (exotic !== UNDEFINED) {
    const result = vm.calls.call1(exotic, vm.words[at]!, hintWord(vm, hint));
    if (!isObject(vm.words, result)) return dropTo(vm, at, result);
    return vm.throwing.error('TypeError', 'Cannot convert object to primitive value');
  }
  const first = hint === 'string' ? Name.toString : Name.valueOf;
  const second = hint === 'string' ? Name.valueOf : Name.toString;
  for (const name of [first, second]) {
    const method = get(vm, vm.words[at]!, vm.name(name));
    if (!isCallable(vm.words, method)) continue;
    const result = vm.calls.call(method, vm.words[at]!);
    if (!isObject(vm.words, result)) return dropTo(vm, at, result);
  }
  return vm.throwing.error('TypeError', 'Cannot convert object to primitive value');
}

function dropTo(vm: Realm, at: number, result: Word): Word {
  vm.stack.sp = at;
  return result;
}

function hintWord(vm: Realm, hint: Hint): Word {
  if (hint === 'string') return vm.name(Name.string);
  return vm.name(hint === 'number' ? Name.number : Name.default);
}

/** ToNumber, as a host number. May collect when given an object or a long rope. */
export function toNumber(vm: Machine, w: Word): number {
  if (isInt(w)) return w >> 1;
  const { words } = vm;
  if (isDouble(words, w)) return numberOf(vm, w);
  if (isString(words, w)) return lengthOfString(vm, w) === 0 ? 0 : Number(hostString(vm, w));
  if (w === UNDEFINED || w === UNINITIALIZED) return NaN;
  if (w === TRUE) return 1;
  if (w === NULL || w === FALSE) return 0;
  if (isSymbol(words, w)) {
    return vm.throwing.error('TypeError', 'Cannot convert a Symbol value to a number');
  }
  return toNumber(vm, toPrimitive(vm, w, 'number'));
}

/** ToNumber, as a word: a number comes back as it is. May collect when given an object. */
export function toNumeric(vm: Machine, w: Word): Word {
  if (isInt(w) || isDouble(vm.words, w)) return w;
  return numberWord(vm, toNumber(vm, w));
}

/** ToIntegerOrInfinity. May collect when given an object. */
export function toInteger(vm: Machine, w: Word): number {
  if (isInt(w)) return w >> 1;
  const n = Math.trunc(toNumber(vm, w));
  return n !== n ? 0 : n + 0;
}

export function toInt32(vm: Machine, w: Word): number {
  return isInt(w) ? w >> 1 : toNumber(vm, w) | 0;
}

export function toUint32(vm: Machine, w: Word): number {
  return isInt(w) ? (w >> 1) >>> 0 : toNumber(vm, w) >>> 0;
}

/** ToLength: 0 … 2⁵³ − 1. */
export function toLength(vm: Machine, w: Word): number {
  return Math.min(Math.max(toInteger(vm, w), 0), MAX_SAFE_LENGTH);
}

/** ToBoolean. Never collects. */
export function toBoolean(vm: Memory, w: Word): boolean {
  if ((w & 1) === 0) return w !== 0;
  if (w === TRUE) return true;
  if (w === FALSE || w === UNDEFINED || w === NULL) return false;
  if ((w & 7) !== 1) return true;
  const { words } = vm;
  const kind = (words[w >>> 2]! >>> 10) & 0xfff;
  if (kind === Kind.Double) {
    const n = numberOf(vm, w);
    return n === n && n !== 0;
  }
  return kind > Kind.Rope16 || lengthOfString(vm, w) !== 0;
}

/** ToString, as a guest string. May collect when given an object. */
export function toStringWord(vm: Machine, w: Word): Word {
  const { words } = vm;
  if (isString(words, w)) return w;
  if (isInt(w) || isDouble(words, w)) return numberToStringWord(vm, numberOf(vm, w));
  if (w === UNDEFINED || w === UNINITIALIZED) return vm.name(Name.undefined);
  if (w === NULL) return vm.name(Name.null);
  if (w === TRUE) return vm.name(Name.true);
  if (w === FALSE) return vm.name(Name.false);
  if (isSymbol(words, w)) {
    return vm.throwing.error('TypeError', 'Cannot convert a Symbol value to a string');
  }
  return toStringWord(vm, toPrimitive(vm, w, 'string'));
}

/** ToString, as a host string: as long as the guest's, so mind what it is for. May collect. */
export function toHostString(vm: Machine, w: Word): string {
  return isInt(w) ? String(w >> 1) : hostString(vm, toStringWord(vm, w));
}

/** ToObject: the guest's TypeError for null and undefined. Does not collect. */
export function toObject(vm: Realm, w: Word): Word {
  const { words } = vm;
  if (isObject(words, w)) return w;
  if (w === UNDEFINED || w === NULL) {
    return vm.throwing.error('TypeError', 'Cannot convert undefined or null to object');
  }
  const proto = prototypeOfPrimitive(vm, w, vm.name(Name.valueOf));
  return newBoxed(vm, w, proto);
}

/** The object around a primitive. Does not collect. */
export function newBoxed(vm: Realm, primitive: Word, proto: Word): Word {
  const flavor = isString(vm.words, primitive) ? Flavor.STRING : Flavor.PLAIN;
  const box = newKindOfShape(vm, Kind.Boxed, rootOf(vm, proto, flavor, 0));
  vm.heap.write(box, At.BOXED_VALUE - 1, primitive);
  return box;
}

/** ToPropertyKey, as a key word. May collect when given an object or a long rope. */
export function toKey(vm: Machine, w: Word): Word {
  if (isInt(w) && w >= 0) return w;
  const { words } = vm;
  if (isString(words, w)) return internWord(vm, w);
  if (isSymbol(words, w)) return w;
  if (isObject(words, w)) return toKey(vm, toPrimitive(vm, w, 'string'));
  if (isDouble(words, w)) {
    const n = numberOf(vm, w);
    if (n >= 0 && n <= MAX_ARRAY_INDEX && n % 1 === 0) return keyOfIndex(vm, n);
  }
  return internWord(vm, toStringWord(vm, w));
}
