import { Heap, type HeapOptions, type Layout, type Root } from '../../src/index.ts';
import { inEveryMode } from '../support/modes.ts';

const KINDS = { next: 'ref', back: 'weak', number: 'i32' } as const;

/** A heap with nodes that refer to a next one, and weakly to another. */
export interface NodeHeap {
  readonly heap: Heap;
  readonly Node: Layout<typeof KINDS>;
  /** Whether what nothing reaches dies. */
  readonly collects: boolean;
  /** A node that lives until its root is released. */
  root(number: number): Root;
  /** What it takes for the dead to be found, whatever is old; verifies the heap. */
  collect(): void;
}

export function openNodes(heap: Heap, collects = true): NodeHeap {
  const Node = heap.layout('Node', KINDS);
  return {
    heap,
    Node,
    collects,
    root: (number) => heap.root(Node.new({ number })),
    collect: () => {
      heap.collect({ scope: 'full' });
      heap.verify();
    },
  };
}

/** Runs `define` for heaps of every mode, and with compaction where objects may move. */
export function forEachNodeHeap(
  define: (mode: string, open: (options?: HeapOptions) => NodeHeap) => void,
): void {
  inEveryMode((mode, open) =>
    define(mode, (options) => openNodes(open(options), mode !== 'never')),
  );
  define('explicit, and compacts', (options) => {
    const nodes = openNodes(
      new Heap({ collect: 'explicit', stress: { moveAll: true }, ...options }),
    );
    return {
      ...nodes,
      collect: () => {
        nodes.heap.collect({ compact: true });
        nodes.heap.verify();
      },
    };
  });
}
