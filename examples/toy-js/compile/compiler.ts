import { analyze } from '../front/analyze.ts';
import type { Analysis } from '../front/analyze.ts';
import { parseProgram } from '../front/parse.ts';
import { ScriptNames, Storage, UNPLACED } from '../front/scopes/scope.ts';
import { withinStack } from '../front/within-stack.ts';
import { requireHostStack } from '../host-errors.ts';
import { findOwn, Found } from '../runtime/objects/find.ts';
import { newFunction, newNative } from '../runtime/calls/functions.ts';
import { internHost } from '../runtime/strings/intern.ts';
import { Intrinsic } from '../runtime/values/intrinsics.ts';
import { get } from '../runtime/objects/objects.ts';
import { defineAccessor } from '../runtime/objects/properties.ts';
import { Attribute } from '../runtime/objects/shapes.ts';
import { arg } from '../runtime/machine/machine.ts';
import type { Machine, Realm } from '../runtime/machine/machine.ts';
import { UNDEFINED, UNINITIALIZED } from '../runtime/values/words.ts';
import type { Word } from '../runtime/values/words.ts';
import { compileClass } from './functions/classes.ts';
import { FunctionContext, Unit } from './context.ts';
import type { Dispatch } from './context.ts';
import { compileEffect, compileExpression } from './expressions/expressions.ts';
import { addCode, compileClosure } from './functions/functions.ts';
import { compileNum } from './numbers/numbers.ts';
import { compilePattern } from './variables/patterns.ts';
import { enterScope } from './variables/scopes.ts';
import { afterSafepoint, inSequence } from './statements/sequence.ts';
import { compileStatement } from './statements/statements.ts';
import { compileTest } from './numbers/tests.ts';

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
 * Compiles a script; returns the index of its Code. Throws a GuestSyntaxError, or HeapLimitError
 * where there is no room for its strings; then nothing of the script is left behind. `names` is
 * what the scripts of one interpreter share: their top-level declarations.
 */
export function compileProgram(
  vm: Machine,
  source: string,
  file: string,
  names: ScriptNames = new ScriptNames(),
): number {
  const program = parseProgram(source, file);
  const analysis = analyze(program, source, file, names);
  const mark = vm.tables.mark();
  let code: number;
  try {
    code = withinStack(source, file, () => {
      const index = compileScript(vm, analysis, names);
      requireHostStack();
      return index;
    });
  } catch (e) {
    vm.tables.rewind(mark);
    throw e;
  }
  declareVariables(vm, analysis, names);
  return code;
}

function compileScript(vm: Machine, analysis: Analysis, names: ScriptNames): number {
  placeVariables(vm, analysis);
  const unit = new Unit(vm, analysis, names, DISPATCH);
  const g = new FunctionContext(unit, analysis.script);
  g.resultSlot = g.take();
  const entry = enterScope(g, analysis.script.scope);
  // Each is run once, unless it is a loop, so a safepoint before each costs nothing.
  const steps = analysis.program.body.map((node) => afterSafepoint(vm, g.statement(node)));
  const run = inSequence(vm, steps);
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
export function runProgram(vm: Machine, codeIndex: number): Word {
  const global = vm.intrinsic(Intrinsic.Global);
  const script = newFunction(vm, codeIndex, 0, UNDEFINED, UNDEFINED);
  return vm.calls.invoke(vm.calls.openFrame(script, global, UNDEFINED, 0), 0);
}

/** Gives each top-level declaration that is new a word of its own: names cost one load. */
function placeVariables(vm: Realm, { script }: Analysis): void {
  for (const variable of script.scope.variables.values()) {
    if (variable.storage !== Storage.Script || variable.index !== UNPLACED) continue;
    variable.index = vm.tables.constant(variable.isLexical ? UNINITIALIZED : UNDEFINED);
    // Later scripts cannot know whether this one got as far as the declaration.
    if (variable.isLexical) variable.initializedAt = Number.MAX_SAFE_INTEGER;
  }
}

/**
 * Makes the declarations known to later scripts. A `var` or function is also seen as a property
 * of the global object, so that `globalThis.name` is right. A name is there for good once its
 * property is, and those without one come last: so a name is never known by halves.
 */
function declareVariables(vm: Machine, { script }: Analysis, names: ScriptNames): void {
  const { variables } = script.scope;
  for (const [name, variable] of variables) {
    if (variable.isLexical || names.variables.has(name)) continue;
    mirror(vm, name, variable.index);
    names.variables.set(name, variable);
  }
  for (const [name, variable] of variables) names.variables.set(name, variable);
}

function mirror(vm: Machine, name: string, index: number): void {
  const { words } = vm;
  const global = vm.intrinsic(Intrinsic.Global);
  const key = vm.tables.constant(internHost(vm, name));
  const present = findOwn(vm, global, words[key]!);
  if (present !== Found.NOTHING) {
    // A `var` begins with what the global object has under its name.
    words[index] = get(vm, global, words[key]!);
    if (present >= 0 && (present & Attribute.CONFIGURABLE) === 0) return;
  }
  const getter = vm.tables.constant(newNative(vm, name, 0, () => words[index]!));
  const setter = newNative(vm, name, 1, (_vm, fp, argc) => {
    words[index] = arg(vm, fp, argc, 0);
    return UNDEFINED;
  });
  defineAccessor(vm, global, words[key]!, words[getter]!, setter, Attribute.ENUMERABLE);
}
