// Compiles src/kernel/assembly to WebAssembly and inlines it as base64 in src/kernel/binary.ts.
// Does nothing when that file is already made of the same sources.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { inlineKernel, KERNEL_BINARY, KERNEL_ENTRY, KERNEL_OPTIONS } from './kernel.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const assembly = join(root, 'src/kernel/assembly');
const target = join(root, KERNEL_BINARY);

const sources = readdirSync(assembly)
  .filter((name) => name.endsWith('.ts'))
  .map((name) => join(assembly, name));
const shared = ['src/memory/units.ts', 'src/object/header.ts', 'src/arena/geometry.ts'].map(
  (name) => join(root, name),
);
const lock = join(root, 'node_modules/assemblyscript/package.json');
const hash = createHash('sha256').update(KERNEL_OPTIONS.join(' '));
for (const file of [...sources, ...shared, lock]) hash.update(readFileSync(file));
const stamp = hash.digest('hex');

function isCurrent() {
  try {
    return readFileSync(target, 'utf8').includes(stamp);
  } catch {
    return false;
  }
}

if (!isCurrent()) {
  const directory = mkdtempSync(join(tmpdir(), 'tidemark-kernel-'));
  try {
    const binary = join(directory, 'kernel.wasm');
    const asc = join(root, 'node_modules/assemblyscript/bin/asc.js');
    execFileSync(process.execPath, [asc, KERNEL_ENTRY, ...KERNEL_OPTIONS, '-o', binary], {
      cwd: root,
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    const bytes = readFileSync(binary);
    writeFileSync(target, inlineKernel(bytes, stamp));
    process.stderr.write(`kernel: ${bytes.length} bytes\n`);
  } catch (error) {
    process.stderr.write(`the kernel does not compile: ${error.message}\n`);
    process.exitCode = 1;
  } finally {
    rmSync(directory, { recursive: true });
  }
}
