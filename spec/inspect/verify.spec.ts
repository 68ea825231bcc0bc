import { expect } from 'chai';
import { addressOf, CorruptHeapError, type Heap, type Ref } from '../../src/index.ts';
import { SIZE_SHIFT } from '../../src/object/header.ts';
import { openPairs } from '../support/pairs.ts';

function openList(length: number): { heap: Heap; list: { ref: Ref }; tail: (ref: Ref) => Ref } {
  const { heap, Pair } = openPairs({ collect: 'explicit' });
  const list = heap.root();
  for (let i = 0; i < length; i++) list.ref = Pair.new({ head: i, tail: list.ref });
  return { heap, list, tail: (ref) => Pair.tail.get(ref) };
}

describe('verify', () => {
  it('counts what the roots reach, before and after a collection', () => {
    const { heap } = openList(1_000);
    heap.root(heap.arrayLayout('Row', 'ref').new(5_000));
    expect(heap.verify()).to.deep.equal({ objects: 1_001, bytes: 16_000 + 20_008 });
    const { liveObjects, liveBytes } = heap.collect();
    expect(heap.verify()).to.deep.equal({ objects: liveObjects, bytes: liveBytes });
  });

  const faults: readonly [string, (heap: Heap, ref: Ref, other: Ref) => void, RegExp][] = [
    [
      'a slot that refers to a page of nobody',
      (heap, ref) => heap.write(ref, 1, (120 << 20) + 1),
      /no page of this heap/,
    ],
    [
      'a header that was written over',
      (heap, ref) => (heap.words[ref >>> 2] = -1),
      /layout 4095|moved/,
    ],
    [
      'a layout that nobody registered',
      (heap, ref) => (heap.words[ref >>> 2]! |= 99 << 10),
      /nobody registered/,
    ],
    [
      'a reference into the middle of an object',
      (heap, ref, other) => heap.write(ref, 1, other + 8),
      /nobody registered|overlap/,
    ],
    [
      'a size that reaches into the next object',
      (heap, ref) => (heap.words[ref >>> 2]! += 1 << SIZE_SHIFT),
      /overlap/,
    ],
    [
      'a size that crosses the arena',
      (heap, ref) => (heap.words[ref >>> 2]! |= 1023 << SIZE_SHIFT),
      /crosses|overlap/,
    ],
  ];
  for (const [name, damage, message] of faults)
    it(`finds ${name}`, () => {
      const { heap, list, tail } = openList(100);
      const victim = tail(tail(tail(list.ref)));
      damage(heap, victim, tail(victim));
      expect(() => heap.verify()).to.throw(CorruptHeapError, message);
    });

  it('finds a size in front of a large object that was written over', () => {
    const { heap } = openList(1);
    const row = heap.root(heap.bytesLayout('Text').new(50_000));
    heap.words[(addressOf(row.ref) - 16) >>> 2] = 500_000;
    expect(() => heap.verify()).to.throw(CorruptHeapError, "not the heap's");
  });
});
