import { expect } from 'chai';
import { BadRequestError, HandleError, type LeakError } from '../../src/index.ts';
import { openPairs } from '../support/pairs.ts';

describe('a set of roots', () => {
  it('keeps what is stashed in it alive, and knows its own roots', () => {
    const { heap, Pair } = openPairs({ collect: 'explicit' });
    const [set, other] = [heap.rootSet(), heap.rootSet()];
    const roots = [1, 2, 3].map((head) => set.stash(Pair.new({ head })));
    heap.collect();
    expect(roots.map((root) => Pair.head.get(set.fetch(root)))).to.deep.equal([1, 2, 3]);
    expect([set.contains(roots[0]!), other.contains(roots[0]!), set.size]).to.deep.equal([
      true,
      false,
      3,
    ]);
    expect(() => other.fetch(roots[0]!)).to.throw(HandleError, 'does not hold');
  });

  it('lets go of one, or of all at the end of a block', () => {
    const { heap, Pair } = openPairs({ collect: 'explicit' });
    {
      using set = heap.rootSet();
      const root = set.stash(Pair.new());
      set.stash(Pair.new());
      expect([set.drop(root), set.drop(root)]).to.deep.equal([true, false]);
      expect(heap.collect().liveObjects).to.equal(1);
    }
    expect(heap.collect().liveObjects).to.equal(0);
    expect(heap.stats().roots).to.equal(0);
  });

  it('refuses an object of another heap', () => {
    const { heap } = openPairs();
    const { Pair } = openPairs();
    const set = heap.rootSet();
    expect(() => set.stash(Pair.new())).to.throw(HandleError);
    expect(set.size).to.equal(0);
  });
});

describe('a scope', () => {
  it('refuses a body that goes on after it has returned, and releases what that took', async () => {
    const { heap, Pair } = openPairs({ collect: 'explicit' });
    let isCalled = false;
    expect(() =>
      heap.scope(async () => {
        isCalled = true;
      }),
    ).to.throw(BadRequestError, 'use scopeAsync');
    expect(isCalled).to.equal(false);
    expect(() => heap.scope((scope) => Promise.resolve(scope.root(Pair.new())))).to.throw(
      BadRequestError,
      'use scopeAsync',
    );
    expect(heap.stats().roots).to.equal(0);
  });

  it('has a form that awaits, and ends when the body does', async () => {
    const { heap, Pair } = openPairs({ collect: 'explicit' });
    const result = await heap.scopeAsync(async (scope) => {
      const root = scope.root(Pair.new({ head: 5 }));
      await Promise.resolve();
      heap.collect();
      expect(heap.stats().roots).to.equal(1);
      return Pair.head.get(root.ref);
    });
    expect([result, heap.stats().roots]).to.deep.equal([5, 0]);
    const failed = heap.scopeAsync(async (scope) => {
      scope.root(Pair.new());
      await Promise.resolve();
      throw new Error('of the body');
    });
    expect(String(await failed.catch((error: unknown) => error))).to.equal('Error: of the body');
    expect(heap.stats().roots).to.equal(0);
  });

  it('is opened for a block by `using`', () => {
    const { heap, Pair } = openPairs({ collect: 'explicit' });
    {
      using scope = heap.openScope();
      scope.root(Pair.new());
      expect(heap.stats().roots).to.equal(1);
    }
    expect(heap.stats().roots).to.equal(0);
  });
});

describe('a checked heap that is closed', () => {
  it('names the roots and pins that were never released, with the place where each was made', () => {
    const { heap, Pair } = openPairs({ checked: true, collect: 'explicit' });
    const told: unknown[] = [];
    heap.onError((error) => told.push(error));
    (function leakOne() {
      heap.root(Pair.new());
    })();
    const pinned = Pair.new();
    heap.pin(pinned);
    heap.root(pinned).release();
    heap.scope((scope) => scope.root(pinned));
    heap.dispose();
    expect(told).to.have.length(1);
    const { leaks, message } = told[0] as LeakError;
    expect(leaks.map(({ what }) => what)).to.deep.equal(['a root', 'a pin']);
    expect(leaks[0]!.stack).to.match(/leakOne/);
    expect(message).to.match(
      /heap was closed with 2 handles that were never released: a root made/,
    );
  });

  it('may be closed by who is told of the leaks', () => {
    const { heap, Pair } = openPairs({ checked: true, collect: 'explicit' });
    let times = 0;
    heap.onError(() => {
      times++;
      heap.dispose();
    });
    heap.root(Pair.new());
    heap.dispose();
    expect(times).to.equal(1);
    expect(() => heap.collect())
      .to.throw()
      .with.property('code', 'DISPOSED');
  });

  it('tells nothing where all were', () => {
    const { heap, Pair } = openPairs({ checked: true, collect: 'explicit' });
    const told: unknown[] = [];
    heap.onError((error) => told.push(error));
    const hashed = heap.root(Pair.new());
    // The heap's own table of hashes is held by a root that is not the program's.
    heap.identityHash(hashed.ref);
    for (const each of [hashed, heap.root(Pair.new()), heap.pin(Pair.new())]) each.release();
    heap.dispose();
    expect(told).to.deep.equal([]);
  });
});
