import type { Expression } from '../../front/ast.ts';
import { toNumber } from '../../runtime/operations/convert.ts';
import { Kind } from '../../runtime/values/layouts.ts';
import { numberWord } from '../../runtime/values/numbers.ts';
import type { Machine, Memory } from '../../runtime/machine/machine.ts';
import type { Word } from '../../runtime/values/words.ts';
import type { FunctionContext } from '../context.ts';
import { intLiteral, isNumeric, isQuiet, localSlot } from './static-types.ts';
import type { Expr, Num } from '../types.ts';

export type Arithmetic = '+' | '-' | '*' | '/' | '%' | '**' | '&' | '|' | '^' | '<<' | '>>' | '>>>';

/** ToNumber with the two common cases at hand. May collect when given an object. */
export function numOf(vm: Machine, w: Word): number {
  if ((w & 1) === 0) return w >> 1;
  if ((w & 7) === 1 && ((vm.words[w >>> 2]! >>> 10) & 0xfff) === Kind.Double) {
    return vm.doubles[(w >>> 3) + 1]!;
  }
  return toNumber(vm, w);
}

/** True for an int word or a Double. */
export function isNumberWord(words: Int32Array, w: Word): boolean {
  return (w & 1) === 0 || ((w & 7) === 1 && ((words[w >>> 2]! >>> 10) & 0xfff) === Kind.Double);
}

/** The value of a node as a host number. */
export function compileNum(g: FunctionContext, node: Expression): Num {
  const constant = intLiteral(node);
  if (constant !== undefined) return () => constant;
  switch (node.type) {
    case 'Literal':
      if (typeof node.value === 'number') {
        const n = node.value;
        return () => n;
      }
      break;
    case 'BinaryExpression':
      if (isNumeric(node)) {
        return arithmeticNum(g, node.operator as Arithmetic, node.left, node.right);
      }
      break;
    case 'UnaryExpression':
      if (isNumeric(node)) return unaryNum(g.num(node.argument), node.operator);
      break;
    case 'ConditionalExpression':
      if (isNumeric(node)) {
        const test = g.test(node.test);
        const yes = g.num(node.consequent);
        const no = g.num(node.alternate);
        return (fp) => (test(fp) ? yes(fp) : no(fp));
      }
      break;
  }
  return leafNum(g, node);
}

function unaryNum(run: Num, operator: string): Num {
  if (operator === '-') return (fp) => -run(fp);
  return operator === '~' ? (fp) => ~run(fp) : run;
}

function leafNum(g: FunctionContext, node: Expression): Num {
  const { vm, words } = g;
  const slot = localSlot(g, node);
  if (slot !== undefined) {
    return (fp) => {
      const w = words[fp + slot]!;
      return (w & 1) === 0 ? w >> 1 : numOf(vm, w);
    };
  }
  const run = g.expr(node);
  return (fp) => {
    const w = run(fp);
    return (w & 1) === 0 ? w >> 1 : numOf(vm, w);
  };
}

/**
 * Both operands as host numbers, which need no rooting. ToNumber of the left operand comes after
 * the right one is evaluated; where that could be noticed, the left word waits in a slot.
 */
export function arithmeticNum(
  g: FunctionContext,
  operator: Arithmetic,
  left: Expression,
  right: Expression,
): Num {
  if (isNumeric(left) || isQuiet(g, right)) {
    const constant = intLiteral(right);
    if (constant !== undefined) return withConstant(operator, g.num(left), constant);
    return combine(operator, g.num(left), g.num(right));
  }
  return combineInOrder(g, operator, left, right);
}

function combineInOrder(
  g: FunctionContext,
  operator: Arithmetic,
  left: Expression,
  right: Expression,
): Num {
  const { vm, words } = g;
  const l = g.expr(left);
  const t = g.take();
  if (!isNumeric(right)) {
    const r = g.expr(right);
    g.release(t);
    return combineWords(vm, operator, l, r, t);
  }
  const r = g.num(right);
  g.release(t);
  const apply = applier(operator);
  return (fp) => {
    const a = l(fp);
    if ((a & 1) === 0) return apply(a >> 1, r(fp));
    if (isNumberWord(words, a)) return apply(numOf(vm, a), r(fp));
    words[fp + t] = a;
    const y = r(fp);
    return apply(numOf(vm, words[fp + t]!), y);
  };
}

