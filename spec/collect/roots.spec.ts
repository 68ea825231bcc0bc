import { expect } from 'chai';
import {
  AddressSpace,
  DisposedError,
  HandleError,
  ReenteredError,
  Root,
  Scope,
} from '../../src/index.ts';
import { KIB, MIB } from '../../src/memory/units.ts';
import { openPairs } from '../support/pairs.ts';
import { thrownBy } from '../support/thrown.ts';
import { asRef, expectRefused, NO_REFS } from '../support/wrong.ts';

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

  it('give their memory back at a full collection, where more was taken than is held', () => {
    const { heap, Pair } = openPairs({ collect: 'explicit' });
    const pages = (): number =>
      heap.space
        .holders()
        .reduce((sum, holder) => sum + (holder.name === heap.name ? holder.pages : 0), 0);
    const first = heap.root(Pair.new());
    const before = pages();
    const roots = Array.from({ length: 50_000 }, () => heap.root(first.ref));
    expect(pages() - before).to.be.above(45);
    const kept = roots.splice(30_000, 5);
    for (const root of roots) root.release();
    heap.collect();
    expect(pages() - before).to.be.at.most(2);
    heap.verify();
    expect(heap.stats().roots).to.equal(6);
    for (const root of kept) expect(root.ref).to.equal(first.ref);
    const again = Array.from({ length: 10_000 }, () => heap.root(Pair.new()));
    expect(heap.collect().liveObjects).to.equal(10_001);
    heap.verify();
    expect(new Set(again.map(({ ref }) => ref)).size).to.equal(10_000);
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
    expect(() => heap.root(asRef(1234))).to.throw(HandleError, 'low bits');
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

  for (const wrong of NO_REFS)
    it(`refuse ${String(wrong)} (${typeof wrong})`, () => {
      const { heap, Pair } = openPairs();
      const root = heap.root(Pair.new());
      const { ref } = root;
      expectRefused(heap, () => heap.root(asRef(wrong)), 'HandleError');
      expectRefused(heap, () => (root.ref = asRef(wrong)), 'HandleError');
      heap.scope((scope) => expectRefused(heap, () => scope.root(asRef(wrong)), 'HandleError'));
      expect(root.ref).to.equal(ref);
    });

  it('are not taken by a scope that has ended', () => {
    const { heap, Pair } = openPairs();
    const ref = Pair.new();
    const ended = heap.scope((scope) => scope);
    expectRefused(heap, () => ended.root(ref), 'HandleError');
    ended.release();
    heap.dispose();
    expect(() => ended.root(ref)).to.throw(HandleError, 'has ended');
  });

  it('are of no use once their heap is closed, and can be released all the same', () => {
    const space = new AddressSpace({ reserve: 8 * MIB });
    const { heap, Pair } = openPairs({ space });
    const root = heap.root(Pair.new());
    const { ref } = root;
    heap.scope((scope) => {
      const inner = scope.root(ref);
      heap.dispose();
      for (const call of [
        () => root.ref,
        () => (root.ref = 0),
        () => (root.ref = ref),
        () => inner.ref,
        () => scope.root(ref),
        () => scope.root(),
        () => heap.root(),
        () => heap.root(ref),
        () => heap.layoutOf(ref),
      ])
        expect(call).to.throw(DisposedError);
      const other = openPairs({ space });
      const theirs = other.heap.root(other.Pair.new({ head: 5 }));
      root.release();
      expect(root.isReleased).to.equal(true);
      expect(other.Pair.head.get(theirs.ref)).to.equal(5);
      other.heap.verify();
    });
  });

  it('are made by a heap alone', () => {
    expect(() => Reflect.construct(Root, [{}, 5])).to.throw('Root: table is an object');
    expect(() => Reflect.construct(Scope, [undefined])).to.throw('Scope: table is undefined');
  });

  describe('while the heap collects', () => {
    const callbacks = ['addScanner', 'onMarked', 'onMoved'] as const;
    for (const callback of callbacks)
      it(`cannot be made or set in ${callback}, but read, released and set to 0`, () => {
        // To verify a heap asks its scanners too, and then it does not collect.
        const { heap, Pair } = openPairs({ collect: 'explicit', stress: {} });
        const kept = heap.root(Pair.new({ head: 7 }));
        const gone = heap.root(kept.ref);
        const empty = heap.root(kept.ref);
        const stack = heap.stack(4);
        stack.push(kept.ref);
        for (let i = 0; i < 10_000; i++)
          kept.ref = Pair.new({ head: i, tail: i % 100 ? 0 : kept.ref });
        kept.ref = Pair.new({ head: 8, tail: kept.ref });
        const dead = Pair.new({ head: 9 });
        const errors: unknown[] = [];
        heap.scope((scope) => {
          const remove = heap[callback](() => {
            for (const call of [
              () => heap.root(dead),
              () => heap.root(kept.ref),
              () => heap.root(),
              () => scope.root(dead),
              () => heap.pin(dead),
              () => (kept.ref = dead),
              () => stack.push(dead),
            ])
              errors.push(thrownBy(call));
            gone.release();
            empty.ref = 0;
          });
          heap.collect({ compact: true });
          remove();
        });
        expect(errors).to.have.length.above(0);
        for (const error of errors) expect(error).to.be.instanceOf(ReenteredError);
        expect([gone.isReleased, empty.ref, stack.depth]).to.deep.equal([true, 0, 1]);
        expect([Pair.head.get(kept.ref), Pair.head.get(stack.pop())]).to.deep.equal([8, 7]);
        kept.ref = Pair.new({ head: 10 });
        stack.push(kept.ref);
        heap.verify();
      });

    it('cannot be set to what a collection has found dead', () => {
      const { heap, Pair } = openPairs();
      const root = heap.root();
      const dead = Pair.new({ head: 1 });
      const remove = heap.onMarked((isLive) => {
        if (!isLive(dead)) root.ref = dead;
      });
      expect(() => heap.collect()).to.throw(ReenteredError);
      remove();
      expect(root.ref).to.equal(0);
      expect(heap.collect().liveObjects).to.equal(0);
    });
  });
});

