// Keys and strings as messages show them.

import { At, isSymbol } from '../values/layouts.ts';
import { hostSlice } from './host.ts';
import { flatten, isRope, lengthOfString } from './strings.ts';
import type { Realm } from '../machine/machine.ts';
import { isInt, UNDEFINED } from '../values/words.ts';
import type { Word } from '../values/words.ts';

/** Longest piece of a guest string that a message quotes. */
const MAX_QUOTE = 200;

/** A property key for messages. Does not collect. */
export function keyText(vm: Realm, key: Word): string {
  if (isInt(key)) return String(key >> 1);
  if (isSymbol(vm.words, key)) {
    const description = vm.words[(key >>> 2) + At.SYMBOL_DESCRIPTION]!;
    return `Symbol(${description === UNDEFINED ? '' : quietText(vm, description)})`;
  }
  return quietText(vm, key);
}

/** A string for messages; a long rope is not worth flattening for them. */
export function quietText(vm: Realm, w: Word): string {
  if (isRope(vm.words, w) && lengthOfString(vm, w) > MAX_QUOTE) return '…';
  const flat = flatten(vm, w);
  const length = lengthOfString(vm, flat);
  const text = hostSlice(vm, flat, 0, Math.min(length, MAX_QUOTE));
  return length > MAX_QUOTE ? `${text}…` : text;
}
