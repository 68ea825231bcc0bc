// A copy of the tree, in which mutants are tried one after the other.
import asc from 'assemblyscript/asc';
import { spawn } from 'node:child_process';
import {
  cpSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { inlineKernel, KERNEL_BINARY, KERNEL_ENTRY, KERNEL_OPTIONS } from './kernel.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
/** What no test of a mutant needs. */
const leftOut = new Set(['.git', 'node_modules', 'build', 'dist', 'coverage']);
/** Files that the kernel is made of. */
const kernelSources = /^src\/(kernel\/assembly\/|memory\/units|object\/header\.|arena\/geometry)/;

export class Tree {
  path = mkdtempSync(join(tmpdir(), 'tidemark-mutants-'));

  constructor() {
    process.once('exit', () => this.remove());
    for (const name of readdirSync(root))
      if (!leftOut.has(name)) cpSync(join(root, name), join(this.path, name), { recursive: true });
    symlinkSync(join(root, 'node_modules'), join(this.path, 'node_modules'));
    const config = this.read('.mocharc.json');
    this.write(
      '.mocharc.json',
      config.replace('ts-node/register', './scripts/esbuild-register.mjs'),
    );
  }

  /**
   * Runs `body` with a text of a file replaced. Returns what it returns, or in words why it was not
   * run.
   */
  async with({ file, text, becomes }, occurrences, body) {
    const original = this.read(file);
    if (occurrences(text, original) !== 1) return 'does not apply';
    const kernel = this.read(KERNEL_BINARY);
    try {
      // A function, since `$` has a meaning in a replacement.
      const mutated = original.replace(text, () => becomes);
      this.write(file, mutated);
      if (kernelSources.test(file) && !(await this.buildKernel())) return 'does not build';
      return await body();
    } finally {
      this.write(file, original);
      this.write(KERNEL_BINARY, kernel);
    }
  }

  /**
   * By the compiler in this process: the second time it takes a fifth of the first. Whether it
   * compiles.
   */
  async buildKernel() {
    let binary;
    const { error } = await asc.main(
      [KERNEL_ENTRY, ...KERNEL_OPTIONS, '--baseDir', this.path, '-o', 'kernel.wasm'],
      { stderr: { write: () => undefined }, writeFile: (_name, bytes) => void (binary = bytes) },
    );
    if (error !== null || binary === undefined) return false;
    this.write(KERNEL_BINARY, inlineKernel(binary, 'of a mutant'));
    return true;
  }

  /**
   * Runs the tests of a spec file whose titles match, up to the first that fails. Returns mocha's
   * report, if it comes in time.
   */
  async runTests(spec, titles, limitMs) {
    const output = join(this.path, 'report.json');
    rmSync(output, { force: true });
    const mocha = join(root, 'node_modules/mocha/bin/mocha.js');
    const reporter = ['--reporter', 'json', '--reporter-option', `output=${output}`];
    const args = [mocha, spec, '--bail', '--grep', titles.source, ...reporter];
    await this.runNode(args, limitMs);
    try {
      return JSON.parse(readFileSync(output, 'utf8'));
    } catch {
      return undefined;
    }
  }

  remove() {
    rmSync(this.path, { recursive: true, force: true });
  }

  runNode(args, timeout) {
    const options = { cwd: this.path, stdio: 'ignore', timeout, killSignal: 'SIGKILL' };
    return new Promise((resolve) => spawn(process.execPath, args, options).on('close', resolve));
  }

  read(file) {
    return readFileSync(join(this.path, file), 'utf8');
  }

  write(file, text) {
    writeFileSync(join(this.path, file), text);
  }
}
