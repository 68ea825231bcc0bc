import type { ESTree, Expression } from '../../front/ast.ts';
import {
  add,
  bitAnd,
  bitOr,
  bitXor,
  increment,
  multiply,
  power,
  remainder,
  shiftLeft,
  shiftRight,
  shiftRightUnsigned,
  subtract,
  divide,
} from '../../runtime/operations/operators.ts';
import { numberWord } from '../../runtime/values/numbers.ts';
import type { Machine, Memory } from '../../runtime/machine/machine.ts';
import type { Word } from '../../runtime/values/words.ts';
import type { FunctionContext } from '../context.ts';
import { arithmeticNum, boxed, isNumberWord, numOf } from './numbers.ts';
import type { Arithmetic } from './numbers.ts';
import { intLiteral, isCompoundNumeric, isNumeric, isQuiet, localSlot } from './static-types.ts';
import type { Expr } from '../types.ts';

export type BinaryFunction = (vm: Machine, a: Word, b: Word) => Word;

/** What an operator does with two words that may be anything. May collect. */
export function binaryFunction(operator: Arithmetic): BinaryFunction {
  switch (operator) {
    case '+':
      return add;
    case '-':
      return minus;
    case '*':
      return times;
    case '/':
      return over;
    case '%':
      return remainder;
    case '**':
      return power;
    case '&':
      return bitAnd;
    case '|':
      return bitOr;
    case '^':
      return bitXor;
    case '<<':
      return shiftLeft;
    case '>>':
      return shiftRight;
    case '>>>':
      return shiftRightUnsigned;
  }
}

function bothNumbers(vm: Memory, a: Word, b: Word): boolean {
  return isNumberWord(vm.words, a) && isNumberWord(vm.words, b);
}

function minus(vm: Machine, a: Word, b: Word): Word {
  if (!bothNumbers(vm, a, b)) return subtract(vm, a, b);
  return numberWord(vm, numOf(vm, a) - numOf(vm, b));
}

function times(vm: Machine, a: Word, b: Word): Word {
  if (!bothNumbers(vm, a, b)) return multiply(vm, a, b);
  return numberWord(vm, numOf(vm, a) * numOf(vm, b));
}

function over(vm: Machine, a: Word, b: Word): Word {
  if (!bothNumbers(vm, a, b)) return divide(vm, a, b);
  return numberWord(vm, numOf(vm, a) / numOf(vm, b));
}

/** An arithmetic binary expression, as a word. */
export function compileArithmetic(
  g: FunctionContext,
  operator: Arithmetic,
  left: Expression,
  right: Expression,
): Expr {
  if (operator === '+') return compileAdd(g, left, right);
  const c = intLiteral(right);
  if (c !== undefined) {
    const special = withIntConstant(g, operator, left, c);
    if (special) return special;
  }
  const compound = isCompoundNumeric(left) || isCompoundNumeric(right);
  if (compound || operator === '*' || operator === '/') {
    return boxed(g.vm, arithmeticNum(g, operator, left, right));
  }
  return wordwise(g, left, right, binaryFunction(operator), operator);
}

function compileAdd(g: FunctionContext, left: Expression, right: Expression): Expr {
  const { vm, words } = g;
  if (isNumeric(left) && isNumeric(right)) {
    return boxed(vm, arithmeticNum(g, '+', left, right));
  }
  const c = intLiteral(right);
  if (c !== undefined) return addConstant(g, left, c << 1);
  const a = localSlot(g, left);
  const b = localSlot(g, right);
  if (a !== undefined && b !== undefined) {
    return (fp) => {
      const x = words[fp + a]!;
      const y = words[fp + b]!;
      if (((x | y) & 1) === 0) {
        const sum = x + y;
        if ((sum | 0) === sum) return sum;
      }
      return add(vm, x, y);
    };
  }
  return wordwise(g, left, right, add, '+');
}

