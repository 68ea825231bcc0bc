// Bundles the interpreter's command line into one file, build/toy-js.cjs, with the program that it
// runs by default.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));
const read = (path) => readFileSync(join(root, path), 'utf8');
const program = 'examples/toy-js/programs/tides.js';

await build({
  entryPoints: [join(root, 'examples/toy-js/main.ts')],
  outfile: join(root, 'build/toy-js.cjs'),
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  minifySyntax: true,
  legalComments: 'none',
  logLevel: 'warning',
  define: {
    BUNDLE: JSON.stringify({
      version: JSON.parse(read('package.json')).version,
      file: 'tides.js',
      text: read(program),
    }),
  },
});
