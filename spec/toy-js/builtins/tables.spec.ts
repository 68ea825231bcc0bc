import { expect } from 'chai';
import { format } from 'node:util';
import vm from 'node:vm';
import { createInterpreter } from '../../../examples/toy-js/interpreter.ts';
import { arrayTable, collectionTable } from './array.table.ts';
import { consoleTable, jsonTable } from './json.table.ts';
import { dateTable, mathTable, numberTable } from './number.table.ts';
import { errorTable, objectTable, symbolTable } from './object.table.ts';
import { regexpTable, stringTable } from './string.table.ts';
import { NodeAnswers } from '../support/node-answers.ts';
import { programOf } from './tables.ts';
import type { Table } from './tables.ts';
import { weakTable } from './weak.table.ts';

const TABLES: Readonly<Record<string, Table>> = {
  Object: objectTable,
  Error: errorTable,
  Symbol: symbolTable,
  Array: arrayTable,
  'Map and Set': collectionTable,
  'what is weak': weakTable,
  String: stringTable,
  RegExp: regexpTable,
  Number: numberTable,
  Math: mathTable,
  Date: dateTable,
  JSON: jsonTable,
};

const MODES = {
  'collecting when it is time': { limit: 16 << 20 },
  'collecting at every safepoint': { limit: 16 << 20, stressGc: true },
  'never collecting': { limit: 64 << 20, collect: 'never' },
} as const;

/** What node prints for a program, a line a row. */
function nodeOutput(source: string): string[] {
  const lines: string[] = [];
  const print = (...values: unknown[]): void => void lines.push(values.map(String).join(' '));
  const console = { log: (...values: unknown[]): void => void lines.push(format(...values)) };
  vm.runInNewContext(source, { print, console, performance });
  return lines;
}

function guestOutput(source: string, mode: keyof typeof MODES): string[] {
  const lines: string[] = [];
  const interpreter = createInterpreter({
    ...MODES[mode],
    output: (text) => lines.push(text.slice(0, -1)),
  });
  interpreter.run(source, 'table.js');
  return lines;
}

/** What node prints for each row of the table of `console.log`. */
function nodeLayout(source: string): string[] {
  // Evaluated here: node shows what another context made with a note that it did.
  const lines: string[] = [];
  const log = (...values: unknown[]): void => void lines.push(format(...values));
  new Function('console', source)({ log });
  return lines;
}

const answers = new NodeAnswers('library');
after(() => answers.save());

for (const mode of Object.keys(MODES) as (keyof typeof MODES)[]) {
  describe(`the guest's library, ${mode}`, () => {
    for (const [name, table] of Object.entries(TABLES)) {
      it(`agrees with node about ${name}`, () => {
        const source = programOf(table);
        const live = nodeOutput(source);
        const actual = guestOutput(source, mode);
        table.forEach((row, i) => expect(actual[i], row).to.equal(answers.ofValue(row, live[i]!)));
      });
    }

    it('prints values as console.log does', () => {
      const source = consoleTable.map((row) => `console.log(${row});`).join('\n');
      const actual = guestOutput(source, mode);
      consoleTable.forEach((row, i) =>
        expect(actual[i], row).to.equal(answers.ofLayout(row, () => nodeLayout(source)[i]!)),
      );
    });
  });
}