function addConstant(g: FunctionContext, left: Expression, c: Word): Expr {
  const { vm, words } = g;
  const slot = localSlot(g, left);
  if (slot !== undefined) {
    return (fp) => {
      const x = words[fp + slot]!;
      const sum = x + c;
      return (x & 1) === 0 && (sum | 0) === sum ? sum : add(vm, x, c);
    };
  }
  const l = g.expr(left);
  return (fp) => {
    const x = l(fp);
    const sum = x + c;
    return (x & 1) === 0 && (sum | 0) === sum ? sum : add(vm, x, c);
  };
}

/** `left - c`. */
function minusConstant(g: FunctionContext, left: Expression, c: number): Expr | undefined {
  const { vm, words } = g;
  const w = c << 1;
  const slot = localSlot(g, left);
  if (slot !== undefined) {
    return (fp) => {
      const x = words[fp + slot]!;
      const difference = x - w;
      return (x & 1) === 0 && (difference | 0) === difference ? difference : minus(vm, x, w);
    };
  }
  if (isCompoundNumeric(left)) return undefined;
  const l = g.expr(left);
  return (fp) => {
    const x = l(fp);
    const difference = x - w;
    return (x & 1) === 0 && (difference | 0) === difference ? difference : minus(vm, x, w);
  };
}

/** Operators with an int on their right that are quick on an int word. */
function withIntConstant(
  g: FunctionContext,
  operator: Arithmetic,
  left: Expression,
  c: number,
): Expr | undefined {
  if (operator === '-') return minusConstant(g, left, c);
  const { vm } = g;
  const w = c << 1;
  if (isCompoundNumeric(left)) return undefined;
  switch (operator) {
    case '&': {
      const l = g.expr(left);
      return (fp) => {
        const x = l(fp);
        return (x & 1) === 0 ? x & w : bitAnd(vm, x, w);
      };
    }
    case '|': {
      const l = g.expr(left);
      return (fp) => {
        const x = l(fp);
        return (x & 1) === 0 ? x | w : bitOr(vm, x, w);
      };
    }
    case '>>': {
      const l = g.expr(left);
      const shift = c & 31;
      return (fp) => {
        const x = l(fp);
        return (x & 1) === 0 ? ((x >> 1) >> shift) << 1 : shiftRight(vm, x, w);
      };
    }
    case '%': {
      if (c <= 0) return undefined;
      const l = g.expr(left);
      return (fp) => {
        const x = l(fp);
        return (x & 1) === 0 && x >= 0 ? x % w : remainder(vm, x, w);
      };
    }
    default:
      return undefined;
  }
}

/** Both operands as words; the left one waits in a frame slot unless the right one is quiet. */
function wordwise(
  g: FunctionContext,
  left: Expression,
  right: Expression,
  apply: BinaryFunction,
  operator: Arithmetic,
): Expr {
  const { vm, words } = g;
  const l = g.expr(left);
  if (isQuiet(g, right)) {
    const r = g.expr(right);
    if (operator === '+') {
      return (fp) => {
        const x = l(fp);
        return add(vm, x, r(fp));
      };
    }
    return (fp) => {
      const x = l(fp);
      return apply(vm, x, r(fp));
    };
  }
  const t = g.take();
  const r = g.expr(right);
  g.release(t);
  if (operator === '+') {
    return (fp) => {
      words[fp + t] = l(fp);
      const y = r(fp);
      return add(vm, words[fp + t]!, y);
    };
  }
  return (fp) => {
    words[fp + t] = l(fp);
    const y = r(fp);
    return apply(vm, words[fp + t]!, y);
  };
}

/** `-x`, `+x`, `~x` as words. */
export function compileUnaryNumber(g: FunctionContext, node: ESTree.UnaryExpression): Expr {
  return boxed(g.vm, g.num(node));
}

/** The word one more or less; what is given has been through ToNumeric or is an int. */
export function step(vm: Machine, w: Word, by: 1 | -1): Word {
  const next = w + (by << 1);
  return (w & 1) === 0 && (next | 0) === next ? next : increment(vm, w, by);
}
