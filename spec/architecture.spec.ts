import { expect } from 'chai';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

const ROOT = join(__dirname, '..');
const ARROW = /`(src\/[\w./-]+\.ts)` → `(src\/[\w./-]+\.ts)`/g;
const IMPORTED = /from '([^']+\.ts)'/g;

function importsOf(file: string): string[] {
  const text = readFileSync(join(ROOT, file), 'utf8');
  return [...text.matchAll(IMPORTED)].map(([, path]) => join(dirname(file), path!));
}

describe('the architecture page', () => {
  const text = readFileSync(join(ROOT, 'docs/architecture.md'), 'utf8');
  const arrows = [...text.matchAll(ARROW)].map(([, from, to]) => [from!, to!] as const);

  it('has the steps of an allocation and of a collection', () => {
    expect(arrows).to.have.length.above(15);
  });

  for (const [from, to] of arrows)
    it(`names an import that is there: ${from} of ${to}`, () => {
      expect(importsOf(from)).to.include(relative('.', to));
    });

  it('names files that are there', () => {
    const named = [...text.matchAll(/`(src\/[\w./-]+\.ts)`/g)].map(([, file]) => file!);
    expect(named.filter((file) => !existsSync(join(ROOT, file)))).to.deep.equal([]);
  });
});
