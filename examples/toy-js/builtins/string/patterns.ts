import { newArray } from '../../runtime/arrays/arrays.ts';
import { toStringWord, toUint32 } from '../../runtime/operations/convert.ts';
import { Intrinsic } from '../../runtime/values/intrinsics.ts';
import { At, isKind, Kind } from '../../runtime/values/layouts.ts';
import { hostString, stringWord } from '../../runtime/strings/host.ts';
import { indexOfString } from '../../runtime/strings/search.ts';
import { codeUnitAt, lengthOfString, substring } from '../../runtime/strings/strings.ts';
import type { Machine, Realm } from '../../runtime/machine/machine.ts';
import { charWord, intWord, NULL, UNDEFINED } from '../../runtime/values/words.ts';
import type { Word } from '../../runtime/values/words.ts';
import { append } from '../array/results.ts';
import { reserve } from '../arguments.ts';
import { END, newIterator, nextMethod, Yield } from '../iterators.ts';
import { advance, matchFrom } from '../regexp/matchers.ts';
import type { Matchers } from '../regexp/matchers.ts';
import {
  execAt,
  flagsAt,
  groupWord,
  lastIndexAt,
  matchResult,
  newRegExp,
  setLastIndexAt,
} from '../regexp/regexp.ts';
import { stringAt, thisString } from './search.ts';
import { defineMethod, defineMethods, defineTag } from '../table.ts';
import type { Native } from '../table.ts';

/** split: fp the separator, fp + 1 the limit, fp + 2 the result. */
function split(matchers: Matchers): Native {
  return (vm, fp, argc) => {
    const { words } = vm;
    thisString(vm, fp, 'split');
    reserve(vm, fp, argc, 3);
    const limit = words[fp + 1] === UNDEFINED ? 0xffffffff : toUint32(vm, words[fp + 1]!);
    words[fp + 2] = newArray(vm, 0);
    if (isKind(words, words[fp]!, Kind.RegExp)) {
      if (limit > 0) splitByRegExp(vm, matchers, fp, limit);
      return words[fp + 2]!;
    }
    const whole = words[fp] === UNDEFINED;
    stringAt(vm, fp);
    if (limit === 0) return words[fp + 2]!;
    if (whole) append(vm, fp + 2, words[fp - 1]!);
    else splitByString(vm, fp, limit);
    return words[fp + 2]!;
  };
}

function splitByString(vm: Machine, fp: number, limit: number): void {
  const { words } = vm;
  const length = lengthOfString(vm, words[fp - 1]!);
  const width = lengthOfString(vm, words[fp]!);
  if (width === 0) {
    const count = Math.min(length, limit);
    words[fp + 2] = newArray(vm, count);
    for (let i = 0; i < count; i++) {
      append(vm, fp + 2, charWord(codeUnitAt(vm, words[fp - 1]!, i)));
    }
    return;
  }
  let from = 0;
  for (let count = 0; count < limit; count++) {
    const at = indexOfString(vm, words[fp - 1]!, words[fp]!, from);
    append(vm, fp + 2, substring(vm, words[fp - 1]!, from, at < 0 ? length : at));
    if (at < 0) return;
    from = at + width;
  }
}

function splitByRegExp(vm: Machine, matchers: Matchers, fp: number, limit: number): void {
  const { words } = vm;
  const text = matchers.text(fp - 1);
  const matcher = matchers.of(words[fp]!, false);
  const unicode = flagsAt(vm, fp).includes('u');
  if (text === '') {
    if (matchFrom(vm, matcher, text, 0) === null) append(vm, fp + 2, words[fp - 1]!);
    return;
  }
  let count = 0;
  const put = (piece: string | undefined): boolean => {
    append(vm, fp + 2, groupWord(vm, piece));
    return ++count < limit;
  };
  let from = 0;
  let at = 0;
  while (at < text.length) {
    const match = matchFrom(vm, matcher, text, at);
    if (match === null || match.index >= text.length) break;
    const end = match.index + match[0].length;
    if (end === from) {
      at = advance(text, at, unicode);
      continue;
    }
    if (!put(text.slice(from, match.index))) return;
    for (let i = 1; i < match.length; i++) if (!put(match[i])) return;
    from = end;
    at = match[0] === '' ? advance(text, end, unicode) : end;
  }
  put(text.slice(from));
}

