import { expect } from 'chai';
import fc from 'fast-check';
import { Heap, integerOf, integerWord, type Ref, type Root } from '../../src/index.ts';
import { forEachNodeHeap, openNodes } from './support.ts';

describe('weak maps', () => {
  forEachNodeHeap((mode, open) => {
    it(`have get, set, has, delete and getOrInsert: ${mode}`, () => {
      const { heap, root, collect } = open();
      const Weak = heap.weakMapLayout('Weak');
      const map = heap.root(Weak.new());
      const [key, other] = [root(1), root(2)];
      expect([Weak.get(map.ref, key.ref), Weak.has(map.ref, key.ref)]).to.deep.equal([
        undefined,
        false,
      ]);
      Weak.set(map.ref, key.ref, integerWord(5));
      Weak.set(map.ref, key.ref, integerWord(6));
      collect();
      expect(Weak.get(map.ref, key.ref)).to.equal(integerWord(6));
      expect(Weak.getOrInsert(map.ref, key.ref, integerWord(7))).to.equal(integerWord(6));
      expect(Weak.getOrInsert(map.ref, other.ref, integerWord(7))).to.equal(integerWord(7));
      expect(Weak.getOrInsertComputed(map.ref, other.ref, () => 0)).to.equal(integerWord(7));
      expect(Weak.size(map.ref)).to.equal(2);
      expect(Weak.delete(map.ref, key.ref)).to.equal(true);
      expect(Weak.delete(map.ref, key.ref)).to.equal(false);
      expect(Weak.size(map.ref)).to.equal(1);
    });

    it(`forget an entry when its key dies: ${mode}`, () => {
      const { heap, root, collect, collects } = open();
      const Weak = heap.weakMapLayout('Weak');
      const map = heap.root(Weak.new());
      const keys = Array.from({ length: 40 }, (_, number) => {
        const key = root(number);
        Weak.set(map.ref, key.ref, integerWord(number));
        return key;
      });
      keys.forEach((key, number) => number % 3 !== 0 && key.release());
      collect();
      expect(Weak.size(map.ref)).to.equal(collects ? 14 : 40);
      for (let number = 0; number < 40; number += 3)
        expect(Weak.get(map.ref, keys[number]!.ref)).to.equal(integerWord(number));
    });

    it(`keep a value alive while its key lives, and let it die with the key: ${mode}`, () => {
      const { heap, Node, root, collect, collects } = open();
      const Weak = heap.weakMapLayout('Weak');
      const map = heap.root(Weak.new());
      const key = root(1);
      const value = root(2);
      // The value refers to its key: a table of strong values would keep both for ever.
      Node.next.set(value.ref, key.ref);
      Weak.set(map.ref, key.ref, value.ref);
      const handle = heap.weak(value.ref);
      value.release();
      collect();
      expect(Node.number.get(Weak.get(map.ref, key.ref) as Ref)).to.equal(2);
      key.release();
      heap.endJob();
      collect();
      expect(handle.deref() === 0).to.equal(collects);
      expect(Weak.size(map.ref)).to.equal(collects ? 0 : 1);
    });

    it(`die with all that lives by them alone: ${mode}`, () => {
      const { heap, Node, root, collect, collects } = open();
      const Weak = heap.weakMapLayout('Weak');
      const map = heap.root(Weak.new());
      const key = root(1);
      const value = Node.new({ number: 2 });
      Weak.set(map.ref, key.ref, value);
      const handle = heap.weak(Weak.get(map.ref, key.ref) as Ref);
      collect();
      expect(handle.deref()).not.to.equal(0);
      heap.endJob();
      map.release();
      collect();
      expect(handle.deref() === 0).to.equal(collects);
    });

    it(`are gone through safely while the heap collects: ${mode}`, () => {
      const { heap, root, collect, Node } = open();
      const Weak = heap.weakMapLayout('Weak');
      const map = heap.root(Weak.new());
      const keys = Array.from({ length: 12 }, (_, number) => root(number));
      keys.forEach((key, number) => Weak.set(map.ref, key.ref, integerWord(number)));
      const seen: number[] = [];
      Weak.forEach(map.ref, (key, value) => {
        expect(Node.number.get(key as never)).to.equal(integerOf(value));
        seen.push(integerOf(value));
        // The next one is gone before its turn, and the table has become another.
        for (let more = 0; more < 10; more++) {
          const another = root(1000 + more);
          Weak.set(map.ref, another.ref, 0);
        }
        collect();
      });
      expect([...seen].sort((a, b) => a - b)).to.deep.equal([...keys.keys()]);
    });
  });

  it('may be used by who is told of a collection that their own growth has brought about', () => {
    // At every allocation, and the listener makes as many entries as need another table.
    const { heap, root } = openNodes(new Heap({ stress: { collectEvery: 1 } }));
    const Weak = heap.weakMapLayout('Weak');
    const map = heap.root(Weak.new());
    const keys = Array.from({ length: 40 }, (_, number) => root(number));
    let isInside = false;
    heap.onCollection(() => {
      if (isInside) return;
      isInside = true;
      keys.forEach(({ ref }, number) => Weak.set(map.ref, ref, integerWord(number)));
      isInside = false;
    });
    expect(integerOf(Weak.getOrInsert(map.ref, keys[1]!.ref, integerWord(100)))).to.equal(1);
    Weak.set(map.ref, root(50).ref, integerWord(50));
    expect(Weak.size(map.ref)).to.equal(41);
    keys.forEach(({ ref }, number) => expect(integerOf(Weak.get(map.ref, ref)!)).to.equal(number));
    heap.verify();
  });

  it('agree with a model of JavaScript’s, whatever happens in between', () => {
    const step = fc.record({
      deed: fc.constantFrom('set', 'set', 'delete', 'drop', 'collect', 'young', 'compact'),
      key: fc.nat(60),
      value: fc.nat(60),
    });
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 120 }), (steps) => {
        const { heap, Node } = openNodes(new Heap({ collect: 'explicit', nursery: 1 << 16 }));
        const Weak = heap.weakMapLayout('Weak');
        const map = heap.root(Weak.new());
        const keys = new Map<number, Root>();
        const model = new Map<number, number>();
        const rootOf = (key: number): Root => {
          const root = keys.get(key) ?? heap.root(Node.new({ number: key }));
          keys.set(key, root);
          return root;
        };
        for (const { deed, key, value } of steps) {
          if (deed === 'set') {
            Weak.set(map.ref, rootOf(key).ref, integerWord(value));
            model.set(key, value);
          } else if (deed === 'delete') {
            expect(Weak.delete(map.ref, rootOf(key).ref)).to.equal(model.delete(key));
          } else if (deed === 'drop') {
            keys.get(key)?.release();
            keys.delete(key);
            model.delete(key);
          } else {
            heap.collect({
              scope: deed === 'young' ? 'young' : 'full',
              compact: deed === 'compact',
            });
            heap.verify();
            if (deed !== 'young') expect(Weak.size(map.ref)).to.equal(model.size);
          }
          for (const [each, root] of keys) {
            const found = Weak.get(map.ref, root.ref);
            expect(found === undefined ? found : integerOf(found)).to.equal(model.get(each));
          }
        }
      }),
      { numRuns: 25 },
    );
  });
});

