import type { ESTree, Expression } from '../../front/ast.ts';
import { isNullish, UNDEFINED } from '../../runtime/values/words.ts';
import type { Word } from '../../runtime/values/words.ts';
import { FRAME_HEADER } from '../../runtime/machine/limits.ts';
import { compileArguments } from '../calls/arguments.ts';
import { memberOfThis, openingOf } from '../calls/calls.ts';
import { staticKey } from '../context.ts';
import { calleeText } from '../calls/callee-text.ts';
import type { FunctionContext } from '../context.ts';
import { invoke } from '../calls/invoke.ts';
import { getElement, isIndexText } from './elements.ts';
import { getNamed } from './named.ts';
import type { Expr } from '../types.ts';

/** What a link of a chain gives when a `?.` before it found nothing: no guest word is this. */
const SHORT = -1;

/** A chain of members and calls with `?.` in it: the whole is undefined if one finds nothing. */
export function compileChain(g: FunctionContext, node: ESTree.ChainExpression): Expr {
  const run = link(g, node.expression);
  return (fp) => {
    const word = run(fp);
    return word === SHORT ? UNDEFINED : word;
  };
}

/** True if there is a `?.` in this link or before it, within the same chain. */
function isOptional(node: Expression): boolean {
  if (node.type === 'MemberExpression') return node.optional || isOptional(node.object);
  if (node.type === 'CallExpression') return node.optional || isOptional(node.callee);
  return false;
}

function link(g: FunctionContext, node: Expression): Expr {
  if (!isOptional(node)) return g.expr(node);
  if (node.type === 'MemberExpression') return memberLink(g, node);
  return callLink(g, node as ESTree.CallExpression);
}

function memberLink(g: FunctionContext, node: ESTree.MemberExpression): Expr {
  const { words } = g;
  const t = g.take();
  const object = link(g, node.object);
  const read = memberOfSlot(g, node, t);
  g.release(t);
  const { optional } = node;
  return (fp) => {
    const target = object(fp);
    if (target === SHORT || (optional && isNullish(target))) return SHORT;
    words[fp + t] = target;
    return read(fp);
  };
}

function memberOfSlot(g: FunctionContext, node: ESTree.MemberExpression, t: number): Expr {
  const { vm, words } = g;
  const name = staticKey(node.property, node.computed);
  if (name !== undefined && !isIndexText(name)) return getNamed(g, (fp) => words[fp + t]!, name);
  const key = g.expr(node.property as Expression);
  return (fp) => {
    const k = key(fp);
    return getElement(vm, words[fp + t]!, k);
  };
}

function callLink(g: FunctionContext, node: ESTree.CallExpression): Expr {
  const { vm, words, stack } = g;
  const at = g.takeCall();
  const open = callee(g, node.callee as Expression);
  const args = compileArguments(g, node.arguments, at);
  g.release(at - FRAME_HEADER);
  const site = g.unit.site(node);
  const text = calleeText(node.callee);
  const { optional } = node;
  return (fp) => {
    const base = fp + at;
    const f = open(fp, base);
    if (f === SHORT || (optional && isNullish(f))) return SHORT;
    const { sp } = stack;
    const argc = args(fp, base);
    words[base - 5] = UNDEFINED;
    words[base - 3] = site;
    const result = invoke(vm, base, argc, text);
    stack.sp = sp;
    return result;
  };
}

/** Puts callee and `this` into the callee's frame; gives the callee, or SHORT. */
function callee(g: FunctionContext, node: Expression): (fp: number, base: number) => Word {
  const { words } = g;
  if (!isOptional(node) || node.type !== 'MemberExpression') {
    if (!isOptional(node)) {
      const open = openingOf(g, node);
      return (fp, base) => {
        open(fp, base);
        return words[base - 2]!;
      };
    }
    const run = link(g, node);
    return (fp, base) => {
      const f = run(fp);
      if (f === SHORT) return f;
      words[base - 1] = UNDEFINED;
      return (words[base - 2] = f);
    };
  }
  const object = link(g, node.object);
  const method = memberOfThis(g, node);
  const { optional } = node;
  return (fp, base) => {
    const target = object(fp);
    if (target === SHORT || (optional && isNullish(target))) return SHORT;
    words[base - 1] = target;
    return (words[base - 2] = method(fp, base));
  };
}
