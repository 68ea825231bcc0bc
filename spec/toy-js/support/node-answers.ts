import { expect } from 'chai';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Whose wording the interpreter has taken over. */
const REFERENCE = 20;
const RECORDED = join(__dirname, '../recorded');
/** Set by `npm run record`. */
const RECORDING = process.env.RECORD_ANSWERS === '1';

/** The name of an error, with a text behind it. */
const QUOTE = /\b(\w*Error)\b:? +[^\n]+/g;

type Answers = Record<string, readonly string[]>;

/**
 * What node prints for the programs of one spec. Node is right about every value, so it is asked
 * each time. But the texts of errors and the layout of `console.log` are no part of the language,
 * and differ from one node to the next: what quotes them is recorded once, by node 20, and
 * compared with the record. `npm run record` writes the records anew.
 */
export class NodeAnswers {
  private readonly file: string;
  private readonly recorded: Answers;
  private readonly fresh: Answers = {};

  /** `name` is that of the file in `recorded/`. */
  constructor(name: string) {
    this.file = join(RECORDED, `${name}.json`);
    this.recorded = existsSync(this.file)
      ? (JSON.parse(readFileSync(this.file, 'utf8')) as Answers)
      : {};
  }

  /** The right answer, where this node's is `live`: all of it but the texts of errors. */
  ofValue(program: string, live: string): string {
    if (live.search(QUOTE) < 0) return live;
    const answer = this.record(program, live);
    expect(live.replace(QUOTE, '$1'), program).to.equal(answer.replace(QUOTE, '$1'));
    return answer;
  }

  /** The right answer where it shows how `console.log` lays out values. */
  ofLayout(program: string, live: () => string): string {
    return this.record(program, RECORDING ? live() : '');
  }

  /** Writes what was asked for, if this is a recording. */
  save(): void {
    if (RECORDING) writeFileSync(this.file, `${JSON.stringify(this.fresh, null, 1)}\n`);
  }

  private record(program: string, live: string): string {
    if (RECORDING) {
      expect(process.version, 'records are made by the reference').to.match(
        new RegExp(`^v${REFERENCE}\\.`),
      );
      this.fresh[program] = live.split('\n');
    }
    const answer = RECORDING ? this.fresh[program] : this.recorded[program];
    expect(answer, `not recorded yet, see \`npm run record\`: ${program}`).to.be.an('array');
    return answer!.join('\n');
  }
}
