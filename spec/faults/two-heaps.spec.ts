import { expect } from 'chai';
import { AddressSpace, Heap, type Ref, type Root, TidemarkError } from '../../src/index.ts';
import { SpacePages } from '../../src/memory/index.ts';
import type { PageIndex } from '../../src/memory/brands.ts';
import { MIB } from '../../src/memory/units.ts';

const NODES = 500;

/** A heap with a list of known nodes and the young garbage between them. */
class Household {
  readonly Node;
  readonly Row;
  readonly list: Root;
  private made = 0;

  constructor(readonly heap: Heap) {
    this.Node = heap.layout('Node', { value: 'value', next: 'ref', other: 'ref' });
    this.Row = heap.arrayLayout('Row', 'ref');
    this.list = heap.root();
    this.grow(NODES);
  }

  grow(nodes: number): void {
    const { Node, list } = this;
    for (let i = 0; i < nodes; i++) {
      for (let dead = 0; dead < 20; dead++) Node.new({ value: -1 });
      list.ref = Node.new({ value: this.made, next: list.ref });
      this.made++;
    }
  }

  check(): void {
    this.heap.verify();
    expect(this.heap.collect().liveObjects, 'what lives').to.equal(this.made);
    this.heap.verify();
    let value = this.made;
    for (let ref = this.list.ref; ref !== 0; ref = this.Node.next.get(ref))
      if (this.Node.value.get(ref) !== --value) expect.fail(`node ${value} reads otherwise`);
    expect(value, 'nodes that are missing').to.equal(0);
  }
}

/** A callback of a heap: arms it with something to do once. */
type Callback = (heap: Heap, act: () => void) => void;

class CallingPages extends SpacePages {
  onAcquire: (() => void) | undefined;
  onRelease: (() => void) | undefined;

  override acquire(pages: number, alignment: number): PageIndex {
    this.onAcquire?.();
    return super.acquire(pages, alignment);
  }

  override release(start: PageIndex, pages: number): void {
    this.onRelease?.();
    super.release(start, pages);
  }
}

const CALLBACKS: Readonly<Record<string, Callback>> = {
  'a scanner': (heap, act) => heap.addScanner(act),
  'a listener of onMarked': (heap, act) => heap.onMarked(act),
  'a listener of onMoved': (heap, act) => heap.onMoved(act),
  'a listener of onCollection': (heap, act) => heap.onCollection(act),
  'a listener of onViewsChanged': (heap, act) => heap.space.onViewsChanged(act),
};

/** What a callback of one heap does with the other, or with its own. */
const DEEDS: Readonly<Record<string, (household: Household) => void>> = {
  allocates: (household) => household.grow(200),
  'makes large objects': ({ Row }) => {
    for (let i = 0; i < 20; i++) Row.new(5000);
  },
  collects: ({ heap }) => heap.collect(),
  'collects the young': ({ heap }) => heap.collect({ scope: 'young' }),
  compacts: ({ heap }) => heap.collect({ compact: true }),
  'comes to a safepoint': ({ heap }) => heap.safepoint(100_000),
  'trims the heap': ({ heap }) => heap.trim(),
  'trims the space': ({ heap }) => heap.space.trim(),
  'makes a root': ({ heap, list }) => heap.root(list.ref).release(),
  'opens a heap and closes it': ({ heap }) => new Heap({ space: heap.space, limit: MIB }).dispose(),
};

/** What has the callback called. */
function work({ heap }: Household): void {
  heap.collect();
  heap.collect({ compact: true });
  heap.trim();
  heap.collect({ scope: 'young' });
}

function attempt(work: () => void): void {
  try {
    work();
  } catch (error) {
    if (!(error instanceof TidemarkError)) throw error;
  }
}

