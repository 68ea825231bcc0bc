import { numberWord } from '../../runtime/operations/convert.ts';
import { NATIVE_COST } from '../../runtime/machine/limits.ts';
import type { Machine } from '../../runtime/machine/machine.ts';
import { isArray } from '../../runtime/values/layouts.ts';
import type { Word } from '../../runtime/values/words.ts';
import { PresentIndices, getAt, lengthAt, thisObject } from './access.ts';
import { putResult, speciesArray } from './results.ts';
import { integerAt, requireCallable, reserve } from '../arguments.ts';
import type { Method } from '../table.ts';

/** What one flat or flatMap call adds to. */
interface Sink {
  readonly out: number;
  readonly plain: boolean;
  length: number;
}

/** Appends the elements of the array at `words[slot]`, arrays among them down to `depth`. */
function flatten(vm: Machine, slot: number, depth: number, sink: Sink): void {
  const length = lengthAt(vm, slot);
  const indices = new PresentIndices(vm, slot, length);
  for (let i = indices.next(0); i < length; i = indices.next(i + 1)) {
    append(vm, getAt(vm, slot, i), depth, sink);
  }
}

function append(vm: Machine, value: Word, depth: number, sink: Sink): void {
  if (depth > 0 && isArray(vm.words, value)) {
    vm.stack.depth += NATIVE_COST;
    if (vm.stack.depth > vm.stack.depthLimit) vm.stack.overflow();
    const inner = vm.stack.push(value);
    flatten(vm, inner, depth - 1, sink);
    vm.stack.sp = inner;
    vm.stack.depth -= NATIVE_COST;
  } else {
    putResult(vm, sink.out, sink.length++, value, sink.plain);
  }
}

function flat(vm: Machine, fp: number, argc: number): Word {
  thisObject(vm, fp);
  reserve(vm, fp, argc, 2);
  const depth = integerAt(vm, fp, 1);
  const plain = speciesArray(vm, fp - 1, fp + 1, 0);
  flatten(vm, fp - 1, depth, { out: fp + 1, plain, length: 0 });
  return vm.words[fp + 1]!;
}

function flatMap(vm: Machine, fp: number, argc: number): Word {
  const { words } = vm;
  thisObject(vm, fp);
  const length = lengthAt(vm, fp - 1);
  reserve(vm, fp, argc, 3);
  requireCallable(vm, fp);
  const plain = speciesArray(vm, fp - 1, fp + 2, 0);
  const sink: Sink = { out: fp + 2, plain, length: 0 };
  const indices = new PresentIndices(vm, fp - 1, length);
  for (let i = indices.next(0); i < length; i = indices.next(i + 1)) {
    const element = getAt(vm, fp - 1, i);
    const index = numberWord(vm, i);
    append(vm, vm.calls.call3(words[fp]!, words[fp + 1]!, element, index, words[fp - 1]!), 1, sink);
  }
  return words[fp + 2]!;
}

export const ARRAY_FLAT_METHODS: readonly Method[] = [
  ['flat', 0, flat],
  ['flatMap', 1, flatMap],
];
