import type { ESTree, Expression } from '../../front/ast.ts';
import { isFunctionNode } from '../../front/ast.ts';
import { toKey, toObject } from '../../runtime/operations/convert.ts';
import { keyToString } from '../../runtime/strings/intern.ts';
import { Intrinsic, Name } from '../../runtime/values/intrinsics.ts';
import { At, isObject, isSymbol } from '../../runtime/values/layouts.ts';
import { get, newObject, newObjectOfShape, setProto } from '../../runtime/objects/objects.ts';
import { defineAccessor, defineData, Keys, ownKeys } from '../../runtime/objects/properties.ts';
import { elementAt } from '../../runtime/arrays/elements.ts';
import { Attribute, Flag } from '../../runtime/objects/shapes.ts';
import type { Machine, Realm } from '../../runtime/machine/machine.ts';
import { asciiWord } from '../../runtime/strings/host.ts';
import { concat } from '../../runtime/strings/strings.ts';
import { charWord, INTERNAL, isNullish, NULL, UNDEFINED } from '../../runtime/values/words.ts';
import { staticKey } from '../context.ts';
import type { FunctionContext } from '../context.ts';
import { isIndexText } from '../members/elements.ts';
import { LONG_SEQUENCE } from '../statements/sequence.ts';
import type { Expr } from '../types.ts';

type Member = ESTree.ObjectExpression['properties'][number];

/** Literals with at most this many plain properties are made in one go. */
const MAX_SHAPED = 16;

export function compileObject(g: FunctionContext, node: ESTree.ObjectExpression): Expr {
  const names = plainNames(node);
  return names === undefined ? stepByStep(g, node) : shaped(g, node, names);
}

/** The property names, if all are plain and different: then one shape fits every object made. */
function plainNames(node: ESTree.ObjectExpression): string[] | undefined {
  const names: string[] = [];
  for (const member of node.properties) {
    if (member.type !== 'Property' || member.kind !== 'init' || member.method) return undefined;
    const name = staticKey(member.key, member.computed);
    if (name === undefined || isIndexText(name) || names.includes(name)) return undefined;
    if (name === '__proto__') return undefined;
    names.push(name);
  }
  return names.length <= MAX_SHAPED ? names : undefined;
}

function shaped(g: FunctionContext, node: ESTree.ObjectExpression, names: string[]): Expr {
  const { vm, words } = g;
  const { heap } = vm;
  const count = names.length;
  if (count === 0) return () => newObject(vm);
  const t = g.take(0);
  const runs = node.properties.map((member, i) => {
    const run = g.expr((member as ESTree.Property).value as Expression, names[i]);
    g.take();
    return run;
  });
  g.release(t);
  const keys = names.map((name) => g.unit.key(name));
  const cache = vm.tables.newCache();
  return (fp) => {
    const at = fp + t;
    for (let i = 0; i < count; i++) words[at + i] = runs[i]!(fp);
    if (words[cache] === INTERNAL) return first(vm, at, keys, cache);
    const object = newObjectOfShape(vm, words[cache]!);
    for (let i = 0; i < count; i++) heap.write(object, At.INLINE - 1 + i, words[at + i]!);
    return object;
  };
}

/** Makes an object property by property, and remembers the shape it ends with. */
function first(vm: Realm, at: number, keys: readonly number[], cache: number): number {
  const { words } = vm;
  const object = newObject(vm, keys.length);
  keys.forEach((key, i) => defineData(vm, object, words[key]!, words[at + i]!));
  const shape = words[(object >>> 2) + At.SHAPE]!;
  // A dictionary belongs to one object.
  if ((words[(shape >>> 2) + At.SHAPE_FLAGS]! & Flag.DICTIONARY) === 0) {
    words[cache] = shape;
    words[cache + 3] = 0;
  }
  return object;
}

function stepByStep(g: FunctionContext, node: ESTree.ObjectExpression): Expr {
  const { vm, words } = g;
  const t = g.take();
  const capacity = Math.min(node.properties.length, 32);
  const steps = node.properties.map((member) => compileMemberStep(g, member, t));
  g.release(t);
  return (fp) => {
    words[fp + t] = newObject(vm, capacity);
    for (let i = 0; i < steps.length; i++) {
      steps[i]!(fp);
      if (i % LONG_SEQUENCE === LONG_SEQUENCE - 1) vm.pressure.safepoint();
    }
    return words[fp + t]!;
  };
}

