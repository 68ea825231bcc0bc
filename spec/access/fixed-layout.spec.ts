import { expect } from 'chai';
import {
  AddressSpace,
  BadRequestError,
  DisposedError,
  type FieldKinds,
  Heap,
  IdentifiersUsedUpError,
  LayoutError,
  ValueError,
} from '../../src/index.ts';
import { MIB } from '../../src/memory/units.ts';
import { asRef, BEYOND, expectRefused, NO_REFS } from '../support/wrong.ts';

const INHERITED = ['toString', 'valueOf', 'hasOwnProperty', 'isPrototypeOf', '__proto__'] as const;

function open(): Heap {
  return new Heap({ space: new AddressSpace({ reserve: 8 * MIB }), collect: 'explicit' });
}

/** Registers a layout as a program in JavaScript may, without types. */
function layout(heap: Heap, name: unknown, kinds: unknown): unknown {
  return heap.layout(name as string, kinds as FieldKinds);
}

describe('a layout of named fields', () => {
  for (const kind of [
    'constructor',
    ...INHERITED,
    'i128',
    'f32%',
    'i64%',
    '',
    8,
    null,
    undefined,
    ['ref'],
  ])
    it(`refuses a field of kind ${String(kind)}`, () => {
      expectRefused(open(), () => layout(open(), 'X', { a: kind }), 'LayoutError');
    });

  for (const kinds of [null, undefined, 5, 'ref', ['ref']])
    it(`refuses ${String(kinds)} in place of its fields`, () => {
      expect(() => layout(open(), 'X', kinds)).to.throw(LayoutError, 'must be an object of kinds');
    });

  for (const name of [null, undefined, 5, {}])
    it(`refuses ${String(name)} for a name`, () => {
      expect(() => layout(open(), name, { a: 'ref' })).to.throw(BadRequestError, 'name');
    });

  it('has nothing to be told by verify(), whatever its size', () => {
    const heap = open();
    for (let fields = 1; fields <= 200; fields++) {
      const kinds = Object.fromEntries(
        Array.from({ length: fields }, (_, index) => [`f${index}`, 'ref'] as const),
      );
      heap.root(heap.layout(`L${fields}`, kinds).new());
    }
    expect(heap.verify().objects).to.equal(200);
  });

  it('takes no number when it is refused', () => {
    const heap = open();
    for (let i = 0; i < 5000; i++) {
      for (const kinds of [{ a: 'nonsense' }, null])
        expect(() => layout(heap, 'X', kinds)).to.throw(LayoutError);
      expect(() => layout(heap, 5, { a: 'ref' })).to.throw(BadRequestError);
    }
    expect(heap.layout('Y', { a: 'ref' }).id).to.equal(1);
  });

  it('is refused when there are 4,095', () => {
    const heap = open();
    for (let i = 1; i < 4096; i++) heap.rawLayout(`L${i}`, 0);
    for (const register of [
      () => heap.layout('X', { a: 'ref' }),
      () => heap.arrayLayout('X', 'ref'),
      () => heap.bytesLayout('X'),
    ])
      expect(register).to.throw(IdentifiersUsedUpError);
  });

  for (const name of INHERITED)
    it(`may have a field called ${name}, which begins as 0`, () => {
      const heap = open();
      const kinds = Object.fromEntries([[name, 'f64'] as const]);
      const L = heap.layout('L', { ...kinds, other: 'i32', link: 'ref' });
      const field = (L as unknown as Record<string, typeof L.other>)[name]!;
      for (const made of [L.new(), L.new({}), L.new({ other: 5 })])
        expect(field.get(made)).to.equal(0);
      const given = L.new(Object.fromEntries([[name, 2.5]]));
      expect(field.get(given)).to.equal(2.5);
      expect(L.link.get(given)).to.equal(0);
    });
});

