import { expect } from 'chai';
import {
  AllocatorPages,
  CANNOT_RESIZE,
  DISPOSED,
  NOT_HELD,
  OUT_OF_MEMORY,
  OVER_LIMIT,
  PoolAllocator,
  TOO_LARGE,
  WRONG_SIZE,
} from '../src/alloc/index.ts';
import {
  AddressSpace,
  BadRequestError,
  Heap,
  HeapAllocator,
  type HeapOptions,
  SpacePages,
} from '../src/index.ts';
import { KIB, MIB } from '../src/memory/units.ts';

function open(options: HeapOptions = {}): { readonly heap: Heap; readonly blocks: HeapAllocator } {
  const space = options.space ?? new AddressSpace({ reserve: 32 * MIB });
  const heap = new Heap({ space, stress: {}, ...options });
  return { heap, blocks: new HeapAllocator(heap, { name: 'blocks' }) };
}

describe('an allocator that lives in a heap', () => {
  for (const collect of ['automatic', 'explicit', 'never'] as const)
    it(`keeps its blocks where they are, and what is in them, in mode ${collect}`, () => {
      const { heap, blocks } = open({ collect });
      const sizes = [1, 8, 100, 5000, 9000, 100_000];
      const held = sizes.map((bytes, index) => {
        const address = blocks.allocate(bytes, 16);
        heap.space.bytes.fill(index + 1, address, address + bytes);
        return { address, bytes };
      });
      const Pair = heap.layout('Pair', { tail: 'ref' });
      for (let made = 0; made < 10_000; made++) Pair.new();
      heap.collect({ compact: true });
      held.forEach(({ address, bytes }, index) => {
        const found = heap.space.bytes.subarray(address, address + bytes);
        expect(
          found.every((byte) => byte === index + 1),
          `${bytes} bytes`,
        ).to.equal(true);
      });
      heap.verify();
      for (const { address, bytes } of held) expect(blocks.free(address, bytes)).to.equal(0);
      heap.collect();
      expect(heap.stats().used === 0).to.equal(collect !== 'never');
      expect(blocks.stats()).to.deep.equal({ used: 0, blocks: 0, held: 0 });
    });

  it('answers by a code where the heap is at its limit, or the space is full', () => {
    const limited = open({ limit: MIB, collect: 'explicit' });
    expect(limited.blocks.allocate(2 * MIB, 8)).to.equal(OVER_LIMIT);
    const address = limited.blocks.allocate(600 * KIB, 8);
    expect(limited.blocks.allocate(600 * KIB, 8)).to.equal(OVER_LIMIT);
    limited.blocks.free(address, 600 * KIB);
    limited.heap.collect();
    expect(limited.blocks.allocate(600 * KIB, 8)).to.be.at.least(0);
    const full = open({ space: new AddressSpace({ reserve: 2 * MIB }) });
    new SpacePages(full.heap.space, 'another').acquire(256, 1);
    expect(full.blocks.allocate(1536 * KIB, 8)).to.equal(OUT_OF_MEMORY);
    expect(full.blocks.allocate(256 * MIB, 8)).to.equal(TOO_LARGE);
    expect(full.blocks.allocate(8, 2 ** 28)).to.equal(TOO_LARGE);
  });

  it('collects to make room, in mode automatic', () => {
    const { blocks } = open({ limit: MIB });
    for (let round = 0; round < 50; round++) {
      const address = blocks.allocate(300 * KIB, 8);
      expect(address).to.be.at.least(0);
      blocks.free(address, 300 * KIB);
    }
  });

  it('has no room in the middle of a collection', () => {
    const { heap, blocks } = open();
    let answer = 0;
    heap.onMarked(() => (answer = blocks.allocate(8, 8)));
    heap.collect();
    expect(answer).to.equal(OUT_OF_MEMORY);
    expect(blocks.stats().blocks).to.equal(0);
  });

  it('makes a block longer within its object, and a large one where pages are free', () => {
    const { heap, blocks } = open();
    const small = blocks.allocate(100, 64);
    expect(blocks.resize(small, 100, 40)).to.equal(0);
    expect(blocks.resize(small, 40, 100)).to.equal(0);
    expect(blocks.resize(small, 100, 5000)).to.equal(CANNOT_RESIZE);
    const large = blocks.allocate(300_000, 8);
    expect(blocks.resize(large, 300_000, 500_000)).to.equal(0);
    heap.space.bytes.fill(9, large, large + 500_000);
    heap.collect();
    heap.verify();
    expect(blocks.stats()).to.include({ used: 500_100, blocks: 2 });
    expect(blocks.free(large, 300_000)).to.equal(WRONG_SIZE);
    expect(blocks.free(large, 500_000)).to.equal(0);
  });

  it('knows blocks from other objects', () => {
    const { heap, blocks } = open();
    const Bytes = heap.bytesLayout('Bytes');
    const root = heap.root(Bytes.new(100));
    expect(blocks.free((root.ref >>> 0) + 7, 100)).to.equal(NOT_HELD);
    expect(new HeapAllocator(heap).free(blocks.allocate(8, 8), 8)).to.equal(NOT_HELD);
  });

  it('refuses with DISPOSED once it or its heap is closed', () => {
    const { heap, blocks } = open();
    const address = blocks.allocate(8, 8);
    blocks.dispose();
    expect(blocks.stats()).to.deep.equal({ used: 0, blocks: 0, held: 0 });
    expect([blocks.allocate(8, 8), blocks.free(address, 8)]).to.deep.equal([DISPOSED, DISPOSED]);
    heap.collect();
    expect(heap.stats().live).to.equal(0);
    const other = new HeapAllocator(heap);
    const kept = other.allocate(8, 8);
    heap.dispose();
    expect([other.allocate(8, 8), other.free(kept, 8), other.resize(kept, 8, 4)]).to.deep.equal([
      DISPOSED,
      DISPOSED,
      DISPOSED,
    ]);
    expect(() => other.dispose()).not.to.throw();
    expect(() => new HeapAllocator({} as Heap)).to.throw(BadRequestError);
  });

  it('carries another heap, and each is whole', () => {
    const { heap, blocks } = open();
    const { space } = heap;
    const pages = new AllocatorPages(space, blocks);
    const inner = new Heap({ pages, name: 'inner', stress: {} });
    const Pair = inner.layout('Pair', { head: 'value', tail: 'ref' });
    const Bytes = inner.bytesLayout('Bytes');
    const list = inner.root();
    for (let made = 0; made < 20_000; made++) {
      const ref = Pair.new({ head: made });
      if (made % 10 === 0) {
        Pair.tail.set(ref, list.ref);
        list.ref = ref;
      }
      if (made % 2000 === 0) Bytes.new(30_000);
    }
    for (const each of [heap, inner]) {
      each.collect();
      heap.verify();
      inner.verify();
    }
    heap.trim();
    expect(Pair.head.get(list.ref)).to.equal(19_990);
    inner.dispose();
    heap.collect();
    expect(heap.stats().used).to.equal(0);
    heap.verify();
  });

  it('gives pages back to the space when the heaps are closed in the wrong order', () => {
    const { heap, blocks } = open();
    const inner = new Heap({ pages: new AllocatorPages(heap.space, blocks), stress: {} });
    const kept = inner.root(inner.bytesLayout('Bytes').new(100_000));
    expect(() => heap.dispose()).to.throw(BadRequestError, 'pages of an allocator');
    expect(inner.verify().objects).to.equal(1);
    kept.release();
    inner.dispose();
    heap.dispose();
    expect(heap.space.holders()).to.deep.equal([]);
  });

  it('carries a pool, and keeps it when the space is trimmed', () => {
    const { heap, blocks } = open();
    const pool = new PoolAllocator(blocks);
    const addresses = Array.from({ length: 5000 }, (_, index) => {
      const address = pool.allocate(24, 8);
      heap.space.words[address >>> 2] = index;
      return address;
    });
    heap.collect({ compact: true });
    heap.trim();
    addresses.forEach((address, index) => {
      if (heap.space.words[address >>> 2] !== index) expect.fail(`block ${index} is lost`);
    });
    heap.verify();
  });
});
