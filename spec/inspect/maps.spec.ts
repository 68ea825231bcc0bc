import { expect } from 'chai';
import { AddressSpace, addressOf, Heap, type Ref } from '../../src/index.ts';
import {
  ENTRY_FLAGS,
  ENTRY_LIVE,
  FLAG_EVACUATE,
  FLAG_VISITED,
  QUEUE_BYTES,
} from '../../src/arena/geometry.ts';
import { SideTables } from '../../src/inspect/side-tables.ts';
import { MAP_INDEX_SHIFT } from '../../src/arena/geometry.ts';
import { KIB, MIB } from '../../src/memory/units.ts';
import { arenaOf, corruptionIn, setBit } from './support.ts';

const PAIRS = 1000;
const MAP_WORDS_PER_PAGE = 4096 >>> MAP_INDEX_SHIFT;

/** A heap with a list that a collection has found, between other pairs that it has not. */
function openCollected() {
  const space = new AddressSpace({ reserve: 16 * MIB });
  const heap = new Heap({ space, collect: 'explicit' });
  const Pair = heap.layout('Pair', { head: 'value', tail: 'ref' });
  const Text = heap.bytesLayout('Text');
  const list = heap.root();
  const refs: Ref[] = [];
  for (let i = 0; i < PAIRS; i++) {
    Pair.new();
    list.ref = Pair.new({ head: i, tail: list.ref });
    refs.unshift(list.ref);
  }
  const large = heap.root(Text.new(20 * KIB)).ref;
  heap.collect();
  expect(heap.verify().objects).to.equal(PAIRS + 1);
  return { space, heap, Pair, Text, list, refs, large, tables: new SideTables(space) };
}

type Collected = ReturnType<typeof openCollected>;

function entry({ tables, refs }: Collected, offset: number): number {
  return tables.entryAt(arenaOf(refs[500]!), offset);
}

describe('verify, of the maps', () => {
  const victim = ({ refs }: Collected): number => addressOf(refs[500]!);
  const damages: readonly [string, (heap: Collected) => void, string][] = [
    [
      'an object that was reached and is not live',
      (heap) => setBit(heap.space, 'live', victim(heap), false),
      'is reached, and not live at',
    ],
    [
      'an object whose second granule is not live',
      (heap) => setBit(heap.space, 'live', victim(heap) + 8, false),
      'is reached, and not live at',
    ],
    [
      'a hole that is live',
      (heap) => setBit(heap.space, 'live', victim(heap) + 16, true),
      'where nothing is that a mark has reached',
    ],
    [
      'a live object that no bit says was reached',
      (heap) => setBit(heap.space, 'reached', victim(heap), false),
      'where nothing is that a mark has reached',
    ],
    [
      'what was reached where there is no object',
      (heap) => setBit(heap.space, 'reached', victim(heap) + 8, true),
      'it begins inside the object at',
    ],
    [
      'counts that are not those of the maps',
      (heap) => (heap.tables.words[entry(heap, ENTRY_LIVE)]! += 1),
      'and its maps have',
    ],
    [
      'a flag that nobody knows',
      (heap) => (heap.tables.words[entry(heap, ENTRY_FLAGS)]! |= 1 << 5),
      'has flags',
    ],
    [
      'a flag of a mark, where there is none',
      (heap) => (heap.tables.words[entry(heap, ENTRY_FLAGS)]! |= FLAG_VISITED),
      `has flags ${FLAG_VISITED}`,
    ],
    [
      'a flag of an evacuation, where there is none',
      (heap) => (heap.tables.words[entry(heap, ENTRY_FLAGS)]! |= FLAG_EVACUATE),
      `has flags ${FLAG_EVACUATE}`,
    ],
    [
      'an arena in which something waits for a mark',
      (heap) =>
        (heap.tables.words[heap.tables.queue + (arenaOf(heap.refs[500]!) * QUEUE_BYTES) / 4] = 8),
      'wait for a mark, and there is none',
    ],
  ];
  for (const [name, damage, message] of damages)
    it(`finds ${name}`, () => {
      const heap = openCollected();
      damage(heap);
      const fault = corruptionIn(() => heap.heap.verify());
      expect(fault.message).to.contain(message);
      expect(fault.arena).to.equal(arenaOf(heap.refs[500]!));
      expect(fault.address).to.be.within(
        fault.arena! * 32 * KIB,
        (fault.arena! + 1) * 32 * KIB - 1,
      );
    });

  it('finds an object that was freed while something refers to it', () => {
    const heap = openCollected();
    const { space, tables } = heap;
    setBit(space, 'reached', victim(heap), false);
    setBit(space, 'live', victim(heap), false);
    setBit(space, 'live', victim(heap) + 8, false);
    const at = entry(heap, ENTRY_LIVE);
    tables.words[at]! -= (1 << 16) + 2;
    const fault = corruptionIn(() => heap.heap.verify());
    expect(fault.message).to.contain('it was freed');
    expect([fault.address, fault.layout]).to.deep.equal([victim(heap), 'Pair']);
    expect(fault.path.at(-1)).to.match(/^tail of Pair at/);
  });

  it('finds what was old and died, and was then written over', () => {
    const { heap, list, refs } = openCollected();
    list.ref = 0;
    expect(heap.verify().objects).to.equal(1);
    heap.words[refs[500]! >>> 2] = 0;
    const fault = corruptionIn(() => heap.verify());
    expect(fault.message).to.contain('has no header, and no root reaches it');
    expect(fault.path).to.deep.equal([]);
    heap.collect();
    expect(heap.verify().objects).to.equal(1);
  });

  it('finds bits of a large object that say different things', () => {
    const { heap, large, space } = openCollected();
    for (const map of ['live', 'reached'] as const) {
      setBit(space, map, addressOf(large), false);
      expect(corruptionIn(() => heap.verify()).message).to.match(/and not (live|reached)/);
      setBit(space, map, addressOf(large), true);
    }
    heap.verify();
  });

  it('finds no bits that a heap has left that is gone', () => {
    const { heap, space, tables } = openCollected();
    heap.dispose();
    const other = new Heap({ space, collect: 'explicit' });
    const texts = other.bytesLayout('Text');
    const places = Array.from({ length: 21 }, () => other.root(texts.new(9 * KIB)).ref);
    const reached = places.filter((place) => {
      const from = tables.reached + (addressOf(place) >>> MAP_INDEX_SHIFT);
      return tables.words.subarray(from, from + MAP_WORDS_PER_PAGE).some((word) => word !== 0);
    });
    expect(reached).to.deep.equal([]);
    expect(other.verify().objects).to.equal(21);
    other.collect();
    expect(other.verify().objects).to.equal(21);
  });
});

