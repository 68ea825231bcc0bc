import { elementAt } from '../arrays/elements.ts';
import { keyText } from '../strings/key-text.ts';
import { Intrinsic } from '../values/intrinsics.ts';
import { At, isDouble, isString, isSymbol, Kind } from '../values/layouts.ts';
import { Flag, lookup } from './shapes.ts';
import { lengthOfString } from '../strings/strings.ts';
import type { Realm } from '../machine/machine.ts';
import { FALSE, HOLE, isInt, NULL, TRUE } from '../values/words.ts';
import type { Word } from '../values/words.ts';

/**
 * What a lookup of an own property found: the info word of a stored or internal property, or one of
 * these. ELEMENT: it is in `elements` (or a character of a string object) with all the
 * default attributes (or none but enumerable).
 */
export const enum Found {
  NOTHING = -1,
  ELEMENT = -2,
  CHARACTER = -3,
}

/** Own property `key` of an object: an info word ≥ 0, or a `Found`. Does not collect. */
export function findOwn(vm: Realm, obj: Word, key: Word): number {
  const { words } = vm;
  const h = obj >>> 2;
  const shape = words[h + At.SHAPE]!;
  if (isInt(key)) {
    if (elementAt(words, obj, key >> 1) !== HOLE) return Found.ELEMENT;
    if (((words[h]! >>> 10) & 0xfff) === Kind.Boxed) {
      const value = words[h + At.BOXED_VALUE]!;
      if (isString(words, value) && key >> 1 < lengthOfString(vm, value)) return Found.CHARACTER;
    }
    if ((words[(shape >>> 2) + At.SHAPE_FLAGS]! & Flag.INDEXED) === 0) return Found.NOTHING;
  }
  return lookup(vm, shape, key);
}

/** The prototype whose properties a primitive has; the guest's TypeError for null and undefined. */
export function prototypeOfPrimitive(vm: Realm, w: Word, key: Word): Word {
  const { words } = vm;
  if (isString(words, w)) return vm.intrinsic(Intrinsic.StringPrototype);
  if (isInt(w) || isDouble(words, w)) return vm.intrinsic(Intrinsic.NumberPrototype);
  if (w === TRUE || w === FALSE) return vm.intrinsic(Intrinsic.BooleanPrototype);
  if (isSymbol(words, w)) return vm.intrinsic(Intrinsic.SymbolPrototype);
  const what = w === NULL ? 'null' : 'undefined';
  if (key === vm.intrinsic(Intrinsic.SymbolIterator)) {
    const thing = w === NULL ? 'object null' : what;
    const why = 'cannot read property Symbol(Symbol.iterator)';
    return vm.throwing.error('TypeError', `${thing} is not iterable (${why})`);
  }
  return vm.throwing.error(
    'TypeError',
    `Cannot read properties of ${what} (reading '${keyText(vm, key)}')`,
  );
}

/** The object's prototype, or NULL. A chain of them may be long: each step is charged. */
export function getProto(vm: Realm, obj: Word): Word {
  vm.fuel.charge(1);
  return vm.words[(vm.words[(obj >>> 2) + At.SHAPE]! >>> 2) + At.SHAPE_PROTO]!;
}
