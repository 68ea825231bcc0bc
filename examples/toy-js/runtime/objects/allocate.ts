import { Intrinsic } from '../values/intrinsics.ts';
import { At, isKind, isString, Kind, payloadOf } from '../values/layouts.ts';
import { Flag, Flavor, rootShape } from './shapes.ts';
import { toDictionary } from './storage.ts';
import { lengthOfString } from '../strings/strings.ts';
import type { Memory, Realm } from '../machine/machine.ts';
import { NULL } from '../values/words.ts';
import type { Word } from '../values/words.ts';

const DEFAULT_CAPACITY = 4;
/** Inline property slots that an object may have. */
export const MAX_CAPACITY = 64;

/** An empty object of the kind Object with this shape. Does not collect. */
export function newObjectOfShape(vm: Memory, shape: Word): Word {
  const capacity = vm.words[(shape >>> 2) + At.SHAPE_FLAGS]! & Flag.CAPACITY;
  const obj = vm.heap.allocateRaw(Kind.Object, At.INLINE - 1 + capacity);
  vm.heap.write(obj, At.SHAPE - 1, shape);
  return obj;
}

/** `{}` with room for that many properties inside the object. Does not collect. */
export function newObject(vm: Realm, inlineCapacity = DEFAULT_CAPACITY): Word {
  return newObjectWithProto(vm, vm.intrinsic(Intrinsic.ObjectPrototype), inlineCapacity);
}

/** `Object.create(proto)`. Does not collect. */
export function newObjectWithProto(
  vm: Realm,
  protoOrNull: Word,
  inlineCapacity = DEFAULT_CAPACITY,
): Word {
  return newObjectOfShape(vm, rootOf(vm, protoOrNull, Flavor.PLAIN, inlineCapacity));
}

/** The empty shape below a prototype, which from now on is watched. */
export function rootOf(vm: Realm, proto: Word, flavor: Flavor, capacity: number): Word {
  if (proto !== NULL) becomePrototype(vm, proto);
  const even = Math.min((capacity + 1) & ~1, MAX_CAPACITY);
  return rootShape(vm, proto, flavor, even);
}

/**
 * Gives an object that is about to be somebody's prototype a watched shape of its own: caches
 * that look through it depend on `vm.epoch`, and the shapes of its heirs hang on it.
 */
export function becomePrototype(vm: Realm, obj: Word): void {
  const { words } = vm;
  const flags = words[(words[(obj >>> 2) + At.SHAPE]! >>> 2) + At.SHAPE_FLAGS]!;
  if ((flags & Flag.WATCHED) !== 0) return;
  const shape = toDictionary(vm, obj) >>> 2;
  words[shape + At.SHAPE_FLAGS] = words[shape + At.SHAPE_FLAGS]! | Flag.WATCHED;
  const indexed = (flags & Flag.INDEXED) !== 0 || words[(obj >>> 2) + At.ELEMENTS] !== 0;
  if (indexed || isBoxedText(vm, obj)) vm.indexedPrototypes = true;
}

/** A string object that has characters, hence index properties. */
function isBoxedText(vm: Memory, obj: Word): boolean {
  if (!isKind(vm.words, obj, Kind.Boxed)) return false;
  const value = vm.words[(obj >>> 2) + At.BOXED_VALUE]!;
  return isString(vm.words, value) && lengthOfString(vm, value) > 0;
}

function flavorOf(kind: Kind): Flavor {
  switch (kind) {
    case Kind.Array:
      return Flavor.ARRAY;
    case Kind.Error:
      return Flavor.ERROR;
    case Kind.Function:
      return Flavor.FUNCTION;
    case Kind.NativeFunction:
      return Flavor.ARROW;
    default:
      return Flavor.PLAIN;
  }
}

/**
 * An object of a fixed-size kind with no properties but its internal ones; the rest of its
 * payload is zero, for the caller to fill before anything else is allocated. Does not collect.
 */
export function newObjectOfKind(vm: Realm, kind: Kind, proto: Word, flavor = flavorOf(kind)): Word {
  return newKindOfShape(vm, kind, rootOf(vm, proto, flavor, 0));
}

/** The same, where the shape is known. */
export function newKindOfShape(vm: Memory, kind: Kind, shape: Word): Word {
  const obj = vm.heap.allocateRaw(kind, payloadOf(kind));
  vm.heap.write(obj, At.SHAPE - 1, shape);
  return obj;
}
