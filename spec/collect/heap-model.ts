// Two heaps on one address space against a naive model of each: a graph of nodes in JavaScript objects. Nodes of many sizes and
// counts of slots are made, linked, let go, pinned, collected, compacted and trimmed at random; after each collection
// the heap must hold just what the model reaches, with every tag and link in its place.

import { expect } from 'chai';
import fc from 'fast-check';
import { AddressSpace, Heap, type Pin, type Ref, type RootStack } from '../../src/index.ts';
import { MIB } from '../../src/memory/units.ts';

/** Traced words and raw words behind them; together around every boundary that arenas and map words have. */
const SHAPES: readonly (readonly [number | 'all', number])[] = [
  [0, 1],
  [1, 0],
  [2, 1],
  [3, 2],
  [5, 0],
  [1, 30],
  [2, 124],
  [2, 126],
  [60, 68],
  [0, 700],
  ['all', 4],
  ['all', 125],
  ['all', 2000],
  ['all', 2046],
  ['all', 5000],
  [2, 4000],
];
/** The first word of a node is an integer that says which it is: a slot where there is one, else raw. */
const TAG_WORDS = 1;
const ROOTS = 4096;

interface Node {
  readonly tag: number;
  readonly shape: number;
  readonly links: (Node | undefined)[];
  /** Good until the next compaction. */
  ref: Ref;
}

interface Step {
  readonly heap: number;
  readonly what: number;
  readonly a: number;
  readonly b: number;
  readonly c: number;
}

class Modelled {
  readonly heap: Heap;
  private readonly layouts: readonly number[];
  private readonly stack: RootStack;
  private roots: Node[] = [];
  private readonly pins = new Map<Node, Pin>();
  private tags = 0;
  /** Objects made before the last collection. */
  private allocatedBefore = 0;

  constructor(space: AddressSpace, name: string) {
    this.heap = new Heap({ space, name, collect: 'explicit', limit: 24 * MIB });
    this.stack = this.heap.stack(ROOTS);
    this.layouts = SHAPES.map(([traced], index) => {
      const slots = traced === 'all' ? 'all' : traced + TAG_WORDS;
      return this.heap.rawLayout(`shape ${index}`, slots).id;
    });
  }

  run({ what, a, b, c }: Step): void {
    const nodes = [...this.reachable()];
    const pick = (number: number): Node | undefined => nodes[number % Math.max(1, nodes.length)];
    switch (what) {
      case 0:
        for (let i = 0; i <= a % 60; i++) this.keep(this.make((b + i) % SHAPES.length));
        break;
      case 1:
        for (let i = 0; i <= a % 200; i++) this.make((b + (i % 3)) % SHAPES.length);
        break;
      case 2:
        for (let i = 0; i < 40; i++) this.link(pick(a * 31 + i * 7), b + i, pick(c * 17 + i * 13));
        break;
      case 3:
        this.roots = this.roots.filter((_, index) => (index + a) % ((b % 5) + 2) !== 0);
        this.refillStack();
        break;
      case 4: {
        const node = pick(a);
        if (node !== undefined) this.keep(node);
        break;
      }
      case 5: {
        const node = pick(a);
        if (node === undefined) break;
        this.pins.get(node)?.release();
        if (!this.pins.delete(node)) this.pins.set(node, this.heap.pin(node.ref));
        break;
      }
      case 6:
        this.heap.trim();
        break;
      case 7:
        this.collect(true);
        break;
      case 8:
      case 9:
        this.collectYoung();
        break;
      case 10:
        for (let i = 0; i < 20; i++)
          this.link(pick(a * 31 + i * 7), b + i, this.make((c + i) % SHAPES.length));
        break;
      default:
        this.collect(false);
    }
  }

  collect(compact: boolean): void {
    const report = this.heap.collect({ compact });
    this.allocatedBefore = this.heap.stats().allocatedObjects;
    const found = this.compare();
    expect(report.liveObjects, 'objects that live').to.equal(found);
    expect(this.heap.verify().objects, 'objects that the verifier reaches').to.equal(found);
  }

  /** What was old may have died and be kept, with what was hung on it since; nothing else. */
  collectYoung(): void {
    this.heap.verify();
    const { liveObjects: old, allocatedObjects } = this.heap.stats();
    const made = allocatedObjects - this.allocatedBefore;
    const report = this.heap.collect({ scope: 'young' });
    const found = this.compare();
    expect(report.liveObjects, 'objects taken for alive').to.be.within(found, old + made);
    this.allocatedBefore = allocatedObjects;
    this.writeOver();
    expect(this.compare()).to.equal(found);
    expect(this.heap.verify().objects, 'objects that the verifier reaches').to.equal(found);
  }

