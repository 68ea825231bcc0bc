import type { ESTree, Node } from '../../front/ast.ts';
import { toKey, toObject } from '../../runtime/operations/convert.ts';
import { elementAt } from '../../runtime/arrays/elements.ts';
import { At } from '../../runtime/values/layouts.ts';
import { has } from '../../runtime/objects/objects.ts';
import { forInKeys } from '../../runtime/objects/properties.ts';
import { isNullish } from '../../runtime/values/words.ts';
import type { FunctionContext } from '../context.ts';
import { ownContinue, turn } from './loops.ts';
import { enterScope, leaveScope } from '../variables/scopes.ts';
import type { Entry } from '../variables/scopes.ts';
import { Completion } from '../types.ts';
import type { Exec, Expr, Store } from '../types.ts';

/** The parts that `for in` and `for of` have in common. */
export interface EachLoop {
  /** Enters the scope of the head's variables; once a turn, and once for the right side. */
  readonly entry: Entry;
  readonly right: Expr;
  readonly store: Store;
  readonly body: Exec;
}

/** Compiles the parts; frame slots taken before stay as they are. */
export function compileEach(
  g: FunctionContext,
  node: ESTree.ForInStatement | ESTree.ForOfStatement,
): EachLoop {
  const scope = g.unit.analysis.scopes.get(node);
  const mark = g.top;
  const entry = scope === undefined ? undefined : enterScope(g, scope);
  const right = g.expr(node.right);
  const store = headStore(g, node.left);
  const body = g.statement(node.body);
  if (scope !== undefined) leaveScope(g, scope, mark);
  return { entry, right, store, body };
}

function headStore(g: FunctionContext, left: Node): Store {
  if (left.type !== 'VariableDeclaration') return g.pattern(left, false);
  return g.pattern(left.declarations[0]!.id, left.kind !== 'var');
}

/** Over a snapshot of the keys; one that is deleted before its turn is left out. */
export function compileForIn(g: FunctionContext, node: ESTree.ForInStatement, label: number): Exec {
  const { vm, words } = g;
  const { pressure } = vm;
  const mark = g.top;
  const t = g.take(2);
  const initial = initialOfVar(g, node.left);
  const { entry, right, store, body } = compileEach(g, node);
  g.release(mark);
  const own = ownContinue(label);
  return (fp) => {
    if (initial !== undefined) initial(fp);
    if (entry !== undefined) entry(fp);
    const object = right(fp);
    if (isNullish(object)) return Completion.NORMAL;
    words[fp + t] = toObject(vm, object);
    words[fp + t + 1] = forInKeys(vm, words[fp + t]!);
    const count = words[(words[fp + t + 1]! >>> 2) + At.ARRAY_LENGTH]!;
    for (let i = 0; i < count; i++) {
      const key = toKey(vm, elementAt(words, words[fp + t + 1]!, i));
      if (!has(vm, words[fp + t]!, key)) continue;
      if (entry !== undefined) entry(fp);
      store(fp, elementAt(words, words[fp + t + 1]!, i));
      const code = body(fp);
      if (code !== Completion.NORMAL && code !== Completion.CONTINUE && (code as number) !== own) {
        return code === Completion.BREAK ? Completion.NORMAL : code;
      }
      turn(pressure);
    }
    return Completion.NORMAL;
  };
}

/** `for (var x = 1 in o)`, which Annex B allows. */
function initialOfVar(g: FunctionContext, left: Node): ((fp: number) => void) | undefined {
  if (left.type !== 'VariableDeclaration') return undefined;
  const { id, init } = left.declarations[0]!;
  if (!init) return undefined;
  const value = g.expr(init);
  const store = g.pattern(id, false);
  return (fp) => store(fp, value(fp));
}
