import type { ClassNode, ESTree } from '../../front/ast.ts';
import { startOf } from '../../front/ast.ts';
import { FunctionInfo, Scope } from '../../front/scopes/scope.ts';
import type { Reference } from '../../front/scopes/scope.ts';
import { learnFromInstance } from '../../runtime/calls/construct.ts';
import { elementAt } from '../../runtime/arrays/elements.ts';
import { At, isObject } from '../../runtime/values/layouts.ts';
import { getProto } from '../../runtime/objects/objects.ts';
import type { Realm } from '../../runtime/machine/machine.ts';
import { FRAME_HEADER } from '../../runtime/machine/limits.ts';
import { UNDEFINED, UNINITIALIZED } from '../../runtime/values/words.ts';
import type { Word } from '../../runtime/values/words.ts';
import { makeFields, requireParent } from '../calls/calls.ts';
import { FunctionContext } from '../context.ts';
import { addCode, compileFunction } from './functions.ts';
import type { Expr } from '../types.ts';
import { readReference, throwUninitialized } from '../variables/variables.ts';

/** The constructor of a class, written or implied; returns the index of its Code. */
export function compileConstructor(g: FunctionContext, node: ClassNode, name: string): number {
  const written = node.body.body.find(
    (element) => element.type === 'MethodDefinition' && element.kind === 'constructor',
  );
  if (written === undefined) return impliedConstructor(g, node, name);
  const { value } = written as ESTree.MethodDefinition;
  const isDerived = node.superClass !== null;
  return compileFunction(g, value, {
    name,
    node,
    isClassConstructor: true,
    prologue: (inner) => opening(inner, name, isDerived),
    ...(isDerived ? { around: derivedResult } : {}),
  });
}

/** Refuses plain calls; in a base class, makes the fields. */
function opening(g: FunctionContext, name: string, isDerived: boolean): (fp: number) => void {
  const { vm, words } = g;
  const at = g.takeCall();
  g.release(at - FRAME_HEADER);
  return (fp) => {
    if (words[fp - 5] === UNDEFINED) {
      const text = `Class constructor ${name} cannot be invoked without 'new'`;
      vm.throwing.error('TypeError', text);
    }
    if (!isDerived) makeFields(vm, words[fp - 2]!, words[fp - 1]!, fp + at);
  };
}

/** A derived constructor gives an object of its own choice, or `this` if `super()` has bound it. */
function derivedResult(g: FunctionContext, body: Expr): Expr {
  const { vm, words } = g;
  const variable = g.info.scope.variables.get('this')!;
  const reference: Reference = { name: 'this', variable, check: false };
  const self = readReference(g, reference);
  return (fp) => {
    const result = body(fp);
    if (isObject(words, result)) return result;
    if (result !== UNDEFINED) {
      vm.throwing.error('TypeError', 'Derived constructors may only return object or undefined');
    }
    const made = self(fp);
    if (made === UNINITIALIZED) throwUninitialized(vm, variable);
    learn(vm, fp, made);
    return made;
  };
}

/** The class that was `new`ed itself learns how large its instances get. */
function learn(vm: Realm, fp: number, made: Word): void {
  const callee = vm.words[fp - 2]!;
  if (vm.words[fp - 5] === callee) learnFromInstance(vm, callee, made);
}

/** `constructor() {}`, or `constructor(...args) { super(...args); }` without the iteration. */
function impliedConstructor(outer: FunctionContext, node: ClassNode, name: string): number {
  const isDerived = node.superClass !== null;
  const info = new FunctionInfo(node, outer.info, 'constructor', false, true, startOf(node));
  info.isDerived = isDerived;
  info.nesting = 4;
  info.scope = info.body = new Scope('function', outer.scope, info, startOf(node));
  const g = new FunctionContext(outer.unit, info);
  const restSlot = isDerived ? g.take() : -1;
  const open = opening(g, name, isDerived);
  const construct = isDerived ? passOn(g, restSlot) : undefined;
  return addCode(g, {
    plan: { paramCount: 0, restSlot, argumentsSlot: -1 },
    body: (fp) => {
      open(fp);
      return construct === undefined ? UNDEFINED : construct(fp);
    },
    options: { name, paramCount: 0, isConstructor: true, isClassConstructor: true, isDerived },
    node,
  });
}

function passOn(g: FunctionContext, restSlot: number): Expr {
  const { vm, words, stack } = g;
  const at = g.takeCall();
  g.release(at - FRAME_HEADER);
  return (fp) => {
    const base = fp + at;
    const { sp } = stack;
    const parent = getProto(vm, words[fp - 2]!);
    requireParent(vm, parent, words[fp - 2]!);
    const array = words[fp + restSlot]!;
    const argc = words[(array >>> 2) + At.ARRAY_LENGTH]!;
    if (base + argc > stack.limit) stack.overflow();
    for (let i = 0; i < argc; i++) words[base + i] = elementAt(words, array, i);
    if (base + argc > stack.sp) stack.sp = base + argc;
    words[base - 5] = words[fp - 5]!;
    words[base - 3] = 0;
    words[base - 2] = parent;
    words[base - 1] = UNDEFINED;
    words[fp - 1] = vm.calls.constructFrame(base, argc);
    stack.sp = sp;
    makeFields(vm, words[fp - 2]!, words[fp - 1]!, base);
    learn(vm, fp, words[fp - 1]!);
    return words[fp - 1]!;
  };
}
