import { expect } from 'chai';
import { inspect } from 'node:util';
import { Heap } from '../../src/index.ts';
import { forEachNodeHeap, openNodes } from './support.ts';

describe('weak fields', () => {
  forEachNodeHeap((mode, open) => {
    it(`refer to what something else keeps alive: ${mode}`, () => {
      const { heap, Node, root, collect } = open();
      const [holder, target] = [root(1), root(2)];
      Node.back.set(holder.ref, target.ref);
      collect();
      collect();
      expect(Node.number.get(Node.back.get(holder.ref))).to.equal(2);
      expect(Node.back.get(holder.ref)).to.equal(target.ref);
      heap.verify();
    });

    it(`are null once nothing else does: ${mode}`, () => {
      const { Node, root, collect, collects } = open();
      const [holder, target] = [root(1), root(2)];
      Node.back.set(holder.ref, target.ref);
      target.release();
      collect();
      expect(Node.back.get(holder.ref) === 0).to.equal(collects);
    });

    it(`never refer to what has taken the place of the dead: ${mode}`, () => {
      const { Node, root, collect, collects } = open();
      const holders = Array.from({ length: 10 }, (_, number) => {
        const holder = root(number);
        Node.back.set(holder.ref, Node.new({ number: -1 }));
        return holder;
      });
      collect();
      const others = Array.from({ length: 40 }, (_, number) => root(number));
      for (const holder of holders) expect(Node.back.get(holder.ref) === 0).to.equal(collects);
      expect(others.map(({ ref }) => Node.number.get(ref))).to.deep.equal([...others.keys()]);
    });
  });

  it('are given in a new object, and kept alive by what that collects for', () => {
    const heap = new Heap({ limit: 1 << 20, stress: { collectEvery: 1 } });
    const { Node } = openNodes(heap);
    const target = heap.root(Node.new({ number: 7 }));
    for (let turn = 0; turn < 20; turn++)
      expect(Node.back.get(Node.new({ back: target.ref }))).to.equal(target.ref);
  });

  it('are cleared in old objects into which something young was stored', () => {
    const { heap, Node, root } = openNodes(new Heap({ collect: 'explicit', nursery: 1 << 16 }));
    const holder = root(1);
    heap.collect({ scope: 'full' });
    Node.back.set(holder.ref, Node.new({ number: 2 }));
    const live = root(3);
    const other = root(4);
    Node.back.set(other.ref, live.ref);
    heap.collect({ scope: 'young' });
    expect(Node.back.get(holder.ref)).to.equal(0);
    expect(Node.number.get(Node.back.get(other.ref))).to.equal(3);
    heap.verify();
  });

  it('let an object refer to itself, made in one step', () => {
    const { heap, Node } = openNodes(new Heap({ collect: 'explicit' }));
    const self = heap.root(Node.newCyclic((ref) => ({ back: ref, number: 5 })));
    heap.collect();
    expect(Node.back.get(self.ref)).to.equal(self.ref);
    const handle = heap.weak(self.ref);
    heap.endJob();
    self.release();
    heap.collect();
    expect(handle.deref()).to.equal(0);
  });

  it('refuse what references refuse', () => {
    const { Node, root } = openNodes(new Heap());
    const holder = root(1);
    expect(() => Node.back.set(holder.ref, 6 as never)).to.throw('field back holds references; 6');
    expect(() => Node.new({ back: 9.5 as never })).to.throw('field back holds references; 9.5');
  });

  it('are shown with what they refer to', () => {
    const { heap, Node, root } = openNodes(new Heap());
    const [holder, target] = [root(1), root(2)];
    Node.back.set(holder.ref, target.ref);
    expect(heap.describe(holder.ref)).to.match(/back: Node at 0x/);
    expect(inspect(Node.back)).to.equal('Field back: weak');
  });
});
