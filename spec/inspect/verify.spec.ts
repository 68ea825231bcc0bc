import { expect } from 'chai';
import {
  AddressSpace,
  addressOf,
  Heap,
  type HeapOptions,
  LimitedPages,
  type Ref,
  SpacePages,
} from '../../src/index.ts';
import type { PageIndex } from '../../src/memory/brands.ts';
import { GIB, KIB, MIB, PAGE_BYTES } from '../../src/memory/units.ts';
import { arenaOf, corruptionIn } from './support.ts';

/** Makes everything that a heap can hold, and lets some of it die. */
class Program {
  readonly heap: Heap;
  private readonly make: (() => Ref)[];
  private readonly stack;
  private readonly scanned: number;
  private made = 0;

  constructor(options: HeapOptions) {
    const space = options.pages?.space ?? new AddressSpace({ reserve: 64 * MIB });
    const heap = new Heap({ space, ...options });
    const Pair = heap.layout('Pair', { head: 'value', tail: 'ref' });
    const Wide = heap.layout('Wide', { a: 'ref', b: 'f64', c: 'i8', d: 'value', e: 'bool' });
    const Row = heap.arrayLayout('Row', 'ref');
    const Values = heap.arrayLayout('Values', 'value');
    const Text = heap.bytesLayout('Text');
    const raw = heap.rawLayout('Raw', 3).id;
    const list = heap.root();
    this.heap = heap;
    this.stack = heap.stack(64);
    this.scanned = heap.reserve(64 * 4) >>> 2;
    heap.addScanner((visit) => visit(this.scanned, this.scanned + 64));
    this.make = [
      () => (list.ref = Pair.new({ head: this.made, tail: list.ref })),
      () => Wide.new({ a: list.ref, b: 0.5, d: 7 }),
      () => Row.new(this.made % 100),
      () => Row.new(2045 + (this.made % 4)),
      () => Values.new(3000),
      () => Text.new(this.made % 300),
      () => Text.new(30 * KIB),
      () => heap.allocateRaw(raw, 3 + (this.made % 9)),
      () => (list.ref = 0),
    ];
  }

  run(rounds: number): void {
    for (let round = 0; round < rounds; round++) {
      const index = this.made++ % this.make.length;
      if (index === this.make.length - 1 && round % 5 !== 0) continue;
      const ref = this.make[index]!();
      if (ref === 0) continue;
      if (round % 7 === 0) this.heap.words[this.scanned + (round % 64)] = ref;
      if (round % 11 !== 0) continue;
      if (this.stack.depth === 60) while (this.stack.depth > 30) this.stack.pop();
      this.stack.push(ref);
    }
  }
}

const MODES: readonly [string, HeapOptions][] = [
  ['any allocation may collect', { collect: 'automatic', limit: 4 * MIB }],
  ['collections are asked for', { collect: 'explicit' }],
  ['nothing collects', { collect: 'never' }],
  ['the young are collected alone', { collect: 'automatic', limit: 16 * MIB, nursery: 256 * KIB }],
  ['collections trim', { collect: 'automatic', limit: 8 * MIB, trim: 'automatic' }],
  ['objects move', { collect: 'explicit', preciseRoots: true }],
];

describe('verify', () => {
  for (const [name, options] of MODES)
    it(`finds no fault where ${name}, after each of many steps`, () => {
      const program = new Program(options);
      const { heap } = program;
      for (let step = 0; step < 24; step++) {
        program.run(120);
        const before = heap.verify();
        heap.safepoint();
        if (step % 4 === 0) heap.collect({ scope: 'young' });
        if (step % 5 === 0) heap.collect();
        if (step % 7 === 0) heap.collect({ compact: true });
        if (step % 9 === 0) heap.trim();
        expect(heap.verify()).to.deep.equal(before);
      }
    });

  it('counts what the roots reach, before and after a collection', () => {
    const heap = new Heap({ space: new AddressSpace({ reserve: 16 * MIB }), collect: 'explicit' });
    const Pair = heap.layout('Pair', { head: 'value', tail: 'ref' });
    const list = heap.root();
    for (let i = 0; i < 1000; i++) {
      Pair.new();
      list.ref = Pair.new({ tail: list.ref });
    }
    heap.root(heap.arrayLayout('Row', 'ref').new(5000));
    expect(heap.verify()).to.deep.equal({ objects: 1001, bytes: 16_000 + 20_008 });
    const { liveObjects, liveBytes } = heap.collect();
    expect(heap.verify()).to.deep.equal({ objects: liveObjects, bytes: liveBytes });
  });

  it('finds no fault in heaps on one space, and none of one in another', () => {
    const space = new AddressSpace({ reserve: 64 * MIB });
    const programs = ['first', 'second', 'third'].map((name) => new Program({ space, name }));
    for (let step = 0; step < 6; step++)
      programs.forEach((program, index) => {
        program.run(300);
        if (step === index + 1) program.heap.collect({ compact: true });
        for (const { heap } of programs) heap.verify();
      });
    programs[1]!.heap.dispose();
    programs[0]!.heap.verify();
    programs[2]!.heap.verify();
  });

  it('finds no fault in heaps that take pages from sources, with a limit or without', () => {
    const space = new AddressSpace({ reserve: 64 * MIB });
    const source = (name: string): SpacePages => new SpacePages(space, name);
    const pages = [source('one'), new LimitedPages(source('other'), 8 * MIB)];
    const programs = pages.map((from) => new Program({ pages: from }));
    for (const program of programs) program.run(1000);
    for (const { heap } of programs) {
      heap.collect();
      heap.verify();
    }
  });

  it('finds no fault in pins, nested and let go', () => {
    const { heap } = new Program({ collect: 'explicit', preciseRoots: true });
    const Pair = heap.layout('Pinned', { next: 'ref' });
    const pins = Array.from({ length: 50 }, () => heap.pin(Pair.new()));
    const again = pins.map((pin) => heap.pin(pin.ref));
    for (const step of [0, 1, 2]) {
      for (const pin of step === 1 ? pins : step === 2 ? again : []) pin.release();
      heap.verify();
      heap.collect({ compact: true });
      expect(heap.verify().objects).to.equal(step === 2 ? 0 : 50);
    }
  });

  it('finds no fault in large objects that grow in place', () => {
    const space = new AddressSpace({ reserve: 16 * MIB });
    const heap = new Heap({ space, collect: 'explicit' });
    const row = heap.root(heap.arrayLayout('Row', 'ref').new(5000));
    for (let words = 5001; words < 20_000; words = Math.ceil(words * 1.1)) {
      if (words % 3 === 0) heap.collect();
      if (!heap.growInPlace(row.ref, words)) break;
      expect(heap.verify().bytes).to.equal((words + 1) * 4);
    }
  });

  it('tells of scanners that throw or hand over no range, and goes on with the others', () => {
    const heap = new Heap({ space: new AddressSpace({ reserve: 16 * MIB }), collect: 'explicit' });
    const Pair = heap.layout('Pair', { head: 'value', tail: 'ref' });
    const errors: unknown[] = [];
    heap.onError((error) => errors.push(error));
    heap.root(Pair.new());
    const wrong = new RangeError('of the host');
    heap.addScanner(() => {
      throw wrong;
    });
    heap.addScanner((visit) => visit(0, 16 * MIB));
    expect(heap.verify().objects).to.equal(1);
    expect(errors).to.include(wrong);
    expect(errors.map(String).join()).to.contain('the words from 0 to 16777216');
  });
});

