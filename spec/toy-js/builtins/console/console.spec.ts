import { expect } from 'chai';
import { createInterpreter } from '../../../../examples/toy-js/interpreter.ts';

/** What a script hands to the output, call by call. */
function written(source: string): string[] {
  const texts: string[] = [];
  createInterpreter({ limit: 32 << 20, output: (text) => texts.push(text) }).run(source, 'spec.js');
  return texts;
}

describe('console and print', () => {
  it('write a line by one call', () => {
    expect(written('print(1, "a"); console.log("%s and %d", "b", 2, [3])')).to.deep.equal([
      '1 a\n',
      'b and 2 [ 3 ]\n',
    ]);
  });

  for (const print of ['print', 'console.log']) {
    it(`hand a long line on piece by piece, so that it need not fit one string: ${print}`, () => {
      const size = 1 << 18;
      const texts = written(`const s = "x".repeat(${size}); ${print}(s, s, s, s)`);
      expect(texts.join('')).to.have.lengthOf(4 * size + 4);
      for (const text of texts) expect(text.length).to.be.at.most(size + 1);
    });
  }

  it('indent every row of what is in a group', () => {
    const source = `
      console.group('a');
      console.log('b\\nc');
      console.group();
      console.log({ d: 1 });
      console.groupEnd();
      console.groupEnd();
      console.groupEnd();
      console.log('e');`;
    expect(written(source).join('')).to.equal('a\n  b\n  c\n    { d: 1 }\ne\n');
  });

  it('indent by a thousand columns at most, and keep count of the groups nevertheless', () => {
    const source = `
      for (let i = 0; i < 5000; i++) console.group();
      console.log('\\n'.repeat(2000));
      for (let i = 0; i < 4999; i++) console.groupEnd();
      console.log('in one');`;
    const texts = written(source);
    expect(texts.at(-1)).to.equal('  in one\n');
    const rows = texts.slice(0, -1).join('').split('\n');
    expect(rows).to.have.lengthOf(2002);
    expect(rows.slice(0, -1).every((row) => row === ' '.repeat(1000))).to.equal(true);
    for (const text of texts) expect(text.length).to.be.lessThan(5e6);
  });
});
