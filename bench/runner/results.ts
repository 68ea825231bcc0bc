// bench/RESULTS.md, made from what each suite found last: bench/results/<suite>.json.

import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SEED } from '../subjects/random.ts';
import { CRITERIA } from './criteria.ts';
import { describeMachine, type Machine } from './machine.ts';
import { agrees, quotedFigures } from './readme.ts';
import { type Findings, markdown, type Table, type Verdict } from './report.ts';

/** What one suite found, when and where. */
interface Section {
  readonly suite: string;
  readonly date: string;
  readonly seconds: number;
  readonly rounds: number;
  readonly machine: Machine;
  readonly findings: Findings;
}

const README_LINE = 8;

function word({ isMet }: Verdict): string {
  return isMet === undefined ? 'not measured' : isMet ? 'met' : '**not met**';
}

function verdictTable(verdicts: readonly Verdict[]): Table {
  return {
    caption: 'Against what it is to reach',
    head: ['line', 'claim', 'figure', 'verdict'],
    words: 4,
    rows: verdicts.map((verdict) => [
      String(verdict.criterion),
      verdict.claim,
      verdict.figure,
      word(verdict),
    ]),
  };
}

/** A criterion is met when every figure that concerns it is. */
function summary(verdicts: readonly Verdict[]): Table {
  const rows = Object.entries(CRITERIA).map(([line, criterion]) => {
    const concerned = verdicts.filter((verdict) => verdict.criterion === Number(line));
    const missed = concerned.filter(({ isMet }) => isMet === false);
    const open = concerned.filter(({ isMet }) => isMet === undefined);
    const verdict =
      missed.length > 0
        ? `**not met**: ${missed.length} of ${concerned.length} figures`
        : open.length > 0 || concerned.length === 0
          ? 'not measured in full'
          : `met, ${concerned.length} figures`;
    return [line, criterion, verdict];
  });
  return { caption: 'Done when', head: ['line', 'criterion', 'verdict'], rows, words: 3 };
}

function readmeVerdict(root: string): Verdict {
  const figures = quotedFigures(root, readFileSync(join(root, 'README.md'), 'utf8'));
  const right = figures.filter(agrees).length;
  return {
    criterion: README_LINE,
    claim: 'README quotes these figures',
    figure: `${right} of ${figures.length}`,
    isMet: right === figures.length,
  };
}

/** A section as it is printed and as it stands on the page. */
export function describe({ title, notes, tables, verdicts }: Findings): string {
  const parts = [
    `## ${title}`,
    ...notes,
    ...tables.map(markdown),
    ...(verdicts.length > 0 ? [markdown(verdictTable(verdicts))] : []),
  ];
  return parts.join('\n\n');
}

function page(sections: readonly Section[], root: string): string {
  const verdicts = [...sections.flatMap(({ findings }) => findings.verdicts), readmeVerdict(root)];
  const latest = sections.reduce((a, b) => (a.date > b.date ? a : b));
  const machine = Object.entries(latest.machine).map(([name, value]) => `- ${name}: ${value}`);
  const bodies = sections.map(
    ({ findings, date, seconds, rounds, machine: { tidemark = '' } }) =>
      `${describe(findings)}\n\nTaken ${date}, ${rounds} rounds, ${seconds} s, at ${tidemark}.`,
  );
  return [
    '# Results',
    'Written by `npm run bench`; not to be edited. Each contestant runs in a process of its own, in turns, and ' +
      'figures are medians over the rounds. A ratio is tidemark’s figure divided by the peer’s: below 1 is better. ' +
      `All graphs come from one xorshift generator, seed ${SEED}; every program prints a check, and the run fails ` +
      'when two contestants disagree about it.',
    machine.join('\n'),
    markdown(summary(verdicts)),
    ...bodies,
  ].join('\n\n');
}

/** Keeps what a suite found, and writes the page anew. */
export function record(
  root: string,
  suite: string,
  rounds: number,
  seconds: number,
  findings: Findings,
): void {
  const directory = join(root, 'bench/results');
  mkdirSync(directory, { recursive: true });
  const section: Section = {
    suite,
    date: new Date().toISOString().slice(0, 16).replace('T', ' '),
    seconds,
    rounds,
    machine: describeMachine(root),
    findings,
  };
  writeFileSync(join(directory, `${suite}.json`), `${JSON.stringify(section, null, 2)}\n`);
  const sections = readdirSync(directory)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => JSON.parse(readFileSync(join(directory, name), 'utf8')) as Section);
  writeFileSync(join(root, 'bench/RESULTS.md'), `${page(sections, root)}\n`);
}
