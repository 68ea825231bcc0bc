import { BATCH } from '../machine/fuel.ts';
import { Intrinsic } from '../values/intrinsics.ts';
import { At, Kind } from '../values/layouts.ts';
import { MAX_OBJECT_BYTES } from '../machine/limits.ts';
import type { Memory, Realm } from '../machine/machine.ts';
import { charOf, charWord } from '../values/words.ts';
import type { Word } from '../values/words.ts';

/** V8's limit, so that the same programs fail. */
export const MAX_STRING_LENGTH = 2 ** 29 - 24;
/** Longest concatenation that is copied at once instead of becoming a rope. */
const COPY_LIMIT = 24;
/** Strings longer than this collect before they are allocated, if they would not fit. */
export const QUIET_LENGTH = 2048;
/** Below this a loop over the units is quicker than `copyWithin`. */
const SHORT_COPY = 24;

/** Length in UTF-16 code units of a guest string of any form. */
export function lengthOfString(vm: Memory, w: Word): number {
  return (w & 7) === 5 ? 1 : vm.words[(w >>> 2) + At.STRING_LENGTH]! >> 1;
}

/** True for a string that keeps two bytes a unit. */
export function isWide(words: Int32Array, w: Word): boolean {
  if ((w & 7) === 5) return w >>> 3 > 0xff;
  const kind = (words[w >>> 2]! >>> 10) & 0xfff;
  return kind === Kind.String16 || kind === Kind.Rope16;
}

export function isRope(words: Int32Array, w: Word): boolean {
  if ((w & 7) !== 1) return false;
  const kind = (words[w >>> 2]! >>> 10) & 0xfff;
  return kind === Kind.Rope8 || kind === Kind.Rope16;
}

/** Index of the first unit of a flat string: into `bytes` of a String8, `halves` of a String16. */
export function unitsOf(w: Word, wide: boolean): number {
  const start = (w >>> 2) + At.STRING_UNITS;
  return wide ? start * 2 : start * 4;
}

/**
 * A flat string of zero units, which the caller fills before anything else is allocated.
 * Throws the guest's RangeError past the maximal length. `length` must be at least 2.
 */
export function allocString(vm: Realm, length: number, wide: boolean): Word {
  if (length > MAX_STRING_LENGTH) vm.throwing.error('RangeError', 'Invalid string length');
  const words = wide ? (length + 1) >>> 1 : (length + 3) >>> 2;
  if (words > MAX_OBJECT_BYTES / 4) vm.pressure.outOfMemory();
  vm.fuel.chargeUnits(length);
  const kind = wide ? Kind.String16 : Kind.String8;
  const w = vm.heap.allocateRaw(kind, At.STRING_UNITS - 1 + words);
  vm.words[(w >>> 2) + At.STRING_LENGTH] = length << 1;
  return w;
}

/** May collect: makes room for a string about to be allocated, if it is a long one. */
export function roomForString(vm: Realm, length: number, wide: boolean): void {
  if (length > MAX_STRING_LENGTH) vm.throwing.error('RangeError', 'Invalid string length');
  if (length > QUIET_LENGTH) vm.pressure.room(wide ? length * 2 + 16 : length + 16);
}

/** `a + b`. Long results are ropes, flattened when their units are first asked for. */
export function concat(vm: Realm, a: Word, b: Word): Word {
  const { words, heap } = vm;
  const left = lengthOfString(vm, a);
  const right = lengthOfString(vm, b);
  if (left === 0) return b;
  if (right === 0) return a;
  const length = left + right;
  const wide = isWide(words, a) || isWide(words, b);
  if (length <= COPY_LIMIT) {
    const w = allocString(vm, length, wide);
    const start = unitsOf(w, wide);
    copyUnits(vm, a, 0, left, start, wide);
    copyUnits(vm, b, 0, right, start + left, wide);
    return w;
  }
  if (length > MAX_STRING_LENGTH) vm.throwing.error('RangeError', 'Invalid string length');
  const rope = heap.allocateRaw(wide ? Kind.Rope16 : Kind.Rope8, 3);
  words[(rope >>> 2) + At.ROPE_LENGTH] = length << 1;
  heap.write(rope, At.ROPE_LEFT - 1, a);
  heap.write(rope, At.ROPE_RIGHT - 1, b);
  return rope;
}

/**
 * The same string as a char word, String8 or String16. May collect when `w` is a rope of more
 * than QUIET_LENGTH units.
 */
export function flatten(vm: Realm, w: Word): Word {
  if ((w & 7) === 5) return w;
  const { words } = vm;
  const kind = (words[w >>> 2]! >>> 10) & 0xfff;
  if (kind <= Kind.String16) return w;
  if (words[(w >>> 2) + At.ROPE_RIGHT] === 0) return words[(w >>> 2) + At.ROPE_LEFT]!;
  const wide = kind === Kind.Rope16;
  const length = words[(w >>> 2) + At.ROPE_LENGTH]! >> 1;
  if (length > QUIET_LENGTH) {
    vm.stack.push(w);
    roomForString(vm, length, wide);
    w = vm.stack.pop();
  }
  const flat = allocString(vm, length, wide);
  flattenInto(vm, w, unitsOf(flat, wide), wide);
  vm.heap.write(w, At.ROPE_LEFT - 1, flat);
  vm.heap.write(w, At.ROPE_RIGHT - 1, 0);
  return flat;
}

/**
 * Copies a string of any form to `start`. It recurses into the shorter side of a rope and
 * loops on the longer one: a side at least halves at each recursion, so a rope of any shape
 * and depth needs fewer than 30 host frames.
 */
