import { getProto } from './find.ts';
import { At, isObject } from '../values/layouts.ts';
import { Attribute, lookup } from './shapes.ts';
import { slotIndex } from './storage.ts';
import type { Realm } from '../machine/machine.ts';
import { NULL, UNDEFINED } from '../values/words.ts';
import type { Word } from '../values/words.ts';

/**
 * The stored value a get would find, or UNDEFINED where it would run code or compute: for
 * messages and checks that must not be seen by the guest. Named properties only.
 */
export function peek(vm: Realm, obj: Word, key: Word): Word {
  const { words } = vm;
  while (obj !== NULL && isObject(words, obj)) {
    const shape = words[(obj >>> 2) + At.SHAPE]!;
    const info = lookup(vm, shape, key);
    if (info >= 0) {
      if ((info & (Attribute.ACCESSOR | Attribute.INTERNAL)) !== 0) return UNDEFINED;
      return words[slotIndex(words, obj, info)]!;
    }
    obj = getProto(vm, obj);
  }
  return UNDEFINED;
}
