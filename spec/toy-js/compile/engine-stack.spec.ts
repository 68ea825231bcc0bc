import { expect } from 'chai';
import { NESTING_LIMIT } from '../../../examples/toy-js/front/analyze.ts';
import { GuestSyntaxError } from '../../../examples/toy-js/front/syntax-error.ts';
import { createInterpreter } from '../../../examples/toy-js/interpreter.ts';
import type { Interpreter } from '../../../examples/toy-js/interpreter.ts';
import { engineLimit } from '../../../examples/toy-js/host-errors.ts';
import { AddressSpace } from '../../../src/index.ts';
import { DEEP_SOURCES } from '../support/deep-sources.ts';
import { onDeepStack } from '../support/host-stack.ts';

const MIB = 2 ** 20;
/** Parts of the engine's stack that are used up before a script is run. */
const PARTS = [0, 0.5, 0.7, 0.8, 0.85, 0.9];
/** With less than a tenth of it left, the interpreter itself may not be able to begin. */
const NEARLY_ALL = [0.92, 0.94, 0.96, 0.97, 0.98, 0.985, 0.99, 0.995, 1];

type Outcome = 'ran' | 'syntax error' | 'engine stack';

function outcomeOf(run: () => void): Outcome {
  try {
    run();
    return 'ran';
  } catch (e) {
    if (e instanceof GuestSyntaxError) {
      expect(e.message).to.match(/nesting too deep|Unexp|Exp/);
      return 'syntax error';
    }
    if (engineLimit(e) !== 'stack') throw e;
    return 'engine stack';
  }
}

describe('a script that meets the end of the engine’s stack', () => {
  const printed: string[] = [];
  let interpreter: Interpreter;
  before(() => {
    interpreter = createInterpreter({
      limit: 8 * MIB,
      space: new AddressSpace({ reserve: 64 * MIB }),
      output: (text) => printed.push(text.trimEnd()),
    });
  });
  after(() => interpreter.vm.dispose());

  function printedBy(source: string): string[] {
    printed.length = 0;
    interpreter.run(source, 'next.js');
    return printed.slice();
  }

  for (const [what, make] of DEEP_SOURCES) {
    // As part of a function that nobody calls: what is tried is compiling, not running.
    const source = (n: number): string => `function unused() { ${make(n)} }`;

    it(`is refused, or runs, whatever stack there is: ${what}`, () => {
      for (const part of PARTS) {
        for (const n of [100, NESTING_LIMIT - 50, NESTING_LIMIT + 200]) {
          const outcome = outcomeOf(() =>
            onDeepStack(part, () => interpreter.run(source(n), 'deep.js')),
          );
          expect(outcome, `${n} deep with ${part} of the stack gone`).not.to.equal('engine stack');
        }
      }
      expect(printedBy('print(1 + 1)')).to.deep.equal(['2']);
    });
  }

  it('leaves no name of its own behind when it was refused, and all of them when it ran', () => {
    const deep = `[${'['.repeat(300)}${']'.repeat(300)}]`;
    const seen = new Set<Outcome>();
    [...PARTS, ...NEARLY_ALL].forEach((part, i) => {
      const source = `var v${i} = 1; let l${i} = 2; function f${i}() { return ${deep}; }`;
      const outcome = outcomeOf(() => onDeepStack(part, () => interpreter.run(source, 'deep.js')));
      seen.add(outcome);
      const kinds = printedBy(
        `print(typeof v${i}, typeof f${i}, 'v${i}' in globalThis, 'f${i}' in globalThis)`,
      );
      if (outcome === 'ran') expect(kinds).to.deep.equal(['number function true true']);
      if (outcome === 'syntax error') {
        expect(kinds).to.deep.equal(['undefined undefined false false']);
        expect(
          printedBy(`let v${i} = 5; var l${i} = 6; print(v${i}, globalThis.l${i})`),
        ).to.deep.equal(['5 6']);
      }
    });
    expect([...seen]).to.include.members(['ran', 'syntax error']);
  });

  it('takes no memory with it when it was refused', () => {
    const { vm } = interpreter;
    const long = 'x'.repeat(MIB);
    const before = vm.tables.mark();
    vm.heap.collect();
    const { used } = vm.heap.stats();
    for (let i = 0; i < 20; i++) {
      const source = `var s = '${i}${long}'; ${'!'.repeat(900)}s`;
      const outcome = outcomeOf(() => onDeepStack(0.85, () => interpreter.run(source, 'deep.js')));
      expect(outcome).to.equal('syntax error');
    }
    expect(vm.tables.mark()).to.deep.equal(before);
    vm.heap.collect();
    expect(vm.heap.stats().used).to.be.at.most(used);
  });
});
