import type { ESTree } from '../../front/ast.ts';
import { strictEquals } from '../../runtime/operations/operators.ts';
import type { FunctionContext } from '../context.ts';
import { enterScope, leaveScope } from '../variables/scopes.ts';
import { intLiteral } from '../numbers/static-types.ts';
import { Completion } from '../types.ts';
import type { Exec } from '../types.ts';
import { compileList, inSequence } from './sequence.ts';

/** Finds the clause to begin with; the number of clauses if there is none. */
type Finder = (fp: number, word: number) => number;

/** With this many integer cases, a table finds the clause. */
const MIN_TABLE = 4;

export function compileSwitch(g: FunctionContext, node: ESTree.SwitchStatement): Exec {
  const discriminant = g.expr(node.discriminant);
  const mark = g.top;
  const t = g.take();
  const scope = g.unit.analysis.scopes.get(node)!;
  const entry = enterScope(g, scope);
  const find = tableFinder(node) ?? sequentialFinder(g, node, t);
  const clauses = node.cases.map(({ consequent }) => inSequence(g.vm, compileList(g, consequent)));
  leaveScope(g, scope, mark);
  const fallback = node.cases.findIndex(({ test }) => test === null);
  const start = fallback < 0 ? clauses.length : fallback;
  const { words } = g;
  return (fp) => {
    const word = discriminant(fp);
    words[fp + t] = word;
    if (entry !== undefined) entry(fp);
    const found = find(fp, words[fp + t]!);
    for (let i = found < 0 ? start : found; i < clauses.length; i++) {
      const code = clauses[i]!(fp);
      if (code !== Completion.NORMAL) {
        return code === Completion.BREAK ? Completion.NORMAL : code;
      }
    }
    return Completion.NORMAL;
  };
}

/** All cases are integers: −0 is the only other word that is equal to one of them. */
function tableFinder(node: ESTree.SwitchStatement): Finder | undefined {
  const table = new Map<number, number>();
  for (let i = 0; i < node.cases.length; i++) {
    const { test } = node.cases[i]!;
    if (test === null) continue;
    const n = intLiteral(test);
    if (n === undefined || n === 0) return undefined;
    if (!table.has(n << 1)) table.set(n << 1, i);
  }
  if (table.size < MIN_TABLE) return undefined;
  return (_fp, word) => table.get(word) ?? -1;
}

function sequentialFinder(g: FunctionContext, node: ESTree.SwitchStatement, t: number): Finder {
  const { vm, words } = g;
  const tests = node.cases.flatMap(({ test }, i) =>
    test === null ? [] : [{ run: g.expr(test), i }],
  );
  return (fp) => {
    for (let k = 0; k < tests.length; k++) {
      const { run, i } = tests[k]!;
      const word = run(fp);
      if (strictEquals(vm, words[fp + t]!, word)) return i;
    }
    return -1;
  };
}
