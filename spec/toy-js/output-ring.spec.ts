import { expect } from 'chai';
import { newRing, RingReader, RingWriter } from '../../examples/toy-js/output-ring.ts';

interface Ends {
  readonly writer: RingWriter;
  readonly reader: RingReader;
  /** How often the writer said that there is something to take. */
  readonly told: () => number;
}

function open(): Ends {
  const ring = newRing();
  let told = 0;
  const writer = new RingWriter(ring, () => told++);
  return { writer, reader: new RingReader(ring), told: () => told };
}

/** All that there is to take, as one text a chunk. */
function takeAll(reader: RingReader): string[] {
  const taken: string[] = [];
  for (let chunk = reader.take(); chunk !== undefined; chunk = reader.take())
    taken.push(`${chunk.fd}:${Buffer.from(chunk.bytes).toString()}`);
  return taken;
}

describe('the ring that output goes through', () => {
  it('gives back what was written, in order, what goes to one descriptor in one piece', () => {
    const { writer, reader } = open();
    writer.write(1, 'a');
    writer.write(1, 'b\n');
    writer.write(2, 'oops\n');
    writer.write(1, 'c\n');
    expect(takeAll(reader)).to.deep.equal(['1:ab\n', '2:oops\n', '1:c\n']);
    expect(reader.take()).to.equal(undefined);
  });

  it('writes UTF-8, and never cuts a surrogate pair', () => {
    const { writer, reader } = open();
    const text = `x${'\u{1f600}'.repeat(20_000)}é\ud800`;
    writer.write(1, text);
    expect(takeAll(reader).join('').replaceAll('1:', '')).to.equal(
      text.replace('\ud800', '\ufffd'),
    );
  });

  it('goes round as often as it has to, with texts of any length', () => {
    const { writer, reader } = open();
    let written = '';
    let taken = '';
    for (let i = 0; i < 5000; i++) {
      const text = String.fromCharCode(97 + (i % 26)).repeat((i * 37) % 700);
      writer.write(1, text);
      written += text;
      if (i % 5 === 0) taken += takeAll(reader).join('').replaceAll('1:', '');
    }
    taken += takeAll(reader).join('').replaceAll('1:', '');
    expect(written.length).to.be.greaterThan(1 << 20);
    expect(taken === written).to.equal(true);
  });

  it('tells the reader once, and again when that has taken everything', () => {
    const { writer, reader, told } = open();
    for (let i = 0; i < 10; i++) writer.write(1, 'line\n');
    expect(told()).to.equal(1);
    takeAll(reader);
    writer.write(2, 'line\n');
    expect(told()).to.equal(2);
  });
});
