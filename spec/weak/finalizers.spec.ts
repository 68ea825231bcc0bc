import { expect } from 'chai';
import { setTimeout as sleep } from 'node:timers/promises';
import { Heap, HeapLimitError, ReenteredError, type Ref, type Root } from '../../src/index.ts';
import { forEachNodeHeap, openNodes } from './support.ts';

describe('finalizers', () => {
  forEachNodeHeap((mode, open) => {
    it(`run once, when their objects are not reached any more: ${mode}`, () => {
      const { heap, Node, root, collect, collects } = open();
      const seen: number[] = [];
      const finalize = (ref: Ref): void => void seen.push(Node.number.get(ref as never));
      const kept = root(1);
      heap.finalize(kept.ref, finalize);
      const gone = root(2);
      heap.finalize(gone.ref, finalize);
      gone.release();
      collect();
      expect(seen).to.deep.equal([]);
      expect(heap.runFinalizers()).to.equal(collects ? 1 : 0);
      collect();
      expect(heap.runFinalizers()).to.equal(0);
      expect(seen).to.deep.equal(collects ? [2] : []);
      heap.dispose();
      expect(seen.sort()).to.deep.equal([1, 2]);
    });

    it(`may let an object live again, with all that it reaches: ${mode}`, () => {
      const { heap, Node, root, collect, collects } = open();
      if (!collects) return;
      let saved: Root | undefined;
      const object = root(1);
      Node.next.set(object.ref, Node.new({ number: 2 }));
      heap.finalize(object.ref, (ref) => (saved = heap.root(ref)));
      object.release();
      collect();
      collect();
      heap.runFinalizers();
      collect();
      expect(Node.number.get(saved!.ref)).to.equal(1);
      expect(Node.number.get(Node.next.get(saved!.ref))).to.equal(2);
      saved!.release();
      collect();
      expect(heap.runFinalizers()).to.equal(0);
      expect(heap.stats().liveObjects).to.equal(0);
    });

    it(`may allocate and collect: ${mode}`, () => {
      const { heap, Node, root, collect, collects } = open();
      let made = 0;
      for (let number = 0; number < 20; number++) {
        const object = root(number);
        heap.finalize(object.ref, () => {
          for (let more = 0; more < 50; more++) made += Number(Node.new({ number: more }) !== 0);
          collect();
        });
        object.release();
      }
      collect();
      heap.runFinalizers();
      expect(made).to.equal(collects ? 1000 : 0);
      heap.verify();
    });
  });

  it('run by priority, and in the order in which they were registered', () => {
    const { heap, Node } = openNodes(new Heap({ collect: 'explicit' }));
    const seen: string[] = [];
    for (const [name, priority] of [
      ['c', 5],
      ['a', -1],
      ['d', 5],
      ['b', 0],
    ] as const)
      heap.finalize(Node.new(), () => seen.push(name), { priority });
    heap.collect();
    heap.runFinalizers();
    expect(seen.join('')).to.equal('abcd');
  });

  it('are those of a layout, for each of its objects', () => {
    const heap = new Heap({ collect: 'explicit' });
    const closed: number[] = [];
    const File = heap.layout(
      'File',
      { number: 'i32' },
      { finalize: (ref) => closed.push(File.number.get(ref as never)), priority: 2 },
    );
    const kept = heap.root(File.new({ number: 1 }));
    File.new({ number: 2 });
    File.new({ number: 3 });
    heap.collect();
    expect(heap.runFinalizers()).to.equal(2);
    expect(closed).to.deep.equal([2, 3]);
    expect(File.number.get(kept.ref)).to.equal(1);
  });

  it('do not run inside of synchronous code, but when the event loop goes on', async () => {
    const { heap, Node } = openNodes(new Heap({ collect: 'explicit' }));
    let count = 0;
    heap.finalize(Node.new(), () => count++);
    heap.collect();
    await Promise.resolve();
    expect(count).to.equal(0);
    await sleep(0);
    await sleep(0);
    expect(count).to.equal(1);
  });

  it('are told of to onError where they throw, and stop no other', () => {
    const { heap, Node } = openNodes(new Heap({ collect: 'explicit' }));
    const told: unknown[] = [];
    heap.onError((error) => told.push(error));
    let count = 0;
    heap.finalize(Node.new(), () => {
      throw new Error('of a finalizer');
    });
    heap.finalize(Node.new(), () => count++);
    heap.collect();
    expect(heap.runFinalizers()).to.equal(2);
    expect([count, String(told[0])]).to.deep.equal([1, 'Error: of a finalizer']);
  });

  it('refuse to be run, and their heap to be closed, from one of them', () => {
    const { heap, Node } = openNodes(new Heap({ collect: 'explicit' }));
    const refused: string[] = [];
    heap.onError((error) => refused.push((error as Error).message));
    heap.finalize(Node.new(), () => heap.runFinalizers());
    heap.finalize(Node.new(), () => heap.dispose());
    heap.collect();
    heap.runFinalizers();
    expect(refused).to.have.length(2);
    expect(refused[0]).to.match(/runFinalizers.*a finalizer/);
    expect(refused[1]).to.match(/dispose.*a finalizer/);
    heap.dispose();
  });

  it('all run when the heap is closed, before anything is dropped', () => {
    const { heap, Node } = openNodes(new Heap({ collect: 'explicit' }));
    const seen: number[] = [];
    const roots = [1, 2, 3].map((number) => heap.root(Node.new({ number })));
    Node.next.set(roots[0]!.ref, roots[1]!.ref);
    for (const { ref } of roots)
      heap.finalize(ref, (each) => {
        const next = Node.next.get(each as never);
        seen.push(Node.number.get(each as never), next === 0 ? 0 : Node.number.get(next));
        expect(() => heap.finalize(each, () => {})).to.throw(ReenteredError);
      });
    heap.dispose();
    expect(seen).to.deep.equal([1, 2, 2, 0, 3, 0]);
  });

  it('see weak references to their objects cleared, before they let these live again', () => {
    const { heap, Node, root } = openNodes(new Heap({ collect: 'explicit' }));
    const Weak = heap.weakMapLayout('Weak');
    const map = heap.root(Weak.new());
    const holder = root(1);
    const object = Node.new({ number: 2 });
    Node.back.set(holder.ref, object);
    Weak.set(map.ref, object, 0);
    const handle = heap.weak(object);
    let saved: Root | undefined;
    heap.finalize(object, (ref) => {
      expect([Node.back.get(holder.ref), handle.deref(), Weak.size(map.ref)]).to.deep.equal([
        0, 0, 0,
      ]);
      saved = heap.root(ref);
    });
    heap.collect();
    heap.runFinalizers();
    heap.collect();
    expect(Node.number.get(saved!.ref)).to.equal(2);
    expect(handle.deref()).to.equal(0);
    heap.verify();
  });

  it('are not taken where there are no pages for the queue: then nothing was made', () => {
    const heap = new Heap({ limit: 64 << 10, collect: 'explicit' });
    const File = heap.layout('File', { number: 'i32' }, { finalize: () => {} });
    const before = heap.stats().allocatedObjects;
    let made = 0;
    expect(() => {
      for (; ; made++) heap.root(File.new());
    }).to.throw(HeapLimitError);
    expect(heap.stats().allocatedObjects - before).to.equal(made);
    heap.verify();
  });
});

describe('onMarked', () => {
  it('tells who is about to die, and lets it live again by its second argument', () => {
    const { heap, Node, root } = openNodes(new Heap({ collect: 'explicit' }));
    const table = new Map<number, Ref>();
    for (const number of [1, 2]) {
      const object = Node.new({ number });
      Node.next.set(object, Node.new({ number: number * 10 }));
      table.set(number, object);
    }
    const holder = root(0);
    Node.back.set(holder.ref, table.get(1)!);
    const stop = heap.onMarked((isLive, resurrect) => {
      expect([...table.values()].map(isLive)).to.deep.equal([false, false]);
      resurrect(table.get(1)!);
      expect([...table.values()].map(isLive)).to.deep.equal([true, false]);
      expect(() => resurrect(6)).to.throw('not a reference');
    });
    heap.collect();
    stop();
    expect(Node.back.get(holder.ref)).to.equal(table.get(1));
    expect(Node.number.get(Node.next.get(table.get(1) as never))).to.equal(10);
    expect(heap.stats().liveObjects).to.equal(3);
    heap.verify();
  });
});
