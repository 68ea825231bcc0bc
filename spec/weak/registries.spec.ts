import { expect } from 'chai';
import { setTimeout as sleep } from 'node:timers/promises';
import { Heap } from '../../src/index.ts';
import { forEachNodeHeap, openNodes } from './support.ts';

describe('finalization registries', () => {
  forEachNodeHeap((mode, open) => {
    it(`are told what was registered with an object, after it has died: ${mode}`, () => {
      const { heap, root, collect, collects } = open();
      const told: string[] = [];
      const registry = heap.finalizationRegistry((held: string) => told.push(held));
      const [kept, gone] = [root(1), root(2)];
      registry.register(kept.ref, 'kept');
      registry.register(gone.ref, 'gone');
      registry.register(gone.ref, 'gone again');
      gone.release();
      collect();
      expect(told).to.deep.equal([]);
      heap.runFinalizers();
      expect(told).to.deep.equal(collects ? ['gone', 'gone again'] : []);
      collect();
      heap.runFinalizers();
      expect(told).to.have.length(collects ? 2 : 0);
    });

    it(`take back what was registered with a token, which they hold weakly: ${mode}`, () => {
      const { heap, root, collect, collects } = open();
      const told: string[] = [];
      const registry = heap.finalizationRegistry((held: string) => told.push(held));
      const other = heap.finalizationRegistry((held: string) => told.push(held));
      const [first, second, token, lost] = [root(1), root(2), root(3), root(4)];
      registry.register(first.ref, 'first', token.ref);
      registry.register(second.ref, 'second', lost.ref);
      other.register(second.ref, 'of the other', token.ref);
      lost.release();
      collect();
      expect(registry.unregister(token.ref)).to.equal(true);
      expect(registry.unregister(token.ref)).to.equal(false);
      first.release();
      second.release();
      collect();
      heap.runFinalizers();
      expect(told.sort()).to.deep.equal(collects ? ['of the other', 'second'] : []);
    });

    it(`take back also what has died, until they are told of it: ${mode}`, () => {
      const { heap, root, collect } = open();
      const told: string[] = [];
      const registry = heap.finalizationRegistry((held: string) => {
        told.push(held);
        registry.unregister(token.ref);
      });
      const [first, second, third, token] = [root(1), root(2), root(3), root(4)];
      registry.register(first.ref, 'first', token.ref);
      first.release();
      collect();
      // The token is followed when it moves.
      collect();
      expect(registry.unregister(token.ref)).to.equal(true);
      registry.register(second.ref, 'second');
      registry.register(third.ref, 'third', token.ref);
      second.release();
      third.release();
      collect();
      heap.runFinalizers();
      expect(told.includes('first') || told.includes('third')).to.equal(false);
    });
  });

  it('run their callbacks when the event loop goes on', async () => {
    const { heap, Node } = openNodes(new Heap({ collect: 'explicit' }));
    const told: number[] = [];
    const registry = heap.finalizationRegistry((held: number) => told.push(held));
    registry.register(Node.new(), 1);
    heap.collect();
    expect(told).to.deep.equal([]);
    await sleep(0);
    await sleep(0);
    expect(told).to.deep.equal([1]);
  });

  it('refuse to be told of the target itself', () => {
    const { heap, root } = openNodes(new Heap());
    const registry = heap.finalizationRegistry(() => {});
    const object = root(1);
    expect(() => registry.register(object.ref, object.ref)).to.throw('would be dead');
  });
});

describe('weak handles', () => {
  forEachNodeHeap((mode, open) => {
    it(`are 0 once their object is dead: ${mode}`, () => {
      const { heap, Node, root, collect, collects } = open();
      const [kept, gone] = [root(1), root(2)];
      const handles = [heap.weak(kept.ref), heap.weak(gone.ref)];
      gone.release();
      collect();
      expect(Node.number.get(handles[0]!.deref())).to.equal(1);
      expect(handles[1]!.deref() === 0).to.equal(collects);
      const another = root(3);
      expect(handles[1]!.deref()).not.to.equal(another.ref);
    });
  });

  it('keep what they gave out alive until the end of the job', async () => {
    const { heap, root } = openNodes(new Heap({ collect: 'explicit' }));
    const object = root(1);
    const handle = heap.weak(object.ref);
    const ref = handle.deref();
    expect(handle.deref()).to.equal(ref);
    object.release();
    expect(heap.stats().roots).to.equal(1);
    heap.collect();
    expect(handle.deref()).to.equal(ref);
    await sleep(0);
    await sleep(0);
    expect(heap.stats().roots).to.equal(0);
    heap.collect();
    expect(handle.deref()).to.equal(0);
  });

  it('give their places back, which others take', () => {
    const { heap, root } = openNodes(new Heap({ collect: 'explicit' }));
    const object = root(1);
    const handles = Array.from({ length: 10 }, () => heap.weak(object.ref));
    for (const handle of handles) {
      handle.release();
      handle.release();
    }
    expect(() => handles[0]!.deref()).to.throw('read after its release');
    const others = Array.from({ length: 10 }, () => heap.weak(object.ref));
    heap.collect();
    for (const other of others) expect(other.deref()).to.equal(object.ref);
  });
});
