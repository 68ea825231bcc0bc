// The engine's stack ends at any frame: a host recurses to its end, catches the RangeError, and
// works with the heap on each level on the way up, where there is a little more room each time.

import { expect } from 'chai';
import { AddressSpace, Heap, HeapLimitError, type HeapOptions } from '../../src/index.ts';
import { MIB } from '../../src/memory/units.ts';

/**
 * How often the work is tried on the way up, and on every how manyth level: from no room at all to
 * about 100 KiB of it.
 */
const TRIES = 60;
const STRIDE = 13;
const NODES = 300;

/** What is done where the stack is short. */
export const WORKS = ['collect', 'compact', 'young', 'large', 'allocation', 'handles'] as const;
export type Work = (typeof WORKS)[number];

/** Errors that a full stack may bring about: the engine's own, by any engine's name for it. */
function isStackOverflow(error: unknown): boolean {
  return error instanceof RangeError || (error as Error).name === 'InternalError';
}

/** A heap with a list of known nodes, and what is done to it. */
class Stumbling {
  private readonly heap: Heap;
  private readonly Node;
  private readonly Row;
  private readonly list;
  private tries = 0;

  constructor(options: HeapOptions) {
    this.heap = new Heap({ space: new AddressSpace({ reserve: 16 * MIB }), ...options });
    this.Node = this.heap.layout('Node', { value: 'value', next: 'ref' });
    this.Row = this.heap.arrayLayout('Row', 'value');
    this.list = this.heap.root();
    for (let i = 0; i < NODES; i++) {
      this.garbage(20);
      this.list.ref = this.Node.new({ value: i, next: this.list.ref });
    }
    this.heap.collect();
  }

  /**
   * Recurses to the end of the stack, from another depth for each seed, and works on the way up.
   */
  run(work: Work, seed: number): void {
    let level = 0;
    const down = (): void => {
      try {
        down();
      } catch (error) {
        if (!isStackOverflow(error)) throw error;
      }
      if (level++ % STRIDE === 0 && level < TRIES * STRIDE) this.tryTo(work);
    };
    const pad = (depth: number): void => (depth === 0 ? down() : pad(depth - 1));
    pad(seed);
    // The first may not even have begun.
    expect(this.tries).to.be.at.least(TRIES - 2);
  }

  /** Throws where something that lives was lost, or something dead is kept. */
  check(): void {
    const { heap, Node } = this;
    heap.verify();
    heap.collect();
    heap.verify();
    let value = NODES;
    for (let ref = this.list.ref; ref !== 0; ref = Node.next.get(ref))
      if (Node.value.get(ref) !== --value) expect.fail(`node ${value} reads otherwise`);
    expect(value, 'nodes that are missing').to.equal(0);
    expect(heap.stats().roots, 'handles').to.equal(1);
    this.list.release();
    heap.collect();
    expect(heap.stats().used, 'bytes used without a root').to.equal(0);
    heap.dispose();
    heap.space.close();
  }

  private tryTo(work: Work): void {
    this.tries++;
    try {
      this.work(work);
    } catch (error) {
      if (!isStackOverflow(error) && !(error instanceof HeapLimitError)) throw error;
    }
  }

  private work(work: Work): void {
    const { heap } = this;
    switch (work) {
      case 'collect':
        heap.collect();
        return;
      case 'compact':
        heap.collect({ compact: true });
        return;
      case 'young':
        this.garbage(500);
        heap.collect({ scope: 'young' });
        return;
      case 'large':
        this.Row.new(3000 + ((this.tries * 977) % 9000));
        return;
      case 'allocation':
        this.garbage(5000);
        return;
      case 'handles':
        heap.scope((scope) => {
          for (let i = 0; i < 300; i++) scope.root(this.Node.new({ value: i }));
          heap.pin(scope.root(this.Node.new()).ref).release();
        });
    }
  }

  private garbage(count: number): void {
    for (let i = 0; i < count; i++) this.Node.new({ value: i });
  }
}

/** One heap whose host runs out of stack, over and over. Throws where it is broken after that. */
export function checkStackEnds(work: Work, seed: number): void {
  const nursery = seed % 2 === 0 ? 0 : 65_536;
  const stumbling = new Stumbling({ limit: 2 * MIB, nursery });
  stumbling.run(work, seed);
  stumbling.check();
}
