import { expect } from 'chai';
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const ROOT = resolve(__dirname, '..');

const PROGRAM = `
const heap = new Heap({ limit: 1 << 20 });
const Pair = heap.layout('Pair', { head: 'value', tail: 'ref' });
const list = heap.root();
for (let i = 0; i < 10; i++) list.ref = Pair.new({ head: i, tail: list.ref });
const head: number = Pair.head.get(list.ref);
const live: number = heap.collect().liveObjects;
console.log(head, live);
`;
const UNTYPED = PROGRAM.replace(/: number/g, '');

/** The files that a manifest's exports name, at whatever depth. */
function pathsOf(exports: unknown): string[] {
  return typeof exports === 'string' ? [exports] : Object.values(exports ?? {}).flatMap(pathsOf);
}

describe('the package, packed and installed outside the tree', function () {
  this.timeout(120_000);
  let consumer: string;

  const run = (command: string, ...args: string[]): string =>
    execFileSync(command, args, {
      cwd: consumer,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    });

  const packed = (path: string): string => join(consumer, 'node_modules/tidemark', path);

  before(() => {
    consumer = mkdtempSync(join(tmpdir(), 'tidemark-consumer-'));
    // As in a fresh clone, where nothing is built: to pack is to build first.
    rmSync(join(ROOT, 'dist'), { recursive: true, force: true });
    execFileSync('npm', ['pack', '--pack-destination', consumer], { cwd: ROOT, stdio: 'pipe' });
    writeFileSync(join(consumer, 'package.json'), '{ "name": "consumer", "private": true }\n');
    const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
      version: string;
    };
    run('npm', 'install', '--offline', '--no-audit', '--no-fund', `./tidemark-${version}.tgz`);
  });

  after(() => rmSync(consumer, { recursive: true, force: true }));

  it('holds what was built for it, with types, the pages for a user, and the licence', () => {
    const { exports } = JSON.parse(readFileSync(packed('package.json'), 'utf8')) as {
      exports: Record<string, unknown>;
    };
    const paths = pathsOf(exports);
    expect(paths.filter((path) => path.endsWith('.d.ts'))).to.have.length(6);
    for (const path of paths) expect(existsSync(packed(path)), path).to.equal(true);
    const licences = readdirSync(ROOT).filter((name) => /^licen[cs]e/i.test(name));
    expect(readdirSync(packed('.'))).to.have.members([
      'CHANGELOG.md',
      'README.md',
      'dist',
      'package.json',
      ...licences,
    ]);
  });

  it('brings nothing else with it', () => {
    const manifest = JSON.parse(
      readFileSync(join(consumer, 'node_modules/tidemark/package.json'), 'utf8'),
    ) as Record<string, unknown>;
    expect(manifest).not.to.have.property('dependencies');
    const tree = JSON.parse(run('npm', 'ls', '--all', '--json')) as {
      dependencies: Record<string, unknown>;
    };
    expect(Object.keys(tree.dependencies)).to.deep.equal(['tidemark']);
  });

  it('works by import', () => {
    writeFileSync(join(consumer, 'main.mjs'), `import { Heap } from 'tidemark';\n${UNTYPED}`);
    expect(run(process.execPath, 'main.mjs')).to.equal('9 10\n');
  });

  it('works by require', () => {
    writeFileSync(join(consumer, 'main.cjs'), `const { Heap } = require('tidemark');\n${UNTYPED}`);
    expect(run(process.execPath, 'main.cjs')).to.equal('9 10\n');
  });

  const SUBPATHS = `
const space = new AddressSpace({ reserve: 1 << 21 });
const pool = new PoolAllocator(new PageAllocator(new SpacePages(space, 'consumer')));
const address = pool.allocate(100, 8);
let refusal = '';
try {
  space.reserveRun(1 << 28, space.pages.register('too much'));
} catch (error) {
  refusal = error instanceof OutOfMemoryError ? 'one class' : 'two classes';
}
const heap = new Heap({ space });
console.log(address % 8, pool.stats().blocks, refusal, heap.space === space);
`;
  const NAMES = ['tidemark', 'tidemark/alloc', 'tidemark/memory'];
  const IMPORTED = [
    'Heap, OutOfMemoryError',
    'PageAllocator, PoolAllocator',
    'AddressSpace, SpacePages',
  ];

  it('has allocators and memory under their own names, with the same classes by import', () => {
    const imports = NAMES.map((name, index) => `import { ${IMPORTED[index]} } from '${name}';\n`);
    writeFileSync(join(consumer, 'subpaths.mjs'), imports.join('') + SUBPATHS);
    expect(run(process.execPath, 'subpaths.mjs')).to.equal('0 1 one class true\n');
  });

  it('has them with the same classes by require', () => {
    const requires = NAMES.map(
      (name, index) => `const { ${IMPORTED[index]} } = require('${name}');\n`,
    );
    writeFileSync(join(consumer, 'subpaths.cjs'), requires.join('') + SUBPATHS);
    expect(run(process.execPath, 'subpaths.cjs')).to.equal('0 1 one class true\n');
  });

  describe('compiled by who uses it, without skipping its declarations', () => {
    let errors: string[];

    before(() => {
      const declared = 'declare const console: { log(...values: unknown[]): void };\n';
      for (const extension of ['mts', 'cts'])
        writeFileSync(
          join(consumer, `typed.${extension}`),
          `import { Heap } from 'tidemark';\n` +
            `import { checked, FixedBufferAllocator } from 'tidemark/alloc';\n` +
            `import { PageMap } from 'tidemark/memory';\n${declared}${PROGRAM}\n` +
            `checked(new FixedBufferAllocator(new ArrayBuffer(8))).free(new PageMap(2).pages, 1);\n`,
        );
      writeFileSync(
        join(consumer, 'wrong.mts'),
        `import { Heap, Root } from 'tidemark';\nconst heap = new Heap();\n` +
          `const Pair = heap.layout('Pair', { head: 'value' });\nPair.new({ neck: 1 });\nPair.tail;\n` +
          `new Root();\n`,
      );
      const tsc = join(ROOT, 'node_modules/typescript/bin/tsc');
      const options = ['--noEmit', '--strict', '--module', 'nodenext'];
      const files = ['typed.mts', 'typed.cts', 'wrong.mts'];
      const { stdout } = spawnSync(
        process.execPath,
        [tsc, ...options, '--target', 'es2022', '--lib', 'es2022', ...files],
        { cwd: consumer, encoding: 'utf8' },
      );
      errors = stdout.split('\n').filter((line) => /^\S/.test(line));
    });

    it('has types for import and for require', () => {
      expect(errors.filter((line) => !line.startsWith('wrong.mts'))).to.deep.equal([]);
    });

    it('has types that refuse what is wrong', () => {
      expect(errors).to.have.length(3);
      expect(errors[0]).to.match(/neck/);
      expect(errors[1]).to.match(/Property 'tail' does not exist/);
      expect(errors[2]).to.match(/constructor of class 'Root' is protected/i);
    });
  });

  it('has a file of declarations for each entry, and what they share', () => {
    for (const format of ['esm', 'cjs']) {
      const files = readdirSync(packed(`dist/${format}`), { recursive: true, encoding: 'utf8' })
        .filter((name) => name.endsWith('.d.ts'))
        .map((name) => name.replace(/^shared-.*/, 'shared'));
      expect([...new Set(files)], format).to.have.members([
        'index.d.ts',
        join('alloc', 'index.d.ts'),
        join('memory', 'index.d.ts'),
        'shared',
      ]);
      expect(files.length, format).to.be.at.most(7);
    }
    expect(readdirSync(packed('dist'), { recursive: true })).to.have.length.below(40);
  });

  it('tells nobody of what is inside', () => {
    const inside = [
      'ControlPlane',
      'HeapParts',
      'Collector',
      'Tracer',
      'RootTable',
      'KERNEL_BASE64',
    ];
    const folder = packed('dist/esm');
    const declared = readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.d.ts'))
      .map((name) => readFileSync(join(folder, name), 'utf8'));
    for (const name of inside) expect(declared.join(), name).not.to.match(RegExp(`\\b${name}\\b`));
  });
});
