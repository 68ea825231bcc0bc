// The visitors of functions.

import { boundNames, endOf, hasUseStrict, isFunctionNode, startOf } from '../ast.ts';
import type { FunctionNode, Node } from '../ast.ts';
import { visitPattern } from './patterns.ts';
import { Binding, FunctionInfo, Scope } from './scope.ts';
import type { FunctionRole } from './scope.ts';
import type { ScopeBuilder, Visitors } from './scope-builder.ts';

/** Functions: each has a scope, and a second one when its parameters have expressions. */
export const FUNCTIONS: Visitors = {
  FunctionDeclaration: (b, node) => {
    b.declareFunction(node);
    visitFunction(b, node, 'function', b.scope.start);
  },
  FunctionExpression: (b, node) => visitFunction(b, node, 'function', startOf(node)),
  ArrowFunctionExpression: (b, node) => visitFunction(b, node, 'function', startOf(node)),
};

/** A function or method, no closure of which exists before the offset `createdAt` is passed. */
export function visitFunction(
  b: ScopeBuilder,
  node: FunctionNode,
  role: FunctionRole,
  createdAt: number,
  isDerived = false,
): void {
  const isArrow = node.type === 'ArrowFunctionExpression';
  const body = node.body!;
  const statements = body.type === 'BlockStatement' ? body.body : [];
  const isStrict = b.strict || hasUseStrict(statements);
  const fn = new FunctionInfo(node, b.fn, role, isArrow, isStrict, createdAt);
  fn.isDerived = isDerived;
  fn.scope = fn.body = new Scope('function', b.scope, fn, startOf(node));
  b.functions.set(node, fn);
  b.inFunction(fn, () => {
    if (isDerived) fn.scope.declare('this', Binding.This, Number.MAX_SAFE_INTEGER);
    const plain = !node.params.some(hasExpression);
    for (const param of node.params) {
      for (const name of boundNames(param)) {
        fn.scope.declare(name.name, Binding.Param, plain ? -1 : endOf(param));
      }
    }
    for (const param of node.params) visitPattern(b, param);
    if (!plain) {
      b.scope = fn.body = new Scope('body', fn.scope, fn, startOf(body));
    }
    if (body.type === 'BlockStatement') statements.forEach(b.visit);
    else b.visit(body);
  });
}

/** Parameters with expressions need a scope apart from the body's (ECMA-262 10.2.11). */
function hasExpression(param: Node): boolean {
  switch (param.type) {
    case 'AssignmentPattern':
      return true;
    case 'RestElement':
      return hasExpression(param.argument);
    case 'ArrayPattern':
      return param.elements.some((element) => element !== null && hasExpression(element));
    case 'ObjectPattern':
      return param.properties.some((property) =>
        property.type === 'RestElement'
          ? false
          : property.computed || hasExpression(property.value),
      );
    default:
      return isFunctionNode(param);
  }
}
