import {
  newBoxed,
  numberOf,
  numberWord,
  toBoolean,
  toInteger,
  toNumeric,
} from '../../runtime/operations/convert.ts';
import { internHost } from '../../runtime/strings/intern.ts';
import { Intrinsic } from '../../runtime/values/intrinsics.ts';
import { At, isKind, isNumber, isString, isSymbol, Kind } from '../../runtime/values/layouts.ts';
import { get } from '../../runtime/objects/objects.ts';
import { defineData } from '../../runtime/objects/properties.ts';
import { asciiWord } from '../../runtime/strings/host.ts';
import type { Machine, Memory, Realm } from '../../runtime/machine/machine.ts';
import { arg } from '../../runtime/machine/machine.ts';
import { boolWord, FALSE, isBool, TRUE, UNDEFINED } from '../../runtime/values/words.ts';
import type { Word } from '../../runtime/values/words.ts';
import { prototypeFor } from '../instances.ts';
import { defineConstants, defineConstructor, defineMethods, METHOD_ATTRIBUTES } from '../table.ts';
import type { Constant, Method, Native } from '../table.ts';

/** The primitive in a Number, String, Boolean or Symbol object. */
export function unboxed(vm: Memory, obj: Word): Word {
  return vm.words[(obj >>> 2) + At.BOXED_VALUE]!;
}

/** What Object.prototype.toString calls such an object. */
export function boxedTag(vm: Memory, obj: Word): string {
  const w = unboxed(vm, obj);
  if (isString(vm.words, w)) return 'String';
  if (isNumber(vm.words, w)) return 'Number';
  return isSymbol(vm.words, w) ? 'Symbol' : 'Boolean';
}

/** `this` as a primitive that `is` accepts, boxed or not. */
export function thisPrimitive(
  vm: Realm,
  fp: number,
  is: (words: Int32Array, w: Word) => boolean,
  method: string,
  type: string,
): Word {
  let w = vm.words[fp - 1]!;
  if (isKind(vm.words, w, Kind.Boxed)) w = unboxed(vm, w);
  if (is(vm.words, w)) return w;
  return vm.throwing.error('TypeError', `${method} requires that 'this' be a ${type}`);
}

/** `this` of a method of numbers. */
function thisNumber(vm: Realm, fp: number, name: string): number {
  return numberOf(vm, thisPrimitive(vm, fp, isNumber, `Number.prototype.${name}`, 'Number'));
}

function numberConstructor(vm: Machine, fp: number, argc: number): Word {
  const value = argc === 0 ? 0 : toNumeric(vm, vm.words[fp]!);
  if (vm.words[fp - 5] === UNDEFINED) return value;
  const slot = vm.stack.push(value);
  const prototype = prototypeFor(vm, fp, Intrinsic.NumberPrototype);
  return newBoxed(vm, vm.words[slot]!, prototype);
}

function booleanConstructor(vm: Machine, fp: number, argc: number): Word {
  const value = boolWord(toBoolean(vm, arg(vm, fp, argc, 0)));
  if (vm.words[fp - 5] === UNDEFINED) return value;
  return newBoxed(vm, value, prototypeFor(vm, fp, Intrinsic.BooleanPrototype));
}

function numberToString(vm: Machine, fp: number, argc: number): Word {
  const n = thisNumber(vm, fp, 'toString');
  const w = arg(vm, fp, argc, 0);
  const radix = w === UNDEFINED ? 10 : toInteger(vm, w);
  if (radix < 2 || radix > 36) {
    vm.throwing.error('RangeError', 'toString() radix argument must be between 2 and 36');
  }
  return asciiWord(vm, n.toString(radix));
}

