import { expect } from 'chai';
import { buildSync } from 'esbuild';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { MisuseError, type Ref } from '../../src/index.ts';
import { thrownBy } from '../support/thrown.ts';
import { type Checked, openChecked } from './support.ts';

const ROOT = resolve(__dirname, '../..');

/** Frames of the stack of what freed the object. */
function freedBy({ Pair }: Checked, dead: Ref): string[] {
  const error = thrownBy(() => Pair.head.get(dead as Ref<typeof Pair>));
  if (!(error instanceof MisuseError)) throw error ?? new Error('nothing was refused');
  return error.freedBy!.stack.split('\n');
}

/** Ways to free what nobody holds, each of which must be found at the top of the stack. */
const FREEING: Readonly<Record<string, (checked: Checked) => void>> = {
  'heap.collect()': function hostsOwn({ heap }) {
    heap.collect();
  },
  'heap.safepoint()': function hostsOwn({ heap, Bytes }) {
    while (heap.stats().collections === 0) {
      Bytes.new(1000);
      heap.safepoint();
    }
  },
  'a callback of the language': function hostsOwn({ heap }) {
    [1].forEach(() => heap.collect());
  },
  'a callback of the library': function hostsOwn({ heap }) {
    heap.scope(() => heap.collect());
  },
};

describe('the stack of what freed an object', () => {
  for (const [how, free] of Object.entries(FREEING))
    it(`begins with the host’s own line: ${how}`, () => {
      const checked = openChecked({ collect: 'explicit', limit: 1 << 20 });
      const dead = checked.Pair.new();
      free(checked);
      const frames = freedBy(checked, dead);

      expect(frames[0]).to.contain('host-stack.spec');
      expect(frames.length).to.be.greaterThan(1);
    });

  it('begins with the host’s own line where an allocation collected', () => {
    const checked = openChecked({ limit: 256 * 1024 });
    const { heap, Pair } = checked;
    const dead = Pair.new();
    (function hostsOwn() {
      while (heap.stats().collections === 0) Pair.new();
    })();
    expect(freedBy(checked, dead)[0]).to.match(/hostsOwn.*host-stack\.spec/);
  });

  it('begins with the host’s own line where it was a rewind', () => {
    const checked = openChecked({ collect: 'never' });
    const mark = checked.heap.checkpoint();
    const dead = checked.Pair.new();
    (function hostsOwn() {
      checked.heap.rewind(mark);
    })();
    expect(freedBy(checked, dead)[0]).to.match(/hostsOwn.*host-stack\.spec/);
  });

  it('is whole where the library and its host are in one file', () => {
    const directory = mkdtempSync(join(tmpdir(), 'tidemark-bundled-'));
    const program = `
      import { Heap } from './src/index.ts';
      const heap = new Heap({ collect: 'explicit', checked: true });
      const Pair = heap.layout('Pair', { head: 'value' });
      const dead = Pair.new();
      (function hostsOwn() { heap.collect(); })();
      try { Pair.head.get(dead); } catch (error) { console.log(error.freedBy.stack); }
    `;
    try {
      const outfile = join(directory, 'program.cjs');
      const stdin = { contents: program, resolveDir: ROOT, loader: 'ts' as const };
      buildSync({ stdin, outfile, bundle: true, platform: 'node', format: 'cjs' });
      const stack = execFileSync(process.execPath, [outfile], { encoding: 'utf8' });
      expect(stack).to.match(/hostsOwn/);
      expect(stack.split('\n')[0]).to.contain('framesNow');
    } finally {
      rmSync(directory, { recursive: true });
    }
  });
});
