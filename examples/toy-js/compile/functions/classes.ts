import type { ClassNode, ESTree } from '../../front/ast.ts';
import type { FunctionInfo } from '../../front/scopes/scope.ts';
import { describeCallee } from '../../runtime/calls/errors.ts';
import { isConstructor, newFunction, setFunctionPrototype } from '../../runtime/calls/functions.ts';
import { Intrinsic, Name } from '../../runtime/values/intrinsics.ts';
import { At, isKind, isObject, Kind } from '../../runtime/values/layouts.ts';
import { get, newObjectWithProto, setProto } from '../../runtime/objects/objects.ts';
import { defineData } from '../../runtime/objects/properties.ts';
import { Attribute } from '../../runtime/objects/shapes.ts';
import type { Machine } from '../../runtime/machine/machine.ts';
import { FRAME_HEADER } from '../../runtime/machine/limits.ts';
import { NULL, UNDEFINED } from '../../runtime/values/words.ts';
import { compileConstructor } from './constructors.ts';
import { FunctionContext, staticKey } from '../context.ts';
import { addCode } from './functions.ts';
import { compileKey, definer, methodName, nameAfterKey } from '../expressions/objects.ts';
import { enterScope, leaveScope } from '../variables/scopes.ts';
import type { Exec, Expr } from '../types.ts';
import { currentEnvironment, initialize, readReference } from '../variables/variables.ts';

type Step = (fp: number) => void;

/** Frame slots of a class under construction. */
const enum Slot {
  CLASS = 0,
  PROTOTYPE = 1,
  /** The class's [[Prototype]] and that of its prototype. */
  PARENT = 2,
  PARENT_PROTOTYPE = 3,
  KEY = 4,
  VALUE = 5,
  COUNT = 6,
}

/** A class as a value (ECMA-262 15.7.14, ClassDefinitionEvaluation). */
export function compileClass(g: FunctionContext, node: ClassNode, name: string): Expr {
  const { vm, words, unit } = g;
  const outer = g.top;
  const t = g.take(Slot.COUNT);
  const scope = unit.analysis.scopes.get(node)!;
  const mark = g.top;
  const entry = enterScope(g, scope);
  const heritage = compileHeritage(g, node, t);
  const makers = unit.analysis.fields.get(node)!;
  const code = compileConstructor(g, node, name);
  const instanceMaker = makers.instance && compileFields(g, node, makers.instance, false);
  const staticMaker = makers.statics && compileFields(g, node, makers.statics, true);
  const steps = compileElements(g, node, t);
  const environment = currentEnvironment(g);
  const inner = node.id ? initialize(g, scope.variables.get(node.id.name)!) : undefined;
  const at = g.takeCall();
  g.release(at - FRAME_HEADER);
  leaveScope(g, scope, mark);
  g.release(outer);

  return (fp) => {
    const base = fp + t;
    if (entry !== undefined) entry(fp);
    heritage(fp);
    words[base + Slot.PROTOTYPE] = newObjectWithProto(vm, words[base + Slot.PARENT_PROTOTYPE]!);
    const prototype = words[base + Slot.PROTOTYPE]!;
    const fields =
      instanceMaker === undefined
        ? UNDEFINED
        : newFunction(vm, instanceMaker, environment(fp), prototype, UNDEFINED);
    words[base] = newFunction(vm, code, environment(fp), prototype, fields);
    setProto(vm, words[base]!, words[base + Slot.PARENT]!);
    setFunctionPrototype(vm, words[base]!, prototype);
    const key = vm.name(Name.constructor);
    defineData(vm, prototype, key, words[base]!, Attribute.HIDDEN);
    for (let i = 0; i < steps.length; i++) steps[i]!(fp);
    if (inner !== undefined) inner(fp, words[base]!);
    if (staticMaker !== undefined) {
      const self = words[base]!;
      words[base + Slot.VALUE] = newFunction(vm, staticMaker, environment(fp), self, UNDEFINED);
      runMaker(vm, words[base + Slot.VALUE]!, self, fp + at);
    }
    return words[base]!;
  };
}

/** Runs the maker of the static fields, with the class as `this`. */
function runMaker(vm: Machine, maker: number, self: number, base: number): void {
  const { words } = vm;
  words[base - 5] = UNDEFINED;
  words[base - 3] = 0;
  words[base - 2] = maker;
  words[base - 1] = self;
  vm.calls.invoke(base, 0);
}

