import { expect } from 'chai';
import { EXPRESSIONS } from './expressions.table.ts';
import { FUNCTIONS } from './functions.table.ts';
import { STATEMENTS } from './statements.table.ts';
import { NodeAnswers } from '../support/node-answers.ts';
import { printedByNode, printedByToy } from './support.ts';

const TABLES = { expressions: EXPRESSIONS, statements: STATEMENTS, functions: FUNCTIONS };

const answers = new NodeAnswers('programs-of-one-line');
after(() => answers.save());

for (const [subject, programs] of Object.entries(TABLES)) {
  describe(`compiled ${subject}`, () => {
    programs.forEach((source, i) => {
      it(`print what node prints, collecting or not (${i}: ${source.slice(0, 50)}…)`, () => {
        const expected = answers.ofValue(source, printedByNode(source));
        expect(printedByToy(source, false)).to.equal(expected);
        expect(printedByToy(source, true), 'collecting at every safepoint').to.equal(expected);
      });
    });
  });
}
