import type { Node } from '../../front/ast.ts';
import { Binding, Storage, UNPLACED } from '../../front/scopes/scope.ts';
import type { Scope, Variable } from '../../front/scopes/scope.ts';
import { At, Kind } from '../../runtime/values/layouts.ts';
import type { Memory } from '../../runtime/machine/machine.ts';
import { UNDEFINED, UNINITIALIZED } from '../../runtime/values/words.ts';
import type { FunctionContext } from '../context.ts';
import type { Expr } from '../types.ts';
import { currentEnvironment, initialize } from './variables.ts';

/** What happens when a scope is entered; undefined if nothing does. */
export type Entry = ((fp: number) => void) | undefined;

/**
 * Gives a scope's variables their places and says what its entry does: make the environment
 * object, mark dead zones, instantiate functions. The scope stays current until `leaveScope`.
 */
export function enterScope(g: FunctionContext, scope: Scope): Entry {
  const steps: ((fp: number) => void)[] = [];
  const { words } = g;
  const outer = scope === g.info.scope ? functionEnvironment(g) : currentEnvironment(g);
  g.scope = scope;
  if (scope.environmentSize > 0) {
    const slot = g.take();
    g.environments.set(scope, slot);
    const make = environmentMaker(g.vm, scope);
    steps.push((fp) => {
      words[fp + slot] = make(outer(fp));
    });
  }
  for (const variable of scope.variables.values()) {
    if (variable.storage !== Storage.Frame) continue;
    if (variable.index === UNPLACED) variable.index = g.take();
    if (variable.checked && variable.binding !== Binding.This) {
      const { index } = variable;
      steps.push((fp) => {
        words[fp + index] = UNINITIALIZED;
      });
    }
  }
  steps.push(...scope.functions.map((node) => instantiate(g, node, scope)));
  return together(steps);
}

export function leaveScope(g: FunctionContext, scope: Scope, mark: number): void {
  g.scope = scope.parent!;
  g.release(mark);
}

/** Runs the steps one after the other. */
export function together(steps: readonly ((fp: number) => void)[]): Entry {
  const [a, b] = steps;
  if (a === undefined) return undefined;
  if (b === undefined) return a;
  if (steps.length === 2) {
    return (fp) => {
      a(fp);
      b(fp);
    };
  }
  return (fp) => {
    for (let i = 0; i < steps.length; i++) steps[i]!(fp);
  };
}

function functionEnvironment(g: FunctionContext): Expr {
  const { words } = g;
  return (fp) => words[(words[fp - 2]! >>> 2) + At.FUNCTION_ENVIRONMENT]!;
}

/** Makes a scope's environment object: the parent, then its captured variables. */
function environmentMaker(vm: Memory, scope: Scope): (parent: number) => number {
  const { heap, words } = vm;
  const size = scope.environmentSize;
  const initial = new Array<number>(size).fill(UNDEFINED);
  for (const variable of scope.variables.values()) {
    if (variable.storage === Storage.Environment && variable.checked) {
      initial[variable.index - 1] = UNINITIALIZED;
    }
  }
  return (parent) => {
    const environment = heap.allocateRaw(Kind.Slots, size + 1);
    const at = (environment >>> 2) + 2;
    heap.write(environment, 0, parent);
    for (let i = 0; i < size; i++) words[at + i] = initial[i]!;
    return environment;
  };
}

/** A fresh copy of a loop scope's environment for the next turn (CreatePerIterationEnvironment). */
export function renewEnvironment(g: FunctionContext, scope: Scope): Entry {
  const slot = g.environments.get(scope);
  if (slot === undefined) return undefined;
  const { words } = g;
  const { heap } = g.vm;
  const size = scope.environmentSize + 1;
  return (fp) => {
    const old = words[fp + slot]!;
    const fresh = heap.allocateRaw(Kind.Slots, size);
    for (let i = 0; i < size; i++) heap.write(fresh, i, words[(old >>> 2) + 1 + i]!);
    words[fp + slot] = fresh;
  };
}

function instantiate(g: FunctionContext, node: Node, scope: Scope): (fp: number) => void {
  if (node.type !== 'FunctionDeclaration') throw new Error(`${node.type} is no declaration`);
  const name = node.id!.name;
  const store = initialize(g, scope.variables.get(name)!);
  const make = g.closure(node, name);
  return (fp) => store(fp, make(fp));
}

/** The Annex B assignment of a block function to its twin at function level. */
export function assignTwin(g: FunctionContext, variable: Variable): Entry {
  if (variable.outer === undefined) return undefined;
  const store = initialize(g, variable.outer);
  const read = readOwn(g, variable);
  return (fp) => store(fp, read(fp));
}

function readOwn(g: FunctionContext, variable: Variable): Expr {
  const { words } = g;
  const { index } = variable;
  if (variable.storage === Storage.Frame) return (fp) => words[fp + index]!;
  if (variable.storage === Storage.Script) return () => words[index]!;
  const slot = g.environments.get(variable.scope)!;
  return (fp) => words[(words[fp + slot]! >>> 2) + 1 + index]!;
}
