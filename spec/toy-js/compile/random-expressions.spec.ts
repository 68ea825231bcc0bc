import fc from 'fast-check';
import { expect } from 'chai';
import { printedByNode, printedByToy } from './support.ts';

/** Leaves: literals of every kind, and variables of every storage. */
const leaf = fc.oneof(
  fc.integer({ min: -5, max: 40 }).map((n) => (n < 0 ? `(${n})` : String(n))),
  fc.constantFrom('0.5', '1e10', '1073741823', '(-1073741824)', '2147483648', 'NaN', '(-0)'),
  fc.constantFrom('"3"', '"x"', '""', 'true', 'false', 'null', 'undefined', '"long enough"'),
  fc.constantFrom('local', 'captured', 'top', 'o.i', 'o.d', 'o.s', 'a[0]', 'a[local & 1]', 'a[9]'),
  fc.constantFrom('box', 'f(local)', 'o.m(2)', 'a.length', 'local++', '--captured', '(top += 1)'),
);

const BINARY = ['+', '-', '*', '/', '%', '&', '|', '^', '<<', '>>', '>>>', '**'];
const RELATION = ['<', '<=', '>', '>=', '==', '!=', '===', '!=='];
const LOGICAL = ['&&', '||', '??', ','];

const { expression } = fc.letrec<{ expression: string }>((tie) => ({
  expression: fc.oneof(
    { maxDepth: 5, withCrossShrink: true },
    leaf,
    fc
      .tuple(
        tie('expression'),
        fc.constantFrom(...BINARY, ...RELATION, ...LOGICAL),
        tie('expression'),
      )
      .map(([l, op, r]) => `((${l}) ${op} (${r}))`),
    fc
      .tuple(fc.constantFrom('-', '+', '~', '!', 'typeof ', 'void '), tie('expression'))
      .map(([op, e]) => `(${op}(${e}))`),
    fc
      .tuple(tie('expression'), tie('expression'), tie('expression'))
      .map(([t, y, n]) => `((${t}) ? (${y}) : (${n}))`),
    tie('expression').map((e) => `f(${e})`),
    tie('expression').map((e) => `(local = ${e})`),
    tie('expression').map((e) => `(o.i -= ${e})`),
  ),
}));

/** The expressions in a function with variables of every kind around them. */
function program(expressions: readonly string[]): string {
  const lines = expressions.map(
    (e) => `print(attempt(() => show(${e})), attempt(() => ((${e}) ? "yes" : "no")));`,
  );
  return `
    let top = 7;
    function show(v) { return Object.is(v, -0) ? '-0' : typeof v + ' ' + String(v); }
    function test() {
      var local = 3, captured = 2.5;
      const o = { i: 4, d: 1.25, s: "12", m(x) { return this.i * x; } };
      const a = [6, 2.5], box = { valueOf() { return captured; } };
      const f = (x) => { captured += 1; return x; };
      ${lines.join('\n')}
    }
    test();`;
}

describe('random expressions', () => {
  it('have the value that node gives them', () => {
    fc.assert(
      fc.property(fc.array(expression, { minLength: 1, maxLength: 8 }), (expressions) => {
        const source = program(expressions);
        expect(printedByToy(source, false)).to.equal(printedByNode(source));
      }),
      { numRuns: 80 },
    );
  });

  it('have it while every safepoint collects', () => {
    fc.assert(
      fc.property(fc.array(expression, { minLength: 1, maxLength: 4 }), (expressions) => {
        const source = program(expressions);
        expect(printedByToy(source, true)).to.equal(printedByNode(source));
      }),
      { numRuns: 25 },
    );
  });
});
