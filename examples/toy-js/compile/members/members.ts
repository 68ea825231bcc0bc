// Members as values, as places, and as targets of `=`.

import type { ESTree, Expression } from '../../front/ast.ts';
import { staticKey } from '../context.ts';
import type { FunctionContext } from '../context.ts';
import { compileElement, getElement, isIndexText, setElement } from './elements.ts';
import { assignNamed, getNamed, getNamedOfLocal, setNamed } from './named.ts';
import { isQuiet, localSlot } from '../numbers/static-types.ts';
import { superGet, superPlace } from './super.ts';
import type { MemberPlace } from './super.ts';
import type { Expr } from '../types.ts';

/** A member expression as a value. */
export function compileMember(g: FunctionContext, node: ESTree.MemberExpression): Expr {
  if (node.object.type === 'Super') return superGet(g, node);
  const name = staticKey(node.property, node.computed);
  if (name !== undefined && !isIndexText(name)) {
    const slot = localSlot(g, node.object);
    if (slot !== undefined && name !== 'length') return getNamedOfLocal(g, slot, name);
    return getNamed(g, g.expr(node.object), name);
  }
  return compileElement(g, node.object, node.property as Expression);
}

/** Slots stay taken: the caller releases them. */
export function memberPlace(g: FunctionContext, node: ESTree.MemberExpression): MemberPlace {
  const { vm, words, isStrict } = g;
  if (node.object.type === 'Super') return superPlace(g, node);
  const t = g.take();
  const object = g.expr(node.object);
  const name = staticKey(node.property, node.computed);
  const prepareObject = (fp: number): void => {
    words[fp + t] = object(fp);
  };
  if (name !== undefined && !isIndexText(name)) {
    return {
      prepare: prepareObject,
      read: getNamed(g, (fp) => words[fp + t]!, name),
      write: setNamed(g, t, name),
    };
  }
  const k = g.take();
  const property = g.expr(node.property as Expression);
  return {
    prepare: (fp) => {
      words[fp + t] = object(fp);
      words[fp + k] = property(fp);
    },
    read: (fp) => getElement(vm, words[fp + t]!, words[fp + k]!),
    write: (fp, word) => setElement(vm, words[fp + t]!, words[fp + k]!, word, isStrict),
  };
}

/** `object.name = value` and `object[key] = value`; `wanted`: the value is used. */
export function assignMember(
  g: FunctionContext,
  node: ESTree.MemberExpression,
  value: Expression,
  wanted: boolean,
): Expr {
  const name = staticKey(node.property, node.computed);
  if (node.object.type === 'Super') return assignPlace(g, node, value);
  if (name === undefined || isIndexText(name)) return assignElement(g, node, value, wanted);
  return assignNamed(g, node, name, value);
}

function assignElement(
  g: FunctionContext,
  node: ESTree.MemberExpression,
  value: Expression,
  wanted: boolean,
): Expr {
  const { vm, words, isStrict, stack } = g;
  const property = node.property as Expression;
  const a = localSlot(g, node.object);
  if (a !== undefined && isQuiet(g, property) && isQuiet(g, value)) {
    const key = g.expr(property);
    const run = g.expr(value);
    return (fp) => {
      const word = run(fp);
      if (!wanted) {
        setElement(vm, words[fp + a]!, key(fp), word, isStrict);
        return 0;
      }
      const at = stack.push(word);
      setElement(vm, words[fp + a]!, key(fp), word, isStrict);
      stack.sp = at;
      return words[at]!;
    };
  }
  return assignPlace(g, node, value);
}

function assignPlace(g: FunctionContext, node: ESTree.MemberExpression, value: Expression): Expr {
  const { words } = g;
  const mark = g.top;
  const { prepare, write } = memberPlace(g, node);
  const v = g.take();
  const run = g.expr(value);
  g.release(mark);
  return (fp) => {
    prepare(fp);
    const word = run(fp);
    words[fp + v] = word;
    write(fp, word);
    return words[fp + v]!;
  };
}
