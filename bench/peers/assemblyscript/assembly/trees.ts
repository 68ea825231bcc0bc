// Trees for the retained build, binary-trees and GCBench, one exported step at a time: between two
// steps no frame holds a reference, so that the minimal runtime, which never collects by itself,
// can be asked to.

import { Node } from './node';

class Tree {
  constructor(
    public left: Tree | null,
    public right: Tree | null,
  ) {}
}

class Bench {
  left: Bench | null = null;
  right: Bench | null = null;
  i: i32 = 0;
  j: i32 = 0;
}

let kept: Node | null = null;
let longLived: Tree | null = null;
let longLivedBench: Bench | null = null;
let doubles: StaticArray<f64> | null = null;

function grow(depth: i32): Node {
  const node = new Node();
  if (depth > 0) {
    node.left = grow(depth - 1);
    node.right = grow(depth - 1);
  }
  node.value = depth;
  return node;
}

function size(node: Node | null): i32 {
  return node === null ? 0 : 1 + size(node.left) + size(node.right);
}

export function keep(depth: i32): void {
  kept = grow(depth);
}

export function drop(): void {
  kept = null;
}

export function keptSize(): i32 {
  return size(kept);
}

function makeTree(depth: i32): Tree {
  return depth === 0 ? new Tree(null, null) : new Tree(makeTree(depth - 1), makeTree(depth - 1));
}

function count(tree: Tree): i32 {
  const left = tree.left;
  return left === null ? 1 : 1 + count(left) + count(tree.right!);
}

export function countedTree(depth: i32): i32 {
  return count(makeTree(depth));
}

export function keepTree(depth: i32): void {
  longLived = makeTree(depth);
}

export function countKept(): i32 {
  return count(longLived!);
}

function populate(depth: i32, node: Bench): void {
  if (depth <= 0) return;
  const left = new Bench();
  const right = new Bench();
  node.left = left;
  node.right = right;
  populate(depth - 1, left);
  populate(depth - 1, right);
}

function makeBench(depth: i32): Bench {
  const node = new Bench();
  if (depth > 0) {
    node.left = makeBench(depth - 1);
    node.right = makeBench(depth - 1);
  }
  return node;
}

export function benchTopDown(depth: i32): void {
  populate(depth, new Bench());
}

export function benchBottomUp(depth: i32): void {
  makeBench(depth);
}

export function keepBench(depth: i32, length: i32): void {
  const node = new Bench();
  longLivedBench = node;
  populate(depth, node);
  const array = new StaticArray<f64>(length);
  for (let i = 1; i < length / 2; i++) array[i] = 1 / <f64>i;
  doubles = array;
}

function spine(node: Bench | null): i32 {
  return node === null ? 0 : 1 + spine(node.left);
}

export function checkBench(): f64 {
  return <f64>spine(longLivedBench) + doubles![1000];
}
