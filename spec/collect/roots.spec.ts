import { expect } from 'chai';
import { AddressSpace, HandleError } from '../../src/index.ts';
import { KIB, MIB } from '../../src/memory/units.ts';
import { openPairs } from '../support/pairs.ts';

describe('roots', () => {
  it('keep an object until they are released, once or twice', () => {
    const { heap, Pair } = openPairs();
    const root = heap.root(Pair.new());
    expect(heap.collect().liveObjects).to.equal(1);
    root.release();
    root.release();
    expect(root.isReleased).to.equal(true);
    expect(heap.stats().roots).to.equal(0);
    expect(heap.collect().liveObjects).to.equal(0);
  });

  it('throw when they are used after their release', () => {
    const { heap } = openPairs();
    const root = heap.root();
    root.release();
    expect(() => root.ref).to.throw(HandleError, 'read after its release');
    expect(() => (root.ref = 0)).to.throw(HandleError, 'set after its release');
  });

  it('number in the thousands, and their slots are used again', () => {
    const { heap, Pair } = openPairs();
    const roots = Array.from({ length: 5_000 }, (_, i) => heap.root(Pair.new({ head: i })));
    expect(heap.collect().liveObjects).to.equal(5_000);
    roots.forEach((root, i) => expect(Pair.head.get(root.ref)).to.equal(i));
    const held = heap.space.pages.stats().heldPages;
    for (const root of roots) root.release();
    for (let i = 0; i < 5_000; i++) roots[i] = heap.root();
    expect(heap.space.pages.stats().heldPages).to.equal(held);
  });

  it('of a scope go with it, also when it throws', () => {
    const { heap, Pair } = openPairs();
    const found = heap.scope((scope) => {
      scope.root(Pair.new());
      scope.root(Pair.new());
      return heap.collect().liveObjects;
    });
    expect(found).to.equal(2);
    expect(() =>
      heap.scope((scope) => {
        scope.root(Pair.new());
        throw new Error('out of here');
      }),
    ).to.throw('out of here');
    expect(heap.stats().roots).to.equal(0);
    expect(heap.collect().liveObjects).to.equal(0);
  });

  it('refuse a reference of another heap, and what is no reference', () => {
    const space = new AddressSpace({ reserve: 64 * MIB });
    const { Pair } = openPairs({ space, name: 'theirs' });
    const { heap } = openPairs({ space, name: 'ours' });
    expect(() => heap.root(Pair.new())).to.throw(HandleError, 'held by theirs');
    expect(() => heap.root(1234)).to.throw(HandleError, 'low bits');
    const root = heap.root();
    expect(() => (root.ref = Pair.new())).to.throw(HandleError, 'held by theirs');
  });

  it('come from scanners too, as ranges of words', () => {
    const { heap, Pair } = openPairs({ collect: 'explicit' });
    const base = heap.reserve(4 * KIB) >>> 2;
    let top = base;
    const remove = heap.addScanner((visit) => visit(base, top));
    for (let i = 0; i < 100; i++) heap.words[top++] = Pair.new({ head: i });
    expect(heap.collect().liveObjects).to.equal(100);
    top = base + 10;
    expect(heap.collect().liveObjects).to.equal(10);
    remove();
    expect(heap.collect().liveObjects).to.equal(0);
  });
});
