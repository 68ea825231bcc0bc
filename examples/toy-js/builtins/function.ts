import { describeCallee, functionText } from '../runtime/calls/errors.ts';
import { newBound } from '../runtime/calls/functions.ts';
import { Intrinsic } from '../runtime/values/intrinsics.ts';
import { At, isCallable, isObject, Kind, kindOf } from '../runtime/values/layouts.ts';
import { ordinaryHasInstance } from '../runtime/operations/type-operators.ts';
import { asciiWord, stringWord } from '../runtime/strings/host.ts';
import type { Machine, Realm } from '../runtime/machine/machine.ts';
import { arg } from '../runtime/machine/machine.ts';
import { boolWord, isNullish, UNDEFINED } from '../runtime/values/words.ts';
import type { Word } from '../runtime/values/words.ts';
import { getAt, lengthAt } from './array/access.ts';
import { defineConstructor, defineMethod, defineMethods } from './table.ts';
import type { Method } from './table.ts';

/** Throws unless `this` can be called. */
function requireFunction(vm: Realm, fp: number, name: string): void {
  const self = vm.words[fp - 1]!;
  if (isCallable(vm.words, self)) return;
  vm.throwing.error(
    'TypeError',
    `Function.prototype.${name} was called on ${describeCallee(vm, self)}, which is not a function`,
  );
}

/** call: the arguments after the first are copied to a new frame above this one. */
function call(vm: Machine, fp: number, argc: number): Word {
  const { words } = vm;
  const self = words[fp - 1]!;
  if (!isCallable(words, self)) {
    vm.throwing.error('TypeError', 'Function.prototype.call.call is not a function');
  }
  const count = Math.max(argc - 1, 0);
  const frame = vm.calls.openFrame(self, arg(vm, fp, argc, 0), UNDEFINED, count);
  words.copyWithin(frame, fp + 1, fp + 1 + count);
  return vm.calls.invoke(frame, count);
}

/** apply: fp `this`, fp + 1 the list of arguments. */
function apply(vm: Machine, fp: number, argc: number): Word {
  const { words } = vm;
  requireFunction(vm, fp, 'apply');
  const list = arg(vm, fp, argc, 1);
  if (isNullish(list)) return vm.calls.call(words[fp - 1]!, arg(vm, fp, argc, 0));
  if (!isObject(words, list)) {
    vm.throwing.error('TypeError', 'CreateListFromArrayLike called on non-object');
  }
  const count = lengthAt(vm, fp + 1);
  vm.stack.ensure(count * 2 + 16);
  const base = vm.stack.sp;
  for (let i = 0; i < count; i++) vm.stack.push(getAt(vm, fp + 1, i));
  const frame = vm.calls.openFrame(words[fp - 1]!, words[fp]!, UNDEFINED, count);
  words.copyWithin(frame, base, base + count);
  return vm.calls.invoke(frame, count);
}

function bind(vm: Machine, fp: number, argc: number): Word {
  const self = vm.words[fp - 1]!;
  if (!isCallable(vm.words, self)) {
    vm.throwing.error('TypeError', 'Bind must be called on a function');
  }
  return newBound(vm, self, arg(vm, fp, argc, 0), fp + 1, Math.max(argc - 1, 0));
}

/** The source text of a guest function; for others what V8 shows. */
function toString(vm: Realm, fp: number): Word {
  const self = vm.words[fp - 1]!;
  if (!isCallable(vm.words, self)) {
    vm.throwing.error(
      'TypeError',
      "Function.prototype.toString requires that 'this' be a Function",
    );
  }
  if (kindOf(vm.words, self) === Kind.Function) {
    const code = vm.codes[vm.words[(self >>> 2) + At.FUNCTION_CODE]!]!;
    if (code.source !== '') return stringWord(vm, code.source);
  }
  const name = kindOf(vm.words, self) === Kind.BoundFunction ? '' : functionText(vm, self);
  return asciiWord(vm, `function ${name}() { [native code] }`);
}

const METHODS: readonly Method[] = [
  ['apply', 2, apply],
  ['bind', 1, bind],
  ['call', 1, call],
  ['toString', 0, toString],
];

export function installFunction(vm: Machine): void {
  const prototype = vm.intrinsic(Intrinsic.FunctionPrototype);
  const refuse = (): never => vm.throwing.error('TypeError', 'new Function is not supported');
  defineConstructor(vm, 'Function', 1, refuse, prototype);
  defineMethods(vm, prototype, METHODS);
  defineMethod(vm, prototype, [
    '@@hasInstance',
    1,
    (_, fp, argc) => {
      return boolWord(ordinaryHasInstance(vm, vm.words[fp - 1]!, arg(vm, fp, argc, 0)));
    },
  ]);
}
