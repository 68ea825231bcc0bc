import { numberWord, toNumber, toStringWord } from '../../runtime/operations/convert.ts';
import { Intrinsic } from '../../runtime/values/intrinsics.ts';
import { isKind, Kind } from '../../runtime/values/layouts.ts';
import {
  charWord,
  boolWord,
  intWord,
  isNullish,
  UNDEFINED,
  FALSE,
} from '../../runtime/values/words.ts';
import type { Word } from '../../runtime/values/words.ts';
import { hostString } from '../../runtime/strings/host.ts';
import { commonUnits, indexOfString } from '../../runtime/strings/search.ts';
import {
  codeUnitAt,
  flatten,
  lengthOfString,
  substring,
  unitOfFlat,
} from '../../runtime/strings/strings.ts';
import type { Machine, Realm } from '../../runtime/machine/machine.ts';
import { integerAt, relativeAt, reserve } from '../arguments.ts';
import type { Method, Native } from '../table.ts';

/** `this` as a string, kept at fp − 1. May collect. */
export function thisString(vm: Machine, fp: number, name: string): Word {
  const w = vm.words[fp - 1]!;
  if ((w & 7) === 5) return w;
  if (isNullish(w)) {
    vm.throwing.error('TypeError', `String.prototype.${name} called on null or undefined`);
  }
  const text = toStringWord(vm, w);
  vm.words[fp - 1] = text;
  return text;
}

/**
 * A method of strings: `this` is a string at fp − 1 before the body runs, and there are
 * `slots` rooted words from fp on.
 */
export function stringMethod(name: string, slots: number, body: Native): Native {
  return (vm, fp, argc) => {
    thisString(vm, fp, name);
    reserve(vm, fp, argc, slots);
    return body(vm, fp, argc);
  };
}

/** The word at `slot` as a string, put back there. May collect. */
export function stringAt(vm: Machine, slot: number): Word {
  const w = toStringWord(vm, vm.words[slot]!);
  vm.words[slot] = w;
  return w;
}

function charAt(vm: Machine, fp: number): Word {
  const i = integerAt(vm, fp, 0);
  const s = vm.words[fp - 1]!;
  if (i < 0 || i >= lengthOfString(vm, s)) return vm.intrinsic(Intrinsic.EmptyString);
  return charWord(codeUnitAt(vm, s, i));
}

function charCodeAt(vm: Machine, fp: number): Word {
  const i = integerAt(vm, fp, 0);
  const s = vm.words[fp - 1]!;
  if (i < 0 || i >= lengthOfString(vm, s)) return numberWord(vm, NaN);
  return intWord(codeUnitAt(vm, s, i));
}

function codePointAt(vm: Machine, fp: number): Word {
  const i = integerAt(vm, fp, 0);
  const s = flatten(vm, vm.words[fp - 1]!);
  const length = lengthOfString(vm, s);
  if (i < 0 || i >= length) return UNDEFINED;
  const unit = unitOfFlat(vm, s, i);
  if (unit < 0xd800 || unit > 0xdbff || i + 1 >= length) return intWord(unit);
  const low = unitOfFlat(vm, s, i + 1);
  if (low < 0xdc00 || low > 0xdfff) return intWord(unit);
  return intWord((unit - 0xd800) * 0x400 + (low - 0xdc00) + 0x10000);
}

function at(vm: Machine, fp: number): Word {
  const n = integerAt(vm, fp, 0);
  const s = vm.words[fp - 1]!;
  const length = lengthOfString(vm, s);
  const i = n < 0 ? length + n : n;
  return i < 0 || i >= length ? UNDEFINED : charWord(codeUnitAt(vm, s, i));
}

function indexOf(vm: Machine, fp: number): Word {
  stringAt(vm, fp);
  const from = relativeStart(vm, fp + 1, fp - 1);
  return intWord(indexOfString(vm, vm.words[fp - 1]!, vm.words[fp]!, from));
}

/** A position argument: clamped to the string, never counted from its end. */
function relativeStart(vm: Machine, slot: number, stringSlot: number): number {
  const position = integerAt(vm, slot, 0);
  return Math.min(Math.max(position, 0), lengthOfString(vm, vm.words[stringSlot]!));
}

