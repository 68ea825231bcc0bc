import { expect } from 'chai';
import { AddressSpace } from '../../src/index.ts';
import { MIB } from '../../src/memory/units.ts';
import { openPairs } from '../support/pairs.ts';
import { asRef, NO_REFS } from '../support/wrong.ts';

describe('what is asked between mark and sweep', () => {
  it('does not live if it is null, no reference, or of another heap', () => {
    const space = new AddressSpace({ reserve: 16 * MIB });
    const { heap, Pair } = openPairs({ space });
    const other = openPairs({ space });
    const theirs = other.heap.root(other.Pair.new());
    const root = heap.root(Pair.new());
    const verdicts: boolean[] = [];
    heap.onMarked((isLive) => {
      for (const asked of [root.ref, 0, theirs.ref, ...NO_REFS])
        verdicts.push(isLive(asRef(asked)));
    });
    heap.collect();
    expect(verdicts).to.deep.equal([true, ...verdicts.slice(1).fill(false)]);
    expect(verdicts).to.have.lengthOf(NO_REFS.length + 3);
  });

  it('has moved nowhere if it is null, no reference, or of another heap', () => {
    const space = new AddressSpace({ reserve: 64 * MIB });
    const { heap, Pair } = openPairs({ space, collect: 'explicit' });
    const other = openPairs({ space });
    const theirs = other.heap.root(other.Pair.new());
    const kept = heap.root();
    for (let i = 0; i < 100_000; i++) {
      const ref = Pair.new({ tail: kept.ref });
      if (i % 100 === 0) kept.ref = ref;
    }
    const old = kept.ref;
    const asked = [0, theirs.ref, ...NO_REFS].map(asRef);
    let answers: unknown[] = [];
    heap.onMoved((forward) => {
      answers = [...asked.map(forward), forward(old)];
    });
    heap.collect({ compact: true });
    expect(answers).to.deep.equal([...asked, kept.ref]);
  });
});

describe('one function that is registered twice', () => {
  const registrations = ['addScanner', 'onMarked', 'onMoved', 'onCollection'] as const;
  for (const name of registrations)
    it(`by ${name} is called twice, and removed twice`, () => {
      const { heap, Pair } = openPairs({ collect: 'explicit' });
      let calls = 0;
      const listener = (): void => {
        calls++;
      };
      const callsOfOne = (): number => {
        const kept = heap.root();
        for (let i = 0; i < 20_000; i++) {
          const ref = Pair.new({ tail: kept.ref });
          if (i % 100 === 0) kept.ref = ref;
        }
        calls = 0;
        heap.collect({ compact: true });
        return calls;
      };
      const first = heap[name](listener);
      const once = callsOfOne();
      const second = heap[name](listener);
      expect([once > 0, callsOfOne()]).to.deep.equal([true, once * 2]);
      first();
      first();
      expect(callsOfOne()).to.equal(once);
      second();
      expect(callsOfOne()).to.equal(0);
    });
});
