import { toNumber, toObject, toStringWord, toUint32 } from '../../runtime/operations/convert.ts';
import { BATCH } from '../../runtime/machine/fuel.ts';
import { Intrinsic, Name } from '../../runtime/values/intrinsics.ts';
import { get } from '../../runtime/objects/objects.ts';
import { keyOfIndex } from '../../runtime/strings/intern.ts';
import { hostString, stringWord } from '../../runtime/strings/host.ts';
import {
  allocString,
  concat,
  copyUnits,
  flatten,
  isWide,
  lengthOfString,
  MAX_STRING_LENGTH,
  roomForString,
  substring,
  unitOfFlat,
  unitsOf,
} from '../../runtime/strings/strings.ts';
import type { Machine, Realm } from '../../runtime/machine/machine.ts';
import { boolWord, charWord, UNDEFINED } from '../../runtime/values/words.ts';
import type { Word } from '../../runtime/values/words.ts';
import { lengthAt } from '../array/access.ts';
import { normalize as normalizeAt } from './normalize.ts';
import { onHostString } from '../host-work.ts';
import { integerAt, reserve } from '../arguments.ts';
import { stringAt, stringMethod } from './search.ts';
import type { Method, Native } from '../table.ts';
import { TextBuilder } from '../text-builder.ts';

/** `count` times the string at `words[slot]`, cut to `length` units. May collect. */
function repeatTo(vm: Realm, slot: number, length: number): Word {
  const { words, halves, bytes } = vm;
  if (length === 0) return vm.intrinsic(Intrinsic.EmptyString);
  const wide = isWide(words, words[slot]!);
  words[slot] = flatten(vm, words[slot]!);
  roomForString(vm, length, wide);
  if (length === 1) return charWord(unitOfFlat(vm, words[slot]!, 0));
  const result = allocString(vm, length, wide);
  const start = unitsOf(result, wide);
  let done = Math.min(lengthOfString(vm, words[slot]!), length);
  copyUnits(vm, words[slot]!, 0, done, start, wide);
  const units = wide ? halves : bytes;
  while (done < length) {
    const count = Math.min(done, length - done);
    units.copyWithin(start + done, start, start + count);
    done += count;
  }
  return result;
}

function repeat(vm: Machine, fp: number): Word {
  const count = integerAt(vm, fp, 0);
  if (count < 0 || count === Infinity) {
    vm.throwing.error('RangeError', `Invalid count value: ${hostString(vm, stringAt(vm, fp))}`);
  }
  const length = lengthOfString(vm, vm.words[fp - 1]!) * count;
  if (length > MAX_STRING_LENGTH) vm.throwing.error('RangeError', 'Invalid string length');
  return repeatTo(vm, fp - 1, length);
}

/** padStart and padEnd: fp the length, fp + 1 the filler. */
function padder(atStart: boolean): Native {
  return (vm, fp) => {
    const { words } = vm;
    const target = integerAt(vm, fp, 0);
    const missing = target - lengthOfString(vm, words[fp - 1]!);
    if (missing <= 0) return words[fp - 1]!;
    if (words[fp + 1] === UNDEFINED) words[fp + 1] = charWord(32);
    else stringAt(vm, fp + 1);
    if (lengthOfString(vm, words[fp + 1]!) === 0) return words[fp - 1]!;
    if (target > MAX_STRING_LENGTH) vm.throwing.error('RangeError', 'Invalid string length');
    const filler = repeatTo(vm, fp + 1, missing);
    const text = words[fp - 1]!;
    return atStart ? concat(vm, filler, text) : concat(vm, text, filler);
  };
}

function concatMethod(vm: Machine, fp: number, argc: number): Word {
  for (let i = 0; i < argc; i++) {
    const piece = stringAt(vm, fp + i);
    vm.words[fp - 1] = concat(vm, vm.words[fp - 1]!, piece);
  }
  return vm.words[fp - 1]!;
}

const WHITE_SPACE = /^\s$/;

function isSpace(unit: number): boolean {
  if (unit < 0x80) return unit === 32 || (unit >= 9 && unit <= 13);
  return WHITE_SPACE.test(String.fromCharCode(unit));
}

/** How many spaces a flat string has from `start` on, in one direction. */
function spaces(vm: Realm, flat: Word, start: number, direction: 1 | -1): number {
  const length = lengthOfString(vm, flat);
  let count = 0;
  for (let i = start; i >= 0 && i < length && isSpace(unitOfFlat(vm, flat, i)); i += direction) {
    if (++count % BATCH === 0) vm.fuel.chargeUnits(BATCH);
  }
  return count;
}

