import type { Node } from '../ast.ts';
import { Binding } from './scope.ts';
import type { FunctionInfo, Reference, Scope, Variable } from './scope.ts';

/** A name that the walk met, to be looked up when all declarations are known. */
export interface Use {
  /** Where the answer goes, under the node. */
  readonly into: Map<Node, Reference>;
  readonly node: Node;
  readonly name: string;
  readonly scope: Scope;
  readonly position: number;
  /** The use is the declaration's own initialisation. */
  readonly initializes: boolean;
}

/**
 * Finds the variable of a use along the scope chain; a variable found beyond a function's edge is
 * captured: it moves to its scope's environment. A variable in its dead zone is noticed here once,
 * so that code generation has to check only the uses that can come too early.
 */
export function resolveUse(use: Use): Reference {
  const { name, scope: start } = use;
  let position = use.position;
  let owner: FunctionInfo = start.owner;
  for (let scope: Scope | undefined = start; scope; scope = scope.parent) {
    if (scope.owner !== owner) {
      position = Math.min(position, owner.createdAt);
      owner = scope.owner;
    }
    const variable = scope.variables.get(name) ?? implicitVariable(scope, name);
    if (variable === undefined) continue;
    if (scope.owner !== start.owner) scope.capture(variable);
    return { name, variable, check: needsCheck(variable, use, position) };
  }
  return { name, variable: undefined, check: false };
}

function needsCheck(variable: Variable, use: Use, position: number): boolean {
  if (!variable.isLexical || use.initializes) return false;
  // A case may be entered without passing the declarations of the cases before it.
  const sure = position >= variable.initializedAt && variable.scope.kind !== 'switch';
  if (sure) return false;
  variable.checked = true;
  return true;
}

/** `arguments` and what arrow functions see of the function around them, bound when first used. */
function implicitVariable(scope: Scope, name: string): Variable | undefined {
  const fn = scope.owner;
  if (fn.isArrow || fn.role === 'script' || scope !== fn.scope) return undefined;
  switch (name) {
    case 'arguments':
      return fn.role === 'fields' ? undefined : scope.declare(name, Binding.Arguments);
    case 'new.target':
      return scope.declare(name, Binding.NewTarget);
    case '(callee)':
      return scope.declare(name, Binding.Callee);
    default:
      return undefined;
  }
}
