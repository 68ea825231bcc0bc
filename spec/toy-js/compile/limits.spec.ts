import { expect } from 'chai';
import { createInterpreter } from '../../../examples/toy-js/interpreter.ts';
import type { Interpreter } from '../../../examples/toy-js/interpreter.ts';
import { FuelError } from '../../../examples/toy-js/runtime/machine/faults.ts';
import { GuestSyntaxError } from '../../../examples/toy-js/front/syntax-error.ts';
import { describeUncaught } from '../../../examples/toy-js/uncaught.ts';
import { AddressSpace } from '../../../src/index.ts';

const MIB = 2 ** 20;

interface Opened {
  readonly interpreter: Interpreter;
  readonly printed: string[];
}

function open(options: { fuel?: number; limit?: number; stressGc?: boolean } = {}): Opened {
  const printed: string[] = [];
  const interpreter = createInterpreter({
    limit: 8 * MIB,
    space: new AddressSpace({ reserve: 64 * MIB }),
    output: (text) => printed.push(text.trimEnd()),
    ...options,
  });
  return { interpreter, printed };
}

/** The report of what the script threw. */
function uncaught({ interpreter }: Opened, source: string): string {
  try {
    interpreter.run(source, 'spec.js');
  } catch (e) {
    const described = describeUncaught(interpreter.vm, e);
    if (described !== undefined) return described.text;
    throw e;
  }
  throw new Error('nothing was thrown');
}

describe('an interpreter', () => {
  const ENDLESS = [
    'while (true);',
    'for (;;) {}',
    'do {} while (1);',
    'for (let i = 0; ; i++) continue;',
    'a: for (;;) { for (;;) continue a; }',
    'function f() { f(); } for (;;) try { f(); } catch {}',
    'for (;;) { try { throw 1; } catch {} finally {} }',
    'while (true) { try { while (true); } finally { continue; } }',
    'const it = { [Symbol.iterator]() { return this; }, next() { return {}; } }; for (const x of it);',
    'const it = { [Symbol.iterator]() { return this; }, next() { return {}; } }; const [...r] = it;',
  ];
  for (const source of ENDLESS) {
    it(`stops when the fuel is used up, whatever the guest catches: ${source}`, () => {
      const { interpreter } = open({ fuel: 20_000 });
      expect(() => interpreter.run(source, 'spec.js')).to.throw(FuelError);
    });
  }

  it('runs another script after one that failed', () => {
    const opened = open();
    const { interpreter, printed } = opened;
    expect(() => interpreter.run('let = ;', 'a.js')).to.throw(GuestSyntaxError);
    expect(uncaught(opened, 'function f() { throw new Error("x"); } f();')).to.match(/^Error: x/);
    interpreter.run(
      'print(typeof f); var v = 1; let l = 2; function g() { return v + l; }',
      'b.js',
    );
    interpreter.run('print(v, l, g()); v = 5; print(g(), globalThis.v);', 'c.js');
    expect(printed).to.deep.equal(['function', '1 2 3', '7 5']);
  });

  it('gives a guest stack that names functions, lines and columns', () => {
    const text = uncaught(open(), 'function inner() {\n  throw new Error("x");\n}\n\n  inner();\n');
    expect(text.split('\n')).to.deep.equal([
      'Error: x',
      '    at inner (spec.js:2:9)',
      '    at spec.js:5:3',
    ]);
  });

  it('turns endless recursion into a RangeError that the guest can catch', () => {
    const { interpreter, printed } = open();
    interpreter.run(
      `let n = 0;
       function f() { n++; return f() + 1; }
       for (let i = 0; i < 3; i++) try { f(); } catch (e) { print(e instanceof RangeError); }
       print(n > 300);`,
      'spec.js',
    );
    expect(printed).to.deep.equal(['true', 'true', 'true', 'true']);
  });

  it('lets the guest go on after it ran out of memory', () => {
    const { interpreter, printed } = open({ limit: 2 * MIB });
    interpreter.run(
      `for (let i = 0; i < 3; i++) {
         try { const a = []; for (;;) a.push({ a }); } catch (e) { print(String(e)); }
       }
       try { let s = 'x'; for (;;) s += s + s.length; } catch (e) { print(e.name); }
       print([1, 2, 3].map((x) => x * 2).join());`,
      'spec.js',
    );
    expect(printed.slice(0, 3)).to.deep.equal(Array(3).fill('RangeError: out of memory'));
    expect(printed.slice(3)).to.deep.equal(['RangeError', '2,4,6']);
  });

  it('keeps what closures, temporaries and environments hold, and nothing else', () => {
    const { interpreter, printed } = open({ limit: 4 * MIB });
    interpreter.run(
      `function make(n) { const big = new Array(1000).fill(n); return () => big[0]; }
       let keep = [];
       for (let i = 0; i < 3000; i++) { const f = make(i); if (i % 500 === 0) keep.push(f); }
       print(keep.map((f) => f()));`,
      'spec.js',
    );
    expect(printed).to.deep.equal(['0,500,1000,1500,2000,2500']);
  });
});
