import { expect } from 'chai';
import {
  type Address,
  AddressSpace,
  IdentifiersUsedUpError,
  LayoutError,
} from '../../src/index.ts';
import { MIB } from '../../src/memory/units.ts';
import { LAYOUT_LIMIT, TRACE_ALL } from '../../src/object/header.ts';
import { type FieldKinds, LayoutTable, planFields } from '../../src/object/layout.ts';

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

  it('lays out a layout without fields', () => {
    expect(planFields('Empty', {})).to.deep.equal({ fields: [], traced: 0, bytes: 4 });
  });

  it('refuses a kind that there is not, and names those that there are', () => {
    expect(() => planFields('Bad', { x: 'i64' } as unknown as FieldKinds)).to.throw(
      LayoutError,
      /Bad\.x.*'i64'.*f64/,
    );
  });

  it('refuses more fields than one object should have', () => {
    const kinds = Object.fromEntries(
      Array.from({ length: 2000 }, (_, index) => [`f${index}`, 'i32' as const]),
    );
    expect(() => planFields('Huge', kinds)).to.throw(LayoutError, 'Huge needs 8004 bytes');
  });
});

function openTable(): { space: AddressSpace; counts: Address; table: LayoutTable } {
  const space = new AddressSpace({ reserve: 2 * MIB });
  const counts = space.reserveRun(LAYOUT_LIMIT * 4, space.pages.register('spec'));
  return { space, counts, table: new LayoutTable(space, counts) };
}

describe('LayoutTable', () => {
  it('numbers layouts from 1 and tells the kernel their traced counts', () => {
    const { space, counts, table } = openTable();
    expect(table.register('A', 3).id).to.equal(1);
    expect(table.register('B', TRACE_ALL).id).to.equal(2);
    expect([...space.words.subarray(counts >>> 2, (counts >>> 2) + 3)]).to.deep.equal([0, 3, -1]);
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
