import { expect } from 'chai';
import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { ArenaForm } from '../../examples/expr-tree/arena-form.ts';
import { compareForms, expectedResult, tableOf } from '../../examples/expr-tree/compare.ts';
import { build } from '../../examples/expr-tree/form.ts';
import { StructForm } from '../../examples/expr-tree/struct-form.ts';
import { HandleError } from '../../src/index.ts';

/**
 * What memory the forms take is for people to read; here a full collection each time is only slow.
 */
function noCollection(): void {}

const MAIN = resolve(__dirname, '../../examples/expr-tree/main.ts');

function runMain(...args: string[]): { status: number | null; stdout: string; stderr: string } {
  return spawnSync(process.execPath, ['-r', 'ts-node/register', MAIN, ...args], {
    encoding: 'utf8',
  });
}

describe('expr-tree', () => {
  for (const nodes of [1, 5, 200_001])
    it(`evaluates ${nodes} nodes to the same value in every form and shape`, () => {
      const costs = compareForms(nodes, noCollection);
      expect(costs).to.have.length(8);
      for (const { form, shape, result } of costs)
        expect(result, `${form}, ${shape}`).to.equal(expectedResult(nodes));
    });

  it('prints a row for each form and shape', () => {
    const lines = tableOf(compareForms(101, noCollection), 101).trimEnd().split('\n');
    expect(lines).to.have.length(10);
    expect(lines[0]).to.equal('101 nodes');
    expect(lines[1]).to.match(/^shape +form +build ms +evaluate ms +bytes\/node +value$/);
    for (const line of lines.slice(2)) expect(line).to.match(/^(balanced|skewed) .* 1275$/);
  });

  it('runs from the command line', () => {
    const { status, stdout } = runMain('1001');
    expect(status).to.equal(0);
    expect(stdout).to.match(/^1001 nodes\n/);
    expect(stdout.match(/ 125250$/gm)).to.have.length(8);
  });

  it('refuses a number of nodes that no tree has', () => {
    const { status, stdout, stderr } = runMain('1000');
    expect([status, stdout]).to.deep.equal([2, '']);
    expect(stderr).to.include('1000 is no odd number of nodes');
  });

  it('takes 13 bytes a node when flattened', () => {
    expect(new StructForm(100_001).bytes).to.equal(100_002 * 13);
  });

  for (const form of [new ArenaForm(), new StructForm(7)])
    it(`refuses a tree of the generation before in ${form.name}`, () => {
      const use = <Node>(each: typeof form & { evaluate(root: Node): number }): void => {
        const root = build(each as never, 'balanced', 7) as Node;
        expect(each.evaluate(root)).to.equal(6);
        form.clear();
        expect(() => each.evaluate(root)).to.throw(HandleError, 'stale');
      };
      use(form as never);
    });
});
