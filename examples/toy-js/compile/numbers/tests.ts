import type { ESTree, Expression } from '../../front/ast.ts';
import { toBoolean } from '../../runtime/operations/convert.ts';
import {
  inOperator,
  instanceOf,
  looseEquals,
  Order,
  strictEquals,
} from '../../runtime/operations/operators.ts';
import type { Machine, Memory, Realm } from '../../runtime/machine/machine.ts';
import { FALSE, NULL, TRUE, UNDEFINED } from '../../runtime/values/words.ts';
import type { Word } from '../../runtime/values/words.ts';
import type { FunctionContext } from '../context.ts';
import { compileOrder } from './orders.ts';
import { intLiteral, isQuiet } from './static-types.ts';
import type { Expr, Test } from '../types.ts';

const ORDERS: Readonly<Record<string, Order>> = {
  '<': Order.LESS,
  '<=': Order.LESS_EQUAL,
  '>': Order.GREATER,
  '>=': Order.GREATER_EQUAL,
};

const TESTS = new Set(['<', '<=', '>', '>=', '==', '!=', '===', '!==', 'in', 'instanceof']);

/** True for nodes that are compiled as tests and turned into a boolean word when one is wanted. */
export function isTest(node: Expression): boolean {
  if (node.type === 'BinaryExpression') return TESTS.has(node.operator);
  return node.type === 'UnaryExpression' && node.operator === '!';
}

/** The truth of a node. */
export function compileTest(g: FunctionContext, node: Expression): Test {
  switch (node.type) {
    case 'Literal':
      if (typeof node.value === 'boolean') {
        const truth = node.value;
        return () => truth;
      }
      break;
    case 'UnaryExpression':
      if (node.operator === '!') {
        const run = g.test(node.argument);
        return (fp) => !run(fp);
      }
      break;
    case 'LogicalExpression': {
      if (node.operator === '??') break;
      const l = g.test(node.left);
      const r = g.test(node.right);
      return node.operator === '&&' ? (fp) => l(fp) && r(fp) : (fp) => l(fp) || r(fp);
    }
    case 'BinaryExpression': {
      const order = ORDERS[node.operator];
      if (order !== undefined) return compileOrder(g, order, node.left, node.right);
      if (isTest(node)) return compileRelation(g, node);
      break;
    }
  }
  return truth(g.vm, g.expr(node));
}

function truth(vm: Memory, run: Expr): Test {
  return (fp) => {
    const w = run(fp);
    return w === TRUE || (w !== FALSE && w !== UNDEFINED && toBoolean(vm, w));
  };
}

/** A test as a boolean word. */
export function testWord(run: Test): Expr {
  return (fp) => (run(fp) ? TRUE : FALSE);
}

function compileRelation(g: FunctionContext, node: ESTree.BinaryExpression): Test {
  switch (node.operator) {
    case '===':
      return strict(g, node.left, node.right);
    case '!==': {
      const run = strict(g, node.left, node.right);
      return (fp) => !run(fp);
    }
    case '==':
      return loose(g, node.left, node.right);
    case '!=': {
      const run = loose(g, node.left, node.right);
      return (fp) => !run(fp);
    }
    case 'in':
      return twoWords(g, node.left, node.right, inOperator);
    default:
      return twoWords(g, node.left, node.right, instanceOf);
  }
}

/** Literals that no other word is equal to. */
function identityLiteral(node: Expression): Word | undefined {
  if (node.type === 'Identifier' && node.name === 'undefined') return UNDEFINED;
  const n = intLiteral(node);
  if (n !== undefined) return n << 1;
  if (node.type !== 'Literal') return undefined;
  if (typeof node.value === 'boolean') return node.value ? TRUE : FALSE;
  return node.value === null && !('regex' in node) ? NULL : undefined;
}

function isUnbound(g: FunctionContext, node: Expression): boolean {
  return node.type !== 'Identifier' || g.reference(node).variable === undefined;
}

/** `typeof x === 'name'`: both are interned, if the name is one that there is. */
function typeTest(g: FunctionContext, left: Expression, right: Expression): Test | undefined {
  if (left.type !== 'UnaryExpression' || left.operator !== 'typeof') return undefined;
  if (right.type !== 'Literal' || typeof right.value !== 'string') return undefined;
  if (right.value.length < 2) return undefined;
  const { words } = g;
  const run = g.expr(left);
  const name = g.unit.key(right.value);
  return (fp) => run(fp) === words[name];
}

function strict(g: FunctionContext, left: Expression, right: Expression): Test {
  const typed = typeTest(g, left, right);
  if (typed !== undefined) return typed;
  const c = identityLiteral(right);
  if (c !== undefined && isUnbound(g, right)) {
    const run = g.expr(left);
    if (c !== 0) return (fp) => run(fp) === c;
    // Only a Double can be equal to 0 without being its word: −0.
    const { vm } = g;
    return (fp) => {
      const w = run(fp);
      return w === 0 || ((w & 7) === 1 && strictEquals(vm, w, 0));
    };
  }
  return twoWords(g, left, right, equalWords);
}

/** Words that are not references are equal when they are the same. */
function equalWords(vm: Realm, a: Word, b: Word): boolean {
  if (((a | b) & 1) === 0) return a === b;
  return strictEquals(vm, a, b);
}

function loose(g: FunctionContext, left: Expression, right: Expression): Test {
  const c = identityLiteral(right);
  if ((c === NULL || c === UNDEFINED) && isUnbound(g, right)) {
    const run = g.expr(left);
    return (fp) => {
      const w = run(fp);
      return w === NULL || w === UNDEFINED;
    };
  }
  return typeTest(g, left, right) ?? twoWords(g, left, right, looselyEqualWords);
}

function looselyEqualWords(vm: Machine, a: Word, b: Word): boolean {
  if (((a | b) & 1) === 0) return a === b;
  return looseEquals(vm, a, b);
}

/** Two operands as words, the left one rooted while the right one is evaluated. */
function twoWords(
  g: FunctionContext,
  left: Expression,
  right: Expression,
  apply: (vm: Machine, a: Word, b: Word) => boolean,
): Test {
  const { vm, words } = g;
  const l = g.expr(left);
  if (isQuiet(g, right)) {
    const r = g.expr(right);
    return (fp) => {
      const a = l(fp);
      return apply(vm, a, r(fp));
    };
  }
  const t = g.take();
  const r = g.expr(right);
  g.release(t);
  return (fp) => {
    words[fp + t] = l(fp);
    const b = r(fp);
    return apply(vm, words[fp + t]!, b);
  };
}
