import { expect } from 'chai';
import { addressOf, type Heap, headerMark, type Ref } from '../../src/index.ts';
import { visitAll } from '../visit/support.ts';
import { WAYS } from './support.ts';

describe('a header with mark, size and layout; from a header to the object’s address and back', () => {
  for (const { name, isNever, hasMarks, open, collect } of WAYS)
    it(`in ${name}`, () => {
      const heap = open();
      const Pair = heap.layout('Pair', { left: 'ref', right: 'ref' });
      const Row = heap.arrayLayout('Row', 'value');
      const Numbers = heap.arrayLayout('Numbers', 'f64');
      const objects = [
        { root: heap.root(Pair.new()), name: 'Pair', bytes: 16 },
        { root: heap.root(Row.new(9)), name: 'Row', bytes: 48 },
        { root: heap.root(Numbers.new(40)), name: 'Numbers', bytes: 328 },
        { root: heap.root(Row.new(5000)), name: 'Row', bytes: 20_008 },
      ];
      const check = (isMarked: boolean): void => {
        for (const { root, name: layout, bytes } of objects) {
          const { ref } = root;
          const header = heap.headerOf(ref);
          expect([header.layout!.name, header.bytes]).to.deep.equal([layout, bytes]);
          expect(header.isMarked).to.equal(hasMarks ? isMarked : undefined);
          const word = heap.words[addressOf(ref) >>> 2]!;
          expect(headerMark(word)).to.equal(hasMarks && isMarked);
          expect(heap.refAt(addressOf(ref))).to.equal(ref);
          expect(heap.isMarked(ref)).to.equal(isMarked);
        }
      };
      check(false);
      for (let dead = 0; dead < 3000; dead++) Pair.new();
      collect(heap);
      check(!isNever);
      heap.setFlags(objects[0]!.root.ref, 3);
      check(!isNever);
      heap.verify();
    });
});

/** The objects of a heap, each once. */
function objectsOf(heap: Heap): Set<Ref> {
  const found = new Set<Ref>();
  heap.forEachObject((ref) => found.add(ref));
  return found;
}

describe('visiting: live slots, dead slots, drop states of an arena; enumerating objects; interior pointers', () => {
  for (const { name, isNever, hasMarks, open, collect } of WAYS)
    it(`in ${name}`, () => {
      const heap = open();
      const Pair = heap.layout('Pair', { left: 'ref', right: 'ref' });
      const Row = heap.arrayLayout('Row', 'ref');
      const kept = heap.root(Row.new(40));
      const dead: Ref[] = [];
      for (let made = 0; made < 8000; made++) {
        const pair = Pair.new({ left: kept.ref });
        if (made % 200 === 0) Row.set(kept.ref, made / 200, pair);
        else dead.push(pair);
      }
      const taken = heap.arenas().length;
      expect(objectsOf(heap).size).to.equal(8001);
      collect(heap);
      const visited = visitAll(heap, hasMarks);
      const held = new Set([kept.ref, ...Row.toArray(kept.ref)]);
      if (isNever) {
        expect(visited.new.size).to.equal(8001);
        expect(heap.arenas().length).to.equal(taken);
      } else {
        expect(visited.live).to.deep.equal(held);
        expect(objectsOf(heap)).to.deep.equal(held);
      }
      for (const ref of held) expect(heap.refAt(addressOf(ref) + 7)).to.equal(ref);
      for (const arena of heap.arenas())
        if (!isNever) expect(arena.objects, 'an arena without live blocks').to.be.greaterThan(0);
      // An arena in which nothing lives any more is dropped.
      kept.release();
      collect(heap);
      expect(heap.arenas()).to.have.length(isNever ? taken : 0);
      if (!isNever) expect(heap.refAt(addressOf(dead[0]!))).to.equal(0);
    });
});
