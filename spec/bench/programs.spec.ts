import { expect } from 'chai';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';
import { findSuite, LOADERS } from '../../bench/programs/loader.ts';
import { PROGRAMS } from '../../bench/programs/suites.ts';

function printed(text: string): string[] {
  const lines: string[] = [];
  runInNewContext(text, { print: (line: string) => lines.push(line) });
  return lines;
}

describe('the loaders of the program suites', () => {
  const directory = mkdtempSync(join(tmpdir(), 'tidemark-suites-'));
  const modules = join(directory, 'benchmarks/JavaScript');
  before(() => {
    mkdirSync(modules, { recursive: true });
    writeFileSync(join(modules, 'som.js'), 'exports.answer = 42;');
    writeFileSync(
      join(modules, 'tiny.js'),
      `const { answer } = require('./som');
       const again = require('./som');
       exports.newInstance = () => ({
         innerBenchmarkLoop: (inner) => answer === 42 && again.answer === answer && inner === 3,
       });`,
    );
    writeFileSync(
      join(directory, 'base.js'),
      `var BenchmarkSuite = { config: {}, suites: [] };
       BenchmarkSuite.RunSuites = function (runner) {
         this.suites.forEach(function (suite) {
           var benchmark = suite.benchmarks[0];
           for (var i = 0; i < benchmark.deterministicIterations; i++) benchmark.run();
           runner.NotifyResult(suite.name);
         });
       };`,
    );
    writeFileSync(
      join(directory, 'tiny.js'),
      `BenchmarkSuite.suites.push({ name: 'Tiny', benchmarks: [{ run: function () { print('turn'); } }] });`,
    );
  });
  after(() => rmSync(directory, { recursive: true }));

  it('gives the modules of are-we-fast-yet a require, and loads each once', () => {
    const found = findSuite('awfy', directory)!;
    expect(found).to.equal(modules);
    const program = {
      suite: 'awfy',
      name: 'tiny',
      iterations: 2,
      inner: 3,
      neverHeap: '1g',
    } as const;
    expect(printed(LOADERS.awfy.load(found, program))).to.deep.equal(['tiny ok', 'tiny ok']);
  });

  it('runs Octane for a fixed number of iterations by its own driver', () => {
    const found = findSuite('octane', directory)!;
    const program = {
      suite: 'octane',
      name: 'tiny',
      iterations: 3,
      inner: 1,
      neverHeap: '1g',
    } as const;
    expect(printed(LOADERS.octane.load(found, program))).to.deep.equal([
      'turn',
      'turn',
      'turn',
      'Tiny ok',
    ]);
  });

  it('does not take just any directory for a suite', () => {
    expect(findSuite('octane', modules)).to.equal(undefined);
    expect(findSuite('awfy', join(directory, 'missing'))).to.equal(undefined);
  });

  it('has five programs of the one and fourteen of the other', () => {
    const count = (suite: string) => PROGRAMS.filter((program) => program.suite === suite).length;
    expect([count('octane'), count('awfy')]).to.deep.equal([5, 14]);
  });
});
