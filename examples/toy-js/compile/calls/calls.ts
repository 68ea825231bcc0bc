import type { ESTree, Expression } from '../../front/ast.ts';
import { Intrinsic } from '../../runtime/values/intrinsics.ts';
import { At } from '../../runtime/values/layouts.ts';
import { getProto } from '../../runtime/objects/objects.ts';
import { isConstructor } from '../../runtime/calls/functions.ts';
import { describeCallee, functionText } from '../../runtime/calls/errors.ts';
import { FRAME_HEADER } from '../../runtime/machine/limits.ts';
import type { Machine } from '../../runtime/machine/machine.ts';
import { isNullish, isRef, NULL, UNDEFINED, UNINITIALIZED } from '../../runtime/values/words.ts';
import type { Word } from '../../runtime/values/words.ts';
import { compileArguments, fixedArguments } from './arguments.ts';
import type { Arguments } from './arguments.ts';
import { staticKey } from '../context.ts';
import { calleeText } from './callee-text.ts';
import type { FunctionContext } from '../context.ts';
import { callFunction, callMethod, invoke } from './invoke.ts';
import type { CallSite } from './invoke.ts';
import { getElement, isIndexText } from '../members/elements.ts';
import { getNamed } from '../members/named.ts';
import { superGet } from '../members/super.ts';
import { thisValue } from '../functions/this.ts';
import type { Expr } from '../types.ts';
import { initialize, readReference } from '../variables/variables.ts';

/** Evaluates callee and `this` into a callee's frame. */
export type Opening = (fp: number, base: number) => void;

/** A call expression outside of optional chains. */
export function compileCall(g: FunctionContext, node: ESTree.CallExpression): Expr {
  const { callee } = node;
  if (callee.type === 'Super') return superCall(g, node);
  const at = g.takeCall();
  const site: CallSite = {
    vm: g.vm,
    at,
    site: g.unit.site(node),
    text: calleeText(callee),
  };
  const run = quickCall(g, node, site) ?? generalCall(g, node, site, openingOf(g, callee));
  g.release(at - FRAME_HEADER);
  return run;
}

/** `f(…)` and `object.name(…)` without spreads. */
function quickCall(
  g: FunctionContext,
  node: ESTree.CallExpression,
  site: CallSite,
): Expr | undefined {
  const { callee } = node;
  if (node.arguments.some((argument) => argument.type === 'SpreadElement')) return undefined;
  if (callee.type !== 'MemberExpression') {
    if (callee.type === 'ChainExpression') return undefined;
    const f = g.expr(callee);
    return callFunction(site, f, fixedArguments(g, node.arguments, site.at)!);
  }
  if (callee.object.type === 'Super') return undefined;
  const name = staticKey(callee.property, callee.computed);
  if (name === undefined || isIndexText(name)) return undefined;
  const object = g.expr(callee.object);
  const args = fixedArguments(g, node.arguments, site.at)!;
  return callMethod(site, object, g.unit.key(name), args);
}

function generalCall(
  g: FunctionContext,
  node: ESTree.CallExpression,
  { vm, at, site, text }: CallSite,
  open: Opening,
): Expr {
  const { words, stack } = g;
  const args = compileArguments(g, node.arguments, at);
  return (fp) => {
    const base = fp + at;
    open(fp, base);
    const { sp } = stack;
    const argc = args(fp, base);
    words[base - 5] = UNDEFINED;
    words[base - 3] = site;
    const result = invoke(vm, base, argc, text);
    stack.sp = sp;
    return result;
  };
}

/** How callee and `this` of any callee expression get into its frame. */
export function openingOf(g: FunctionContext, callee: Expression): Opening {
  const { words } = g;
  if (callee.type === 'ChainExpression') return openingOfChain(g, callee);
  if (callee.type !== 'MemberExpression') {
    const run = g.expr(callee);
    return (fp, base) => {
      words[base - 2] = run(fp);
      words[base - 1] = UNDEFINED;
    };
  }
  if (callee.object.type === 'Super') {
    const self = thisValue(g, callee.object);
    const method = superGet(g, callee);
    return (fp, base) => {
      words[base - 2] = method(fp);
      words[base - 1] = self(fp);
    };
  }
  const object = g.expr(callee.object);
  const method = memberOfThis(g, callee);
  return (fp, base) => {
    words[base - 1] = object(fp);
    words[base - 2] = method(fp, base);
  };
}

