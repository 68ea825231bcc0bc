import type { Expression, Node } from '../../front/ast.ts';
import { INT_MAX, INT_MIN } from '../../runtime/values/words.ts';
import type { FunctionContext } from '../context.ts';
import { plainSlot } from '../variables/variables.ts';

/** True for operators whose result is a number whatever they are given. */
const ARITHMETIC = new Set(['-', '*', '/', '%', '**', '&', '|', '^', '<<', '>>', '>>>']);

/** True when the value is a number for certain (there is no BigInt). */
export function isNumeric(node: Expression): boolean {
  switch (node.type) {
    case 'Literal':
      return typeof node.value === 'number';
    case 'UpdateExpression':
      return true;
    case 'UnaryExpression':
      return node.operator === '-' || node.operator === '+' || node.operator === '~';
    case 'BinaryExpression':
      if (ARITHMETIC.has(node.operator)) return true;
      return node.operator === '+' && isNumeric(node.left) && isNumeric(node.right);
    case 'AssignmentExpression':
      return ARITHMETIC.has(node.operator.slice(0, -1));
    case 'ConditionalExpression':
      return isNumeric(node.consequent) && isNumeric(node.alternate);
    default:
      return false;
  }
}

/** Numeric and made of more than a literal: worth computing without a Double in between. */
export function isCompoundNumeric(node: Expression): boolean {
  return (
    (node.type === 'BinaryExpression' || (node.type === 'UnaryExpression' && !isLiteral(node))) &&
    isNumeric(node)
  );
}

function isLiteral(node: Expression): boolean {
  return intLiteral(node) !== undefined;
}

/** The value of a literal that fits an int word; −0 does not. */
export function intLiteral(node: Node): number | undefined {
  if (node.type === 'UnaryExpression' && node.operator === '-') {
    const n = intLiteral(node.argument);
    return n === undefined || n === 0 ? undefined : -n;
  }
  if (node.type !== 'Literal' || typeof node.value !== 'number') return undefined;
  const n = node.value;
  return Number.isInteger(n) && n >= INT_MIN && n <= INT_MAX && !Object.is(n, -0) ? n : undefined;
}

/** Frame slot of a local variable that can be read as it is. */
export function localSlot(g: FunctionContext, node: Node): number | undefined {
  return node.type === 'Identifier' ? plainSlot(g.reference(node)) : undefined;
}

/**
 * True when evaluating the node runs no code, throws nothing and collects nothing: a word read
 * before it is still good afterwards.
 */
export function isQuiet(g: FunctionContext, node: Node): boolean {
  switch (node.type) {
    case 'Literal':
      return node.value === null || typeof node.value !== 'object';
    case 'ThisExpression':
      return !g.info.thisOwner.isDerived;
    case 'Identifier': {
      const { variable, check } = g.reference(node);
      return variable === undefined ? node.name === 'undefined' : !check;
    }
    case 'UnaryExpression':
      return intLiteral(node) !== undefined;
    default:
      return false;
  }
}