describe('weak sets', () => {
  it('hold what lives, and forget what dies', () => {
    const { heap, Node, root, collect } = openNodes(new Heap({ collect: 'explicit' }));
    const Weak = heap.weakSetLayout('Weak');
    const set = heap.root(Weak.new());
    const kept = root(1);
    Weak.add(set.ref, kept.ref);
    Weak.add(set.ref, kept.ref);
    Weak.add(set.ref, Node.new({ number: 2 }));
    expect(Weak.size(set.ref)).to.equal(2);
    collect();
    expect(Weak.size(set.ref)).to.equal(1);
    const seen: number[] = [];
    Weak.forEach(set.ref, (key) => seen.push(Node.number.get(key as never)));
    expect(seen).to.deep.equal([1]);
    expect([Weak.has(set.ref, kept.ref), Weak.delete(set.ref, kept.ref)]).to.deep.equal([
      true,
      true,
    ]);
    expect(Weak.has(set.ref, kept.ref)).to.equal(false);
  });
});

describe('identity hashes', () => {
  it('stay when their objects move, and are those of their objects alone', () => {
    const { heap, root } = openNodes(new Heap({ collect: 'explicit' }));
    const roots = Array.from({ length: 300 }, (_, number) => root(number));
    const places = roots.map(({ ref }) => ref);
    const hashes = roots.map(({ ref }) => heap.identityHash(ref));
    expect(new Set(hashes).size).to.equal(300);
    for (const hash of hashes) expect(hash).to.be.within(0, 2 ** 30 - 1);
    roots.forEach((each, index) => index % 7 !== 0 && each.release());
    const kept = roots.filter((_, index) => index % 7 === 0);
    heap.collect({ compact: true });
    expect(kept.map(({ ref }) => heap.identityHash(ref))).to.deep.equal(
      hashes.filter((_, index) => index % 7 === 0),
    );
    expect(places).to.have.length(300);
    heap.verify();
  });

  it('are kept, and their objects, by collections that the first one brings about', () => {
    const { heap, Node } = openNodes(
      new Heap({ preciseRoots: true, stress: { moveAll: true, collectEvery: 1 } }),
    );
    const holder = heap.root(Node.new());
    Node.next.set(holder.ref, Node.new({ number: 7 }));
    let told: number | undefined;
    const stop = heap.onCollection(() => {
      stop();
      told = heap.identityHash(Node.next.get(holder.ref));
    });
    const hash = heap.identityHash(Node.next.get(holder.ref));
    expect(told).to.equal(hash);
    expect(heap.identityHash(Node.next.get(holder.ref))).to.equal(hash);
    expect(heap.identityHash(Node.new())).not.to.equal(hash);
  });
});
