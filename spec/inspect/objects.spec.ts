import { expect } from 'chai';
import { AddressSpace, addressOf, Heap, type Ref, toRef } from '../../src/index.ts';
import { verify } from '../../src/inspect/verify.ts';
import {
  FORWARDED,
  LAYOUT_SHIFT,
  MARKED,
  PASSED_OVER,
  PINNED,
  SIZE_SHIFT,
} from '../../src/object/header.ts';
import { refAt } from '../../src/object/slot.ts';
import { KIB, MIB } from '../../src/memory/units.ts';
import { arenaOf, corruptionIn, openPlane, PAIRS } from './support.ts';

function openList(pairs = PAIRS) {
  const space = new AddressSpace({ reserve: 16 * MIB });
  const heap = new Heap({ space, collect: 'explicit' });
  const Pair = heap.layout('Pair', { head: 'value', tail: 'ref' });
  const list = heap.root();
  const refs: Ref[] = [];
  for (let i = 0; i < pairs; i++) {
    list.ref = Pair.new({ head: i, tail: list.ref });
    refs.unshift(list.ref);
  }
  return { space, heap, Pair, list, refs };
}

type List = ReturnType<typeof openList>;

/** A reference to a large object. */
function large({ heap }: List): Ref {
  return heap.root(heap.bytesLayout('Text').new(50 * KIB)).ref;
}

/** The first of the pairs is in its handle and nowhere else. */
function handleOf({ heap, list }: List): number {
  return heap.words.indexOf(list.ref);
}

function hex(ref: Ref): string {
  return `0x${addressOf(ref).toString(16)}`;
}

/** The steps from the handle to the pair with this index. */
function stepsTo(list: List, index: number): string[] {
  const tails = list.refs.slice(0, index).map((ref) => `tail of Pair at ${hex(ref)}`);
  return [`handle ${handleOf(list)}`, ...tails];
}

describe('verify, of what a slot refers to', () => {
  const targets: readonly [string, (list: List) => Ref, string][] = [
    ['a page of nobody', () => refAt(15 * MIB), 'no page of this heap'],
    ['what is past the end of the space', () => refAt(3000 * MIB), 'no page of this heap'],
    ['the null page', () => refAt(0), 'no page of this heap'],
    [
      'an object of another heap on the space',
      ({ space }) => new Heap({ space }).bytesLayout('Text').new(5),
      'no page of this heap',
    ],
    ['a handle', (list) => refAt((handleOf(list) * 4) & -8), 'a page of handles'],
    ['a reserved run', ({ heap }) => refAt(heap.reserve(8)), 'a page of a reserved run'],
    [
      'the inside of a large object, in its first page',
      (list) => toRef(large(list) + 8),
      'inside the first page of a large object',
    ],
    [
      'the inside of a large object, in another page',
      (list) => toRef(large(list) + 4096),
      'which is a page of a large object',
    ],
  ];
  for (const [name, target, message] of targets)
    it(`finds ${name}`, () => {
      const list = openList();
      const { heap, refs } = list;
      const word = target(list);
      heap.verify();
      heap.write(refs[3]!, 1, word);
      const fault = corruptionIn(() => heap.verify());
      expect(fault.code).to.equal('CORRUPT_HEAP');
      expect(fault.message)
        .to.contain(message)
        .and.contain(`refers to ${hex(word)}`);
      expect(fault.address).to.equal(addressOf(refs[3]!));
      expect(fault.arena).to.equal(arenaOf(refs[3]!));
      expect([fault.layout, fault.field]).to.deep.equal(['Pair', 'tail']);
      expect(fault.path).to.deep.equal(stepsTo(list, 3));
    });

  it('finds an arena that is kept for the next', () => {
    const { plane, words, layout, list } = openPlane({ mode: 'automatic' });
    while (plane.log.collections === 0) plane.allocate(layout, 16);
    verify(plane);
    let page = 0;
    plane.spares.forEachSpare((start) => (page = start));
    words[(list.ref >>> 2) + 1] = refAt(page * 4096);
    expect(corruptionIn(() => verify(plane)).message).to.contain(
      'a page of the heap with nothing in it',
    );
  });

  it('numbers a slot that has no name', () => {
    const { heap } = openList();
    const row = heap.root(heap.arrayLayout('Row', 'ref').new(10));
    heap.write(row.ref, 4, refAt(15 * MIB));
    const fault = corruptionIn(() => heap.verify());
    expect([fault.layout, fault.field]).to.deep.equal(['Row', '[4]']);
  });

  it('looks at traced words alone', () => {
    const { heap } = openList();
    const raw = heap.root(heap.allocateRaw(heap.rawLayout('Raw', 2).id, 5));
    heap.write(raw.ref, 2, refAt(15 * MIB));
    expect(heap.verify().objects).to.equal(PAIRS + 1);
    heap.write(raw.ref, 1, refAt(15 * MIB));
    expect(corruptionIn(() => heap.verify()).field).to.equal('[1]');
  });

  it('names a handle, a stack and a scanned range', () => {
    const list = openList();
    const { heap } = list;
    const wrong = refAt(15 * MIB);
    const stack = heap.stack(4);
    stack.push(wrong);
    const top = heap.words.lastIndexOf(wrong);
    expect(corruptionIn(() => heap.verify())).to.include({ address: top * 4 });
    stack.pop();
    heap.verify();
    const run = heap.reserve(8) >>> 2;
    heap.addScanner((visit) => visit(run, run + 2));
    heap.verify();
    heap.words[run + 1] = wrong;
    expect(corruptionIn(() => heap.verify()).message).to.contain(`scanned word ${run + 1} refers`);
    heap.words[run + 1] = 0;
    heap.words[handleOf(list)] = wrong;
    expect(corruptionIn(() => heap.verify()).message).to.match(/^handle \d+ refers/);
  });
});

