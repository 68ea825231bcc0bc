import { expect } from 'chai';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { format } from 'node:util';
import { createContext, runInContext } from 'node:vm';
import { createInterpreter, type Interpreter } from '../../examples/toy-js/interpreter.ts';
import { AddressSpace, type HeapOptions } from '../../src/index.ts';
import { NodeAnswers } from './support/node-answers.ts';

const PROGRAMS = join(__dirname, 'programs');
const KIB = 2 ** 10;
const MIB = 2 ** 20;

interface Mode extends HeapOptions {
  readonly name: string;
  readonly stressGc?: boolean;
  /** Whether the heap is verified before each collection that is due. */
  readonly verifies?: boolean;
}

const MODES: readonly Mode[] = [
  { name: 'normal', limit: 16 * MIB },
  { name: 'stress', limit: 16 * MIB, stressGc: true },
  { name: 'young', limit: 16 * MIB, nursery: 128 * KIB, verifies: true, marks: 'side' },
  { name: 'never', limit: 192 * MIB, collect: 'never' },
];

/** What node prints for a program: the truth that the interpreter is held to. */
function printedByNode(source: string, file: string): string {
  let printed = '';
  const log = (...values: unknown[]): void => {
    printed += `${format(...values)}\n`;
  };
  const print = (...values: unknown[]): void => {
    printed += `${values.map(String).join(' ')}\n`;
  };
  runInContext(source, createContext({ print, console: { log } }), { filename: file });
  return printed;
}

const answers = new NodeAnswers('programs');

/** A program that shows how values are laid out says so. */
function answerTo(source: string, file: string): string {
  return source.startsWith('// layout:')
    ? answers.ofLayout(file, () => printedByNode(source, file))
    : answers.ofValue(file, printedByNode(source, file));
}

/** Collections that are due, to one before which the heap is verified. */
const VERIFIED_ONE_IN = 16;

/** A slot that was stored past the write barrier is found before it does harm. */
function verifyAtSafepoints(vm: Interpreter['vm']): void {
  const safepoint = vm.pressure.safepoint.bind(vm.pressure);
  let due = 0;
  vm.pressure.safepoint = () => {
    if (vm.heap.collectionDue && due++ % VERIFIED_ONE_IN === 0) vm.heap.verify();
    safepoint();
  };
}

function printedByToy(source: string, file: string, mode: Mode): string {
  let printed = '';
  const { verifies = false, ...options } = mode;
  const interpreter = createInterpreter({
    ...options,
    space: new AddressSpace({ reserve: mode.limit! + 64 * MIB }),
    output: (text) => {
      printed += text;
    },
  });
  if (verifies) verifyAtSafepoints(interpreter.vm);
  interpreter.run(source, file);
  interpreter.vm.dispose();
  return printed;
}

/**
 * A program that allocates too much for a collection at every safepoint says which modes it is for.
 */
function modesOf(source: string): readonly Mode[] {
  const named = /^\/\/ modes: (.*)$/m.exec(source)?.[1]!.split(' ');
  return named === undefined ? MODES : MODES.filter(({ name }) => named.includes(name));
}

describe('toy-js, given the programs that node agrees on', function () {
  this.timeout(60000);
  after(() => answers.save());
  for (const file of readdirSync(PROGRAMS).filter((name) => name.endsWith('.js'))) {
    const source = readFileSync(join(PROGRAMS, file), 'utf8');
    const modes = modesOf(source);
    it(`prints what node prints for ${file}`, () => {
      const expected = answerTo(source, file).split('\n');
      for (const mode of modes)
        expect(printedByToy(source, file, mode).split('\n'), mode.name).to.deep.equal(expected);
    });
  }
});
