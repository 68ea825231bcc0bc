import type { ESTree, Expression } from '../../front/ast.ts';
import { arrayPush, newArray } from '../../runtime/arrays/arrays.ts';
import { elementAt } from '../../runtime/arrays/elements.ts';
import { iterate } from '../../runtime/operations/iterate.ts';
import { At } from '../../runtime/values/layouts.ts';
import { HOLE, UNDEFINED } from '../../runtime/values/words.ts';
import type { FunctionContext } from '../context.ts';
import { LONG_SEQUENCE } from '../statements/sequence.ts';
import type { Expr } from '../types.ts';

export type Argument = Expression | ESTree.SpreadElement;

/** Evaluates arguments into their places from `base`; returns how many there are. */
export type Arguments = (fp: number, base: number) => number;

/** Compiles arguments for a callee's frame at offset `at`; the top of the frame is there. */
export function compileArguments(
  g: FunctionContext,
  list: readonly Argument[],
  at: number,
): Arguments {
  const { words } = g;
  const runs = fixedArguments(g, list, at);
  if (runs === undefined) return spread(g, list);
  const [a, b, c] = runs as [Expr, Expr, Expr];
  switch (runs.length) {
    case 0:
      return () => 0;
    case 1:
      return (fp, base) => {
        words[base] = a(fp);
        return 1;
      };
    case 2:
      return (fp, base) => {
        words[base] = a(fp);
        words[base + 1] = b(fp);
        return 2;
      };
    case 3:
      return (fp, base) => {
        words[base] = a(fp);
        words[base + 1] = b(fp);
        words[base + 2] = c(fp);
        return 3;
      };
    default:
      return (fp, base) => {
        for (let i = 0; i < runs.length; i++) words[base + i] = runs[i]!(fp);
        return runs.length;
      };
  }
}

/** The arguments one by one, or undefined where there are spreads among them. */
export function fixedArguments(
  g: FunctionContext,
  list: readonly Argument[],
  at: number,
): Expr[] | undefined {
  if (list.some((argument) => argument.type === 'SpreadElement')) return undefined;
  const runs = list.map((argument) => {
    const run = g.expr(argument as Expression);
    g.take();
    return run;
  });
  g.release(at);
  return runs;
}

/** Arguments with spreads are gathered in an array first: nobody knows yet how many they are. */
function spread(g: FunctionContext, list: readonly Argument[]): Arguments {
  const { words, stack } = g;
  const t = g.take();
  const gather = gatherInto(g, list, t);
  g.release(t);
  return (fp, base) => {
    gather(fp);
    const array = words[fp + t]!;
    const count = words[(array >>> 2) + At.ARRAY_LENGTH]! >>> 0;
    if (base + count > stack.limit) stack.overflow();
    for (let i = 0; i < count; i++) {
      const word = elementAt(words, array, i);
      words[base + i] = word === HOLE ? UNDEFINED : word;
    }
    if (base + count > stack.sp) stack.sp = base + count;
    return count;
  };
}

/** Makes an array in slot t of elements, holes and spreads. */
export function gatherInto(
  g: FunctionContext,
  list: readonly (Argument | null)[],
  t: number,
): (fp: number) => void {
  const { vm, words } = g;
  const steps = list.map((element): ((fp: number) => void) => {
    if (element === null) {
      return (fp) => {
        const h = words[fp + t]! >>> 2;
        words[h + At.ARRAY_LENGTH] = words[h + At.ARRAY_LENGTH]! + 1;
      };
    }
    if (element.type === 'SpreadElement') {
      const run = g.expr(element.argument);
      return (fp) => {
        iterate(vm, run(fp), (word) => {
          arrayPush(vm, words[fp + t]!, word);
          return true;
        });
      };
    }
    const run = g.expr(element);
    return (fp) => {
      const word = run(fp);
      arrayPush(vm, words[fp + t]!, word);
    };
  });
  return (fp) => {
    words[fp + t] = newArray(vm, Math.min(steps.length, 64));
    for (let i = 0; i < steps.length; i++) {
      steps[i]!(fp);
      if (i % LONG_SEQUENCE === LONG_SEQUENCE - 1) vm.pressure.safepoint();
    }
  };
}
