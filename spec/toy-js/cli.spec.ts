import { expect } from 'chai';
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  MAX_HEAP,
  MIN_HEAP,
  parseCommandLine,
  parseSize,
  parseTimeout,
  UsageError,
} from '../../examples/toy-js/cli.ts';
import { formatBytes, formatCount } from '../../examples/toy-js/report.ts';
import { runBuilt, splitFigures } from './support/command-line.ts';

const BUILT = join(__dirname, '../../build/toy-js.cjs');

describe('the arguments of toy-js', () => {
  const run = { kind: 'run', maxHeap: 256 * 2 ** 20, neverCollect: false, stressGc: false };

  it('names a script, standard input or code', () => {
    expect(parseCommandLine(['a.js'])).to.deep.include({
      ...run,
      source: { from: 'file', path: 'a.js' },
    });
    expect(parseCommandLine(['-'])).to.deep.include({ source: { from: 'stdin' } });
    expect(parseCommandLine(['-e', '1'])).to.deep.include({ source: { from: 'code', text: '1' } });
    expect(parseCommandLine(['--', '--odd-name.js'])).to.deep.include({
      source: { from: 'file', path: '--odd-name.js' },
    });
  });

  it('runs the bundled program in a small heap when there are none', () => {
    expect(parseCommandLine([])).to.deep.include({
      source: { from: 'bundle' },
      maxHeap: 16 * 2 ** 20,
      stats: 'text',
    });
  });

  it('reads every option', () => {
    const args = '--max-heap=1g --never-collect --fuel=17 --stats=json --trace-gc a.js'.split(' ');
    expect(parseCommandLine(args)).to.deep.include({
      maxHeap: 2 ** 30,
      neverCollect: true,
      fuel: 17,
      stats: 'json',
      traceGc: true,
    });
    expect(parseCommandLine(['--stress-gc', '--stats', 'a.js'])).to.deep.include({
      stressGc: true,
      stats: 'text',
    });
    expect(parseCommandLine(['a.js'])).to.have.property('marks', 'header');
    expect(parseCommandLine(['--marks=side', 'a.js'])).to.have.property('marks', 'side');
    const stressed = parseCommandLine(['--stress=collectEvery=3,poison', 'a.js']);
    expect(stressed).to.have.property('stress').that.includes({ collectEvery: 3, poison: true });
  });

  it('reads sizes with and without units', () => {
    expect(['64m', '64M', '1.5g', '2048k', '1048576'].map(parseSize)).to.deep.equal([
      2 ** 26,
      2 ** 26,
      1.5 * 2 ** 30,
      2 ** 21,
      MIN_HEAP,
    ]);
    expect(parseSize('3968m')).to.equal(MAX_HEAP);
  });

  it('reads times', () => {
    expect(['2s', '500ms', '1.5s', '2m'].map(parseTimeout)).to.deep.equal([
      { ms: 2000, shown: '2 s' },
      { ms: 500, shown: '500 ms' },
      { ms: 1500, shown: '1.5 s' },
      { ms: 120000, shown: '2 min' },
    ]);
    expect(parseCommandLine(['--timeout=2s', 'a.js'])).to.deep.include({
      timeout: { ms: 2000, shown: '2 s' },
    });
    expect(parseCommandLine(['a.js'])).to.not.have.property('timeout');
  });

  const wrong: readonly (readonly [readonly string[], RegExp])[] = [
    [['--max-heap=12q', 'a.js'], /--max-heap=12q: not a size.*64m/],
    [['--max-heap=', 'a.js'], /not a size/],
    [['--max-heap=-5m', 'a.js'], /not a size/],
    [['--max-heap=64k', 'a.js'], /too small.*1m/],
    [['--max-heap=9g', 'a.js'], /too large.*3968m/],
    [['--max-heap'], /a value is missing/],
    [['--fuel=0', 'a.js'], /not a count/],
    [['--fuel=1e6', 'a.js'], /not a count/],
    [['--fuel=99999999999999999999', 'a.js'], /not a count/],
    [['--timeout=2', 'a.js'], /--timeout=2: not a time.*2s/],
    [['--timeout=', 'a.js'], /not a time/],
    [['--timeout=-1s', 'a.js'], /not a time/],
    [['--timeout=1h', 'a.js'], /not a time/],
    [['--timeout=0s', 'a.js'], /too short.*1ms/],
    [['--timeout=99999m', 'a.js'], /too long/],
    [['--timeout'], /a value is missing/],
    [['--stats=xml', 'a.js'], /no such format; --stats or --stats=json/],
    [['--turbo', 'a.js'], /--turbo: no such option; there are --max-heap/],
    [['-x', 'a.js'], /-x: no such option/],
    [['--trace-gc=yes', 'a.js'], /takes no value/],
    [['--stats'], /no script/],
    [['a.js', 'b.js'], /b\.js: a second script/],
    [['-e', '1', 'a.js'], /a\.js: a script beside -e/],
    [['-e'], /a value is missing/],
    [['--never-collect', '--stress-gc', 'a.js'], /contradict/],
    [['--marks=both', 'a.js'], /--marks=both: no such place; --marks=header or --marks=side/],
    [['--stress', 'a.js'], /a value is missing|no script/],
    [['--stress=poisn', 'a.js'], /--stress=poisn: .*poisn/],
    [['--stress=collectEvery=0', 'a.js'], /collectEvery/],
  ];
  for (const [args, message] of wrong) {
    it(`refuses ${args.join(' ')}`, () => {
      expect(() => parseCommandLine(args)).to.throw(UsageError, message);
    });
  }
});

