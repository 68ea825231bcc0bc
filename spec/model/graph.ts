// What a naive host knows of one heap: which objects it made, what they refer to, and what holds
// them. A walk goes through the heap and through this side by side.

import { expect } from 'chai';
import {
  type Heap,
  integerWord,
  type Pin,
  type Ref,
  type Root,
  type RootStack,
  toRef,
} from '../../src/index.ts';
import type { Makers } from './makers.ts';
import { SHAPES } from './shapes.ts';

/** What a weak map has for a key: an object, a number, or nothing in a weak set. */
export type Value = Node | number | undefined;

/** One object. */
export interface Node {
  readonly tag: number;
  readonly shape: number;
  words: number;
  /** Slots that are used, and what is in each. */
  readonly linksAt: number[];
  readonly links: (Node | undefined)[];
  /** What it refers to weakly. */
  readonly aims: (Node | undefined)[];
  /** Of its weak map or set; undefined where it has none. */
  entries: Map<Node, Value> | undefined;
  /** Its identity hash, once it was asked for. */
  hash: number | undefined;
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

type Meet = (node: Node | undefined, ref: Ref, holder: string) => void;

/** These and all that they reach, by entries of weak maps too. */
export function closeOver(start: Iterable<Node | undefined>): Set<Node> {
  const found = new Set<Node>();
  const add = (value: Value): void => {
    if (typeof value === 'object') found.add(value);
  };
  for (const node of start) add(node);
  let size;
  do {
    ({ size } = found);
    // A set is gone through with what is added meanwhile.
    for (const { links, entries } of found) {
      links.forEach(add);
      for (const [key, value] of entries ?? []) if (found.has(key)) add(value);
    }
  } while (found.size > size);
  return found;
}

/** The graph of one heap. */
export class Graph {
  readonly roots: Held[] = [];
  readonly pushed: Node[] = [];
  readonly pinned: Pinned[] = [];
  readonly scanned: (Node | undefined)[] = [];
  /** What the heap itself holds: until its finalizer was run, or until the job ends. */
  readonly owned = new Set<Node>();
  /** All that no collection has found dead, each with its reference. */
  readonly all = new Set<Node>();
  readonly stack: RootStack;
  /** Objects that the nodes reached have of their own: weak maps and their tables. */
  extraObjects = 0;
  /** Index of the words that a scanner hands over. */
  readonly base: number;
  private nodes: Node[] = [];
  private isKnown = false;
  private collections = 0;
  private walks = 0;
  private tags = 0;

  constructor(
    private readonly heap: Heap,
    private readonly makers: Makers,
    /** Whether objects may have moved without the model being told. */
    private readonly isAstray: () => boolean,
  ) {
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
    const { words, linksAt, weakAt } = SHAPES[shape]!;
    const [links, aims] = [linksAt, weakAt].map((slots) => slots.map(() => undefined));
    const known = { links: links!, aims: aims!, entries: undefined, hash: undefined };
    const node: Node = { tag, shape, words, linksAt: [...linksAt], ...known, ref, walk: 0 };
    this.all.add(node);
    return node;
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

  /** The same of those that have this. */
  pickWhere(number: number, has: (node: Node) => boolean): Node | undefined {
    const nodes = this.reached().filter(has);
    return nodes[number % Math.max(1, nodes.length)];
  }

  /** One of the nodes that no collection has found dead. */
  pickAny(number: number): Node | undefined {
    const index = number % Math.max(1, this.all.size);
    return [...this.all][index];
  }

  /** What the model says is reached; looks at no object. */
  expected(): Set<Node> {
    const pinned = this.pinned.map(({ node }) => node);
    const held = this.roots.map(({ node }) => node);
    return closeOver([...held, ...this.pushed, ...this.scanned, ...pinned, ...this.owned]);
  }

  /** Has every reference known again, after objects have moved and nobody was told. */
  find(): void {
    const refs = this.makers.byTag();
    for (const node of this.all) {
      const ref = refs.get(node.tag);
      if (ref === undefined) this.all.delete(node);
      else node.ref = ref;
    }
    this.change();
  }

  /** Walks heap and model. Throws where they differ. */
  walk(): readonly Node[] {
    const walk = ++this.walks;
    const nodes: Node[] = [];
    this.extraObjects = 0;
    const isAstray = this.isAstray();
    const meet: Meet = (node, ref, holder) => {
      if (isAstray && node !== undefined && node.walk !== walk) node.ref = ref;
      const known = node === undefined ? 0 : node.ref;
      if (ref !== known) expect.fail(`${holder} holds ${ref}, not ${known}`);
      if (node === undefined || node.walk === walk) return;
      node.walk = walk;
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
    if (!isAstray) for (const node of this.owned) meet(node, node.ref, 'the heap itself');
    // Values whose keys are found add to it.
    let looked = 0;
    do {
      while (looked < nodes.length) this.look(nodes[looked++]!, meet);
      if (!isAstray) for (const node of nodes) this.lookAtValues(node, walk, meet);
    } while (looked < nodes.length);
    if (!isAstray) for (const node of nodes) this.lookAtWeak(node);
    this.nodes = nodes;
    return nodes;
  }

  /** The reference in the slot for a weak map or set; 0 where there is none yet. */
  tableOf({ shape, ref }: Node): Ref {
    return toRef(this.heap.words[(ref >>> 2) + 1 + SHAPES[shape]!.mapAt]!);
  }

  private lookAtValues(node: Node, walk: number, meet: Meet): void {
    if (node.entries === undefined) return;
    const table = this.tableOf(node);
    const said = `the weak map of ${node.tag}`;
    for (const [key, value] of node.entries) {
      if (key.walk !== walk || value === undefined) continue;
      const word = this.makers.weak.maps.get(table, key.ref);
      if (typeof value !== 'number') meet(value, toRef(word ?? 0), said);
      else if (word !== integerWord(value)) expect.fail(`${said} holds ${word}, not ${value}`);
    }
  }

  /** Sees that it refers weakly to what the model says, whether that is reached or not. */
  private lookAtWeak(node: Node): void {
    const { weakAt, mapAt, name } = SHAPES[node.shape]!;
    weakAt.forEach((slot, index) => {
      const word = this.heap.words[(node.ref >>> 2) + 1 + slot]!;
      const known = node.aims[index]?.ref ?? 0;
      if (word !== known) expect.fail(`${name} ${node.tag} refers weakly to ${word}, not ${known}`);
    });
    if (mapAt < 0) return;
    const table = this.tableOf(node);
    if ((table !== 0) !== (node.entries !== undefined)) expect.fail(`${node.tag} has a table`);
    if (node.entries === undefined) return;
    this.extraObjects += this.heap.words[(table >>> 2) + 1] === 0 ? 1 : 2;
    const { maps, sets } = this.makers.weak;
    const layout = name === 'mapped' ? maps : sets;
    const size = layout.size(table);
    if (size !== node.entries.size)
      expect.fail(`the weak map of ${node.tag} has ${size} entries, not ${node.entries.size}`);
    for (const key of node.entries.keys())
      if (!layout.has(table, key.ref)) expect.fail(`it has lost the entry of ${key.tag}`);
  }

  private look({ tag, shape, ref, words: length, linksAt, links }: Node, meet: Meet): void {
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
