// The visitors of expressions.

import type { ESTree } from '../ast.ts';
import type { ScopeBuilder, Visitors } from './scope-builder.ts';

/** Expressions that use names, or that hold a name which is no use of it. */
export const EXPRESSIONS: Visitors = {
  Identifier: (b, node) => b.use(node, node.name),
  ThisExpression: (b, node) => b.useThis(node),
  Super: (b, node) => b.useThis(node),
  MetaProperty: (b, node) => {
    if (b.fn.isArrow) b.use(node, 'new.target');
  },
  CallExpression: visitCall,
  NewExpression: visitCall,
  MemberExpression: (b, node) => {
    b.visit(node.object);
    if (node.computed) b.visit(node.property);
  },
  Property: (b, node) => {
    if (node.computed) b.visit(node.key);
    b.visit(node.value);
  },
};

function visitCall(b: ScopeBuilder, node: ESTree.CallExpression | ESTree.NewExpression): void {
  const { callee } = node;
  if (callee.type === 'Identifier') {
    const isText =
      callee.name === 'Function' || (callee.name === 'eval' && node.type === 'CallExpression');
    if (isText) b.textCalls.push(callee);
  }
  // `super(…)` needs the constructor itself, to find its parent.
  if (callee.type === 'Super' && b.fn.isArrow) {
    b.use(node, '(callee)');
    b.use(node, 'new.target', false, b.newTargets);
  }
  b.visit(callee);
  node.arguments.forEach(b.visit);
}
