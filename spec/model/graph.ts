// What a naive host knows of one heap: which objects it made, what they refer to, and what holds
// them. A walk goes through the heap and through this side by side.

import { expect } from 'chai';
import {
  type Heap,
  type Pin,
  type Ref,
  type Root,
  type RootStack,
  toRef,
} from '../../src/index.ts';
import { SHAPES } from './shapes.ts';

/** One object. */
export interface Node {
  readonly tag: number;
  readonly shape: number;
  words: number;
  /** Slots that are used, and what is in each. */
  readonly linksAt: number[];
  readonly links: (Node | undefined)[];
  /** Good until the next point where a collection can happen. */
  ref: Ref;
  /** The last walk that met it. */
  walk: number;
}

/** A handle and what it holds. One that is busy belongs to a step that is under way. */
export interface Held {
  readonly root: Root;
  node: Node | undefined;
  isBusy: boolean;
}

export interface Pinned {
  readonly pin: Pin;
  readonly node: Node;
  readonly ref: Ref;
}

/** Words that a scanner hands over. */
export const SCANNED_WORDS = 8;
export const STACK_SLOTS = 300;

/** The graph of one heap. */
export class Graph {
  readonly roots: Held[] = [];
  readonly pushed: Node[] = [];
  readonly pinned: Pinned[] = [];
  readonly scanned: (Node | undefined)[] = [];
  readonly stack: RootStack;
  /** Index of the words that a scanner hands over. */
  readonly base: number;
  private nodes: Node[] = [];
  private isKnown = false;
  private collections = 0;
  private walks = 0;
  private tags = 0;

  constructor(private readonly heap: Heap) {
    this.stack = heap.stack(STACK_SLOTS);
    this.base = heap.reserve(SCANNED_WORDS * 4) >>> 2;
  }

  /** Says that something was changed. */
  change(): void {
    this.isKnown = false;
  }

  nextTag(): number {
    return ++this.tags;
  }

  add(shape: number, tag: number, ref: Ref): Node {
    const { words, linksAt } = SHAPES[shape]!;
    const links = linksAt.map(() => undefined);
    return { tag, shape, words, linksAt: [...linksAt], links, ref, walk: 0 };
  }

  /** What is reached now, with references that are good until the next collection. */
  reached(): readonly Node[] {
    const { collections } = this.heap.stats();
    if (this.isKnown && collections === this.collections) return this.nodes;
    this.collections = collections;
    this.walk();
    this.isKnown = true;
    return this.nodes;
  }

  /** One of the nodes that are reached; undefined where there is none. */
  pick(number: number): Node | undefined {
    const nodes = this.reached();
    return nodes.length === 0 ? undefined : nodes[number % nodes.length];
  }

  /** Walks heap and model. Throws where they differ. */
  walk(): readonly Node[] {
    const walk = ++this.walks;
    const nodes: Node[] = [];
    const meet = (node: Node | undefined, ref: Ref, holder: string): void => {
      if (node === undefined || node.walk === walk) {
        const known = node === undefined ? 0 : node.ref;
        if (ref !== known) expect.fail(`${holder} holds ${ref}, not ${known}`);
        return;
      }
      node.walk = walk;
      node.ref = ref;
      nodes.push(node);
    };
    for (const { root, node } of this.roots) meet(node, root.ref, 'a handle');
    const depth = this.pushed.length;
    if (this.stack.depth !== depth) expect.fail(`the stack is ${this.stack.depth} deep`);
    for (let index = 0; index < depth; index++)
      meet(this.pushed[index], this.stack.peek(depth - 1 - index), 'the stack');
    const { words } = this.heap;
    this.scanned.forEach((node, index) =>
      meet(node, toRef(words[this.base + index]!), 'a scanned word'),
    );
    for (const { pin, node, ref } of this.pinned) {
      if (pin.ref !== ref) expect.fail('a pinned object has moved');
      meet(node, ref, 'a pin');
    }
    for (const node of nodes) this.look(node, meet);
    this.nodes = nodes;
    return nodes;
  }

  private look(
    { tag, shape, ref, words: length, linksAt, links }: Node,
    meet: (node: Node | undefined, ref: Ref, holder: string) => void,
  ): void {
    const { name, tagAt, lastAt } = SHAPES[shape]!;
    const { words } = this.heap;
    const payload = (ref >>> 2) + 1;
    const said = `${name} ${tag} at ${ref >>> 0}`;
    if (words[payload + tagAt] !== tag << 1) expect.fail(`${said} has lost its tag`);
    if (lastAt > tagAt && words[payload + lastAt] !== ~tag)
      expect.fail(`${said} lost its last word`);
    if (this.heap.payloadWords(ref) < length) expect.fail(`${said} has become shorter`);
    for (let index = 0; index < links.length; index++)
      meet(links[index], toRef(words[payload + linksAt[index]!]!), said);
  }

  /** Lets go of all. */
  clear(): void {
    for (const { pin } of this.pinned.splice(0)) pin.release();
    for (const { root } of this.roots.splice(0)) root.release();
    while (this.stack.depth > 0) this.stack.pop();
    this.pushed.length = 0;
    this.clearScanned();
    this.change();
  }

  clearScanned(): void {
    this.heap.words.fill(0, this.base, this.base + SCANNED_WORDS);
    this.scanned.length = 0;
  }
}
