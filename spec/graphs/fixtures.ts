// Graphs whose live part is known without tracing them: each fixture says by a rule of its own
// which nodes its roots reach.

import { Random } from '../support/random.ts';

/** A directed graph over nodes 0 … nodes-1, with what a collection must find. */
export interface GraphFixture {
  readonly name: string;
  readonly nodes: number;
  /** Targets of a node's edges; -1 is a null edge. */
  readonly edges: (node: number) => readonly number[];
  readonly roots: readonly number[];
  /** Whether the node must survive. */
  readonly lives: (node: number) => boolean;
}

const none = (): readonly number[] => [];

function list(nodes: number, rootAt: number): GraphFixture {
  return {
    name: `a list of ${nodes}, rooted at ${rootAt}`,
    nodes,
    edges: (node) => [node + 1 < nodes ? node + 1 : -1],
    roots: [rootAt],
    lives: (node) => node >= rootAt,
  };
}

function tree(depth: number): GraphFixture {
  const nodes = 2 ** (depth + 1) - 1;
  const left = 1;
  const isUnderLeft = (node: number): boolean => {
    let at = node;
    while (at > left) at = (at - 1) >> 1;
    return at === left;
  };
  return {
    name: `a binary tree of depth ${depth}, its left half rooted`,
    nodes,
    edges: (node) => (2 * node + 2 < nodes ? [2 * node + 1, 2 * node + 2] : [-1, -1]),
    roots: [left],
    lives: isUnderLeft,
  };
}

function rings(count: number, length: number): GraphFixture {
  const ringOf = (node: number): number => Math.floor(node / length);
  return {
    name: `${count} cycles of ${length}, every other one rooted`,
    nodes: count * length,
    edges: (node) => [ringOf(node) * length + ((node + 1) % length)],
    roots: Array.from(
      { length: Math.ceil(count / 2) },
      (_, pair) => pair * 2 * length + (pair % length),
    ),
    lives: (node) => ringOf(node) % 2 === 0,
  };
}

function diamonds(count: number): GraphFixture {
  // top → left, right → bottom; the next diamond's top hangs below every bottom of the first half.
  const last = count >> 1;
  return {
    name: `${count} diamonds, the first half chained below one root`,
    nodes: count * 4,
    edges: (node) => {
      const diamond = node >> 2;
      const base = diamond * 4;
      const corner = node & 3;
      if (corner === 0) return [base + 1, base + 2];
      if (corner < 3) return [base + 3, base + 3];
      return diamond < last ? [base + 4, base] : [-1, base];
    },
    roots: [0],
    lives: (node) => node >> 2 <= last,
  };
}

function star(points: number): GraphFixture {
  return {
    name: `a star of ${points} points, and as many loose ones`,
    nodes: 1 + 2 * points,
    edges: (node) => (node === 0 ? Array.from({ length: points }, (_, point) => point + 1) : []),
    roots: [0],
    lives: (node) => node <= points,
  };
}

function selfLoops(nodes: number): GraphFixture {
  return {
    name: `${nodes} self-loops, one root in 100`,
    nodes,
    edges: (node) => [node, node],
    roots: Array.from({ length: Math.ceil(nodes / 100) }, (_, index) => index * 100),
    lives: (node) => node % 100 === 0,
  };
}

function randomGraph(seed: number, nodes: number, degree: number): GraphFixture {
  const random = new Random(seed);
  const targets = Array.from({ length: nodes }, () =>
    Array.from({ length: random.below(degree + 1) }, () =>
      random.fraction() < 0.1 ? -1 : random.below(nodes),
    ),
  );
  const roots = Array.from({ length: 3 }, () => random.below(nodes));
  // The oracle: repeat over all edges until nothing changes. Slow, and nothing like a tracer.
  const lives = new Array<boolean>(nodes).fill(false);
  for (const root of roots) lives[root] = true;
  for (let changed = true; changed;) {
    changed = false;
    targets.forEach((out, node) => {
      if (!lives[node]) return;
      for (const target of out) if (target >= 0 && !lives[target]) changed = lives[target] = true;
    });
  }
  return {
    name: `a random graph of ${nodes} nodes, out-degree up to ${degree}, seed ${seed}`,
    nodes,
    edges: (node) => targets[node]!,
    roots,
    lives: (node) => lives[node]!,
  };
}

/** Every fixture that the tracing specs run. */
export const FIXTURES: readonly GraphFixture[] = [
  { name: 'one node without a root', nodes: 1, edges: none, roots: [], lives: () => false },
  { name: 'one rooted node', nodes: 1, edges: none, roots: [0], lives: () => true },
  { name: '20,000 nodes, no root', nodes: 20_000, edges: () => [0], roots: [], lives: () => false },
  list(10_000, 0),
  list(10_000, 7_500),
  list(1_000_000, 0),
  list(1_000_000, 600_000),
  tree(15),
  rings(200, 50),
  rings(2, 20_000),
  diamonds(5_000),
  star(1_000),
  star(200_000),
  selfLoops(30_000),
  ...[1, 2, 3, 4, 5, 6].map((seed) => randomGraph(seed, 4_000, 1 + (seed % 4))),
];
