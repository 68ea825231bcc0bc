import { expect } from 'chai';
import fc from 'fast-check';
import { literalSource } from '../../../examples/toy-js/builtins/regexp/source.ts';
import { engineLimit, hostErrorOf } from '../../../examples/toy-js/host-errors.ts';
import { createInterpreter } from '../../../examples/toy-js/interpreter.ts';
import { describeUncaught } from '../../../examples/toy-js/uncaught.ts';
import { AddressSpace } from '../../../src/index.ts';
import { onDeepStack } from '../support/host-stack.ts';

const MIB = 2 ** 20;

function printedBy(source: string, limit = 64 * MIB): string[] {
  const printed: string[] = [];
  const interpreter = createInterpreter({
    limit,
    space: new AddressSpace({ reserve: 160 * MIB }),
    output: (text) => printed.push(text.trimEnd()),
  });
  try {
    interpreter.run(source, 'spec.js');
  } catch (e) {
    const uncaught = describeUncaught(interpreter.vm, e);
    if (uncaught === undefined) throw e;
    printed.push(`uncaught ${uncaught.text.split('\n')[0]!.slice(0, 60)}`);
  }
  interpreter.vm.dispose();
  return printed;
}

function thrownBy(body: () => unknown): unknown {
  try {
    body();
  } catch (e) {
    return e;
  }
  throw new Error('nothing was thrown');
}

describe('an error of the host', () => {
  const text = 'x'.repeat(2 ** 28);
  const stackOverflow = (): unknown => onDeepStack(1, () => onDeepStack(1, () => 0));
  const sizes: Readonly<Record<string, () => unknown>> = {
    'a string that is too long': () => text + text + text,
    'a string that is repeated too often': () => text.repeat(4),
    'padding that is too long': () => 'x'.padEnd(2 ** 30),
    'an array of a length that there is not': () => new Array(-1),
    'a typed array that is too long': () => new Uint8Array(2 ** 53),
  };
  for (const [what, body] of Object.entries(sizes)) {
    it(`is the guest's RangeError: ${what}`, () => {
      expect(hostErrorOf(thrownBy(body))).to.deep.include({ name: 'RangeError' });
      expect(engineLimit(thrownBy(body))).to.equal('size');
    });
  }

  it('is told from the end of the stack, in whatever words an engine says so', () => {
    expect(engineLimit(thrownBy(stackOverflow))).to.equal('stack');
    expect(engineLimit(new RangeError('Zu viele Ebenen'))).to.equal('stack');
    const firefox = Object.assign(new Error('too much recursion'), { name: 'InternalError' });
    expect(hostErrorOf(firefox)?.message).to.equal('Maximum call stack size exceeded');
  });

  it('is no error of the guest when the interpreter is wrong', () => {
    expect(hostErrorOf(new TypeError('x is not a function'))).to.equal(undefined);
    expect(hostErrorOf(new Error('not resolved'))).to.equal(undefined);
    expect(hostErrorOf(5)).to.equal(undefined);
  });

  it('can be caught by the guest, wherever in the library it arose', () => {
    const uses = [
      'r.test("b")',
      'r.exec("b")',
      '"b".replace(r, "")',
      '"b".match(r)',
      '"b".search(r)',
      '"b".split(r)',
      '"b".replaceAll(new RegExp(r.source, "g"), "")',
      '[..."b".matchAll(new RegExp(r.source, "g"))].length',
    ];
    for (const use of uses) {
      const source = `var r = new RegExp("a".repeat(3e6)), name = '';
        try { ${use}; } catch (e) { name = e.name; if (!(e instanceof SyntaxError)) print(e); }
        print(/^(|SyntaxError|RangeError)$/.test(name));`;
      expect(printedBy(source), use).to.deep.equal(['true']);
      expect(
        printedBy(`${use.replaceAll(/\br\b/g, 'new RegExp("a".repeat(3e6))')}`),
        use,
      ).to.satisfy(
        (lines: string[]) => lines.length === 0 || /^uncaught (Syntax|Range)Error/.test(lines[0]!),
      );
    }
  });

  it('does not come of showing a regular expression, however long', () => {
    const source =
      'var r = new RegExp("(" + "a".repeat(20000) + ")"); console.log(r); print(r.source.length);';
    const [shown, length] = printedBy(source) as [string, string];
    expect(shown.slice(0, 5)).to.equal('/(aaa');
    expect(length).to.equal('20002');
  });
});

describe('the source of a regular expression', () => {
  it('is escaped as the host does it', () => {
    const unit = fc.constantFrom(
      '/',
      '\\',
      '[',
      ']',
      '\n',
      '\r',
      '\u2028',
      '\u2029',
      'a',
      '^',
      '(?:)',
      ')',
      '(',
    );
    fc.assert(
      fc.property(fc.array(unit, { maxLength: 10 }), (units) => {
        const source = units.join('');
        const host = validSource(source);
        fc.pre(host !== undefined);
        expect(literalSource(source)).to.equal(host);
      }),
      { numRuns: 3000 },
    );
  });
});

/** The host's answer; undefined where the host takes no such expression. */
function validSource(source: string): string | undefined {
  try {
    return new RegExp(source).source;
  } catch {
    return undefined;
  }
}
