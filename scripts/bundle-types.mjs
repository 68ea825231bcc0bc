// Bundles the declarations: a file for each entry of the package, and what the entries share. What
// no user can name is not in them.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { rollup } from 'rollup';
import { dts } from 'rollup-plugin-dts';
import ts from 'typescript';

const extension = '.d.ts';

async function bundle(input, tsconfig) {
  // What is left of internal types is told by spec/package.spec.ts.
  const build = await rollup({ input, plugins: [dts({ tsconfig })], onwarn: () => undefined });
  const { output } = await build.generate({
    format: 'es',
    // `Symbol.dispose`, which TypeScript 5.2 knows.
    banner: '/// <reference lib="esnext.disposable" />',
    entryFileNames: `[name]${extension}`,
    chunkFileNames: `shared-[hash]${extension}`,
  });
  await build.close();
  return output;
}

function isDeclaration(node) {
  return [
    ts.isClassDeclaration,
    ts.isInterfaceDeclaration,
    ts.isTypeAliasDeclaration,
    ts.isFunctionDeclaration,
    ts.isVariableDeclaration,
  ].some((is) => is(node));
}

function forEachNode(node, visit) {
  visit(node);
  ts.forEachChild(node, (child) => forEachNode(child, visit));
}

/** Names that some file declares at its top and no entry exports. */
function internalNames(files, output) {
  const names = new Set();
  for (const file of files)
    for (const statement of file.statements)
      forEachNode(statement, (node) => {
        if (isDeclaration(node) && node.name !== undefined) names.add(node.name.getText());
      });
  for (const { isEntry, exports } of output)
    if (isEntry) for (const name of exports) names.delete(name);
  return names;
}

/** What is to stand in the place of a member of a class, if it is to be another text. */
function replacement(member, internal) {
  let isInternal = false;
  forEachNode(member, (node) => {
    if (ts.isIdentifier(node) && internal.has(node.text)) isInternal = true;
  });
  if (!isInternal) return undefined;
  // Only the library makes such an object; a class that extends it may.
  if (ts.isConstructorDeclaration(member)) return 'protected constructor();';
  const flags = ts.getCombinedModifierFlags(member);
  return flags & ts.ModifierFlags.Protected
    ? `protected ${member.name.getText()}: unknown;`
    : undefined;
}

/** The text of a file in which nobody outside is told of what is internal. */
function withoutInternals(file, internal) {
  const edits = [];
  forEachNode(file, (node) => {
    if (!ts.isClassDeclaration(node)) return;
    for (const member of node.members) {
      const text = replacement(member, internal);
      if (text !== undefined) edits.push({ start: member.getStart(), end: member.end, text });
    }
  });
  return edits
    .sort((a, b) => b.start - a.start)
    .reduce(
      (text, { start, end, text: other }) => text.slice(0, start) + other + text.slice(end),
      file.text,
    );
}

/**
 * The files of declarations, as `{ fileName, code }`. `entries` are paths below `root`/src without
 * extension.
 */
export async function bundleTypes(root, entries) {
  const tsconfig = join(root, 'tsconfig.types.json');
  const inputs = (folder, end) =>
    Object.fromEntries(entries.map((entry) => [entry, join(folder, `${entry}${end}`)]));
  const output = await bundle(inputs(join(root, 'src'), '.ts'), tsconfig);
  const files = output.map(({ fileName, code }) =>
    ts.createSourceFile(fileName, code, ts.ScriptTarget.ES2022, true),
  );
  const internal = internalNames(files, output);
  mkdirSync(join(root, 'build'), { recursive: true });
  const directory = mkdtempSync(join(root, 'build/types-'));
  try {
    for (const file of files) {
      const path = join(directory, file.fileName);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, withoutInternals(file, internal));
    }
    return await bundle(inputs(directory, extension), tsconfig);
  } finally {
    rmSync(directory, { recursive: true });
  }
}
