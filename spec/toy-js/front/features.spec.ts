import { expect } from 'chai';
import { findUnsupported, NODE_RULES } from '../../../examples/toy-js/front/features.ts';
import type { Node } from '../../../examples/toy-js/front/ast.ts';
import { parseProgram } from '../../../examples/toy-js/front/parse.ts';
import { GuestSyntaxError } from '../../../examples/toy-js/front/syntax-error.ts';
import { createInterpreter } from '../../../examples/toy-js/interpreter.ts';
import { printedByNode, printedByToy } from '../compile/support.ts';
import { MISPLACED, REFUSED, UNKNOWN, WORKING } from './features.table.ts';

type Fields = Readonly<Record<string, unknown>>;

/** Nothing of what it is given runs. */
const interpreter = createInterpreter({ limit: 4 << 20, output: () => expect.fail('it ran') });

function refusal(source: string): GuestSyntaxError {
  try {
    interpreter.run(source, 'spec.js');
  } catch (e) {
    if (e instanceof GuestSyntaxError) return e;
    throw e;
  }
  throw new Error(`taken: ${source}`);
}

/** Every node of a tree, in any order. */
function nodesOf(value: unknown, found: Node[] = []): Node[] {
  if (typeof value !== 'object' || value === null) return found;
  if ('type' in value) found.push(value as Node);
  for (const child of Object.values(value)) nodesOf(child, found);
  return found;
}

describe('what the compiler knows of the language', () => {
  WORKING.forEach((source, i) => {
    it(`does what node does (${i}: ${source.slice(0, 60).replace(/\s+/g, ' ')}…)`, () => {
      expect(printedByToy(source, false)).to.equal(printedByNode(source));
    });
  });

  for (const [source, feature] of REFUSED) {
    it(`is refused before it runs: ${source}`, () => {
      const { message, line, column } = refusal(source);
      expect(message).to.equal(`${feature} not supported`);
      expect([line, column > 0]).to.deep.equal([1, true]);
    });
  }

  for (const [source, message] of MISPLACED) {
    it(`is refused where it stands: ${source}`, () => {
      expect(refusal(source).message).to.match(message);
    });
  }

  for (const source of UNKNOWN) {
    it(`is not taken by the parser: ${source}`, () => {
      expect(refusal(source).message).to.not.equal('');
    });
  }

  it('leaves out no kind of node, no field and no value', () => {
    const nodes = WORKING.flatMap((source) => nodesOf(parseProgram(source, 'spec.js')));
    const refused = REFUSED.flatMap(([source]) => kindsOf(source));
    for (const [kind, rules] of Object.entries(NODE_RULES)) {
      if (typeof rules === 'string') {
        if (!NEVER_MADE.test(kind)) expect(refused, kind).to.include(kind);
        continue;
      }
      const made = nodes.filter(({ type }) => type === kind) as unknown as Fields[];
      expect(made.length, kind).to.be.above(0);
      for (const [field, rule] of Object.entries(rules as Fields)) {
        const values = new Set(made.map((node) => node[field]));
        const wanted = Array.isArray(rule) ? (rule as unknown[]) : [];
        for (const value of wanted) expect([...values], `${kind}.${field}`).to.include(value);
        if (rule === 'used')
          expect([...values].some(isSomething), `${kind}.${field}`).to.equal(true);
      }
    }
  });

  it('refuses a kind of node or a flag that it was never told of', () => {
    const base = { start: 0, end: 1, loc: null };
    const program = (node: object): Node =>
      ({ type: 'Program', sourceType: 'script', body: [node], ...base }) as unknown as Node;
    const found = (node: object): string | undefined => findUnsupported(program(node))?.feature;
    expect(found({ type: 'EmptyStatement', ...base })).to.equal(undefined);
    expect(found({ type: 'PipelineExpression', ...base })).to.equal('PipelineExpression is');
    expect(found({ type: 'EmptyStatement', lazy: true, ...base })).to.equal(
      'EmptyStatement with lazy is',
    );
    expect(found({ type: 'EmptyStatement', lazy: false, extra: null, ...base })).to.equal(
      undefined,
    );
    expect(
      found({ type: 'VariableDeclaration', kind: 'await using', declarations: [], ...base }),
    ).to.equal('using is');
  });
});

/** Kinds that the parser makes only with options that are not given, or below refused nodes. */
const NEVER_MADE = /^JSX|^Accessor|^Decorator|^Parenthesized|^(Im|Ex)port(?!Expression)/;

/** Kinds of the nodes in a source, if the parser takes it. */
function kindsOf(source: string): string[] {
  try {
    return nodesOf(parseProgram(source, 'spec.js')).map(({ type }) => type);
  } catch (e) {
    if (e instanceof GuestSyntaxError) return [];
    throw e;
  }
}

function isSomething(value: unknown): boolean {
  return value !== undefined && value !== null;
}
