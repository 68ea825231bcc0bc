import { expect } from 'chai';
import { ReenteredError, toRef } from '../../src/index.ts';
import { openPairs, QUIET } from '../support/pairs.ts';

describe('the collector', () => {
  it('leaves the arena in which objects were bumped, so that none is bumped into its holes', () => {
    const { heap, Pair } = openPairs(QUIET);
    const list = heap.root();
    let made = 0;
    for (let round = 0; round < 20; round++) {
      for (let i = 0; i < 150; i++) {
        Pair.new({ head: -1 });
        list.ref = Pair.new({ head: made++, tail: list.ref });
      }
      expect(heap.collect().liveObjects).to.equal(made);
    }
    for (let ref = list.ref; ref !== 0; ref = Pair.tail.get(ref))
      if (Pair.head.get(ref) !== --made) expect.fail(`pair ${made} reads otherwise`);
    expect(made, 'pairs that are missing').to.equal(0);
  });

  it('locks the space while it works, and unlocks it whatever happens', () => {
    const { heap } = openPairs({ ...QUIET, name: 'one' });
    const other = openPairs({ ...QUIET, space: heap.space }).heap;
    let isThrowing = false;
    const seen: (string | undefined)[] = [];
    heap.onMarked(() => {
      seen.push(heap.space.lockedBy);
      expect(() => other.collect()).to.throw(ReenteredError, 'one');
      if (isThrowing) throw new Error('of the host');
    });
    heap.collect();
    isThrowing = true;
    expect(() => heap.collect()).to.throw('of the host');
    expect(seen).to.deep.equal(['one', 'one']);
    expect(heap.space.lockedBy).to.equal(undefined);
    other.collect();
  });

  it('asks scanners once, before anything has changed', () => {
    const { heap, Pair } = openPairs(QUIET);
    const base = heap.reserve(4096) >>> 2;
    let isMarked = false;
    heap.addScanner((visit) => {
      expect(isMarked, 'whether it is asked when the mark is over').to.equal(false);
      visit(base, base + 1);
    });
    heap.onMarked(() => (isMarked = true));
    heap.onMoved(() => (isMarked = false));
    for (let i = 0; i < 20_000; i++) {
      const ref = Pair.new({ head: i });
      if (i === 11_111) heap.words[base] = ref;
      if (i % 10 === 0) heap.root(ref);
    }
    expect(heap.collect({ compact: true }).movedObjects).to.be.above(0);
    expect(Pair.head.get(toRef(heap.words[base]!))).to.equal(11_111);
  });
});
