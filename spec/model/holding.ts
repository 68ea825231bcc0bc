// One heap of a program with the graph of what it holds, and what is called when something dies.

import { expect } from 'chai';
import { type AddressSpace, Heap, type HeapOptions, type Ref } from '../../src/index.ts';
import { type Held, Graph, type Node } from './graph.ts';
import { isCyclic, Makers } from './makers.ts';
import type { Event } from './program.ts';
import { SHAPES } from './shapes.ts';
import { type Cell, type Finalizing, WeakModel } from './weakness.ts';

/** What a heap of a program tells of. */
export interface Host {
  /** An event of a heap; true: it was armed. Throws what the program has it throw. */
  fire(subject: Holding, event: Event): boolean;
  /** What a heap told its listener of errors. */
  note(subject: Holding, error: unknown): void;
  /** Whether the engine's stack has ended somewhere in this step, and nothing is sure. */
  readonly isAstray: boolean;
  /** Whether it has in this program: there may be objects that the model never heard of. */
  readonly wasAstray: boolean;
}

/** What a listener can do in the middle of a collection. */
export interface Marking {
  isLive(this: void, ref: Ref): boolean;
  resurrect(this: void, ref: Ref): void;
}

/** Nodes of a heap from which on nothing is added, so that a walk stays short. */
const MANY_NODES = 150;

/** A heap and what it holds. */
export class Holding {
  readonly heap: Heap;
  readonly graph: Graph;
  readonly makers: Makers;
  readonly weakness: WeakModel;
  /** Objects made, as far as is known: not after the engine's stack has ended somewhere. */
  made = 0;
  isDisposed = false;
  /**
   * Whether an object is held by nobody but the constructor of another, or by a call that has not
   * come back, which the model does not see.
   */
  hidesOne = false;
  /** While the heap's listener is called between mark and sweep. */
  marking: Marking | undefined;
  /** What was resurrected and has no handle yet. */
  readonly revived: Node[] = [];
  /** Handles that the heap has of its own: on its weak map of identity hashes, once it has one. */
  ownRoots = 0;
  /** Whether that map has had an entry. */
  private hasHashes = false;

  constructor(
    readonly space: AddressSpace,
    readonly name: string,
    options: HeapOptions,
    readonly host: Host,
  ) {
    this.heap = new Heap({ name, ...options });
    this.makers = new Makers(this.heap, (ref) => this.finalizedByLayout(ref));
    this.graph = new Graph(this.heap, this.makers, () => this.host.isAstray);
    this.weakness = new WeakModel(this.graph);
  }

  /** A new object. Throws as the heap does. */
  make(shape: number, left: Ref = 0): Node {
    const { graph, makers, weakness } = this;
    const tag = graph.nextTag();
    const ref = makers.make(shape, tag, left);
    this.made++;
    const node = graph.add(shape, tag, ref);
    if (isCyclic(shape, tag)) node.aims[0] = node;
    const { priority } = SHAPES[shape]!;
    if (priority !== undefined) weakness.finalizing.push({ node, priority, keeps: false });
    return node;
  }

  /** Does what may make objects of the heap's own, and counts them. */
  makeInside(work: () => void): void {
    const uncounted = (): number => this.heap.stats().allocatedObjects - this.made;
    const before = uncounted();
    try {
      work();
    } finally {
      if (!this.isDisposed) this.made += uncounted() - before;
    }
  }

  /** Stores a link. `ref` is where the target is now; the other's must be good too. */
  linkTo(from: Node, slot: number, to: Node | undefined, ref: Ref): void {
    if (from.links.length === 0) return;
    const index = slot % from.links.length;
    this.makers.store(from.shape, from.ref, from.linksAt[index]!, ref);
    from.links[index] = to;
    this.graph.change();
  }

  isFull(): boolean {
    return this.graph.reached().length > MANY_NODES;
  }

  /** Adds a handle that belongs to this step, which may be given away at its end. */
  hold(node: Node | undefined): Held {
    const root = this.heap.root(node?.ref ?? 0);
    const held: Held = { root, node, isBusy: true };
    this.graph.roots.push(held);
    this.graph.change();
    return held;
  }

  point(held: Held, node: Node): void {
    held.root.ref = node.ref;
    held.node = node;
    this.graph.change();
  }

  letGo(held: Held): void {
    if (this.isDisposed) return;
    held.root.release();
    this.graph.roots.splice(this.graph.roots.indexOf(held), 1);
    this.graph.change();
  }

  /** The identity hash of a node, for which the heap may make a table. */
  hashOf(node: Node): number {
    const { heap } = this;
    const uncounted = (): number => heap.stats().roots - this.handles;
    const before = uncounted();
    let hash = 0;
    try {
      this.makeInside(() => (hash = heap.identityHash(node.ref)));
      this.hasHashes = true;
    } finally {
      if (!this.isDisposed) this.ownRoots += uncounted() - before;
    }
    return hash;
  }

  /** Objects of the heap's own: the map of identity hashes, and its table. */
  get ownObjects(): number {
    return this.ownRoots + (this.hasHashes ? 1 : 0);
  }

  /** Handles that the model knows of. */
  get handles(): number {
    const { graph, weakness, ownRoots } = this;
    const kept = weakness.handles.filter(({ isKept }) => isKept).length;
    return graph.roots.length + graph.pinned.length + kept + ownRoots;
  }

  private finalizedByLayout(ref: Ref): void {
    const { weakness, graph, host } = this;
    const tag = this.heap.words[(ref >>> 2) + 1]! >> 1;
    const waiting = [...weakness.due, ...weakness.finalizing];
    const call = waiting.find(
      ({ node }) => node.tag === tag && SHAPES[node.shape]!.priority !== undefined,
    );
    if (call !== undefined) this.finalized(call, ref);
    else if (!host.wasAstray) expect.fail(`${tag} is finalized, and ${graph.all.size} are known`);
  }

  /** Called with an object that has died. */
  finalized(call: Finalizing, ref: Ref): void {
    const { weakness } = this;
    if (!this.isSure(call)) return;
    this.calling(() => {
      weakness.beginFinalizer(call, ref);
      try {
        this.graph.walk();
        if (call.keeps && !weakness.isClosing) this.hold(call.node).isBusy = false;
        this.host.fire(this, 'finalizer');
      } finally {
        weakness.endFinalizer(call);
      }
    });
  }

  /** Called when the target of a registration has died. */
  told(cell: Cell): void {
    const { weakness } = this;
    if (!this.isSure(cell)) return;
    this.calling(() => {
      weakness.beginTelling(cell);
      try {
        this.host.fire(this, 'registry');
      } finally {
        weakness.endTelling();
      }
    });
  }

  /** Sees that so many were called, and that nothing is due any more. */
  checkCalls(count: number, before: number): void {
    const { calls, due, ready } = this.weakness;
    if (this.host.isAstray) return;
    if (count !== calls - before) expect.fail(`${count} are said to be called`);
    if (due.length + ready.length > 0) expect.fail('something is due that was not called');
  }

  /** While a heap is closed, it can be used in what it calls. */
  private calling(work: () => void): void {
    const { isDisposed } = this;
    this.isDisposed = false;
    try {
      work();
    } finally {
      this.isDisposed = isDisposed;
    }
  }

  /** Whether the model knows what is to be called; if not, it forgets the call. */
  private isSure(call: Finalizing | Cell): boolean {
    const { host, weakness } = this;
    if (!host.isAstray) return true;
    weakness.forget(call);
    return false;
  }
}
