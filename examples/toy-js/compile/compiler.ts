import { analyze } from '../front/analyze.ts';
import type { Analysis } from '../front/analyze.ts';
import { parseProgram } from '../front/parse.ts';
import { ScriptNames, Storage, UNPLACED } from '../front/scope.ts';
import { findOwn, Found } from '../runtime/find.ts';
import { newFunction } from '../runtime/functions.ts';
import { internHost } from '../runtime/intern.ts';
import { Intrinsic } from '../runtime/intrinsics.ts';
import { get } from '../runtime/objects.ts';
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
 * the scripts of one interpreter share: their top-level declarations. These are words of
 * their own, not properties of the global object (as in a host's module).
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

/** A `var` begins with what the global object has under its name, if anything. */
function placeScriptVariables(vm: VM, { script }: Analysis): void {
  for (const variable of script.scope.variables.values()) {
    if (variable.storage !== Storage.Script || variable.index !== UNPLACED) continue;
    variable.index = vm.constant(UNDEFINED);
    if (variable.isLexical) {
      vm.words[variable.index] = UNINITIALIZED;
      // Later scripts cannot know whether this one got as far as the declaration.
      variable.initializedAt = Number.MAX_SAFE_INTEGER;
    } else {
      const global = vm.intrinsic(Intrinsic.Global);
      const key = internHost(vm, variable.name);
      if (findOwn(vm, global, key) !== Found.NOTHING) {
        vm.words[variable.index] = get(vm, global, key);
      }
    }
  }
}
