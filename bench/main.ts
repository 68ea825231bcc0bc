// `npm run bench -- <suite> [options]`: one suite of measurements, each of ratios against peers in the same run.

/** A suite: takes the rest of the command line, and prints through `print`. */
export type Suite = (
  args: readonly string[],
  print: (line: string) => void,
) => void | Promise<void>;

const SUITES: Readonly<Record<string, () => Promise<{ readonly run: Suite }>>> = {
  alloc: () => import('./alloc/run.ts'),
  'page-map': () => import('./alloc/page-map.ts'),
  generations: () => import('./generations/run.ts'),
};

async function main([name = '', ...rest]: readonly string[]): Promise<void> {
  const load = SUITES[name];
  if (load === undefined) {
    process.stderr.write(
      `usage: npm run bench -- <suite> [options]; suites: ${Object.keys(SUITES).join(', ')}\n`,
    );
    process.exitCode = 2;
    return;
  }
  const { run } = await load();
  await run(rest, (line) => process.stdout.write(`${line}\n`));
}

void main(process.argv.slice(2));
