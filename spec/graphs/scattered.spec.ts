import { expect } from 'chai';
import { AddressSpace, Heap, type Ref } from '../../src/index.ts';
import { generator } from '../../bench/alloc/figures.ts';

const NODES = 60_000;
/** Longest array in words: beyond the span of a map word, and beyond that of a small object. */
const LENGTHS = [0, 1, 2, 3, 7, 30, 130, 700, 2500];
const LONGEST_IS_RARE = 0.02;

type Make = (random: () => number) => {
  readonly ref: Ref;
  readonly slots: number;
  readonly first: number;
};

/** Kinds of objects: only pairs, whose visits are read as one kind; and all sorts, in the order of their making. */
function makers(heap: Heap): Readonly<Record<string, Make>> {
  const Pair = heap.layout('Pair', { left: 'ref', right: 'ref', value: 'i32' });
  const Five = heap.layout('Five', { a: 'ref', b: 'ref', c: 'ref', d: 'ref', e: 'ref' });
  const Row = heap.arrayLayout('Row', 'ref');
  const Text = heap.bytesLayout('Text');
  const pair: Make = () => ({ ref: Pair.new(), slots: 2, first: 0 });
  const mixed: Make = (random) => {
    const kind = random();
    if (kind < 0.4) return pair(random);
    if (kind < 0.6) return { ref: Five.new(), slots: 5, first: 0 };
    if (kind < 0.7) return { ref: Text.new(Math.floor(random() * 90)), slots: 0, first: 1 };
    const most = random() < LONGEST_IS_RARE ? LENGTHS.length : LENGTHS.length - 3;
    const slots = LENGTHS[Math.floor(random() * most)]!;
    return { ref: Row.new(slots), slots, first: 1 };
  };
  return { 'pairs only': pair, 'objects of all sorts': mixed };
}

describe('a graph that is scattered over the heap', () => {
  for (const name of ['pairs only', 'objects of all sorts'])
    for (const seed of [1, 2, 3])
      it(`of ${name} keeps exactly what is reachable (seed ${seed})`, () => {
        const random = generator(seed);
        const heap = new Heap({
          space: new AddressSpace({ reserve: 256 << 20 }),
          collect: 'explicit',
        });
        const make = makers(heap)[name]!;
        const nodes = Array.from({ length: NODES }, () => make(random));
        const targets = nodes.map(({ slots }) =>
          Array.from({ length: Math.min(slots, 9) }, () =>
            random() < 0.75 ? Math.floor(random() * NODES) : -1,
          ),
        );
        nodes.forEach(({ ref, slots, first }, node) =>
          targets[node]!.forEach((target, edge) => {
            const slot = first + Math.floor((edge * slots) / targets[node]!.length);
            if (target >= 0) heap.write(ref, slot, nodes[target]!.ref);
          }),
        );
        const starts = Array.from({ length: 40 }, () => Math.floor(random() * NODES));
        for (const start of starts) heap.root(nodes[start]!.ref);

        const reachable = new Set(starts);
        for (const node of reachable)
          for (const target of targets[node]!) if (target >= 0) reachable.add(target);
        for (let round = 0; round < 2; round++)
          expect(heap.collect().liveObjects).to.equal(reachable.size);
        expect(heap.verify().objects).to.equal(reachable.size);
        const headers = [...reachable].map((node) => heap.words[nodes[node]!.ref >>> 2]);
        expect(headers.every((header) => header !== 0)).to.equal(true);
        expect(reachable.size)
          .to.be.above(NODES / 20)
          .and.below(NODES);
      });
});
