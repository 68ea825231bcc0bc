import { endOf, startOf } from '../../front/ast.ts';
import type { FunctionNode, Node } from '../../front/ast.ts';
import { Binding, Storage, UNPLACED } from '../../front/scopes/scope.ts';
import type { FunctionInfo, Variable } from '../../front/scopes/scope.ts';
import { toObject } from '../../runtime/operations/convert.ts';
import { Code } from '../../runtime/machine/code.ts';
import type { CodeOptions } from '../../runtime/machine/code.ts';
import { newFunction } from '../../runtime/calls/functions.ts';
import { Intrinsic } from '../../runtime/values/intrinsics.ts';
import { At, isObject } from '../../runtime/values/layouts.ts';
import { isNullish, UNDEFINED } from '../../runtime/values/words.ts';
import { makeRun } from './activation.ts';
import { compileBody } from '../statements/body.ts';
import { FunctionContext, nameOfTarget } from '../context.ts';
import { enterScope, together } from '../variables/scopes.ts';
import { thisValue } from './this.ts';
import type { Expr } from '../types.ts';
import { currentEnvironment, initialize } from '../variables/variables.ts';

type Step = (fp: number) => void;

/** Host stack of one activation: its own frame, then about one unit a level of nesting. */
const BASE_COST = 4;

/** What the parts of a class ask of their functions. */
export interface FunctionTraits {
  readonly isClassConstructor?: boolean;
  /** A method, getter, setter or arrow function: it cannot be constructed. */
  readonly isMethod?: boolean;
  readonly name: string;
  /** First and last node of what `toString` shows. */
  readonly node: Node;
  /** Runs before everything else, once the frame is there. */
  readonly prologue?: (g: FunctionContext) => Step;
  /** Wraps the compiled body. */
  readonly around?: (g: FunctionContext, body: Expr) => Expr;
}

/** A function expression or declaration: a closure is made each time it is evaluated. */
export function compileClosure(
  g: FunctionContext,
  node: FunctionNode,
  name: string,
  home?: number,
  shown: Node = node,
): Expr {
  const { vm, words } = g;
  const isArrow = node.type === 'ArrowFunctionExpression';
  const isMethod = isArrow || home !== undefined;
  const index = compileFunction(g, node, { name, node: shown, isMethod });
  const environment = currentEnvironment(g);
  if (isArrow) return arrow(g, index, environment);
  if (home === undefined) {
    return (fp) => newFunction(vm, index, environment(fp), UNDEFINED, UNDEFINED);
  }
  return (fp) => newFunction(vm, index, environment(fp), words[fp + home]!, UNDEFINED);
}

/** An arrow function takes `this` and the home object along. */
function arrow(g: FunctionContext, index: number, environment: Expr): Expr {
  const { vm, words } = g;
  // In a derived constructor `this` is a variable that the arrow function finds by itself.
  const self: Expr = g.info.thisOwner.isDerived
    ? () => UNDEFINED
    : thisValue(g, { type: 'ThisExpression' });
  return (fp) => {
    const home = words[(words[fp - 2]! >>> 2) + At.FUNCTION_HOME]!;
    return newFunction(vm, index, environment(fp), home, self(fp));
  };
}

/** Compiles a function of the source; returns the index of its Code. */
export function compileFunction(
  outer: FunctionContext,
  node: FunctionNode,
  traits: FunctionTraits,
): number {
  const { unit } = outer;
  const info = unit.analysis.functions.get(node)!;
  const g = new FunctionContext(unit, info);
  const rest = node.params.at(-1)?.type === 'RestElement';
  const paramCount = node.params.length - (rest ? 1 : 0);
  g.take(paramCount);
  g.resultSlot = g.take();
  const restSlot = rest ? g.take() : -1;
  const argumentsSlot =
    info.scope.variables.get('arguments')?.binding === Binding.Arguments ? g.take() : -1;

  const steps: Step[] = [];
  placeParameters(g, node);
  if (!info.isArrow && !info.isStrict && info.usesThis) steps.push(coerceThis(g));
  const entry = enterScope(g, info.scope);
  if (entry) steps.push(entry);
  steps.push(...captureImplicit(g, info, argumentsSlot));
  if (traits.prologue) steps.push(traits.prologue(g));
  steps.push(...bindParameters(g, node, restSlot));
  if (info.hasOwnBody) steps.push(...enterBody(g, info));
  let run = compileBody(g, node.body!);
  if (traits.around) run = traits.around(g, run);

  return addCode(g, {
    plan: { paramCount, restSlot, argumentsSlot },
    body: withSteps(steps, run),
    options: {
      name: traits.name,
      paramCount: lengthOf(node),
      isConstructor: !(traits.isMethod ?? false),
      isArrow: info.isArrow,
      isClassConstructor: traits.isClassConstructor ?? false,
      isDerived: info.isDerived,
    },
    node: traits.node,
  });
}

interface CodeParts {
  readonly plan: { paramCount: number; restSlot: number; argumentsSlot: number };
  readonly body: Expr;
  readonly options: Pick<CodeOptions, 'name' | 'paramCount'> & Partial<CodeOptions>;
  readonly node: Node;
}

