import { expect } from 'chai';
import { AddressSpace, Heap } from '../../src/index.ts';
import { MIB } from '../../src/memory/units.ts';
import { openPairs, QUIET } from '../support/pairs.ts';

describe('the tracer', () => {
  it('makes the next collection a full one where a full one was ended in its middle', () => {
    const { heap, Pair } = openPairs(QUIET);
    const root = heap.root(Pair.new({ tail: Pair.new() }));
    heap.collect();
    const stop = heap.onMarked(() => {
      throw new Error('not today');
    });
    expect(() => heap.collect()).to.throw('not today');
    stop();
    Pair.tail.set(root.ref, 0);
    expect(heap.collect({ scope: 'young' })).to.include({ scope: 'full', liveObjects: 1 });
    expect(heap.collect({ scope: 'young' }).scope).to.equal('young');
  });
});

describe('of two heaps on a space, the tracer of one', () => {
  function open(name: string, space: AddressSpace) {
    const heap = new Heap({ ...QUIET, space, name });
    const Row = heap.arrayLayout('Row', 'ref');
    return { heap, Row };
  }

  /**
   * A root of one heap with a slot, and a layout of the other that has the same number as the
   * root's.
   */
  function openTwo() {
    const space = new AddressSpace({ reserve: 16 * MIB });
    const one = open('one', space);
    const other = new Heap({ ...QUIET, space, name: 'other' });
    const Bytes = other.bytesLayout('Bytes');
    expect(Bytes.id).to.equal(one.Row.id);
    const holder = one.heap.root(one.Row.new(1));
    // What stands in the slot is there for the time of the mark alone.
    one.heap.onMarked(() => one.heap.write(holder.ref, 1, 0));
    return { ...one, holder, other, Bytes };
  }

  const sizes = [
    ['small', 24],
    ['large', 20_000],
  ] as const;
  for (const [size, bytes] of sizes) {
    it(`does not read a ${size} object of the other`, () => {
      const { heap, Row, holder, other, Bytes } = openTwo();
      const theirs = other.root(Bytes.new(bytes));
      const dead = Row.new(1);
      // To who takes these bytes for slots, they refer to the dead object.
      other.words.fill(dead, (theirs.ref >>> 2) + 2, (theirs.ref >>> 2) + 1 + bytes / 4);
      heap.write(holder.ref, 1, theirs.ref);
      expect(heap.collect().liveObjects).to.equal(1);
      expect(other.collect().liveObjects).to.equal(1);
    });

    it(`costs the other no young object that it has met (${size})`, () => {
      const { heap, holder, other, Bytes } = openTwo();
      other.collect();
      const theirs = other.root(Bytes.new(bytes));
      Bytes.set(theirs.ref, 0, 77);
      heap.write(holder.ref, 1, theirs.ref);
      heap.collect();
      expect(other.collect({ scope: 'young' })).to.include({ scope: 'full', liveObjects: 1 });
      Bytes.new(bytes);
      expect(Bytes.get(theirs.ref, 0)).to.equal(77);
      expect(other.collect({ scope: 'young' })).to.include({ scope: 'young', liveObjects: 1 });
    });
  }
});
