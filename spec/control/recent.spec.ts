import { expect } from 'chai';
import { AddressSpace, Heap, type HeapOptions, type Ref, toRef } from '../../src/index.ts';
import { KIB, MIB } from '../../src/memory/units.ts';
import { RECENT_OBJECTS } from '../../src/control/recent.ts';

function open(options: HeapOptions = {}) {
  const space = new AddressSpace({ reserve: 64 * MIB });
  const heap = new Heap({ space, limit: 4 * MIB, stress: {}, ...options });
  const Tree = heap.layout('Tree', { left: 'ref', right: 'ref', size: 'u32' });
  return { heap, Tree };
}

type Trees = ReturnType<typeof open>['Tree'];

/** A tree, each child of which is made before anything refers to it. */
function grow(Tree: Trees, depth: number): Ref {
  if (depth === 0) return Tree.new({ size: 1 });
  return Tree.new({
    left: grow(Tree, depth - 1),
    right: grow(Tree, depth - 1),
    size: 2 ** (depth + 1) - 1,
  });
}

/** Nodes of a tree, each of which says its size; NaN for what is none. */
function sizeOf(Tree: Trees, ref: Ref, depth = 8): number {
  if (ref === 0) return 0;
  if (depth === 0) return NaN;
  const [left, right] = [Tree.left.get(ref), Tree.right.get(ref)];
  const size = 1 + sizeOf(Tree, left, depth - 1) + sizeOf(Tree, right, depth - 1);
  return Tree.size.get(ref) === size ? size : NaN;
}

const STRESSES: readonly (readonly [string, HeapOptions])[] = [
  ['at the limit', {}],
  ['with a nursery', { nursery: 64 * KIB }],
  ['at every allocation', { stress: { collectEvery: 1, poison: true, verify: true } }],
  ['at every third', { stress: { collectEvery: 3, poison: true }, nursery: 64 * KIB }],
  [
    'at every one, and all moves',
    { preciseRoots: true, stress: { collectEvery: 1, moveAll: true } },
  ],
  [
    'at random ones, and all moves',
    { preciseRoots: true, stress: { collectSeed: 5, moveAll: true } },
  ],
  ['at every one, where no address comes twice', { stress: { collectEvery: 1, neverReuse: true } }],
  ['at every fifth, at the end of the stack', { stress: { collectEvery: 5, overflowStack: true } }],
  ['at every one, with marks aside', { marks: 'side', stress: { collectEvery: 1, poison: true } }],
];

