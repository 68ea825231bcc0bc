import { expect } from 'chai';
import { Heap, type Ref } from '../../src/index.ts';
import { Random } from '../support/random.ts';
import { openNodes } from './support.ts';

type Order = 'forward' | 'reversed' | 'shuffled';

/** The numbers below `count`, in an order that is always the same. */
function inOrder(order: Order, count: number): number[] {
  const numbers = [...Array(count).keys()];
  if (order === 'reversed') numbers.reverse();
  if (order === 'shuffled') {
    const random = new Random(1);
    for (let last = count - 1; last > 0; last--) {
      const other = random.below(last + 1);
      [numbers[last], numbers[other]] = [numbers[other]!, numbers[last]!];
    }
  }
  return numbers;
}

describe('ephemerons', () => {
  for (const order of ['forward', 'reversed', 'shuffled'] as const)
    it(`reach their fixpoint along a chain that is set ${order}, and are gone when it breaks`, () => {
      const count = 2000;
      const { heap, Node } = openNodes(new Heap({ collect: 'explicit' }));
      const Weak = heap.weakMapLayout('Weak');
      const map = heap.root(Weak.new());
      const keys = Array.from({ length: count + 1 }, (_, number) => Node.new({ number }));
      for (const number of inOrder(order, count))
        Weak.set(map.ref, keys[number]!, keys[number + 1]!);
      const first = heap.root(keys[0]!);
      heap.collect();
      expect(Weak.size(map.ref)).to.equal(count);
      heap.verify();
      heap.collect({ scope: 'young' });
      let length = 0;
      for (let key: Ref | undefined = first.ref; key !== undefined; length++)
        key = Weak.get(map.ref, key) as Ref | undefined;
      expect(length).to.equal(count + 1);
      Weak.delete(map.ref, keys[1000]!);
      heap.collect();
      expect(Weak.size(map.ref)).to.equal(1000);
      heap.verify();
    });

  it('lead from one map to another, which lives by an entry alone', () => {
    const { heap, Node, root } = openNodes(new Heap({ collect: 'explicit' }));
    const Weak = heap.weakMapLayout('Weak');
    const outer = heap.root(Weak.new());
    const [key, innerKey] = [root(1), root(2)];
    const inner = Weak.new();
    Weak.set(outer.ref, key.ref, inner);
    Weak.set(inner, innerKey.ref, Node.new({ number: 3 }));
    heap.collect();
    const found = Weak.get(outer.ref, key.ref) as Ref;
    expect(Node.number.get(Weak.get(found, innerKey.ref) as Ref)).to.equal(3);
    expect(heap.stats().liveObjects).to.equal(7);
    key.release();
    heap.collect();
    expect(heap.stats().liveObjects).to.equal(3);
    heap.verify();
  });

  it('are all found that wait for one key', () => {
    const { heap, Node, root } = openNodes(new Heap({ collect: 'explicit' }));
    const Weak = heap.weakMapLayout('Weak');
    const maps = Array.from({ length: 4 }, () => heap.root(Weak.new()));
    const first = root(0);
    const key = heap.root(Node.new({ number: 1 }));
    for (const map of maps) Weak.set(map.ref, key.ref, Node.new({ number: 2 }));
    Weak.set(maps[3]!.ref, first.ref, key.ref);
    const held = key.ref;
    key.release();
    heap.collect();
    for (const map of maps) expect(Node.number.get(Weak.get(map.ref, held) as Ref)).to.equal(2);
    heap.verify();
  });

  it('are found wherever a value leads, in many arenas at once', () => {
    const count = 6000;
    const { heap, Node, root } = openNodes(new Heap({ collect: 'explicit' }));
    const Weak = heap.weakMapLayout('Weak');
    const Row = heap.arrayLayout('Row', 'ref');
    const map = heap.root(Weak.new());
    const key = root(-1);
    const row = Row.from(Array.from({ length: count }, (_, number) => Node.new({ number })));
    Row.forEach(row, (each) => Weak.set(map.ref, each, Node.new({ number: 7 })));
    Weak.set(map.ref, key.ref, row);
    heap.collect();
    expect(Weak.size(map.ref)).to.equal(count + 1);
    expect(heap.stats().liveObjects).to.equal(2 * count + 4);
    heap.verify();
  });

  it('keep nothing alive by a map that only its own value refers to', () => {
    const { heap, root } = openNodes(new Heap({ collect: 'explicit' }));
    const Weak = heap.weakMapLayout('Weak');
    const key = root(1);
    const map = Weak.new();
    Weak.set(map, key.ref, map);
    heap.collect();
    expect(heap.stats().liveObjects).to.equal(1);
  });

  it('are kept by objects on pages of their own, as keys and as tables', () => {
    const { heap, root } = openNodes(new Heap({ collect: 'explicit' }));
    const Large = heap.arrayLayout('Large', 'value');
    const Weak = heap.weakMapLayout('Weak');
    const map = heap.root(Weak.new());
    const large = heap.root(Large.new(5000));
    for (let number = 0; number < 3000; number++) Weak.set(map.ref, root(number).ref, large.ref);
    const value = Large.new(6000);
    Weak.set(map.ref, large.ref, value);
    heap.collect();
    expect(Large.length(Weak.get(map.ref, large.ref) as never)).to.equal(6000);
    expect(heap.stats().largeObjects).to.equal(3);
    heap.verify();
  });

  it('are found by a collection of the young where an old table was stored into', () => {
    const { heap, Node, root } = openNodes(new Heap({ collect: 'explicit', nursery: 1 << 16 }));
    const Weak = heap.weakMapLayout('Weak');
    const map = heap.root(Weak.new());
    const [old, young] = [root(1), root(2)];
    Weak.set(map.ref, old.ref, 0);
    heap.collect({ scope: 'full' });
    Weak.set(map.ref, old.ref, Node.new({ number: 3 }));
    Weak.set(map.ref, young.ref, Node.new({ number: 4 }));
    Weak.set(map.ref, Node.new({ number: 5 }), Node.new({ number: 6 }));
    heap.collect({ scope: 'young' });
    expect(Weak.size(map.ref)).to.equal(2);
    expect(Node.number.get(Weak.get(map.ref, old.ref) as Ref)).to.equal(3);
    expect(Node.number.get(Weak.get(map.ref, young.ref) as Ref)).to.equal(4);
    heap.verify();
  });
});
