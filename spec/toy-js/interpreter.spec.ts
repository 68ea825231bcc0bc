import { expect } from 'chai';
import { GuestSyntaxError } from '../../examples/toy-js/front/syntax-error.ts';
import { engineLimit } from '../../examples/toy-js/host-errors.ts';
import { createInterpreter } from '../../examples/toy-js/interpreter.ts';
import type { Interpreter } from '../../examples/toy-js/interpreter.ts';
import { FuelError } from '../../examples/toy-js/runtime/machine/faults.ts';
import { describeUncaught } from '../../examples/toy-js/uncaught.ts';
import { AddressSpace, type StressOptions } from '../../src/index.ts';
import { onDeepStack } from './support/host-stack.ts';

const MIB = 2 ** 20;

class World {
  readonly printed: string[] = [];
  readonly interpreter: Interpreter;

  constructor(limit = 2 * MIB) {
    this.interpreter = createInterpreter({
      limit,
      fuel: 1_000_000,
      space: new AddressSpace({ reserve: 48 * MIB }),
      output: (text) => this.printed.push(text.trimEnd()),
    });
  }

  /** What became of a script, in a word. */
  endOf(source: string): string {
    try {
      this.interpreter.run(source, 'spec.js');
      return 'ran';
    } catch (e) {
      if (e instanceof GuestSyntaxError) return 'syntax error';
      if (e instanceof FuelError) return 'fuel';
      const uncaught = describeUncaught(this.interpreter.vm, e);
      if (uncaught?.outOfMemory) return 'memory';
      if (engineLimit(e) === 'stack') return 'engine stack';
      return uncaught?.text.split('\n')[0] ?? String(e);
    }
  }

  printedBy(source: string): string[] {
    this.printed.length = 0;
    this.interpreter.run(source, 'plain.js');
    return this.printed.slice();
  }
}

/** How a script may end: [what it is, the script, its end]. */
const ENDS: readonly (readonly [string, string, string])[] = [
  ['uses up memory', '(() => { const a = []; for (;;) a.push([1, 2, 3]); })()', 'memory'],
  ['uses up fuel', 'for (;;);', 'fuel'],
  [
    'overflows',
    'function f() { return f() + 1; } f();',
    'RangeError: Maximum call stack size exceeded',
  ],
  ['is no script', 'let = ;', 'syntax error'],
  ['keeps what used up memory', 'hoard = []; for (;;) hoard.push([1, 2, 3]);', 'memory'],
  ['asks for too large a string', 'x = "x".repeat(1e7);', 'memory'],
  ['asks for too large an array', 'new Array(1e7).fill(0);', 'memory'],
  ['uses up fuel in a builtin', '[2, 1].sort(() => { for (;;); });', 'fuel'],
  [
    'uses up fuel in a handler',
    'try { throw 1; } catch { for (;;); } finally { for (;;); }',
    'fuel',
  ],
  ['throws', 'function g() { throw new TypeError("x"); } [1].map(g);', 'TypeError: x'],
  ['catches that memory is out', 'try { const a = []; for (;;) a.push({}); } catch {}', 'ran'],
];

/** Something of everything: it allocates, calls, throws, catches and prints. */
const PLAIN = `{
  const list = []; for (let i = 0; i < 300; i++) list.push({ i, text: 'n' + i });
  const depth = (n) => (n === 0 ? 0 : 1 + depth(n - 1));
  let caught; try { null.x; } catch (e) { caught = e.name; }
  print(list.map(({ i }) => i).reduce((a, b) => a + b), depth(50), caught, typeof hoard);
}`;

function permutations<Item>(items: readonly Item[]): Item[][] {
  if (items.length < 2) return [items.slice()];
  return items.flatMap((item, i) =>
    permutations(items.filter((_, j) => j !== i)).map((rest) => [item, ...rest]),
  );
}

