import { expect } from 'chai';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const ROOT = resolve(__dirname, '..');
const CRUISER = join(ROOT, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');

describe('the dependency rules', function () {
  this.timeout(60_000);
  let copy: string;

  beforeEach(() => {
    copy = mkdtempSync(join(tmpdir(), 'tidemark-floors-'));
    for (const name of ['src', 'tsconfig.json', '.dependency-cruiser.cjs'])
      cpSync(join(ROOT, name), join(copy, name), { recursive: true });
    symlinkSync(join(ROOT, 'node_modules'), join(copy, 'node_modules'));
  });

  afterEach(() => rmSync(copy, { recursive: true, force: true }));

  const check = (): { status: number | null; stdout: string } =>
    spawnSync(process.execPath, [CRUISER, '--config', '.dependency-cruiser.cjs', 'src'], {
      cwd: copy,
      encoding: 'utf8',
    });

  const add = (file: string, text: string): void => writeFileSync(join(copy, file), text);

  it('hold for the library as it is', () => {
    const { status, stdout } = check();
    expect(stdout).to.contain('no dependency violations');
    expect(status).to.equal(0);
  });

  const breaches: readonly [string, string, string, string][] = [
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
  for (const [name, file, text, rule] of breaches)
    it(`fail for ${name}`, () => {
      add(file, text);
      const { status, stdout } = check();
      expect(stdout).to.contain(`error ${rule}`);
      expect(status).not.to.equal(0);
    });
});
