import { Binding, Storage } from '../../front/scopes/scope.ts';
import type { Reference, Scope, Variable } from '../../front/scopes/scope.ts';
import { At } from '../../runtime/values/layouts.ts';
import type { Machine } from '../../runtime/machine/machine.ts';
import { UNINITIALIZED } from '../../runtime/values/words.ts';
import type { Word } from '../../runtime/values/words.ts';
import type { FunctionContext } from '../context.ts';
import { readGlobal, storeGlobal } from './globals.ts';
import type { Expr, Store } from '../types.ts';

/** Where a variable is, seen from the function being compiled. */
type Place =
  | { readonly kind: 'frame'; readonly index: number }
  | { readonly kind: 'script'; readonly index: number }
  /** In the environment object that a slot of this frame holds. */
  | { readonly kind: 'near'; readonly slot: number; readonly index: number }
  /** In an environment of a function around: so many parents up from the callee's own. */
  | { readonly kind: 'far'; readonly hops: number; readonly index: number };

function placeOf(g: FunctionContext, variable: Variable): Place {
  const { index } = variable;
  if (variable.storage === Storage.Script) return { kind: 'script', index };
  if (variable.storage === Storage.Frame) return { kind: 'frame', index };
  const slot = g.environments.get(variable.scope);
  if (slot !== undefined) return { kind: 'near', slot, index };
  let hops = 0;
  for (let scope = g.info.scope.parent; scope !== variable.scope; scope = scope?.parent) {
    if (scope === undefined) throw new Error(`${variable.name} is not in scope`);
    if (scope.environmentSize > 0) hops++;
  }
  return { kind: 'far', hops, index };
}

/** Environment in which closures made here are created: the innermost there is. */
export function currentEnvironment(g: FunctionContext): Expr {
  const { words } = g;
  let scope: Scope | undefined = g.scope;
  for (; scope && scope.owner === g.info; scope = scope.parent) {
    const slot = g.environments.get(scope);
    if (slot !== undefined) return (fp) => words[fp + slot]!;
  }
  return (fp) => words[(words[fp - 2]! >>> 2) + At.FUNCTION_ENVIRONMENT]!;
}

function environmentAt(g: FunctionContext, hops: number): Expr {
  const { words } = g;
  if (hops === 0) return (fp) => words[(words[fp - 2]! >>> 2) + At.FUNCTION_ENVIRONMENT]!;
  if (hops === 1) {
    return (fp) => words[(words[(words[fp - 2]! >>> 2) + At.FUNCTION_ENVIRONMENT]! >>> 2) + 1]!;
  }
  return (fp) => {
    let env = words[(words[fp - 2]! >>> 2) + At.FUNCTION_ENVIRONMENT]!;
    for (let i = hops; i > 0; i--) env = words[(env >>> 2) + 1]!;
    return env;
  };
}

/** Frame slot of a use that needs no check, or undefined: what most of the special cases want. */
export function plainSlot(reference: Reference): number | undefined {
  const { variable } = reference;
  if (variable === undefined || reference.check || variable.storage !== Storage.Frame) {
    return undefined;
  }
  return variable.index;
}

function readUnchecked(g: FunctionContext, variable: Variable): Expr {
  const { words } = g;
  const place = placeOf(g, variable);
  const { index } = place;
  switch (place.kind) {
    case 'frame':
      return (fp) => words[fp + index]!;
    case 'script':
      return () => words[index]!;
    case 'near': {
      const { slot } = place;
      return (fp) => words[(words[fp + slot]! >>> 2) + 1 + index]!;
    }
    case 'far': {
      const { hops } = place;
      const offset = 1 + index;
      if (hops === 0) {
        return (fp) =>
          words[(words[(words[fp - 2]! >>> 2) + At.FUNCTION_ENVIRONMENT]! >>> 2) + offset]!;
      }
      const environment = environmentAt(g, hops);
      return (fp) => words[(environment(fp) >>> 2) + offset]!;
    }
  }
}

/** Throws the error of a use in the dead zone. */
export function throwUninitialized(vm: Machine, variable: Variable): never {
  if (variable.binding === Binding.This) {
    return vm.throwing.error(
      'ReferenceError',
      "Must call super constructor in derived class before accessing 'this' or returning from derived constructor",
    );
  }
  return vm.throwing.error(
    'ReferenceError',
    `Cannot access '${variable.name}' before initialization`,
  );
}

function checked(vm: Machine, variable: Variable, read: Expr): Expr {
  return (fp) => {
    const word = read(fp);
    if (word === UNINITIALIZED) throwUninitialized(vm, variable);
    return word;
  };
}

/** The value of a name. */
export function readReference(g: FunctionContext, reference: Reference, quiet = false): Expr {
  const { variable } = reference;
  if (variable === undefined) return readGlobal(g.unit, reference.name, quiet);
  const read = readUnchecked(g, variable);
  return reference.check ? checked(g.vm, variable, read) : read;
}

/** Puts a word into a variable, whatever was there. */
export function initialize(g: FunctionContext, variable: Variable): Store {
  const { words } = g;
  const { heap } = g.vm;
  const place = placeOf(g, variable);
  const { index } = place;
  switch (place.kind) {
    case 'frame':
      return (fp, word) => {
        words[fp + index] = word;
      };
    case 'script':
      return (_fp, word) => {
        words[index] = word;
      };
    case 'near': {
      const { slot } = place;
      return (fp, word) => heap.write(words[fp + slot]!, index, word);
    }
    case 'far': {
      const environment = environmentAt(g, place.hops);
      return (fp, word) => heap.write(environment(fp), index, word);
    }
  }
}

/** What `name = …` does with its word; `declares` for the declaration's own initialisation. */
export function storeReference(g: FunctionContext, reference: Reference, declares = false): Store {
  const { vm } = g;
  const { variable } = reference;
  if (variable === undefined) return storeGlobal(g.unit, reference.name, g.isStrict);
  if (declares) return initialize(g, variable);
  const read = readUnchecked(g, variable);
  const { check } = reference;
  if (variable.isConstant) {
    if (variable.binding === Binding.Callee && !g.isStrict) return () => undefined;
    return (fp) => {
      if (check && read(fp) === UNINITIALIZED) throwUninitialized(vm, variable);
      vm.throwing.error('TypeError', 'Assignment to constant variable.');
    };
  }
  const store = initialize(g, variable);
  if (!check) return store;
  return (fp, word) => {
    if (read(fp) === UNINITIALIZED) throwUninitialized(vm, variable);
    store(fp, word);
  };
}

/** `name = value` as an expression that gives the value. */
export function assignReference(
  g: FunctionContext,
  reference: Reference,
  value: Expr,
  declares = false,
): Expr {
  const { words } = g;
  const { variable } = reference;
  const direct = variable !== undefined && (declares || (!reference.check && !variable.isConstant));
  if (direct && variable.storage === Storage.Frame) {
    const { index } = variable;
    return (fp) => (words[fp + index] = value(fp));
  }
  if (direct && variable.storage === Storage.Script) {
    const { index } = variable;
    return (fp) => (words[index] = value(fp));
  }
  const store = storeReference(g, reference, declares);
  if (variable !== undefined) {
    return (fp) => {
      const word: Word = value(fp);
      store(fp, word);
      return word;
    };
  }
  const t = g.take();
  g.release(t);
  return (fp) => {
    words[fp + t] = value(fp);
    store(fp, words[fp + t]!);
    return words[fp + t]!;
  };
}
