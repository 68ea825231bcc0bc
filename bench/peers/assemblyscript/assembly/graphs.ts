// The graphs of bench/subjects/mark.ts. The host collects, by the runtime's own export, when no
// frame is here.

import { Node } from './node';
import { placement, SEED, xorshift } from './random';

const WALK = 1000;

class Triple {
  a: Triple | null = null;
  b: Triple | null = null;
  c: Triple | null = null;
  value: i32 = 0;
}

let root: Node | null = null;
let star: StaticArray<Node | null> | null = null;
let triple: Triple | null = null;

function makeNodes(count: i32): StaticArray<Node | null> {
  const made = new StaticArray<Node | null>(count);
  for (let i = 0; i < count; i++) {
    const node = new Node();
    node.value = i;
    made[i] = node;
  }
  return made;
}

export function buildTree(count: i32, isShuffled: bool): void {
  const made = makeNodes(count);
  const places = placement(count, isShuffled);
  for (let i = 0; i < count; i++) {
    const node = made[places[i]]!;
    if (2 * i + 1 < count) node.left = made[places[2 * i + 1]];
    if (2 * i + 2 < count) node.right = made[places[2 * i + 2]];
  }
  root = made[places[0]];
}

export function buildList(count: i32): void {
  const made = makeNodes(count);
  for (let i = 0; i + 1 < count; i++) made[i]!.left = made[i + 1];
  root = made[0];
}

export function buildStar(count: i32): void {
  star = makeNodes(count);
}

export function buildDegree3(count: i32): void {
  const made = new StaticArray<Triple | null>(count);
  for (let i = 0; i < count; i++) {
    const one = new Triple();
    one.value = i;
    made[i] = one;
  }
  const places = placement(count, true);
  let state = SEED;
  for (let i = 0; i < count; i++) {
    const one = made[places[i]]!;
    one.a = made[places[(i + 1) % count]];
    state = xorshift(state);
    one.b = made[<i32>(state % <u32>count)];
    state = xorshift(state);
    one.c = made[<i32>(state % <u32>count)];
  }
  triple = made[places[0]];
}

function foldNodes(node: Node | null, step: i32, sum: i32): i32 {
  if (node === null || step === WALK) return sum;
  const one = step % 2 === 0 ? node.left : node.right;
  const other = step % 2 === 0 ? node.right : node.left;
  return foldNodes(one !== null ? one : other, step + 1, sum * 31 + node.value);
}

function foldTriples(at: Triple | null, step: i32, sum: i32): i32 {
  if (at === null || step === WALK) return sum;
  const next = step % 3 === 0 ? at.a : step % 3 === 1 ? at.b : at.c;
  return foldTriples(next, step + 1, sum * 31 + at.value);
}

/** Folds the values along one path of whatever was built. */
export function check(): i32 {
  let sum = foldNodes(root, 0, 0) + foldTriples(triple, 0, 0);
  const nodes = star;
  if (nodes !== null)
    for (let step = 0; step < WALK && step < nodes.length; step++)
      sum = sum * 31 + nodes[step]!.value;
  return sum;
}
