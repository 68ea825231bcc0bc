// A graph in a heap: nodes are objects, the edges of a node are an array of references, and what
// the nodes that are held do not reach goes.

import { type Heap, immediate, type Ref, type Root } from '../../src/index.ts';

/** What a slot of the table of nodes holds when its node was dropped. */
const NO_NODE = immediate(3);

/** Nodes by number, with edges to others. */
export class Graph {
  private readonly Node;
  private readonly Edges;
  private readonly Table;
  /** The table of all nodes; none lives but by it and by edges. */
  private readonly table: Root;
  private visits = 0;

  constructor(
    private readonly heap: Heap,
    readonly size: number,
  ) {
    this.Node = heap.layout('Node', { edges: 'ref', number: 'u32', visit: 'u32' });
    this.Edges = heap.arrayLayout('Edges', 'ref');
    this.Table = heap.arrayLayout('Nodes', 'value');
    this.table = heap.root(this.Table.new(size));
    for (let number = 0; number < size; number++) {
      // Made before the table is read: in a heap where objects move, an allocation may move that.
      const node = this.Node.new({ number });
      this.Table.setWord(this.table.ref, number, node);
    }
  }

  /** Gives a node its edges. Throws what accessors throw for a node that is not there. */
  connect(from: number, to: readonly number[]): void {
    const edges = this.Edges.from(to.map((number) => this.node(number)));
    this.Node.edges.set(this.node(from), edges);
  }

  /** Numbers of the nodes that an edge of `number` leads to. */
  neighbours(number: number): number[] {
    const edges = this.Node.edges.get(this.node(number));
    return this.Edges.toArray(edges).map((node) => this.Node.number.get(node as Ref));
  }

  /**
   * How many nodes a walk along the edges meets. Allocates nothing, so it holds plain references.
   */
  reachable(from: number): number {
    const { Node, Edges } = this;
    const visit = ++this.visits;
    const waiting: Ref[] = [this.node(from)];
    Node.visit.set(waiting[0]!, visit);
    let met = 0;
    for (let node = waiting.pop(); node !== undefined; node = waiting.pop(), met++) {
      const edges = Node.edges.get(node);
      const count = edges === 0 ? 0 : Edges.length(edges as Ref);
      for (let index = 0; index < count; index++) {
        const next = Edges.get(edges, index) as Ref;
        if (Node.visit.get(next) === visit) continue;
        Node.visit.set(next, visit);
        waiting.push(next);
      }
    }
    return met;
  }

  /**
   * Drops the nodes from `start` up to `end` from the table: they live on where edges lead to them.
   */
  drop(start: number, end: number): void {
    this.Table.fillWord(this.table.ref, NO_NODE, start, end);
  }

  /** Nodes that live, whether the table has them or edges alone. */
  living(): number {
    let count = 0;
    this.heap.forEachObject((ref) => {
      if (this.Node.is(ref)) count++;
    });
    return count;
  }

  private node(number: number): Ref {
    return this.Table.getWord(this.table.ref, number) as Ref;
  }
}
