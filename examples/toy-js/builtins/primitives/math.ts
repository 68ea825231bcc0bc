import { toNumber, numberWord } from '../../runtime/operations/convert.ts';
import { arg } from '../../runtime/machine/machine.ts';
import type { Machine } from '../../runtime/machine/machine.ts';
import { intWord, isInt } from '../../runtime/values/words.ts';
import type { Word } from '../../runtime/values/words.ts';
import type { Constant, Method, Native } from '../table.ts';

function unary(compute: (x: number) => number): Native {
  return (vm, fp, argc) => numberWord(vm, compute(toNumber(vm, arg(vm, fp, argc, 0))));
}

/** Rounding leaves an int word as it is: no number needs to be made of it. */
function rounding(compute: (x: number) => number): Native {
  return (vm, fp, argc) => {
    const x = arg(vm, fp, argc, 0);
    return isInt(x) ? x : numberWord(vm, compute(toNumber(vm, x)));
  };
}

function binary(compute: (x: number, y: number) => number): Native {
  return (vm, fp, argc) => {
    const x = toNumber(vm, arg(vm, fp, argc, 0));
    return numberWord(vm, compute(x, toNumber(vm, arg(vm, fp, argc, 1))));
  };
}

/** max and min: all arguments are converted, even after a NaN. */
function extreme(compute: (x: number, y: number) => number, start: number): Native {
  return (vm, fp, argc) => {
    let result = start;
    for (let i = 0; i < argc; i++) result = compute(result, toNumber(vm, vm.words[fp + i]!));
    return numberWord(vm, result);
  };
}

function hypot(vm: Machine, fp: number, argc: number): Word {
  const values: number[] = [];
  for (let i = 0; i < argc; i++) values.push(toNumber(vm, vm.words[fp + i]!));
  return numberWord(vm, Math.hypot(...values));
}

function abs(vm: Machine, fp: number, argc: number): Word {
  const x = arg(vm, fp, argc, 0);
  return isInt(x) && x >= 0 ? x : numberWord(vm, Math.abs(toNumber(vm, x)));
}

/**
 * Math.random. With a seed a run can be repeated: Marsaglia's xorshift on 32 bits twice
 * ("Xorshift RNGs", 2003), which is plenty for programs that want numbers that look random.
 */
function random(seed: number | undefined): Native {
  if (seed === undefined) return (vm) => numberWord(vm, Math.random());
  let state = seed | 0 || 0x9e3779b9;
  const next = (): number => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state >>> 0;
  };
  return (vm) => {
    const high = next() >>> 5;
    return numberWord(vm, (high * 0x4000000 + (next() >>> 6)) / 2 ** 53);
  };
}

/** Math's functions; `seed` makes Math.random repeatable. */
export function mathMethods(seed: number | undefined): Method[] {
  return [
    ['abs', 1, abs],
    ['acos', 1, unary(Math.acos)],
    ['acosh', 1, unary(Math.acosh)],
    ['asin', 1, unary(Math.asin)],
    ['asinh', 1, unary(Math.asinh)],
    ['atan', 1, unary(Math.atan)],
    ['atanh', 1, unary(Math.atanh)],
    ['atan2', 2, binary(Math.atan2)],
    ['ceil', 1, rounding(Math.ceil)],
    ['cbrt', 1, unary(Math.cbrt)],
    ['expm1', 1, unary(Math.expm1)],
    ['clz32', 1, (vm, fp, argc) => intWord(Math.clz32(toNumber(vm, arg(vm, fp, argc, 0))))],
    ['cos', 1, unary(Math.cos)],
    ['cosh', 1, unary(Math.cosh)],
    ['exp', 1, unary(Math.exp)],
    ['floor', 1, rounding(Math.floor)],
    ['fround', 1, unary(Math.fround)],
    ['hypot', 2, hypot],
    ['imul', 2, binary(Math.imul)],
    ['log', 1, unary(Math.log)],
    ['log1p', 1, unary(Math.log1p)],
    ['log2', 1, unary(Math.log2)],
    ['log10', 1, unary(Math.log10)],
    ['max', 2, extreme(Math.max, -Infinity)],
    ['min', 2, extreme(Math.min, Infinity)],
    ['pow', 2, binary(Math.pow)],
    ['random', 0, random(seed)],
    ['round', 1, rounding(Math.round)],
    ['sign', 1, unary(Math.sign)],
    ['sin', 1, unary(Math.sin)],
    ['sinh', 1, unary(Math.sinh)],
    ['sqrt', 1, unary(Math.sqrt)],
    ['tan', 1, unary(Math.tan)],
    ['tanh', 1, unary(Math.tanh)],
    ['trunc', 1, rounding(Math.trunc)],
  ];
}

export const MATH_CONSTANTS: readonly Constant[] = [
  ['E', Math.E],
  ['LN10', Math.LN10],
  ['LN2', Math.LN2],
  ['LOG10E', Math.LOG10E],
  ['LOG2E', Math.LOG2E],
  ['PI', Math.PI],
  ['SQRT1_2', Math.SQRT1_2],
  ['SQRT2', Math.SQRT2],
];
