import { boundNames, endOf, forEachChild, hasUseStrict, isFunctionNode, startOf } from './ast.ts';
import type { ClassNode, ESTree, FunctionNode, Node } from './ast.ts';
import { findUnsupported } from './features.ts';
import { resolveUse } from './resolve.ts';
import { ScopeBuilder } from './scope-builder.ts';
import type { FieldMakers } from './scope-builder.ts';
import { Binding, FunctionInfo, Scope, Storage } from './scope.ts';
import type { FunctionRole, Reference, ScriptNames } from './scope.ts';
import { withinStack } from './within-stack.ts';

/** Levels of nested nodes that a source may have: the passes after the parser are recursive. */
export const NESTING_LIMIT = 1000;

/** What the front end hands to the compiler. */
export interface Analysis {
  readonly program: ESTree.Program;
  readonly source: string;
  readonly file: string;
  readonly script: FunctionInfo;
  readonly scopes: ReadonlyMap<Node, Scope>;
  readonly functions: ReadonlyMap<Node, FunctionInfo>;
  readonly fields: ReadonlyMap<Node, FieldMakers>;
  readonly references: ReadonlyMap<Node, Reference>;
  readonly newTargets: ReadonlyMap<Node, Reference>;
}

/**
 * Resolves every name of a script; `names` is read, not changed. Throws a GuestSyntaxError for
 * constructs that the interpreter does not support, for clashing declarations and for nesting
 * beyond the limit or beyond the engine's stack.
 */
export function analyze(
  program: ESTree.Program,
  source: string,
  file: string,
  names: ScriptNames,
): Analysis {
  return withinStack(source, file, () => new Analyzer(program, source, file, names).run());
}

class Analyzer extends ScopeBuilder {
  /** Calls that mean "compile this text" unless the program binds the name itself. */
  private readonly textCalls: ESTree.Identifier[] = [];

  run(): Analysis {
    const unsupported = findUnsupported(this.program);
    if (unsupported) this.fail(unsupported.node, `${unsupported.feature} not supported`);
    this.scopes.set(this.program, this.scope);
    for (const statement of this.program.body) this.visit(statement);
    this.leaveFunction();
    for (const variable of this.scope.variables.values()) {
      if (variable.storage === Storage.Frame) variable.storage = Storage.Script;
    }
    for (const use of this.uses) use.into.set(use.node, resolveUse(use));
    for (const node of this.textCalls) {
      if (this.references.get(node)!.variable) continue;
      this.fail(node, `${node.name === 'eval' ? 'eval' : 'new Function'} is not supported`);
    }
    const { program, source, file, script, scopes, functions, fields, references, newTargets } =
      this;
    return { program, source, file, script, scopes, functions, fields, references, newTargets };
  }

  private readonly visit = (node: Node): void => {
    this.deeper(node);
    this.visitKind(node);
    this.level--;
  };

  private visitKind(node: Node): void {
    switch (node.type) {
      case 'Identifier':
        this.use(node, node.name);
        break;
      case 'ThisExpression':
        this.useThis(node);
        break;
      case 'MetaProperty':
        if (this.fn.isArrow) this.use(node, 'new.target');
        break;
      case 'Super':
        this.useThis(node);
        break;
      case 'CallExpression':
      case 'NewExpression':
        this.visitCall(node);
        break;
      case 'MemberExpression':
        this.visit(node.object);
        if (node.computed) this.visit(node.property);
        break;
      case 'Property':
        if (node.computed) this.visit(node.key);
        this.visit(node.value);
        break;
      case 'VariableDeclaration':
        this.visitDeclaration(node);
        break;
      case 'FunctionDeclaration':
        this.declareFunction(node);
        this.visitFunction(node, 'function', this.scope.start);
        break;
      case 'FunctionExpression':
      case 'ArrowFunctionExpression':
        this.visitFunction(node, 'function', startOf(node));
        break;
      case 'ClassDeclaration':
        this.declareLexical(node.id!, Binding.Class, endOf(node));
        this.use(node, node.id!.name, true);
        this.visitClass(node);
        break;
      case 'ClassExpression':
        this.visitClass(node);
        break;
      case 'BlockStatement':
      case 'StaticBlock':
        this.inScope(node, 'block', () => node.body.forEach(this.visit));
        break;
      case 'IfStatement':
        this.visit(node.test);
        this.visitBranch(node.consequent);
        if (node.alternate) this.visitBranch(node.alternate);
        break;
      case 'ForStatement':
      case 'ForInStatement':
      case 'ForOfStatement':
        this.visitFor(node);
        break;
      case 'SwitchStatement':
        this.visit(node.discriminant);
        this.inScope(node, 'switch', () => {
          for (const clause of node.cases) {
            if (clause.test) this.visit(clause.test);
            clause.consequent.forEach(this.visit);
          }
        });
        break;
      case 'TryStatement':
        this.visit(node.block);
        if (node.handler) this.visitCatch(node.handler);
        if (node.finalizer) this.visit(node.finalizer);
        break;
      case 'BreakStatement':
      case 'ContinueStatement':
      case 'EmptyStatement':
      case 'DebuggerStatement':
      case 'Literal':
        break;
      case 'LabeledStatement':
        this.visitBranch(node.body);
        break;
      default:
        forEachChild(node, this.visit);
    }
  }

