import { expect } from 'chai';
import { Heap, integerWord, StillHeldError, type Root } from '../../src/index.ts';
import { openNodes } from './support.ts';

describe('a heap that is rewound', () => {
  it('has weak fields, entries, handles and registrations of what was made since cleared', () => {
    const { heap, Node, root } = openNodes(new Heap({ collect: 'never' }));
    const Weak = heap.weakMapLayout('Weak');
    const map = heap.root(Weak.new());
    const told: number[] = [];
    const registry = heap.finalizationRegistry((held: number) => told.push(held));
    const [holder, key] = [root(1), root(2)];
    Weak.set(map.ref, key.ref, integerWord(1));
    const checkpoint = heap.checkpoint();
    const young = Node.new({ number: 3 });
    Node.back.set(holder.ref, young);
    Node.new({ number: 4, back: young });
    Weak.set(map.ref, young, integerWord(2));
    registry.register(young, 5);
    const handle = heap.weak(young);
    heap.rewind(checkpoint);
    expect(Node.back.get(holder.ref)).to.equal(0);
    expect([Weak.size(map.ref), Weak.get(map.ref, key.ref)]).to.deep.equal([1, integerWord(1)]);
    expect(handle.deref()).to.equal(0);
    heap.runFinalizers();
    expect(told).to.deep.equal([5]);
    heap.verify();
  });

  it('runs the finalizers of what was made since before it goes back', () => {
    const { heap, Node, root } = openNodes(new Heap({ collect: 'never' }));
    const seen: number[] = [];
    const old = root(1);
    const finalize = (ref: never): void => void seen.push(Node.number.get(ref));
    heap.finalize(old.ref, finalize as never);
    const checkpoint = heap.checkpoint();
    heap.finalize(Node.new({ number: 2 }), finalize as never);
    heap.rewind(checkpoint);
    expect(seen).to.deep.equal([2]);
    heap.verify();
  });

  it('does not go back where a finalizer has let its object live again', () => {
    const { heap, Node } = openNodes(new Heap({ collect: 'never' }));
    const checkpoint = heap.checkpoint();
    let saved: Root | undefined;
    heap.finalize(Node.new({ number: 2 }), (ref) => (saved = heap.root(ref)));
    expect(() => heap.rewind(checkpoint)).to.throw(StillHeldError);
    expect(Node.number.get(saved!.ref)).to.equal(2);
    saved!.release();
    heap.rewind(checkpoint);
    heap.verify();
  });

  it('does not go back where a table that was made since is held by an older map', () => {
    const { heap, root } = openNodes(new Heap({ collect: 'never' }));
    const Weak = heap.weakMapLayout('Weak');
    const map = heap.root(Weak.new());
    const key = root(1);
    const checkpoint = heap.checkpoint();
    Weak.set(map.ref, key.ref, 0);
    expect(() => heap.rewind(checkpoint)).to.throw(StillHeldError);
    expect(Weak.get(map.ref, key.ref)).to.equal(0);
    heap.verify();
  });
});
