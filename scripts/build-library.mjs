// Builds the package: dist/esm and dist/cjs, each with its declarations beside. A class is the same
// object through every entry: the ESM entries share chunks; the CJS entries are thin files over one
// bundle of all.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { bundleTypes } from './bundle-types.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const dist = join(root, 'dist');
rmSync(dist, { recursive: true, force: true });

/** The files that are entries of the package, as paths below src without extension. */
const entries = ['index', 'alloc/index', 'memory/index'];

const common = {
  bundle: true,
  platform: 'neutral',
  target: 'es2022',
  minifySyntax: true,
  legalComments: 'none',
};

async function buildEsm(directory) {
  await build({
    ...common,
    entryPoints: entries.map((entry) => join(root, `src/${entry}.ts`)),
    outbase: join(root, 'src'),
    outdir: directory,
    format: 'esm',
    splitting: true,
    chunkNames: 'shared-[hash]',
  });
}

async function buildCjs(directory) {
  const nameOf = (entry) => entry.replace(/\W/g, '_');
  await build({
    ...common,
    stdin: {
      contents: entries
        .map((entry) => `export * as ${nameOf(entry)} from './src/${entry}.ts';\n`)
        .join(''),
      resolveDir: root,
    },
    outfile: join(directory, 'shared.js'),
    format: 'cjs',
  });
  for (const entry of entries) {
    const file = join(directory, `${entry}.js`);
    mkdirSync(dirname(file), { recursive: true });
    const up = '../'.repeat(entry.split('/').length - 1) || './';
    writeFileSync(file, `module.exports = require('${up}shared.js').${nameOf(entry)};\n`);
  }
}

const types = await bundleTypes(root, entries);
for (const [format, bundle] of [
  ['esm', buildEsm],
  ['cjs', buildCjs],
]) {
  const directory = join(dist, format);
  mkdirSync(directory, { recursive: true });
  await bundle(directory);
  const type = format === 'esm' ? 'module' : 'commonjs';
  writeFileSync(join(directory, 'package.json'), `{ "type": "${type}" }\n`);
  for (const { fileName, code } of types) {
    mkdirSync(dirname(join(directory, fileName)), { recursive: true });
    writeFileSync(join(directory, fileName), code);
  }
}
