// Members with a name that the source text gives: each has an inline cache of its own.

import type { ESTree, Expression } from '../../front/ast.ts';
import { At, Kind } from '../../runtime/values/layouts.ts';
import type { Memory } from '../../runtime/machine/machine.ts';
import type { FunctionContext } from '../context.ts';
import { PropertySite } from './property-sites.ts';
import { isQuiet } from '../numbers/static-types.ts';
import type { Expr } from '../types.ts';

/** Reads one named property of what `object` gives, with an inline cache of its own. */
export function getNamed(g: FunctionContext, object: Expr, name: string): Expr {
  const { vm, words } = g;
  const site = new PropertySite(vm, g.unit.key(name));
  if (name === 'length') return getLength(vm, object, site);
  const cache = site.first;
  return (fp) => {
    const target = object(fp);
    if ((target & 7) === 1) {
      const h = target >>> 2;
      if (words[h + At.SHAPE] === words[cache]) {
        const inline = words[cache + 1]!;
        if (inline > 0) return words[h + inline]!;
      }
    }
    return site.get(target);
  };
}

/** The same where the object is a local variable: the commonest form there is. */
export function getNamedOfLocal(g: FunctionContext, slot: number, name: string): Expr {
  const { vm, words } = g;
  const site = new PropertySite(vm, g.unit.key(name));
  const cache = site.first;
  return (fp) => {
    const target = words[fp + slot]!;
    if ((target & 7) === 1) {
      const h = target >>> 2;
      if (words[h + At.SHAPE] === words[cache]) {
        const inline = words[cache + 1]!;
        if (inline > 0) return words[h + inline]!;
      }
    }
    return site.get(target);
  };
}

/** Lengths of arrays and strings are no properties that a cache could know. */
function getLength(vm: Memory, object: Expr, site: PropertySite): Expr {
  const { words } = vm;
  return (fp) => {
    const target = object(fp);
    if ((target & 7) === 1) {
      const h = target >>> 2;
      const kind = (words[h]! >>> 10) & 0xfff;
      if (kind === Kind.Array) {
        const length = words[h + At.ARRAY_LENGTH]!;
        if (length >= 0 && length < 0x40000000) return length << 1;
      } else if (kind <= Kind.Rope16) {
        return words[h + At.STRING_LENGTH]!;
      }
    }
    return site.get(target);
  };
}

/** Writes the property `name` of the object in slot `t`. */
export function setNamed(
  g: FunctionContext,
  t: number,
  name: string,
): (fp: number, word: number) => void {
  const { vm, words, isStrict } = g;
  const { heap } = vm;
  const site = new PropertySite(vm, g.unit.key(name));
  const cache = site.first;
  return (fp, word) => {
    const target = words[fp + t]!;
    if ((target & 7) === 1 && words[(target >>> 2) + At.SHAPE] === words[cache]) {
      const inline = words[cache + 1]!;
      if (inline > 0) return heap.write(target, inline - 1, word);
    }
    site.set(target, word, isStrict);
  };
}

/** `object.name = value`. */
export function assignNamed(
  g: FunctionContext,
  node: ESTree.MemberExpression,
  name: string,
  value: Expression,
): Expr {
  const { vm, words, stack, isStrict } = g;
  const site = new PropertySite(vm, g.unit.key(name));
  const cache = site.first;
  const { heap } = vm;
  const object = g.expr(node.object);
  if (isQuiet(g, value)) {
    const run = g.expr(value);
    return (fp) => {
      const target = object(fp);
      const word = run(fp);
      if ((target & 7) === 1 && words[(target >>> 2) + At.SHAPE] === words[cache]) {
        const inline = words[cache + 1]!;
        if (inline > 0) {
          heap.write(target, inline - 1, word);
          return word;
        }
      }
      const at = stack.push(word);
      site.set(target, word, isStrict);
      stack.sp = at;
      return words[at]!;
    };
  }
  const t = g.take();
  const run = g.expr(value, undefined);
  g.release(t);
  return (fp) => {
    words[fp + t] = object(fp);
    const word = run(fp);
    const target = words[fp + t]!;
    if ((target & 7) === 1 && words[(target >>> 2) + At.SHAPE] === words[cache]) {
      const inline = words[cache + 1]!;
      if (inline > 0) {
        heap.write(target, inline - 1, word);
        return word;
      }
    }
    const at = stack.push(word);
    site.set(target, word, isStrict);
    stack.sp = at;
    return words[at]!;
  };
}
