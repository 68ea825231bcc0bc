import { expect } from 'chai';
import { CorruptHeapError, Heap, integerWord, type Ref, type Root } from '../../src/index.ts';
import { openNodes } from '../weak/support.ts';

interface WeakHeap {
  readonly heap: Heap;
  readonly holder: Root;
  /** The word of a weak field of the holder, and of the header of a table. */
  readonly field: number;
  readonly table: number;
}

function open(): WeakHeap {
  const { heap, root } = openNodes(new Heap({ collect: 'explicit' }));
  const Weak = heap.weakMapLayout('Weak');
  const map = heap.root(Weak.new());
  const holder = root(1);
  Weak.set(map.ref, holder.ref, integerWord(5));
  return {
    heap,
    holder,
    field: (holder.ref >>> 2) + 2,
    table: (heap.read(map.ref, 0) as Ref) >>> 2,
  };
}

describe('the verifier', () => {
  it('finds a weak field that holds what is no reference', () => {
    const { heap, field } = open();
    heap.words[field] = 6;
    expect(() => heap.verify()).to.throw(CorruptHeapError, /back of Node .* is weak, and holds/);
    heap.words[field] = 0;
    heap.verify();
  });

  it('finds a weak field that refers to where no object is', () => {
    const { heap, field, holder } = open();
    heap.words[field] = holder.ref + 8;
    expect(() => heap.verify()).to.throw(CorruptHeapError);
    heap.words[field] = holder.ref;
    heap.verify();
  });

  it('finds a table of entries whose counts are wrong', () => {
    const { heap, table } = open();
    heap.words[table + 1]!++;
    expect(() => heap.verify()).to.throw(CorruptHeapError, /holds 1 entries of 4; it counts 2/);
  });

  it('finds an object with weak fields that the heap does not know', () => {
    const { heap, holder, field } = open();
    const Other = heap.rawLayout('Other', 1);
    const other = heap.root(heap.allocateRaw(Other.id, 3));
    // The header of the other, which has the same size, is made that of a holder.
    heap.words[other.ref >>> 2] = heap.words[holder.ref >>> 2]!;
    expect(field).to.be.greaterThan(0);
    expect(() => heap.verify()).to.throw('2 objects have weak fields, and 1 of them are known');
  });

  it('counts what lives by an entry alone as reached', () => {
    const { heap, Node, root } = openNodes(new Heap({ collect: 'explicit' }));
    const Weak = heap.weakMapLayout('Weak');
    const map = heap.root(Weak.new());
    const key = root(1);
    const second = Node.new({ number: 2 });
    Weak.set(map.ref, second, Node.new({ number: 3 }));
    Weak.set(map.ref, key.ref, second);
    Weak.set(map.ref, Node.new({ number: 4 }), Node.new({ number: 5 }));
    expect(heap.verify().objects).to.equal(5);
    heap.collect();
    expect([heap.verify().objects, heap.stats().liveObjects]).to.deep.equal([5, 5]);
  });
});