/** toFixed and its kin: digits in a range, else a RangeError. */
function formatter(
  name: string,
  min: number,
  format: (n: number, digits: number | undefined) => string,
): Native {
  return (vm, fp, argc) => {
    const n = thisNumber(vm, fp, name);
    const w = arg(vm, fp, argc, 0);
    const digits = w === UNDEFINED ? undefined : toInteger(vm, w);
    const isFinite = Number.isFinite(n) || name === 'toFixed';
    if (digits !== undefined && isFinite && (digits < min || digits > 100)) {
      const subject = name === 'toFixed' ? 'toFixed() digits' : `${name}()`;
      vm.throwing.error('RangeError', `${subject} argument must be between ${min} and 100`);
    }
    return asciiWord(vm, Number.isFinite(n) ? format(n, digits) : String(n));
  };
}

const NUMBER_METHODS: readonly Method[] = [
  ['toExponential', 1, formatter('toExponential', 0, (n, digits) => n.toExponential(digits))],
  ['toFixed', 1, formatter('toFixed', 0, (n, digits) => n.toFixed(digits))],
  [
    'toLocaleString',
    0,
    (vm, fp) => asciiWord(vm, thisNumber(vm, fp, 'toLocaleString').toLocaleString('en-US')),
  ],
  [
    'toPrecision',
    1,
    formatter('toPrecision', 1, (n, digits) =>
      digits === undefined ? String(n) : n.toPrecision(digits),
    ),
  ],
  ['toString', 1, numberToString],
  ['valueOf', 0, (vm, fp) => numberWord(vm, thisNumber(vm, fp, 'valueOf'))],
];

/** A test of a number that is false for everything else. */
function numberTest(test: (n: number) => boolean): Native {
  return (vm, fp, argc) => {
    const w = arg(vm, fp, argc, 0);
    return isNumber(vm.words, w) && test(numberOf(vm, w)) ? TRUE : FALSE;
  };
}

const NUMBER_STATICS: readonly Method[] = [
  ['isFinite', 1, numberTest(Number.isFinite)],
  ['isInteger', 1, numberTest(Number.isInteger)],
  ['isNaN', 1, numberTest(Number.isNaN)],
  ['isSafeInteger', 1, numberTest(Number.isSafeInteger)],
];

const NUMBER_CONSTANTS: readonly Constant[] = [
  ['MAX_VALUE', Number.MAX_VALUE],
  ['MIN_VALUE', Number.MIN_VALUE],
  ['NaN', NaN],
  ['NEGATIVE_INFINITY', -Infinity],
  ['POSITIVE_INFINITY', Infinity],
  ['MAX_SAFE_INTEGER', Number.MAX_SAFE_INTEGER],
  ['MIN_SAFE_INTEGER', Number.MIN_SAFE_INTEGER],
  ['EPSILON', Number.EPSILON],
];

const isBoolWord = (_: Int32Array, w: Word): boolean => isBool(w);

function thisBoolean(vm: Realm, fp: number, name: string): Word {
  return thisPrimitive(vm, fp, isBoolWord, `Boolean.prototype.${name}`, 'Boolean');
}

/** Number and Boolean; parseInt and parseFloat are the globals of that name. */
export function installPrimitives(vm: Machine): void {
  const number = vm.intrinsic(Intrinsic.NumberPrototype);
  const c = defineConstructor(vm, 'Number', 1, numberConstructor, number);
  defineMethods(vm, number, NUMBER_METHODS);
  defineMethods(vm, c, NUMBER_STATICS);
  defineConstants(vm, c, NUMBER_CONSTANTS);
  for (const name of ['parseInt', 'parseFloat']) {
    const key = internHost(vm, name);
    const f = get(vm, vm.intrinsic(Intrinsic.Global), key);
    defineData(vm, c, key, f, METHOD_ATTRIBUTES);
  }
  const boolean = vm.intrinsic(Intrinsic.BooleanPrototype);
  defineConstructor(vm, 'Boolean', 1, booleanConstructor, boolean);
  defineMethods(vm, boolean, [
    ['toString', 0, (_, fp) => asciiWord(vm, String(thisBoolean(vm, fp, 'toString') === TRUE))],
    ['valueOf', 0, (_, fp) => thisBoolean(vm, fp, 'valueOf')],
  ]);
}
