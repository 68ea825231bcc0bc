import { isParseError, parseScript } from 'meriyah';
import type { ParseError } from 'meriyah';
import type { ESTree } from './ast.ts';
import { GuestSyntaxError } from './syntax-error.ts';
import { withinStack } from './within-stack.ts';

const PARSER_OPTIONS = { loc: true, ranges: true, webcompat: true, lexical: true, raw: true };

/** Words at which meriyah stops, for features that would need its other options. */
const REFUSED_WORDS: Readonly<Record<string, string>> = {
  import: 'modules are',
  export: 'modules are',
  await: 'await is',
};

/**
 * Parses a script. Throws a GuestSyntaxError with the place of the error; also where the
 * text is nested more deeply than the parser's own recursion goes.
 */
export function parseProgram(source: string, file: string): ESTree.Program {
  return withinStack(source, file, () => {
    try {
      return parseScript(source, PARSER_OPTIONS);
    } catch (e) {
      throw isParseError(e) ? refusal(e, source, file) : e;
    }
  });
}

function refusal({ loc, start, description }: ParseError, source: string, file: string): Error {
  const { line, column } = loc.start;
  const refused = refusedWord(source, start);
  const message = refused === undefined ? messageOf(description) : `${refused} not supported`;
  return new GuestSyntaxError(message, file, line, column + 1, source);
}

/** The feature whose keyword stands at or just before the place where the parser gave up. */
function refusedWord(source: string, at: number): string | undefined {
  const before = /(?:^|[^\w$.])(import|export|await)\s*$/.exec(source.slice(0, at).slice(-40));
  const here = /^(@|import\b|export\b|await\b)/.exec(source.slice(at, at + 8));
  const word = here?.[1] ?? before?.[1];
  if (word === '@') return 'decorators are';
  return word === undefined ? undefined : REFUSED_WORDS[word];
}

/** meriyah's wording, except where guests are known to read the message. */
function messageOf(description: string): string {
  const duplicate = /^Duplicate binding '(.*)'$/.exec(description);
  if (duplicate) return `Identifier '${duplicate[1]}' has already been declared`;
  return description === "Unexpected token: 'end of source'"
    ? 'Unexpected end of input'
    : description;
}
