// Builds the package: dist/esm and dist/cjs, each with its JavaScript in one file and its declarations beside.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));
const dist = join(root, 'dist');
rmSync(dist, { recursive: true, force: true });

for (const format of ['esm', 'cjs']) {
  const directory = join(dist, format);
  mkdirSync(directory, { recursive: true });
  await build({
    entryPoints: [join(root, 'src/index.ts')],
    outfile: join(directory, 'index.js'),
    bundle: true,
    format,
    platform: 'neutral',
    target: 'es2022',
    minifySyntax: true,
    legalComments: 'none',
  });
  const type = format === 'esm' ? 'module' : 'commonjs';
  writeFileSync(join(directory, 'package.json'), `{ "type": "${type}" }\n`);
  const tsc = join(root, 'node_modules/typescript/bin/tsc');
  execFileSync(
    process.execPath,
    [tsc, '-p', join(root, 'tsconfig.types.json'), '--outDir', directory],
    {
      stdio: 'inherit',
    },
  );
  rewriteExtensions(directory);
}

/** Declarations name their neighbours by the extension of the files that are published. */
function rewriteExtensions(directory) {
  for (const entry of readdirSync(directory, { recursive: true })) {
    if (!entry.endsWith('.d.ts')) continue;
    const file = join(directory, entry);
    writeFileSync(
      file,
      readFileSync(file, 'utf8').replace(/(['"]\.{1,2}\/[^'"]*)\.ts(?=['"])/g, '$1.js'),
    );
  }
}
