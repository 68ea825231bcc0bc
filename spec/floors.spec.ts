import { expect } from 'chai';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const ROOT = resolve(__dirname, '..');
const CRUISER = join(ROOT, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');

/** What breaks a rule: what it is, the file, its text, and the rule. */
const BREACHES: readonly (readonly [string, string, string, string])[] = [
  [
    'a floor that names a higher one',
    'src/memory/leak.ts',
    "import { Heap } from '../heap.ts';\nexport const leak = Heap;\n",
    'floor-memory',
  ],
  [
    'a floor that names a higher one by type',
    'src/arena/leak.ts',
    "import type { Collector } from '../collect/collector.ts';\nexport type Leak = Collector;\n",
    'floor-arena',
  ],
  [
    'a runtime dependency',
    'src/object/leak.ts',
    "import { expect } from 'chai';\nexport const leak = expect;\n",
    'library-stands-alone',
  ],
  [
    'constants that import',
    'src/arena/geometry.ts',
    "import { PAGE_BYTES } from '../memory/units.ts';\nexport const leak = PAGE_BYTES;\n",
    'constants-import-nothing',
  ],
];

// That they hold for the tree as it is, `npm run floors` says, which is part of `npm test`.
describe('the dependency rules', function () {
  this.timeout(60_000);
  let copy: string;
  let found: { readonly status: number | null; readonly stdout: string };

  before(() => {
    copy = mkdtempSync(join(tmpdir(), 'tidemark-floors-'));
    for (const name of ['src', 'tsconfig.json', '.dependency-cruiser.cjs'])
      cpSync(join(ROOT, name), join(copy, name), { recursive: true });
    symlinkSync(join(ROOT, 'node_modules'), join(copy, 'node_modules'));
    for (const [, file, text] of BREACHES) writeFileSync(join(copy, file), text);
    found = spawnSync(process.execPath, [CRUISER, '--config', '.dependency-cruiser.cjs', 'src'], {
      cwd: copy,
      encoding: 'utf8',
    });
  });

  after(() => rmSync(copy, { recursive: true, force: true }));

  it('fail', () => {
    expect(found.status).not.to.equal(0);
  });

  for (const [name, file, , rule] of BREACHES)
    it(`name ${name}`, () => {
      const line = found.stdout.split('\n').find((text) => text.includes(`error ${rule}:`));
      expect(line).to.contain(file);
    });
});