/** Registers the Code of a function whose body is compiled. */
export function addCode(g: FunctionContext, { plan, body, options, node }: CodeParts): number {
  const { vm, info } = g;
  const { analysis } = g.unit;
  const hostCost = BASE_COST + info.nesting;
  const frameSize = g.size;
  const { line, column } = node.loc!.start;
  return vm.tables.addCode(
    new Code({
      ...options,
      frameSize,
      hostCost,
      run: makeRun(vm, { ...plan, frameSize, hostCost }, body),
      file: analysis.file,
      line,
      column: column + 1,
      source: analysis.source.slice(startOf(node), endOf(node)),
      isStrict: info.isStrict,
    }),
  );
}

function withSteps(steps: readonly Step[], run: Expr): Expr {
  const before = together(steps);
  if (before === undefined) return run;
  return (fp) => {
    before(fp);
    return run(fp);
  };
}

/** `length`: the parameters before the first with a default or the rest. */
function lengthOf(node: FunctionNode): number {
  const end = node.params.findIndex(
    (param) => param.type === 'AssignmentPattern' || param.type === 'RestElement',
  );
  return end < 0 ? node.params.length : end;
}

/** A plain parameter stays where its argument is; of two with one name the last wins. */
function placeParameters(g: FunctionContext, node: FunctionNode): void {
  const { variables } = g.info.scope;
  node.params.forEach((param, i) => {
    const target = param.type === 'AssignmentPattern' ? param.left : param;
    const variable = target.type === 'Identifier' ? variables.get(target.name) : undefined;
    if (variable?.storage === Storage.Frame && !variable.checked) variable.index = i;
  });
  for (const variable of variables.values()) {
    if (variable.storage !== Storage.Frame || variable.index !== UNPLACED) continue;
    const fixed = fixedPlace(variable);
    if (fixed !== undefined) variable.index = fixed;
  }
}

/** Where the header of the frame holds a variable's word anyway. */
function fixedPlace(variable: Variable): number | undefined {
  switch (variable.binding) {
    case Binding.This:
      return -1;
    case Binding.Callee:
      return -2;
    case Binding.NewTarget:
      return -5;
    default:
      return undefined;
  }
}

/** Copies what closures see of the frame's header, and `arguments`, to where they look for it. */
function captureImplicit(g: FunctionContext, info: FunctionInfo, argumentsSlot: number): Step[] {
  const { words } = g;
  const steps: Step[] = [];
  for (const variable of info.scope.variables.values()) {
    if (variable.binding === Binding.Arguments) {
      const store = initialize(g, variable);
      steps.push((fp) => store(fp, words[fp + argumentsSlot]!));
    }
    const fixed = fixedPlace(variable);
    if (fixed === undefined || variable.storage !== Storage.Environment || fixed === -1) continue;
    const store = initialize(g, variable);
    steps.push((fp) => store(fp, words[fp + fixed]!));
  }
  return steps;
}

function coerceThis(g: FunctionContext): Step {
  const { vm, words } = g;
  return (fp) => {
    const self = words[fp - 1]!;
    if (isObject(words, self)) return;
    words[fp - 1] = isNullish(self) ? vm.intrinsic(Intrinsic.Global) : toObject(vm, self);
  };
}

function bindParameters(g: FunctionContext, node: FunctionNode, restSlot: number): Step[] {
  const { words } = g;
  const { variables } = g.info.scope;
  const steps: Step[] = [];
  node.params.forEach((param, i) => {
    const target = param.type === 'AssignmentPattern' ? param.left : param;
    const variable = target.type === 'Identifier' ? variables.get(target.name)! : undefined;
    const isLast = !node.params.slice(i + 1).some((other) => sameName(other, target));
    if (!isLast) return;
    const inPlace = variable?.storage === Storage.Frame && variable.index === i;
    if (inPlace) {
      if (param.type !== 'AssignmentPattern') return;
      const run = g.expr(param.right!, nameOfTarget(target));
      steps.push((fp) => {
        if (words[fp + i] === UNDEFINED) words[fp + i] = run(fp);
      });
      return;
    }
    if (param.type === 'RestElement') {
      const store = g.pattern(param.argument, true);
      steps.push((fp) => store(fp, words[fp + restSlot]!));
      return;
    }
    const store = g.pattern(param, true);
    steps.push((fp) => store(fp, words[fp + i]!));
  });
  return steps;
}

/** Only sloppy functions with plain parameters may have two of one name. */
function sameName(param: Node, other: Node): boolean {
  return param.type === 'Identifier' && other.type === 'Identifier' && param.name === other.name;
}

/** The body's own scope: a var that is also a parameter starts with the parameter's value. */
function enterBody(g: FunctionContext, info: FunctionInfo): Step[] {
  const { words } = g;
  const copies: { from: Expr; to: Variable }[] = [];
  for (const variable of info.body.variables.values()) {
    const param = info.scope.variables.get(variable.name);
    const shared = param !== undefined && variable.binding === Binding.Var;
    if (!shared) continue;
    copies.push({ from: readParameter(g, param), to: variable });
  }
  const t = g.take(copies.length);
  const entry = enterScope(g, info.body);
  const steps: Step[] = copies.map(({ from }, i) => (fp) => {
    words[fp + t + i] = from(fp);
  });
  if (entry) steps.push(entry);
  copies.forEach(({ to }, i) => {
    const store = initialize(g, to);
    steps.push((fp) => store(fp, words[fp + t + i]!));
  });
  return steps;
}

function readParameter(g: FunctionContext, variable: Variable): Expr {
  const { words } = g;
  const { index } = variable;
  if (variable.storage === Storage.Frame) return (fp) => words[fp + index]!;
  const slot = g.environments.get(variable.scope)!;
  return (fp) => words[(words[fp + slot]! >>> 2) + 1 + index]!;
}