/** Two words that may be anything: the left one waits in slot t. */
function combineWords(vm: Machine, operator: Arithmetic, l: Expr, r: Expr, t: number): Num {
  const { words, stack } = vm;
  const apply = applier(operator);
  const slow = (a: Word, b: Word): number => {
    const at = stack.push(b);
    const x = numOf(vm, a);
    const y = numOf(vm, words[at]!);
    stack.sp = at;
    return apply(x, y);
  };
  switch (operator) {
    case '-':
      return (fp) => {
        words[fp + t] = l(fp);
        const b = r(fp);
        const a = words[fp + t]!;
        if (!isNumberWord(words, a) || !isNumberWord(words, b)) return slow(a, b);
        return numOf(vm, a) - numOf(vm, b);
      };
    case '*':
      return (fp) => {
        words[fp + t] = l(fp);
        const b = r(fp);
        const a = words[fp + t]!;
        if (!isNumberWord(words, a) || !isNumberWord(words, b)) return slow(a, b);
        return numOf(vm, a) * numOf(vm, b);
      };
    default:
      return (fp) => {
        words[fp + t] = l(fp);
        const b = r(fp);
        return slow(words[fp + t]!, b);
      };
  }
}

/** An operator as a function of host numbers. */
export function applier(operator: Arithmetic): (x: number, y: number) => number {
  switch (operator) {
    case '+':
      return (x, y) => x + y;
    case '-':
      return (x, y) => x - y;
    case '*':
      return (x, y) => x * y;
    case '/':
      return (x, y) => x / y;
    case '%':
      return (x, y) => x % y;
    case '**':
      return (x, y) => x ** y;
    case '&':
      return (x, y) => x & y;
    case '|':
      return (x, y) => x | y;
    case '^':
      return (x, y) => x ^ y;
    case '<<':
      return (x, y) => x << y;
    case '>>':
      return (x, y) => x >> y;
    case '>>>':
      return (x, y) => x >>> y;
  }
}

function combine(operator: Arithmetic, l: Num, r: Num): Num {
  switch (operator) {
    case '+':
      return (fp) => l(fp) + r(fp);
    case '-':
      return (fp) => l(fp) - r(fp);
    case '*':
      return (fp) => l(fp) * r(fp);
    case '/':
      return (fp) => l(fp) / r(fp);
    case '%':
      return (fp) => l(fp) % r(fp);
    case '**':
      return (fp) => l(fp) ** r(fp);
    case '&':
      return (fp) => l(fp) & r(fp);
    case '|':
      return (fp) => l(fp) | r(fp);
    case '^':
      return (fp) => l(fp) ^ r(fp);
    case '<<':
      return (fp) => l(fp) << r(fp);
    case '>>':
      return (fp) => l(fp) >> r(fp);
    case '>>>':
      return (fp) => l(fp) >>> r(fp);
  }
}

function withConstant(operator: Arithmetic, l: Num, c: number): Num {
  switch (operator) {
    case '+':
      return (fp) => l(fp) + c;
    case '-':
      return (fp) => l(fp) - c;
    case '*':
      return (fp) => l(fp) * c;
    case '/':
      return (fp) => l(fp) / c;
    case '%':
      return (fp) => l(fp) % c;
    case '&':
      return (fp) => l(fp) & c;
    case '|':
      return (fp) => l(fp) | c;
    case '<<':
      return (fp) => l(fp) << c;
    case '>>':
      return (fp) => l(fp) >> c;
    case '>>>':
      return (fp) => l(fp) >>> c;
    default:
      return combine(operator, l, () => c);
  }
}

/** The word of a number expression. */
export function boxed(vm: Memory, run: Num): Expr {
  return (fp) => {
    const n = run(fp);
    const i = n | 0;
    const word = i << 1;
    return i === n && i !== 0 && word >> 1 === i ? word : numberWord(vm, n);
  };
}
