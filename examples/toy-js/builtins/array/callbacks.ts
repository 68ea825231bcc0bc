import { arrayPush } from '../../runtime/arrays/arrays.ts';
import { numberWord, toBoolean } from '../../runtime/operations/convert.ts';
import type { Machine } from '../../runtime/machine/machine.ts';
import { FALSE, HOLE, intWord, TRUE, UNDEFINED } from '../../runtime/values/words.ts';
import type { Word } from '../../runtime/values/words.ts';
import { requireCallable, reserve } from '../arguments.ts';
import { PresentIndices, denseAt, getAt, lengthAt, thisObject } from './access.ts';
import { newResult, putResult, speciesArray } from './results.ts';
import type { Method, Native } from '../table.ts';

/*
 * The methods that call back. Frame slots: fp − 1 the array-like, fp the callback, fp + 1 its
 * `this`, fp + 2 the result, fp + 3 the element at hand. The callback may change the array: the
 * length is read once, each element when its turn comes.
 */

/** Reads receiver, length and callback; returns the length. */
function open(vm: Machine, fp: number, argc: number): number {
  thisObject(vm, fp);
  const length = lengthAt(vm, fp - 1);
  reserve(vm, fp, argc, 4);
  requireCallable(vm, fp);
  return length;
}

function callback(vm: Machine, fp: number, value: Word, index: number): Word {
  const { words } = vm;
  const i = index <= 0x3fffffff ? intWord(index) : numberWord(vm, index);
  return vm.calls.call3(words[fp]!, words[fp + 1]!, value, i, words[fp - 1]!);
}

/** Calls back for each present element until `stops` says so of an answer; the index, or −1. */
function search(vm: Machine, fp: number, length: number, until: boolean): number {
  const indices = new PresentIndices(vm, fp - 1, length);
  for (let i = 0; i < length; i++) {
    let value = denseAt(vm, fp - 1, i);
    if (value === HOLE) {
      i = indices.next(i);
      if (i >= length) return -1;
      value = getAt(vm, fp - 1, i);
    }
    if (toBoolean(vm, callback(vm, fp, value, i)) === until) return i;
  }
  return -1;
}

function forEach(vm: Machine, fp: number, argc: number): Word {
  const length = open(vm, fp, argc);
  const indices = new PresentIndices(vm, fp - 1, length);
  for (let i = 0; i < length; i++) {
    let value = denseAt(vm, fp - 1, i);
    if (value === HOLE) {
      i = indices.next(i);
      if (i >= length) break;
      value = getAt(vm, fp - 1, i);
    }
    callback(vm, fp, value, i);
  }
  return UNDEFINED;
}

function map(vm: Machine, fp: number, argc: number): Word {
  const length = open(vm, fp, argc);
  const plain = newResult(vm, fp - 1, fp + 2, length);
  const indices = new PresentIndices(vm, fp - 1, length);
  for (let i = 0; i < length; i++) {
    let value = denseAt(vm, fp - 1, i);
    if (value === HOLE) {
      i = indices.next(i);
      if (i >= length) break;
      value = getAt(vm, fp - 1, i);
    }
    putResult(vm, fp + 2, i, callback(vm, fp, value, i), plain);
  }
  return vm.words[fp + 2]!;
}

function filter(vm: Machine, fp: number, argc: number): Word {
  const { words } = vm;
  const length = open(vm, fp, argc);
  const plain = speciesArray(vm, fp - 1, fp + 2, 0);
  const indices = new PresentIndices(vm, fp - 1, length);
  let count = 0;
  for (let i = 0; i < length; i++) {
    let value = denseAt(vm, fp - 1, i);
    if (value === HOLE) {
      i = indices.next(i);
      if (i >= length) break;
      value = getAt(vm, fp - 1, i);
    }
    words[fp + 3] = value;
    if (!toBoolean(vm, callback(vm, fp, value, i))) continue;
    if (plain) arrayPush(vm, words[fp + 2]!, words[fp + 3]!);
    else putResult(vm, fp + 2, count, words[fp + 3]!, false);
    count++;
  }
  return words[fp + 2]!;
}

function some(vm: Machine, fp: number, argc: number): Word {
  return search(vm, fp, open(vm, fp, argc), true) >= 0 ? TRUE : FALSE;
}

function every(vm: Machine, fp: number, argc: number): Word {
  return search(vm, fp, open(vm, fp, argc), false) < 0 ? TRUE : FALSE;
}

/** find and its kin: absent elements are visited as undefined. */
function finder(backwards: boolean, wantsIndex: boolean): Native {
  return (vm, fp, argc) => {
    const { words } = vm;
    const length = open(vm, fp, argc);
    for (let n = 0; n < length; n++) {
      const i = backwards ? length - 1 - n : n;
      words[fp + 3] = getAt(vm, fp - 1, i);
      if (toBoolean(vm, callback(vm, fp, words[fp + 3]!, i))) {
        return wantsIndex ? numberWord(vm, i) : words[fp + 3]!;
      }
    }
    return wantsIndex ? intWord(-1) : UNDEFINED;
  };
}

/** reduce. Here fp + 1 is not `this` but where the accumulator lies. */
function reduce(vm: Machine, fp: number, argc: number): Word {
  const { words } = vm;
  const length = open(vm, fp, argc);
  const indices = new PresentIndices(vm, fp - 1, length);
  let i = 0;
  if (argc < 2) {
    i = indices.next(0);
    if (i >= length) vm.throwing.error('TypeError', 'Reduce of empty array with no initial value');
    words[fp + 1] = getAt(vm, fp - 1, i++);
  }
  for (; i < length; i++) {
    let value = denseAt(vm, fp - 1, i);
    if (value === HOLE) {
      i = indices.next(i);
      if (i >= length) break;
      value = getAt(vm, fp - 1, i);
    }
    words[fp + 1] = accumulate(vm, fp, value, i);
  }
  return words[fp + 1]!;
}

function accumulate(vm: Machine, fp: number, value: Word, i: number): Word {
  const { words } = vm;
  const index = numberWord(vm, i);
  return vm.calls.call4(words[fp]!, UNDEFINED, words[fp + 1]!, value, index, words[fp - 1]!);
}

function reduceRight(vm: Machine, fp: number, argc: number): Word {
  const { words } = vm;
  const length = open(vm, fp, argc);
  const indices = new PresentIndices(vm, fp - 1, length);
  let i = indices.previous(length - 1);
  if (argc < 2) {
    if (i < 0) vm.throwing.error('TypeError', 'Reduce of empty array with no initial value');
    words[fp + 1] = getAt(vm, fp - 1, i);
    i = indices.previous(i - 1);
  }
  for (; i >= 0; i = indices.previous(i - 1)) {
    words[fp + 1] = accumulate(vm, fp, getAt(vm, fp - 1, i), i);
  }
  return words[fp + 1]!;
}

export const ARRAY_CALLBACK_METHODS: readonly Method[] = [
  ['forEach', 1, forEach],
  ['map', 1, map],
  ['filter', 1, filter],
  ['some', 1, some],
  ['every', 1, every],
  ['find', 1, finder(false, false)],
  ['findIndex', 1, finder(false, true)],
  ['findLast', 1, finder(true, false)],
  ['findLastIndex', 1, finder(true, true)],
  ['reduce', 1, reduce],
  ['reduceRight', 1, reduceRight],
];
