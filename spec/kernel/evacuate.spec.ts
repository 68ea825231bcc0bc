import { expect } from 'chai';
import { type Ref, toRef } from '../../src/index.ts';
import { FLAG_EVACUATE } from '../../src/arena/geometry.ts';
import { entryOf } from '../support/entries.ts';
import { openPairs, QUIET } from '../support/pairs.ts';

describe('an evacuation', () => {
  /**
   * A list of pairs, of which every so manyth lives; and a large object that refers to all of
   * those.
   */
  function sparse(count: number, keptEach: number) {
    const { heap, Pair } = openPairs(QUIET);
    const Row = heap.arrayLayout('Row', 'ref');
    const list = heap.root();
    const row = heap.root(Row.new(Math.max(3000, count / keptEach)));
    for (let i = 0; i < count; i++) {
      const ref = Pair.new({ head: i });
      if (i % keptEach !== 0) continue;
      Pair.tail.set(ref, list.ref);
      list.ref = ref;
      Row.set(row.ref, i / keptEach, ref);
    }
    return { heap, Pair, Row, list, row, kept: Math.ceil(count / keptEach) };
  }

  it('tells the slots of small objects and of large ones', () => {
    const { heap, Row, list, row, kept } = sparse(40_000, 16);
    expect(heap.collect({ compact: true }).movedObjects).to.be.above(kept / 2);
    let left = kept;
    for (let ref = list.ref; ref !== 0 && left > 0; ref = toRef(heap.read(ref, 1))) {
      left--;
      if (heap.read(ref, 0) !== (left * 16) << 1) expect.fail(`pair ${left} reads otherwise`);
      if (Row.get(row.ref, left) !== ref) expect.fail(`slot ${left} of the row was not told`);
    }
    expect(left, 'pairs that are missing').to.equal(0);
    expect(heap.verify().objects).to.equal(kept + 1);
  });

  it('leaves what it moved old, and gives back what is left of the last hole', () => {
    const { heap, Row, list, row, kept } = sparse(40_000, 16);
    for (let i = 0; i < kept; i++) Row.set(row.ref, i, 0);
    const { liveBytes } = heap.collect({ compact: true });
    list.ref = 0;
    row.ref = 0;
    const young = heap.collect({ scope: 'young' });
    expect(young).to.include({ scope: 'young', liveObjects: kept + 1, liveBytes });
  });

  it('moves no object twice where sources are made destinations', () => {
    const { heap, Pair } = openPairs(QUIET);
    const Long = heap.rawLayout('Long', 1);
    const words = 500;
    const stack = heap.stack(40_000);
    const longs: Ref[] = [];
    for (let i = 0; i < 400; i++) {
      const ref = heap.allocateRaw(Long.id, words);
      heap.words[(ref >>> 2) + words] = i;
      if (i % 8 === 0) longs.push(ref);
    }
    // As much room as the long ones need, in holes in which none of them fits.
    for (let i = 0; i < 60_000; i++) {
      const ref = Pair.new({ head: i });
      if (i % 2 === 0) stack.push(ref);
    }
    for (const ref of longs) stack.push(ref);
    const report = heap.collect({ compact: true });
    expect(report.movedObjects).to.be.above(0);
    for (let below = 0; below < longs.length; below++) {
      const tag = heap.words[(stack.peek(below) >>> 2) + words]!;
      if (tag !== (longs.length - 1 - below) * 8) expect.fail(`the long one ${below} reads ${tag}`);
    }
    expect(heap.verify().objects).to.equal(report.liveObjects);
    for (let i = 0; i < 50_000; i++) Pair.new({ head: -1 });
    expect(heap.collect().liveObjects).to.equal(report.liveObjects);
  });

  it('leaves no arena that is to be emptied, not even where one was pinned', () => {
    const { heap, list } = sparse(40_000, 16);
    const pin = heap.pin(list.ref);
    heap.collect({ compact: true });
    expect(entryOf(heap.space, pin.ref).flags & FLAG_EVACUATE).to.equal(0);
  });
});
