// How declarations and patterns are walked.

import { boundNames, endOf } from '../ast.ts';
import type { ESTree, Node } from '../ast.ts';
import { Binding } from './scope.ts';
import type { ScopeBuilder } from './scope-builder.ts';

/** Visits a declaration; its names are initialised at its end, unless it is said where. */
export function visitDeclaration(
  b: ScopeBuilder,
  node: ESTree.VariableDeclaration,
  initializedAt?: number,
): void {
  for (const declarator of node.declarations) {
    for (const name of boundNames(declarator.id)) {
      if (node.kind === 'var') {
        b.declareVar(name);
      } else {
        const binding = node.kind === 'const' ? Binding.Const : Binding.Let;
        b.declareLexical(name, binding, initializedAt ?? endOf(declarator));
      }
    }
    visitPattern(b, declarator.id);
    if (declarator.init) b.visit(declarator.init);
  }
}

/** Visits a pattern whose names are being initialised, not merely assigned. */
export function visitPattern(b: ScopeBuilder, pattern: Node): void {
  for (const name of boundNames(pattern)) b.use(name, name.name, true);
  visitPatternExpressions(b, pattern);
}

function visitPatternExpressions(b: ScopeBuilder, pattern: Node): void {
  b.deeper(pattern);
  switch (pattern.type) {
    case 'AssignmentPattern':
      visitPatternExpressions(b, pattern.left);
      if (pattern.right) b.visit(pattern.right);
      break;
    case 'RestElement':
      visitPatternExpressions(b, pattern.argument);
      break;
    case 'ArrayPattern':
      for (const element of pattern.elements) {
        if (element) visitPatternExpressions(b, element);
      }
      break;
    case 'ObjectPattern':
      for (const property of pattern.properties) {
        if (property.type === 'RestElement') {
          visitPatternExpressions(b, property);
        } else {
          if (property.computed) b.visit(property.key);
          visitPatternExpressions(b, property.value);
        }
      }
      break;
  }
  b.level--;
}
