import { expect } from 'chai';
import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { runBuilt } from './support/command-line.ts';

const BUILT = join(__dirname, '../../build/toy-js.cjs');
const ENDLESS = 'for (;;);';

/** Runs code with both descriptors leading to one pipe, as on a terminal. */
function runOnOnePipe(code: string): ChildProcess {
  return spawn('sh', ['-c', 'exec "$0" "$1" -e "$2" 2>&1', process.execPath, BUILT, code]);
}

/** Resolves with all output so far as soon as it ends with `end`. */
function seen(child: ChildProcess, end: string): Promise<string> {
  let text = '';
  return new Promise((resolve) => {
    child.stdout!.on('data', (piece) => {
      text += piece;
      if (text.endsWith(end)) resolve(text);
    });
  });
}

/** All output, when there will be no more. */
function everything(child: ChildProcess): Promise<string> {
  let text = '';
  child.stdout!.on('data', (piece) => (text += piece));
  return new Promise((resolve) => child.on('close', () => resolve(text)));
}

interface Ending {
  readonly status: number | null;
  readonly signal: string | null;
}

function ending(child: ChildProcess): Promise<Ending> {
  return new Promise((resolve) =>
    child.on('exit', (status, signal) => resolve({ status, signal })),
  );
}

describe('what a script prints', function () {
  this.timeout(30000);

  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    it(`arrives in order before an endless loop that ${signal} ends`, async () => {
      const code = `print("one"); console.error("two"); console.log("three"); ${ENDLESS}`;
      const child = runOnOnePipe(code);
      expect(await seen(child, 'three\n')).to.equal('one\ntwo\nthree\n');
      child.kill(signal);
      expect(await ending(child)).to.deep.equal({ status: null, signal });
    });
  }

  it('keeps its order when it is much, and both descriptors lead to one pipe', async () => {
    const code =
      'for (let i = 0; i < 50000; i++) (i % 3 === 0 ? console.error : print)(i); print("end")';
    const lines = Array.from({ length: 50000 }, (_, i) => `${i}\n`).join('');
    const child = runOnOnePipe(code);
    expect((await seen(child, 'end\n')) === `${lines}end\n`).to.equal(true);
    expect((await ending(child)).status).to.equal(0);
  });

  it('comes before the report of what ended the script', async () => {
    const child = runOnOnePipe('print("one"); print("two"); throw new Error("three")');
    expect(await everything(child)).to.match(/^one\ntwo\nUncaught Error: three\n/);
  });

  it('that cannot be written is said in one line', async () => {
    const child = spawn('sh', [
      '-c',
      'exec "$0" "$1" -e "print(1)" > /dev/full',
      process.execPath,
      BUILT,
    ]);
    let stderr = '';
    child.stderr.on('data', (piece) => (stderr += piece));
    expect((await ending(child)).status).to.equal(1);
    expect(stderr).to.equal('toy-js: the output cannot be written: ENOSPC\n');
  });
});

/** Programs that nothing but the clock ends. */
const ENDLESS_PROGRAMS = [
  ENDLESS,
  '/(a+)+$/.test("a".repeat(60) + "b")',
  '"a".repeat(60).concat("b").replace(/(a|a)*$/, "")',
  'for (;;) "x".repeat(1e6)',
  'let a = []; a.length = 4294967295; a.toSorted()',
  'let a = []; for (let i = 0; i < 50; i++) a = [a, a]; String(a)',
  '[2, 1].sort(() => { for (;;); })',
  'for (;;) try { for (;;); } catch {} finally { continue }',
];

describe('a deadline', function () {
  this.timeout(30000);

  for (const code of ENDLESS_PROGRAMS) {
    it(`ends ${code}`, async () => {
      const { status, stdout, stderr } = await runBuilt([
        '--timeout=1s',
        '-e',
        `print("before"); ${code}`,
      ]);
      expect({ status, stdout, stderr }).to.deep.equal({
        status: 4,
        stdout: 'before\n',
        stderr: 'toy-js: stopped after 1 s (--timeout)\n',
      });
    });
  }

  it('changes nothing for a script that ends before', async () => {
    const outcome = await runBuilt(['--timeout=1m', '-e', 'print("done")']);
    expect(outcome).to.deep.equal({ status: 0, stdout: 'done\n', stderr: '' });
  });

  it('holds although nobody reads the output', async () => {
    const args = [BUILT, '--timeout=1s', '-e', 'for (;;) print("line")'];
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    expect((await ending(child)).status).to.equal(4);
    child.stdout.destroy();
  });
});
