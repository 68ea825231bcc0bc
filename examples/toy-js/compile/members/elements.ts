// Members whose key is computed: most of them are elements of arrays.

import type { Expression } from '../../front/ast.ts';
import { At, Kind } from '../../runtime/values/layouts.ts';
import type { Machine } from '../../runtime/machine/machine.ts';
import { getIndexed, setIndexed } from '../../runtime/objects/objects.ts';
import { HOLE } from '../../runtime/values/words.ts';
import type { Word } from '../../runtime/values/words.ts';
import type { FunctionContext } from '../context.ts';
import { intLiteral, isQuiet, localSlot } from '../numbers/static-types.ts';
import type { Expr } from '../types.ts';

/** True when a text is an array index: such properties are elements, whatever the syntax. */
export function isIndexText(text: string): boolean {
  return /^(0|[1-9]\d{0,9})$/.test(text);
}

/** `object[key]` for two words. May collect. */
export function getElement(vm: Machine, target: Word, key: Word): Word {
  const { words } = vm;
  if ((key & 1) === 0 && (target & 7) === 1) {
    const h = target >>> 2;
    if (((words[h]! >>> 10) & 0xfff) >= Kind.Object) {
      const e = words[h + At.ELEMENTS]! >>> 2;
      // A negative key is a large unsigned number, beyond every capacity.
      if (key >>> 0 < words[e + At.CAPACITY]!) {
        const word = words[e + At.FIRST_ELEMENT + (key >> 1)]!;
        if (word !== HOLE) return word;
      }
    }
  }
  return getIndexed(vm, target, key);
}

/** `object[key] = value` for three words. May collect. */
export function setElement(
  vm: Machine,
  target: Word,
  key: Word,
  value: Word,
  strict: boolean,
): void {
  const { words } = vm;
  if ((key & 1) === 0 && (target & 7) === 1) {
    const h = target >>> 2;
    if (((words[h]! >>> 10) & 0xfff) >= Kind.Object) {
      const elements = words[h + At.ELEMENTS]!;
      const e = elements >>> 2;
      if (key >>> 0 < words[e + At.CAPACITY]!) {
        const index = key >> 1;
        if (words[e + At.FIRST_ELEMENT + index] !== HOLE) {
          vm.heap.write(elements, index + 1, value);
          return;
        }
      }
    }
  }
  setIndexed(vm, target, key, value, strict);
}

/** `object[property]` as a value. */
export function compileElement(g: FunctionContext, object: Expression, property: Expression): Expr {
  const { vm, words } = g;
  const a = localSlot(g, object);
  const i = localSlot(g, property);
  if (a !== undefined && i !== undefined) {
    return (fp) => getElement(vm, words[fp + a]!, words[fp + i]!);
  }
  const constant = intLiteral(property);
  if (constant !== undefined && constant >= 0) {
    const key = constant << 1;
    const run = g.expr(object);
    return (fp) => getElement(vm, run(fp), key);
  }
  const run = g.expr(object);
  if (isQuiet(g, property)) {
    const key = g.expr(property);
    return (fp) => {
      const target = run(fp);
      return getElement(vm, target, key(fp));
    };
  }
  const t = g.take();
  const key = g.expr(property);
  g.release(t);
  if (a !== undefined && isPureIndex(g, property, a)) {
    return (fp) => {
      const k = key(fp);
      return getElement(vm, words[fp + a]!, k);
    };
  }
  return (fp) => {
    words[fp + t] = run(fp);
    const k = key(fp);
    return getElement(vm, words[fp + t]!, k);
  };
}

/** An index computed from names and numbers cannot assign the local variable in slot `a`. */
function isPureIndex(g: FunctionContext, node: Expression, a: number): boolean {
  if (node.type === 'BinaryExpression') {
    return isPureIndex(g, node.left, a) && isPureIndex(g, node.right, a);
  }
  return isQuiet(g, node);
}
