// The visitors of statements.

import { boundNames, endOf } from '../ast.ts';
import type { ESTree, Node } from '../ast.ts';
import { visitDeclaration, visitPattern } from './patterns.ts';
import { Binding } from './scope.ts';
import type { ScopeBuilder, Visitors } from './scope-builder.ts';

/** Statements that bind names or make scopes, or hold a label that is no use of a name. */
export const STATEMENTS: Visitors = {
  VariableDeclaration: (b, node) => visitDeclaration(b, node),
  BlockStatement: visitBlock,
  StaticBlock: visitBlock,
  IfStatement: (b, node) => {
    b.visit(node.test);
    visitBranch(b, node.consequent);
    if (node.alternate) visitBranch(b, node.alternate);
  },
  ForStatement: visitFor,
  ForInStatement: visitFor,
  ForOfStatement: visitFor,
  SwitchStatement: (b, node) => {
    b.visit(node.discriminant);
    b.inScope(node, 'switch', () => visitClauses(b, node.cases));
  },
  TryStatement: (b, node) => {
    b.visit(node.block);
    if (node.handler) visitCatch(b, node.handler);
    if (node.finalizer) b.visit(node.finalizer);
  },
  LabeledStatement: (b, node) => visitBranch(b, node.body),
};

function visitBlock(b: ScopeBuilder, node: ESTree.BlockStatement | ESTree.StaticBlock): void {
  b.inScope(node, 'block', () => node.body.forEach(b.visit));
}

function visitClauses(b: ScopeBuilder, clauses: readonly ESTree.SwitchCase[]): void {
  for (const clause of clauses) {
    if (clause.test) b.visit(clause.test);
    clause.consequent.forEach(b.visit);
  }
}

/** A function as the whole branch of an `if` or the body of a label is in a block of its own. */
function visitBranch(b: ScopeBuilder, node: Node): void {
  if (node.type === 'FunctionDeclaration') b.inScope(node, 'block', () => b.visit(node));
  else b.visit(node);
}

function visitFor(
  b: ScopeBuilder,
  node: ESTree.ForStatement | ESTree.ForInStatement | ESTree.ForOfStatement,
): void {
  const head = node.type === 'ForStatement' ? node.init : node.left;
  const parts = (): void => {
    if (node.type === 'ForStatement') {
      if (node.init) b.visit(node.init);
      if (node.test) b.visit(node.test);
      if (node.update) b.visit(node.update);
    } else {
      if (head!.type === 'VariableDeclaration') {
        visitDeclaration(b, head!, endOf(node.right));
      } else {
        b.visit(head!);
      }
      b.visit(node.right);
    }
    visitBranch(b, node.body);
  };
  if (head?.type === 'VariableDeclaration' && head.kind !== 'var') {
    b.inScope(node, 'loop', parts);
  } else {
    parts();
  }
}

function visitCatch(b: ScopeBuilder, handler: ESTree.CatchClause): void {
  b.inScope(handler, 'block', () => {
    if (handler.param) {
      for (const name of boundNames(handler.param)) {
        // Only a pattern can mention its names before they are bound.
        const at = handler.param.type === 'Identifier' ? -1 : endOf(handler.param);
        b.scope.declare(name.name, Binding.Let, at);
      }
      visitPattern(b, handler.param);
    }
    b.visit(handler.body);
  });
}
