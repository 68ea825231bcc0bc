import { numberWord } from '../values/numbers.ts';
import { Name } from '../values/intrinsics.ts';
import { errorStack } from '../calls/error-stack.ts';
import { At, Kind, kindOf } from '../values/layouts.ts';
import { Attribute } from './shapes.ts';
import { newObject } from './allocate.ts';
import { addProperty } from './storage.ts';
import { asciiWord } from '../strings/host.ts';
import { lengthOfString } from '../strings/strings.ts';
import type { Memory, Realm } from '../machine/machine.ts';
import { HOLE, intWord, NULL, UNDEFINED } from '../values/words.ts';
import type { Word } from '../values/words.ts';

/**
 * Value of a property that is not stored but follows from what the object is: `length` of
 * arrays and string objects, `name`, `length` and `prototype` of functions, `stack` of errors.
 * Does not collect.
 */
export function internalValue(vm: Realm, obj: Word, key: Word): Word {
  const { words } = vm;
  const h = obj >>> 2;
  switch (kindOf(words, obj)) {
    case Kind.Array:
      return numberWord(vm, words[h + At.ARRAY_LENGTH]! >>> 0);
    case Kind.Boxed:
      return intWord(lengthOfString(vm, words[h + At.BOXED_VALUE]!));
    case Kind.Error:
      return errorStack(vm, obj);
    case Kind.Function: {
      if (key === vm.name(Name.prototype)) return functionPrototype(vm, obj);
      if (key === vm.name(Name.arguments) || key === vm.name(Name.caller)) return NULL;
      const code = vm.codes[words[h + At.FUNCTION_CODE]!]!;
      return key === vm.name(Name.name) ? asciiWord(vm, code.name) : intWord(code.paramCount);
    }
    case Kind.NativeFunction: {
      const info = vm.nativeInfos[words[h + At.NATIVE_INDEX]!]!;
      return key === vm.name(Name.name) ? asciiWord(vm, info.name) : intWord(info.length);
    }
    default:
      return UNDEFINED;
  }
}

/** A guest function's `prototype`, made when it is first looked at. Does not collect. */
export function functionPrototype(vm: Realm, f: Word): Word {
  const known = vm.words[(f >>> 2) + At.FUNCTION_PROTOTYPE]!;
  if (known !== HOLE) return known;
  const proto = newObject(vm);
  addProperty(vm, proto, vm.name(Name.constructor), f, Attribute.HIDDEN);
  vm.heap.write(f, At.FUNCTION_PROTOTYPE - 1, proto);
  return proto;
}

/** Stores a guest function's `prototype`. */
export function setFunctionPrototype(vm: Memory, f: Word, proto: Word): void {
  vm.heap.write(f, At.FUNCTION_PROTOTYPE - 1, proto);
  vm.heap.write(f, At.FUNCTION_INSTANCE_SHAPE - 1, 0);
}
