import { expect } from 'chai';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { ExitStatus } from '../../examples/toy-js/cli.ts';
import { verdictOn } from '../../examples/toy-js/supervise.ts';
import { runBuilt } from './support/command-line.ts';

const BUILT = join(__dirname, '../../build/toy-js.cjs');

describe('what ends a thread of toy-js', function () {
  this.timeout(60000);

  const errors: readonly (readonly [code: string | undefined, status: number, line: RegExp])[] = [
    ['ERR_WORKER_OUT_OF_MEMORY', ExitStatus.Memory, /^toy-js: out of memory: [^\n]+$/],
    ['ERR_WORKER_INIT_FAILED', ExitStatus.Memory, /^toy-js: .* cannot be started: EAGAIN$/],
    [undefined, ExitStatus.Internal, /^internal error: Error: EAGAIN\n/],
  ];
  for (const [code, status, line] of errors) {
    it(`is told apart: ${code ?? 'any other error'}`, () => {
      const error = Object.assign(new Error('EAGAIN'), code === undefined ? {} : { code });
      const verdict = verdictOn(error);
      expect(verdict.status).to.equal(status);
      expect(verdict.line).to.match(line);
    });
  }

  it("is said in a line when it is the end of node's own heap", async () => {
    const { status, stdout, stderr } = await runBuilt(['-'], {
      input: `var x;${'x=1;'.repeat(1e6)}`,
      env: { NODE_OPTIONS: '--max-old-space-size=60' },
    });
    expect({ status, stdout }).to.deep.equal({ status: 3, stdout: '' });
    expect(stderr).to.match(/^toy-js: out of memory: [^\n]+\n$/);
  });

  it('is said in a line when there is no address space for the heap', function () {
    if (process.platform !== 'linux') this.skip();
    const shell = 'ulimit -v 4000000 && exec "$0" "$1" --max-heap=3g -e "print(1)"';
    const { status, stdout, stderr } = spawnSync('sh', ['-c', shell, process.execPath, BUILT], {
      encoding: 'utf8',
    });
    expect({ status, stdout }).to.deep.equal({ status: 3, stdout: '' });
    expect(stderr).to.match(/^toy-js: [^\n]*cannot reserve 3\.09 GiB of address space[^\n]*\n$/);
  });
});
