import { expect } from 'chai';
import { AddressSpace, BadRequestError, Heap, HandleError } from '../../src/index.ts';
import { KIB, MIB, PAGE_BYTES } from '../../src/memory/units.ts';
import { asRef } from '../support/wrong.ts';

function open(limit = 8 * MIB): { heap: Heap; Row: ReturnType<Heap['arrayLayout']> } {
  const heap = new Heap({
    space: new AddressSpace({ reserve: 32 * MIB }),
    collect: 'explicit',
    limit,
  });
  heap.root().release(); // its chunk of handles stands before the first object
  return { heap, Row: heap.arrayLayout('Row', 'value') };
}

describe('large objects', () => {
  it('are dropped at once when they die, and only they', () => {
    const { heap, Row } = open();
    const kept = heap.root(Row.new(5_000));
    for (let i = 0; i < 20; i++) Row.new(5_000);
    const report = heap.collect();
    expect(report).to.include({ largesDropped: 20, liveObjects: 1 });
    expect(heap.stats()).to.include({ largeObjects: 1, used: 20 * KIB });
    expect(Row.length(kept.ref)).to.equal(5_000);
  });

  it('are zeroed when they take the place of others', () => {
    const { heap, Row } = open();
    for (let round = 0; round < 2; round++) {
      const ref = Row.new(5_000);
      for (let i = 0; i < 5_000; i++) {
        if (Row.get(ref, i) !== 0) expect.fail(`slot ${i} is not zero`);
        Row.set(ref, i, -1);
      }
      expect(heap.collect().largesDropped).to.equal(1);
    }
  });

  it('grow in place where the next pages are free, zeroed and counted', () => {
    const { heap, Row } = open();
    const row = heap.root(Row.new(5_000));
    const ballast = Row.new(500_000);
    Row.set(row.ref, 4_999, 7);
    expect(Row.growInPlace(row.ref, 6_000), 'behind it stands another').to.equal(false);
    expect(Row.length(row.ref)).to.equal(5_000);
    for (let i = 0; i < 500_000; i++) Row.set(ballast, i, -1);
    heap.collect();
    const address = row.ref;
    expect(Row.growInPlace(row.ref, 400_000)).to.equal(true);
    expect(row.ref).to.equal(address);
    expect([Row.length(row.ref), Row.get(row.ref, 4_999)]).to.deep.equal([400_000, 7]);
    for (let i = 5_000; i < 400_000; i++)
      if (Row.get(row.ref, i) !== 0) expect.fail(`slot ${i} is not zero`);
    expect(heap.stats().used).to.equal(Math.ceil((400_000 * 4 + 24) / PAGE_BYTES) * PAGE_BYTES);
    expect(heap.collect().liveBytes).to.equal(400_000 * 4 + 8);
    row.release();
    heap.collect();
    expect(heap.stats()).to.include({ used: 0, freed: heap.stats().allocated });
  });

  it('do not grow past the limit, nor below their length, nor when they are small', () => {
    const { heap, Row } = open(MIB);
    const row = heap.root(Row.new(200_000));
    expect(Row.growInPlace(row.ref, 270_000)).to.equal(false);
    expect(Row.growInPlace(row.ref, 100_000)).to.equal(false);
    expect(Row.growInPlace(Row.new(10), 20)).to.equal(false);
    expect(heap.stats().used).to.be.at.most(MIB);
    expect(() => Row.growInPlace(row.ref, -1)).to.throw(BadRequestError);
    expect(() => heap.growInPlace(asRef(1234567), 10)).to.throw(HandleError);
  });

  it('are traced in their new part', () => {
    const { heap, Row } = open();
    const row = heap.root(Row.new(5_000));
    expect(heap.growInPlace(row.ref, 10_000)).to.equal(true);
    expect(Row.growInPlace(row.ref, 9_998)).to.equal(false);
    expect(Row.growInPlace(row.ref, 10_001)).to.equal(true);
    Row.setWord(row.ref, 10_000, Row.new(3));
    expect(heap.collect().liveObjects).to.equal(2);
  });
});
