// Splay with plain objects; see bench/subjects/splay.ts.

import type { Figures, Parameters } from '../../subjects/parameters.ts';
import { SEED, xorshift } from '../../subjects/random.ts';

const PAYLOAD_DEPTH = 5;
const MODIFICATIONS = 80;

type Payload =
  | { readonly array: readonly number[]; readonly text: string }
  | { readonly left: Payload; readonly right: Payload };

function makePayload(depth: number, tag: number): Payload {
  return depth === 0
    ? {
        array: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9],
        text: `String for key ${tag} in leaf node`,
      }
    : { left: makePayload(depth - 1, tag), right: makePayload(depth - 1, tag) };
}

class SplayNode {
  left: SplayNode | null = null;
  right: SplayNode | null = null;
  constructor(
    readonly key: number,
    readonly payload: Payload | null,
  ) {}
}

class SplayTree {
  private root: SplayNode | null = null;

  insert(key: number, tag: number): boolean {
    if (this.root !== null && this.splay(key).key === key) return false;
    const node = new SplayNode(key, makePayload(PAYLOAD_DEPTH, tag));
    const top = this.root;
    if (top !== null && key > top.key) {
      node.left = top;
      node.right = top.right;
      top.right = null;
    } else if (top !== null) {
      node.right = top;
      node.left = top.left;
      top.left = null;
    }
    this.root = node;
    return true;
  }

  remove(key: number): void {
    const { left, right } = this.splay(key);
    if (left === null) {
      this.root = right;
      return;
    }
    this.root = left;
    this.splay(key).right = right;
  }

  greatestBelow(key: number): number {
    const root = this.splay(key);
    if (root.key < key || root.left === null) return root.key;
    let node = root.left;
    while (node.right !== null) node = node.right;
    return node.key;
  }

  private splay(key: number): SplayNode {
    const header = new SplayNode(-1, null);
    let lesser = header;
    let greater = header;
    let current = this.root!;
    for (;;) {
      if (key < current.key) {
        let child = current.left;
        if (child === null) break;
        if (key < child.key) {
          current.left = child.right;
          child.right = current;
          current = child;
          child = current.left;
          if (child === null) break;
        }
        greater.left = current;
        greater = current;
        current = child;
      } else if (key > current.key) {
        let child = current.right;
        if (child === null) break;
        if (key > child.key) {
          current.right = child.left;
          child.left = current;
          current = child;
          child = current.right;
          if (child === null) break;
        }
        lesser.right = current;
        lesser = current;
        current = child;
      } else break;
    }
    lesser.right = current.left;
    greater.left = current.right;
    current.left = header.right;
    current.right = header.left;
    this.root = current;
    return current;
  }
}

/** Milliseconds of all runs and of the longest; `check` folds the keys that were removed. */
export function splay(parameters: Parameters): Figures {
  const tree = new SplayTree();
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
