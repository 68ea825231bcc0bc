import { expect } from 'chai';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { MUTANTS } from './index.ts';
import { occurrences } from './mutant.ts';

const ROOT = resolve(__dirname, '../..');

describe('the list of mutants', () => {
  for (const { fault, file, text, becomes, killedBy } of MUTANTS)
    it(`applies to the code as it is: ${fault}`, () => {
      const source = readFileSync(join(ROOT, file), 'utf8');
      expect(occurrences(text, source), `times that the text occurs in ${file}`).to.equal(1);
      expect(becomes).not.to.equal(text);
      if (killedBy !== undefined)
        expect(existsSync(join(ROOT, killedBy.spec)), `${killedBy.spec} is there`).to.equal(true);
    });

  it('has at least thirty, each with a name of its own', () => {
    expect(MUTANTS).to.have.length.above(30);
    expect(new Set(MUTANTS.map(({ fault }) => fault)).size).to.equal(MUTANTS.length);
  });
});