describe('two heaps of one space', function () {
  this.timeout(60_000);

  for (const [callback, register] of Object.entries(CALLBACKS))
    for (const [deed, act] of Object.entries(DEEDS))
      for (const whose of ['the other', 'its own'] as const)
        it(`are as they should be when ${callback} ${deed}, of ${whose} heap`, () => {
          const space = new AddressSpace({ reserve: 32 * MIB });
          const open = (name: string): Household =>
            new Household(new Heap({ space, name, limit: 2 * MIB, nursery: 65_536 }));
          const one = open('one');
          const other = open('other');
          const target = whose === 'the other' ? other : one;
          let isInside = false;
          let acts = 0;
          register(one.heap, () => {
            if (isInside) return;
            isInside = true;
            acts++;
            attempt(() => act(target));
            isInside = false;
          });
          attempt(() => work(one));
          expect(acts, 'calls of the callback').to.be.above(0);
          isInside = true;
          one.check();
          other.check();
        });

  for (const moment of ['onAcquire', 'onRelease'] as const)
    for (const [deed, act] of Object.entries(DEEDS))
      it(`are as they should be when a page source ${deed} (${moment})`, () => {
        const space = new AddressSpace({ reserve: 32 * MIB });
        const pages = new CallingPages(space, 'calling');
        const one = new Household(new Heap({ pages, limit: 2 * MIB, collect: 'explicit' }));
        const other = new Household(new Heap({ space, name: 'other', limit: 2 * MIB }));
        let isInside = false;
        pages[moment] = () => {
          if (isInside) return;
          isInside = true;
          attempt(() => act(other));
          isInside = false;
        };
        attempt(() => one.grow(NODES));
        attempt(() => work(one));
        pages[moment] = undefined;
        one.check();
        other.check();
      });

  for (const moment of ['onAcquire', 'onRelease'] as const)
    it(`refuse what their own page source asks of them (${moment})`, () => {
      const space = new AddressSpace({ reserve: 32 * MIB });
      const pages = new CallingPages(space, 'calling');
      const heap = new Heap({ pages, limit: 2 * MIB });
      const household = new Household(heap);
      const root = heap.root(household.list.ref);
      const codes = new Set<unknown>();
      const note = (call: () => unknown): void => {
        try {
          call();
          codes.add('it was done');
        } catch (error) {
          codes.add((error as TidemarkError).code);
        }
      };
      pages[moment] = () => {
        note(() => heap.collect());
        note(() => heap.trim());
        note(() => heap.root(household.list.ref));
        note(() => heap.scope(() => undefined));
        note(() => household.Row.new(5000));
        note(() => heap.growInPlace(household.list.ref, 9000));
        note(() => heap.dispose());
      };
      household.grow(NODES);
      attempt(() => work(household));
      pages[moment] = undefined;
      expect([...codes]).to.deep.equal(['REENTERED']);
      household.check();
      root.release();
    });

  describe('of which one holds a reference to an object of the other', () => {
    for (const scope of ['full', 'young'] as const)
      it(`do no harm to each other (collections: ${scope})`, () => {
        const space = new AddressSpace({ reserve: 32 * MIB });
        // Not verified after each collection: what it does is wrong.
        const options = { space, collect: 'explicit', stress: {} } as const;
        const one = new Household(new Heap({ ...options, name: 'one' }));
        const other = new Household(new Heap({ space, name: 'other', collect: 'explicit' }));
        other.heap.collect();
        // Other layouts under the same numbers: who read this heap's objects by the first one's,
        // would misread them.
        const Odd = other.heap.layout('Odd', { a: 'i32', b: 'i32' });
        for (let round = 0; round < 5; round++) {
          const young = other.heap.root(other.Node.new({ other: other.list.ref }));
          const large = other.heap.root(other.Row.new(4000));
          other.Row.set(large.ref, 7, other.Node.new({ value: round }));
          const dead = other.Node.new({ value: -9 });
          const words: Ref[] = [young.ref, large.ref, dead, Odd.new({ a: 9, b: 17 })];
          for (const word of words) {
            one.heap.write(one.list.ref, 2, word);
            one.heap.collect({ scope });
          }
          other.heap.collect({ scope: 'young' });
          expect(other.Node.value.get(other.Row.get(large.ref, 7))).to.equal(round);
          expect(other.Node.other.get(young.ref)).to.equal(other.list.ref);
          other.heap.verify();
          young.release();
          large.release();
        }
        one.heap.write(one.list.ref, 2, 0);
        one.check();
        other.check();
      });
  });
});

describe('a page source', () => {
  it('carries one heap at a time, since the kernel tells heaps apart by it', () => {
    const pages = new SpacePages(new AddressSpace({ reserve: 8 * MIB }), 'shared');
    const one = new Heap({ pages, limit: MIB });
    expect(() => new Heap({ pages, limit: MIB })).to.throw(TidemarkError, /carries a heap already/);
    one.dispose();
    new Heap({ pages, limit: MIB }).dispose();
  });
});
