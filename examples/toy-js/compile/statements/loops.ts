import type { ESTree } from '../../front/ast.ts';
import type { Realm } from '../../runtime/machine/machine.ts';
import type { MemoryPressure } from '../../runtime/machine/pressure.ts';
import type { FunctionContext } from '../context.ts';
import { enterScope, leaveScope, renewEnvironment } from '../variables/scopes.ts';
import type { Entry } from '../variables/scopes.ts';
import { Completion } from '../types.ts';
import type { Exec, Expr, Test } from '../types.ts';

/** The code with which the loop's own label continues; −1 without one. */
export function ownContinue(label: number): number {
  return label < 0 ? -1 : Completion.FIRST_LABEL + label * 2 + 1;
}

/** The end of a loop's turn: a safepoint, and one unit of fuel. */
export function turn(pressure: MemoryPressure): void {
  if (--pressure.left < 0) pressure.refuel();
  pressure.safepoint();
}

export function compileWhile(g: FunctionContext, node: ESTree.WhileStatement, label: number): Exec {
  const test = g.test(node.test);
  return loop(g.vm, test, g.statement(node.body), undefined, ownContinue(label));
}

export function compileDoWhile(
  g: FunctionContext,
  node: ESTree.DoWhileStatement,
  label: number,
): Exec {
  const { pressure } = g.vm;
  const body = g.statement(node.body);
  const test = g.test(node.test);
  const own = ownContinue(label);
  return (fp) => {
    do {
      const code = body(fp);
      if (code !== Completion.NORMAL && code !== Completion.CONTINUE && (code as number) !== own) {
        return code === Completion.BREAK ? Completion.NORMAL : code;
      }
      turn(pressure);
    } while (test(fp));
    return Completion.NORMAL;
  };
}

export function compileFor(g: FunctionContext, node: ESTree.ForStatement, label: number): Exec {
  const scope = g.unit.analysis.scopes.get(node);
  const mark = g.top;
  const entry = scope === undefined ? undefined : enterScope(g, scope);
  const init = compileInit(g, node.init);
  const test: Test = node.test ? g.test(node.test) : () => true;
  const update = node.update ? g.effect(node.update) : undefined;
  const body = g.statement(node.body);
  const renew = scope === undefined ? undefined : renewEnvironment(g, scope);
  const run = loop(g.vm, test, body, withRenewal(renew, update), ownContinue(label));
  if (scope !== undefined) leaveScope(g, scope, mark);
  return (fp) => {
    if (entry !== undefined) entry(fp);
    if (init !== undefined) init(fp);
    if (renew !== undefined) renew(fp);
    return run(fp);
  };
}

function compileInit(
  g: FunctionContext,
  init: ESTree.ForStatement['init'],
): ((fp: number) => unknown) | undefined {
  if (init === null) return undefined;
  return init.type === 'VariableDeclaration'
    ? g.statement(init)
    : g.effect(init as ESTree.Expression);
}

/** Closures made in a turn keep its variables: the next turn works on a copy. */
function withRenewal(renew: Entry, update: Expr | undefined): Expr | undefined {
  if (renew === undefined) return update;
  return (fp) => {
    renew(fp);
    return update === undefined ? 0 : update(fp);
  };
}

function loop(vm: Realm, test: Test, body: Exec, update: Expr | undefined, own: number): Exec {
  const { pressure } = vm;
  if (update === undefined) {
    return (fp) => {
      while (test(fp)) {
        const code = body(fp);
        if (code !== Completion.NORMAL && code !== Completion.CONTINUE) {
          if ((code as number) !== own) {
            return code === Completion.BREAK ? Completion.NORMAL : code;
          }
        }
        turn(pressure);
      }
      return Completion.NORMAL;
    };
  }
  return (fp) => {
    while (test(fp)) {
      const code = body(fp);
      if (code !== Completion.NORMAL && code !== Completion.CONTINUE) {
        if ((code as number) !== own) {
          return code === Completion.BREAK ? Completion.NORMAL : code;
        }
      }
      update(fp);
      turn(pressure);
    }
    return Completion.NORMAL;
  };
}
