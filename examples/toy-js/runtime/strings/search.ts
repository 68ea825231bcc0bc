import { BATCH } from '../machine/fuel.ts';
import { flattenBoth, isWide, lengthOfString, unitOfFlat, unitsOf } from './strings.ts';
import type { Realm } from '../machine/machine.ts';
import type { Word } from '../values/words.ts';

/** Negative, 0 or positive, by UTF-16 code units. May collect to flatten a long rope. */
export function compareStrings(vm: Realm, a: Word, b: Word): number {
  if (a === b) return 0;
  flattenBoth(vm, a, b);
  a = vm.words[vm.stack.sp]!;
  b = vm.words[vm.stack.sp + 1]!;
  const aLength = lengthOfString(vm, a);
  const bLength = lengthOfString(vm, b);
  const length = Math.min(aLength, bLength);
  const i = commonUnits(vm, a, 0, b, 0, length);
  return i < length ? unitOfFlat(vm, a, i) - unitOfFlat(vm, b, i) : aLength - bLength;
}

/** How many units of two flat strings are equal, from `a[i]` and `b[j]` on, up to `count`. */
export function commonUnits(
  vm: Realm,
  a: Word,
  i: number,
  b: Word,
  j: number,
  count: number,
): number {
  if ((a & 7) === 5 || (b & 7) === 5) {
    return count > 0 && unitOfFlat(vm, a, i) === unitOfFlat(vm, b, j) ? 1 : 0;
  }
  const aWide = isWide(vm.words, a);
  const bWide = isWide(vm.words, b);
  const aUnits = aWide ? vm.halves : vm.bytes;
  const bUnits = bWide ? vm.halves : vm.bytes;
  const aStart = unitsOf(a, aWide) + i;
  const bStart = unitsOf(b, bWide) + j;
  let n = 0;
  while (n < count) {
    const from = n;
    const end = Math.min(n + BATCH, count);
    while (n < end && aUnits[aStart + n] === bUnits[bStart + n]) n++;
    vm.fuel.chargeUnits(n - from);
    if (n < end) break;
  }
  return n;
}

/** First index ≥ from at which `search` occurs in `s`, or −1. May collect to flatten. */
export function indexOfString(vm: Realm, s: Word, search: Word, from: number): number {
  flattenBoth(vm, s, search);
  s = vm.words[vm.stack.sp]!;
  search = vm.words[vm.stack.sp + 1]!;
  const searchLength = lengthOfString(vm, search);
  const last = lengthOfString(vm, s) - searchLength;
  if (searchLength === 0) return from <= last ? from : -1;
  if ((s & 7) === 5) return from === 0 && s === search ? 0 : -1;
  const wide = isWide(vm.words, s);
  const units = wide ? vm.halves : vm.bytes;
  const start = unitsOf(s, wide);
  const first = unitOfFlat(vm, search, 0);
  let unpaid = 0;
  for (let at = from; at <= last; at++) {
    if (++unpaid > BATCH) {
      vm.fuel.chargeUnits(unpaid);
      unpaid = 0;
    }
    if (units[start + at] !== first) continue;
    const common = commonUnits(vm, s, at + 1, search, 1, searchLength - 1);
    if (common === searchLength - 1) {
      vm.fuel.chargeUnits(unpaid);
      return at;
    }
    // What was compared is paid for, but for less than a unit of fuel.
    unpaid += 16;
  }
  vm.fuel.chargeUnits(unpaid);
  return -1;
}
