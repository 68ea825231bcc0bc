import { build } from 'esbuild';
import type { Plugin } from 'esbuild';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as ts from 'typescript';

/** Where instrumented code counts its steps. */
const STEPS = 'toyJsSteps';

declare global {
  var toyJsSteps: Float64Array;
}

/** A statement that counts a step. */
function step(factory: ts.NodeFactory): ts.Statement {
  const counter = factory.createElementAccessExpression(factory.createIdentifier(STEPS), 0);
  return factory.createExpressionStatement(factory.createPostfixIncrement(counter));
}

/** Makes each call of a function and each turn of a loop count a step. */
function countSteps(context: ts.TransformationContext): ts.Transformer<ts.SourceFile> {
  const { factory } = context;
  const counted = (body: ts.Statement): ts.Block =>
    factory.createBlock([step(factory), ...(ts.isBlock(body) ? body.statements : [body])], true);
  const visit = (node: ts.Node): ts.Node => {
    const inner = ts.visitEachChild(node, visit, context);
    if (ts.isIterationStatement(inner, false)) {
      return ts.visitEachChild(
        inner,
        (child) => (child === inner.statement ? counted(inner.statement) : child),
        context,
      );
    }
    if (!ts.isFunctionLike(inner) || !('body' in inner) || inner.body === undefined) return inner;
    const { body } = inner as ts.FunctionLikeDeclaration & { body: ts.ConciseBody };
    const block = ts.isBlock(body)
      ? body
      : factory.createBlock([factory.createReturnStatement(body)]);
    return ts.visitEachChild(inner, (child) => (child === body ? counted(block) : child), context);
  };
  return (file) => ts.visitEachChild(file, visit, context);
}

function instrumenter(folder: RegExp): Plugin {
  return {
    name: 'count steps',
    setup: ({ onLoad }) => {
      onLoad({ filter: folder }, ({ path }) => {
        const { outputText } = ts.transpileModule(readFileSync(path, 'utf8'), {
          fileName: path,
          compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext },
          transformers: { before: [countSteps] },
        });
        return { contents: outputText, loader: 'js' };
      });
    },
  };
}

/**
 * What the module `entry` exports, it and what it imports bundled anew, and with the files that
 * `folder` matches counting their steps.
 */
export async function loadInstrumented<Exports>(entry: string, folder: RegExp): Promise<Exports> {
  globalThis.toyJsSteps = new Float64Array(1);
  const directory = mkdtempSync(join(tmpdir(), 'tidemark-steps-'));
  try {
    const outfile = join(directory, 'bundle.cjs');
    await build({
      entryPoints: [entry],
      outfile,
      bundle: true,
      platform: 'node',
      format: 'cjs',
      plugins: [instrumenter(folder)],
    });
    // eslint-disable-next-line @typescript-eslint/no-require-imports
    return require(outfile) as Exports;
  } finally {
    rmSync(directory, { recursive: true });
  }
}
