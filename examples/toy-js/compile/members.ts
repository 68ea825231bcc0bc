import type { ESTree, Expression } from '../front/ast.ts';
import { getIndexed, setIndexed } from '../runtime/objects.ts';
import { At, Kind } from '../runtime/layouts.ts';
import type { Machine, Memory } from '../runtime/machine.ts';
import { HOLE } from '../runtime/words.ts';
import type { Word } from '../runtime/words.ts';
import { staticKey } from './context.ts';
import type { FunctionContext } from './context.ts';
import { intLiteral, isQuiet, localSlot } from './static-types.ts';
import { PropertySite } from './property-sites.ts';
import { superGet, superPlace } from './super-members.ts';
import type { MemberPlace } from './super-members.ts';
import type { Expr } from './types.ts';

/** True when a text is an array index: such properties are elements, whatever the syntax. */
export function isIndexText(text: string): boolean {
  return /^(0|[1-9]\d{0,9})$/.test(text);
}

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
function getNamedOfLocal(g: FunctionContext, slot: number, name: string): Expr {
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
function setElement(vm: Machine, target: Word, key: Word, value: Word, strict: boolean): void {
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

function compileElement(g: FunctionContext, object: Expression, property: Expression): Expr {
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
    const site = new PropertySite(vm, g.unit.key(name));
    const cache = site.first;
    const { heap } = vm;
    return {
      prepare: prepareObject,
      read: getNamed(g, (fp) => words[fp + t]!, name),
      write: (fp, word) => {
        const target = words[fp + t]!;
        if ((target & 7) === 1 && words[(target >>> 2) + At.SHAPE] === words[cache]) {
          const inline = words[cache + 1]!;
          if (inline > 0) return heap.write(target, inline - 1, word);
        }
        site.set(target, word, isStrict);
      },
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
  const { vm, words, isStrict } = g;
  const name = staticKey(node.property, node.computed);
  if (node.object.type === 'Super') return assignPlace(g, node, value);
  if (name === undefined || isIndexText(name)) return assignElement(g, node, value, wanted);
  const site = new PropertySite(vm, g.unit.key(name));
  const cache = site.first;
  const { heap, stack } = vm;
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
