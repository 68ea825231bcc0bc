import type { ESTree, Node } from '../../front/ast.ts';
import { UNDEFINED } from '../../runtime/values/words.ts';
import type { FunctionContext } from '../context.ts';
import { afterSafepoint, inSequence } from './sequence.ts';
import { Completion } from '../types.ts';
import type { Exec, Expr } from '../types.ts';

/** Early returns that are turned into nested conditions; more of them would nest too deeply. */
const MAX_TAILS = 12;

/** The body of a function as an expression: what the function returns. */
export function compileBody(
  g: FunctionContext,
  body: ESTree.BlockStatement | ESTree.Expression,
): Expr {
  if (body.type !== 'BlockStatement') return g.expr(body);
  return tail(g, body.body, MAX_TAILS);
}

const nothing: Expr = () => UNDEFINED;

/**
 * Statements of which the last completes the function. `return` in the last place, and `if (…)
 * return …` on the way there, need no completion code and no result slot.
 */
function tail(g: FunctionContext, statements: readonly Node[], left: number): Expr {
  const steps: Exec[] = [];
  let followsTry = false;
  for (let i = 0; i < statements.length; i++) {
    const statement = statements[i]!;
    if (statement.type === 'ReturnStatement') {
      return after(g, steps, statement.argument ? g.expr(statement.argument) : nothing);
    }
    if (statement.type === 'IfStatement' && left > 0) {
      const run = conditional(g, statement, statements.slice(i + 1), left - 1);
      if (run !== undefined) return after(g, steps, run);
    }
    if (isNothing(statement)) continue;
    const step = g.statement(statement);
    steps.push(followsTry ? afterSafepoint(g.vm, step) : step);
    followsTry ||= statement.type === 'TryStatement';
  }
  return after(g, steps, nothing);
}

function isNothing(node: Node): boolean {
  return node.type === 'EmptyStatement' || node.type === 'DebuggerStatement';
}

/** `if (test) return a; rest` and `if (test) …; else …` at the very end. */
function conditional(
  g: FunctionContext,
  node: ESTree.IfStatement,
  rest: readonly Node[],
  left: number,
): Expr | undefined {
  const yes = branch(g, node.consequent);
  const no = node.alternate ? branch(g, node.alternate) : [];
  if (yes === undefined || no === undefined) return undefined;
  const returnsEarly = yes.at(-1)?.type === 'ReturnStatement' && !node.alternate;
  if (rest.length > 0 && !returnsEarly) return undefined;
  const test = g.test(node.test);
  const a = tail(g, yes, left);
  const b = tail(g, rest.length > 0 ? rest : no, left);
  return (fp) => (test(fp) ? a(fp) : b(fp));
}

/** The statements of a branch that has no scope of its own. */
function branch(g: FunctionContext, node: Node): readonly Node[] | undefined {
  const scope = g.unit.analysis.scopes.get(node);
  if (scope !== undefined && scope.variables.size > 0) return undefined;
  return node.type === 'BlockStatement' ? node.body : [node];
}

function after(g: FunctionContext, steps: readonly Exec[], last: Expr): Expr {
  const { words, resultSlot } = g;
  const [a, b] = steps;
  if (a === undefined) return last;
  if (steps.length === 1) {
    return (fp) => (a(fp) === Completion.NORMAL ? last(fp) : words[fp + resultSlot]!);
  }
  if (b !== undefined && steps.length === 2) {
    return (fp) =>
      a(fp) === Completion.NORMAL && b(fp) === Completion.NORMAL
        ? last(fp)
        : words[fp + resultSlot]!;
  }
  const run = inSequence(g.vm, steps);
  return (fp) => (run(fp) === Completion.NORMAL ? last(fp) : words[fp + resultSlot]!);
}
