import type { Expression } from '../../front/ast.ts';
import { compare, Order } from '../../runtime/operations/operators.ts';
import type { Machine } from '../../runtime/machine/machine.ts';
import type { Word } from '../../runtime/values/words.ts';
import type { FunctionContext } from '../context.ts';
import { isNumberWord, numOf } from './numbers.ts';
import { intLiteral, isCompoundNumeric, isNumeric, isQuiet, localSlot } from './static-types.ts';
import type { Expr, Num, Test } from '../types.ts';

/** `<`, `<=`, `>`, `>=`. Int words are in the order of their integers. */
export function compileOrder(
  g: FunctionContext,
  order: Order,
  left: Expression,
  right: Expression,
): Test {
  const compound = isCompoundNumeric(left) || isCompoundNumeric(right);
  if (compound && isNumeric(left) && isNumeric(right)) {
    return betweenNumbers(order, g.num(left), g.num(right));
  }
  const c = intLiteral(right);
  const slot = localSlot(g, left);
  if (c !== undefined) {
    return slot === undefined
      ? withConstant(g.vm, order, g.expr(left), c << 1)
      : localWithConstant(g.vm, order, slot, c << 1);
  }
  if (isQuiet(g, right)) {
    const other = localSlot(g, right);
    if (slot !== undefined && other !== undefined) return locals(g.vm, order, slot, other);
    return direct(g.vm, order, g.expr(left), g.expr(right));
  }
  const l = g.expr(left);
  const t = g.take();
  const r = g.expr(right);
  g.release(t);
  return waiting(g.vm, order, l, r, t);
}

function slow(vm: Machine, order: Order, a: Word, b: Word): boolean {
  if (!isNumberWord(vm.words, a) || !isNumberWord(vm.words, b)) return compare(vm, a, b, order);
  const x = numOf(vm, a);
  const y = numOf(vm, b);
  switch (order) {
    case Order.LESS:
      return x < y;
    case Order.LESS_EQUAL:
      return x <= y;
    case Order.GREATER:
      return x > y;
    case Order.GREATER_EQUAL:
      return x >= y;
  }
}

function betweenNumbers(order: Order, l: Num, r: Num): Test {
  switch (order) {
    case Order.LESS:
      return (fp) => l(fp) < r(fp);
    case Order.LESS_EQUAL:
      return (fp) => l(fp) <= r(fp);
    case Order.GREATER:
      return (fp) => l(fp) > r(fp);
    case Order.GREATER_EQUAL:
      return (fp) => l(fp) >= r(fp);
  }
}

function localWithConstant(vm: Machine, order: Order, slot: number, c: Word): Test {
  const { words } = vm;
  switch (order) {
    case Order.LESS:
      return (fp) => {
        const a = words[fp + slot]!;
        return (a & 1) === 0 ? a < c : slow(vm, order, a, c);
      };
    case Order.LESS_EQUAL:
      return (fp) => {
        const a = words[fp + slot]!;
        return (a & 1) === 0 ? a <= c : slow(vm, order, a, c);
      };
    case Order.GREATER:
      return (fp) => {
        const a = words[fp + slot]!;
        return (a & 1) === 0 ? a > c : slow(vm, order, a, c);
      };
    case Order.GREATER_EQUAL:
      return (fp) => {
        const a = words[fp + slot]!;
        return (a & 1) === 0 ? a >= c : slow(vm, order, a, c);
      };
  }
}

function withConstant(vm: Machine, order: Order, l: Expr, c: Word): Test {
  switch (order) {
    case Order.LESS:
      return (fp) => {
        const a = l(fp);
        return (a & 1) === 0 ? a < c : slow(vm, order, a, c);
      };
    case Order.LESS_EQUAL:
      return (fp) => {
        const a = l(fp);
        return (a & 1) === 0 ? a <= c : slow(vm, order, a, c);
      };
    case Order.GREATER:
      return (fp) => {
        const a = l(fp);
        return (a & 1) === 0 ? a > c : slow(vm, order, a, c);
      };
    case Order.GREATER_EQUAL:
      return (fp) => {
        const a = l(fp);
        return (a & 1) === 0 ? a >= c : slow(vm, order, a, c);
      };
  }
}

function locals(vm: Machine, order: Order, i: number, j: number): Test {
  const { words } = vm;
  switch (order) {
    case Order.LESS:
      return (fp) => {
        const a = words[fp + i]!;
        const b = words[fp + j]!;
        return ((a | b) & 1) === 0 ? a < b : slow(vm, order, a, b);
      };
    case Order.LESS_EQUAL:
      return (fp) => {
        const a = words[fp + i]!;
        const b = words[fp + j]!;
        return ((a | b) & 1) === 0 ? a <= b : slow(vm, order, a, b);
      };
    case Order.GREATER:
      return (fp) => {
        const a = words[fp + i]!;
        const b = words[fp + j]!;
        return ((a | b) & 1) === 0 ? a > b : slow(vm, order, a, b);
      };
    case Order.GREATER_EQUAL:
      return (fp) => {
        const a = words[fp + i]!;
        const b = words[fp + j]!;
        return ((a | b) & 1) === 0 ? a >= b : slow(vm, order, a, b);
      };
  }
}

function direct(vm: Machine, order: Order, l: Expr, r: Expr): Test {
  switch (order) {
    case Order.LESS:
      return (fp) => {
        const a = l(fp);
        const b = r(fp);
        return ((a | b) & 1) === 0 ? a < b : slow(vm, order, a, b);
      };
    case Order.LESS_EQUAL:
      return (fp) => {
        const a = l(fp);
        const b = r(fp);
        return ((a | b) & 1) === 0 ? a <= b : slow(vm, order, a, b);
      };
    default:
      return (fp) => {
        const a = l(fp);
        return ordered(vm, order, a, r(fp));
      };
  }
}

function ordered(vm: Machine, order: Order, a: Word, b: Word): boolean {
  if (((a | b) & 1) !== 0) return slow(vm, order, a, b);
  switch (order) {
    case Order.LESS:
      return a < b;
    case Order.LESS_EQUAL:
      return a <= b;
    case Order.GREATER:
      return a > b;
    case Order.GREATER_EQUAL:
      return a >= b;
  }
}

/** The left word waits in slot t. */
function waiting(vm: Machine, order: Order, l: Expr, r: Expr, t: number): Test {
  const { words } = vm;
  if (order === Order.LESS) {
    return (fp) => {
      words[fp + t] = l(fp);
      const b = r(fp);
      const a = words[fp + t]!;
      return ((a | b) & 1) === 0 ? a < b : slow(vm, order, a, b);
    };
  }
  return (fp) => {
    words[fp + t] = l(fp);
    const b = r(fp);
    return ordered(vm, order, words[fp + t]!, b);
  };
}
