// The figures that the README quotes, each beside the one in bench/results that it is taken from.

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Findings, Table } from './report.ts';

/** A number of the README. `recorded` is undefined where nothing of the kind was recorded. */
export interface Quoted {
  /** Where it stands: the row and the column of a table, or the words around it. */
  readonly where: string;
  readonly quoted: string;
  readonly recorded: number | undefined;
}

/** What a suite has recorded; nothing where it never was. */
class Recorded {
  private readonly findings: Findings | undefined;

  constructor(root: string, suite: string) {
    const file = join(root, 'bench/results', `${suite}.json`);
    if (existsSync(file))
      this.findings = (JSON.parse(readFileSync(file, 'utf8')) as { findings: Findings }).findings;
  }

  /** All figures of a column, in the rows that have these cells. */
  column(caption: string, name: string, ...cells: string[]): number[] {
    const table = this.findings?.tables.find((each: Table) => each.caption === caption);
    if (table === undefined) return [];
    const at = table.head.indexOf(name);
    const rows = table.rows.filter((row) => cells.every((cell) => row.includes(cell)));
    return rows.map((row) => Number(row[at]));
  }

  claim(claim: string): number | undefined {
    const verdict = this.findings?.verdicts.find((each) => each.claim === claim);
    return verdict && Number(verdict.figure);
  }
}

type Suites = (suite: string) => Recorded;
type Figures = readonly (number | undefined)[];

/** The first cell of a row in the README, and what the numbers behind it are. */
function rowsOf(suites: Suites): Record<string, Figures> {
  const mark = (graph: string, column: string): Figures => {
    const of = (subject: string): number | undefined =>
      suites('mark').column('Every shape', column, graph, subject)[0];
    const scripts = ['AssemblyScript incremental', 'AssemblyScript minimal'].map(of);
    const best = Math.min(...scripts.map((figure) => figure ?? NaN));
    return [...['tidemark', 'V8 objects', 'Boehm GC, C', 'Go'].map(of), best];
  };
  const program = (suite: string, caption: string, name: string): Figures => {
    const both = (figure: (mode: string) => number | undefined): Figures =>
      ['automatic', 'explicit'].map((mode) => figure(`tidemark, ${mode}`));
    const claims = ['faster than V8 objects', 'faster than Boehm GC, C', 'faster than Go'];
    return [
      ...both((subject) => suites(suite).column(caption, 's', subject)[0]),
      ...[...claims, 'peak RSS at most 1/2 of V8'].flatMap((claim) =>
        both((subject) => suites(suite).claim(`${name}, ${subject}: ${claim}`)),
      ),
    ];
  };
  const gcbench = 'Stretch tree of depth 18, an array of 500,000 doubles';
  return {
    'tree, in order of allocation': mark('order', 'ns/object'),
    'tree, in random order': mark('random', 'ns/object'),
    list: mark('list', 'ns/object'),
    'three references each, two at random': mark('degree3', 'ns/object'),
    'bytes an object, the first three rows': mark('order', 'bytes/object'),
    'binary-trees of 16': program('binary-trees', 'N = 16', 'binary-trees 16'),
    'binary-trees of 18': program('binary-trees', 'N = 18', 'binary-trees 18'),
    'binary-trees of 21': program('binary-trees', 'N = 21', 'binary-trees 21'),
    GCBench: program('gcbench', gcbench, 'GCBench'),
  };
}

/** Words of the README, with a `#` for each number, and what the numbers are. */
function sentencesOf(suites: Suites): Record<string, Figures> {
  const largest = ['tidemark', 'V8 objects', 'Boehm GC, C', 'Go'].map(
    (subject) => suites('mark').column('The largest', 'ns/object', 'random', subject)[0],
  );
  const build = ['{…}', ''].map((fields) => {
    const call = `\`Layout.new(${fields})\`${fields === '' ? ' and fields' : ''}`;
    return suites('build').claim(`${call}: at most 1/3 of plain objects`);
  });
  const holes = suites('fragmentation').column('Holes', 'committed / live after compaction');
  const trim = 'Trim: a random 1/10 kept, compacted, trimmed; MiB';
  const young = ['young', 'full', 'full, V8'].map(
    (column) =>
      suites('young').column(
        'Milliseconds, by the number of nodes that stay',
        column,
        '1000000',
      )[0],
  );
  const [splay] = suites('splay').column(
    'Time of all runs, and of the longest',
    'tidemark / it',
    'V8 objects',
  );
  const stores = ['i32 field, set', 'ref field, set'].map(
    (what) => suites('rates').column('Millions a second', 'tidemark / V8', what)[0],
  );
  return {
    'it is # ns in random order where V8 takes #, Boehm’s collector # and Go #': largest,
    'takes # to # of the time of plain objects': build,
    'the heap holds at most # times what lives': [Math.max(...holes)],
    'the process holds # times that': [suites('fragmentation').column(trim, 'RSS / live')[0]],
    'old nodes takes # ms where a full one takes #, and V8’s full one #': young,
    'live long and then die, takes # times as long as with plain objects': [splay],
    'A store into a field takes # times as long at most': [
      1 / Math.min(...stores.map((figure) => figure ?? NaN)),
    ],
  };
}

/** Pairs the numbers of a text with the figures; one that is missing on either side is told. */
function pair(where: string, numbers: readonly string[], figures: Figures): Quoted[] {
  return Array.from({ length: Math.max(numbers.length, figures.length) }, (_, i) => ({
    where: `${where}, number ${i + 1}`,
    quoted: numbers[i] ?? 'nothing',
    recorded: figures[i],
  }));
}

const NUMBER = /\d+(?:\.\d+)?/g;

/** Every figure that is known to stand in the README, as it is there and as it was recorded. */
export function quotedFigures(root: string, readme: string): Quoted[] {
  const suites: Suites = (suite) => new Recorded(root, suite);
  const rows = Object.entries(rowsOf(suites)).flatMap(([first, figures]) => {
    const row = readme.split('\n').find((line) => line.startsWith(`| ${first} `)) ?? '';
    return pair(first, row.slice(first.length + 2).match(NUMBER) ?? [], figures);
  });
  const flat = readme.replace(/\s+/g, ' ').replace(/'/g, '’');
  const sentences = Object.entries(sentencesOf(suites)).flatMap(([words, figures]) => {
    const pattern = words.replace(/[.()]/g, '\\$&').replaceAll('#', '([\\d.]*\\d)');
    return pair(words, RegExp(pattern).exec(flat)?.slice(1) ?? [], figures);
  });
  return [...rows, ...sentences];
}

/** Whether the number is the recorded one, rounded to as many places as it has. */
export function agrees({ quoted, recorded }: Quoted): boolean {
  if (recorded === undefined) return false;
  const places = quoted.split('.')[1]?.length ?? 0;
  return Math.abs(Number(quoted) - recorded) <= 0.5 * 10 ** -places + 1e-9;
}

/** The suites that the README says its figures are from. */
export function quotedSuites(readme: string): string[] {
  const named = readme.matchAll(/`npm run bench -- ([a-z-]+)`/g);
  return [...new Set([...named].map((match) => match[1]!))];
}