function compileMemberStep(g: FunctionContext, member: Member, t: number): (fp: number) => void {
  const { vm, words } = g;
  if ((member.type as string) === 'SpreadElement') {
    const run = g.expr((member as unknown as ESTree.SpreadElement).argument);
    return (fp) => {
      const source = run(fp);
      copyProperties(vm, fp + t, source, []);
    };
  }
  const property = member as ESTree.Property;
  const name = staticKey(property.key, property.computed);
  const value = property.value as Expression;
  const isProto = name === '__proto__' && !property.computed && property.kind === 'init';
  if (isProto && !property.method && !property.shorthand) {
    const run = g.expr(value);
    return (fp) => {
      const proto = run(fp);
      const usable = proto === NULL || isObject(words, proto);
      if (usable) setProto(vm, words[fp + t]!, proto);
    };
  }
  const k = g.take(2);
  const key = compileKey(g, property, k);
  const isMethod = property.method || property.kind !== 'init';
  const run =
    isMethod && isFunctionNode(value)
      ? g.closure(value, methodName(name, property.kind), t, property)
      : g.expr(value, name ?? '');
  g.release(k);
  const dynamicName = name === undefined && isAnonymousFunction(value);
  const define = definer(vm, property.kind, Attribute.DEFAULT);
  return (fp) => {
    key(fp);
    words[fp + k + 1] = run(fp);
    if (dynamicName) nameAfterKey(vm, fp + k + 1, fp + k, property.kind);
    define(words[fp + t]!, words[fp + k]!, words[fp + k + 1]!);
  };
}

export function methodName(name: string | undefined, kind: string): string {
  return kind === 'get' || kind === 'set' ? `${kind} ${name ?? ''}` : (name ?? '');
}

function isAnonymousFunction(node: Expression): boolean {
  if (node.type === 'ArrowFunctionExpression') return true;
  return (node.type === 'FunctionExpression' || node.type === 'ClassExpression') && !node.id;
}

/**
 * Names the function in the slot `at` after the computed key in the slot `key`, as
 * SetFunctionName does. May collect.
 */
export function nameAfterKey(vm: Realm, at: number, key: number, kind: string): void {
  const { words } = vm;
  let text = keyToString(vm, words[key]!);
  if (isSymbol(words, words[key]!)) {
    const description = words[(words[key]! >>> 2) + At.SYMBOL_DESCRIPTION]!;
    text =
      description === UNDEFINED ? vm.intrinsic(Intrinsic.EmptyString) : bracketed(vm, description);
  }
  if (kind === 'get' || kind === 'set') text = concat(vm, asciiWord(vm, `${kind} `), text);
  defineData(vm, words[at]!, vm.name(Name.name), text, Attribute.CONFIGURABLE);
}

function bracketed(vm: Realm, description: number): number {
  return concat(vm, concat(vm, charWord(0x5b), description), charWord(0x5d));
}

/** Defines a property of one of the three kinds. */
export function definer(
  vm: Realm,
  kind: string,
  attributes: number,
): (object: number, key: number, word: number) => void {
  if (kind === 'get') {
    return (object, key, word) => defineAccessor(vm, object, key, word, UNDEFINED, attributes);
  }
  if (kind === 'set') {
    return (object, key, word) => defineAccessor(vm, object, key, UNDEFINED, word, attributes);
  }
  return (object, key, word) => defineData(vm, object, key, word, attributes);
}

/** Puts a property's key into slot k. */
export function compileKey(
  g: FunctionContext,
  property: { key: ESTree.Expression | ESTree.PrivateIdentifier | null; computed: boolean },
  k: number,
): (fp: number) => void {
  const { vm, words } = g;
  const name = staticKey(property.key as Expression as ESTree.Expression, property.computed);
  if (name !== undefined) {
    const index = g.unit.key(name);
    return (fp) => {
      words[fp + k] = words[index]!;
    };
  }
  const run = g.expr(property.key as Expression);
  return (fp) => {
    words[fp + k] = toKey(vm, run(fp));
  };
}

/**
 * CopyDataProperties into the object at the absolute slot `at`, but for the keys in the slots
 * of `excluded`. May collect.
 */
export function copyProperties(
  vm: Machine,
  at: number,
  source: number,
  excluded: readonly number[],
): void {
  const { words, stack } = vm;
  if (isNullish(source)) return;
  const base = stack.push(toObject(vm, source));
  const list = stack.push(ownKeys(vm, words[base]!, Keys.STRINGS | Keys.SYMBOLS | Keys.ENUMERABLE));
  const count = words[(words[list]! >>> 2) + At.ARRAY_LENGTH]!;
  const slot = stack.push(UNDEFINED);
  for (let i = 0; i < count; i++) {
    words[slot] = toKey(vm, elementAt(words, words[list]!, i));
    if (excluded.some((other) => words[other] === words[slot])) continue;
    const value = get(vm, words[base]!, words[slot]!);
    defineData(vm, words[at]!, words[slot]!, value);
  }
  stack.sp = base;
}
