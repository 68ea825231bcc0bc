import { expect } from 'chai';
import { AddressSpace, Heap, ValueError } from '../../src/index.ts';
import { MIB } from '../../src/memory/units.ts';
import { expectRefused } from '../support/wrong.ts';

const RANGES = {
  i8: [-(2 ** 7), 2 ** 7 - 1],
  u8: [0, 2 ** 8 - 1],
  i16: [-(2 ** 15), 2 ** 15 - 1],
  u16: [0, 2 ** 16 - 1],
  i32: [-(2 ** 31), 2 ** 31 - 1],
  u32: [0, 2 ** 32 - 1],
} as const;
type Kind = keyof typeof RANGES;
const KINDS = Object.keys(RANGES) as Kind[];

describe('a field of integers', () => {
  const heap = new Heap({ space: new AddressSpace({ reserve: 16 * MIB }), collect: 'explicit' });
  heap.layout('First', { a: 'u8' }).new();

  for (const kind of KINDS) {
    const [least, most] = RANGES[kind];
    const L = heap.layout(kind, { before: kind, it: kind, after: kind });
    const Modulo = heap.layout(`${kind}%`, { before: kind, it: `${kind}%`, after: kind });
    const ref = L.new({ it: most });
    const modulo = Modulo.new();

    it(`of kind ${kind} holds ${least} to ${most}`, () => {
      for (const value of [least, most, 0, 1, -0, most - 1, least + 1]) {
        L.it.set(ref, value);
        expect(L.it.get(ref)).to.equal(value + 0);
        expect(L.it.get(L.new({ it: value }))).to.equal(value + 0);
      }
    });

    for (const value of [least - 1, most + 1, 0.5, NaN, Infinity, -Infinity, 2 ** 32 + 1, 2 ** 53])
      it(`of kind ${kind} refuses ${value}, and holds what it held`, () => {
        L.it.set(ref, 5);
        expectRefused(heap, () => L.it.set(ref, value), 'ValueError');
        expectRefused(heap, () => L.new({ it: value }), 'ValueError');
        expect(() => L.it.set(ref, value)).to.throw(ValueError, 'integers from');
        expect([L.before.get(ref), L.it.get(ref), L.after.get(ref)]).to.deep.equal([0, 5, 0]);
      });

    it(`of kind ${kind}% takes any number, modulo its width`, () => {
      const width = most - least + 1;
      for (const value of [least - 1, most + 1, 3 * width + 7, -5 * width - 1, 1.75]) {
        Modulo.it.set(modulo, value);
        const rest = (((Math.trunc(value) - least) % width) + width) % width;
        expect(Modulo.it.get(modulo), String(value)).to.equal(rest + least);
        expect(Modulo.it.get(Modulo.new({ it: value })), String(value)).to.equal(rest + least);
      }
      expect([Modulo.before.get(modulo), Modulo.after.get(modulo)]).to.deep.equal([0, 0]);
      expect(() => Modulo.it.set(modulo, '5' as never)).to.throw(ValueError, 'a number');
      expect(heap.describe(modulo)).to.contain('it: ');
    });
  }
});

describe('a field of 64 bits', () => {
  const heap = new Heap({ space: new AddressSpace({ reserve: 16 * MIB }), collect: 'explicit' });
  const Wide = heap.layout('Wide', { link: 'ref', tag: 'u8', i64: 'i64', u64: 'u64', size: 'f64' });
  const ref = Wide.new();

  it('holds bigints, from the least to the most', () => {
    for (const [i64, u64] of [
      [-(2n ** 63n), 0n],
      [2n ** 63n - 1n, 2n ** 64n - 1n],
      [-1n, 2n ** 63n],
    ] as const) {
      Wide.i64.set(ref, i64);
      Wide.u64.set(ref, u64);
      expect([Wide.i64.get(ref), Wide.u64.get(ref)]).to.deep.equal([i64, u64]);
      const made = Wide.new({ i64, u64, tag: 3, size: 0.5 });
      expect([Wide.i64.get(made), Wide.u64.get(made)]).to.deep.equal([i64, u64]);
      expect([Wide.tag.get(made), Wide.size.get(made), Wide.link.get(made)]).to.deep.equal([
        3, 0.5, 0,
      ]);
      expect(heap.describe(made)).to.contain(`i64: ${i64}, u64: ${u64}`);
    }
  });

  it('comes zeroed', () => {
    const made = Wide.new();
    expect([Wide.i64.get(made), Wide.u64.get(made)]).to.deep.equal([0n, 0n]);
  });

  for (const wrong of [2n ** 63n, -(2n ** 63n) - 1n, 5, '5', null, true, {}, Symbol('s')])
    it(`refuses ${String(wrong)} (${typeof wrong})`, () => {
      Wide.i64.set(ref, 7n);
      expectRefused(heap, () => Wide.i64.set(ref, wrong as bigint), 'ValueError');
      expectRefused(heap, () => Wide.new({ i64: wrong as bigint }), 'ValueError');
      expect(Wide.i64.get(ref)).to.equal(7n);
    });

  it('refuses negative ones where it has no sign', () => {
    expectRefused(heap, () => Wide.u64.set(ref, -1n), 'ValueError');
    expectRefused(heap, () => Wide.u64.set(ref, 2n ** 64n), 'ValueError');
  });

  it('refuses what is no reference to an object', () => {
    for (const wrong of [0, 5, 2 ** 31 - 7, undefined]) {
      expectRefused(heap, () => Wide.i64.get(wrong as never), 'HandleError');
      expectRefused(heap, () => Wide.i64.set(wrong as never, 1n), 'HandleError');
    }
  });

  it('follows its heap when the space is trimmed', () => {
    const kept = heap.root(Wide.new({ i64: -9n }));
    heap.trim();
    expect(Wide.i64.get(kept.ref)).to.equal(-9n);
    Wide.u64.set(kept.ref, 9n);
    expect(heap.describe(kept.ref)).to.contain('u64: 9');
  });
});