describe('verify, of the young', () => {
  const olds: readonly [string, (heap: Collected) => Ref][] = [
    ['a small object', ({ refs }) => refs[500]!],
    [
      'a small object that died',
      ({ refs, list }) => {
        list.ref = 0;
        return refs[500]!;
      },
    ],
    [
      'a large object',
      ({ heap }) => {
        const { ref } = heap.root(heap.arrayLayout('Row', 'ref').new(5000));
        heap.collect();
        return ref;
      },
    ],
  ];
  const youngs: readonly [string, (heap: Collected) => Ref][] = [
    ['a small object', ({ Pair }) => Pair.new()],
    ['a longer one, in a hole', ({ Text }) => Text.new(1)],
    ['a large object', ({ Text }) => Text.new(20 * KIB)],
  ];
  for (const [oldName, old] of olds)
    for (const [youngName, young] of youngs)
      it(`finds ${oldName} that refers to ${youngName} past the barrier`, () => {
        const opened = openCollected();
        const { heap } = opened;
        const from = old(opened);
        const to = young(opened);
        heap.words[(from >>> 2) + 2] = to;
        const fault = corruptionIn(() => heap.verify());
        expect(fault.message).to.contain('no card tells of it');
        expect(fault.address).to.equal(addressOf(from));
        expect(fault.field).to.be.oneOf(['tail', '[1]']);
        heap.write(from, 1, to);
        heap.verify();
        heap.collect({ scope: 'young' });
        heap.verify();
      });

  it('may stand where holes were taken, which is live', () => {
    const { heap, refs, Text } = openCollected();
    const row = heap.root(heap.arrayLayout('Row', 'ref').new(400));
    for (let i = 0; i < 400; i++) heap.write(row.ref, 1 + i, Text.new(i));
    expect(heap.verify().objects).to.equal(PAIRS + 402);
    heap.collect({ scope: 'young' });
    expect(heap.verify().objects).to.equal(PAIRS + 402);
    expect(arenaOf(row.ref)).to.be.at.least(arenaOf(refs.at(-1)!));
  });
});

describe('verify, after a mark that was cut short', () => {
  it('believes no map, and looks at the objects all the same', () => {
    const heap = openCollected();
    let hasToFail = true;
    heap.heap.addScanner(() => {
      if (hasToFail) throw new Error('a scanner of the host');
    });
    expect(() => heap.heap.collect()).to.throw('a scanner of the host');
    hasToFail = false;
    expect(heap.heap.verify().objects).to.equal(PAIRS + 1);
    setBit(heap.space, 'live', addressOf(heap.refs[500]!), true);
    expect(heap.heap.verify().objects).to.equal(PAIRS + 1);
    setBit(heap.space, 'live', addressOf(heap.refs[500]!), false);
    const at = heap.refs[500]! >>> 2;
    const header = heap.heap.words[at]!;
    heap.heap.words[at] = 0;
    expect(corruptionIn(() => heap.heap.verify()).message).to.contain('no header');
    heap.heap.words[at] = header;
    heap.heap.collect();
    expect(heap.heap.verify().objects).to.equal(PAIRS + 1);
  });
});
