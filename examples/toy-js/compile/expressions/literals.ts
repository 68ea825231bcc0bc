import type { ESTree, Expression } from '../../front/ast.ts';
import { toStringWord } from '../../runtime/operations/convert.ts';
import { arrayFrom } from '../../runtime/arrays/arrays.ts';
import { numberWord } from '../../runtime/values/numbers.ts';
import { concat } from '../../runtime/strings/strings.ts';
import { FALSE, HOLE, NULL, TRUE } from '../../runtime/values/words.ts';
import type { Word } from '../../runtime/values/words.ts';
import { gatherInto } from '../calls/arguments.ts';
import type { FunctionContext } from '../context.ts';
import { intLiteral } from '../numbers/static-types.ts';
import type { Expr } from '../types.ts';

/** Array literals up to this length are put together in the frame. */
const SMALL_ARRAY = 32;

/** Numbers, strings, booleans, null and regular expressions. */
export function compileLiteral(g: FunctionContext, node: ESTree.Literal): Expr {
  const { vm, words } = g;
  const n = intLiteral(node);
  if (n !== undefined) return constant(n << 1);
  if ('regex' in node) {
    const { pattern, flags } = node.regex;
    const make = vm.hooks.newRegExp;
    if (make === undefined) throw g.unit.syntaxError(node, 'regular expressions are not supported');
    return () => make(vm, pattern, flags);
  }
  const { value } = node;
  if (value === null) return constant(NULL);
  if (typeof value === 'boolean') return constant(value ? TRUE : FALSE);
  if (typeof value === 'string' && value.length !== 1) {
    const index = g.unit.string(value);
    return () => words[index]!;
  }
  if (typeof value === 'string') return constant((value.charCodeAt(0) << 3) | 5);
  const index = vm.tables.constant(numberWord(vm, value as number));
  return () => words[index]!;
}

/** An expression that is always the same word, which is no reference. */
export function constant(word: Word): Expr {
  return () => word;
}

export function compileArray(g: FunctionContext, node: ESTree.ArrayExpression): Expr {
  const { vm, words } = g;
  const { elements } = node;
  const plain = elements.every((element) => element?.type !== 'SpreadElement');
  const t = g.take();
  if (!plain || elements.length > SMALL_ARRAY) {
    const gather = gatherInto(g, elements, t);
    g.release(t);
    return (fp) => {
      gather(fp);
      return words[fp + t]!;
    };
  }
  g.release(t);
  const runs = elements.map((element) => {
    const run = element === null ? constant(HOLE) : g.expr(element as Expression);
    g.take();
    return run;
  });
  g.release(t);
  const count = runs.length;
  return (fp) => {
    const at = fp + t;
    for (let i = 0; i < count; i++) words[at + i] = runs[i]!(fp);
    return arrayFrom(vm, at, count);
  };
}

/** Pieces are joined from left to right, as the language says. */
export function compileTemplate(g: FunctionContext, node: ESTree.TemplateLiteral): Expr {
  const { vm, words } = g;
  const text = (i: number): string => node.quasis[i]!.value.cooked ?? '';
  const t = g.take();
  const parts = node.expressions.map((expression, i) => {
    const tail = text(i + 1);
    return { run: g.expr(expression), tail: tail === '' ? -1 : g.unit.string(tail) };
  });
  g.release(t);
  const head = g.unit.string(text(0));
  if (parts.length === 0) return () => words[head]!;
  return (fp) => {
    words[fp + t] = words[head]!;
    for (let i = 0; i < parts.length; i++) {
      const { run, tail } = parts[i]!;
      const piece = toStringWord(vm, run(fp));
      words[fp + t] = concat(vm, words[fp + t]!, piece);
      if (tail >= 0) words[fp + t] = concat(vm, words[fp + t]!, words[tail]!);
    }
    return words[fp + t]!;
  };
}
