import { expect } from 'chai';
import { createInterpreter } from '../../../../examples/toy-js/interpreter.ts';
import type { Interpreter } from '../../../../examples/toy-js/interpreter.ts';
import { describeUncaught } from '../../../../examples/toy-js/uncaught.ts';
import { AddressSpace } from '../../../../src/index.ts';

const MIB = 2 ** 20;

function open(limit: number, printed: string[]): Interpreter {
  return createInterpreter({
    limit,
    space: new AddressSpace({ reserve: 128 * MIB }),
    output: (text) => printed.push(text.trimEnd()),
  });
}

/** What a script prints in a heap of `limit` bytes; the text of what it did not catch. */
function printedIn(limit: number, source: string): string[] {
  const printed: string[] = [];
  const interpreter = open(limit, printed);
  try {
    interpreter.run(source, 'spec.js');
  } catch (e) {
    printed.push(`uncaught ${describeUncaught(interpreter.vm, e)?.text.split('\n')[0]}`);
  }
  interpreter.vm.dispose();
  return printed;
}

/** What fills the heap: `hold` is all that must be dropped. */
const HOARDS: Readonly<Record<string, string>> = {
  'small arrays': 'hold = []; for (;;) hold.push([1, 2, 3]);',
  'objects in a list': 'for (;;) hold = { next: hold, i: 1.5 };',
  closures: 'for (;;) { const inner = hold; hold = () => inner; }',
  'boxed numbers': 'hold = []; for (let x = 0.5; ; x++) hold.push(x);',
  'long strings': 'hold = []; for (let i = 0; ; i++) hold.push("x".repeat(1000) + i);',
  'a string that doubles': 'hold = "ab"; for (;;) hold += hold + hold.length;',
  'properties of one object': 'hold = {}; for (let i = 0; ; i++) hold["key" + i] = {};',
  'a map': 'hold = new Map(); for (let i = 0; ; i++) hold.set("k" + i, [i]);',
  'a set of objects': 'hold = new Set(); for (;;) hold.add({});',
  'large arrays': 'hold = []; for (;;) hold.push(new Array(5000).fill(7));',
  'what a builtin makes':
    'hold = []; for (;;) hold.push(Array.from({ length: 500 }, (_, i) => [i]));',
  'parsed JSON': 'hold = []; for (;;) hold.push(JSON.parse(\'[{"a":[1,2]},{"b":{"c":null}}]\'));',
};

/** The others are dropped in one place only. */
const EVERYWHERE = new Set(['small arrays', 'objects in a list', 'closures', 'parsed JSON']);

/** A straight line of code, without a loop or a call of the guest's: it takes some 8 KB. */
const LINE = Array.from({ length: 60 }, (_, i) => `go.push({ a: [${i}], b: { c: "${i}" + go } });`);
const GO_ON = `go = []; ${LINE.join(' ')} print(go.length);`;

/** Where the hoard is dropped. `FILL` fills the heap; `GO` goes on, and must print 60. */
const PLACES: Readonly<Record<string, string>> = {
  'in the handler': 'try { FILL } catch (e) { hold = null; } GO',
  'in the handler, which allocates first':
    'try { FILL } catch (e) { var t = [String(e), e.stack, { e }].map((x) => [x]); hold = null; } GO',
  'after the handler': 'try { FILL } catch (e) {} hold = null; GO',
  'in a finally block': 'try { try { FILL } finally { hold = null; GO } } catch (e) {}',
  'by the outer handler':
    'try { try { FILL } catch (e) { throw e; } } catch (e) { hold = null; } GO',
  'in a function': 'function f() { try { FILL } catch (e) { hold = null; } GO } f();',
  'after the handler of a function':
    'function f() { try { FILL } catch (e) {} hold = null; GO } f();',
  'by the caller of the function that caught it':
    'function f() { try { FILL } catch (e) { return; } } function g() { f(); hold = null; GO } g();',
  'at the end of a block': '{ let hold; try { FILL } catch (e) {} } GO',
  'at the end of a function': 'function f() { let hold; try { FILL } catch (e) {} } f(); GO',
  'after it was caught many times':
    'for (let n = 0; n < 6; n++) { try { FILL2 } catch (e) {} } hold = null; GO',
};

describe('a guest that ran out of memory', function () {
  this.timeout(120000);

  Object.entries(PLACES).forEach(([place, program], i) => {
    const hoards = Object.entries(HOARDS).filter(([what]) => i === 0 || EVERYWHERE.has(what));
    for (const [what, fill] of hoards) {
      it(`goes on when it drops ${what} ${place}`, () => {
        // Filled anew, without a drop in between.
        const again = fill.replace(/^hold = [^;]*;/, 'hold ??= $&'.replace('$&', initial(fill)));
        const source = program.replace('FILL2', again).replace('FILL', fill).replace('GO', GO_ON);
        expect(printedIn(2 * MIB, `var hold, go; ${source}`)).to.deep.equal(['60']);
      });
    }
  });

  it('goes on in heaps of every size', () => {
    for (const limit of [1, 1.5, 2, 3, 8]) {
      const source = `var hold = []; try { for (;;) hold.push([1, 2, 3]); } catch (e) { hold = null; }
        var b = []; for (var i = 0; i < 1000; i++) b.push({ i: i }); print(b.length);`;
      expect(printedIn(limit * MIB, source), `${limit} MiB`).to.deep.equal(['1000']);
    }
  });

  it('is told so at once where nothing was dropped, at a bounded cost', () => {
    const printed: string[] = [];
    const interpreter = open(4 * MIB, printed);
    const { heap } = interpreter.vm;
    interpreter.run(
      `var hold = [], times = 0;
       while (times < 60) try { for (;;) hold.push({}); } catch (e) { times++; }
       print(times);`,
      'spec.js',
    );
    expect(printed).to.deep.equal(['60']);
    expect(heap.stats().collections).to.be.at.most(60 * 12 + 100);
    expect(heap.stats().peakCommitted).to.be.at.most(4 * MIB);
    interpreter.vm.dispose();
  });
});

function initial(fill: string): string {
  return /^hold = ([^;]*);/.exec(fill)?.[1] + ';';
}

describe('a long straight line of code', function () {
  this.timeout(120000);
  /** Some 100 bytes of garbage each, 9,000 of them in a heap of 1 MiB. */
  const garbage = (separator: string): string =>
    Array.from({ length: 9_000 }, (_, i) => `x = [[1, 2, 3, ${i % 10}], {}]`).join(separator);
  const LINES: Readonly<Record<string, string>> = {
    'of a script': garbage(';'),
    'of a function': `function f() { ${garbage(';')} } f()`,
    'of a block': `if (true) { ${garbage(';')} }`,
    'of a case': `switch (1) { case 1: ${garbage(';')} }`,
    'of a sequence': garbage(','),
    'of declarations': `var y = 1, ${garbage(',')}`,
    'of elements': `[${garbage(',').replaceAll('x = ', '0, !(x = ').replaceAll('{}]', '{}])')}]`,
    'of members': `({ ${garbage(',').replaceAll('x = ', 'get a() { return 1; }, a: x = ')} })`,
  };
  for (const [what, source] of Object.entries(LINES)) {
    it(`has safepoints: ${what}`, () => {
      expect(printedIn(MIB, `var x; ${source}; print('done')`)).to.deep.equal(['done']);
    });
  }
});