describe('an interpreter that has run a script', function () {
  this.timeout(120000);

  for (const [what, source, end] of ENDS) {
    it(`runs another one after a script that ${what}, and again`, () => {
      const world = new World();
      const kept = what.startsWith('keeps') ? 'object' : 'undefined';
      for (let round = 0; round < 3; round++) {
        expect(world.endOf(source)).to.equal(end);
        expect(world.printedBy(PLAIN)).to.deep.equal([`44850 50 TypeError ${kept}`]);
      }
      world.interpreter.vm.heap.verify();
      world.interpreter.vm.dispose();
    });
  }

  it('runs another one after any of them, in every order', () => {
    for (const order of permutations(ENDS.slice(0, 4))) {
      const world = new World();
      for (const [what, source, end] of order) {
        expect(world.endOf(source), what).to.equal(end);
        expect(world.printedBy(PLAIN), what).to.deep.equal(['44850 50 TypeError undefined']);
      }
      world.interpreter.vm.heap.verify();
      world.interpreter.vm.dispose();
    }
  });

  it('runs another one after any pair of them', () => {
    const world = new World();
    for (const [first, a, endOfA] of ENDS) {
      for (const [second, b, endOfB] of ENDS) {
        expect(world.endOf(a), first).to.equal(endOfA);
        expect(world.endOf(b), `${first}, then ${second}`).to.equal(endOfB);
        expect(world.printedBy(PLAIN), `${first}, then ${second}`).to.have.length(1);
        world.interpreter.run('hoard = undefined', 'drop.js');
      }
    }
    world.interpreter.vm.heap.verify();
    world.interpreter.vm.dispose();
  });

  it('gives each script fuel of its own', () => {
    const world = new World();
    const most = 'for (let i = 0; i < 700000; i++);';
    for (let i = 0; i < 4; i++) expect(world.endOf(most)).to.equal('ran');
    expect(world.endOf(`${most} ${most}`)).to.equal('fuel');
    expect(world.endOf(most)).to.equal('ran');
    world.interpreter.vm.dispose();
  });

  it('lets a later script drop what an earlier one filled the heap with', () => {
    const world = new World();
    for (let i = 0; i < 3; i++) {
      expect(world.endOf('var hoard = []; for (;;) hoard.push([1, 2, 3]);')).to.equal('memory');
      expect(world.printedBy('hoard = null; print("dropped")')).to.deep.equal(['dropped']);
      const { heap } = world.interpreter.vm;
      heap.collect();
      expect(heap.stats().used).to.be.below(MIB);
    }
    world.interpreter.vm.dispose();
  });

  it('makes room before it gives up on a script that is large', () => {
    const world = new World();
    world.interpreter.run('var old = "y".repeat(1.2e6); old = null', 'spec.js');
    const long = 'x'.repeat(1.2e6);
    expect(world.printedBy(`print('${long}'.length)`)).to.deep.equal(['1200000']);
    world.interpreter.vm.dispose();
  });

  it('runs a script within a script, as a part of it', () => {
    const printed: string[] = [];
    const interpreter: Interpreter = createInterpreter({
      limit: 2 * MIB,
      fuel: 100_000,
      space: new AddressSpace({ reserve: 48 * MIB }),
      output: (text) => {
        printed.push(text.trimEnd());
        if (text.startsWith('run ')) interpreter.run(text.slice(4), 'inner.js');
      },
    });
    interpreter.run(
      `const o = { a: [1] };
       try { print('run const p = 2; throw [p]'); } catch (e) { print(e, o.a); }
       print('run print(p)');`,
      'outer.js',
    );
    expect(printed.slice(1)).to.deep.equal(['2 1', 'run print(p)', '2']);
    expect(() => interpreter.run('print("run for (;;);")', 'outer.js')).to.throw(FuelError);
    interpreter.run('print(p + 1)', 'next.js');
    expect(printed.at(-1)).to.equal('3');
    interpreter.vm.dispose();
  });
});