describe('the objects that were made last', () => {
  for (const [how, options] of STRESSES)
    for (const depth of [1, 2, 3])
      it(`live through a collection ${how}: trees of depth ${depth}, made from inside out`, () => {
        const { heap, Tree } = open(options);
        const isStressed = Object.keys(options.stress ?? {}).length > 0;
        const kept = heap.root();
        const rounds = options.stress?.overflowStack === true ? 4 : isStressed ? 60 : 200_000;
        for (let i = 0; i < rounds; i++) {
          const tree = grow(Tree, depth);
          const size = sizeOf(Tree, tree);
          if (size !== 2 ** (depth + 1) - 1) expect.fail(`tree ${i} has ${size} nodes`);
          if (i % 10 === 0) kept.ref = tree;
        }
        expect(sizeOf(Tree, kept.ref)).to.equal(2 ** (depth + 1) - 1);
        expect(heap.stats().collections).to.be.above(0);
        heap.verify();
      });

  it('are eight, whichever regions they lie in, and no more', () => {
    const { heap } = open({ stress: { collectEvery: 20, poison: true }, limit: 32 * MIB });
    const Small = heap.layout('Small', { number: 'u32' });
    const Bytes = heap.bytesLayout('Bytes');
    const sizes = [
      8, 16, 300, 8, 2000, 12_000, 8, 100, 40, 9000, 8, 8, 600, 8, 8, 8, 8, 8, 8, 3000,
    ];
    const made: Ref[] = [];
    let living: readonly boolean[] = [];
    heap.onMarked((isLive) => (living = made.map((ref) => isLive(ref))));
    let rounds = 0;
    for (let i = 0; i < 2000; i++) {
      const size = sizes[(i * 7) % sizes.length]!;
      const { collections } = heap.stats();
      const ref = size === 8 ? Small.new({ number: i }) : Bytes.new(size);
      if (heap.stats().collections === collections) {
        made.push(ref);
        continue;
      }
      if (living.length >= RECENT_OBJECTS) {
        rounds++;
        expect(living.slice(-RECENT_OBJECTS)).to.not.include(false);
        expect(living.slice(0, -RECENT_OBJECTS)).to.not.include(true);
      }
      made.splice(0, made.length, ref);
    }
    expect(rounds).to.be.above(50);
  });

  it('are forgotten by a collection that was asked for, and by a safepoint', () => {
    const { heap, Tree } = open();
    grow(Tree, 2);
    expect(heap.collect().liveObjects).to.equal(0);
    grow(Tree, 2);
    heap.onCollection(({ liveObjects }) => expect(liveObjects).to.equal(0));
    heap.safepoint(5 * MIB);
    expect(heap.stats().collections).to.equal(2);
  });

  it('are no roots any more when the collection is over', () => {
    const { heap, Tree } = open({ stress: { collectEvery: 1 } });
    const seen: number[] = [];
    heap.onCollection(() => seen.push(heap.verify().objects));
    for (let i = 0; i < 20; i++) Tree.new();
    expect(seen.length).to.be.above(10);
    expect(new Set(seen)).to.deep.equal(new Set([0]));
  });

  it('stay in their places, and can be pinned and released before and after', () => {
    const { heap, Tree } = open({ preciseRoots: true, stress: { collectEvery: 1, moveAll: true } });
    const before = Tree.new({ size: 1 });
    const pin = heap.pin(before);
    const other = Tree.new({ size: 2 });
    heap.onMarked(() => pin.release());
    const parent = Tree.new({ left: before, right: other, size: 3 });
    expect([Tree.size.get(before), Tree.size.get(other)]).to.deep.equal([1, 2]);
    expect([Tree.left.get(parent), Tree.right.get(parent)]).to.deep.equal([before, other]);
    heap.root(parent);
    heap.verify();
  });

  for (const length of [200, 2000, 5000, 30_000])
    it(`may be arrays of ${length} slots, three deep`, () => {
      const { heap } = open({ limit: 16 * MIB, stress: { collectEvery: 1, poison: true } });
      const Row = heap.arrayLayout('Row', 'ref');
      const row = (...refs: Ref[]): Ref => {
        const made = Row.new(length);
        refs.forEach((ref, index) => Row.set(made, index, ref));
        return made;
      };
      for (let i = 0; i < 30; i++) {
        const inner = [row(), row()] as const;
        const middle = row(...inner);
        const outer = row(middle, row());
        expect(Row.get(outer, 0)).to.equal(middle);
        for (const ref of [...inner, middle, Row.get(outer, 1)])
          expect(Row.length(ref)).to.equal(length);
      }
    });

  it('that are huge are kept up to an eighth of the limit, and stand in nobody’s way beyond', () => {
    const { heap } = open({ limit: 8 * MIB });
    const Bytes = heap.bytesLayout('Bytes');
    for (const size of [5 * MIB, MIB + 1, 700 * KIB]) {
      for (let i = 0; i < 50; i++) expect(() => Bytes.new(size)).not.to.throw();
      expect(heap.stats().used).to.be.at.most(8 * MIB);
    }
    heap.verify();
  });

  it('are not what was taken back, since a value was refused', () => {
    const { heap, Tree } = open({ stress: { collectEvery: 3, poison: true } });
    const Wide = heap.layout(
      'Wide',
      Object.fromEntries(Array.from({ length: 60 }, (_, i) => [`f${i}`, 'ref'])),
    );
    for (let i = 0; i < 200; i++) {
      const child = Tree.new({ size: 1 });
      expect(() => Wide.new({ f1: toRef(6) })).to.throw();
      expect(() => Tree.new({ left: toRef(6) })).to.throw();
      const tree = Tree.new({ left: child, size: 2 });
      expect(sizeOf(Tree, tree)).to.equal(2);
      heap.verify();
    }
  });

  it('live on where a scanner of the host has ended the collection before', () => {
    const { heap, Tree } = open({ stress: { collectEvery: 1, poison: true } });
    let calls = 0;
    heap.addScanner(() => {
      if (++calls % 2 === 0) throw new Error('not now');
    });
    heap.onError(() => undefined);
    for (let i = 0; i < 100; i++) expect(sizeOf(Tree, grow(Tree, 2))).to.equal(7);
  });

  it('of two heaps on a space are each heap’s own', () => {
    const space = new AddressSpace({ reserve: 32 * MIB });
    const heaps = [1, 2].map(() =>
      open({ space, limit: MIB, stress: { collectEvery: 2, poison: true } }),
    );
    for (let i = 0; i < 100; i++)
      for (const { Tree } of heaps) expect(sizeOf(Tree, grow(Tree, 2))).to.equal(7);
    for (const { heap } of heaps) heap.verify();
  });
});
