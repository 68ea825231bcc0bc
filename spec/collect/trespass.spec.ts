import { expect } from 'chai';
import { AddressSpace, Heap } from '../../src/index.ts';
import { MIB } from '../../src/memory/units.ts';

describe('a mark that meets what another heap holds', () => {
  const ends: readonly [string, (heap: Heap) => void][] = [
    ['and ends', (heap) => heap.collect()],
    [
      'and is cut short',
      (heap) => {
        heap.onMarked(() => {
          throw new Error('of the host');
        });
        expect(() => heap.collect()).to.throw('of the host');
      },
    ],
  ];
  for (const [name, collect] of ends)
    it(`${name}, costs that heap no young object`, () => {
      const space = new AddressSpace({ reserve: 16 * MIB });
      const [first, second] = ['first', 'second'].map(
        (heap) => new Heap({ space, name: heap, collect: 'explicit', stress: {} }),
      ) as [Heap, Heap];
      const Pair = first.layout('Pair', { one: 'ref', other: 'ref' });
      const Text = second.bytesLayout('Text');
      second.root(Text.new(8));
      second.collect();
      const young = [40, 20_000].map((length) => second.root(Text.new(length)));
      for (const { ref } of young) Text.set(ref, 0, 77);
      const stray = first.root(Pair.new());
      young.forEach(({ ref }, slot) => first.write(stray.ref, slot, ref));
      collect(first);
      second.verify();
      second.collect({ scope: 'young' });
      second.verify();
      for (let i = 0; i < 5000; i++) Text.new(40);
      for (const { ref } of young) expect(Text.get(ref, 0)).to.equal(77);
      second.verify();
    });
});