describe('an interpreter on the last of the engine’s stack', function () {
  this.timeout(120000);
  const SCRIPTS = [
    `x = []; for (let i = 0; i < 200; i++) x.push({ ['p' + i]: i });`,
    `x = {}; for (let i = 0; i < 300; i++) x['key' + i] = { i };`,
    `x = new Map(); for (let i = 0; i < 200; i++) x.set('k' + i, new Set([i])); x.forEach((v) => v);`,
    `x = JSON.parse(JSON.stringify([1, { a: [2, { b: 'c' }] }, 'text']));`,
    `x = 'abc'.repeat(2000).split('b').join('-').replace(/a/g, (m) => m + 1).length;`,
    `class A { constructor() { this.a = 1; } m() { return [this.a]; } } class B extends A { n() { return super.m(); } } x = new B().n();`,
    `x = [3, 1, 2].sort((a, b) => a - b).map(String).concat([[1, [2]]].flat(2));`,
    `x = (function f(n) { try { return n === 0 ? [] : [f(n - 1)]; } finally { x = n; } })(100);`,
    `String.prototype.extra = 1; x = ''.extra; delete String.prototype.extra; Object.freeze({ a: 1 });`,
    `print(String(new Error('e').stack).length > 0, new Date(0).toISOString(), 1.5.toFixed(2));`,
  ];

  for (const source of SCRIPTS) {
    it(`is left in order wherever it ends: ${source.slice(0, 60)}…`, () => {
      const world = new World();
      world.interpreter.run(`function job() { ${source} }`, 'job.js');
      const ends = new Set<string>();
      for (let k = 0; k < 12; k++) {
        const part = k === 0 ? 0 : 0.88 + k / 100;
        // Compiling takes more of the stack than running does: each is to meet its end.
        const run = k % 2 === 0 ? `{ ${source} } var v${k} = 'v';` : 'job()';
        ends.add(onDeepStackOr(part, () => world.endOf(run)));
        world.interpreter.vm.heap.verify();
        expect(world.printedBy(PLAIN), `${part} of the stack`).to.deep.equal([
          '44850 50 TypeError undefined',
        ]);
      }
      expect(world.printedBy(`{ ${SCRIPTS.join(' } { ')} }`)).to.have.length(1);
      expect([...ends]).to.include.members(['ran', 'syntax error']);
      world.interpreter.vm.dispose();
    });
  }
});

/** 'engine stack' where `body` itself cannot be called. */
function onDeepStackOr(part: number, body: () => string): string {
  try {
    return onDeepStack(part, body);
  } catch (e) {
    if (engineLimit(e) !== 'stack') throw e;
    return 'engine stack';
  }
}

describe('an interpreter whose heap is under stress', () => {
  const source = `var a = [];
    for (var i = 0; i < 200; i++) a.push({ name: 'n' + i, next: a[i - 1] });
    print(a.map(function (o) { return o.name + (o.next ? o.next.name : '-'); }).join());`;
  const printed = (stress: StressOptions): { text: string; collections: number } => {
    let text = '';
    const interpreter = createInterpreter({
      limit: 8 * MIB,
      space: new AddressSpace({ reserve: 48 * MIB }),
      output: (chunk) => (text += chunk),
      stress,
    });
    interpreter.run(source, 'spec.js');
    const { collections } = interpreter.vm.heap.stats();
    interpreter.vm.dispose();
    return { text, collections };
  };

  it('collects at each safepoint that stress counts, and prints what it prints without', () => {
    const plain = printed({});
    expect(plain.collections).to.equal(0);
    const once = printed({ collectEvery: 1, moveAll: true, poison: true, verify: true });
    const third = printed({ collectEvery: 3 });
    expect([once.text, third.text]).to.deep.equal([plain.text, plain.text]);
    expect(third.collections).to.be.above(60);
    // Some are due by themselves, at the start and at the end.
    expect(once.collections / third.collections).to.be.closeTo(3, 0.1);
  });
});
