// `npm run bench -- [suite] [options]`: one suite of measurements, or all; each of ratios against
// peers in the same run.

import { GRAPH_SUITES, runSuite } from './graphs/run.ts';

/** A suite: takes the rest of the command line, and prints through `print`. */
export type Suite = (
  args: readonly string[],
  print: (line: string) => void,
) => void | Promise<void>;

type Load = () => Promise<{ readonly run: Suite }>;

const SUITES: ReadonlyMap<string, Load> = new Map<string, Load>([
  ...GRAPH_SUITES.map((suite): [string, Load] => [
    suite.name,
    async () => ({ run: (args, print) => runSuite(suite, args, print) }),
  ]),
  ['alloc', () => import('./alloc/run.ts')],
  ['page-map', () => import('./alloc/page-map.ts')],
  ['generations', () => import('./generations/run.ts')],
]);

async function main(args: readonly string[]): Promise<void> {
  const isAll = args[0] === undefined || args[0].startsWith('-');
  const names = isAll ? [...SUITES.keys()] : args.slice(0, 1);
  const options = isAll ? args : args.slice(1);
  for (const name of names) {
    const load = SUITES.get(name);
    if (load === undefined) {
      process.stderr.write(
        `usage: npm run bench -- [suite] [options]; suites: ${[...SUITES.keys()].join(', ')}\n`,
      );
      process.exitCode = 2;
      return;
    }
    const { run } = await load();
    await run(options, (line) => process.stdout.write(`${line}\n`));
  }
}

void main(process.argv.slice(2));
