/**
 * What is wrong with a guest's source text, found before anything of it runs. Lines and columns
 * count from 1, as in the host engine's stack traces.
 */
export class GuestSyntaxError extends Error {
  override readonly name = 'SyntaxError';
  constructor(
    message: string,
    readonly file: string,
    readonly line: number,
    readonly column: number,
    private readonly source: string,
  ) {
    super(message);
  }

  /**
   * The source line and, below it, a caret under the column; empty when there is no such line.
   * Made when it is asked for: the error itself may be made where little stack is left.
   */
  get excerpt(): string {
    return excerptOf(this.source, this.line, this.column);
  }

  /** `file:line:column`. */
  get position(): string {
    return `${this.file}:${this.line}:${this.column}`;
  }
}

const EXCERPT_WIDTH = 100;

/** A long line is cut to a window around the column, so that a minified file stays readable. */
function excerptOf(source: string, line: number, column: number): string {
  const text = source.split(/\r\n|[\n\r\u2028\u2029]/, line)[line - 1];
  if (text === undefined) return '';
  const at = column - 1;
  const start = at < EXCERPT_WIDTH - 10 ? 0 : at - EXCERPT_WIDTH / 2;
  const shown = text.slice(start, start + EXCERPT_WIDTH);
  const indent = shown.slice(0, at - start).replace(/[^\t]/g, ' ');
  return `${shown}\n${indent}^`;
}
