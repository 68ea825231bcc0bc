// The last pass of the front end: finds the scopes, then looks up each name.

import type { ESTree, Node } from './ast.ts';
import { findUnsupported } from './features.ts';
import { CLASSES } from './scopes/classes.ts';
import { EXPRESSIONS } from './scopes/expressions.ts';
import { FUNCTIONS } from './scopes/functions.ts';
import { resolveUse } from './scopes/resolve.ts';
import { ScopeBuilder } from './scopes/scope-builder.ts';
import type { FieldMakers, Visitors } from './scopes/scope-builder.ts';
import { Storage } from './scopes/scope.ts';
import type { FunctionInfo, Reference, Scope, ScriptNames } from './scopes/scope.ts';
import { STATEMENTS } from './scopes/statements.ts';
import { withinStack } from './within-stack.ts';

export { NESTING_LIMIT } from './scopes/scope-builder.ts';

const VISITORS: Visitors = { ...EXPRESSIONS, ...STATEMENTS, ...FUNCTIONS, ...CLASSES };

/** What the front end hands to the compiler. */
export interface Analysis {
  readonly program: ESTree.Program;
  readonly source: string;
  readonly file: string;
  readonly script: FunctionInfo;
  readonly scopes: ReadonlyMap<Node, Scope>;
  readonly functions: ReadonlyMap<Node, FunctionInfo>;
  readonly fields: ReadonlyMap<Node, FieldMakers>;
  readonly references: ReadonlyMap<Node, Reference>;
  readonly newTargets: ReadonlyMap<Node, Reference>;
}

/**
 * Resolves every name of a script; `names` is read, not changed. Throws a GuestSyntaxError for
 * constructs that the interpreter does not support, for clashing declarations and for nesting
 * beyond the limit or beyond the engine's stack.
 */
export function analyze(
  program: ESTree.Program,
  source: string,
  file: string,
  names: ScriptNames,
): Analysis {
  return withinStack(source, file, () => {
    const builder = new ScopeBuilder(program, source, file, names, VISITORS);
    buildScopes(builder);
    resolveUses(builder);
    const { script, scopes, functions, fields, references, newTargets } = builder;
    return { program, source, file, script, scopes, functions, fields, references, newTargets };
  });
}

/** Walks the tree: afterwards all scopes and declarations are known. */
function buildScopes(builder: ScopeBuilder): void {
  const { program, scope } = builder;
  const unsupported = findUnsupported(program);
  if (unsupported) builder.fail(unsupported.node, `${unsupported.feature} not supported`);
  builder.scopes.set(program, scope);
  for (const statement of program.body) builder.visit(statement);
  builder.leaveFunction();
  for (const variable of scope.variables.values()) {
    if (variable.storage === Storage.Frame) variable.storage = Storage.Script;
  }
}

/** Looks up each name that the walk met. */
function resolveUses(builder: ScopeBuilder): void {
  for (const use of builder.uses) use.into.set(use.node, resolveUse(use));
  for (const node of builder.textCalls) {
    if (builder.references.get(node)!.variable) continue;
    builder.fail(node, `${node.name === 'eval' ? 'eval' : 'new Function'} is not supported`);
  }
}
