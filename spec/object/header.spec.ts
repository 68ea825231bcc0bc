import { expect } from 'chai';
import * as header from '../../src/object/header.ts';

describe('the header word', () => {
  it('is 32 bits wide, each of them one field', () => {
    const size = ((1 << header.SIZE_BITS) - 1) << header.SIZE_SHIFT;
    const layout = header.LAYOUT_MASK << header.LAYOUT_SHIFT;
    const fields = [header.COLLECTOR_MASK, header.HOST_MASK, layout, size];
    expect(fields.reduce((union, field) => union | field, 0)).to.equal(-1);
    const bits = fields.map((field) => field.toString(2).replace(/[-0]/g, ''));
    expect(
      header.COLLECTOR_BITS + header.HOST_BITS + header.LAYOUT_BITS + header.SIZE_BITS,
    ).to.equal(32);
    expect(bits[0]!.length + bits[1]!.length + bits[2]!.length).to.equal(22);
  });

  it('keeps the collector’s flags within its byte, and apart', () => {
    expect((header.PINNED | header.FORWARDED) & ~header.COLLECTOR_MASK).to.equal(0);
    expect(header.PINNED & header.FORWARDED).to.equal(0);
  });

  it('describes objects of up to 8 KiB', () => {
    expect(header.MAX_SMALL_BYTES).to.equal(8 * 1024 - header.GRANULE_BYTES);
  });
});
