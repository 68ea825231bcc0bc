import { expect } from 'chai';
import { addressOf } from '../../src/index.ts';
import { type ArenaIndex, ArenaTable } from '../../src/arena/arena-table.ts';
import { ARENA_BYTES, ARENA_SHIFT, FLAG_VISITED } from '../../src/arena/geometry.ts';
import { entryOf } from '../support/entries.ts';
import { openPairs, QUIET } from '../support/pairs.ts';

/** The arenas in which something lives, of ten. */
const KEPT = [2, 3, 6];

describe('a sweep', () => {
  it('keeps the arena of a single object, however small', () => {
    const { heap } = openPairs(QUIET);
    const Cell = heap.rawLayout('Cell', 0);
    const root = heap.root(heap.allocateRaw(Cell.id, 1));
    for (let round = 0; round < 2; round++)
      expect(heap.collect()).to.include({ liveObjects: 1, liveBytes: 8, arenasKept: 1 });
    root.release();
    expect(heap.collect()).to.include({ liveObjects: 0, arenasKept: 0, arenasDropped: 1 });
  });

  it('drops arenas from all places of the list, and loses none of the others', () => {
    const { heap, Pair } = openPairs(QUIET);
    const table = ArenaTable.of(heap.space);
    const stack = heap.stack(20);
    const PAIRS = ARENA_BYTES / 16;
    const arenas: ArenaIndex[] = [];
    for (let i = 0; i < 10 * PAIRS; i++) {
      const ref = Pair.new({ head: i });
      if (i % PAIRS !== 7) continue;
      arenas.push(addressOf(ref) >>> ARENA_SHIFT);
      if (KEPT.includes(arenas.length - 1)) stack.push(ref);
    }
    const listed = (): ArenaIndex[] => {
      const found: ArenaIndex[] = [];
      for (let arena = arenas[KEPT.at(-1)!]!; arena !== 0; arena = table.next(arena))
        found.push(arena);
      return found;
    };
    expect(listed()).to.have.length.above(KEPT.length);
    expect(heap.collect()).to.include({ liveObjects: 3, arenasKept: 3, arenasDropped: 7 });
    expect(listed()).to.deep.equal(KEPT.map((index) => arenas[index]).reverse());
    expect(heap.collect()).to.include({ liveObjects: 3, arenasKept: 3, arenasDropped: 0 });
    const heads = [0, 1, 2].map((below) => Pair.head.get(stack.peek(below)));
    expect(heads).to.deep.equal(KEPT.map((index) => index * PAIRS + 7).reverse());
    while (stack.depth > 0) stack.pop();
    expect(heap.collect()).to.include({ liveObjects: 0, arenasKept: 0, usedAfter: 0 });
  });

  it('leaves entries that say who holds an arena, and that nothing is to be counted', () => {
    const { heap, Pair } = openPairs(QUIET);
    const root = heap.root(Pair.new());
    expect(entryOf(heap.space, root.ref).heap).not.to.equal(0);
    heap.collect();
    expect(entryOf(heap.space, root.ref).flags & FLAG_VISITED).to.equal(0);
    const { ref } = root;
    root.release();
    heap.collect();
    expect(entryOf(heap.space, ref)).to.include({ heap: 0, flags: 0 });
  });

  it('leaves entries that say where large objects are', () => {
    const { heap } = openPairs(QUIET);
    const Row = heap.arrayLayout('Row', 'ref');
    const root = heap.root(Row.new(5000));
    const { ref } = root;
    expect(entryOf(heap.space, ref).larges).not.to.equal(0);
    heap.collect();
    expect(entryOf(heap.space, ref).larges).not.to.equal(0);
    root.release();
    heap.collect();
    expect(entryOf(heap.space, ref).larges).to.equal(0);
  });

  it('finds large objects that lived once and are dead now', () => {
    const { heap } = openPairs(QUIET);
    const Row = heap.arrayLayout('Row', 'ref');
    const roots = [1, 2, 3].map(() => heap.root(Row.new(5000)));
    expect(heap.collect().liveObjects).to.equal(3);
    roots[1]!.release();
    expect(heap.collect()).to.include({ liveObjects: 2, largesDropped: 1 });
  });

  it('is followed by a mark that looks into large objects again', () => {
    const { heap, Pair } = openPairs(QUIET);
    const Row = heap.arrayLayout('Row', 'ref');
    const root = heap.root(Row.new(5000));
    heap.collect();
    Row.set(root.ref, 4999, Pair.new({ head: 7 }));
    expect(heap.collect().liveObjects).to.equal(2);
    Pair.new({ head: 8 });
    expect(Pair.head.get(Row.get(root.ref, 4999))).to.equal(7);
  });
});
