import type { ESTree, Expression, Node } from '../../front/ast.ts';
import { toBoolean, toNumeric } from '../../runtime/operations/convert.ts';
import { numberWord } from '../../runtime/values/numbers.ts';
import { isNullish } from '../../runtime/values/words.ts';
import type { Word } from '../../runtime/values/words.ts';
import { binaryFunction, compileArithmetic, step } from '../numbers/arithmetic.ts';
import { calleeText } from '../calls/callee-text.ts';
import { nameOfTarget } from '../context.ts';
import type { FunctionContext } from '../context.ts';
import { assignMember, memberPlace } from '../members/members.ts';
import type { MemberPlace } from '../members/super.ts';
import { applier, isNumberWord, numOf } from '../numbers/numbers.ts';
import type { Arithmetic } from '../numbers/numbers.ts';
import { isCompoundNumeric, isQuiet, localSlot } from '../numbers/static-types.ts';
import type { Expr, Num } from '../types.ts';
import { assignReference, readReference, storeReference } from './variables.ts';

/** `=`, `+=` and so on, `&&=` and so on; `wanted`: the value is used. */
export function compileAssignment(
  g: FunctionContext,
  node: ESTree.AssignmentExpression,
  wanted: boolean,
): Expr {
  const { left, right, operator } = node;
  if (operator === '=') return plainAssignment(g, left, right, wanted);
  if (operator === '&&=' || operator === '||=' || operator === '??=') {
    return logicalAssignment(g, left, right, operator);
  }
  const op = operator.slice(0, -1) as Arithmetic;
  if (left.type === 'Identifier') {
    const value = compileArithmetic(g, op, left, right);
    return assignReference(g, g.reference(left), value);
  }
  return compoundMember(g, memberOf(g, left), right, op);
}

function memberOf(g: FunctionContext, node: Node): ESTree.MemberExpression {
  if (node.type === 'MemberExpression') return node;
  // Sloppy engines throw this when the assignment runs; the parser lets calls through.
  throw g.unit.syntaxError(node, 'Invalid left-hand side in assignment');
}

function plainAssignment(g: FunctionContext, left: Node, right: Expression, wanted: boolean): Expr {
  if (left.type === 'Identifier') {
    return assignReference(g, g.reference(left), g.expr(right, left.name));
  }
  if (left.type === 'MemberExpression') return assignMember(g, left, right, wanted);
  if (left.type !== 'ArrayPattern' && left.type !== 'ObjectPattern') memberOf(g, left);
  const { words } = g;
  const t = g.take();
  const value = g.expr(right);
  const store = g.pattern(left, false, calleeText(right));
  g.release(t);
  return (fp) => {
    const word = value(fp);
    words[fp + t] = word;
    store(fp, word);
    return words[fp + t]!;
  };
}

function compoundMember(
  g: FunctionContext,
  left: ESTree.MemberExpression,
  right: Expression,
  operator: Arithmetic,
): Expr {
  const { vm, words } = g;
  const mark = g.top;
  const { prepare, read, write } = memberPlace(g, left);
  const v = g.take();
  if (isCompoundNumeric(right)) {
    const value = g.num(right);
    g.release(mark);
    return updateByNumber(g, { prepare, read, write }, value, operator, v);
  }
  const apply = binaryFunction(operator);
  const value = g.expr(right);
  const quiet = isQuiet(g, right);
  g.release(mark);
  return (fp) => {
    prepare(fp);
    let a = read(fp);
    let b: Word;
    if (quiet) {
      b = value(fp);
    } else {
      words[fp + v] = a;
      b = value(fp);
      a = words[fp + v]!;
    }
    const word = apply(vm, a, b);
    words[fp + v] = word;
    write(fp, word);
    return words[fp + v]!;
  };
}

