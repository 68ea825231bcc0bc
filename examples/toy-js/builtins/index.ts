import type { Machine, Realm } from '../runtime/machine.ts';
import { numberWord } from '../runtime/convert.ts';
import { installArray } from './array.ts';
import { installConsole } from './console.ts';
import type { Output } from './console.ts';
import { installDate } from './date.ts';
import { installErrors } from './error.ts';
import { installFunction } from './function.ts';
import { installGlobals } from './globals.ts';
import { installJson } from './json.ts';
import { installCollections } from './map-set.ts';
import { Matchers } from './matchers.ts';
import { MATH_CONSTANTS, mathMethods } from './math.ts';
import { installObject } from './object.ts';
import { installPrimitives } from './primitives.ts';
import { installRegExp } from './regexp.ts';
import { installString } from './string.ts';
import { installSymbol } from './symbol.ts';
import { defineConstants, defineNamespace, defineTag } from './table.ts';

export type { Output } from './console.ts';

export interface BuiltinOptions extends Output {
  /** Makes Math.random repeatable; default: the host's. */
  seed?: number;
}

/** Gives a fresh VM the guest's library. Does not collect. */
export function installBuiltins(vm: Machine, options: BuiltinOptions): void {
  vm.fuel.unmetered(() => install(vm, options));
}

function install(vm: Machine, options: BuiltinOptions): void {
  const matchers = new Matchers(vm);
  installObject(vm);
  installFunction(vm);
  installErrors(vm);
  installGlobals(vm);
  installPrimitives(vm);
  installSymbol(vm);
  installArray(vm);
  installString(vm, matchers);
  installRegExp(vm, matchers);
  installCollections(vm);
  installMath(vm, options.seed);
  installJson(vm);
  installDate(vm);
  installConsole(vm, options);
  const start = performance.now();
  defineNamespace(vm, 'performance', [['now', 0, () => numberWord(vm, performance.now() - start)]]);
}

function installMath(vm: Realm, seed: number | undefined): void {
  const math = defineNamespace(vm, 'Math', mathMethods(seed));
  defineConstants(vm, math, MATH_CONSTANTS);
  defineTag(vm, math, 'Math');
}