describe('the report', () => {
  it('shows bytes and counts for people', () => {
    expect([12, 2048, 1.5 * 2 ** 20, 12.34 * 2 ** 30].map(formatBytes)).to.deep.equal([
      '12 bytes',
      '2.00 KiB',
      '1.50 MiB',
      '12.3 GiB',
    ]);
    expect([0, 999, 1000, 1234567].map(formatCount)).to.deep.equal([
      '0',
      '999',
      '1,000',
      '1,234,567',
    ]);
  });
});

describe('the command line of toy-js', function () {
  this.timeout(30000);
  const directory = mkdtempSync(join(tmpdir(), 'tidemark-cli-'));
  const write = (name: string, text: string): string => {
    writeFileSync(join(directory, name), text);
    return name;
  };
  const run = (args: readonly string[], input = '') => runBuilt(args, { cwd: directory, input });
  after(() => rmSync(directory, { recursive: true }));

  it('runs a file, standard input and code', async () => {
    const script = write('hello.js', '\ufeff#!/usr/bin/env toy-js\nprint("from a file");\n');
    expect(await run([script])).to.deep.equal({ status: 0, stdout: 'from a file\n', stderr: '' });
    expect(await run(['-'], 'print("from stdin")')).to.deep.include({ stdout: 'from stdin\n' });
    expect(await run(['-e', 'print(1 + 1)'])).to.deep.include({ status: 0, stdout: '2\n' });
  });

  it('answers --help and --version on standard output', async () => {
    const help = await run(['--help']);
    expect(help).to.deep.include({ status: 0, stderr: '' });
    expect(help.stdout)
      .to.match(/^usage: toy-js/)
      .and.to.match(/exit status/);
    expect((await run(['--version'])).stdout).to.match(/^toy-js \d+\.\d+\.\d+\n$/);
  });

  for (const args of [['--max-heap=12q', '-e', '1'], ['missing.js'], ['.'], ['--nonsense']]) {
    it(`explains what is wrong with ${args.join(' ')} in one line`, async () => {
      const { status, stdout, stderr } = await run(args);
      expect(status).to.equal(2);
      expect(stdout).to.equal('');
      expect(stderr).to.match(/^toy-js: [^\n]+\n$/);
    });
  }

  it('starts in the smallest heap that it accepts', async () => {
    expect(await run(['--max-heap=1m', '-e', 'print("fits")'])).to.deep.equal({
      status: 0,
      stdout: 'fits\n',
      stderr: '',
    });
  });

  it('shows where a syntax error is, before anything runs', async () => {
    const script = write('broken.js', 'print(1);\n  let = = 5;\n');
    const { status, stdout, stderr } = await run([script]);
    expect({ status, stdout }).to.deep.equal({ status: 1, stdout: '' });
    expect(stderr).to.match(/^broken\.js:2:\d+\n {2}let = = 5;\n +\^\nSyntaxError: /);
  });

  it('shows name, message and stack of an uncaught error', async () => {
    const script = write('throws.js', 'function f() {\n  throw new RangeError("far");\n}\nf();\n');
    const { status, stderr } = await run([script]);
    expect(status).to.equal(1);
    expect(stderr).to.match(
      /^Uncaught RangeError: far\n {4}at f \(throws\.js:2:\d+\)\n {4}at .*throws\.js:4:\d+/,
    );
  });

  it('has a status for the heap limit and one for the fuel', async () => {
    const heap = await run(['--max-heap=2m', '-e', 'const a = []; for (;;) a.push({});']);
    expect(heap.status).to.equal(3);
    expect(heap.stderr).to.match(/^Uncaught RangeError: out of memory/);
    const fuel = await run(['--fuel=1000', '-e', 'for (;;);']);
    expect(fuel.status).to.equal(4);
    expect(fuel.stderr).to.match(/1000 units of fuel/);
  });

  it('reports figures and traces collections on standard error', async () => {
    const code = 'for (let i = 0; i < 300000; i++) ({ i, list: [i] }); print("done")';
    const { status, stdout, stderr } = await run([
      '--max-heap=4m',
      '--trace-gc',
      '--stats=json',
      '-e',
      code,
    ]);
    const { figures, rest } = splitFigures(stderr);
    expect({ status, stdout }).to.deep.equal({ status: 0, stdout: 'done\n' });
    expect(rest).to.match(/^(\[gc \d+\] \w+: .* -> .*\n)+$/);
    expect(figures!.heap.collections).to.equal(rest.trimEnd().split('\n').length);
    expect(figures!.heap.allocatedObjects).to.be.greaterThan(600000);
    expect(figures!.heap.peakCommitted).to.be.at.most(4 * 2 ** 20);
    expect(figures!.peakRss).to.be.greaterThan(2 ** 20);
  });

  it('writes the report for people after the output', async () => {
    const { stderr } = await run(['--stats', '-e', 'print(1)']);
    expect(stderr).to.match(
      /heap limit +256\.0 MiB\n[\s\S]*collections +\d+[\s\S]*resident at the peak/,
    );
  });

  it('never collects when told so', async () => {
    const { stderr } = await run([
      '--never-collect',
      '--stats=json',
      '-e',
      'for (let i = 0; i < 1e5; i++) [i]',
    ]);
    expect(splitFigures(stderr).figures!.heap.collections).to.equal(0);
  });

  it('ends quietly when the reader of its output goes away', async () => {
    const child = spawn(process.execPath, [BUILT, '-e', 'for (;;) print("line")']);
    let stderr = '';
    child.stderr.on('data', (text) => (stderr += text));
    child.stdout.once('data', () => child.stdout.destroy());
    const status = await new Promise((resolve) => child.on('close', resolve));
    expect({ status, stderr }).to.deep.equal({ status: 0, stderr: '' });
  });

  it('writes all of a large output into a slow pipe', () => {
    const code = 'for (let i = 0; i < 200000; i++) print("line", i)';
    const shell = `"${process.execPath}" "${BUILT}" -e '${code}' | (sleep 0.3; wc -l)`;
    expect(spawnSync('sh', ['-c', shell], { encoding: 'utf8' }).stdout.trim()).to.equal('200000');
  });

  it('runs the bundled program through a heap that is far smaller than what it allocates', async () => {
    const { status, stdout, stderr } = await run([]);
    expect(status).to.equal(0);
    expect(stdout).to.match(/tide mark/);
    expect(stderr)
      .to.match(/heap limit +16\.0 MiB/)
      .and.to.match(/allocated +\d+(\.\d+)? (MiB|GiB)/);
  });
});
