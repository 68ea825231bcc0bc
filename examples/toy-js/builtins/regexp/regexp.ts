import { toLength, toStringWord } from '../../runtime/operations/convert.ts';
import { describeCallee } from '../../runtime/calls/errors.ts';
import { internHost } from '../../runtime/strings/intern.ts';
import { Intrinsic, Name } from '../../runtime/values/intrinsics.ts';
import { At, isKind, isObject, Kind } from '../../runtime/values/layouts.ts';
import {
  defineData,
  get,
  newObjectOfKind,
  newObjectWithProto,
  set,
} from '../../runtime/objects/objects.ts';
import { Attribute } from '../../runtime/objects/shapes.ts';
import { asciiWord, hostString, stringWord } from '../../runtime/strings/host.ts';
import { concat } from '../../runtime/strings/strings.ts';
import type { Machine, Realm } from '../../runtime/machine/machine.ts';
import { boolWord, intOf, intWord, isInt, NULL, UNDEFINED } from '../../runtime/values/words.ts';
import type { Word } from '../../runtime/values/words.ts';
import { newArray } from '../../runtime/arrays/arrays.ts';
import { append } from '../array/results.ts';
import { receiver, reserve } from '../arguments.ts';
import { prototypeFor } from '../instances.ts';
import { matchFrom } from './matchers.ts';
import type { Matchers } from './matchers.ts';
import { literalSource } from './source.ts';
import { defineConstructor, defineGetters, defineMethods } from '../table.ts';
import type { Getter, Native } from '../table.ts';

/** A RegExp object of source and flags at `words[slot]` and the word after. Does not collect. */
function newRegExpAt(vm: Realm, slot: number, proto: Word): Word {
  const { heap, words } = vm;
  const regexp = newObjectOfKind(vm, Kind.RegExp, proto);
  heap.write(regexp, At.REGEXP_SOURCE - 1, words[slot]!);
  heap.write(regexp, At.REGEXP_FLAGS - 1, words[slot + 1]!);
  defineData(vm, regexp, vm.name(Name.lastIndex), intWord(0), Attribute.WRITABLE);
  return regexp;
}

/** `new RegExp(source, flags)` from host strings. May collect. */
export function newRegExp(vm: Realm, matchers: Matchers, source: string, flags: string): Word {
  matchers.compile(source, flags);
  const slot = vm.stack.push(stringWord(vm, source));
  vm.stack.push(asciiWord(vm, flags));
  const regexp = newRegExpAt(vm, slot, vm.intrinsic(Intrinsic.RegExpPrototype));
  vm.stack.sp = slot;
  return regexp;
}

/** Flags of a guest RegExp object. */
export function flagsAt(vm: Realm, slot: number): string {
  return hostString(vm, vm.words[(vm.words[slot]! >>> 2) + At.REGEXP_FLAGS]!);
}

/** lastIndex of the object at `words[slot]`. May collect. */
export function lastIndexAt(vm: Machine, slot: number): number {
  const w = get(vm, vm.words[slot]!, vm.name(Name.lastIndex));
  return isInt(w) ? Math.max(intOf(w), 0) : toLength(vm, w);
}

export function setLastIndexAt(vm: Machine, slot: number, index: number): void {
  set(vm, vm.words[slot]!, vm.name(Name.lastIndex), intWord(index), true);
}

/**
 * RegExpBuiltinExec: the RegExp at `words[slot]` on the string at `words[slot + 1]`; reads and
 * moves lastIndex if the flags say so. May collect.
 */
export function execAt(vm: Machine, matchers: Matchers, slot: number): RegExpExecArray | null {
  const flags = flagsAt(vm, slot);
  const moves = flags.includes('g') || flags.includes('y');
  const start = lastIndexAt(vm, slot);
  const text = matchers.text(slot + 1);
  const from = moves ? start : 0;
  const match = from > text.length ? null : matchFrom(vm, matchers.of(vm.words[slot]!), text, from);
  if (match === null) {
    if (moves) setLastIndexAt(vm, slot, 0);
  } else if (moves) {
    setLastIndexAt(vm, slot, match.index + match[0].length);
  }
  return match;
}

/** The guest's array for a match of the string at `words[subject]`. May collect. */
export function matchResult(vm: Machine, match: RegExpExecArray, subject: number): Word {
  const { words } = vm;
  const out = vm.stack.push(newArray(vm, match.length));
  const scratch = vm.stack.push(UNDEFINED);
  for (const group of match) append(vm, out, groupWord(vm, group));
  defineData(vm, words[out]!, vm.name(Name.index), intWord(match.index), Attribute.DEFAULT);
  defineData(vm, words[out]!, vm.name(Name.input), words[subject]!, Attribute.DEFAULT);
  words[scratch] = groupsObject(vm, match);
  defineData(vm, words[out]!, vm.name(Name.groups), words[scratch]!, Attribute.DEFAULT);
  const result = words[out]!;
  vm.stack.sp = out;
  return result;
}

/** A capture as a word. May collect when it is long. */
export function groupWord(vm: Realm, group: string | undefined): Word {
  return group === undefined ? UNDEFINED : stringWord(vm, group);
}

