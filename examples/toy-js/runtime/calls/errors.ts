import { newKindOfShape, rootOf } from '../objects/allocate.ts';
import { captureSites } from './error-stack.ts';
import { Intrinsic, Name } from '../values/intrinsics.ts';
import { At, isCallable, isObject, isString, isSymbol, Kind, kindOf } from '../values/layouts.ts';
import { numberOf } from '../values/numbers.ts';
import { keyText, quietText } from '../strings/key-text.ts';
import { peek } from '../objects/peek.ts';
import { Attribute, Flavor } from '../objects/shapes.ts';
import { addProperty } from '../objects/storage.ts';
import { asciiWord } from '../strings/host.ts';
import { concat, lengthOfString } from '../strings/strings.ts';
import type { ErrorName, Realm } from '../machine/machine.ts';
import { FALSE, NULL, TRUE, UNDEFINED, UNINITIALIZED } from '../values/words.ts';
import type { Word } from '../values/words.ts';

export { errorStack } from './error-stack.ts';

const PROTOTYPES: Readonly<Record<ErrorName, Intrinsic>> = {
  Error: Intrinsic.ErrorPrototype,
  TypeError: Intrinsic.TypeErrorPrototype,
  RangeError: Intrinsic.RangeErrorPrototype,
  SyntaxError: Intrinsic.SyntaxErrorPrototype,
  ReferenceError: Intrinsic.ReferenceErrorPrototype,
  EvalError: Intrinsic.EvalErrorPrototype,
  URIError: Intrinsic.URIErrorPrototype,
};

/** The prototype of the errors with this name. */
function errorPrototype(vm: Realm, name: ErrorName): Word {
  return vm.intrinsic(PROTOTYPES[name]);
}

/** A guest error; `site` is where it happened, when that is known. Does not collect. */
export function makeError(vm: Realm, name: ErrorName, message: string, site?: number): Word {
  return newErrorObject(vm, errorPrototype(vm, name), asciiWord(vm, message), site);
}

/**
 * An Error object below `proto`; `message` is a string, or UNDEFINED for none. Its stack trace
 * is that of the running frames. Does not collect.
 */
export function newErrorObject(vm: Realm, proto: Word, message: Word, site?: number): Word {
  const { heap } = vm;
  const header = headerOf(vm, proto, message);
  const sites = captureSites(vm, site);
  const e = newKindOfShape(vm, Kind.Error, rootOf(vm, proto, Flavor.ERROR, 0));
  heap.write(e, At.ERROR_HEADER - 1, header);
  heap.write(e, At.ERROR_SITES - 1, sites);
  if (message !== UNDEFINED) {
    addProperty(vm, e, vm.name(Name.message), message, Attribute.HIDDEN);
  }
  return e;
}

/** What `String(error)` would be now, which is how V8 heads the stack. */
function headerOf(vm: Realm, proto: Word, message: Word): Word {
  let name = peek(vm, proto, vm.name(Name.name));
  if (!isString(vm.words, name)) name = asciiWord(vm, 'Error');
  if (message === UNDEFINED || lengthOfString(vm, message) === 0) return name;
  return concat(vm, concat(vm, name, asciiWord(vm, ': ')), message);
}

/** The name a function has in the source text or in the library. */
export function functionText(vm: Realm, f: Word): string {
  const { words } = vm;
  switch (kindOf(words, f)) {
    case Kind.Function:
      return vm.codes[words[(f >>> 2) + At.FUNCTION_CODE]!]!.name;
    case Kind.NativeFunction:
      return vm.nativeInfos[words[(f >>> 2) + At.NATIVE_INDEX]!]!.name;
    default:
      return 'bound';
  }
}

/** `#<Point>`, or `[object Array]`: how V8's messages call an object. Does not collect. */
export function describeObject(vm: Realm, obj: Word): string {
  if (kindOf(vm.words, obj) === Kind.Array) return '[object Array]';
  if (isCallable(vm.words, obj)) return `function '${functionText(vm, obj)}'`;
  const constructor = peek(vm, obj, vm.name(Name.constructor));
  const name = isCallable(vm.words, constructor) ? functionText(vm, constructor) : '';
  return `#<${name === '' ? 'Object' : name}>`;
}

/** A value for messages, as V8 prints what is "not a function" or "not iterable". */
export function describeCallee(vm: Realm, w: Word): string {
  const { words } = vm;
  if (w === UNDEFINED || w === UNINITIALIZED) return 'undefined';
  if (w === NULL) return 'null';
  if (w === TRUE || w === FALSE) return w === TRUE ? 'true' : 'false';
  if (isString(words, w)) return `"${quietText(vm, w)}"`;
  if (isSymbol(words, w)) return keyText(vm, w);
  return isObject(words, w) ? describeObject(vm, w) : String(numberOf(vm, w));
}
