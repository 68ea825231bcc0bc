import { newKindOfShape, newObjectOfKind } from '../objects/allocate.ts';
import { functionText } from './errors.ts';
import { findOwn } from '../objects/find.ts';
import { get } from '../objects/get.ts';
import { functionPrototype } from '../objects/internal.ts';
import { Intrinsic, Name } from '../values/intrinsics.ts';
import { At, isKind, isObject, isString, Kind, kindOf } from '../values/layouts.ts';
import { Attribute } from '../objects/shapes.ts';
import { addProperty, slotIndex } from '../objects/storage.ts';
import { asciiWord } from '../strings/host.ts';
import { concat } from '../strings/strings.ts';
import type { Machine, Native, Realm } from '../machine/machine.ts';
import { QUIET_BYTES } from '../machine/limits.ts';
import { HOLE, intWord, UNDEFINED } from '../values/words.ts';
import type { Word } from '../values/words.ts';

export { setFunctionPrototype } from '../objects/internal.ts';

/**
 * A closure of `vm.codes[codeIndex]`. `thisOrFields` is `this` for an arrow function and the
 * maker of the fields for a class constructor. Does not collect.
 */
export function newFunction(
  vm: Realm,
  codeIndex: number,
  environment: Word,
  home: Word,
  thisOrFields: Word,
): Word {
  const code = vm.codes[codeIndex]!;
  const shape = code.isClassConstructor
    ? Intrinsic.ShapeOfClass
    : !code.isConstructor
      ? Intrinsic.ShapeOfArrow
      : code.isStrict
        ? Intrinsic.ShapeOfFunction
        : Intrinsic.ShapeOfSloppy;
  const { heap } = vm;
  const f = newKindOfShape(vm, Kind.Function, vm.intrinsic(shape));
  heap.write(f, At.FUNCTION_ENVIRONMENT - 1, environment);
  heap.write(f, At.FUNCTION_HOME - 1, home);
  heap.write(f, At.FUNCTION_THIS - 1, thisOrFields);
  heap.write(f, At.FUNCTION_PROTOTYPE - 1, HOLE);
  vm.words[(f >>> 2) + At.FUNCTION_CODE] = codeIndex;
  return f;
}

/** A builtin function; each takes a place in `vm.natives` for good. Does not collect. */
export function newNative(
  vm: Realm,
  name: string,
  length: number,
  native: Native,
  isConstructor = false,
): Word {
  const index = vm.natives.push(native) - 1;
  vm.nativeInfos.push({ name, length, isConstructor });
  const f = newKindOfShape(vm, Kind.NativeFunction, vm.intrinsic(Intrinsic.ShapeOfNative));
  vm.words[(f >>> 2) + At.NATIVE_INDEX] = index;
  return f;
}

/**
 * `target.bind(boundThis, ...)` with `count` arguments from the stack at `start`. May collect;
 * `target` and `boundThis` are rooted by it.
 */
export function newBound(
  vm: Machine,
  target: Word,
  boundThis: Word,
  start: number,
  count: number,
): Word {
  const { words, heap } = vm;
  const at = vm.stack.push(target);
  vm.stack.push(boundThis);
  const name = functionName(vm, target);
  vm.stack.push(name);
  const length = get(vm, words[at]!, vm.name(Name.length));
  if (count * 4 > QUIET_BYTES) vm.pressure.room(count * 4);
  const bound = newObjectOfKind(vm, Kind.BoundFunction, protoOf(words, words[at]!));
  const list = heap.allocateRaw(Kind.Slots, count + 1);
  words[(list >>> 2) + At.CAPACITY] = intWord(count);
  for (let i = 0; i < count; i++) heap.write(list, i + 1, words[start + i]!);
  heap.write(bound, At.BOUND_TARGET - 1, words[at]!);
  heap.write(bound, At.BOUND_THIS - 1, words[at + 1]!);
  heap.write(bound, At.BOUND_ARGUMENTS - 1, list);
  const left = (length & 1) === 0 ? Math.max(0, (length >> 1) - count) : 0;
  const hidden = Attribute.CONFIGURABLE;
  addProperty(vm, bound, vm.name(Name.length), intWord(left), hidden);
  const boundName = concat(vm, asciiWord(vm, 'bound '), words[at + 2]!);
  addProperty(vm, bound, vm.name(Name.name), boundName, hidden);
  vm.stack.sp = at;
  return bound;
}

function protoOf(words: Int32Array, obj: Word): Word {
  return words[(words[(obj >>> 2) + At.SHAPE]! >>> 2) + At.SHAPE_PROTO]!;
}

/** A function's own `name` if that is a string, else what the source text calls it. */
export function functionName(vm: Realm, f: Word): Word {
  const info = findOwn(vm, f, vm.name(Name.name));
  if (info >= 0 && (info & (Attribute.INTERNAL | Attribute.ACCESSOR)) === 0) {
    const name = vm.words[slotIndex(vm.words, f, info)]!;
    if (isString(vm.words, name)) return name;
  }
  return asciiWord(vm, functionText(vm, f));
}

/** True when `new f` is possible. */
export function isConstructor(vm: Realm, f: Word): boolean {
  const { words } = vm;
  while (isKind(words, f, Kind.BoundFunction)) {
    vm.fuel.charge(1);
    f = words[(f >>> 2) + At.BOUND_TARGET]!;
  }
  if (isKind(words, f, Kind.Function)) {
    return vm.codes[words[(f >>> 2) + At.FUNCTION_CODE]!]!.isConstructor;
  }
  if (!isKind(words, f, Kind.NativeFunction)) return false;
  return vm.nativeInfos[words[(f >>> 2) + At.NATIVE_INDEX]!]!.isConstructor;
}

/**
 * The prototype of what a native constructor is about to make: `newTarget.prototype`, or the
 * given one when that is no object (or there is no new.target). May collect.
 */
export function protoForConstruct(vm: Machine, newTarget: Word, fallback: Intrinsic): Word {
  if (newTarget === UNDEFINED) return vm.intrinsic(fallback);
  const plain = kindOf(vm.words, newTarget) === Kind.Function;
  const proto = plain
    ? functionPrototype(vm, newTarget)
    : get(vm, newTarget, vm.name(Name.prototype));
  return isObject(vm.words, proto) ? proto : vm.intrinsic(fallback);
}
