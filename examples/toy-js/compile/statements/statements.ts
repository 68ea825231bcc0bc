import type { ESTree, Node } from '../../front/ast.ts';
import { UNDEFINED } from '../../runtime/values/words.ts';
import { calleeText } from '../calls/callee-text.ts';
import type { FunctionContext } from '../context.ts';
import { compileForIn } from './for-in.ts';
import { compileForOf } from './for-of.ts';
import { compileDoWhile, compileFor, compileWhile } from './loops.ts';
import { assignTwin, enterScope, leaveScope } from '../variables/scopes.ts';
import { compileList, inSequence } from './sequence.ts';
import { compileSwitch } from './switch.ts';
import { compileTry } from './try.ts';
import { Completion } from '../types.ts';
import type { Exec, Expr } from '../types.ts';
import { assignReference, initialize } from '../variables/variables.ts';

const nothing: Exec = () => Completion.NORMAL;

/** A statement; `label` is the number of the labels just before it, for loops. */
export function compileStatement(g: FunctionContext, node: Node, label = -1): Exec {
  switch (node.type) {
    case 'ExpressionStatement':
      return effect(g.effect(node.expression));
    case 'VariableDeclaration':
      return inSequence(
        g.vm,
        node.declarations.flatMap((declarator) => declare(g, node, declarator)),
      );
    case 'FunctionDeclaration':
      return compileFunctionDeclaration(g, node);
    case 'ClassDeclaration':
      return compileClassDeclaration(g, node);
    case 'ReturnStatement':
      return compileReturn(g, node);
    case 'IfStatement':
      return compileIf(g, node);
    case 'BlockStatement':
    case 'StaticBlock':
      return compileBlock(g, node);
    case 'ForStatement':
      return compileFor(g, node, label);
    case 'WhileStatement':
      return compileWhile(g, node, label);
    case 'DoWhileStatement':
      return compileDoWhile(g, node, label);
    case 'ForInStatement':
      return compileForIn(g, node, label);
    case 'ForOfStatement':
      return compileForOf(g, node, label);
    case 'BreakStatement':
      return jump(g, node.label, Completion.BREAK, 0);
    case 'ContinueStatement':
      return jump(g, node.label, Completion.CONTINUE, 1);
    case 'LabeledStatement':
      return compileLabeled(g, node, label);
    case 'SwitchStatement':
      return compileSwitch(g, node);
    case 'ThrowStatement':
      return compileThrow(g, node);
    case 'TryStatement':
      return compileTry(g, node);
    case 'EmptyStatement':
    case 'DebuggerStatement':
      return nothing;
    default:
      throw g.unit.syntaxError(node, `${node.type} is not supported`);
  }
}

/** The function exists since its scope was entered; here only its twin gets it. */
function compileFunctionDeclaration(g: FunctionContext, node: ESTree.FunctionDeclaration): Exec {
  const { variable } = g.reference(node);
  const assign = variable === undefined ? undefined : assignTwin(g, variable);
  return assign === undefined ? nothing : effect2(assign);
}

function compileClassDeclaration(g: FunctionContext, node: ESTree.ClassDeclaration): Exec {
  const value = g.classValue(node, node.id!.name);
  return effect(assignReference(g, g.reference(node), value, true));
}

function compileThrow(g: FunctionContext, node: ESTree.ThrowStatement): Exec {
  const { throwing } = g.vm;
  const run = g.expr(node.argument);
  return (fp) => throwing.word(run(fp));
}

function effect(run: Expr): Exec {
  return (fp) => {
    run(fp);
    return Completion.NORMAL;
  };
}

function effect2(run: (fp: number) => void): Exec {
  return (fp) => {
    run(fp);
    return Completion.NORMAL;
  };
}

function declare(
  g: FunctionContext,
  node: ESTree.VariableDeclaration,
  { id, init }: ESTree.VariableDeclarator,
): Exec[] {
  if (init === null) {
    // `var x;` does nothing; `let x;` sets it, in each turn of a loop.
    if (node.kind === 'var') return [];
    const store = initialize(g, g.reference(id).variable!);
    return [effect2((fp) => store(fp, UNDEFINED))];
  }
  const initializes = node.kind !== 'var';
  if (id.type === 'Identifier') {
    return [effect(assignReference(g, g.reference(id), g.expr(init, id.name), initializes))];
  }
  const value = g.expr(init);
  const store = g.pattern(id, initializes, calleeText(init));
  return [effect2((fp) => store(fp, value(fp)))];
}

function compileReturn(g: FunctionContext, node: ESTree.ReturnStatement): Exec {
  const { words, resultSlot } = g;
  const run: Expr = node.argument ? g.expr(node.argument) : () => UNDEFINED;
  return (fp) => {
    words[fp + resultSlot] = run(fp);
    return Completion.RETURN;
  };
}

function compileIf(g: FunctionContext, node: ESTree.IfStatement): Exec {
  const test = g.test(node.test);
  const yes = branch(g, node.consequent);
  if (!node.alternate) return (fp) => (test(fp) ? yes(fp) : Completion.NORMAL);
  const no = branch(g, node.alternate);
  return (fp) => (test(fp) ? yes(fp) : no(fp));
}

/** A function declaration as a branch has a scope of its own. */
function branch(g: FunctionContext, node: Node): Exec {
  if (node.type !== 'FunctionDeclaration') return g.statement(node);
  return scoped(g, node, [node]);
}

function compileBlock(g: FunctionContext, node: ESTree.BlockStatement | ESTree.StaticBlock): Exec {
  return scoped(g, node, node.body);
}

function scoped(g: FunctionContext, node: Node, statements: readonly Node[]): Exec {
  const scope = g.unit.analysis.scopes.get(node);
  const mark = g.top;
  const entry = scope === undefined ? undefined : enterScope(g, scope);
  const end = g.top;
  const steps = compileList(g, statements).filter((step) => step !== nothing);
  if (scope !== undefined) leaveScope(g, scope, mark);
  const run = inSequence(g.vm, entry === undefined ? steps : [effect2(entry), ...steps]);
  const hasTry = statements.some(({ type }) => type === 'TryStatement');
  return hasTry && end > mark ? forgetting(g, run, mark, end) : run;
}

/**
 * A block's variables are out of reach when it ends. Where a `try` in it may have run out of
 * memory, they must not keep what filled the heap.
 */
function forgetting({ vm, words }: FunctionContext, run: Exec, mark: number, end: number): Exec {
  return (fp) => {
    const code = run(fp);
    words.fill(UNDEFINED, fp + mark, fp + end);
    vm.pressure.safepoint();
    return code;
  };
}

function jump(
  g: FunctionContext,
  label: ESTree.Identifier | null,
  plain: Completion,
  which: 0 | 1,
): Exec {
  let code = plain;
  if (label !== null) {
    const { id } = [...g.labels].reverse().find(({ name }) => name === label.name)!;
    code = Completion.FIRST_LABEL + id * 2 + which;
  }
  return () => code;
}

function compileLabeled(g: FunctionContext, node: ESTree.LabeledStatement, outer: number): Exec {
  // Several labels of one loop share a number, so that `continue` to any of them is the same.
  const id = outer >= 0 ? outer : g.labelCount++;
  g.labels.push({ name: node.label.name, id });
  const run =
    node.body.type === 'FunctionDeclaration' ? branch(g, node.body) : g.statement(node.body, id);
  g.labels.pop();
  if (outer >= 0) return run;
  const own: Completion = Completion.FIRST_LABEL + id * 2;
  return (fp) => {
    const code = run(fp);
    return code === own ? Completion.NORMAL : code;
  };
}