function compileHeritage(g: FunctionContext, node: ClassNode, t: number): Step {
  const { vm, words } = g;
  if (node.superClass === null) {
    return (fp) => {
      words[fp + t + Slot.PARENT] = vm.intrinsic(Intrinsic.FunctionPrototype);
      words[fp + t + Slot.PARENT_PROTOTYPE] = vm.intrinsic(Intrinsic.ObjectPrototype);
    };
  }
  const run = g.expr(node.superClass);
  return (fp) => {
    const parent = run(fp);
    words[fp + t + Slot.PARENT] = parent;
    if (parent === NULL) {
      words[fp + t + Slot.PARENT] = vm.intrinsic(Intrinsic.FunctionPrototype);
      words[fp + t + Slot.PARENT_PROTOTYPE] = NULL;
      return;
    }
    if (!isConstructor(vm, parent)) {
      const what = isKind(words, parent, Kind.Function)
        ? vm.codes[words[(parent >>> 2) + At.FUNCTION_CODE]!]!.source
        : describeCallee(vm, parent);
      vm.throwing.error('TypeError', `Class extends value ${what} is not a constructor or null`);
    }
    const prototype = get(vm, parent, vm.name(Name.prototype));
    if (prototype !== NULL && !isObject(words, prototype)) {
      const what = describeCallee(vm, prototype);
      const text = `Class extends value does not have valid prototype property ${what}`;
      vm.throwing.error('TypeError', text);
    }
    words[fp + t + Slot.PARENT_PROTOTYPE] = prototype;
  };
}

/** Methods, accessors and the computed keys of fields, in the order of the text. */
function compileElements(g: FunctionContext, node: ClassNode, t: number): Step[] {
  const { words } = g;
  const steps: Step[] = [];
  node.body.body.forEach((element, i) => {
    if (element.type === 'MethodDefinition' && element.kind !== 'constructor') {
      steps.push(compileMethod(g, element, t));
    } else if (element.type === 'PropertyDefinition' && element.computed) {
      const key = compileKey(g, element, t + Slot.KEY);
      const store = initialize(g, g.scope.variables.get(`(key ${i})`)!);
      steps.push((fp) => {
        key(fp);
        store(fp, words[fp + t + Slot.KEY]!);
      });
    }
  });
  return steps;
}

function compileMethod(g: FunctionContext, element: ESTree.MethodDefinition, t: number): Step {
  const { vm, words } = g;
  const { kind } = element;
  const home = t + (element.static ? Slot.CLASS : Slot.PROTOTYPE);
  const slot = t + Slot.KEY;
  const key = compileKey(g, element, slot);
  const name = staticKey(element.key as ESTree.Expression, element.computed);
  const make = g.closure(element.value, methodName(name, kind), home, element);
  const define = definer(vm, kind, Attribute.HIDDEN);
  return (fp) => {
    key(fp);
    words[fp + t + Slot.VALUE] = make(fp);
    if (name === undefined) nameAfterKey(vm, fp + t + Slot.VALUE, fp + slot, kind);
    define(words[fp + home]!, words[fp + slot]!, words[fp + t + Slot.VALUE]!);
  };
}

/** The function that makes a class's fields on its `this`; returns the index of its Code. */
function compileFields(
  outer: FunctionContext,
  node: ClassNode,
  info: FunctionInfo,
  isStatic: boolean,
): number {
  const g = new FunctionContext(outer.unit, info);
  g.resultSlot = g.take();
  const entry = enterScope(g, info.scope);
  const steps: (Step | Exec)[] = entry === undefined ? [] : [entry];
  for (const element of node.body.body) {
    if (element.type === 'StaticBlock' && isStatic) steps.push(g.statement(element));
    if (element.type === 'PropertyDefinition' && element.static === isStatic) {
      steps.push(compileField(g, element));
    }
  }
  const name = isStatic ? '<static_initializer>' : '<instance_members_initializer>';
  return addCode(g, {
    plan: { paramCount: 0, restSlot: -1, argumentsSlot: -1 },
    body: (fp) => {
      for (let i = 0; i < steps.length; i++) steps[i]!(fp);
      return UNDEFINED;
    },
    options: { name, paramCount: 0 },
    node,
  });
}

function compileField(g: FunctionContext, element: ESTree.PropertyDefinition): Step {
  const { vm, words } = g;
  const name = staticKey(element.key, element.computed);
  const constant = name === undefined ? -1 : g.unit.key(name);
  const key: Expr = constant >= 0 ? () => words[constant]! : readReference(g, g.reference(element));
  const run: Expr = element.value ? g.expr(element.value, name) : () => UNDEFINED;
  return (fp) => {
    const word = run(fp);
    defineData(vm, words[fp - 1]!, key(fp), word);
  };
}
