import { AssertionError, deepStrictEqual, strictEqual } from 'node:assert';
import { inspect } from 'node:util';
import { expect } from 'chai';
import Mocha from 'mocha';
import { AddressSpace, Block, Heap, LimitedPages, type Scope, SpacePages } from '../src/index.ts';
import { KIB, MIB } from '../src/memory/units.ts';
import { thrownBy } from './support/thrown.ts';

/** What one program holds; every object of it leads to an address space. */
function open(reserve: number) {
  const space = new AddressSpace({ reserve });
  const heap = new Heap({ space, limit: MIB, name: 'spec' });
  const Pair = heap.layout('Pair', {
    head: 'value',
    tail: 'ref',
    size: 'f64',
    flag: 'bool',
  });
  const pages = new SpacePages(space, 'pages');
  let scope!: Scope;
  heap.scope((opened) => {
    scope = opened;
    scope.root(Pair.new());
  });
  const ref = heap.root(Pair.new()).ref;
  return {
    space,
    pages,
    scope,
    heap,
    'the page map': space.pages,
    'pages with a limit': new LimitedPages(pages, MIB),
    block: Block.acquire(space, 64 * KIB, pages.owner),
    layout: Pair,
    'layout of arrays': heap.arrayLayout('Row', 'ref'),
    'layout of bytes': heap.bytesLayout('Text'),
    'value field': Pair.head,
    'reference field': Pair.tail,
    'number field': Pair.size,
    'boolean field': Pair.flag,
    root: heap.root(ref),
    pin: heap.pin(ref),
    stack: heap.stack(16),
  };
}

type Objects = ReturnType<typeof open>;

const LINES: Readonly<Record<keyof Objects, RegExp>> = {
  space: /^AddressSpace \{ 1 GiB, [\d.]+ [KM]iB held \}$/,
  pages: /^SpacePages 'pages'$/,
  scope: /^Scope \(ended\)$/,
  heap: /^Heap 'spec' \{ used: 32 KiB of 1 MiB, \d+ roots \}$/,
  'the page map': /^PageMap \{ 262144 pages, \d+ free \}$/,
  'pages with a limit': /^LimitedPages \{ 0 bytes of 1 MiB \}$/,
  block: /^Block \{ 64 KiB at 0x[\da-f]+ \}$/,
  layout: /^Layout Pair \{ head: value, tail: ref, size: f64, flag: bool \}$/,
  'layout of arrays': /^ArrayLayout Row \{ ref \}$/,
  'layout of bytes': /^BytesLayout Text$/,
  'value field': /^Field head: value$/,
  'reference field': /^Field tail: ref$/,
  'number field': /^Field size: f64$/,
  'boolean field': /^Field flag: bool$/,
  root: /^Root → Pair at 0x[\da-f]+$/,
  pin: /^Pin → Pair at 0x[\da-f]+$/,
  stack: /^RootStack \{ 0 of 16 roots \}$/,
};

/** As `node:assert` looks at what it compares. */
const ASSERT = {
  customInspect: false,
  depth: 1000,
  maxArrayLength: Infinity,
  showHidden: false,
  getters: true,
} as const;

const SHORT = 1000;

describe('what tools see', () => {
  // As large as a space is by default: whoever walks through one runs out of memory.
  const one = open(1024 * MIB);
  const other = open(1024 * MIB);
  const names = Object.keys(LINES) as (keyof Objects)[];

  for (const name of names) {
    describe(`of: ${name}`, () => {
      const object = one[name];

      it('is one line in inspect and in JSON', () => {
        expect(inspect(object)).to.match(LINES[name]);
        expect(inspect({ deep: [{ er: object }] }, { depth: 10 })).to.contain(inspect(object));
        expect(JSON.parse(JSON.stringify(object))).to.equal(inspect(object));
      });

      it('is short where nobody asks the object itself', () => {
        expect(inspect(object, ASSERT).length).to.be.below(SHORT);
        expect(inspect(object, { customInspect: false }).length).to.be.below(SHORT);
        expect(Mocha.utils.stringify(object).length).to.be.below(SHORT);
      });

      it('tells it from another in assertions, in a short message', () => {
        const calls = [
          () => strictEqual(object, other[name]),
          () => deepStrictEqual(object, other[name]),
          () => deepStrictEqual([object], [other[name]]),
          () => expect(object).to.equal(other[name]),
          () => expect(object).to.deep.equal(other[name]),
          () => expect([object]).to.deep.equal([other[name]]),
        ];
        for (const call of calls) {
          const error = thrownBy(call);
          expect(error).to.be.instanceOf(Error);
          expect((error as Error).message.length).to.be.below(2 * SHORT);
        }
        expect(thrownBy(calls[0]!)).to.be.instanceOf(AssertionError);
        deepStrictEqual(object, object);
        expect(object).to.deep.equal(object);
      });
    });
  }

  it('tells two of one heap apart too', () => {
    const { heap } = one;
    const ref = heap.root(one.layout.new()).ref;
    const pairs: readonly (readonly [object, object])[] = [
      [heap.root(), heap.root()],
      [heap.root(ref), heap.root(ref)],
      [heap.pin(ref), heap.pin(ref)],
      [heap.stack(4), heap.stack(4)],
      [heap.scope((scope) => scope), heap.scope((scope) => scope)],
      [heap.bytesLayout('Same'), heap.bytesLayout('Same')],
      [heap.layout('Same', { a: 'ref' }), heap.layout('Same', { a: 'ref' })],
      [heap.layout('Same', { a: 'ref' }).a, heap.layout('Same', { a: 'ref' }).a],
      [new Heap({ space: heap.space }), new Heap({ space: heap.space })],
    ];
    for (const [a, b] of pairs) {
      expect(thrownBy(() => deepStrictEqual(a, b))).to.be.instanceOf(AssertionError);
      expect(thrownBy(() => expect(a).to.deep.equal(b))).to.be.instanceOf(Error);
    }
  });

  it('is a line for what has ended, and for a prototype', () => {
    const { heap, space, layout, root, pin, stack } = open(8 * MIB);
    const released = heap.root(layout.new());
    released.release();
    expect(inspect(released)).to.equal('Root (released)');
    expect(inspect(heap.root())).to.equal('Root → null');
    heap.dispose();
    expect([root, pin, stack, heap].map((object) => inspect(object))).to.deep.equal([
      'Root (of a closed heap)',
      'Pin (of a closed heap)',
      'RootStack (of a closed heap)',
      "Heap 'spec' (closed)",
    ]);
    expect(inspect(layout)).to.match(LINES.layout);
    expect(inspect(space)).to.match(/^AddressSpace \{ 8 MiB, /);
    expect(JSON.stringify(Heap.prototype)).to.equal('"Heap {}"');
  });

  it('is cut where a layout has many fields', () => {
    const kinds = Object.fromEntries(
      Array.from({ length: 900 }, (_, index) => [`field${index}`, 'i32' as const]),
    );
    const Wide = one.heap.layout('Wide', kinds);
    expect(inspect(Wide)).to.match(/^Layout Wide \{ field0: i32, .{150,200}…$/);
  });
});
