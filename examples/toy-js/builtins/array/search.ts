import { isNullish, HOLE, UNDEFINED, boolWord, TRUE, intWord } from '../../runtime/values/words.ts';
import type { Word } from '../../runtime/values/words.ts';
import { numberWord, toStringWord } from '../../runtime/operations/convert.ts';
import { BATCH } from '../../runtime/machine/fuel.ts';
import { Intrinsic } from '../../runtime/values/intrinsics.ts';
import { isCallable } from '../../runtime/values/layouts.ts';
import { get } from '../../runtime/objects/objects.ts';
import { sameValueZero, strictEquals } from '../../runtime/operations/operators.ts';
import { asciiWord, hostString } from '../../runtime/strings/host.ts';
import { internHost } from '../../runtime/strings/intern.ts';
import type { Machine, Realm } from '../../runtime/machine/machine.ts';
import { PresentIndices, denseAt, getAt, lengthAt, thisObject } from './access.ts';
import { integerAt, reserve } from '../arguments.ts';
import { objectToString } from '../object/prototype.ts';
import type { Method, Native } from '../table.ts';
import { TextBuilder } from '../text-builder.ts';

/** Where a search starts: `fromIndex`, counted from the end when negative. */
function startOf(vm: Machine, slot: number, length: number): number {
  const from = integerAt(vm, slot, 0);
  return from < 0 ? Math.max(length + from, 0) : Math.min(from, length);
}

function indexOf(vm: Machine, fp: number, argc: number): Word {
  const { words } = vm;
  thisObject(vm, fp);
  const length = lengthAt(vm, fp - 1);
  reserve(vm, fp, argc, 2);
  const indices = new PresentIndices(vm, fp - 1, length);
  let i = startOf(vm, fp + 1, length);
  let unpaid = 0;
  for (; i < length; i++) {
    if (++unpaid > BATCH) {
      vm.fuel.charge(unpaid);
      unpaid = 0;
    }
    let value = denseAt(vm, fp - 1, i);
    if (value === HOLE) {
      i = indices.next(i);
      if (i >= length) break;
      value = getAt(vm, fp - 1, i);
    }
    if (value === words[fp] ? isSelfEqual(vm, value) : strictEquals(vm, value, words[fp]!)) break;
  }
  vm.fuel.charge(unpaid);
  return i < length ? numberWord(vm, i) : intWord(-1);
}

/** False for NaN only: the same Double may hold it. */
function isSelfEqual(vm: Realm, w: Word): boolean {
  return strictEquals(vm, w, w);
}

function lastIndexOf(vm: Machine, fp: number, argc: number): Word {
  const { words } = vm;
  thisObject(vm, fp);
  const length = lengthAt(vm, fp - 1);
  reserve(vm, fp, argc, 2);
  const from = argc > 1 ? integerAt(vm, fp + 1, 0) : length - 1;
  const start = from < 0 ? length + from : Math.min(from, length - 1);
  const indices = new PresentIndices(vm, fp - 1, length);
  for (let i = indices.previous(start); i >= 0; i = indices.previous(i - 1)) {
    if (strictEquals(vm, getAt(vm, fp - 1, i), words[fp]!)) return numberWord(vm, i);
  }
  return intWord(-1);
}

function includes(vm: Machine, fp: number, argc: number): Word {
  const { words } = vm;
  thisObject(vm, fp);
  const length = lengthAt(vm, fp - 1);
  reserve(vm, fp, argc, 2);
  const start = startOf(vm, fp + 1, length);
  const wantsUndefined = words[fp] === UNDEFINED;
  const indices = new PresentIndices(vm, fp - 1, length);
  let expected = start;
  for (let i = indices.next(start); i < length; i = indices.next(i + 1)) {
    if (wantsUndefined && i > expected) return TRUE;
    if (sameValueZero(vm, getAt(vm, fp - 1, i), words[fp]!)) return TRUE;
    expected = i + 1;
  }
  return boolWord(wantsUndefined && expected < length);
}

function at(vm: Machine, fp: number, argc: number): Word {
  thisObject(vm, fp);
  const length = lengthAt(vm, fp - 1);
  reserve(vm, fp, argc, 1);
  const n = integerAt(vm, fp, 0);
  const i = n < 0 ? length + n : n;
  return i < 0 || i >= length ? UNDEFINED : getAt(vm, fp - 1, i);
}

/**
 * join and toLocaleString. `running` holds the slots of the arrays that are being joined
 * right now: one that contains itself shows up as an empty string, as everywhere.
 */
function joiner(running: number[], localized: boolean): Native {
  return (vm, fp, argc) => {
    const { words } = vm;
    thisObject(vm, fp);
    const empty = vm.intrinsic(Intrinsic.EmptyString);
    vm.fuel.charge(running.length);
    if (running.some((slot) => words[slot] === words[fp - 1])) return empty;
    running.push(fp - 1);
    try {
      const length = lengthAt(vm, fp - 1);
      reserve(vm, fp, argc, 1);
      if (localized || words[fp] === UNDEFINED) words[fp] = asciiWord(vm, ',');
      else words[fp] = toStringWord(vm, words[fp]!);
      return joinElements(vm, fp, length, localized);
    } finally {
      running.pop();
    }
  };
}

function joinElements(vm: Machine, fp: number, length: number, localized: boolean): Word {
  const { words } = vm;
  const separator = hostString(vm, words[fp]!);
  const builder = new TextBuilder(vm);
  const indices = new PresentIndices(vm, fp - 1, length);
  let written = 0;
  for (let i = indices.next(0); i < length; i = indices.next(i + 1)) {
    // Checked before they are made: a sparse array may ask for billions of separators.
    if (i > written) builder.appendRepeated(separator, i - written);
    written = i;
    const value = getAt(vm, fp - 1, i);
    if (isNullish(value)) continue;
    builder.appendWord(localized ? localeString(vm, value) : toStringWord(vm, value));
  }
  if (length - 1 > written) builder.appendRepeated(separator, length - 1 - written);
  return builder.finish();
}

function localeString(vm: Machine, value: Word): Word {
  const slot = vm.stack.push(value);
  const f = get(vm, value, internHost(vm, 'toLocaleString'));
  const text = toStringWord(vm, vm.calls.call(f, vm.words[slot]!));
  vm.stack.sp = slot;
  return text;
}

function toString(vm: Machine, fp: number): Word {
  const object = thisObject(vm, fp);
  const join = get(vm, object, internHost(vm, 'join'));
  if (isCallable(vm.words, join)) return vm.calls.call(join, vm.words[fp - 1]!);
  return objectToString(vm, vm.words[fp - 1]!);
}

/** The searching and showing methods of one VM's arrays. */
export function arraySearchMethods(): Method[] {
  const running: number[] = [];
  return [
    ['at', 1, at],
    ['includes', 1, includes],
    ['indexOf', 1, indexOf],
    ['join', 1, joiner(running, false)],
    ['lastIndexOf', 1, lastIndexOf],
    ['toLocaleString', 0, joiner(running, true)],
    ['toString', 0, toString],
  ];
}