describe('verify, in the last pages of a space of 4 GiB', () => {
  /** A heap for which only so many pages in front of the tables are left. */
  function openLast(pages: number) {
    const space = new AddressSpace({ reserve: 4 * GIB });
    const heap = new Heap({ space, collect: 'explicit' });
    const Pair = heap.layout('Pair', { head: 'value', tail: 'ref' });
    const Row = heap.arrayLayout('Row', 'ref');
    const first = heap.root(Pair.new());
    const others = space.pages.register('others');
    const last = space.pages.tailStart - pages;
    for (let page = 1; page < space.pages.pristineFrom; page++)
      space.pages.acquireAt(page as PageIndex, 1, others);
    for (let from = space.pages.pristineFrom; from < last;) {
      const run = Math.min(1 << 16, last - from);
      expect(space.pages.acquireAt(from as PageIndex, run, others)).to.equal(true);
      from += run;
    }
    return { space, heap, Pair, Row, first };
  }

  it('sees what an array refers to that ends where the tables begin', () => {
    const { heap, space, Pair, Row, first } = openLast(4);
    const elements = (4 * PAGE_BYTES - 16 - 8) / 4;
    const row = heap.root(Row.new(elements));
    expect(addressOf(row.ref) + 8 + elements * 4).to.equal(space.pages.tailStart * PAGE_BYTES);
    first.ref = 0;
    Row.set(row.ref, elements - 1, Pair.new());
    expect(heap.verify().objects).to.equal(2);
    heap.words[Row.get(row.ref, elements - 1) >>> 2] = 0;
    const fault = corruptionIn(() => heap.verify());
    expect(fault.path[1]).to.contain(`[${elements}] of Row at`);
  });

  it('sees what lies in an arena above 2 GiB', () => {
    const { heap, Pair } = openLast(20);
    const list = heap.root();
    for (let i = 0; i < 3000; i++) list.ref = Pair.new({ head: i, tail: list.ref });
    expect(addressOf(list.ref)).to.be.above(3 * GIB);
    expect(heap.verify().objects).to.equal(3001);
    const written = Pair.tail.get(list.ref);
    heap.words[written >>> 2] = 0;
    const { address, arena } = corruptionIn(() => heap.verify());
    expect([address, arena]).to.deep.equal([addressOf(written), arenaOf(written)]);
  });
});

describe('verify, of millions of objects', () => {
  it('finds them all, however many wait at once', () => {
    const heap = new Heap({ collect: 'explicit' });
    const Pair = heap.layout('Pair', { head: 'value', tail: 'ref' });
    const Row = heap.arrayLayout('Row', 'ref');
    const pairs = 1_200_000;
    const row = heap.root(Row.new(pairs));
    for (let i = 0; i < pairs; i++) Row.set(row.ref, i, Pair.new({ tail: Pair.new() }));
    expect(heap.verify().objects).to.equal(2 * pairs + 1);
    heap.collect();
    expect(heap.verify().objects).to.equal(2 * pairs + 1);
    const last = Pair.tail.get(Row.get(row.ref, pairs - 1));
    heap.words[last >>> 2] = 0;
    expect(corruptionIn(() => heap.verify()).address).to.equal(addressOf(last));
  });
});
