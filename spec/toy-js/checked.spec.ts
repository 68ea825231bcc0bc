// Guest programs in a heap that tells of each misused reference: the interpreter misuses none, and
// prints what it prints elsewhere.

import { expect } from 'chai';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterpreter, type Interpreter } from '../../examples/toy-js/interpreter.ts';
import { AddressSpace, type HeapOptions, MisuseError } from '../../src/index.ts';

const MIB = 2 ** 20;
const PROGRAMS = [
  'class-inheritance.js',
  'closures-in-loops.js',
  'destructuring-patterns.js',
  'iterator-closing.js',
  'program-dijkstra.js',
  'program-lru-and-events.js',
  'regexp-replace.js',
  'symbols.js',
];

/** Ways to open a checked heap; a collection at every safepoint is where most would be told. */
const WAYS: Readonly<Record<string, HeapOptions & { readonly stressGc?: boolean }>> = {
  'that collects at every safepoint': { stressGc: true },
  'with a nursery': { nursery: MIB / 8 },
  'where no address is used twice': { reuse: false },
};

function open(options: HeapOptions, output: (text: string) => void): Interpreter {
  const space = new AddressSpace({ reserve: 96 * MIB });
  return createInterpreter({ limit: 48 * MIB, space, output, ...options });
}

function printed(program: string, options: HeapOptions): string {
  let text = '';
  const interpreter = open(options, (more) => (text += more));
  interpreter.run(readFileSync(join(__dirname, 'programs', program), 'utf8'), program);
  interpreter.vm.heap.collect();
  interpreter.vm.heap.verify();
  interpreter.vm.dispose();
  return text;
}

describe('toy-js in a checked heap', () => {
  for (const [way, options] of Object.entries(WAYS))
    it(`${way} misuses no reference, and prints what it prints elsewhere`, () => {
      for (const program of PROGRAMS)
        expect(printed(program, { ...options, checked: true }), program).to.equal(
          printed(program, {}),
        );
    });

  it('would be told of a reference that is stale', () => {
    const { vm } = open({ checked: true }, () => undefined);
    const stale = vm.heap.bytesLayout('Stale').new(8);
    vm.heap.collect();
    expect(() => vm.heap.root(stale)).to.throw(MisuseError, 'the Stale is dead');
    vm.dispose();
  });
});
