// What a naive host knows of the weakness of one heap: at each collection it is told what lives,
// and says by the page docs/weakness.md what must be cleared, and what must be called, in which
// order.

import { expect } from 'chai';
import type { FinalizationRegistry, Ref, WeakHandle } from '../../src/index.ts';
import { closeOver, type Graph, type Node } from './graph.ts';

/** A finalizer that waits for its object. */
export interface Finalizing {
  readonly node: Node;
  readonly priority: number;
  /** Whether it gives the object a handle. */
  readonly keeps: boolean;
}

/** A registration. */
export interface Cell {
  readonly registry: number;
  readonly target: Node;
  token: Node | undefined;
}

export interface Handle {
  readonly handle: WeakHandle;
  node: Node | undefined;
  /** Whether it has given its object out in this job. */
  isKept: boolean;
}

/** What a mark has found. */
interface Plan {
  live: Set<Node>;
  /** How many of them are not reached. */
  readonly spared: number;
}

/** The weakness of one heap. */
export class WeakModel {
  readonly handles: Handle[] = [];
  readonly registries: FinalizationRegistry<Cell>[] = [];
  finalizing: Finalizing[] = [];
  cells: Cell[] = [];
  /** Finalizers that are due, in the order in which they came. */
  due: Finalizing[] = [];
  /** Registrations whose targets have died. */
  ready: Cell[] = [];
  /** What is being called, from the first on. */
  private batch: Finalizing[] = [];
  private isTelling = false;
  private plan: Plan | undefined;
  /** How many that are not reached the last collection has spared. */
  spared = 0;
  /** How many were called. */
  calls = 0;
  isClosing = false;
  private isClosed = false;

  constructor(private readonly graph: Graph) {}

  /** After a mark: what an earlier one has found, that was cut short, is of no use. */
  begin(): void {
    this.plan = undefined;
  }

  /** After it, too. Throws where it has not found what it must. */
  mark(isLive: (ref: Ref) => boolean): void {
    const { graph } = this;
    const live = new Set<Node>();
    for (const node of graph.all) if (isLive(node.ref)) live.add(node);
    const reached = graph.expected();
    for (const node of reached)
      if (!live.has(node)) expect.fail(`${node.tag} is reached and not marked`);
    if (live.size > reached.size && closeOver(live).size !== live.size)
      expect.fail('something that lives reaches what does not');
    this.plan = { live, spared: live.size - reached.size };
  }

  /** One of those that the mark has not found; undefined where there is none. */
  pickDead(number: number): Node | undefined {
    const { plan, graph } = this;
    if (plan === undefined) return undefined;
    const dead = [...graph.all].filter((node) => !plan.live.has(node));
    return dead[number % Math.max(1, dead.length)];
  }

  /** One of those that it has found, and that has links. */
  pickLive(number: number): Node | undefined {
    const live = [...(this.plan?.live ?? [])].filter(({ links }) => links.length > 0);
    return live[number % Math.max(1, live.length)];
  }

  /** After one was resurrected. Throws where not all that it reaches lives. */
  resurrect(node: Node, isLive: (ref: Ref) => boolean): void {
    const plan = this.plan!;
    plan.live = closeOver([...plan.live, node]);
    for (const each of this.graph.all)
      if (isLive(each.ref) !== plan.live.has(each))
        expect.fail(`${each.tag} does${plan.live.has(each) ? ' not' : ''} live`);
  }

  /** Once a collection has cleared what it must: the model does the same. */
  commit(): void {
    const { plan, graph } = this;
    if (plan === undefined) return;
    this.plan = undefined;
    this.spared = plan.spared;
    this.clear((node) => plan.live.has(node));
    const [due, waiting] = parted(this.finalizing, ({ node }) => !plan.live.has(node));
    this.finalizing = waiting;
    this.due.push(...due);
    this.ownAll();
    const kept = closeOver([...plan.live, ...due.map(({ node }) => node)]);
    for (const node of graph.all) if (!kept.has(node)) graph.all.delete(node);
    graph.change();
  }