  private visitCall(node: ESTree.CallExpression | ESTree.NewExpression): void {
    const { callee } = node;
    if (callee.type === 'Identifier') {
      const isText =
        callee.name === 'Function' || (callee.name === 'eval' && node.type === 'CallExpression');
      if (isText) this.textCalls.push(callee);
    }
    // `super(…)` needs the constructor itself, to find its parent.
    if (callee.type === 'Super' && this.fn.isArrow) {
      this.use(node, '(callee)');
      this.use(node, 'new.target', false, this.newTargets);
    }
    this.visit(callee);
    node.arguments.forEach(this.visit);
  }

  /** A function as the whole branch of an `if` or the body of a label is in a block of its own. */
  private visitBranch(node: Node): void {
    if (node.type === 'FunctionDeclaration') this.inScope(node, 'block', () => this.visit(node));
    else this.visit(node);
  }

  private visitFor(
    node: ESTree.ForStatement | ESTree.ForInStatement | ESTree.ForOfStatement,
  ): void {
    const head = node.type === 'ForStatement' ? node.init : node.left;
    const parts = (): void => {
      if (node.type === 'ForStatement') {
        if (node.init) this.visit(node.init);
        if (node.test) this.visit(node.test);
        if (node.update) this.visit(node.update);
      } else {
        if (head!.type === 'VariableDeclaration') {
          this.visitDeclaration(head!, endOf(node.right));
        } else {
          this.visit(head!);
        }
        this.visit(node.right);
      }
      this.visitBranch(node.body);
    };
    if (head?.type === 'VariableDeclaration' && head.kind !== 'var') {
      this.inScope(node, 'loop', parts);
    } else {
      parts();
    }
  }

  private visitCatch(handler: ESTree.CatchClause): void {
    this.inScope(handler, 'block', () => {
      if (handler.param) {
        for (const name of boundNames(handler.param)) {
          // Only a pattern can mention its names before they are bound.
          const at = handler.param.type === 'Identifier' ? -1 : endOf(handler.param);
          this.scope.declare(name.name, Binding.Let, at);
        }
        this.visitPattern(handler.param);
      }
      this.visit(handler.body);
    });
  }

  /** Visits a pattern whose names are being initialised, not merely assigned. */
  private visitPattern(pattern: Node): void {
    for (const name of boundNames(pattern)) this.use(name, name.name, true);
    this.visitPatternExpressions(pattern);
  }

  private deeper(node: Node): void {
    if (++this.level > NESTING_LIMIT) this.fail(node, 'nesting too deep');
    this.fn.nesting = Math.max(this.fn.nesting, this.level - this.base);
  }

  private visitPatternExpressions(pattern: Node): void {
    this.deeper(pattern);
    switch (pattern.type) {
      case 'AssignmentPattern':
        this.visitPatternExpressions(pattern.left);
        if (pattern.right) this.visit(pattern.right);
        break;
      case 'RestElement':
        this.visitPatternExpressions(pattern.argument);
        break;
      case 'ArrayPattern':
        for (const element of pattern.elements) {
          if (element) this.visitPatternExpressions(element);
        }
        break;
      case 'ObjectPattern':
        for (const property of pattern.properties) {
          if (property.type === 'RestElement') {
            this.visitPatternExpressions(property);
          } else {
            if (property.computed) this.visit(property.key);
            this.visitPatternExpressions(property.value);
          }
        }
        break;
    }
    this.level--;
  }

  private visitDeclaration(node: ESTree.VariableDeclaration, initializedAt?: number): void {
    for (const declarator of node.declarations) {
      for (const name of boundNames(declarator.id)) {
        if (node.kind === 'var') {
          this.declareVar(name);
        } else {
          const binding = node.kind === 'const' ? Binding.Const : Binding.Let;
          this.declareLexical(name, binding, initializedAt ?? endOf(declarator));
        }
      }
      this.visitPattern(declarator.id);
      if (declarator.init) this.visit(declarator.init);
    }
  }