function lastIndexOf(vm: Machine, fp: number): Word {
  const { words } = vm;
  stringAt(vm, fp);
  const position = toNumber(vm, words[fp + 1]!);
  words[fp - 1] = flatten(vm, words[fp - 1]!);
  const search = flatten(vm, words[fp]!);
  const text = words[fp - 1]!;
  const searchLength = lengthOfString(vm, search);
  const last = lengthOfString(vm, text) - searchLength;
  const start = Number.isNaN(position) ? last : Math.min(Math.max(Math.trunc(position), 0), last);
  for (let i = start; i >= 0; i--) {
    vm.fuel.charge(1);
    if (commonUnits(vm, text, i, search, 0, searchLength) === searchLength) return intWord(i);
  }
  return intWord(-1);
}

/** The search string of includes and its kin, which must be no regular expression. */
function plainSearch(vm: Machine, fp: number, name: string): void {
  if (isKind(vm.words, vm.words[fp]!, Kind.RegExp)) {
    vm.throwing.error(
      'TypeError',
      `First argument to String.prototype.${name} must not be a regular expression`,
    );
  }
  stringAt(vm, fp);
}

function includes(vm: Machine, fp: number): Word {
  plainSearch(vm, fp, 'includes');
  const from = relativeStart(vm, fp + 1, fp - 1);
  return boolWord(indexOfString(vm, vm.words[fp - 1]!, vm.words[fp]!, from) >= 0);
}

function startsWith(vm: Machine, fp: number): Word {
  plainSearch(vm, fp, 'startsWith');
  return matchesAt(vm, fp, relativeStart(vm, fp + 1, fp - 1));
}

function endsWith(vm: Machine, fp: number): Word {
  plainSearch(vm, fp, 'endsWith');
  const length = lengthOfString(vm, vm.words[fp - 1]!);
  const end = Math.min(Math.max(integerAt(vm, fp + 1, length), 0), length);
  return matchesAt(vm, fp, end - lengthOfString(vm, vm.words[fp]!));
}

function matchesAt(vm: Realm, fp: number, start: number): Word {
  const { words } = vm;
  const searchLength = lengthOfString(vm, words[fp]!);
  if (start < 0 || start + searchLength > lengthOfString(vm, words[fp - 1]!)) return FALSE;
  words[fp] = flatten(vm, words[fp]!);
  const text = flatten(vm, words[fp - 1]!);
  const search = words[fp]!;
  return boolWord(commonUnits(vm, text, start, search, 0, searchLength) === searchLength);
}

function slice(vm: Machine, fp: number): Word {
  const length = lengthOfString(vm, vm.words[fp - 1]!);
  const from = relativeAt(vm, fp, length, 0);
  const to = relativeAt(vm, fp + 1, length, length);
  return substring(vm, vm.words[fp - 1]!, from, to);
}

function substringMethod(vm: Machine, fp: number): Word {
  const length = lengthOfString(vm, vm.words[fp - 1]!);
  const a = Math.min(Math.max(integerAt(vm, fp, 0), 0), length);
  const b = Math.min(Math.max(integerAt(vm, fp + 1, length), 0), length);
  return substring(vm, vm.words[fp - 1]!, Math.min(a, b), Math.max(a, b));
}

function substr(vm: Machine, fp: number): Word {
  const length = lengthOfString(vm, vm.words[fp - 1]!);
  const from = relativeAt(vm, fp, length, 0);
  const count = Math.min(Math.max(integerAt(vm, fp + 1, length), 0), length - from);
  return substring(vm, vm.words[fp - 1]!, from, from + count);
}

function localeCompare(vm: Machine, fp: number): Word {
  stringAt(vm, fp);
  const text = hostString(vm, vm.words[fp - 1]!);
  return intWord(Math.sign(text.localeCompare(hostString(vm, vm.words[fp]!))));
}

/** Most methods of String.prototype that look at a string and make at most a part of it. */
export const STRING_SEARCH_METHODS: readonly Method[] = (
  [
    ['at', 1, at],
    ['charAt', 1, charAt],
    ['charCodeAt', 1, charCodeAt],
    ['codePointAt', 1, codePointAt],
    ['endsWith', 1, endsWith],
    ['includes', 1, includes],
    ['indexOf', 1, indexOf],
    ['lastIndexOf', 1, lastIndexOf],
    ['localeCompare', 1, localeCompare],
    ['slice', 2, slice],
    ['startsWith', 1, startsWith],
    ['substr', 2, substr],
    ['substring', 2, substringMethod],
  ] as const
).map(([name, length, body]) => [name, length, stringMethod(name, 2, body)]);
