import { expect } from 'chai';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { brokenLinks } from './support/links.ts';

const ROOT = resolve(__dirname, '..');

/** Pages at the root, in `docs` and in `bench`. */
function pages(): string[] {
  const inside = (folder: string): string[] =>
    readdirSync(join(ROOT, folder), { recursive: folder !== '.', encoding: 'utf8' })
      .filter((name) => name.endsWith('.md'))
      .map((name) => join(folder, name));
  return ['.', 'docs', 'bench'].flatMap(inside);
}

describe('the links of the pages', () => {
  for (const page of pages())
    it(`lead somewhere: ${page}`, () => {
      const text = readFileSync(join(ROOT, page), 'utf8');
      expect(brokenLinks(ROOT, page, text)).to.deep.equal([]);
    });

  it('are found out when they do not', () => {
    const text = `# A page\n
      [good](#a-page) [good](README.md) [good](docs/index.md#the-files) [far](https://example.org)
      \`[no](link.md)\` [bad](no-such.md) [bad](#no-heading) [bad](docs/index.md#nothing)`;
    expect(brokenLinks(ROOT, 'page.md', text)).to.deep.equal([
      'no-such.md',
      '#no-heading',
      'docs/index.md#nothing',
    ]);
  });
});