function flattenInto(vm: Realm, w: Word, start: number, wide: boolean): void {
  const { words } = vm;
  for (;;) {
    vm.fuel.charge(1);
    const length = lengthOfString(vm, w);
    if (!isRope(words, w)) return copyUnits(vm, w, 0, length, start, wide);
    const left = words[(w >>> 2) + At.ROPE_LEFT]!;
    const right = words[(w >>> 2) + At.ROPE_RIGHT]!;
    if (right === 0) {
      w = left;
      continue;
    }
    const leftLength = lengthOfString(vm, left);
    if (leftLength >= length - leftLength) {
      flattenInto(vm, right, start + leftLength, wide);
      w = left;
    } else {
      flattenInto(vm, left, start, wide);
      w = right;
      start += leftLength;
    }
  }
}

/** Copies units [from, to) of a flat string to `target` in `halves` (wide) or `bytes`. */
export function copyUnits(
  vm: Memory,
  w: Word,
  from: number,
  to: number,
  target: number,
  wide: boolean,
): void {
  const { bytes, halves } = vm;
  if ((w & 7) === 5) {
    if (to > from) {
      if (wide) halves[target] = charOf(w);
      else bytes[target] = charOf(w);
    }
    return;
  }
  const fromWide = isWide(vm.words, w);
  const start = unitsOf(w, fromWide);
  const length = to - from;
  if (!wide) {
    if (length > SHORT_COPY) bytes.copyWithin(target, start + from, start + to);
    else for (let i = 0; i < length; i++) bytes[target + i] = bytes[start + from + i]!;
  } else if (!fromWide) {
    for (let i = 0; i < length; i++) halves[target + i] = bytes[start + from + i]!;
  } else if (length > SHORT_COPY) {
    halves.copyWithin(target, start + from, start + to);
  } else {
    for (let i = 0; i < length; i++) halves[target + i] = halves[start + from + i]!;
  }
}

/** Units [from, to), which must lie within the string. May collect when that is long. */
export function substring(vm: Realm, w: Word, from: number, to: number): Word {
  const length = to - from;
  if (length <= 0) return vm.intrinsic(Intrinsic.EmptyString);
  if (length === lengthOfString(vm, w)) return w;
  w = flatten(vm, w);
  const wide = isWide(vm.words, w);
  if (length === 1) return charWord(unitOfFlat(vm, w, from));
  if (length > QUIET_LENGTH) {
    vm.stack.push(w);
    roomForString(vm, length, wide);
    w = vm.stack.pop();
  }
  const part = allocString(vm, length, wide);
  copyUnits(vm, w, from, to, unitsOf(part, wide), wide);
  return part;
}

/** Unit i of a flat string or char word. */
export function unitOfFlat(vm: Memory, w: Word, i: number): number {
  if ((w & 7) === 5) return charOf(w);
  const h = w >>> 2;
  if (((vm.words[h]! >>> 10) & 0xfff) === Kind.String8) {
    return vm.bytes[(h + At.STRING_UNITS) * 4 + i]!;
  }
  return vm.halves[(h + At.STRING_UNITS) * 2 + i]!;
}

/** UTF-16 code unit i, which must be below the length. May collect to flatten a long rope. */
export function codeUnitAt(vm: Realm, w: Word, i: number): number {
  return unitOfFlat(vm, flatten(vm, w), i);
}

/** Both operands flat, at `words[sp]` and `words[sp + 1]` (above the stack: read at once). */
export function flattenBoth(vm: Realm, a: Word, b: Word): void {
  vm.stack.push(a);
  vm.stack.push(b);
  const base = vm.stack.sp - 2;
  vm.words[base] = flatten(vm, a);
  vm.words[base + 1] = flatten(vm, vm.words[base + 1]!);
  vm.stack.sp = base;
}

/** Equality by content. May collect to flatten a long rope. */
export function equalStrings(vm: Realm, a: Word, b: Word): boolean {
  if (a === b) return true;
  // A string of one unit is always its char word.
  if ((a & 7) === 5 || (b & 7) === 5) return false;
  const { words } = vm;
  const length = words[(a >>> 2) + At.STRING_LENGTH]!;
  if (length !== words[(b >>> 2) + At.STRING_LENGTH]!) return false;
  if (isRope(words, a) || isRope(words, b)) {
    flattenBoth(vm, a, b);
    a = words[vm.stack.sp]!;
    b = words[vm.stack.sp + 1]!;
  } else if ((words[(a >>> 2) + At.STRING_HASH]! & words[(b >>> 2) + At.STRING_HASH]! & 1) === 1) {
    return false;
  }
  return equalFlat(vm, a, b, length >> 1);
}

/** Equality of two flat strings of `length` units. */
export function equalFlat(vm: Realm, a: Word, b: Word, length: number): boolean {
  const aWide = isWide(vm.words, a);
  const bWide = isWide(vm.words, b);
  const aUnits = aWide ? vm.halves : vm.bytes;
  const bUnits = bWide ? vm.halves : vm.bytes;
  const aStart = unitsOf(a, aWide);
  const bStart = unitsOf(b, bWide);
  for (let i = 0; i < length;) {
    const from = i;
    const end = Math.min(i + BATCH, length);
    while (i < end && aUnits[aStart + i] === bUnits[bStart + i]) i++;
    vm.fuel.chargeUnits(i - from);
    if (i < end) return false;
  }
  return true;
}
