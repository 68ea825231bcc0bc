import type { Node } from '../../front/ast.ts';
import { At } from '../../runtime/values/layouts.ts';
import type { FunctionContext } from '../context.ts';
import type { Expr } from '../types.ts';
import { readReference } from '../variables/variables.ts';

/** `this`, as seen from `node` (a ThisExpression or a Super). */
export function thisValue(g: FunctionContext, node: Node): Expr {
  const { words } = g;
  if (g.info.thisOwner.isDerived) return readReference(g, g.reference(node));
  if (g.info.isArrow) {
    return (fp) => words[(words[fp - 2]! >>> 2) + At.FUNCTION_THIS]!;
  }
  return (fp) => words[fp - 1]!;
}