/** `object.x += number`: what is added needs no Double, and the sum is computed on host numbers. */
function updateByNumber(
  g: FunctionContext,
  { prepare, read, write }: MemberPlace,
  value: Num,
  operator: Arithmetic,
  v: number,
): Expr {
  const { vm, words } = g;
  const compute = applier(operator);
  const apply = binaryFunction(operator);
  return (fp) => {
    prepare(fp);
    const a = read(fp);
    let word: Word;
    if (isNumberWord(words, a)) {
      const x = numOf(vm, a);
      word = numberWord(vm, compute(x, value(fp)));
    } else {
      words[fp + v] = a;
      const b = numberWord(vm, value(fp));
      word = apply(vm, words[fp + v]!, b);
    }
    words[fp + v] = word;
    write(fp, word);
    return words[fp + v]!;
  };
}

function logicalAssignment(
  g: FunctionContext,
  left: Node,
  right: Expression,
  operator: '&&=' | '||=' | '??=',
): Expr {
  const { vm, words } = g;
  const stays = (w: Word): boolean => {
    if (operator === '??=') return !isNullish(w);
    return toBoolean(vm, w) === (operator === '||=');
  };
  if (left.type === 'Identifier') {
    const read = readReference(g, g.reference(left));
    const assign = assignReference(g, g.reference(left), g.expr(right, nameOfTarget(left)));
    return (fp) => {
      const w = read(fp);
      return stays(w) ? w : assign(fp);
    };
  }
  const mark = g.top;
  const { prepare, read, write } = memberPlace(g, memberOf(g, left));
  const v = g.take();
  const value = g.expr(right);
  g.release(mark);
  return (fp) => {
    prepare(fp);
    const w = read(fp);
    if (stays(w)) return w;
    const word = value(fp);
    words[fp + v] = word;
    write(fp, word);
    return words[fp + v]!;
  };
}

/** `++` and `--`; `wanted`: the value is used. */
export function compileUpdate(
  g: FunctionContext,
  node: ESTree.UpdateExpression,
  wanted: boolean,
): Expr {
  const { vm, words } = g;
  const by = node.operator === '++' ? 1 : -1;
  const old = wanted && !node.prefix;
  const slot = localSlot(g, node.argument);
  if (slot !== undefined && !isConstant(g, node.argument)) {
    return old ? postfixLocal(g, slot, by) : prefixLocal(g, slot, by);
  }
  const t = g.take();
  if (node.argument.type === 'Identifier') {
    const reference = g.reference(node.argument);
    const read = readReference(g, reference);
    const store = storeReference(g, reference);
    g.take();
    g.release(t);
    return (fp) => {
      const before = old ? toNumeric(vm, read(fp)) : read(fp);
      words[fp + t + 1] = before;
      words[fp + t] = step(vm, before, by);
      store(fp, words[fp + t]!);
      return words[fp + (old ? t + 1 : t)]!;
    };
  }
  const { prepare, read, write } = memberPlace(g, memberOf(g, node.argument));
  const v = g.take(2);
  g.release(t);
  return (fp) => {
    prepare(fp);
    const before = old ? toNumeric(vm, read(fp)) : read(fp);
    words[fp + v] = before;
    words[fp + v + 1] = step(vm, before, by);
    write(fp, words[fp + v + 1]!);
    return words[fp + (old ? v : v + 1)]!;
  };
}

function isConstant(g: FunctionContext, node: Node): boolean {
  return node.type === 'Identifier' && g.reference(node).variable?.isConstant === true;
}

function prefixLocal(g: FunctionContext, slot: number, by: 1 | -1): Expr {
  const { vm, words } = g;
  const delta = by << 1;
  return (fp) => {
    const w = words[fp + slot]!;
    const next = w + delta;
    if ((w & 1) === 0 && (next | 0) === next) return (words[fp + slot] = next);
    return (words[fp + slot] = step(vm, w, by));
  };
}

function postfixLocal(g: FunctionContext, slot: number, by: 1 | -1): Expr {
  const { vm, words } = g;
  const delta = by << 1;
  const t = g.take();
  g.release(t);
  return (fp) => {
    const w = words[fp + slot]!;
    const next = w + delta;
    if ((w & 1) === 0 && (next | 0) === next) {
      words[fp + slot] = next;
      return w;
    }
    words[fp + t] = toNumeric(vm, w);
    words[fp + slot] = step(vm, words[fp + t]!, by);
    return words[fp + t]!;
  };
}
