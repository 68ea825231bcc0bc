import { expect } from 'chai';
import * as fc from 'fast-check';
import { createInterpreter } from '../../../../examples/toy-js/interpreter.ts';

const FORMS = ['NFC', 'NFD', 'NFKC', 'NFKD'] as const;

/** Normalizes texts in one interpreter. */
function normalizer(): (text: string, form: string) => string {
  let printed = '';
  const interpreter = createInterpreter({
    limit: 64 << 20,
    output: (text) => (printed += text),
  });
  return (text, form) => {
    printed = '';
    interpreter.run(`print(${JSON.stringify(text)}.normalize('${form}'))`, 'spec.js');
    return printed.slice(0, -1);
  };
}

/** What joins with its neighbours, and what does not, of many scripts. */
const alphabet = [
  'a\u00e9\u0300\u0301\u0316\u0345\u03b1\u0435\u0308\u0928\u093c\u09c7\u09be\u0b47\u0b56\u0f71\u0f72',
  '\u1100\u1161\u11a8\uac00\uac01\u3131\u314f\uffa1\uffc2\u304b\u3099\uff76\uff9e\u212b\ufb01\u2126',
  '\u{1f600}\u{1f1e6}\u{11099}\u{110ba}\u{1d157}\u{1d165}\u{20000}\u{16d63}\u{16d67}\ud800\udc00 \n',
].flatMap((text) => [...text]);

describe('String.prototype.normalize', function () {
  this.timeout(120_000);

  it('gives what the host gives for the whole, wherever a long text is cut', () => {
    const normalize = normalizer();
    // What is of interest lies around the place of the first cut, 1,024 units from the start.
    const long = fc
      .tuple(
        fc.integer({ min: 0, max: 12 }),
        fc.array(fc.constantFrom(...alphabet), { minLength: 1, maxLength: 60 }),
        fc.constantFrom('a', '\u304b', '\u{1f600}', '\u0928'),
      )
      .map(([shift, units, filler]) => {
        const count = Math.ceil((1024 - shift) / filler.length);
        return filler.repeat(count) + units.join('').repeat(3);
      });
    fc.assert(
      fc.property(long, fc.constantFrom(...FORMS), (text, form) => {
        expect(normalize(text, form)).to.equal(text.normalize(form));
      }),
      { numRuns: 300 },
    );
  });

  const texts = ['\u{1f600}', '\u0e01', '\u0928\u093c', '\u{20000}', '\udc00', '\u05d0\u05b7'];
  for (const text of texts) {
    it(`has no limit for a text that is no endless run of marks: ${JSON.stringify(text)}`, () => {
      const long = text.repeat(20_000);
      expect(normalizer()(long, 'NFC') === long.normalize('NFC')).to.equal(true);
    });
  }

  it('refuses a run of marks that the host would sort for minutes', () => {
    const run = `('a' + '\\u0301'.repeat(50000) + '\\u0316'.repeat(50000)).normalize()`;
    let printed = '';
    const output = (text: string): string => (printed += text);
    createInterpreter({ limit: 8 << 20, output }).run(
      `try { ${run} } catch (e) { print(e.name) }`,
      'spec.js',
    );
    expect(printed).to.equal('RangeError\n');
  });
});
