// `npm run index`: writes docs/index.md, a line for each file of the library: the first sentence of
// the comment at its top. With `--check` it writes nothing, and ends with status 1 where the page
// is another, or a file has no such sentence.

import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';

const root = fileURLToPath(new URL('..', import.meta.url));
const page = join(root, 'docs/index.md');

/** The folders, in the order in which they are best read, and what each is for. */
const rooms = [
  ['src', 'the facade: what a program holds'],
  ['src/memory', 'the address space, pages, blocks, errors, and how arguments are looked at'],
  ['src/object', 'the header word, slot words, layouts'],
  ['src/kernel', 'the kernel as TypeScript sees it'],
  ['src/kernel/assembly', 'the loops over memory: mark, sweep, move, holes'],
  ['src/arena', 'arenas, holes, side tables, large objects'],
  ['src/checked', 'checked mode: what is known of each address, and what is said of a misuse'],
  ['src/weak', 'weak fields and tables, finalizers: what is done between mark and sweep'],
  ['src/collect', 'does: roots, tracer, barrier, a collection'],
  ['src/control', 'decides: when to collect, when to take an arena, when to refuse'],
  ['src/inspect', 'the verifier, which shares no code with the tracer'],
  ['src/access', 'typed access to fields, arrays and bytes'],
  ['src/visit', 'visiting arenas, blocks and objects'],
  ['src/alloc', 'allocators as values, and tables of indexes'],
];

/** The first sentence of the comment at a file's top. */
function sentenceOf(text) {
  const lines = text.split('\n').filter((line) => !line.startsWith('/// '));
  const end = lines.findIndex((line) => !line.startsWith('//'));
  const comment = lines
    .slice(0, end)
    .map((line) => line.replace(/^\/\/ ?/, ''))
    .join('\n')
    .split('\n\n')[0]
    .replace(/\s+/g, ' ');
  return /^(.*?\.)(?= |$)/.exec(comment.replace(/:$/, '.'))?.[1] ?? '';
}

function filesIn(folder) {
  return (
    readdirSync(join(root, folder), { withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
      .map(({ name }) => name)
      // Made by the build.
      .filter((name) => name !== 'binary.ts')
      .sort()
  );
}

/** The page as it is to be. */
async function indexPage() {
  const parts = rooms.map(([folder, what]) => {
    const lines = filesIn(folder).map((name) => {
      const text = readFileSync(join(root, folder, name), 'utf8');
      return `- [${name}](../${folder}/${name}): ${sentenceOf(text)}`;
    });
    return `## ${folder}: ${what}\n\n${lines.join('\n')}\n`;
  });
  const head =
    '# The files\n\nA line for each file of the library: the first sentence of the comment at its top. Made by `npm run index`.\n\n';
  const options = await resolveConfig(page);
  return format(head + parts.join('\n'), { ...options, parser: 'markdown' });
}

const wanted = await indexPage();
const mute = rooms.flatMap(([folder]) =>
  filesIn(folder)
    .map((name) => join(folder, name))
    .filter((file) => sentenceOf(readFileSync(join(root, file), 'utf8')) === ''),
);
for (const file of mute) process.stderr.write(`${file} does not say at its top what it is\n`);
if (!process.argv.includes('--check')) writeFileSync(page, wanted);
else if (readFileSync(page, 'utf8') !== wanted) {
  process.stderr.write('docs/index.md is not what the files say: npm run index writes it anew\n');
  process.exitCode = 1;
}
if (mute.length > 0) process.exitCode = 1;
