// Builds and evaluates the same tree in every form, and says what each costs.

import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { ArenaForm } from './arena-form.ts';
import { build, type ExprForm, leavesOf, type Shape } from './form.ts';
import { PlainForm } from './plain-form.ts';
import { StructForm, StructPassForm } from './struct-form.ts';

/** What a form took for one tree. */
export interface Cost {
  readonly form: string;
  readonly shape: Shape;
  readonly result: number;
  readonly buildMs: number;
  /** The best of three. */
  readonly evaluateMs: number;
  /** Bytes that the tree keeps, found by a full collection before and after building. */
  readonly bytes: number;
}

const EVALUATIONS = 3;

/** The sum of the leaves 0 … leaves - 1, as the forms compute it. */
export function expectedResult(nodes: number): number {
  const leaves = BigInt(leavesOf(nodes));
  return Number(BigInt.asIntN(32, (leaves * (leaves - 1n)) / 2n));
}

/** A full collection on demand. */
export function collectionOnDemand(): () => void {
  setFlagsFromString('--expose-gc');
  return runInNewContext('gc') as () => void;
}

function bytesInUse(collect: () => void): number {
  // The second waits for the array buffers that the first has found dead and lets go of in the
  // background.
  collect();
  collect();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

function measure<Node>(
  open: () => ExprForm<Node>,
  shape: Shape,
  nodes: number,
  collect: () => void,
): Cost {
  const before = bytesInUse(collect);
  const start = performance.now();
  const form = open();
  const root = build(form, shape, nodes);
  const buildMs = performance.now() - start;
  const bytes = bytesInUse(collect) - before;
  let evaluateMs = Infinity;
  let result = 0;
  for (let round = 0; round < EVALUATIONS; round++) {
    const from = performance.now();
    result = form.evaluate(root);
    evaluateMs = Math.min(evaluateMs, performance.now() - from);
  }
  return { form: form.name, shape, result, buildMs, evaluateMs, bytes };
}

/** The cost of a tree of `nodes` nodes, an odd number, in each form and both shapes. */
export function compareForms(nodes: number, collect: () => void): Cost[] {
  return (['balanced', 'skewed'] as const).flatMap((shape) => [
    measure(() => new PlainForm(), shape, nodes, collect),
    measure(() => new ArenaForm(), shape, nodes, collect),
    measure(() => new StructForm(nodes), shape, nodes, collect),
    measure(() => new StructPassForm(nodes), shape, nodes, collect),
  ]);
}

/** The costs as a table for people. */
export function tableOf(costs: readonly Cost[], nodes: number): string {
  const rows = costs.map((cost) => [
    cost.shape,
    cost.form,
    cost.buildMs.toFixed(1),
    cost.evaluateMs.toFixed(1),
    (cost.bytes / nodes).toFixed(1),
    String(cost.result),
  ]);
  const table = [['shape', 'form', 'build ms', 'evaluate ms', 'bytes/node', 'value'], ...rows];
  const widths = table[0]!.map((_, column) => Math.max(...table.map((row) => row[column]!.length)));
  const lines = table.map((row) =>
    row
      .map((cell, column) =>
        column < 2 ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!),
      )
      .join('  '),
  );
  return `${nodes} nodes\n${lines.join('\n')}\n`;
}
