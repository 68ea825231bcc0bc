// The tree as JS values in an IndexedArena: children are indexes, and a stale one is refused.

import { type ArenaIndex, IndexedArena } from '../../src/alloc/index.ts';
import type { ExprForm } from './form.ts';

interface Int {
  readonly op: 'int';
  readonly value: number;
}

interface Add {
  readonly op: 'add';
  readonly left: ExprIndex;
  readonly right: ExprIndex;
}

type Expr = Int | Add;
type ExprIndex = ArenaIndex<Expr, 'expressions'>;

export class ArenaForm implements ExprForm<ExprIndex> {
  readonly name = 'IndexedArena';
  private readonly arena = new IndexedArena<Expr, 'expressions'>({ name: 'expressions' });

  int(value: number): ExprIndex {
    return this.arena.add({ op: 'int', value });
  }

  add(left: ExprIndex, right: ExprIndex): ExprIndex {
    return this.arena.add({ op: 'add', left, right });
  }

  evaluate(root: ExprIndex): number {
    const { arena } = this;
    // 0, the index of nothing, stands for "add the two topmost values".
    const work: (ExprIndex | 0)[] = [root];
    const values: number[] = [];
    while (work.length > 0) {
      const index = work.pop()!;
      if (index === 0) {
        const right = values.pop()!;
        values.push((values.pop()! + right) | 0);
        continue;
      }
      const expr = arena.get(index);
      if (expr.op === 'int') values.push(expr.value);
      else work.push(0, expr.right, expr.left);
    }
    return values[0]!;
  }

  clear(): void {
    this.arena.clear();
  }
}
