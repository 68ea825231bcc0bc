import { Intrinsic, Name } from '../runtime/values/intrinsics.ts';
import { At, isKind, isObject, Kind } from '../runtime/values/layouts.ts';
import { defineData, newObject, newObjectOfKind } from '../runtime/objects/objects.ts';
import { Attribute } from '../runtime/objects/shapes.ts';
import { codeUnitAt, lengthOfString, substring } from '../runtime/strings/strings.ts';
import type { Machine, Realm } from '../runtime/machine/machine.ts';
import { boolWord, charWord, intWord, UNDEFINED } from '../runtime/values/words.ts';
import type { Word } from '../runtime/values/words.ts';
import { getAt, lengthAt, thisObject } from './array/access.ts';
import { indexPair } from './array/results.ts';
import { incompatible, reserve } from './arguments.ts';
import { defineMethod, defineMethods, defineTag } from './table.ts';
import type { Native } from './table.ts';

/** What an iterator yields; kept in its mode word. */
export const enum Yield {
  Keys,
  Values,
  Entries,
}

/** A fresh iterator over `words[slot]`, at its start. Does not collect. */
export function newIterator(vm: Realm, proto: Intrinsic, slot: number, mode: Yield): Word {
  const iterator = newObjectOfKind(vm, Kind.Iterator, vm.intrinsic(proto));
  vm.heap.write(iterator, At.ITERATOR_TARGET - 1, vm.words[slot]!);
  vm.words[(iterator >>> 2) + At.ITERATOR_MODE] = intWord(mode);
  return iterator;
}

/** `{ value, done }`. Does not collect. */
function iteratorResult(vm: Realm, value: Word, done: boolean): Word {
  const result = newObject(vm, 2);
  defineData(vm, result, vm.name(Name.value), value, Attribute.DEFAULT);
  defineData(vm, result, vm.name(Name.done), boolWord(done), Attribute.DEFAULT);
  return result;
}

/** Advances the iterator at `words[slot]`: the next value, or `END`. May collect. */
export type Advance = (vm: Machine, slot: number) => Word;

/** What an `Advance` answers at the end; no guest value is this word. */
export const END = 0x7b;

/** The `next` method of one kind of iterator, known by its prototype's own brand. */
export function nextMethod(
  name: string,
  advance: Advance,
  isMine: (target: Word) => boolean,
): Native {
  return (vm, fp, argc) => {
    const { words } = vm;
    const self = words[fp - 1]!;
    if (!isKind(words, self, Kind.Iterator)) incompatible(vm, self, `${name}.prototype.next`);
    const target = words[(self >>> 2) + At.ITERATOR_TARGET]!;
    if (target === UNDEFINED) return iteratorResult(vm, UNDEFINED, true);
    if (!isMine(target)) incompatible(vm, self, `${name}.prototype.next`);
    reserve(vm, fp, argc, 2);
    words[fp] = target;
    const value = advance(vm, fp - 1);
    if (value !== END) return iteratorResult(vm, value, false);
    words[(words[fp - 1]! >>> 2) + At.ITERATOR_TARGET] = UNDEFINED;
    return iteratorResult(vm, UNDEFINED, true);
  };
}

/** `slot` is the iterator, `slot + 1` its target, as `nextMethod` has put it. */
function advanceArray(vm: Machine, slot: number): Word {
  const { words } = vm;
  const h = words[slot]! >>> 2;
  const index = words[h + At.ITERATOR_CURSOR]! >> 1;
  const mode: Yield = words[h + At.ITERATOR_MODE]! >> 1;
  if (index >= lengthAt(vm, slot + 1)) return END;
  words[(words[slot]! >>> 2) + At.ITERATOR_CURSOR] = intWord(index + 1);
  if (mode === Yield.Keys) return intWord(index);
  const value = getAt(vm, slot + 1, index);
  if (mode === Yield.Values) return value;
  words[slot + 2] = value;
  return indexPair(vm, index, slot + 2);
}

/** Yields code points: a surrogate pair is one value. */
function advanceString(vm: Realm, slot: number): Word {
  const { words } = vm;
  const index = words[(words[slot]! >>> 2) + At.ITERATOR_CURSOR]! >> 1;
  const length = lengthOfString(vm, words[slot + 1]!);
  if (index >= length) return END;
  const unit = codeUnitAt(vm, words[slot + 1]!, index);
  let end = index + 1;
  if (unit >= 0xd800 && unit <= 0xdbff && end < length) {
    const low = codeUnitAt(vm, words[slot + 1]!, end);
    if (low >= 0xdc00 && low <= 0xdfff) end++;
  }
  words[(words[slot]! >>> 2) + At.ITERATOR_CURSOR] = intWord(end);
  return end === index + 1 ? charWord(unit) : substring(vm, words[slot + 1]!, index, end);
}

function arrayIterator(mode: Yield): Native {
  return (vm, fp) => {
    thisObject(vm, fp);
    return newIterator(vm, Intrinsic.ArrayIteratorPrototype, fp - 1, mode);
  };
}

/** %IteratorPrototype% and what arrays have of it. */
export function installArrayIterators(vm: Realm): void {
  defineMethod(vm, vm.intrinsic(Intrinsic.IteratorPrototype), [
    '@@iterator',
    0,
    (_, fp) => vm.words[fp - 1]!,
  ]);
  defineMethods(vm, vm.intrinsic(Intrinsic.ArrayPrototype), [
    ['keys', 0, arrayIterator(Yield.Keys)],
    ['values', 0, arrayIterator(Yield.Values)],
    ['entries', 0, arrayIterator(Yield.Entries)],
  ]);
  const prototype = vm.intrinsic(Intrinsic.ArrayIteratorPrototype);
  const next = nextMethod('Array Iterator', advanceArray, (w) => isObject(vm.words, w));
  vm.setIntrinsic(Intrinsic.ArrayIteratorNext, defineMethod(vm, prototype, ['next', 0, next]));
  defineTag(vm, prototype, 'Array Iterator');
}

export function installStringIterator(vm: Realm, thisString: (fp: number) => Word): void {
  const prototype = vm.intrinsic(Intrinsic.StringIteratorPrototype);
  const next = nextMethod('String Iterator', advanceString, (w) => !isObject(vm.words, w));
  defineMethod(vm, prototype, ['next', 0, next]);
  defineTag(vm, prototype, 'String Iterator');
  const iterator = defineMethod(vm, vm.intrinsic(Intrinsic.StringPrototype), [
    '@@iterator',
    0,
    (_, fp) => {
      vm.words[fp - 1] = thisString(fp);
      return newIterator(vm, Intrinsic.StringIteratorPrototype, fp - 1, Yield.Values);
    },
  ]);
  vm.setIntrinsic(Intrinsic.StringIterator, iterator);
}
