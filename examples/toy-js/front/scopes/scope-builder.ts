// What the visitors share: the current scope and function, and where declarations bind.

import { forEachChild, hasUseStrict, startOf } from '../ast.ts';
import type { ESTree, Node } from '../ast.ts';
import type { Use } from './resolve.ts';
import { Binding, FunctionInfo, Scope } from './scope.ts';
import type { Reference, ScopeKind, ScriptNames } from './scope.ts';
import { GuestSyntaxError } from '../syntax-error.ts';

/** The functions that make a class's fields: one for instances, one for the class itself. */
export interface FieldMakers {
  readonly instance: FunctionInfo | undefined;
  readonly statics: FunctionInfo | undefined;
}

/** Levels of nested nodes that a source may have: the passes after the parser are recursive. */
export const NESTING_LIMIT = 1000;

/** What to do with the nodes of some types. Their children are visited with `builder.visit`. */
export type Visitors = {
  readonly [T in Node['type']]?: (builder: ScopeBuilder, node: Extract<Node, { type: T }>) => void;
};

/**
 * Keeps the current scope and function while the tree is walked, and knows where each form of
 * declaration binds its names. The visitors, one file for each family of nodes, do the walking.
 */
export class ScopeBuilder {
  readonly scopes = new Map<Node, Scope>();
  readonly functions = new Map<Node, FunctionInfo>();
  readonly fields = new Map<Node, FieldMakers>();
  readonly references = new Map<Node, Reference>();
  /** `new.target` where a `super(…)` in an arrow function passes it on. */
  readonly newTargets = new Map<Node, Reference>();
  readonly uses: Use[] = [];
  /** Calls that mean "compile this text" unless the program binds the name itself. */
  readonly textCalls: ESTree.Identifier[] = [];
  readonly script: FunctionInfo;
  scope: Scope;
  fn: FunctionInfo;
  strict: boolean;
  level = 0;
  /** Level at which the current function began. */
  base = 0;
  /** Block functions of the current function that may get a twin at function level. */
  private blockFunctions: { name: string; scope: Scope }[] = [];

  constructor(
    readonly program: ESTree.Program,
    readonly source: string,
    readonly file: string,
    names: ScriptNames,
    private readonly visitors: Visitors,
  ) {
    this.strict = hasUseStrict(program.body);
    this.script = new FunctionInfo(undefined, undefined, 'script', false, this.strict, 0);
    this.scope = new Scope('script', undefined, this.script, 0);
    this.script.scope = this.script.body = this.scope;
    this.fn = this.script;
    for (const [name, variable] of names.variables) this.scope.variables.set(name, variable);
  }

  /** Visits a node: by its visitor, or else its children. */
  readonly visit = (node: Node): void => {
    this.deeper(node);
    const visitor = this.visitors[node.type] as
      ((builder: ScopeBuilder, node: Node) => void) | undefined;
    if (visitor === undefined) forEachChild(node, this.visit);
    else visitor(this, node);
    this.level--;
  };

  /** One level of nesting more; the caller takes it back. */
  deeper(node: Node): void {
    if (++this.level > NESTING_LIMIT) this.fail(node, 'nesting too deep');
    this.fn.nesting = Math.max(this.fn.nesting, this.level - this.base);
  }

  fail(node: Node, message: string): never {
    const { line, column } = node.loc!.start;
    throw new GuestSyntaxError(message, this.file, line, column + 1, this.source);
  }

  use(node: Node, name: string, initializes = false, into = this.references): void {
    this.uses.push({
      into,
      node,
      name,
      scope: this.scope,
      position: startOf(node),
      initializes,
    });
  }

  useThis(node: Node): void {
    const owner = this.fn.thisOwner;
    owner.usesThis = true;
    if (owner.isDerived) this.use(node, 'this');
  }

  inScope(node: Node, kind: ScopeKind, work: () => void): void {
    const outer = this.scope;
    this.scope = new Scope(kind, outer, this.fn, startOf(node));
    this.scopes.set(node, this.scope);
    work();
    this.scope = outer;
  }

  declareVar(node: ESTree.Identifier): void {
    const { body } = this.fn;
    const present = body.variables.get(node.name);
    if (body.kind === 'script' && present?.isLexical) this.clash(node);
    if (node.name === 'arguments' && !this.fn.isArrow && body.kind !== 'script') {
      // Such a var begins with the arguments object, unless a parameter has the name.
      this.fn.scope.declare(node.name, Binding.Arguments);
    }
    body.declare(node.name, Binding.Var);
  }

  declareLexical(node: ESTree.Identifier, binding: Binding, initializedAt: number): void {
    // meriyah reports clashes within one text; a clash with an earlier script is left to us.
    if (this.scope.kind === 'script' && this.scope.variables.has(node.name)) this.clash(node);
    this.scope.declare(node.name, binding, initializedAt);
  }

  private clash(node: ESTree.Identifier): never {
    return this.fail(node, `Identifier '${node.name}' has already been declared`);
  }

  declareFunction(node: ESTree.FunctionDeclaration): void {
    const { name } = node.id!;
    const atTop = this.scope === this.fn.body;
    if (this.scope.kind === 'script' && this.scope.variables.get(name)?.isLexical) {
      this.clash(node.id!);
    }
    this.scope.declare(name, atTop ? Binding.Function : Binding.BlockFunction);
    this.scope.functions.push(node);
    this.use(node, name, true);
    if (!atTop && !this.strict) this.blockFunctions.push({ name, scope: this.scope });
  }

  inFunction(fn: FunctionInfo, work: () => void): void {
    const { fn: outerFn, scope, strict, base, blockFunctions } = this;
    this.fn = fn;
    this.scope = fn.scope;
    this.strict = fn.isStrict;
    this.base = this.level;
    this.blockFunctions = [];
    work();
    this.leaveFunction();
    this.fn = outerFn;
    this.scope = scope;
    this.strict = strict;
    this.base = base;
    this.blockFunctions = blockFunctions;
  }

  /** What can only be bound once all declarations of the function are known. */
  leaveFunction(): void {
    const { fn } = this;
    for (const { name, scope } of this.blockFunctions) this.hoistBlockFunction(name, scope);
    const { node } = fn;
    if (node?.type === 'FunctionExpression' && node.id && fn.role === 'function') {
      fn.scope.declare(node.id.name, Binding.Callee);
    }
  }

  /** Annex B.3.3: sloppy block functions are also vars, where no let or parameter is in the way. */
  private hoistBlockFunction(name: string, block: Scope): void {
    const { body, scope: params } = this.fn;
    for (let scope = block.parent!; scope !== body; scope = scope.parent!) {
      if (scope.variables.get(name)?.isLexical) return;
    }
    if (body.variables.get(name)?.isLexical) return;
    if (params.variables.get(name)?.binding === Binding.Param) return;
    const twin = body.declare(name, Binding.Var);
    const inner = block.variables.get(name)!;
    if (inner.binding === Binding.BlockFunction) inner.outer = twin;
  }
}
