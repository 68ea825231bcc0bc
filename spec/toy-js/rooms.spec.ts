// The rooms of the interpreter are those that its page draws, and its specs stand in the same ones.

import { expect } from 'chai';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(__dirname, '../..');
const FLOORS = ['front', 'compile', 'runtime', 'builtins'];

function foldersOf(base: string): string[] {
  return FLOORS.flatMap((floor) => [
    floor,
    ...readdirSync(join(ROOT, base, floor), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => `${floor}/${name}`),
  ]);
}

describe('the rooms of the interpreter', () => {
  const page = readFileSync(join(ROOT, 'docs/toy-js.md'), 'utf8');
  const rooms = foldersOf('examples/toy-js');
  /** A room, and what it is for. */
  const drawn = [...page.matchAll(/^ {2}([a-z]+(?:\/[a-z]+)?)\/ {2,}(\S.*)$/gm)];

  it('are drawn in docs/toy-js.md, each with a line that says what it is for', () => {
    const withFiles = rooms.filter((room) =>
      readdirSync(join(ROOT, 'examples/toy-js', room)).some((name) => name.endsWith('.ts')),
    );
    expect(drawn.map(([, room]) => room)).to.have.members(withFiles);
  });

  it('are those of its specs', () => {
    expect(rooms).to.include.members(foldersOf('spec/toy-js'));
  });

  it('hold each file that the page names with its path', () => {
    const files = [
      ...page.matchAll(/(?:`|^\/\/ )((?:front|compile|runtime|builtins)\/[\w/-]+\.ts)/gm),
    ];
    expect(files).to.have.length.above(0);
    for (const [, file] of files) {
      expect(() => readFileSync(join(ROOT, 'examples/toy-js', file!)), file).not.to.throw();
    }
  });
});
