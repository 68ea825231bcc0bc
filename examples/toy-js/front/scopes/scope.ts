import type { ClassNode, FunctionNode } from '../ast.ts';

/** How a name came to be bound. */
export const enum Binding {
  Var,
  Param,
  /** A function declaration at the top of a function or script. */
  Function,
  /** A function declaration in a block. */
  BlockFunction,
  Let,
  Const,
  Class,
  /** The name of a function expression inside itself, or `(callee)` for `super()` in arrows. */
  Callee,
  Arguments,
  NewTarget,
  /** `this` of a derived constructor, which `super()` binds. */
  This,
  /** A computed field name, kept from the class definition until the fields are made. */
  FieldKey,
}

/** Where a variable's word is found at run time. */
export const enum Storage {
  /** A word of the activation's frame. */
  Frame,
  /** A slot of the environment object of its scope, because a closure uses it. */
  Environment,
  /** An absolute word in a rooted range: the variables of a script. */
  Script,
}

/** The index of a variable that the compiler has not given a place yet. */
export const UNPLACED = -1000;

/** One binding of one scope. */
export class Variable {
  storage = Storage.Frame;
  /** Frame offset, environment slot (from 1) or absolute word index, by `storage`. */
  index = UNPLACED;
  /** Some use may come before the initialisation: the word is UNINITIALIZED until then. */
  checked = false;
  /** The block function's twin at function level that its declaration assigns (Annex B.3.3). */
  outer: Variable | undefined;

  constructor(
    readonly name: string,
    readonly binding: Binding,
    readonly scope: Scope,
    /** Straight-line code from this source offset on finds it initialised; −1 for always. */
    public initializedAt: number,
  ) {}

  get isLexical(): boolean {
    return this.initializedAt >= 0;
  }

  /** Assigning to it is an error (silent for a function's own name in sloppy code). */
  get isConstant(): boolean {
    return this.binding === Binding.Const || this.binding === Binding.Callee;
  }
}

export type ScopeKind = 'script' | 'function' | 'body' | 'block' | 'loop' | 'switch' | 'class';

/** A region of the text with bindings of its own. */
export class Scope {
  readonly variables = new Map<string, Variable>();
  /**
   * Function declarations to be instantiated on entry, in source order; the last of a name wins.
   */
  readonly functions: FunctionNode[] = [];
  /** Slots of its environment object apart from the parent's; 0 = it needs none. */
  environmentSize = 0;

  constructor(
    readonly kind: ScopeKind,
    readonly parent: Scope | undefined,
    readonly owner: FunctionInfo,
    /** Source offset where it begins: when its hoisted functions come to be. */
    readonly start: number,
  ) {}

  /** Binds a name, unless this scope has it already. */
  declare(name: string, binding: Binding, initializedAt = -1): Variable {
    let variable = this.variables.get(name);
    if (variable === undefined) {
      variable = new Variable(name, binding, this, initializedAt);
      this.variables.set(name, variable);
    }
    return variable;
  }

  /** Moves a variable into this scope's environment object. */
  capture(variable: Variable): void {
    if (variable.storage !== Storage.Frame) return;
    variable.storage = Storage.Environment;
    variable.index = ++this.environmentSize;
  }
}

export type FunctionRole = 'script' | 'function' | 'method' | 'constructor' | 'fields';

/** What the analysis knows about one function of the source (or the script as a whole). */
export class FunctionInfo {
  /** Parameters and, unless `body` differs, everything declared at function level. */
  scope!: Scope;
  /** Function-level declarations; its own scope when the parameters have expressions. */
  body!: Scope;
  /** `this` is used, in it or in an arrow function inside. */
  usesThis = false;
  isDerived = false;
  /** Levels of nested nodes: what its activation may need of the host's stack. */
  nesting = 0;

  constructor(
    readonly node: FunctionNode | ClassNode | undefined,
    readonly parent: FunctionInfo | undefined,
    readonly role: FunctionRole,
    readonly isArrow: boolean,
    readonly isStrict: boolean,
    /** No closure of this function exists before execution passes this offset. */
    readonly createdAt: number,
  ) {}

  /** The function whose `this`, `arguments` and `new.target` are seen here. */
  get thisOwner(): FunctionInfo {
    return this.isArrow && this.parent ? this.parent.thisOwner : this;
  }

  get hasOwnBody(): boolean {
    return this.scope !== this.body;
  }
}

/** One use of a name. */
export interface Reference {
  readonly name: string;
  /** Undefined: a property of the global object, or nothing. */
  readonly variable: Variable | undefined;
  /** It may come before the initialisation. */
  readonly check: boolean;
}

/** Names that scripts have declared: later scripts of the same interpreter see them. */
export class ScriptNames {
  readonly variables = new Map<string, Variable>();
}