describe('verify, of headers', () => {
  const set = (name: string, change: (header: number) => number, message: RegExp) =>
    [name, change, message] as const;
  const damages = [
    set('a layout that nobody registered', (h) => h | (99 << LAYOUT_SHIFT), /layout 99, which/),
    set('no header', () => 0, /has no header/),
    set('no size', (h) => h & ((1 << SIZE_SHIFT) - 1), /lies in an arena, and its header says/),
    set(
      'another size than its layout',
      (h) => h + (1 << SIZE_SHIFT),
      /24 bytes; every Pair has 16/,
    ),
    set('a size past its arena', (h) => h | (1023 << SIZE_SHIFT), /crosses the end of its arena/),
    set('a forward', (h) => h | FORWARDED, /collector's bits 2/),
    set('a living object that was passed over as dead', (h) => h | PASSED_OVER, /bits 4/),
    set('a mark, and it is new', (h) => h | MARKED, /by no collection, and its header/),
    set('a pin that nobody holds', (h) => h | PINNED, /1 objects say that they are pinned, and 0/),
  ];
  for (const [name, change, message] of damages)
    it(`finds ${name}`, () => {
      const list = openList(5000);
      const { heap, refs } = list;
      // A pair that stands last in its arena, or not.
      const place = name === 'a size past its arena' ? 32 * KIB - 16 : 16 * KIB;
      const index = refs.findIndex((ref) => addressOf(ref) % (32 * KIB) === place);
      const at = refs[index]! >>> 2;
      heap.words[at] = change(heap.words[at]!);
      const fault = corruptionIn(() => heap.verify());
      expect(fault.message).to.match(message);
      if (fault.address === undefined) return;
      expect(fault.address).to.equal(addressOf(refs[index]!));
      expect(fault.path[0]).to.equal(`handle ${handleOf(list)}`);
      expect(fault.path.at(-1)).to.equal(`tail of Pair at ${hex(refs[index - 1]!)}`);
    });

  it('finds a size that leaves no room for what is traced', () => {
    const { heap } = openList();
    const raw = heap.root(heap.allocateRaw(heap.rawLayout('Raw', 5).id, 5));
    heap.words[raw.ref >>> 2]! -= 1 << SIZE_SHIFT;
    const fault = corruptionIn(() => heap.verify());
    expect(fault.message).to.contain('Raw at').and.contain('16 bytes; a Raw needs at least 24');
  });

  it('finds two objects that overlap', () => {
    const { heap } = openList();
    const Raw = heap.rawLayout('Raw', 0).id;
    const raws = [3, 3, 3].map(() => heap.root(heap.allocateRaw(Raw, 3)));
    heap.verify();
    heap.words[raws[0]!.ref >>> 2]! += 1 << SIZE_SHIFT;
    const fault = corruptionIn(() => heap.verify());
    expect(fault.message).to.contain('they overlap').and.contain(hex(raws[0]!.ref));
    expect(fault.address).to.equal(addressOf(raws[1]!.ref));
  });

  it('finds a reference into an object, and says which', () => {
    const { heap, refs } = openList();
    const raw = heap.root(heap.allocateRaw(heap.rawLayout('Raw', 0).id, 9));
    heap.write(refs[3]!, 1, raw.ref + 16);
    const fault = corruptionIn(() => heap.verify());
    expect(fault.message).to.contain(`no header; it begins inside the object at ${hex(raw.ref)}`);
    // What looks like an object there overlaps the other.
    heap.words[(raw.ref + 16) >>> 2] = heap.words[refs[0]! >>> 2]!;
    expect(corruptionIn(() => heap.verify()).message).to.contain('overlap');
  });

  it('finds a reference to where nothing was allocated yet', () => {
    const { heap, refs } = openList();
    heap.write(refs[3]!, 1, refs[0]! + 160);
    expect(corruptionIn(() => heap.verify()).message).to.contain('has no header');
  });

  it('finds the header of a large object that was written over', () => {
    const list = openList();
    const { heap } = list;
    const at = large(list) >>> 2;
    const header = heap.words[at]!;
    heap.words[at] = header | (5 << SIZE_SHIFT);
    expect(corruptionIn(() => heap.verify()).message).to.contain(
      'has pages of its own, and a size',
    );
    heap.words[at] = header | (99 << LAYOUT_SHIFT);
    expect(corruptionIn(() => heap.verify()).message).to.contain('layout 99');
    heap.words[at] = heap.words[list.list.ref >>> 2]! & ((1 << SIZE_SHIFT) - 1);
    expect(corruptionIn(() => heap.verify()).message).to.contain('every Pair has 16');
  });
});

describe('the way to a fault', () => {
  it('is told by its ends where it is long', () => {
    const list = openList(1000);
    const { heap, refs } = list;
    heap.words[refs[500]! >>> 2] = 0;
    const { path, message } = corruptionIn(() => heap.verify());
    const steps = stepsTo(list, 500);
    expect(steps).to.have.length(501);
    expect(path).to.deep.equal([...steps.slice(0, 6), '489 more', ...steps.slice(-6)]);
    expect(message).to.contain(`reached by ${path.join(' → ')};`);
  });

  it('is the shortest that there is', () => {
    const list = openList(1000);
    const { heap, refs, Pair } = list;
    heap.write(heap.root(Pair.new()).ref, 0, refs[500]!);
    heap.words[refs[500]! >>> 2] = 0;
    const { path } = corruptionIn(() => heap.verify());
    expect(path).to.have.length(2);
    expect(path[1]).to.match(/^head of Pair at 0x/);
  });

  it('goes through large objects, and ends where it comes back', () => {
    const list = openList();
    const { heap, refs, Pair } = list;
    const row = heap.root(heap.arrayLayout('Row', 'ref').new(5000));
    list.list.ref = 0;
    heap.write(row.ref, 1000, refs[0]!);
    Pair.tail.set(refs.at(-1)!, row.ref);
    heap.words[refs[5]! >>> 2] = 0;
    const { path } = corruptionIn(() => heap.verify());
    expect(path.slice(1)).to.deep.equal([
      `[1000] of Row at ${hex(row.ref)}`,
      ...refs.slice(0, 5).map((ref) => `tail of Pair at ${hex(ref)}`),
    ]);
  });
});
