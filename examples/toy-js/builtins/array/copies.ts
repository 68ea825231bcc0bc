import type { Machine } from '../../runtime/machine/machine.ts';
import type { Word } from '../../runtime/values/words.ts';
import { getAt, lengthAt, thisObject } from './access.ts';
import { plainResult, putResult } from './results.ts';
import { integerAt, relativeAt, reserve } from '../arguments.ts';
import type { Method } from '../table.ts';

/* ES2023's methods that leave the array alone and answer with a changed copy, without holes. */

function toReversed(vm: Machine, fp: number, argc: number): Word {
  thisObject(vm, fp);
  const length = lengthAt(vm, fp - 1);
  reserve(vm, fp, argc, 1);
  plainResult(vm, fp, length);
  for (let i = 0; i < length; i++) {
    putResult(vm, fp, i, getAt(vm, fp - 1, length - 1 - i), true);
  }
  return vm.words[fp]!;
}

/** with: fp the index, fp + 1 the value, fp + 2 the result. */
function withElement(vm: Machine, fp: number, argc: number): Word {
  const { words } = vm;
  thisObject(vm, fp);
  const length = lengthAt(vm, fp - 1);
  reserve(vm, fp, argc, 3);
  const relative = integerAt(vm, fp, 0);
  const index = relative < 0 ? length + relative : relative;
  if (index < 0 || index >= length) vm.throwing.error('RangeError', `Invalid index : ${relative}`);
  plainResult(vm, fp + 2, length);
  for (let i = 0; i < length; i++) {
    putResult(vm, fp + 2, i, i === index ? words[fp + 1]! : getAt(vm, fp - 1, i), true);
  }
  return words[fp + 2]!;
}

function toSpliced(vm: Machine, fp: number, argc: number): Word {
  const { words } = vm;
  thisObject(vm, fp);
  const length = lengthAt(vm, fp - 1);
  reserve(vm, fp, argc, 2);
  const start = relativeAt(vm, fp, length, 0);
  let skipped = argc === 0 ? 0 : length - start;
  if (argc > 1) skipped = Math.min(Math.max(integerAt(vm, fp + 1, 0), 0), length - start);
  const inserted = Math.max(argc - 2, 0);
  const out = vm.stack.push(words[fp - 1]!);
  plainResult(vm, out, length - skipped + inserted);
  for (let i = 0; i < start; i++) putResult(vm, out, i, getAt(vm, fp - 1, i), true);
  for (let i = 0; i < inserted; i++) putResult(vm, out, start + i, words[fp + 2 + i]!, true);
  for (let i = start + skipped; i < length; i++) {
    putResult(vm, out, i - skipped + inserted, getAt(vm, fp - 1, i), true);
  }
  return words[out]!;
}

export const ARRAY_COPY_METHODS: readonly Method[] = [
  ['toReversed', 0, toReversed],
  ['toSpliced', 2, toSpliced],
  ['with', 2, withElement],
];
