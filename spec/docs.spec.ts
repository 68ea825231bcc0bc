import { expect } from 'chai';
import { buildSync } from 'esbuild';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { inspect } from 'node:util';
import { runInThisContext } from 'node:vm';

const ROOT = resolve(__dirname, '..');
const SNIPPET = /^```ts\n([^]*?)^```$/gm;
/** A page with this line is one program: each of its snippets is run behind those before it. */
const GOES_ON = '<!-- Each snippet goes on where the one before it ended. -->';
const CLAIM = /^(\s*)(.+?);\s*\/\/ → (.+)$/;

const ALIASES = {
  tidemark: join(ROOT, 'src/index.ts'),
  'tidemark/memory': join(ROOT, 'src/memory/index.ts'),
  'tidemark/alloc': join(ROOT, 'src/alloc/index.ts'),
};

function pages(): string[] {
  const docs = readdirSync(join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' });
  return [
    'README.md',
    ...docs.filter((name) => name.endsWith('.md')).map((name) => join('docs', name)),
  ];
}

/** `expression; // → text` claims that the expression prints as the text. */
function withClaims(snippet: string): string {
  return snippet
    .split('\n')
    .map((line) => {
      const claim = CLAIM.exec(line);
      if (claim === null) return line;
      const [, indent, expression, text] = claim;
      return `${indent}claim(${expression}, ${JSON.stringify(text!.trim())});`;
    })
    .join('\n');
}

function run(snippet: string, page: string): void {
  const { outputFiles } = buildSync({
    stdin: { contents: withClaims(snippet), loader: 'ts', resolveDir: ROOT, sourcefile: page },
    bundle: true,
    write: false,
    platform: 'node',
    format: 'iife',
    alias: ALIASES,
    logLevel: 'silent',
  });
  const wrapped = `(function (claim, require) {${outputFiles[0]!.text}\n})`;
  const body = runInThisContext(wrapped, { filename: page }) as (
    claim: unknown,
    require: NodeJS.Require,
  ) => void;
  body((actual: unknown, text: string) => {
    const shown = typeof actual === 'string' ? actual : inspect(actual, { breakLength: Infinity });
    expect(shown).to.equal(text);
  }, require);
}

describe('the snippets of the documentation', function () {
  this.timeout(60_000);

  for (const page of pages()) {
    const text = readFileSync(join(ROOT, page), 'utf8');
    const snippets = [...text.matchAll(SNIPPET)].map((match) => ({
      code: match[1]!,
      line: text.slice(0, match.index).split('\n').length,
    }));
    const before = (index: number): string =>
      text.includes(GOES_ON)
        ? snippets
            .slice(0, index)
            .map(({ code }) => code)
            .join('')
        : '';
    snippets.forEach(({ code, line }, index) =>
      it(`run as they stand: ${relative(ROOT, join(ROOT, page))}:${line}`, () =>
        run(before(index) + code, `${page}:${line}`)),
    );
  }
});
