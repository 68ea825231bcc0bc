// What can be held weakly.

import { isObject, isSymbol } from '../../runtime/values/layouts.ts';
import type { Realm } from '../../runtime/machine/machine.ts';
import type { Word } from '../../runtime/values/words.ts';
import { isRegistered } from '../primitives/symbol.ts';

/** CanBeHeldWeakly: objects, and symbols that Symbol.for does not give out. */
export function canBeHeldWeakly(vm: Realm, w: Word): boolean {
  if (isObject(vm.words, w)) return true;
  return isSymbol(vm.words, w) && !isRegistered(vm, w);
}
