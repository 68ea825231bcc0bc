// The tree flattened into typed arrays: 13 bytes a node, no object.

import { type ArenaIndex, StructArena } from '../../src/alloc/index.ts';
import type { ExprForm } from './form.ts';

const EXPR = { op: 'u8', left: 'index', right: 'index', value: 'i32' } as const;
const INT = 1;
const ADD = 2;

type ExprIndex = ArenaIndex<typeof EXPR, 'expressions'>;

/** Walks the tree by checked accesses to the fields. */
export class StructForm implements ExprForm<ExprIndex> {
  readonly name: string = 'StructArena';
  protected readonly arena: StructArena<typeof EXPR, 'expressions'>;

  /** Room for `nodes` nodes is made at once, so that no array is copied. */
  constructor(nodes: number) {
    this.arena = new StructArena(EXPR, { name: 'expressions', reserve: nodes });
  }

  /** Bytes of the arrays. */
  get bytes(): number {
    return this.arena.bytes;
  }

  int(value: number): ExprIndex {
    const index = this.arena.addZeroed();
    const { op, value: values } = this.arena.columns;
    op.set(index, INT);
    values.set(index, value);
    return index;
  }

  add(left: ExprIndex, right: ExprIndex): ExprIndex {
    const index = this.arena.addZeroed();
    const { columns } = this.arena;
    columns.op.set(index, ADD);
    columns.left.set(index, left);
    columns.right.set(index, right);
    return index;
  }

  evaluate(root: ExprIndex): number {
    const { op, left, right, value } = this.arena.columns;
    // 0, the index of nothing, stands for "add the two topmost values".
    const work: (ExprIndex | 0)[] = [root];
    const values: number[] = [];
    while (work.length > 0) {
      const index = work.pop()!;
      if (index === 0) {
        const second = values.pop()!;
        values.push((values.pop()! + second) | 0);
      } else if (op.get(index) === ADD) work.push(0, right.get(index), left.get(index));
      else values.push(value.get(index));
    }
    return values[0]!;
  }

  clear(): void {
    this.arena.clear();
  }
}

/**
 * Evaluates by one pass over the arrays in the order of adding: children come before their parent,
 * so every value is known when it is asked for, whatever the tree's shape, and no stack is needed.
 */
export class StructPassForm extends StructForm {
  override readonly name = 'StructArena, one pass';

  override evaluate(root: ExprIndex): number {
    const { columns } = this.arena;
    const op = columns.op.data;
    const left = columns.left.data;
    const right = columns.right.data;
    const value = columns.value.data;
    const last = this.arena.slotOf(root);
    const results = new Int32Array(last + 1);
    for (let slot = 1; slot <= last; slot++)
      results[slot] =
        op[slot] === ADD ? results[left[slot]!]! + results[right[slot]!]! : value[slot]!;
    return results[last]!;
  }
}
