import { expect } from 'chai';
import {
  type Address,
  AddressSpace,
  IdentifiersUsedUpError,
  LayoutError,
} from '../../src/index.ts';
import { MIB } from '../../src/memory/units.ts';
import { LAYOUT_LIMIT, RECORD_BYTES, TRACE_ALL } from '../../src/object/header.ts';
import type { FieldKinds } from '../../src/object/kinds.ts';
import { LayoutTable, planFields } from '../../src/object/layout.ts';

describe('planFields', () => {
  it('puts traced slots first and aligns the rest, widest first', () => {
    const plan = planFields('Mixed', {
      flag: 'bool',
      next: 'ref',
      weight: 'f64',
      short: 'i16',
      any: 'value',
    });
    expect(plan.traced).to.equal(2);
    expect(plan.fields.map(({ name, offset }) => [name, offset])).to.deep.equal([
      ['next', 4],
      ['any', 8],
      ['weight', 16],
      ['short', 24],
      ['flag', 26],
    ]);
    expect(plan.bytes).to.equal(27);
  });

  it('puts what is weak behind what is traced, so that it is a range of words', () => {
    const plan = planFields('P', { size: 'f64', back: 'weak', next: 'ref', owner: 'weak' });
    expect(plan.fields.map(({ name, offset }) => [name, offset])).to.deep.equal([
      ['next', 4],
      ['back', 8],
      ['owner', 12],
      ['size', 16],
    ]);
    expect([plan.traced, plan.weak]).to.deep.equal([1, { first: 2, end: 4 }]);
  });

  it('lays out a layout without fields', () => {
    const weak = { first: 0, end: 0 };
    expect(planFields('Empty', {})).to.deep.equal({ fields: [], traced: 0, weak, bytes: 4 });
  });

  it('refuses a kind that there is not, and names those that there are', () => {
    expect(() => planFields('Bad', { x: 'i128' } as unknown as FieldKinds)).to.throw(
      LayoutError,
      /Bad\.x.*'i128'.*f64/,
    );
  });

  it('refuses more fields than one object should have', () => {
    const kinds = Object.fromEntries(
      Array.from({ length: 2000 }, (_, index) => [`f${index}`, 'i32' as const]),
    );
    expect(() => planFields('Huge', kinds)).to.throw(LayoutError, 'Huge needs 8004 bytes');
  });
});

function openTable(): { space: AddressSpace; records: Address; table: LayoutTable } {
  const space = new AddressSpace({ reserve: 2 * MIB });
  const records = space.reserveRun(LAYOUT_LIMIT * RECORD_BYTES, space.pages.register('spec'));
  return { space, records, table: new LayoutTable(space, records) };
}

describe('LayoutTable', () => {
  it('numbers layouts from 1 and tells the kernel their slots, and the granules of those that have one size', () => {
    const { space, records, table } = openTable();
    expect(table.register('A', 3).id).to.equal(1);
    expect(table.register('B', TRACE_ALL).id).to.equal(2);
    const recordOf = (id: number): number[] => {
      const at = (records + id * RECORD_BYTES) >>> 2;
      return [...space.words.subarray(at, at + RECORD_BYTES / 4)];
    };
    expect(recordOf(0)).to.deep.equal([0, 0, 0, 0]);
    expect(recordOf(1)).to.deep.equal([3, 0, 0, 0]);
    expect(recordOf(2)).to.deep.equal([-1, 0, 0, 0]);
    expect(recordOf(table.register('C', 2, 2).id)).to.deep.equal([2, 63, 3, 0]);
    expect(recordOf(table.register('D', 2, 33).id)).to.deep.equal([2, 32, -1, 1]);
    expect(recordOf(table.register('E', 2, 63).id)).to.deep.equal([2, 2, -1, 0x7fffffff]);
    expect(recordOf(table.register('F', 2, 64).id)).to.deep.equal([2, 0, 0, 0]);
    expect([
      table.admits(1, 8),
      table.admits(3, 16),
      table.admits(3, 24),
      table.admits(9, 8),
    ]).to.deep.equal([true, true, false, false]);
    const held = [table.holdsSlots(1, 8), table.holdsSlots(1, 16), table.holdsSlots(2, 8)];
    expect(held).to.deep.equal([false, true, true]);
    expect(table.get(2)?.name).to.equal('B');
    expect(table.get(0)).to.equal(undefined);
  });

  it('refuses the 4096th layout', () => {
    const { table } = openTable();
    for (let id = 1; id < LAYOUT_LIMIT; id++) table.register(`L${id}`, 0);
    expect(() => table.register('one more', 0)).to.throw(
      IdentifiersUsedUpError,
      'all 4095 layouts',
    );
  });
});
