// Bundles the benchmarks into build/bench: the dispatcher, and the processes that it starts for its
// peers.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));
const outdir = join(root, 'build/bench');
rmSync(outdir, { recursive: true, force: true });

await build({
  entryPoints: {
    main: join(root, 'bench/main.ts'),
    'alloc-peer': join(root, 'bench/alloc/peer.ts'),
    subject: join(root, 'bench/subjects/main.ts'),
    'rates-subject': join(root, 'bench/subjects/rates.ts'),
    'v8-peer': join(root, 'bench/peers/v8/main.ts'),
    'v8-rates-peer': join(root, 'bench/peers/v8/rates.ts'),
    'assemblyscript-peer': join(root, 'bench/peers/assemblyscript/main.ts'),
    'thing-malloc-peer': join(root, 'bench/peers/thing-malloc/main.ts'),
  },
  outdir,
  outExtension: { '.js': '.cjs' },
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  mainFields: ['module', 'main'],
  minifySyntax: true,
  minifyWhitespace: true,
  // It finds its own dependencies by the file it is in.
  external: ['benchmark'],
  logLevel: 'warning',
});
