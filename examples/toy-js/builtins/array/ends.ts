import { arrayPopDense, arrayPush, isDense } from '../../runtime/arrays/arrays.ts';
import { numberWord } from '../../runtime/operations/convert.ts';
import type { Machine } from '../../runtime/machine/machine.ts';
import { HOLE, UNDEFINED } from '../../runtime/values/words.ts';
import type { Word } from '../../runtime/values/words.ts';
import {
  deleteAt,
  getAt,
  isArrayAt,
  isPlainArray,
  lengthAt,
  setAt,
  setLengthAt,
  thisObject,
} from './access.ts';
import { move } from './move.ts';
import { reserve } from '../arguments.ts';
import type { Method } from '../table.ts';

/* The methods that add, take away and move elements. The array-like is at fp − 1. */

function push(vm: Machine, fp: number, argc: number): Word {
  const { words } = vm;
  thisObject(vm, fp);
  let length = lengthAt(vm, fp - 1);
  if (isArrayAt(vm, fp - 1) && length + argc <= 0xffffffff) {
    for (let i = 0; i < argc; i++) arrayPush(vm, words[fp - 1]!, words[fp + i]!);
    return numberWord(vm, length + argc);
  }
  for (let i = 0; i < argc; i++) setAt(vm, fp - 1, length++, words[fp + i]!);
  setLengthAt(vm, fp - 1, length);
  return numberWord(vm, length);
}

function pop(vm: Machine, fp: number, argc: number): Word {
  const { words } = vm;
  thisObject(vm, fp);
  const length = lengthAt(vm, fp - 1);
  reserve(vm, fp, argc, 1);
  if (length === 0) {
    setLengthAt(vm, fp - 1, 0);
    return UNDEFINED;
  }
  if (isDense(vm, words[fp - 1]!)) {
    const last = arrayPopDense(vm, words[fp - 1]!);
    return last === HOLE ? UNDEFINED : last;
  }
  words[fp] = getAt(vm, fp - 1, length - 1);
  if (!isArrayAt(vm, fp - 1)) deleteAt(vm, fp - 1, length - 1);
  setLengthAt(vm, fp - 1, length - 1);
  return words[fp]!;
}

function shift(vm: Machine, fp: number, argc: number): Word {
  const { words } = vm;
  thisObject(vm, fp);
  const length = lengthAt(vm, fp - 1);
  reserve(vm, fp, argc, 1);
  if (length === 0) {
    setLengthAt(vm, fp - 1, 0);
    return UNDEFINED;
  }
  words[fp] = getAt(vm, fp - 1, 0);
  move(vm, fp - 1, 1, 0, length - 1);
  if (!isArrayAt(vm, fp - 1)) deleteAt(vm, fp - 1, length - 1);
  setLengthAt(vm, fp - 1, length - 1);
  return words[fp]!;
}

function unshift(vm: Machine, fp: number, argc: number): Word {
  thisObject(vm, fp);
  const length = lengthAt(vm, fp - 1);
  if (argc > 0) {
    if (length + argc > Number.MAX_SAFE_INTEGER) setLengthAt(vm, fp - 1, length + argc);
    if (isPlainArray(vm, fp - 1) && length + argc <= 0xffffffff && length > 0) {
      // Growing first leaves room for the move to be one copy.
      const last = length + argc - 1;
      setAt(vm, fp - 1, last, UNDEFINED);
    }
    move(vm, fp - 1, 0, argc, length);
    for (let i = 0; i < argc; i++) setAt(vm, fp - 1, i, vm.words[fp + i]!);
  }
  setLengthAt(vm, fp - 1, length + argc);
  return numberWord(vm, length + argc);
}

export const ARRAY_END_METHODS: readonly Method[] = [
  ['push', 1, push],
  ['pop', 0, pop],
  ['shift', 0, shift],
  ['unshift', 1, unshift],
];
