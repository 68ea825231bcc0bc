import { expect } from 'chai';
import fc from 'fast-check';
import {
  AddressSpace,
  type ArrayLayout,
  Heap,
  type HeapCheckpoint,
  type HeapOptions,
  type Ref,
  type Root,
  StillHeldError,
} from '../../src/index.ts';
import { MIB } from '../../src/memory/units.ts';

// Random programs of a heap that is rewound, against a list of what must be there.

type Step =
  | { readonly do: 'make'; readonly slots: number; readonly count: number; readonly to: number }
  | { readonly do: 'link'; readonly from: number; readonly to: number }
  | { readonly do: 'root'; readonly node: number }
  | { readonly do: 'release'; readonly index: number }
  | { readonly do: 'checkpoint' }
  | { readonly do: 'rewind'; readonly index: number; readonly lets: boolean };

const ANY = fc.nat(1000);

const STEPS: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('make' as const),
      slots: fc.constantFrom(2, 3, 20, 40, 500, 2100, 5000),
      count: fc.constantFrom(1, 2, 30, 400),
      to: ANY,
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('link' as const), from: ANY, to: ANY }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('root' as const), node: ANY }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('release' as const), index: ANY }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('checkpoint' as const) }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('rewind' as const),
      index: ANY,
      lets: fc.boolean(),
    }),
  },
);

/** An object: its number is in the first slot, a link in the second. */
interface Node {
  readonly tag: number;
  readonly ref: Ref;
  readonly slots: number;
  link: Node | undefined;
}

interface Mark {
  readonly checkpoint: HeapCheckpoint;
  readonly nodes: number;
}

class World {
  readonly heap: Heap;
  private readonly Node: ArrayLayout;
  private nodes: Node[] = [];
  private marks: Mark[] = [];
  private roots: { readonly root: Root; readonly node: Node }[] = [];
  private stale: HeapCheckpoint[] = [];
  private tags = 0;

  constructor(options: HeapOptions) {
    const space = new AddressSpace({ reserve: 64 * MIB });
    this.heap = new Heap({ space, collect: 'never', stress: {}, ...options });
    this.Node = this.heap.arrayLayout('Node', 'value');
  }

  step(step: Step): void {
    switch (step.do) {
      case 'make':
        for (let made = 0; made < Math.ceil((step.count * 10) / step.slots); made++)
          this.make(step);
        return;
      case 'link':
        return this.link(this.pick(step.from), this.pick(step.to));
      case 'root': {
        const node = this.pick(step.node);
        if (node !== undefined) this.roots.push({ root: this.heap.root(node.ref), node });
        return;
      }
      case 'release':
        return this.roots.splice(step.index % (this.roots.length + 1), 1)[0]?.root.release();
      case 'checkpoint':
        return this.take();
      case 'rewind':
        return this.rewind(step.index, step.lets);
    }
  }

  check(): void {
    const { heap, Node } = this;
    for (const { tag, ref, slots, link } of this.nodes) {
      if (Node.length(ref) !== slots || Node.get(ref, 0) !== tag) expect.fail(`${tag} is lost`);
      if (Node.getWord(ref, 1) !== (link?.ref ?? 0)) expect.fail(`the link of ${tag} is lost`);
    }
    const { allocatedObjects, allocated, freed } = heap.stats();
    expect(allocatedObjects).to.equal(this.tags);
    expect(allocated - freed, 'bytes held').to.equal(
      this.nodes.reduce((sum, { slots }) => sum + bytesOf(slots), 0),
    );
    let visited = 0;
    heap.forEachObject(() => visited++);
    expect(visited, 'objects visited').to.equal(this.nodes.length);
    heap.verify();
    for (const checkpoint of this.stale)
      expect(() => heap.rewind(checkpoint)).to.throw('rewound past');
  }

  private pick(index: number): Node | undefined {
    return this.nodes[index % Math.max(1, this.nodes.length)];
  }

  private make({ slots, to }: Extract<Step, { do: 'make' }>): void {
    const { Node } = this;
    const ref = Node.new(slots);
    for (let slot = 0; slot < slots; slot++)
      if (Node.getWord(ref, slot) !== 0) expect.fail('new memory is not zero');
    const node: Node = { tag: this.tags++, ref, slots, link: undefined };
    Node.set(ref, 0, node.tag);
    for (let slot = 2; slot < slots; slot++) Node.set(ref, slot, -1);
    this.nodes.push(node);
    this.link(node, this.pick(to));
  }

  private link(from: Node | undefined, to: Node | undefined): void {
    if (from === undefined) return;
    from.link = to;
    this.Node.setWord(from.ref, 1, to?.ref ?? 0);
  }

  private take(): void {
    const checkpoint = this.heap.checkpoint();
    if (this.marks.at(-1)?.checkpoint !== checkpoint)
      this.marks.push({ checkpoint, nodes: this.nodes.length });
    expect(this.marks.at(-1)!.nodes).to.equal(this.nodes.length);
  }

  private rewind(index: number, lets: boolean): void {
    const depth = index % Math.max(1, this.marks.length);
    const mark = this.marks[depth];
    if (mark === undefined) return;
    const kept = this.nodes.slice(0, mark.nodes);
    const stays = new Set(kept);
    const isNew = (node: Node | undefined): boolean => node !== undefined && !stays.has(node);
    if (lets) this.letGo(kept, isNew);
    if (this.roots.some(({ node }) => isNew(node)) || kept.some(({ link }) => isNew(link))) {
      const before = this.heap.stats();
      expect(() => this.heap.rewind(mark.checkpoint)).to.throw(StillHeldError);
      expect(this.heap.stats()).to.deep.equal(before);
      return;
    }
    const freed = this.nodes.slice(mark.nodes).reduce((sum, { slots }) => sum + bytesOf(slots), 0);
    expect(this.heap.rewind(mark.checkpoint)).to.equal(freed);
    this.nodes = kept;
    this.stale.push(...this.marks.splice(depth + 1).map(({ checkpoint }) => checkpoint));
  }

  private letGo(kept: readonly Node[], isNew: (node: Node | undefined) => boolean): void {
    for (const node of kept) if (isNew(node.link)) this.link(node, undefined);
    for (const { root, node } of this.roots) if (isNew(node)) root.release();
    this.roots = this.roots.filter(({ node }) => !isNew(node));
  }
}

/** Header, length and slots, in whole granules where the object is no large one. */
function bytesOf(slots: number): number {
  const bytes = 8 + slots * 4;
  return bytes > 8184 ? bytes : Math.ceil(bytes / 8) * 8;
}

describe('a heap that is rewound, against a naive model', function () {
  this.timeout(120_000);

  const WAYS: Readonly<Record<string, HeapOptions>> = {
    plain: {},
    checked: { checked: true },
    'checked without reuse': { checked: true, reuse: false },
    'marks beside the arenas': { marks: 'side' },
  };
  for (const [name, options] of Object.entries(WAYS))
    it(`holds what the model holds, in 30 programs: ${name}`, () => {
      fc.assert(
        fc.property(fc.array(STEPS, { minLength: 10, maxLength: 60, size: 'max' }), (steps) => {
          const world = new World(options);
          for (const step of steps) {
            world.step(step);
            world.check();
          }
          world.heap.dispose();
        }),
        { numRuns: 12, seed: 20_271 },
      );
    });
});
