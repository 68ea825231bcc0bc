// The tree as plain objects that refer to each other: what the other forms are measured against.

import type { ExprForm } from './form.ts';

interface Int {
  readonly op: 'int';
  readonly value: number;
}

interface Add {
  readonly op: 'add';
  readonly left: Expr;
  readonly right: Expr;
}

type Expr = Int | Add;

export class PlainForm implements ExprForm<Expr> {
  readonly name = 'plain objects';

  int(value: number): Expr {
    return { op: 'int', value };
  }

  add(left: Expr, right: Expr): Expr {
    return { op: 'add', left, right };
  }

  evaluate(root: Expr): number {
    // null stands for "add the two topmost values".
    const work: (Expr | null)[] = [root];
    const values: number[] = [];
    while (work.length > 0) {
      const expr = work.pop()!;
      if (expr === null) {
        const right = values.pop()!;
        values.push((values.pop()! + right) | 0);
      } else if (expr.op === 'int') values.push(expr.value);
      else work.push(null, expr.right, expr.left);
    }
    return values[0]!;
  }
}
