import { expect } from 'chai';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { agrees, quotedFigures, quotedSuites } from '../../bench/runner/readme.ts';

const ROOT = resolve(__dirname, '../..');
const README = readFileSync(join(ROOT, 'README.md'), 'utf8');

describe('the figures of the README', () => {
  it('are those that were recorded', () => {
    const figures = quotedFigures(ROOT, README);
    expect(figures.length).to.be.above(70);
    expect(figures.filter((figure) => !agrees(figure))).to.deep.equal([]);
  });

  it('are told from figures that were not recorded', () => {
    const changed = README.replace(' 3.16 |', ' 3.06 |')
      .replace('1.54 times as', '1.44 times as')
      .replace(/^\| list .*\n/m, '');
    const wrong = quotedFigures(ROOT, changed);
    expect(
      wrong.filter((figure) => !agrees(figure)).map(({ where, quoted }) => `${where}: ${quoted}`),
    ).to.deep.equal([
      'tree, in order of allocation, number 1: 3.06',
      ...[1, 2, 3, 4, 5].map((i) => `list, number ${i}: nothing`),
      'live long and then die, takes # times as long as with plain objects, number 1: 1.44',
    ]);
  });

  it('are from suites that are recorded', () => {
    const suites = quotedSuites(README);
    expect(suites).to.include.members(['mark', 'build', 'young', 'splay', 'rates']);
    for (const suite of suites)
      expect(existsSync(join(ROOT, `bench/results/${suite}.json`)), suite).to.equal(true);
  });
});
