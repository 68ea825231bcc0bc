import type { ESTree } from 'meriyah';

export type Node = ESTree.Node;
export type Expression = ESTree.Expression | ESTree.PrivateIdentifier | ESTree.Super;
export type FunctionNode =
  ESTree.FunctionDeclaration | ESTree.FunctionExpression | ESTree.ArrowFunctionExpression;
export type ClassNode = ESTree.ClassDeclaration | ESTree.ClassExpression;
export type { ESTree };

/**
 * The fields of a node that hold child nodes, in the order in which they are evaluated. What
 * binds names or makes scopes (functions, blocks, loops, …) is not listed: the analyzer
 * treats each of those by hand.
 */
const CHILDREN: Readonly<Record<string, readonly string[]>> = {
  ArrayExpression: ['elements'],
  ArrayPattern: ['elements'],
  AssignmentExpression: ['left', 'right'],
  AssignmentPattern: ['left', 'right'],
  BinaryExpression: ['left', 'right'],
  CallExpression: ['callee', 'arguments'],
  ChainExpression: ['expression'],
  ConditionalExpression: ['test', 'consequent', 'alternate'],
  DoWhileStatement: ['body', 'test'],
  ExpressionStatement: ['expression'],
  IfStatement: ['test', 'consequent', 'alternate'],
  LabeledStatement: ['body'],
  LogicalExpression: ['left', 'right'],
  NewExpression: ['callee', 'arguments'],
  ObjectExpression: ['properties'],
  ObjectPattern: ['properties'],
  RestElement: ['argument'],
  ReturnStatement: ['argument'],
  SequenceExpression: ['expressions'],
  SpreadElement: ['argument'],
  TemplateLiteral: ['expressions'],
  ThrowStatement: ['argument'],
  UnaryExpression: ['argument'],
  UpdateExpression: ['argument'],
  WhileStatement: ['test', 'body'],
};

/** Calls `visit` for each child of a node that neither binds names nor makes a scope. */
export function forEachChild(node: Node, visit: (child: Node) => void): void {
  for (const field of CHILDREN[node.type] ?? []) {
    const value = (node as unknown as Record<string, Node | (Node | null)[] | null>)[field];
    if (Array.isArray(value)) {
      for (const child of value) if (child !== null) visit(child);
    } else if (value) {
      visit(value);
    }
  }
}

export function isFunctionNode(node: Node): node is FunctionNode {
  return (
    node.type === 'FunctionDeclaration' ||
    node.type === 'FunctionExpression' ||
    node.type === 'ArrowFunctionExpression'
  );
}

/** Offset of a node's first character. */
export function startOf(node: Node): number {
  return node.start ?? 0;
}

/** Offset just after a node's last character. */
export function endOf(node: Node): number {
  return node.end ?? 0;
}

/** The names that a pattern binds, as identifier nodes in source order. */
export function boundNames(pattern: Node, found: ESTree.Identifier[] = []): ESTree.Identifier[] {
  switch (pattern.type) {
    case 'Identifier':
      found.push(pattern);
      break;
    case 'AssignmentPattern':
      boundNames(pattern.left, found);
      break;
    case 'RestElement':
      boundNames(pattern.argument, found);
      break;
    case 'ArrayPattern':
      for (const element of pattern.elements) if (element) boundNames(element, found);
      break;
    case 'ObjectPattern':
      for (const property of pattern.properties) {
        boundNames(property.type === 'RestElement' ? property : property.value, found);
      }
      break;
  }
  return found;
}

/** True if the statements begin with the directive `'use strict'`. */
export function hasUseStrict(body: readonly Node[]): boolean {
  for (const statement of body) {
    if (statement.type !== 'ExpressionStatement' || statement.directive === undefined) return false;
    if (statement.directive === 'use strict') return true;
  }
  return false;
}
