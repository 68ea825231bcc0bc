// Has `require` take TypeScript, by esbuild: a process that runs one test starts in a third of the
// time that it takes by ts-node.
import { readFileSync } from 'node:fs';
import Module from 'node:module';
import { transformSync } from 'esbuild';

const tsconfigRaw = readFileSync(new URL('../tsconfig.json', import.meta.url), 'utf8');

Module._extensions['.ts'] = (module, file) => {
  const { code } = transformSync(readFileSync(file, 'utf8'), {
    loader: 'ts',
    format: 'cjs',
    sourcefile: file,
    sourcemap: 'inline',
    tsconfigRaw,
  });
  module._compile(code, file);
};