  private clear(lives: (node: Node) => boolean): void {
    for (const { aims, entries } of this.graph.all) {
      aims.forEach((aim, index) => {
        if (aim !== undefined && !lives(aim)) aims[index] = undefined;
      });
      for (const key of entries?.keys() ?? []) if (!lives(key)) entries!.delete(key);
    }
    for (const node of this.graph.all) if (!lives(node)) node.hash = undefined;
    for (const handle of this.handles)
      if (handle.node !== undefined && !lives(handle.node)) handle.node = undefined;
    for (const cell of [...this.cells, ...this.ready])
      if (cell.token !== undefined && !lives(cell.token)) cell.token = undefined;
    const [dead, waiting] = parted(this.cells, ({ target }) => !lives(target));
    this.cells = waiting;
    this.ready.push(...dead);
  }

  /** Says which nodes the heap itself holds. */
  ownAll(): void {
    const { owned } = this.graph;
    owned.clear();
    for (const { node } of this.due) owned.add(node);
    for (const { node, isKept } of this.handles) if (isKept) owned.add(node!);
    this.graph.change();
  }

  /** Before a finalizer does anything. Throws where another is due, or this one is not. */
  beginFinalizer(call: Finalizing, ref: Ref): void {
    this.calls++;
    if (this.isClosing && !this.isClosed) {
      this.isClosed = true;
      this.due.push(...this.finalizing.splice(0));
      this.ownAll();
    }
    if (this.isTelling) expect.fail('a finalizer comes before the callbacks of registries');
    if (this.batch.length === 0) this.batch = [...this.due].sort((a, b) => a.priority - b.priority);
    const [next] = this.batch;
    if (next !== call)
      expect.fail(`the finalizer of ${call.node.tag} is called, not of ${next?.node.tag}`);
    if (ref !== call.node.ref) expect.fail(`the finalizer of ${call.node.tag} is given ${ref}`);
  }

  /** When it is done. */
  endFinalizer(call: Finalizing): void {
    this.batch.shift();
    this.due.splice(this.due.indexOf(call), 1);
    this.ownAll();
    if (this.batch.length === 0) this.isTelling = this.ready.length > 0;
  }

  /** Before a registry is told. Throws where another is to be told, or none. */
  beginTelling(cell: Cell): void {
    this.calls++;
    if (!this.isTelling && this.due.length > 0)
      expect.fail('a registry is told before finalizers are called');
    this.isTelling = true;
    const next = this.ready.shift();
    if (next !== cell)
      expect.fail(`a registry is told of ${cell.target.tag}, not of ${next?.target.tag}`);
  }

  /** When it was told. */
  endTelling(): void {
    this.isTelling = this.ready.length > 0;
  }

  /** Registrations with this token that were not told of; forgets them. */
  unregister(registry: number, token: Node): number {
    const isOwn = (cell: Cell): boolean => cell.registry === registry && cell.token === token;
    const [own, others] = parted(this.cells, isOwn);
    const [dead, ready] = parted(this.ready, isOwn);
    this.cells = others;
    this.ready = ready;
    return own.length + dead.length;
  }

  endJob(): void {
    for (const handle of this.handles) handle.isKept = false;
    this.ownAll();
  }

  /** Sees that all was called when the heap was closed, but for what was made then. */
  checkClosed(): void {
    const { finalizing, due, ready, isClosed } = this;
    const left = due.length + ready.length + (isClosed ? 0 : finalizing.length);
    if (left > 0) expect.fail(`${left} were not called when the heap was closed`);
  }

  /** Forgets a call, wherever it is: nobody knows what has become of it. */
  forget(call: Finalizing | Cell): void {
    this.finalizing = this.finalizing.filter((each) => each !== call);
    this.due = this.due.filter((each) => each !== call);
    this.cells = this.cells.filter((each) => each !== call);
    this.ready = this.ready.filter((each) => each !== call);
  }

  /** After all that was due has been called, and nobody knows what that was. */
  forgetDue(): void {
    const { all } = this.graph;
    this.plan = undefined;
    this.due = [];
    this.ready = [];
    this.batch = [];
    this.isTelling = false;
    this.finalizing = this.finalizing.filter(({ node }) => all.has(node));
    this.cells = this.cells.filter(({ target }) => all.has(target));
    this.ownAll();
  }
}

function parted<T>(all: readonly T[], has: (each: T) => boolean): [T[], T[]] {
  return [all.filter(has), all.filter((each) => !has(each))];
}