/** Puts the RegExp that match and its kin are to use at `fp`, and the string behind it. */
function patternAt(vm: Machine, matchers: Matchers, fp: number, flags: string): void {
  const { words } = vm;
  if (!isKind(words, words[fp]!, Kind.RegExp)) {
    const source = words[fp] === UNDEFINED ? '' : hostString(vm, toStringWord(vm, words[fp]!));
    words[fp] = newRegExp(vm, matchers, source, flags);
  }
  words[fp + 1] = words[fp - 1]!;
}

/** match: fp the RegExp, fp + 1 the string, fp + 2 the result. */
function match(matchers: Matchers): Native {
  return (vm, fp, argc) => {
    const { words } = vm;
    thisString(vm, fp, 'match');
    reserve(vm, fp, argc, 3);
    patternAt(vm, matchers, fp, '');
    const flags = flagsAt(vm, fp);
    if (!flags.includes('g')) {
      const found = execAt(vm, matchers, fp);
      return found === null ? NULL : matchResult(vm, found, fp + 1);
    }
    const text = matchers.text(fp + 1);
    setLastIndexAt(vm, fp, 0);
    const matcher = matchers.of(words[fp]!);
    words[fp + 2] = newArray(vm, 0);
    let at = 0;
    let any = false;
    while (at <= text.length) {
      const found = matchFrom(vm, matcher, text, at);
      if (found === null) break;
      any = true;
      append(vm, fp + 2, stringWord(vm, found[0]));
      at = found.index + found[0].length;
      if (found[0] === '') at = advance(text, at, flags.includes('u'));
    }
    return any ? words[fp + 2]! : NULL;
  };
}

/** matchAll: an iterator over a copy of the RegExp, with the string as its spare word. */
function matchAll(matchers: Matchers): Native {
  return (vm, fp, argc) => {
    const { words } = vm;
    thisString(vm, fp, 'matchAll');
    reserve(vm, fp, argc, 3);
    if (isKind(words, words[fp]!, Kind.RegExp) && !flagsAt(vm, fp).includes('g')) {
      const message = 'String.prototype.matchAll called with a non-global RegExp argument';
      vm.throwing.error('TypeError', message);
    }
    patternAt(vm, matchers, fp, 'g');
    const start = lastIndexAt(vm, fp);
    const source = hostString(vm, words[(words[fp]! >>> 2) + At.REGEXP_SOURCE]!);
    words[fp + 2] = newRegExp(vm, matchers, source, flagsAt(vm, fp));
    setLastIndexAt(vm, fp + 2, start);
    const proto = Intrinsic.RegExpStringIteratorPrototype;
    const iterator = newIterator(vm, proto, fp + 2, Yield.Values);
    vm.heap.write(iterator, At.ITERATOR_SPARE - 1, words[fp + 1]!);
    return iterator;
  };
}

/** `slot` the iterator, then its RegExp and room for the string. */
function nextMatch(matchers: Matchers): (vm: Machine, slot: number) => Word {
  return (vm, slot) => {
    const { words } = vm;
    words[slot + 2] = words[(words[slot]! >>> 2) + At.ITERATOR_SPARE]!;
    const found = execAt(vm, matchers, slot + 1);
    if (found === null) return END;
    if (found[0] === '') {
      const unicode = flagsAt(vm, slot + 1).includes('u');
      setLastIndexAt(vm, slot + 1, advance(matchers.text(slot + 2), found.index, unicode));
    }
    return matchResult(vm, found, slot + 2);
  };
}

function search(matchers: Matchers): Native {
  return (vm, fp, argc) => {
    thisString(vm, fp, 'search');
    reserve(vm, fp, argc, 2);
    patternAt(vm, matchers, fp, '');
    const found = matchFrom(vm, matchers.of(vm.words[fp]!), matchers.text(fp + 1), 0);
    return intWord(found === null ? -1 : found.index);
  };
}

export function installPatterns(vm: Realm, matchers: Matchers): void {
  defineMethods(vm, vm.intrinsic(Intrinsic.StringPrototype), [
    ['match', 1, match(matchers)],
    ['matchAll', 1, matchAll(matchers)],
    ['search', 1, search(matchers)],
    ['split', 2, split(matchers)],
  ]);
  const iterator = vm.intrinsic(Intrinsic.RegExpStringIteratorPrototype);
  const isMine = (w: Word): boolean => isKind(vm.words, w, Kind.RegExp);
  const next = nextMethod('RegExp String Iterator', nextMatch(matchers), isMine);
  defineMethod(vm, iterator, ['next', 0, next]);
  defineTag(vm, iterator, 'RegExp String Iterator');
}
