import { expect } from 'chai';
import { createInterpreter } from '../../../../examples/toy-js/interpreter.ts';
import { FuelError } from '../../../../examples/toy-js/runtime/machine/faults.ts';

/**
 * Arrays that are nearly all holes, where node would walk billions of them: what a program
 * prints, and that it ends at all with little fuel.
 */
const PROGRAMS: readonly (readonly [source: string, printed: string])[] = [
  [
    `var a = []; a[4294967294] = 1; print(a.length, a.indexOf(1), a.lastIndexOf(1), a.includes(1))`,
    '4294967295 4294967294 4294967294 true',
  ],
  [`var a = []; a[1e9] = 'x'; a[5] = 'y'; a.sort(); print(a[0], a[1], a.length)`, 'x y 1000000001'],
  [
    `var a = [], n = 0; a[1e8] = 'x'; a.forEach(() => n++); print(n, a.map((x) => x + x)[1e8], a.filter(() => true))`,
    '1 xx x',
  ],
  [`var a = []; a[1e9] = 'x'; print(a.slice(999999999, 1000000001).length)`, '2'],
  [
    `var a = [1]; a[1e9] = 'x'; a.reverse(); print(a[0], a[1e9], Object.keys(a))`,
    'x 1 0,1000000000',
  ],
  [`var a = []; a[1e9] = 'x'; a.shift(); print(a.length, a[999999999])`, '1000000000 x'],
  [`var a = []; a[1e9] = 'x'; a.splice(1, 1); print(a.length, a[999999999])`, '1000000000 x'],
  [`var a = []; a[1e9] = 2; print(a.reduce((x, y) => x + y, 1), a.some((x) => x === 2))`, '3 true'],
  [`print([1].concat(new Array(4e9))[0], new Array(4294967295).includes(undefined))`, '1 true'],
  [
    `print(Object.keys(new Array(4294967295)).length, [...Object.entries(new Array(1e9))].length)`,
    '0 0',
  ],
];

/** What ends with an error instead of going on for hours or filling the host's memory. */
const REFUSED: readonly (readonly [source: string, message: RegExp])[] = [
  [`new Array(4294967295).join('ab')`, /Invalid string length/],
  [`new Array(4294967295).fill(0)`, /out of memory/],
  [`'x'.repeat(2 ** 30)`, /Invalid string length/],
  [`'x'.repeat(2 ** 28)`, /out of memory/],
  [`'x'.padStart(2 ** 29)`, /Invalid string length/],
  [`'ab'.repeat(2 ** 20).split('').concat('x'.repeat(2 ** 21).split(''))`, /out of memory/],
  [`new Array(2 ** 22).toSorted()`, /out of memory/],
  [
    `JSON.stringify((function f(n) { return n ? [f(n - 1)] : []; })(500), null, 10).repeat(999)`,
    /Invalid string length/,
  ],
  [`String.fromCharCode.apply(null, new Array(1e8))`, /call stack/],
  [`var a = []; a[0] = a; a.flat(Infinity)`, /call stack/],
  [`[].concat.apply([], [new Array(4294967295), [1]])`, /Invalid array length/],
];

function run(source: string, fuel = 1e6): string {
  let text = '';
  const options = { limit: 16 << 20, fuel, output: (piece: string) => (text += piece) };
  createInterpreter(options).run(source, 'sparse.js');
  return text.trimEnd();
}

describe('what is huge only by its numbers', () => {
  for (const [source, printed] of PROGRAMS) {
    it(`is quick: ${source}`, () => expect(run(source)).to.equal(printed));
  }

  for (const [source, message] of REFUSED) {
    it(`is refused: ${source}`, () => {
      expect(
        run(`try { ${source}; print('done') } catch (e) { print(e.name, e.message) }`, 1e8),
      ).to.match(message);
    });
  }

  const ENDLESS = [
    'Array.prototype[3] = 1; new Array(4294967295).indexOf(2)',
    'var a = []; a.length = 4294967295; a.toSorted()',
    'var a = []; a.length = 4294967295; a.toReversed()',
    'var a = []; a.length = 4294967295; a.find(() => false)',
    'for (;;) "x".repeat(1e6)',
    'var a = []; for (var i = 0; i < 50; i++) a = [a, a]; String(a)',
    'var a = []; for (var i = 0; i < 50; i++) a = [a, a]; a.flat(Infinity)',
    'var a = []; for (var i = 0; i < 50; i++) a = [a, a]; JSON.stringify(a)',
    'var s = "a".repeat(1e6); for (;;) (s + s).indexOf("b")',
    'var s = "a".repeat(1e6); s.indexOf("a".repeat(5e5) + "b")',
    'var f = Math.max; for (var i = 0; i < 1e5; i++) f = f.bind(); for (;;) f()',
    'var f = function () {}; for (var i = 0; i < 1e5; i++) f = f.bind(); new f()',
    'var o = {}; for (var i = 0; i < 1e4; i++) o = Object.create(o); for (;;) o["x"]',
    'var m = new Map([[1, 1]]); for (;;) new Map(m)',
    'for (;;) Array(1e5)',
    'var a = Array(1e5).fill(0); for (;;) a.slice()',
    'var a = Array(1e5).fill(0); for (;;) a.shift()',
    'var a = Array(1e5).fill(0); for (;;) a.sort()',
    'for (;;) console.log("x".repeat(1e5))',
  ];
  for (const source of ENDLESS) {
    it(`ends with the fuel where there is much to do: ${source}`, () => {
      expect(() => run(source)).to.throw(FuelError);
    });
  }
});
