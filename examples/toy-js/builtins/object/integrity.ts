import { isObject } from '../../runtime/values/layouts.ts';
import {
  freeze,
  isExtensible,
  isFrozen,
  isSealed,
  preventExtensions,
  seal,
} from '../../runtime/objects/integrity.ts';
import type { Machine } from '../../runtime/machine/machine.ts';
import { arg } from '../../runtime/machine/machine.ts';
import { boolWord } from '../../runtime/values/words.ts';
import type { Word } from '../../runtime/values/words.ts';
import type { Method, Native } from '../table.ts';

/** Changes an object and returns it; what is no object comes back as it is. */
function changing(change: (vm: Machine, obj: Word) => void): Native {
  return (vm, fp, argc) => {
    if (isObject(vm.words, arg(vm, fp, argc, 0))) change(vm, vm.words[fp]!);
    return arg(vm, fp, argc, 0);
  };
}

/** Asks about an object; `otherwise` is the answer for what is none. */
function asking(ask: (vm: Machine, obj: Word) => boolean, otherwise: boolean): Native {
  return (vm, fp, argc) => {
    const w = arg(vm, fp, argc, 0);
    return boolWord(isObject(vm.words, w) ? ask(vm, w) : otherwise);
  };
}

export const INTEGRITY_METHODS: readonly Method[] = [
  ['freeze', 1, changing(freeze)],
  ['seal', 1, changing(seal)],
  ['preventExtensions', 1, changing(preventExtensions)],
  ['isFrozen', 1, asking(isFrozen, true)],
  ['isSealed', 1, asking(isSealed, true)],
  ['isExtensible', 1, asking(isExtensible, false)],
];
