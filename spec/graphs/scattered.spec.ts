import { expect } from 'chai';
import { AddressSpace, Heap, type Ref } from '../../src/index.ts';
import { HEADER_BYTES } from '../../src/object/header.ts';
import { granuleBytes, sizeOf } from '../../src/object/header-word.ts';
import { deferReferences } from '../support/deferring.ts';
import { Random } from '../support/random.ts';

const WORD_BYTES = 4;
const NODES = 60_000;
/**
 * Which share of them are roots: few, so that the rest is come upon here and there; or so many that
 * arenas are read as runs.
 */
const ROOTS = { few: 1 / 1500, most: 0.95 };
/** Longest array in words: beyond the span of a map word, and beyond that of a small object. */
const LENGTHS = [0, 1, 2, 3, 7, 30, 130, 700, 2500];
const LONGEST_IS_RARE = 0.02;

interface Made {
  readonly ref: Ref;
  readonly slots: number;
  readonly first: number;
}

const KINDS = [
  'pairs only',
  'triples only',
  'runs of short objects',
  'objects of all sorts',
] as const;

type Make = (random: () => number) => Made;

/**
 * How to make the objects of a kind of graph. Where all are alike, or many in a row, they are read
 * together.
 */
function makers(heap: Heap): Readonly<Record<(typeof KINDS)[number], Make>> {
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
  const Leaf = heap.layout('Leaf', { value: 'i32' });
  const Triple = heap.layout('Triple', { a: 'ref', b: 'ref', c: 'ref', value: 'i32' });
  const triple: Make = () => ({ ref: Triple.new(), slots: 3, first: 0 });
  let run = 0;
  const short: Make = (random) => {
    if (random() < 0.05) run = Math.floor(random() * 3);
    if (run === 0) return pair(random);
    if (run === 1) return triple(random);
    return { ref: Leaf.new(), slots: 0, first: 0 };
  };
  return {
    'pairs only': pair,
    'triples only': triple,
    'runs of short objects': short,
    'objects of all sorts': mixed,
  };
}

/** As the header has it; of a large object, which is an array, by its length. */
function bytesOf(heap: Heap, { ref, slots, first }: Made): number {
  return (
    sizeOf(heap.words[ref >>> 2]!) || granuleBytes(HEADER_BYTES + (first + slots) * WORD_BYTES)
  );
}

const CASES = KINDS.flatMap((name) =>
  (['few', 'most'] as const).flatMap((roots) =>
    [false, true].flatMap((defers) => [1, 2].map((seed) => ({ name, roots, defers, seed }))),
  ),
);

describe('a graph that is scattered over the heap', () => {
  for (const { name, roots, defers, seed } of CASES) {
    const how = `${roots} are roots, references are ${defers ? '' : 'not '}deferred, seed ${seed}`;
    it(`of ${name} keeps exactly what is reachable (${how})`, () => {
      const numbers = new Random(seed);
      const random = (): number => numbers.fraction();
      const heap = new Heap({
        space: new AddressSpace({ reserve: 256 << 20 }),
        collect: 'explicit',
      });
      if (defers) deferReferences(heap);
      const make = makers(heap)[name];
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
      const starts = nodes.flatMap((_, node) => (random() < ROOTS[roots] ? [node] : []));
      for (const start of starts) heap.root(nodes[start]!.ref);

      const reachable = new Set(starts);
      for (const node of reachable)
        for (const target of targets[node]!) if (target >= 0) reachable.add(target);
      const bytes = [...reachable].reduce((sum, node) => sum + bytesOf(heap, nodes[node]!), 0);
      for (let round = 0; round < 2; round++) {
        const { liveObjects, liveBytes } = heap.collect();
        expect(liveObjects).to.equal(reachable.size);
        expect(liveBytes).to.equal(bytes);
      }
      expect(heap.verify().objects).to.equal(reachable.size);
      const headers = [...reachable].map((node) => heap.words[nodes[node]!.ref >>> 2]);
      expect(headers.every((header) => header !== 0)).to.equal(true);
      expect(reachable.size)
        .to.be.above(NODES / 20)
        .and.below(NODES);
    });
  }
});