describe('what escapes from a scope', () => {
  it('lives in the enclosing one, and as a root of its own where there is none', () => {
    const { heap, Pair } = openPairs({ collect: 'explicit' });
    const kept = heap.scope((outer) => {
      const inner = heap.scope((scope) => {
        scope.root(Pair.new());
        return scope.escape(scope.root(Pair.new({ head: 3 })));
      });
      expect([heap.stats().roots, heap.collect().liveObjects]).to.deep.equal([1, 1]);
      return outer.escape(inner);
    });
    expect([heap.stats().roots, heap.collect().liveObjects]).to.deep.equal([1, 1]);
    expect(Pair.head.get(kept.ref)).to.equal(3);
    kept.release();
    expect([heap.stats().roots, heap.collect().liveObjects]).to.deep.equal([0, 0]);
  });

  it('goes with the enclosing scope, if it does not escape from that too', () => {
    const { heap, Pair } = openPairs({ collect: 'explicit' });
    heap.scope(() => {
      heap.scope((scope) => scope.escape(Pair.new()));
      heap.scope((scope) => scope.escape(0));
      expect([heap.stats().roots, heap.collect().liveObjects]).to.deep.equal([2, 1]);
    });
    expect([heap.stats().roots, heap.collect().liveObjects]).to.deep.equal([0, 0]);
  });

  it('may escape by what its scope throws', () => {
    const { heap, Pair } = openPairs({ collect: 'explicit' });
    let kept: Root | undefined;
    const leave = (scope: Scope): void => {
      kept = scope.escape(scope.root(Pair.new({ head: 4 })));
      throw new Error('left');
    };
    expect(() => heap.scope(leave)).to.throw('left');
    expect([heap.collect().liveObjects, Pair.head.get(kept!.ref)]).to.deep.equal([1, 4]);
    // A scope that was left by an exception encloses nothing any more.
    const other = heap.scope((scope) => scope.escape(Pair.new()));
    expect(other.isReleased).to.equal(false);
  });

  it('is told where objects have moved', () => {
    const { heap, Pair } = openPairs({ collect: 'explicit', stress: {} });
    const kept: Root[] = [];
    for (let i = 0; i < 50_000; i++)
      heap.scope((scope) => {
        const root = scope.root(Pair.new({ head: i }));
        if (i % 500 === 0) kept.push(scope.escape(root));
      });
    expect(heap.collect({ compact: true }).movedObjects).to.be.greaterThan(0);
    expect(kept.map(({ ref }) => Pair.head.get(ref))).to.deep.equal(kept.map((_, i) => i * 500));
  });

  it('passes over an enclosing scope that has ended', () => {
    const { heap, Pair } = openPairs({ collect: 'explicit' });
    const kept = heap.scope((outer) => {
      outer.release();
      return heap.scope((scope) => scope.escape(Pair.new()));
    });
    expect([kept.isReleased, heap.collect().liveObjects]).to.deep.equal([false, 1]);
  });

  it('is refused after the end, and for what is not of this scope', () => {
    const { heap, Pair } = openPairs();
    const other = openPairs();
    const ended = heap.scope((scope) => scope);
    const ref = heap.root(Pair.new()).ref;
    expect(() => ended.escape(ref)).to.throw(HandleError, 'has ended');
    heap.scope((outer) => {
      const theirs = outer.root(ref);
      heap.scope((scope) => {
        const released = scope.root(ref);
        released.release();
        for (const wrong of [theirs, released, heap.root(ref), other.heap.root()])
          expectRefused(heap, () => scope.escape(wrong), 'HandleError');
        for (const wrong of NO_REFS)
          expectRefused(heap, () => scope.escape(asRef(wrong)), 'HandleError');
        expect(theirs.ref).to.equal(ref);
      });
    });
  });
});
