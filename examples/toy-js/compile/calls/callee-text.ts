import type { Expression, Node } from '../../front/ast.ts';

const VALUE = '(intermediate value)';

/** A callee as V8's "… is not a function" writes it. */
export function calleeText(node: Node): string {
  switch (node.type) {
    case 'Identifier':
      return node.name;
    case 'ThisExpression':
      return 'this';
    case 'Super':
      return '(intermediate value)';
    case 'Literal':
      return typeof node.value === 'string' ? JSON.stringify(node.value) : (node.raw ?? VALUE);
    case 'MemberExpression': {
      const object = calleeText(node.object);
      const { property } = node;
      const dot = node.optional ? '?.' : '';
      if (!node.computed) return `${object}${dot || '.'}${calleeText(property)}`;
      return `${object}${dot}[${keyText(property as Expression)}]`;
    }
    case 'CallExpression':
      return `${calleeText(node.callee)}(...)`;
    case 'ChainExpression':
      return calleeText(node.expression);
    case 'UnaryExpression': {
      const space = /\w$/.test(node.operator) ? ' ' : '';
      return `(${node.operator}${space}${calleeText(node.argument)})`;
    }
    case 'ObjectExpression':
      return `{${node.properties.map((p) => ('value' in p ? calleeText(p.value!) : VALUE)).join('')}}`;
    default:
      return VALUE;
  }
}

function keyText(node: Expression): string {
  return node.type === 'Literal' && typeof node.value === 'string' ? node.value : calleeText(node);
}