/** The `groups` object of named captures, UNDEFINED without any. May collect. */
export function groupsObject(vm: Realm, match: RegExpExecArray): Word {
  const { words } = vm;
  if (match.groups === undefined) return UNDEFINED;
  const slot = vm.stack.push(newObjectWithProto(vm, NULL));
  for (const [name, group] of Object.entries(match.groups)) {
    const text = vm.stack.push(groupWord(vm, group as string | undefined));
    defineData(vm, words[slot]!, internHost(vm, name), words[text]!, Attribute.DEFAULT);
    vm.stack.sp = text;
  }
  vm.stack.sp = slot;
  return words[slot]!;
}

/** `RegExp(…)`: fp pattern, fp + 1 flags, which become the strings. */
function constructor(matchers: Matchers): Native {
  return (vm, fp, argc) => {
    const { words } = vm;
    reserve(vm, fp, argc, 3);
    const pattern = words[fp]!;
    const isRegExp = isKind(words, pattern, Kind.RegExp);
    if (isRegExp && words[fp - 5] === UNDEFINED && words[fp + 1] === UNDEFINED) return pattern;
    if (isRegExp) {
      words[fp] = words[(pattern >>> 2) + At.REGEXP_SOURCE]!;
      if (words[fp + 1] === UNDEFINED) words[fp + 1] = words[(pattern >>> 2) + At.REGEXP_FLAGS]!;
    }
    for (let i = fp; i < fp + 2; i++) {
      if (words[i] === UNDEFINED) words[i] = vm.intrinsic(Intrinsic.EmptyString);
      else words[i] = toStringWord(vm, words[i]!);
    }
    matchers.compile(hostString(vm, words[fp]!), hostString(vm, words[fp + 1]!));
    words[fp + 2] = prototypeFor(vm, fp, Intrinsic.RegExpPrototype);
    return newRegExpAt(vm, fp, words[fp + 2]!);
  };
}

function sourceText(vm: Realm, regexp: Word): string {
  return literalSource(hostString(vm, vm.words[(regexp >>> 2) + At.REGEXP_SOURCE]!));
}

function flagsOf(vm: Realm, regexp: Word): string {
  return hostString(vm, vm.words[(regexp >>> 2) + At.REGEXP_FLAGS]!);
}

function flagGetter(name: string, flag: string): Getter {
  return [
    name,
    (vm, fp) => {
      const self = vm.words[fp - 1]!;
      if (self === vm.intrinsic(Intrinsic.RegExpPrototype)) return UNDEFINED;
      const regexp = receiver(vm, fp, Kind.RegExp, `get RegExp.prototype.${name}`);
      return boolWord(flagsOf(vm, regexp).includes(flag));
    },
  ];
}

const GETTERS: readonly Getter[] = [
  flagGetter('dotAll', 's'),
  flagGetter('global', 'g'),
  flagGetter('hasIndices', 'd'),
  flagGetter('ignoreCase', 'i'),
  flagGetter('multiline', 'm'),
  flagGetter('sticky', 'y'),
  flagGetter('unicode', 'u'),
  [
    'flags',
    (vm, fp) => {
      const regexp = receiver(vm, fp, Kind.RegExp, 'get RegExp.prototype.flags');
      return asciiWord(vm, [...flagsOf(vm, regexp)].sort().join(''));
    },
  ],
  [
    'source',
    (vm, fp) => {
      if (vm.words[fp - 1] === vm.intrinsic(Intrinsic.RegExpPrototype)) {
        return asciiWord(vm, '(?:)');
      }
      return stringWord(
        vm,
        sourceText(vm, receiver(vm, fp, Kind.RegExp, 'RegExp.prototype.source')),
      );
    },
  ],
];

/** exec and test; fp the string. */
function exec(matchers: Matchers, wantsResult: boolean): Native {
  const name = `RegExp.prototype.${wantsResult ? 'exec' : 'test'}`;
  return (vm, fp, argc) => {
    receiver(vm, fp, Kind.RegExp, name);
    reserve(vm, fp, argc, 1);
    vm.words[fp] = toStringWord(vm, vm.words[fp]!);
    const match = execAt(vm, matchers, fp - 1);
    if (!wantsResult) return boolWord(match !== null);
    return match === null ? NULL : matchResult(vm, match, fp);
  };
}

/** Generic, as the standard wants: whatever has source and flags. */
function toString(vm: Machine, fp: number, argc: number): Word {
  const { words } = vm;
  const self = words[fp - 1]!;
  if (!isObject(words, self)) {
    const what = describeCallee(vm, self);
    vm.throwing.error(
      'TypeError',
      `RegExp.prototype.toString requires that 'this' be an Object: ${what}`,
    );
  }
  reserve(vm, fp, argc, 2);
  words[fp] = toStringWord(vm, get(vm, self, internHost(vm, 'source')));
  words[fp + 1] = toStringWord(vm, get(vm, words[fp - 1]!, internHost(vm, 'flags')));
  const open = concat(vm, asciiWord(vm, '/'), words[fp]!);
  return concat(vm, concat(vm, open, asciiWord(vm, '/')), words[fp + 1]!);
}

export function installRegExp(vm: Machine, matchers: Matchers): void {
  const prototype = vm.intrinsic(Intrinsic.RegExpPrototype);
  defineConstructor(vm, 'RegExp', 2, constructor(matchers), prototype);
  defineMethods(vm, prototype, [
    ['exec', 1, exec(matchers, true)],
    ['test', 1, exec(matchers, false)],
    ['toString', 0, toString],
  ]);
  defineGetters(vm, prototype, GETTERS);
  vm.hooks.newRegExp = (_, source, flags) => newRegExp(vm, matchers, source, flags);
}