/** `(a?.b)(…)`: the chain has ended when the call is made, but `this` is still `a`. */
function openingOfChain(g: FunctionContext, callee: ESTree.ChainExpression): Opening {
  const { words } = g;
  const { expression } = callee;
  const object = expression.type === 'MemberExpression' ? expression.object : undefined;
  if (expression.type !== 'MemberExpression' || object === undefined || object.type === 'Super') {
    const run = g.expr(callee);
    return (fp, base) => {
      words[base - 2] = run(fp);
      words[base - 1] = UNDEFINED;
    };
  }
  const inner = { ...callee, expression: object as ESTree.MemberExpression };
  const run = g.expr(isChained(object) ? inner : object);
  const method = memberOfThis(g, expression);
  const { optional } = expression;
  return (fp, base) => {
    words[base - 1] = run(fp);
    const short = (optional || isChained(object)) && isNullish(words[base - 1]!);
    words[base - 2] = short ? UNDEFINED : method(fp, base);
  };
}

function isChained(node: Expression): boolean {
  return node.type === 'MemberExpression' || node.type === 'CallExpression';
}

/** The property of a callee whose object is in its frame already. */
export function memberOfThis(
  g: FunctionContext,
  callee: ESTree.MemberExpression,
): (fp: number, base: number) => Word {
  const { vm, words } = g;
  const name = staticKey(callee.property, callee.computed);
  if (name !== undefined && !isIndexText(name)) {
    const read = getNamed(g, (base) => words[base - 1]!, name);
    return (_fp, base) => read(base);
  }
  const key = g.expr(callee.property as Expression);
  return (fp, base) => {
    const k = key(fp);
    return getElement(vm, words[base - 1]!, k);
  };
}

/** `new f(…)`. */
export function compileNew(g: FunctionContext, node: ESTree.NewExpression): Expr {
  const { vm, words, stack } = g;
  const at = g.takeCall();
  const f = g.expr(node.callee);
  const args = compileArguments(g, node.arguments, at);
  g.release(at - FRAME_HEADER);
  const site = g.unit.site(node);
  const text = calleeText(node.callee);
  return (fp) => {
    const base = fp + at;
    const { sp } = stack;
    words[base - 2] = f(fp);
    words[base - 1] = UNDEFINED;
    const argc = args(fp, base);
    words[base - 5] = words[base - 2]!;
    words[base - 3] = site;
    const result = vm.calls.constructFrame(base, argc, text);
    stack.sp = sp;
    return result;
  };
}

/** `super(…)`: constructs the parent, binds `this`, makes the fields. */
function superCall(g: FunctionContext, node: ESTree.CallExpression): Expr {
  const { vm, words, unit, stack } = g;
  const self = unit.reference(node.callee);
  const variable = self.variable!;
  const readThis = readReference(g, { ...self, check: false });
  const bindThis = initialize(g, variable);
  const active: Expr = g.info.isArrow
    ? readReference(g, unit.reference(node))
    : (fp) => words[fp - 2]!;
  const newTarget: Expr = g.info.isArrow
    ? readReference(g, unit.analysis.newTargets.get(node)!)
    : (fp) => words[fp - 5]!;
  const at = g.takeCall();
  const args: Arguments = compileArguments(g, node.arguments, at);
  g.release(at - FRAME_HEADER);
  const site = unit.site(node);
  return (fp) => {
    const base = fp + at;
    const { sp } = stack;
    words[base - 2] = getProto(vm, active(fp));
    words[base - 1] = UNDEFINED;
    const argc = args(fp, base);
    requireParent(vm, words[base - 2]!, active(fp));
    words[base - 5] = newTarget(fp);
    words[base - 3] = site;
    const made = vm.calls.constructFrame(base, argc);
    stack.sp = sp;
    if (readThis(fp) !== UNINITIALIZED) {
      vm.throwing.error('ReferenceError', 'Super constructor may only be called once');
    }
    bindThis(fp, made);
    makeFields(vm, active(fp), made, base);
    return readThis(fp);
  };
}

/** Throws if there is nothing to call as `super(…)`. */
export function requireParent(vm: Machine, parent: Word, child: Word): void {
  if (parent !== NULL && isConstructor(vm, parent)) return;
  const none = parent === NULL || parent === vm.intrinsic(Intrinsic.FunctionPrototype);
  const what = none ? 'null' : describeCallee(vm, parent);
  const name = functionText(vm, child);
  const of = name === '' ? 'anonymous class' : name;
  vm.throwing.error('TypeError', `Super constructor ${what} of ${of} is not a constructor`);
}

/** Runs a class's field initialisers on a new object, in a frame at `base`. May collect. */
export function makeFields(vm: Machine, constructor: Word, object: Word, base: number): void {
  const { words } = vm;
  const maker = words[(constructor >>> 2) + At.FUNCTION_FIELDS]!;
  if (!isRef(maker)) return;
  words[base - 5] = UNDEFINED;
  words[base - 3] = 0;
  words[base - 2] = maker;
  words[base - 1] = object;
  invoke(vm, base, 0, 'fields');
}