describe('new() of a layout', () => {
  const heap = open();
  const All = heap.layout('All', {
    ref: 'ref',
    other: 'ref',
    value: 'value',
    i8: 'i8',
    f64: 'f64',
    bool: 'bool',
  });
  // An arena that was taken for an object is no part of it.
  All.new();
  const make = (initial: unknown): unknown => All.new(initial as object);

  for (const initial of [null, 5, 'ref', true, Symbol.iterator, () => 1])
    it(`refuses ${String(initial)} in place of initial values`, () => {
      expectRefused(heap, () => make(initial), 'ValueError');
    });

  for (const wrong of NO_REFS)
    it(`refuses ${String(wrong)} (${typeof wrong}) for a reference`, () => {
      expectRefused(heap, () => make({ ref: wrong }), 'ValueError');
      expectRefused(heap, () => make({ ref: 0, other: wrong, value: 5 }), 'ValueError');
    });

  for (const wrong of [true, '9', 9.5, NaN, 2 ** 30, -(2 ** 30) - 1, null, [9]])
    it(`refuses ${String(wrong)} (${typeof wrong}) for an integer`, () => {
      expectRefused(heap, () => make({ value: wrong }), 'ValueError');
    });

  for (const wrong of [null, '9', true, {}, [1]])
    it(`refuses ${JSON.stringify(wrong)} for a number`, () => {
      for (const name of ['i8', 'f64'])
        expectRefused(heap, () => make({ [name]: wrong }), 'ValueError');
    });

  for (const wrong of [null, '', 0, 1, 'no', {}])
    it(`refuses ${JSON.stringify(wrong)} for a boolean`, () => {
      expectRefused(heap, () => make({ bool: wrong }), 'ValueError');
    });

  it('leaves nothing behind of an object that was refused', () => {
    const before = All.new();
    expect(() => make({ ref: before, value: 7, bool: 1 })).to.throw(ValueError);
    const after = All.new();
    expect(after - before).to.equal(32);
    expect([All.ref.get(after), All.value.get(after)]).to.deep.equal([0, 0]);
    heap.verify();
  });

  it('leaves nothing behind of a long one, which is made elsewhere', () => {
    const rest = Object.fromEntries(
      Array.from({ length: 100 }, (_, index) => [`f${index}`, 'f64' as const]),
    );
    const Long = heap.layout('Long', { first: 'f64', ...rest, link: 'ref' });
    const first = Long.new();
    expectRefused(heap, () => Long.new({ first: 3, link: asRef(BEYOND) }), 'ValueError');
    expect(Long.first.get(Long.new())).to.equal(0);
    expect(Long.link.get(first)).to.equal(0);
    heap.verify();
  });

  it('refuses everything once its heap is closed', () => {
    const gone = open();
    const Pair = gone.layout('Pair', { head: 'value', tail: 'ref' });
    const ref = Pair.new({ head: 1 });
    gone.dispose();
    for (const call of [
      () => Pair.new(),
      () => Pair.new({ head: 1, tail: ref }),
      () => Pair.head.get(ref),
      () => Pair.head.set(ref, 1),
      () => Pair.head.getWord(ref),
      () => Pair.head.setWord(ref, 2),
      () => Pair.tail.get(ref),
      () => Pair.tail.set(ref, 0),
    ])
      expect(call).to.throw(DisposedError);
  });
});

describe('a layout of another heap', () => {
  it('makes nothing through this one', () => {
    const ours = open();
    const theirs = open();
    const before = theirs.stats();
    const { length } = [
      theirs.layout('L', { a: 'ref' }),
      theirs.arrayLayout('A', 'ref'),
      theirs.bytesLayout('B'),
      { id: 1, new: () => 9 },
      null,
      undefined,
      5,
      'L',
    ].map((layout) =>
      expectRefused(
        ours,
        () => ours.allocate(layout as ReturnType<Heap['bytesLayout']>, 1),
        'LayoutError',
      ),
    );
    expect(length).to.equal(8);
    expect(theirs.stats()).to.deep.equal(before);
  });

  it('is told by its reference no more than that its page is another’s', () => {
    const space = new AddressSpace({ reserve: 8 * MIB });
    const ours = new Heap({ space });
    const theirs = new Heap({ space, name: 'theirs' });
    const ref = theirs.layout('L', { a: 'ref' }).new();
    expectRefused(ours, () => ours.layoutOf(ref), 'HandleError');
    expectRefused(ours, () => ours.payloadWords(ref), 'HandleError');
    expectRefused(ours, () => ours.growInPlace(ref, 10), 'HandleError');
    expectRefused(ours, () => ours.payloadWords(asRef(0)), 'HandleError');
  });
});
