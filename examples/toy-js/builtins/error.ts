import { newArray } from '../runtime/arrays/arrays.ts';
import { toStringWord } from '../runtime/operations/convert.ts';
import { newErrorObject } from '../runtime/calls/errors.ts';
import { internHost } from '../runtime/strings/intern.ts';
import { Intrinsic, Name } from '../runtime/values/intrinsics.ts';
import { iterate } from '../runtime/operations/iterate.ts';
import { isObject } from '../runtime/values/layouts.ts';
import { get, has, newObjectWithProto, setProto } from '../runtime/objects/objects.ts';
import { defineData } from '../runtime/objects/properties.ts';
import { Attribute } from '../runtime/objects/shapes.ts';
import { asciiWord } from '../runtime/strings/host.ts';
import { concat, lengthOfString } from '../runtime/strings/strings.ts';
import type { Machine, Realm } from '../runtime/machine/machine.ts';
import { UNDEFINED } from '../runtime/values/words.ts';
import type { Word } from '../runtime/values/words.ts';
import { append } from './array/results.ts';
import { incompatible, reserve } from './arguments.ts';
import { prototypeFor } from './instances.ts';
import { defineConstructor, defineMethod } from './table.ts';
import type { Native } from './table.ts';

const SUBCLASSES: readonly (readonly [string, Intrinsic])[] = [
  ['TypeError', Intrinsic.TypeErrorPrototype],
  ['RangeError', Intrinsic.RangeErrorPrototype],
  ['SyntaxError', Intrinsic.SyntaxErrorPrototype],
  ['ReferenceError', Intrinsic.ReferenceErrorPrototype],
  ['EvalError', Intrinsic.EvalErrorPrototype],
  ['URIError', Intrinsic.URIErrorPrototype],
];

/** An Error from the message at `at` and the options behind it; the result goes to `at + 2`. */
function makeAt(vm: Machine, fp: number, at: number, proto: Intrinsic): void {
  const { words } = vm;
  if (words[at] !== UNDEFINED) words[at] = toStringWord(vm, words[at]!);
  const prototype = prototypeFor(vm, fp, proto);
  words[at + 2] = newErrorObject(vm, prototype, words[at]!);
  const cause = vm.name(Name.cause);
  if (isObject(words, words[at + 1]!) && has(vm, words[at + 1]!, cause)) {
    const value = get(vm, words[at + 1]!, cause);
    defineData(vm, words[at + 2]!, cause, value, Attribute.HIDDEN);
  }
}

/** `Error(message, { cause })`, with or without `new`. */
function constructor(proto: Intrinsic): Native {
  return (vm, fp, argc) => {
    reserve(vm, fp, argc, 3);
    makeAt(vm, fp, fp, proto);
    return vm.words[fp + 2]!;
  };
}

/** `AggregateError(errors, message, { cause })`. */
function aggregate(vm: Machine, fp: number, argc: number): Word {
  const { words } = vm;
  reserve(vm, fp, argc, 5);
  makeAt(vm, fp, fp + 1, Intrinsic.AggregateErrorPrototype);
  words[fp + 4] = newArray(vm, 0);
  iterate(vm, words[fp]!, (value) => {
    append(vm, fp + 4, value);
    return true;
  });
  defineData(vm, words[fp + 3]!, internHost(vm, 'errors'), words[fp + 4]!, Attribute.HIDDEN);
  return words[fp + 3]!;
}

/** Error.prototype.toString: slots fp name, fp + 1 message. */
function toString(vm: Machine, fp: number, argc: number): Word {
  const { words } = vm;
  if (!isObject(words, words[fp - 1]!)) {
    incompatible(vm, words[fp - 1]!, 'Error.prototype.toString');
  }
  reserve(vm, fp, argc, 2);
  for (const [i, key, otherwise] of [
    [fp, Name.name, 'Error'],
    [fp + 1, Name.message, ''],
  ] as const) {
    words[i] = get(vm, words[fp - 1]!, vm.name(key));
    words[i] = words[i] === UNDEFINED ? asciiWord(vm, otherwise) : toStringWord(vm, words[i]!);
  }
  if (lengthOfString(vm, words[fp]!) === 0) return words[fp + 1]!;
  if (lengthOfString(vm, words[fp + 1]!) === 0) return words[fp]!;
  return concat(vm, concat(vm, words[fp]!, asciiWord(vm, ': ')), words[fp + 1]!);
}

export function installErrors(vm: Realm): void {
  const base = vm.intrinsic(Intrinsic.ErrorPrototype);
  const error = defineConstructor(vm, 'Error', 1, constructor(Intrinsic.ErrorPrototype), base);
  defineMethod(vm, base, ['toString', 0, toString]);
  for (const [name, proto] of SUBCLASSES) {
    const c = defineConstructor(vm, name, 1, constructor(proto), vm.intrinsic(proto));
    setProto(vm, c, error);
  }
  const prototype = newObjectWithProto(vm, base);
  vm.setIntrinsic(Intrinsic.AggregateErrorPrototype, prototype);
  const name = asciiWord(vm, 'AggregateError');
  defineData(vm, prototype, vm.name(Name.name), name, Attribute.HIDDEN);
  const empty = vm.intrinsic(Intrinsic.EmptyString);
  defineData(vm, prototype, vm.name(Name.message), empty, Attribute.HIDDEN);
  setProto(vm, defineConstructor(vm, 'AggregateError', 2, aggregate, prototype), error);
}