  private visitClass(node: ClassNode): void {
    const outerStrict = this.strict;
    this.strict = true;
    this.inScope(node, 'class', () => {
      if (node.id) this.scope.declare(node.id.name, Binding.Const, endOf(node));
      if (node.superClass) this.visit(node.superClass);
      this.visitClassBody(node);
    });
    this.strict = outerStrict;
  }

  private visitClassBody(node: ClassNode): void {
    const instance: ESTree.PropertyDefinition[] = [];
    const statics: (ESTree.PropertyDefinition | ESTree.StaticBlock)[] = [];
    node.body.body.forEach((element, i) => {
      if (element.type === 'StaticBlock') {
        statics.push(element);
        return;
      }
      if (element.type === 'FunctionExpression' || element.type === 'AccessorProperty') return;
      if (element.computed) this.visit(element.key!);
      if (element.type === 'PropertyDefinition') {
        (element.static ? statics : instance).push(element);
        if (element.computed)
          this.scope.capture(this.scope.declare(`(key ${i})`, Binding.FieldKey));
      } else {
        const isConstructor = element.kind === 'constructor';
        const role = isConstructor ? 'constructor' : 'method';
        const isDerived = isConstructor && node.superClass !== null;
        this.visitFunction(element.value, role, startOf(element), isDerived);
      }
    });
    this.fields.set(node, {
      instance: this.visitFields(node, instance),
      statics: this.visitFields(node, statics),
    });
  }

  /** Field initialisers run as the body of one method, with the object made as its `this`. */
  private visitFields(
    node: ClassNode,
    elements: readonly (ESTree.PropertyDefinition | ESTree.StaticBlock)[],
  ): FunctionInfo | undefined {
    if (elements.length === 0) return undefined;
    const fn = new FunctionInfo(node, this.fn, 'fields', false, true, startOf(node));
    fn.scope = fn.body = new Scope('function', this.scope, fn, startOf(node));
    fn.usesThis = true;
    this.inFunction(fn, () => {
      node.body.body.forEach((element, i) => {
        if (element.type !== 'PropertyDefinition' && element.type !== 'StaticBlock') return;
        if (!elements.includes(element)) return;
        if (element.type === 'StaticBlock') {
          this.visit(element);
        } else {
          if (element.computed) this.use(element, `(key ${i})`);
          if (element.value) this.visit(element.value);
        }
      });
    });
    return fn;
  }

  private visitFunction(
    node: FunctionNode,
    role: FunctionRole,
    createdAt: number,
    isDerived = false,
  ): void {
    const isArrow = node.type === 'ArrowFunctionExpression';
    const body = node.body!;
    const statements = body.type === 'BlockStatement' ? body.body : [];
    const isStrict = this.strict || hasUseStrict(statements);
    const fn = new FunctionInfo(node, this.fn, role, isArrow, isStrict, createdAt);
    fn.isDerived = isDerived;
    fn.scope = fn.body = new Scope('function', this.scope, fn, startOf(node));
    this.functions.set(node, fn);
    this.inFunction(fn, () => {
      if (isDerived) fn.scope.declare('this', Binding.This, Number.MAX_SAFE_INTEGER);
      const plain = !node.params.some(hasExpression);
      for (const param of node.params) {
        for (const name of boundNames(param)) {
          fn.scope.declare(name.name, Binding.Param, plain ? -1 : endOf(param));
        }
      }
      for (const param of node.params) this.visitPattern(param);
      if (!plain) {
        this.scope = fn.body = new Scope('body', fn.scope, fn, startOf(body));
      }
      if (body.type === 'BlockStatement') statements.forEach(this.visit);
      else this.visit(body);
    });
  }
}

/** Parameters with expressions need a scope apart from the body's (ECMA-262 10.2.11). */
function hasExpression(param: Node): boolean {
  switch (param.type) {
    case 'AssignmentPattern':
      return true;
    case 'RestElement':
      return hasExpression(param.argument);
    case 'ArrayPattern':
      return param.elements.some((element) => element !== null && hasExpression(element));
    case 'ObjectPattern':
      return param.properties.some((property) =>
        property.type === 'RestElement'
          ? false
          : property.computed || hasExpression(property.value),
      );
    default:
      return isFunctionNode(param);
  }
}
