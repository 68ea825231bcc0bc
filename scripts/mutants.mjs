// `npm run mutants [-- text]`: tries the mutants of spec/mutants, or those in whose file or fault
// the text occurs, each in a copy of the tree. Ends with status 0 when every one of them is killed
// by an assertion of the test that its list names.
import { availableParallelism, tmpdir } from 'node:os';
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { Tree } from './mutant-tree.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
/** Far more than any of the named tests takes. */
const limitMs = 60_000;
const mostTrees = 4;

const print = (line) => process.stdout.write(`${line}\n`);

/** The lists, which are TypeScript. */
async function loadLists() {
  const directory = mkdtempSync(join(tmpdir(), 'tidemark-mutants-'));
  try {
    const outfile = join(directory, 'lists.mjs');
    const entry = join(root, 'spec/mutants/index.ts');
    await build({ entryPoints: [entry], outfile, bundle: true, format: 'esm', platform: 'node' });
    return await import(pathToFileURL(outfile).href);
  } finally {
    rmSync(directory, { recursive: true });
  }
}

const { MUTANTS, judge, occurrences } = await loadLists();

/** Matches titles that contain one of these texts. */
function containing(texts) {
  const escaped = [...texts].map((text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(escaped.join('|'));
}

/** Throws unless the named tests are there, and pass without any mutant. */
async function checkSpec(tree, spec, titles) {
  const report = await tree.runTests(spec, containing(titles), 5 * limitMs);
  const { outcome, test, says } = judge(report);
  if (outcome !== 'alive' && outcome !== 'no such test')
    throw new Error(`without any mutant, ${spec} ${outcome}: ${test}: ${says}`);
  for (const title of titles)
    if (!report.passes.some(({ fullTitle }) => fullTitle.includes(title)))
      throw new Error(`${spec} has no test of the title '${title}'`);
}

/** Has each tree take the next of the tasks, until there are none. */
async function share(trees, tasks, work) {
  const left = [...tasks];
  const go = async (tree) => {
    for (let task = left.shift(); task !== undefined; task = left.shift()) await work(tree, task);
  };
  await Promise.all(trees.map(go));
}

function testsBySpec(mutants) {
  const tests = new Map();
  for (const { killedBy } of mutants)
    if (killedBy !== undefined)
      tests.set(killedBy.spec, (tests.get(killedBy.spec) ?? new Set()).add(killedBy.test));
  return tests;
}

async function tryMutant(tree, mutant) {
  const { killedBy, equivalent } = mutant;
  if (killedBy === undefined)
    return { mutant, outcome: 'equivalent', seconds: 0, notes: [equivalent] };
  const started = Date.now();
  const { spec, test } = killedBy;
  const verdict = await tree.with(mutant, occurrences, async () =>
    judge(await tree.runTests(spec, containing([test]), limitMs)),
  );
  const seconds = (Date.now() - started) / 1000;
  if (typeof verdict === 'string') return { mutant, outcome: verdict, seconds, notes: [] };
  const notes = [`${spec}: ${verdict.test ?? test}`];
  if (verdict.says !== undefined) notes.push(verdict.says);
  return { mutant, outcome: verdict.outcome, seconds, notes };
}

const isFine = ({ outcome }) => outcome === 'killed' || outcome === 'equivalent';

function printRow(row) {
  const { mutant, outcome, seconds, notes } = row;
  const word = isFine(row) ? outcome : outcome.toUpperCase();
  print(`${word.padEnd(10)} ${seconds.toFixed(1).padStart(5)} s  ${mutant.fault} (${mutant.file})`);
  for (const note of notes) print(`                    ${note}`);
}

async function main(filter) {
  const started = Date.now();
  const mutants = MUTANTS.filter(({ file, fault }) => `${file} ${fault}`.includes(filter));
  const count = Math.min(mostTrees, availableParallelism());
  const trees = Array.from({ length: count }, () => new Tree());
  for (const tree of trees)
    if (!(await tree.buildKernel())) throw new Error('the kernel does not compile');
  await share(trees, testsBySpec(mutants), (tree, [spec, titles]) => checkSpec(tree, spec, titles));
  const rows = [];
  await share(trees, mutants, async (tree, mutant) => {
    const row = await tryMutant(tree, mutant);
    rows.push(row);
    printRow(row);
  });
  const killed = rows.filter(({ outcome }) => outcome === 'killed').length;
  const others = rows.filter((row) => !isFine(row));
  if (others.length > 0) print('\nnot killed:');
  for (const row of others) printRow(row);
  const seconds = Math.round((Date.now() - started) / 1000);
  print(`\n${rows.length} mutants, ${killed} killed, ${others.length} not; ${seconds} s`);
  return rows.length > 0 && others.length === 0;
}

// The trees are removed when the process ends; which a signal would have it do without that.
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(1));
process.exitCode = (await main(process.argv.slice(2).join(' '))) ? 0 : 1;
