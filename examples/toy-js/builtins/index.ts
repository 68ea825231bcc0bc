import type { Machine, Realm } from '../runtime/machine/machine.ts';
import { numberWord } from '../runtime/operations/convert.ts';
import { installArray } from './array/array.ts';
import { installConsole } from './console/console.ts';
import type { Output } from './console/console.ts';
import { installDate } from './date.ts';
import { installErrors } from './error.ts';
import { installFunction } from './function.ts';
import { installGlobals } from './globals.ts';
import { installJson } from './json/json.ts';
import { installCollections } from './collections/map-set.ts';
import { Matchers } from './regexp/matchers.ts';
import { MATH_CONSTANTS, mathMethods } from './primitives/math.ts';
import { installObject } from './object/object.ts';
import { installPrimitives } from './primitives/primitives.ts';
import { installRegExp } from './regexp/regexp.ts';
import { installWeakness } from './weak/weakness.ts';
import { installString } from './string/string.ts';
import { installSymbol } from './primitives/symbol.ts';
import { defineConstants, defineNamespace, defineTag } from './table.ts';

export type { Output } from './console/console.ts';

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
  installWeakness(vm);
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
