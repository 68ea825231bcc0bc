import { expect } from 'chai';
import { analyze, NESTING_LIMIT } from '../../../examples/toy-js/front/analyze.ts';
import type { Analysis } from '../../../examples/toy-js/front/analyze.ts';
import { parseProgram } from '../../../examples/toy-js/front/parse.ts';
import { Binding, ScriptNames } from '../../../examples/toy-js/front/scopes/scope.ts';
import { GuestSyntaxError } from '../../../examples/toy-js/front/syntax-error.ts';
import { DEEP_SOURCES } from '../support/deep-sources.ts';

function analysisOf(source: string, names = new ScriptNames()): Analysis {
  return analyze(parseProgram(source, 'spec.js'), source, 'spec.js', names);
}

function refusal(source: string, names = new ScriptNames()): GuestSyntaxError {
  try {
    analysisOf(source, names);
  } catch (e) {
    if (e instanceof GuestSyntaxError) return e;
    throw e;
  }
  throw new Error(`nothing is wrong with: ${source.slice(0, 80)}`);
}

/** [source, message, line, column] */
const UNSUPPORTED: readonly (readonly [string, string, number, number])[] = [
  ['let a;\n  function* g() {}', 'generators are not supported', 2, 3],
  ['const o = { *m() {} };', 'generators are not supported', 1, 15],
  ['async function f() {}', 'async functions are not supported', 1, 1],
  ['x = async () => 1;', 'async functions are not supported', 1, 5],
  ['import x from "y";', 'modules are not supported', 1, 8],
  ['1;\nexport const x = 1;', 'modules are not supported', 2, 1],
  ['import.meta.url', 'modules are not supported', 1, 7],
  ['x = import("y");', 'dynamic import is not supported', 1, 5],
  ['with (o) p;', 'with is not supported', 1, 1],
  ['class A { #p = 1; }', 'private names are not supported', 1, 11],
  ['x = 10n;', 'BigInt is not supported', 1, 5],
  ['f`text`;', 'tagged templates are not supported', 1, 1],
  ['eval("1");', 'eval is not supported', 1, 1],
  ['new Function("return 1");', 'new Function is not supported', 1, 5],
  ['@d class A {}', 'decorators are not supported', 1, 1],
  ['await f();', 'await is not supported', 1, 7],
];

describe('the front end', () => {
  for (const [source, message, line, column] of UNSUPPORTED) {
    it(`says that ${message}, and where: ${source.replace('\n', ' ')}`, () => {
      const e = refusal(source);
      expect([e.message, e.line, e.column]).to.deep.equal([message, line, column]);
    });
  }

  it('shows the line with a caret under the column', () => {
    const e = refusal('let a = 1;\nlet b = a +* 2;\n');
    expect(e.position).to.equal('spec.js:2:12');
    expect(e.excerpt).to.equal('let b = a +* 2;\n           ^');
  });

  it('shows a window of a long line', () => {
    const e = refusal(`${'x;'.repeat(500)}a b`);
    const [text, caret] = e.excerpt.split('\n') as [string, string];
    expect(text).to.have.length.at.most(100);
    expect(text[caret.length - 1]).to.equal('b');
  });

  it('finds names declared twice, in one script or in two', () => {
    expect(refusal('let a; let a;').message).to.equal("Identifier 'a' has already been declared");
    const names = new ScriptNames();
    for (const [name, variable] of analysisOf('let a; var b;').script.scope.variables) {
      names.variables.set(name, variable);
    }
    expect(refusal('const a = 1;', names).message).to.contain('already been declared');
    expect(refusal('var a;', names).message).to.contain('already been declared');
    expect(refusal('let b;', names).message).to.contain('already been declared');
  });

  it('lets a program that names them itself call eval and Function', () => {
    const { references } = analysisOf('function f(eval, Function) { eval(1); new Function(2); }');
    const used = [...references.values()].filter(({ name }) => /eval|Function/.test(name));
    expect(used.map(({ variable }) => variable?.binding)).to.deep.equal(
      Array(4).fill(Binding.Param),
    );
  });

  for (const [what, make] of DEEP_SOURCES) {
    it(`refuses ${what} nested 100,000 deep`, () => {
      expect(refusal(make(100_000)).message).to.match(/nesting too deep|Unexpected|Expected/);
    });
    it(`refuses ${what} nested beyond the limit, wherever the parser gives up`, () => {
      expect(refusal(make(NESTING_LIMIT + 200)).message).to.match(/nesting too deep|Unexp|Exp/);
    });
  }
});
