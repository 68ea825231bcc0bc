// What of the guest's weak things depends on collections: scripts that follow one another.

import { expect } from 'chai';
import { createInterpreter } from '../../../../examples/toy-js/interpreter.ts';
import type { InterpreterOptions } from '../../../../examples/toy-js/interpreter.ts';
import { describeUncaught } from '../../../../examples/toy-js/uncaught.ts';

const MIB = 2 ** 20;

const MODES: Readonly<Record<string, Omit<InterpreterOptions, 'output'>>> = {
  'collecting when it is time': {},
  'collecting at every safepoint': { stressGc: true },
  'moving everything': { stress: { moveAll: true }, stressGc: true },
};

/** Scripts that run one after the other, with a collection of everything before each. */
class World {
  readonly printed: string[] = [];
  readonly #interpreter;

  constructor(options: Omit<InterpreterOptions, 'output'>) {
    this.#interpreter = createInterpreter({
      limit: 16 * MIB,
      ...options,
      output: (text) => this.printed.push(text.trimEnd()),
    });
  }

  /** What the scripts print, and what none of them catches. */
  print(...scripts: readonly string[]): string[] {
    for (const script of scripts) this.#run(script);
    return this.printed;
  }

  #run(script: string): void {
    const { vm } = this.#interpreter;
    vm.heap.collect();
    try {
      this.#interpreter.run(script, 'weak.js');
    } catch (error) {
      this.printed.push(`uncaught ${describeUncaught(vm, error)?.text.split('\n')[0]}`);
    }
    vm.heap.verify();
  }
}

const REGISTRY = `const registry = new FinalizationRegistry((held) => console.log('gone', held));`;

/** [what is so, the scripts, what they print]. */
const CASES: readonly (readonly [string, readonly string[], readonly string[]])[] = [
  [
    'a reference keeps its target until the job ends, and no longer',
    [`const r = new WeakRef({ a: 1 }); console.log(r.deref().a);`, `console.log(r.deref());`],
    ['1', 'undefined'],
  ],
  [
    'what a reference gave out lives until the job ends, though it is held by nothing else',
    [
      `let o = { a: 2 }; const r = new WeakRef(o);`,
      `r.deref(); o = null; for (let i = 0; i < 50; i++) [i]; console.log(r.deref().a);`,
      `console.log(r.deref());`,
    ],
    ['2', 'undefined'],
  ],
  [
    'a reference to a symbol ends with it',
    [`const r = new WeakRef(Symbol('s'));`, `console.log(r.deref());`],
    ['undefined'],
  ],
  [
    'a registry tells after the script, and never inside of it',
    [
      `${REGISTRY} registry.register({}, 'first');`,
      `console.log('begins'); for (let i = 0; i < 50; i++) [i]; console.log('ends');`,
      `console.log('later');`,
    ],
    ['begins', 'ends', 'gone first', 'later'],
  ],
  [
    'a registration that was taken back is not told',
    [
      `${REGISTRY} const token = {}; registry.register({}, 1, token); registry.register({}, 2);`,
      `console.log(registry.unregister(token), registry.unregister(token));`,
    ],
    ['true false', 'gone 2'],
  ],
  [
    'one that was told is gone from its token, and the others of the token are not',
    [
      `${REGISTRY} const token = {}, kept = {};
       registry.register({}, 1, token); registry.register(kept, 2, token);
       registry.register({}, 3, token);`,
      ``,
      `console.log(registry.unregister(token), registry.unregister(token));`,
    ],
    ['gone 1', 'gone 3', 'true false'],
  ],
  [
    'a callback may take back what is due, and register anew',
    [
      `const token = {}; let left = 2;
       const registry = new FinalizationRegistry((held) => {
         console.log(held, registry.unregister(token));
         if (left-- > 0) registry.register({}, 'again');
       });
       registry.register({}, 'a', token); registry.register({}, 'b', token);`,
      ``,
      ``,
    ],
    ['a true', 'again false'],
  ],
  [
    'what is held lives, and is given to the callback',
    [
      `const registry = new FinalizationRegistry((held) => console.log(held));
       registry.register({}, { deep: [1, 2] });`,
      ``,
    ],
    ['{ deep: [ 1, 2 ] }'],
  ],
  [
    'a callback that throws ends the run, and the rest is told after the next',
    [
      `const registry = new FinalizationRegistry((held) => { throw new Error(held); });
       registry.register({}, 'x'); registry.register({}, 'y');`,
      ``,
      ``,
    ],
    ['uncaught Error: x', 'uncaught Error: y'],
  ],
  [
    'an entry of a weak map keeps neither its key nor, once that is dead, its value',
    [
      `const map = new WeakMap(); let key = {}; const refs = [];
       (() => { const value = { key }; map.set(key, value); refs.push(new WeakRef(value)); })();`,
      `console.log(map.get(key) === refs[0].deref());`,
      `key = null;`,
      `console.log(refs[0].deref());`,
    ],
    ['true', 'undefined'],
  ],
  [
    'a weak set keeps none of its objects',
    [
      `const set = new WeakSet(); const r = new WeakRef({}); set.add(r.deref());`,
      `console.log(r.deref());`,
    ],
    ['undefined'],
  ],
];

for (const [mode, options] of Object.entries(MODES)) {
  describe(`the guest's weak things, ${mode}`, () => {
    for (const [what, scripts, expected] of CASES) {
      it(what, () => {
        expect(new World(options).print(...scripts)).to.deep.equal(expected);
      });
    }
  });
}
