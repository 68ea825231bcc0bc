import { newArray, setArrayLength } from '../../runtime/arrays/arrays.ts';
import { numberWord, toObject } from '../../runtime/operations/convert.ts';
import { Intrinsic } from '../../runtime/values/intrinsics.ts';
import { iterate } from '../../runtime/operations/iterate.ts';
import { isArray, isDouble, Kind } from '../../runtime/values/layouts.ts';
import { numberOf } from '../../runtime/values/numbers.ts';
import { getMethod } from '../../runtime/objects/objects.ts';
import type { Machine } from '../../runtime/machine/machine.ts';
import { boolWord, isInt, isNullish, UNDEFINED } from '../../runtime/values/words.ts';
import type { Word } from '../../runtime/values/words.ts';
import { arg } from '../../runtime/machine/machine.ts';
import { getAt, lengthAt } from './access.ts';
import { ARRAY_CALLBACK_METHODS } from './callbacks.ts';
import { ARRAY_COPY_METHODS } from './copies.ts';
import { ARRAY_END_METHODS } from './ends.ts';
import { ARRAY_FLAT_METHODS } from './flat.ts';
import { ARRAY_MOVE_METHODS } from './move.ts';
import { closeResult, putResult } from './results.ts';
import { arraySearchMethods } from './search.ts';
import { ARRAY_SORT_METHODS } from './sort.ts';
import { requireCallable, requireIterable, reserve } from '../arguments.ts';
import { newFrom } from '../instances.ts';
import { aliasMethod, defineConstructor, defineMethods } from '../table.ts';
import { isConstructor } from '../../runtime/calls/construct.ts';
import { installArrayIterators } from '../iterators.ts';

/** `Array(…)` and `new Array(…)`. */
function construct(vm: Machine, fp: number, argc: number): Word {
  const { words } = vm;
  const out = vm.stack.push(newFrom(vm, fp, Kind.Array, Intrinsic.ArrayPrototype));
  if (argc === 1 && (isInt(words[fp]!) || isDouble(words, words[fp]!))) {
    const length = numberOf(vm, words[fp]!);
    if (length !== length >>> 0) vm.throwing.error('RangeError', 'Invalid array length');
    setArrayLength(vm, words[out]!, length);
    return words[out]!;
  }
  for (let i = 0; i < argc; i++) putResult(vm, out, i, words[fp + i]!, true);
  setArrayLength(vm, words[out]!, argc);
  return words[out]!;
}

/** The result of a static method: `new this(length)` when called on a constructor. */
function openStatic(vm: Machine, fp: number, out: number, length: number): boolean {
  const c = vm.words[fp - 1]!;
  const custom = isConstructor(vm, c) && c !== vm.intrinsic(Intrinsic.ArrayConstructor);
  if (!custom) vm.words[out] = newArray(vm, 0);
  else if (length < 0) vm.words[out] = vm.calls.construct(c);
  else vm.words[out] = vm.calls.construct(c, numberWord(vm, length));
  return !custom;
}

/** from: fp the source, fp + 1 the mapper, fp + 2 its `this`, fp + 3 the result. */
function from(vm: Machine, fp: number, argc: number): Word {
  const { words } = vm;
  reserve(vm, fp, argc, 4);
  const maps = words[fp + 1] !== UNDEFINED;
  if (maps) requireCallable(vm, fp + 1);
  const mapped = (value: Word, i: number): Word =>
    maps ? vm.calls.call2(words[fp + 1]!, words[fp + 2]!, value, numberWord(vm, i)) : value;
  let length = 0;
  if (isNullish(words[fp]!)) requireIterable(vm, fp);
  if (getMethod(vm, words[fp]!, vm.intrinsic(Intrinsic.SymbolIterator)) !== UNDEFINED) {
    const plain = openStatic(vm, fp, fp + 3, -1);
    iterate(vm, words[fp]!, (value) => {
      putResult(vm, fp + 3, length, mapped(value, length), plain);
      length++;
      return true;
    });
    return closeResult(vm, fp + 3, length);
  }
  words[fp] = toObject(vm, words[fp]!);
  length = lengthAt(vm, fp);
  const plain = openStatic(vm, fp, fp + 3, length);
  for (let i = 0; i < length; i++) {
    putResult(vm, fp + 3, i, mapped(getAt(vm, fp, i), i), plain);
  }
  return closeResult(vm, fp + 3, length);
}

function of(vm: Machine, fp: number, argc: number): Word {
  const out = vm.stack.push(UNDEFINED);
  const plain = openStatic(vm, fp, out, argc);
  for (let i = 0; i < argc; i++) putResult(vm, out, i, vm.words[fp + i]!, plain);
  return closeResult(vm, out, argc);
}

export function installArray(vm: Machine): void {
  const prototype = vm.intrinsic(Intrinsic.ArrayPrototype);
  const c = defineConstructor(vm, 'Array', 1, construct, prototype);
  vm.setIntrinsic(Intrinsic.ArrayConstructor, c);
  defineMethods(vm, c, [
    ['from', 1, from],
    ['isArray', 1, (_, fp, argc) => boolWord(isArray(vm.words, arg(vm, fp, argc, 0)))],
    ['of', 0, of],
  ]);
  defineMethods(vm, prototype, [
    ...ARRAY_END_METHODS,
    ...ARRAY_MOVE_METHODS,
    ...ARRAY_CALLBACK_METHODS,
    ...ARRAY_SORT_METHODS,
    ...ARRAY_COPY_METHODS,
    ...ARRAY_FLAT_METHODS,
    ...arraySearchMethods(),
  ]);
  installArrayIterators(vm);
  vm.setIntrinsic(Intrinsic.ArrayValues, aliasMethod(vm, prototype, 'values', '@@iterator'));
}
