import { expect } from 'chai';
import {
  AddressSpace,
  CorruptHeapError,
  Heap,
  type Root,
  TidemarkError,
  ValueError,
} from '../../src/index.ts';
import { ArenaTable } from '../../src/arena/arena-table.ts';
import { ARENA_BYTES } from '../../src/arena/geometry.ts';
import { HEADER_BYTES, MARKED } from '../../src/object/header.ts';
import { refAt } from '../../src/object/slot.ts';
import { MIB, PAGE_BYTES } from '../../src/memory/units.ts';

const NODES = 1000;

function open(reserve: number) {
  const heap = new Heap({
    space: new AddressSpace({ reserve }),
    limit: 4 * MIB,
    collect: 'explicit',
    stress: {},
  });
  const Node = heap.layout('Node', { value: 'value', next: 'ref', wild: 'ref' });
  const Row = heap.arrayLayout('Row', 'ref');
  const scanned = heap.reserve(PAGE_BYTES) >>> 2;
  heap.addScanner((visit) => visit(scanned, scanned + 1));
  const list: Root = heap.root();
  for (let i = 0; i < NODES; i++) list.ref = Node.new({ value: i, next: list.ref });
  const large = heap.root(Row.new(5000));
  return { heap, Node, list, large, scanned };
}
type Opened = ReturnType<typeof open>;

/** Words of the form of a reference that refer to no object. */
const WILD: Readonly<Record<string, (opened: Opened) => number>> = {
  'far beyond the space': () => 2147483641,
  'the end of all addresses': () => -7,
  'just beyond the space': ({ heap }) => refAt(heap.space.reserved),
  'the last bytes of the space': ({ heap }) => refAt(heap.space.reserved - 8),
  'the side tables': ({ heap }) => refAt(ArenaTable.of(heap.space).start + 64),
  'the null page': () => refAt(1024),
  'a page that nobody holds': ({ heap }) => refAt(heap.space.pages.pristineFrom * PAGE_BYTES + 16),
  'pages of roots': ({ scanned }) => refAt(scanned * 4 + 8),
  'the middle of a large object': ({ large }) => large.ref + 2 * PAGE_BYTES,
  'the prefix of a large object': ({ large }) => large.ref - 16,
  'the end of an arena': ({ list }) => ((list.ref | (ARENA_BYTES - 1)) & ~7) + 1,
};

/** Where such a word may stand. */
const PLACES: Readonly<Record<string, (opened: Opened, word: number) => void>> = {
  'a slot': ({ heap, list }, word) => heap.write(list.ref, 2, word),
  'a slot of a large object': ({ heap, large }, word) => heap.write(large.ref, 4999, word),
  'a scanned range': ({ heap, scanned }, word) => (heap.words[scanned] = word),
};

describe('a word that has the form of a reference and is none', () => {
  it('is told at the next collection, where a field of a space of 12 MiB takes it', () => {
    const { heap, Node, list } = open(12 * MIB);
    expect(() => Node.wild.set(list.ref, refAt(16 * MIB))).to.throw(ValueError);
    Node.wild.set(list.ref, refAt(12 * MIB));
    expect(() => heap.collect()).to.throw(CorruptHeapError);
    Node.wild.set(list.ref, 0);
    expect(heap.collect().liveObjects).to.equal(NODES + 1);
    heap.verify();
  });

  for (const [wild, wordOf] of Object.entries(WILD))
    for (const [place, put] of Object.entries(PLACES))
      for (const scope of ['full', 'young'] as const)
        it(`costs nothing that lives: ${wild}, in ${place}, ${scope}`, () => {
          const opened = open(16 * MIB);
          const { heap, Node, list } = opened;
          heap.collect();
          put(opened, wordOf(opened));
          for (let round = 0; round < 2; round++)
            try {
              heap.collect({ scope });
            } catch (error) {
              if (!(error instanceof TidemarkError)) throw error;
              expect(error.code).to.equal('CORRUPT_HEAP');
            }
          put(opened, 0);
          expect(heap.collect().liveObjects).to.equal(NODES + 1);
          for (let i = 0; i < 20_000; i++) Node.new({ value: -1 });
          let value = NODES;
          for (let ref = list.ref; ref !== 0; ref = Node.next.get(ref))
            if (Node.value.get(ref) !== --value) expect.fail(`node ${value} reads otherwise`);
          expect(value).to.equal(0);
          heap.verify();
        });

  it('does not end the collection of a heap that refers to nothing so', () => {
    const { heap } = open(16 * MIB);
    for (const word of [3, 5, 7, -1, 2, -2]) {
      heap.write(heap.root(heap.allocateRaw(heap.rawLayout(`R${word}`, 1).id, 1)).ref, 0, word);
      expect(heap.collect().freedBytes).to.equal(0);
    }
  });

  it('is told with what verify() says of it', () => {
    const { heap, list } = open(16 * MIB);
    heap.write(list.ref, 2, 2147483641);
    expect(() => heap.collect())
      .to.throw()
      .with.property('code', 'CORRUPT_HEAP');
    expect(() => heap.verify()).to.throw(TidemarkError, /0x7ffffff8/);
  });

  it('leaves a header of its own alone', () => {
    const { heap, list } = open(16 * MIB);
    const before = heap.words[list.ref >>> 2];
    heap.write(list.ref, 2, list.ref + HEADER_BYTES * 2);
    heap.collect();
    expect(heap.words[list.ref >>> 2]).to.equal(before! | MARKED);
  });
});
