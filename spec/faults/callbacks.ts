// A host that stumbles once: one small program, run again and again, in which the k-th call of one
// kind of the host's own code fails or throws, for every k until there is none left. Whatever comes
// of it, nothing that lives is lost.

import { expect } from 'chai';
import {
  AddressSpace,
  Heap,
  type HeapOptions,
  type Root,
  TidemarkError,
  toRef,
} from '../../src/index.ts';
import { MIB } from '../../src/memory/units.ts';
import { Host, HostError, type Stumble, StumblingPages } from './host.ts';

/** How the heap is opened. */
export const HEAPS: Readonly<Record<string, HeapOptions>> = {
  automatic: { collect: 'automatic' },
  explicit: { collect: 'explicit' },
  'with a nursery': { collect: 'automatic', nursery: 65_536 },
  'with precise roots': { collect: 'explicit', preciseRoots: true },
};

const LIMIT = MIB;
const NODES = 400;

/** The program: each step may be ended by the stumble, and the next goes on. */
class Program {
  private readonly heap: Heap;
  private readonly Node;
  private readonly Row;
  private readonly list: Root;
  private readonly base: number;
  private made = 0;

  constructor(
    private readonly space: AddressSpace,
    private readonly host: Host,
    options: HeapOptions,
  ) {
    const heap = new Heap({ pages: new StumblingPages(space, host), limit: LIMIT, ...options });
    this.heap = heap;
    heap.onError(() => undefined);
    this.Node = heap.layout('Node', { value: 'value', next: 'ref' });
    this.Row = heap.arrayLayout('Row', 'ref');
    this.base = heap.reserve(4096) >>> 2;
    this.list = heap.root();
    heap.addScanner((visit) => {
      host.throwIf('scanner throws');
      visit(this.base, this.base + 1);
    });
    heap.onMarked(() => host.throwIf('onMarked throws'));
    heap.onMoved(() => host.throwIf('onMoved throws'));
    heap.onCollection(() => host.throwIf('onCollection throws'));
    space.onViewsChanged(() => host.throwIf('onViewsChanged throws'));
  }

  run(): void {
    const { heap, Row } = this;
    this.step(() => this.grow(NODES / 4, 40));
    this.step(() => heap.collect());
    this.step(() => (heap.words[this.base] = Row.new(3000)));
    this.step(() => Row.growInPlace(toRef(heap.words[this.base]!), 6000));
    this.step(() => this.grow(NODES / 4, 10));
    this.step(() => heap.collect({ scope: 'young' }));
    this.step(() => heap.collect({ compact: true }));
    this.step(() => heap.trim());
    this.step(() => this.grow(NODES / 4, 300));
    this.step(() => (heap.words[this.base] = 0));
    this.step(() => heap.safepoint(100_000));
    this.step(() => heap.root(Row.new(9000)).release());
    this.step(() => this.grow(NODES / 4, 20));
    this.step(() => heap.collect({ compact: true }));
    this.step(() => heap.collect());
  }

  /** Throws unless the heap holds what the program made. */
  check(): void {
    const { heap, Node } = this;
    heap.verify();
    this.host.recover();
    expect(heap.collect().liveObjects, 'what lives').to.equal(
      this.made + (heap.words[this.base] === 0 ? 0 : 1),
    );
    heap.verify();
    let value = this.made;
    for (let ref = this.list.ref; ref !== 0; ref = Node.next.get(ref))
      if (Node.value.get(ref) !== --value) expect.fail(`node ${value} reads otherwise`);
    expect(value, 'nodes that are missing').to.equal(0);
    this.list.release();
    heap.words[this.base] = 0;
    heap.collect();
    expect(heap.stats().used, 'bytes used without a root').to.equal(0);
    heap.dispose();
    expect(this.space.holders(), 'who holds pages').to.deep.equal([]);
  }

  /** Adds nodes to the list, each between so many that die. */
  private grow(nodes: number, garbage: number): void {
    const { Node, list } = this;
    for (let i = 0; i < nodes; i++) {
      for (let dead = 0; dead < garbage; dead++) Node.new({ value: -1 });
      list.ref = Node.new({ value: this.made, next: list.ref });
      this.made++;
    }
  }

  private step(work: () => void): void {
    try {
      work();
    } catch (error) {
      if (!(error instanceof HostError) && !(error instanceof TidemarkError)) throw error;
    }
  }
}

/** The program with the k-th call stumbling. Whether there was a k-th. */
function runOnce(stumble: Stumble, k: number, options: HeapOptions): boolean {
  const host = new Host(stumble, k);
  const space = new AddressSpace({ reserve: 4 * MIB });
  let program: Program;
  try {
    program = new Program(space, host, options);
  } catch (error) {
    if (!(error instanceof HostError) && !(error instanceof TidemarkError)) throw error;
    expect(space.holders(), 'who holds pages after a heap that did not open').to.deep.equal([]);
    return host.calls >= k;
  }
  program.run();
  const hasStumbled = host.calls >= k;
  program.check();
  space.close();
  return hasStumbled;
}

/** Runs the program for every k. Returns how many there were. */
export function stumbleAtEach(stumble: Stumble, options: HeapOptions): number {
  for (let k = 1; ; k++)
    try {
      if (!runOnce(stumble, k, options)) return k - 1;
    } catch (error) {
      throw new Error(`${stumble}, call ${k}: ${String(error)}`, { cause: error });
    }
}