  close(): void {
    for (const pin of this.pins.values()) pin.release();
    this.pins.clear();
    this.roots = [];
    this.refillStack();
    this.collect(false);
    expect(this.heap.stats().used, 'bytes held without roots').to.equal(0);
    this.heap.dispose();
  }

  /** Allocates into whatever the last collection freed, or most of it. */
  private writeOver(): void {
    for (let i = 0; i < 2000; i++) this.make(1 + (i % 3));
  }

  private make(shape: number): Node {
    const [traced, raw] = SHAPES[shape]!;
    const slots = traced === 'all' ? raw : traced;
    const tag = this.tags++;
    const words = TAG_WORDS + (traced === 'all' ? raw : traced + raw);
    const ref = this.heap.allocateRaw(this.layouts[shape]!, words);
    this.heap.write(ref, 0, tag << 1);
    if (traced !== 'all' && raw > 0) this.heap.words[(ref >>> 2) + words] = ~tag;
    return { tag, shape, links: new Array<Node | undefined>(slots).fill(undefined), ref };
  }

  private keep(node: Node): void {
    if (this.roots.length === ROOTS) return;
    this.roots.push(node);
    this.stack.push(node.ref);
  }

  private link(from: Node | undefined, slot: number, to: Node | undefined): void {
    if (from === undefined || from.links.length === 0) return;
    const at = slot % from.links.length;
    from.links[at] = to;
    this.heap.write(from.ref, at + TAG_WORDS, to?.ref ?? 0);
  }

  private refillStack(): void {
    while (this.stack.depth > 0) this.stack.pop();
    for (const { ref } of this.roots) this.stack.push(ref);
  }

  private reachable(): Set<Node> {
    const seen = new Set([...this.roots, ...this.pins.keys()]);
    for (const { links } of seen) for (const node of links) if (node !== undefined) seen.add(node);
    return seen;
  }

  /** Walks heap and model side by side, and learns where everything is now. Returns the number of nodes. */
  private compare(): number {
    const places = new Map<Node, Ref>();
    const meet = (node: Node, ref: Ref): void => {
      const known = places.get(node);
      if (known === undefined) places.set(node, ref);
      else if (known !== ref) expect.fail(`node ${node.tag} stands in two places`);
    };
    this.roots.forEach((node, index) => meet(node, this.stack.peek(this.roots.length - 1 - index)));
    for (const [node, pin] of this.pins) {
      expect(pin.ref, 'a pinned reference').to.equal(node.ref);
      meet(node, pin.ref);
    }
    for (const [node, ref] of places) {
      if (this.heap.read(ref, 0) >> 1 !== node.tag) expect.fail(`node ${node.tag} lost its tag`);
      const [traced, raw] = SHAPES[node.shape]!;
      const last = traced === 'all' ? 0 : this.heap.words[(ref >>> 2) + TAG_WORDS + traced + raw];
      if (traced !== 'all' && raw > 0 && last !== ~node.tag)
        expect.fail(`node ${node.tag} lost its last word`);
      node.links.forEach((target, slot) => {
        const word = this.heap.read(ref, slot + TAG_WORDS);
        if (target !== undefined) meet(target, word);
        else if (word !== 0) expect.fail(`slot ${slot} of node ${node.tag} holds ${word}`);
      });
    }
    for (const [node, ref] of places) node.ref = ref;
    return places.size;
  }
}

const step: fc.Arbitrary<Step> = fc.record({
  heap: fc.nat(1),
  what: fc.nat(12),
  a: fc.nat(9999),
  b: fc.nat(9999),
  c: fc.nat(9999),
});

/** Runs that many random sequences; throws at the first that shows a difference, with its seed. */
export function checkHeapsAgainstModel(numRuns: number, seed: number): void {
  const property = fc.property(fc.array(step, { minLength: 10, maxLength: 120 }), (steps) => {
    const space = new AddressSpace({ reserve: 96 * MIB });
    const heaps = ['one', 'other'].map((name) => new Modelled(space, name));
    for (const each of steps) heaps[each.heap]!.run(each);
    for (const heap of heaps) heap.collect(false);
    for (const heap of heaps) heap.close();
    space.close();
  });
  fc.assert(property, { numRuns, seed });
}