function trimmer(atStart: boolean, atEnd: boolean): Native {
  return (vm, fp) => {
    const flat = flatten(vm, vm.words[fp - 1]!);
    const length = lengthOfString(vm, flat);
    const from = atStart ? spaces(vm, flat, 0, 1) : 0;
    const to = atEnd && from < length ? length - spaces(vm, flat, length - 1, -1) : length;
    return substring(vm, flat, from, to);
  };
}

/** A method that the host does on its copy of the string; results may be a few times as long. */
function onHost(work: (text: string) => string): Native {
  return (vm, fp) => {
    const text = hostString(vm, vm.words[fp - 1]!);
    return stringWord(vm, onHostString(vm, text, work));
  };
}

function normalize(vm: Machine, fp: number): Word {
  const { words } = vm;
  const form = words[fp] === UNDEFINED ? 'NFC' : hostString(vm, stringAt(vm, fp));
  if (!['NFC', 'NFD', 'NFKC', 'NFKD'].includes(form)) {
    vm.throwing.error(
      'RangeError',
      'The normalization form should be one of NFC, NFD, NFKC, NFKD.',
    );
  }
  return normalizeAt(vm, fp - 1, form);
}

const LONE_SURROGATE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

function isWellFormed(vm: Realm, fp: number): Word {
  return boolWord(hostString(vm, vm.words[fp - 1]!).search(LONE_SURROGATE) < 0);
}

function fromCharCode(vm: Machine, fp: number, argc: number): Word {
  if (argc === 1) return charWord(toUint32(vm, vm.words[fp]!) & 0xffff);
  const builder = new TextBuilder(vm);
  for (let i = 0; i < argc; i++) {
    builder.append(String.fromCharCode(toUint32(vm, vm.words[fp + i]!)));
  }
  return builder.finish();
}

function fromCodePoint(vm: Machine, fp: number, argc: number): Word {
  const builder = new TextBuilder(vm);
  for (let i = 0; i < argc; i++) {
    const point = toNumber(vm, vm.words[fp + i]!);
    if (!Number.isInteger(point) || point < 0 || point > 0x10ffff) {
      const text = hostString(vm, toStringWord(vm, vm.words[fp + i]!));
      vm.throwing.error('RangeError', `Invalid code point ${text}`);
    }
    builder.append(String.fromCodePoint(point));
  }
  return builder.finish();
}

/** String.raw: fp the template, whose `raw` strings alternate with the other arguments. */
function raw(vm: Machine, fp: number, argc: number): Word {
  const { words } = vm;
  reserve(vm, fp, argc, 1);
  words[fp] = toObject(vm, words[fp]!);
  words[fp] = toObject(vm, get(vm, words[fp]!, vm.name(Name.raw)));
  const length = lengthAt(vm, fp);
  const builder = new TextBuilder(vm);
  for (let i = 0; i < length; i++) {
    builder.appendWord(toStringWord(vm, get(vm, words[fp]!, keyOfIndex(vm, i))));
    if (i + 1 < length && i + 1 < argc) builder.appendWord(toStringWord(vm, words[fp + i + 1]!));
  }
  return builder.finish();
}

export const STRING_STATICS: readonly Method[] = [
  ['fromCharCode', 1, fromCharCode],
  ['fromCodePoint', 1, fromCodePoint],
  ['raw', 1, raw],
];

const upper = onHost((text) => text.toUpperCase());
const lower = onHost((text) => text.toLowerCase());

/** The methods of String.prototype that make new strings. */
export const STRING_BUILD_METHODS: readonly Method[] = (
  [
    ['concat', 1, concatMethod],
    ['isWellFormed', 0, isWellFormed],
    ['normalize', 0, normalize],
    ['padEnd', 1, padder(false)],
    ['padStart', 1, padder(true)],
    ['repeat', 1, repeat],
    ['toLocaleLowerCase', 0, lower],
    ['toLocaleUpperCase', 0, upper],
    ['toLowerCase', 0, lower],
    ['toUpperCase', 0, upper],
    ['toWellFormed', 0, onHost((text) => text.replace(LONE_SURROGATE, '\ufffd'))],
    ['trim', 0, trimmer(true, true)],
    ['trimEnd', 0, trimmer(false, true)],
    ['trimStart', 0, trimmer(true, false)],
  ] as const
).map(([name, length, body]) => [name, length, stringMethod(name, 2, body)]);
