import type { Node } from './ast.ts';

/**
 * What the interpreter refuses, by the name a programmer gives it: a program that uses one is
 * rejected as a whole rather than run wrongly. Undefined for everything that is supported.
 */
export function unsupportedFeature(node: Node): string | undefined {
  switch (node.type) {
    case 'FunctionDeclaration':
    case 'FunctionExpression':
      if (node.generator) return node.async ? 'async generators are' : 'generators are';
      return node.async ? 'async functions are' : undefined;
    case 'ArrowFunctionExpression':
      return node.async ? 'async functions are' : undefined;
    case 'YieldExpression':
      return 'generators are';
    case 'AwaitExpression':
      return 'await is';
    case 'ForOfStatement':
      return node.await ? 'for await is' : undefined;
    case 'ImportExpression':
      return 'dynamic import is';
    case 'ImportDeclaration':
    case 'ExportAllDeclaration':
    case 'ExportDefaultDeclaration':
    case 'ExportNamedDeclaration':
      return 'modules are';
    case 'MetaProperty':
      return node.meta.name === 'import' ? 'modules are' : undefined;
    case 'WithStatement':
      return 'with is';
    case 'PrivateIdentifier':
      return 'private names are';
    case 'TaggedTemplateExpression':
      return 'tagged templates are';
    case 'Decorator':
    case 'AccessorProperty':
      return 'decorators are';
    case 'Literal':
      return typeof node.value === 'bigint' ? 'BigInt is' : undefined;
    case 'VariableDeclaration':
      return node.kind === 'using' || node.kind === 'await using' ? 'using is' : undefined;
    default:
      return node.type.startsWith('JSX') ? 'JSX is' : undefined;
  }
}
