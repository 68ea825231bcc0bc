import { toNumber, toStringWord } from '../../runtime/operations/convert.ts';
import { isCallable, isString } from '../../runtime/values/layouts.ts';
import { compareStrings } from '../../runtime/strings/search.ts';
import { flatten } from '../../runtime/strings/strings.ts';
import type { Machine, Realm } from '../../runtime/machine/machine.ts';
import { HOLE, intOf, isInt, UNDEFINED } from '../../runtime/values/words.ts';
import type { Word } from '../../runtime/values/words.ts';
import { PresentIndices, deleteAt, getAt, itemAt, lengthAt, setAt, thisObject } from './access.ts';
import { append, plainResult, putResult } from './results.ts';
import { newArray } from '../../runtime/arrays/arrays.ts';
import { reserve } from '../arguments.ts';
import type { Method } from '../table.ts';

/*
 * Sorting. What is to be sorted is first copied to a list in the heap, so the comparator may do
 * what it likes to the array; an array of positions in that list is then sorted by the host, whose
 * sort is stable and calls the comparator in the order that programs know. Frame slots: fp the
 * comparator, fp + 1 the list, fp + 2 the strings to compare by, fp + 3 a result.
 */
const COMPARATOR = 0;
const LIST = 1;
const TEXTS = 2;
const RESULT = 3;

/** Positions of the list's items in sorted order. May collect. */
function sortedOrder(vm: Machine, fp: number, count: number): number[] {
  const order = Array.from({ length: count }, (_, i) => i);
  if (vm.words[fp + COMPARATOR] === UNDEFINED) return byText(vm, fp, order);
  return order.sort((a, b) => {
    const { words } = vm;
    const x = itemAt(vm, fp + LIST, a);
    const result = vm.calls.call2(words[fp + COMPARATOR]!, UNDEFINED, x, itemAt(vm, fp + LIST, b));
    return isInt(result) ? intOf(result) : toNumber(vm, result);
  });
}

function byText(vm: Machine, fp: number, order: number[]): number[] {
  const { words } = vm;
  words[fp + TEXTS] = newArray(vm, 0);
  for (let i = 0; i < order.length; i++) {
    const item = itemAt(vm, fp + LIST, i);
    const text = isString(words, item) ? item : toStringWord(vm, item);
    append(vm, fp + TEXTS, flatten(vm, text));
  }
  // Flat strings are compared without collecting: the words may be held.
  return order.sort((a, b) => {
    vm.fuel.charge(1);
    return compareStrings(vm, itemAt(vm, fp + TEXTS, a), itemAt(vm, fp + TEXTS, b));
  });
}

/** Copies what is to be sorted to the list; returns how many undefined there were besides. */
function gather(vm: Machine, fp: number, length: number, skipsAbsent: boolean): number {
  const { words } = vm;
  words[fp + LIST] = newArray(vm, 0);
  let undefineds = 0;
  const indices = new PresentIndices(vm, fp - 1, length);
  for (let i = 0; i < length; i++) {
    if (skipsAbsent) i = indices.next(i);
    if (i >= length) break;
    const value = getAt(vm, fp - 1, i);
    if (value === UNDEFINED || value === HOLE) undefineds++;
    else append(vm, fp + LIST, value);
  }
  return undefineds;
}

function checkComparator(vm: Realm, fp: number): void {
  if (vm.words[fp + COMPARATOR] === UNDEFINED) return;
  const w = vm.words[fp + COMPARATOR]!;
  if (!isCallable(vm.words, w)) {
    vm.throwing.error(
      'TypeError',
      'The comparison function must be either a function or undefined',
    );
  }
}

function sort(vm: Machine, fp: number, argc: number): Word {
  const { words } = vm;
  reserve(vm, fp, argc, 4);
  checkComparator(vm, fp);
  thisObject(vm, fp);
  const length = lengthAt(vm, fp - 1);
  const undefineds = gather(vm, fp, length, true);
  const count = lengthAt(vm, fp + LIST);
  const order = sortedOrder(vm, fp, count);
  const total = count + undefineds;
  // Listed before they are written: writing would hide which ones came from where.
  const surplus =
    total < length ? new PresentIndices(vm, fp - 1, length).listOf(total, length) : [];
  for (let i = 0; i < count; i++) setAt(vm, fp - 1, i, itemAt(vm, fp + LIST, order[i]!));
  for (let i = count; i < total; i++) setAt(vm, fp - 1, i, UNDEFINED);
  for (const index of surplus) deleteAt(vm, fp - 1, index);
  return words[fp - 1]!;
}

function toSorted(vm: Machine, fp: number, argc: number): Word {
  reserve(vm, fp, argc, 4);
  checkComparator(vm, fp);
  thisObject(vm, fp);
  const length = lengthAt(vm, fp - 1);
  plainResult(vm, fp + RESULT, length);
  const undefineds = gather(vm, fp, length, false);
  const count = length - undefineds;
  const order = sortedOrder(vm, fp, count);
  for (let i = 0; i < length; i++) {
    const value = i < count ? itemAt(vm, fp + LIST, order[i]!) : UNDEFINED;
    putResult(vm, fp + RESULT, i, value, true);
  }
  return vm.words[fp + RESULT]!;
}

export const ARRAY_SORT_METHODS: readonly Method[] = [
  ['sort', 1, sort],
  ['toSorted', 1, toSorted],
];
