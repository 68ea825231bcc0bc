import { analyze } from '../front/analyze.ts';
import type { Analysis } from '../front/analyze.ts';
import { parseProgram } from '../front/parse.ts';
import { ScriptNames, Storage, UNPLACED } from '../front/scope.ts';
import { findOwn, Found } from '../runtime/find.ts';
import { newFunction, newNative } from '../runtime/functions.ts';
import { internHost } from '../runtime/intern.ts';
import { Intrinsic } from '../runtime/intrinsics.ts';
import { get } from '../runtime/objects.ts';
import { defineAccessor } from '../runtime/properties.ts';
import { Attribute } from '../runtime/shapes.ts';
import { arg } from '../runtime/vm.ts';
import type { VM } from '../runtime/vm.ts';
import { UNDEFINED, UNINITIALIZED } from '../runtime/words.ts';
import type { Word } from '../runtime/words.ts';
import { compileClass } from './classes.ts';
import { FunctionContext, Unit } from './context.ts';
import type { Dispatch } from './context.ts';
import { compileEffect, compileExpression } from './expressions.ts';
import { addCode, compileClosure } from './functions.ts';
import { compileNum } from './numbers.ts';
import { compilePattern } from './patterns.ts';
import { enterScope } from './scopes.ts';
import { inSequence } from './sequence.ts';
import { compileStatement } from './statements.ts';
import { compileTest } from './tests.ts';

const DISPATCH: Dispatch = {
  expr: compileExpression,
  effect: compileEffect,
  test: compileTest,
  num: compileNum,
  statement: compileStatement,
  pattern: compilePattern,
  closure: compileClosure,
  classValue: compileClass,
};

/**
 * Compiles a script; returns the index of its Code. Throws a GuestSyntaxError. `names` is what
 * the scripts of one interpreter share: their top-level declarations.
 */
export function compileProgram(
  vm: VM,
  source: string,
  file: string,
  names: ScriptNames = new ScriptNames(),
): number {
  const analysis = analyze(parseProgram(source, file), source, file, names);
  placeScriptVariables(vm, analysis);
  const unit = new Unit(vm, analysis, names, DISPATCH);
  const g = new FunctionContext(unit, analysis.script);
  g.resultSlot = g.take();
  const entry = enterScope(g, analysis.script.scope);
  const run = inSequence(analysis.program.body.map((statement) => g.statement(statement)));
  return addCode(g, {
    plan: { paramCount: 0, restSlot: -1, argumentsSlot: -1 },
    body: (fp) => {
      if (entry !== undefined) entry(fp);
      run(fp);
      return UNDEFINED;
    },
    options: { name: '', paramCount: 0 },
    node: analysis.program,
  });
}

/** Runs a compiled script; what the guest throws and does not catch comes out as GUEST_THROW. */
export function runProgram(vm: VM, codeIndex: number): Word {
  const global = vm.intrinsic(Intrinsic.Global);
  const script = newFunction(vm, codeIndex, 0, UNDEFINED, UNDEFINED);
  return vm.invoke(vm.openFrame(script, global, UNDEFINED, 0), 0);
}

/**
 * Gives each top-level declaration a word of its own. A `var` or function is also seen as a
 * property of the global object, through an accessor: so names cost one load, and
 * `globalThis.name` is right all the same.
 */
function placeScriptVariables(vm: VM, { script }: Analysis): void {
  for (const variable of script.scope.variables.values()) {
    if (variable.storage !== Storage.Script || variable.index !== UNPLACED) continue;
    variable.index = vm.constant(variable.isLexical ? UNINITIALIZED : UNDEFINED);
    if (variable.isLexical) {
      // Later scripts cannot know whether this one got as far as the declaration.
      variable.initializedAt = Number.MAX_SAFE_INTEGER;
    } else {
      mirror(vm, variable.name, variable.index);
    }
  }
}

function mirror(vm: VM, name: string, index: number): void {
  const { words } = vm;
  const global = vm.intrinsic(Intrinsic.Global);
  const key = vm.constant(internHost(vm, name));
  const present = findOwn(vm, global, words[key]!);
  if (present !== Found.NOTHING) {
    // A `var` begins with what the global object has under its name.
    words[index] = get(vm, global, words[key]!);
    if (present >= 0 && (present & Attribute.CONFIGURABLE) === 0) return;
  }
  const getter = vm.constant(newNative(vm, name, 0, () => words[index]!));
  const setter = newNative(vm, name, 1, (_vm, fp, argc) => {
    words[index] = arg(vm, fp, argc, 0);
    return UNDEFINED;
  });
  defineAccessor(vm, global, words[key]!, words[getter]!, setter, Attribute.ENUMERABLE);
}
