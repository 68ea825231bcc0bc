// The retained build, binary-trees and GCBench with plain objects.

import { type Figures, median, type Parameters } from '../../subjects/parameters.ts';
import { treesOfDepth } from '../../subjects/trees.ts';
import { collector, type Node } from './mark.ts';

const WARM_UPS = 3;
const MIN_DEPTH = 4;
const LESS = 2;

function grow(depth: number): Node {
  return depth === 0
    ? { left: null, right: null, value: 0 }
    : { left: grow(depth - 1), right: grow(depth - 1), value: depth };
}

function size(node: Node | null): number {
  return node === null ? 0 : 1 + size(node.left) + size(node.right);
}

/** Milliseconds of building one tree. */
export function build(parameters: Parameters): Figures {
  const collect = collector();
  const depth = parameters.number('depth');
  const samples: number[] = [];
  const kept: Node[] = [];
  for (let i = -WARM_UPS; i < parameters.number('times'); i++) {
    kept.length = 0;
    collect();
    const started = performance.now();
    kept.push(grow(depth));
    if (i >= 0) samples.push(performance.now() - started);
  }
  return { ms: median(samples), check: size(kept[0]!) };
}

interface Tree {
  readonly left: Tree | null;
  readonly right: Tree | null;
}

function makeTree(depth: number): Tree {
  return depth === 0
    ? { left: null, right: null }
    : { left: makeTree(depth - 1), right: makeTree(depth - 1) };
}

function count(tree: Tree): number {
  return tree.left === null ? 1 : 1 + count(tree.left) + count(tree.right!);
}

/** The whole program; `check` is the sum of all its counts. */
export function binaryTrees(parameters: Parameters): Figures {
  const N = parameters.number('n');
  let check = count(makeTree(N + 1));
  const longLived = makeTree(N);
  for (let depth = MIN_DEPTH; depth <= N; depth += 2)
    for (let i = treesOfDepth(N, depth); i > 0; i--) check += count(makeTree(depth));
  check += count(longLived);
  return { check };
}

class BenchNode {
  i = 0;
  j = 0;
  constructor(
    public left: BenchNode | null = null,
    public right: BenchNode | null = null,
  ) {}
}

function populate(depth: number, node: BenchNode): void {
  if (depth <= 0) return;
  node.left = new BenchNode();
  node.right = new BenchNode();
  populate(depth - 1, node.left);
  populate(depth - 1, node.right);
}

function make(depth: number): BenchNode {
  return depth <= 0 ? new BenchNode() : new BenchNode(make(depth - 1), make(depth - 1));
}

function treeSize(depth: number): number {
  return 2 ** (depth + 1) - 1;
}

/** The whole program; `check` is as in bench/subjects/gcbench.ts. */
export function gcbench(parameters: Parameters): Figures {
  const stretch = parameters.number('stretch');
  let temporary: BenchNode | null = make(stretch);
  const longLived = new BenchNode();
  populate(stretch - LESS, longLived);
  const length = parameters.number('doubles');
  const array = new Float64Array(length);
  for (let i = 1; i < length / 2; i++) array[i] = 1 / i;
  for (let depth = MIN_DEPTH; depth <= stretch - LESS; depth += 2) {
    const times = Math.floor((2 * treeSize(stretch)) / treeSize(depth));
    for (let i = 0; i < times; i++) {
      temporary = new BenchNode();
      populate(depth, temporary);
    }
    for (let i = 0; i < times; i++) temporary = make(depth);
  }
  let spine = temporary === null ? 1 : 0;
  for (let node: BenchNode | null = longLived; node !== null; node = node.left) spine++;
  return { check: spine + array[1000]! };
}
