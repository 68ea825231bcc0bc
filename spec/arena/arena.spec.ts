import { expect } from 'chai';
import fc from 'fast-check';
import { AddressSpace, Heap, type Ref } from '../../src/index.ts';
import { MIB } from '../../src/memory/units.ts';
import { GRANULES_PER_ARENA } from '../../src/arena/geometry.ts';

/** Sizes in payload words, around every boundary that the allocator knows. */
const SIZES = [0, 1, 2, 3, 7, 30, 31, 32, 33, 100, 500, 2044, 2045, 2046, 3000] as const;

interface Placed {
  readonly ref: Ref;
  readonly words: number;
  readonly mark: number;
}

describe('arenas', () => {
  it('never place an object over another, whatever dies in between', () => {
    const step = fc.record({
      sizes: fc.array(fc.nat(SIZES.length - 1), { minLength: 1, maxLength: 3 }),
      count: fc.integer({ min: 1, max: 60 }),
      keep: fc.integer({ min: 1, max: 9 }),
    });
    fc.assert(
      fc.property(
        fc.array(step, { minLength: 1, maxLength: 40 }),
        fc.boolean(),
        (steps, isExplicit) => {
          const heap = new Heap({
            space: new AddressSpace({ reserve: 64 * MIB }),
            collect: isExplicit ? 'explicit' : 'automatic',
          });
          const Raw = heap.rawLayout('Raw', 0);
          const base = heap.reserve(1 << 20) >>> 2;
          let placed: Placed[] = [];
          heap.addScanner((visit) => visit(base, base + placed.length));
          let mark = 1;
          for (const { sizes, count, keep } of steps) {
            for (let i = 0; i < count; i++) {
              const words = SIZES[sizes[i % sizes.length]!]!;
              const ref = heap.allocateRaw(Raw.id, words);
              const first = (ref >>> 2) + 1;
              for (let word = first; word < first + words; word++) {
                if (heap.words[word] !== 0) expect.fail('memory that was handed out is not zero');
                heap.words[word] = mark;
              }
              heap.words[base + placed.length] = ref;
              placed.push({ ref, words, mark: mark++ });
            }
            placed = placed.filter((_, index) => index % keep === 0);
            placed.forEach(({ ref }, index) => (heap.words[base + index] = ref));
            expect(heap.collect().liveObjects).to.equal(placed.length);
            expect(heap.verify().objects).to.equal(placed.length);
            for (const { ref, words, mark: expected } of placed) {
              const first = (ref >>> 2) + 1;
              for (let word = first; word < first + words; word++)
                if (heap.words[word] !== expected)
                  expect.fail(`word ${word} of object ${expected} reads ${heap.words[word]}`);
            }
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  for (const [free, arenas] of [
    [16, 1],
    [15, 2],
  ] as const)
    it(`are searched for holes when they have room: with ${free} free granules there are ${arenas}`, () => {
      const heap = new Heap({ collect: 'explicit' });
      const Granule = heap.rawLayout('Granule', 0);
      const base = heap.reserve(GRANULES_PER_ARENA * 4) >>> 2;
      heap.addScanner((visit) => visit(base, base + GRANULES_PER_ARENA - free));
      for (let i = 0; i < GRANULES_PER_ARENA; i++)
        heap.words[base + i] = heap.allocateRaw(Granule.id, 1);
      heap.collect();
      heap.allocateRaw(Granule.id, 1);
      expect(heap.stats().arenas).to.equal(arenas);
      heap.verify();
    });
});
