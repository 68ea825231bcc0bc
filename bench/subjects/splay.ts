// Splay (Octane; Sleator and Tarjan 1985, top down): a tree of 8,000 keys with payloads; a run
// inserts 80 new keys and removes for each the greatest key below it. Collection is automatic:
// whatever an insertion needs is held by handles.

import type { Heap, Ref } from '../../src/index.ts';
import { heapFor } from './heaps.ts';
import type { Figures, Parameters } from './parameters.ts';
import { SEED, xorshift } from './random.ts';

const PAYLOAD_DEPTH = 5;
const ARRAY_LENGTH = 10;
const TEXT_BYTES = 40;
const MODIFICATIONS = 80;
const HEAP_BYTES = 256 << 20;

function makePayloads(heap: Heap) {
  const Branch = heap.layout('Branch', { left: 'ref', right: 'ref' });
  const Leaf = heap.layout('Leaf', { array: 'ref', text: 'ref' });
  const Values = heap.arrayLayout('Values', 'value');
  const Text = heap.bytesLayout('Text');
  const waiting = heap.stack();
  const make = (depth: number, tag: number): Ref => {
    if (depth === 0) {
      const array = Values.new(ARRAY_LENGTH);
      for (let i = 0; i < ARRAY_LENGTH; i++) Values.set(array, i, i);
      waiting.push(array);
      const text = Text.new(TEXT_BYTES);
      Text.fill(text, tag & 0x7f);
      return Leaf.new({ array: waiting.pop(), text });
    }
    waiting.push(make(depth - 1, tag));
    const right = make(depth - 1, tag);
    return Branch.new({ left: waiting.pop(), right });
  };
  return make;
}

/** A splay tree in the heap. Keys are numbers; -1 stands for none. */
class SplayTree {
  private readonly Node;
  private readonly root;
  private readonly spare;
  private readonly payload;
  private readonly header;

  constructor(heap: Heap) {
    this.Node = heap.layout('Node', { left: 'ref', right: 'ref', payload: 'ref', key: 'f64' });
    this.root = heap.root();
    this.spare = heap.root();
    this.header = heap.root(this.Node.new());
    this.payload = makePayloads(heap);
  }

  /** Adds a key that is not there; false when it is. */
  insert(key: number, tag: number): boolean {
    const { Node } = this;
    if (this.root.ref !== 0) {
      this.splay(key);
      if (Node.key.get(this.root.ref) === key) return false;
    }
    this.spare.ref = this.payload(PAYLOAD_DEPTH, tag);
    const node = Node.new();
    const top = this.root.ref;
    Node.key.set(node, key);
    Node.payload.set(node, this.spare.ref);
    if (top !== 0 && key > Node.key.get(top)) {
      Node.left.set(node, top);
      Node.right.set(node, Node.right.get(top));
      Node.right.set(top, 0);
    } else if (top !== 0) {
      Node.right.set(node, top);
      Node.left.set(node, Node.left.get(top));
      Node.left.set(top, 0);
    }
    this.root.ref = node;
    this.spare.ref = 0;
    return true;
  }

  remove(key: number): void {
    const { Node, root } = this;
    this.splay(key);
    const left = Node.left.get(root.ref);
    const right = Node.right.get(root.ref);
    if (left === 0) {
      root.ref = right;
      return;
    }
    root.ref = left;
    this.splay(key);
    Node.right.set(root.ref, right);
  }

  /** The greatest key below `key`, which is in the tree; or `key` itself. */
  greatestBelow(key: number): number {
    const { Node, root } = this;
    this.splay(key);
    let ref = Node.key.get(root.ref) < key ? root.ref : Node.left.get(root.ref);
    if (ref === 0) ref = root.ref;
    for (let next = Node.right.get(ref); ref !== root.ref && next !== 0;) {
      ref = next;
      next = Node.right.get(ref);
    }
    return Node.key.get(ref);
  }

  private splay(key: number): void {
    const { left: Left, right: Right, key: Key } = this.Node;
    const header = this.header.ref;
    Left.set(header, 0);
    Right.set(header, 0);
    let lesser = header;
    let greater = header;
    let current = this.root.ref;
    for (;;) {
      const here = Key.get(current);
      if (key < here) {
        let child = Left.get(current);
        if (child === 0) break;
        if (key < Key.get(child)) {
          Left.set(current, Right.get(child));
          Right.set(child, current);
          current = child;
          child = Left.get(current);
          if (child === 0) break;
        }
        Left.set(greater, current);
        greater = current;
        current = child;
      } else if (key > here) {
        let child = Right.get(current);
        if (child === 0) break;
        if (key > Key.get(child)) {
          Right.set(current, Left.get(child));
          Left.set(child, current);
          current = child;
          child = Right.get(current);
          if (child === 0) break;
        }
        Right.set(lesser, current);
        lesser = current;
        current = child;
      } else break;
    }
    Right.set(lesser, Left.get(current));
    Left.set(greater, Right.get(current));
    Left.set(current, Right.get(header));
    Right.set(current, Left.get(header));
    this.root.ref = current;
  }
}

/** Milliseconds of all runs and of the longest; `check` folds the keys that were removed. */
export function splay(parameters: Parameters): Figures {
  const heap = heapFor(HEAP_BYTES, 'automatic');
  const tree = new SplayTree(heap);
  let state = SEED;
  let check = 0;
  const insertNew = (tag: number): number => {
    do state = xorshift(state);
    while (!tree.insert(state, tag));
    return state;
  };
  const started = performance.now();
  for (let i = 0; i < parameters.number('nodes'); i++) insertNew(i);
  const settled = performance.now();
  let longestRunMs = 0;
  for (let run = parameters.number('runs'); run > 0; run--) {
    const runStarted = performance.now();
    for (let i = 0; i < MODIFICATIONS; i++) {
      const removed = tree.greatestBelow(insertNew(i));
      tree.remove(removed);
      check = (Math.imul(check, 31) + removed) | 0;
    }
    longestRunMs = Math.max(longestRunMs, performance.now() - runStarted);
  }
  const setupMs = settled - started;
  return { check, setupMs, ms: performance.now() - settled, longestRunMs };
}
