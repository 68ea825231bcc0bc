import { expect } from 'chai';
import { AddressSpace, DisposedError, HandleError, Pin } from '../../src/index.ts';
import { MIB } from '../../src/memory/units.ts';
import { openPairs } from '../support/pairs.ts';

/** Objects of which most die, so that a compaction has something to move. */
function openSparse() {
  const opened = openPairs({ collect: 'explicit' });
  const { heap, Pair } = opened;
  const kept = heap.root();
  for (let i = 0; i < 100_000; i++) {
    const ref = Pair.new({ head: i, tail: kept.ref });
    if (i % 100 === 0) kept.ref = ref;
  }
  return { ...opened, kept };
}

describe('pins', () => {
  it('keep an object alive and in its place until the last one is released', () => {
    const { heap, Pair, kept } = openSparse();
    const pins = [heap.pin(kept.ref), heap.pin(kept.ref)];
    const { ref } = pins[0]!;
    expect(heap.collect({ compact: true }).movedObjects).to.be.above(0);
    expect([pins[0]!.ref, pins[1]!.ref, kept.ref]).to.deep.equal([ref, ref, ref]);
    pins[0]!.release();
    pins[0]!.release();
    kept.release();
    expect(heap.collect().liveObjects).to.equal(1000);
    expect(Pair.head.get(pins[1]!.ref)).to.equal(99_900);
    pins[1]!.release();
    expect(heap.collect().liveObjects).to.equal(0);
    expect(() => pins[1]!.ref).to.throw(HandleError, 'after its release');
  });

  it('are of no use once their heap is closed, and can be released all the same', () => {
    const space = new AddressSpace({ reserve: 8 * MIB });
    const gone = openPairs({ space });
    const pin = gone.heap.pin(gone.Pair.new({ head: 5 }));
    const { ref } = pin;
    gone.heap.dispose();
    expect(() => pin.ref).to.throw(DisposedError);
    const other = openPairs({ space });
    const held = other.heap.pin(other.Pair.new({ head: 7 }));
    expect(held.ref).to.equal(ref);
    const before = space.words.slice(0, MIB);
    pin.release();
    pin.release();
    expect(space.words.subarray(0, MIB)).to.deep.equal(before);
    expect(() => gone.heap.pin(ref)).to.throw(DisposedError);
    other.heap.collect({ compact: true });
    expect(other.Pair.head.get(held.ref)).to.equal(7);
  });

  it('are made by a heap alone', () => {
    expect(() => Reflect.construct(Pin, [{}, {}])).to.throw('Pin: table is an object');
  });
});
