import { expect } from 'chai';
import { analyze } from '../../../../examples/toy-js/front/analyze.ts';
import { parseProgram } from '../../../../examples/toy-js/front/parse.ts';
import { ScriptNames, Storage } from '../../../../examples/toy-js/front/scopes/scope.ts';
import type { Reference } from '../../../../examples/toy-js/front/scopes/scope.ts';

/** The uses of a name in source order. */
function uses(source: string, name: string): Reference[] {
  const analysis = analyze(parseProgram(source, 's.js'), source, 's.js', new ScriptNames());
  return [...analysis.references.entries()]
    .filter(([node, { name: used }]) => used === name && node.type === 'Identifier')
    .sort(([a], [b]) => a.start! - b.start!)
    .map(([, reference]) => reference);
}

function storages(source: string, name: string): (Storage | undefined)[] {
  return uses(source, name).map(({ variable }) => variable?.storage);
}

describe('scope analysis', () => {
  it('keeps a variable in the frame unless a closure uses it', () => {
    expect(storages('function f() { let a = 1; return a; }', 'a')).to.deep.equal([
      Storage.Frame,
      Storage.Frame,
    ]);
    const captured = storages('function f() { let a = 1; return () => a; }', 'a');
    expect(captured).to.deep.equal([Storage.Environment, Storage.Environment]);
  });

  it('gives scripts words of their own, and leaves other names to the global object', () => {
    expect(storages('var a; let b; a; b; c;', 'a').at(-1)).to.equal(Storage.Script);
    expect(storages('let b; function f() { return b; }', 'b').at(-1)).to.equal(Storage.Script);
    expect(storages('c;', 'c')).to.deep.equal([undefined]);
  });

  it('finds the variable of the nearest scope', () => {
    const [outer, inner, use, last] = uses('let a = 1; { let a = 2; a; } a;', 'a');
    expect(use!.variable).to.equal(inner!.variable);
    expect(last!.variable).to.equal(outer!.variable);
    expect(use!.variable).not.to.equal(last!.variable);
  });

  it('checks for the dead zone only where a use can come too early', () => {
    const checks = (source: string): boolean[] => uses(source, 'a').map(({ check }) => check);
    expect(checks('{ let a = 1; a; }')).to.deep.equal([false, false]);
    expect(checks('{ a; let a = 1; }')).to.deep.equal([true, false]);
    expect(checks('{ let a = a; }')).to.deep.equal([false, true]);
    expect(checks('{ let a = 1; (() => a)(); }')).to.deep.equal([false, false]);
    expect(checks('{ (() => a)(); let a = 1; }')).to.deep.equal([true, false]);
    expect(checks('{ let a = 1; function f() { a; } }')).to.deep.equal([false, true]);
    expect(checks('switch (1) { case 0: let a = 1; case 1: a; }')).to.deep.equal([false, true]);
    expect(checks('var a = a; function a() {}')).to.deep.equal([false, false]);
  });

  it('hoists block functions to sloppy function scopes where nothing is in the way', () => {
    const twin = (source: string): boolean => uses(source, 'f').at(-1)!.variable !== undefined;
    expect(twin('{ function f() {} } f;')).to.equal(true);
    expect(twin('"use strict"; { function f() {} } f;')).to.equal(false);
    expect(twin('{ let f; { function f() {} } } f;')).to.equal(false);
  });
});
