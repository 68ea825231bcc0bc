import type { Analysis } from '../front/analyze.ts';
import type { ClassNode, ESTree, Expression, FunctionNode, Node } from '../front/ast.ts';
import type { FunctionInfo, Reference, Scope, ScriptNames } from '../front/scopes/scope.ts';
import { GuestSyntaxError } from '../front/syntax-error.ts';
import { internHost } from '../runtime/strings/intern.ts';
import { stringWord } from '../runtime/strings/host.ts';
import type { Machine } from '../runtime/machine/machine.ts';
import type { ShadowStack } from '../runtime/machine/shadow-stack.ts';
import { FRAME_HEADER } from '../runtime/machine/limits.ts';
import type { Exec, Expr, Num, Store, Test } from './types.ts';

/**
 * One compile function per form; `compiler.ts` ties the knot, so that no two files need each other.
 */
export interface Dispatch {
  expr(g: FunctionContext, node: Expression, name?: string): Expr;
  /** For its effects: what it returns is of no interest. */
  effect(g: FunctionContext, node: Expression): Expr;
  test(g: FunctionContext, node: Expression): Test;
  num(g: FunctionContext, node: Expression): Num;
  statement(g: FunctionContext, node: Node, label?: number): Exec;
  /**
   * A pattern or assignment target; `declares` when its names are being initialised, `text` is
   * how errors call what it takes apart.
   */
  pattern(g: FunctionContext, node: Node, declares: boolean, text?: string): Store;
  /** `home`: the slot of a method's object; `shown`: the node that `toString` shows. */
  closure(g: FunctionContext, node: FunctionNode, name: string, home?: number, shown?: Node): Expr;
  classValue(g: FunctionContext, node: ClassNode, name: string): Expr;
}

/** What all functions of one program share while it is compiled. */
export class Unit {
  private readonly constants = new Map<string, number>();

  constructor(
    readonly vm: Machine,
    readonly analysis: Analysis,
    readonly names: ScriptNames,
    readonly dispatch: Dispatch,
  ) {}

  reference(node: Node): Reference {
    const reference = this.analysis.references.get(node);
    if (reference === undefined) throw new Error(`${node.type} was not resolved`);
    return reference;
  }

  /** Rooted word of a property key or interned string of the source text. */
  key(text: string): number {
    return this.remembered(`k${text}`, () => internHost(this.vm, text));
  }

  /** Rooted word of a string of the source text. */
  string(text: string): number {
    // The key of a text of digits is an integer, not a string.
    if (text.length < 64 && !/^\d/.test(text)) return this.key(text);
    return this.remembered(`s${text}`, () => stringWord(this.vm, text));
  }

  private remembered(id: string, make: () => number): number {
    let index = this.constants.get(id);
    if (index === undefined) {
      index = this.vm.tables.constant(make());
      this.constants.set(id, index);
    }
    return index;
  }

  /** Call site id as it goes to fp-3: an int word. */
  site(node: Node): number {
    const { line, column } = node.loc!.start;
    return this.vm.tables.addSite(this.analysis.file, line, column + 1) << 1;
  }

  /** What an early error that only the compiler notices throws. */
  syntaxError(node: Node, message: string): GuestSyntaxError {
    const { file, source } = this.analysis;
    const { line, column } = node.loc!.start;
    return new GuestSyntaxError(message, file, line, column + 1, source);
  }
}

/**
 * One function while it is compiled. Frame slots are handed out as a stack: a block's
 * variables and an expression's temporaries go when it ends.
 */
export class FunctionContext {
  readonly vm: Machine;
  readonly words: Int32Array;
  readonly stack: ShadowStack;
  scope: Scope;
  /** Next free frame slot. */
  top = 0;
  /** Frame slots needed so far. */
  size = 0;
  /** Frame slots that hold the environment objects of scopes being compiled. */
  readonly environments = new Map<Scope, number>();
  /** Where a `return` in the middle of things leaves its word. */
  resultSlot = 0;
  /** Names of the labels around the statement being compiled, with their numbers. */
  readonly labels: { name: string; id: number }[] = [];
  labelCount = 0;

  constructor(
    readonly unit: Unit,
    readonly info: FunctionInfo,
  ) {
    this.vm = unit.vm;
    this.words = unit.vm.words;
    this.stack = unit.vm.stack;
    this.scope = info.scope;
  }

  get isStrict(): boolean {
    return this.info.isStrict;
  }

  /** Frame offset of `count` slots, free until `release`. */
  take(count = 1): number {
    const at = this.top;
    this.top += count;
    if (this.top > this.size) this.size = this.top;
    return at;
  }

  release(at: number): void {
    this.top = at;
  }

  /** Frame offset of a callee's fp with room for its header below; `release(at - 5)` ends it. */
  takeCall(): number {
    return this.take(FRAME_HEADER) + FRAME_HEADER;
  }

  expr(node: Expression, name?: string): Expr {
    return this.unit.dispatch.expr(this, node, name);
  }

  effect(node: Expression): Expr {
    return this.unit.dispatch.effect(this, node);
  }

  test(node: Expression): Test {
    return this.unit.dispatch.test(this, node);
  }

  num(node: Expression): Num {
    return this.unit.dispatch.num(this, node);
  }

  statement(node: Node, label?: number): Exec {
    return this.unit.dispatch.statement(this, node, label);
  }

  pattern(node: Node, declares: boolean, text?: string): Store {
    return this.unit.dispatch.pattern(this, node, declares, text);
  }

  closure(node: FunctionNode, name: string, home?: number, shown?: Node): Expr {
    return this.unit.dispatch.closure(this, node, name, home, shown);
  }

  classValue(node: ClassNode, name: string): Expr {
    return this.unit.dispatch.classValue(this, node, name);
  }

  reference(node: Node): Reference {
    return this.unit.reference(node);
  }
}

/** The name that an anonymous function takes from what it is assigned to. */
export function nameOfTarget(node: Node): string | undefined {
  return node.type === 'Identifier' ? node.name : undefined;
}

/** The text of a property name that is known when the program is read. */
export function staticKey(
  key: ESTree.Expression | ESTree.PrivateIdentifier,
  computed: boolean,
): string | undefined {
  if (!computed && key.type === 'Identifier') return key.name;
  if (key.type !== 'Literal' || key.value === null || typeof key.value === 'object') {
    return undefined;
  }
  if (computed && typeof key.value !== 'string') return undefined;
  return String(key.value);
}
