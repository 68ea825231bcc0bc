/** Units of the text shown on each side of the wrong one. */
const CONTEXT = 10;

const END = 'Unexpected end of JSON input';
/** Texts that come of a wrong call rather than of wrong JSON: they are shown as they are. */
const MISTAKEN = new Set(['undefined', 'NaN', 'Infinity', '[object Object]']);

/** What is wrong where a string literal stops being one: at the unit `at` of `text`. */
export function wrongString(text: string, at: number): string {
  const unit = text[at];
  if (unit === undefined) return located('Unterminated string', at);
  if (unit !== '\\') return located('Bad control character in string literal', at);
  const letter = text[at + 1];
  if (letter === undefined) return END;
  if (letter !== 'u') return located('Bad escaped character', at + 1);
  let end = at + 2;
  while (end < at + 6 && /[0-9a-fA-F]/.test(text[end] ?? '')) end++;
  return located('Bad Unicode escape', end);
}

/** What is wrong where a number, or anything else that begins a value, is expected at `at`. */
export function wrongValue(text: string, at: number): string {
  return text[at] === '-' ? located('No number after minus sign', at + 1) : wrongToken(text, at);
}

/** What is wrong behind the `digits` that end before `at`; undefined when nothing is. */
export function wrongNumberEnd(text: string, at: number, digits: string): string | undefined {
  const next = text[at] ?? '';
  if (/[eE]/.test(next) && !/[eE]/.test(digits)) {
    const isSigned = /[+-]/.test(text[at + 1] ?? '');
    return located('Exponent part is missing a number', at + (isSigned ? 2 : 1));
  }
  if (next === '.' && /^-?\d+$/.test(digits)) {
    return located('Unterminated fractional number', at + 1);
  }
  const isZero = digits === '0' || digits === '-0';
  return isZero && /\d/.test(next) ? located('Unexpected number', at) : undefined;
}

/** What is wrong where `word` was begun at `at` and is not there. */
export function wrongLiteral(text: string, at: number, word: string): string {
  let i = 0;
  while (text[at + i] === word[i]) i++;
  return wrongToken(text, at + i);
}

/** The text of an error that an expectation gives, with its place. */
export function located(what: string, at: number): string {
  return `${what} in JSON at position ${at}`;
}

/** A unit that can stand nowhere here, with what is around it. */
function wrongToken(text: string, at: number): string {
  const unit = text[at];
  if (unit === undefined) return END;
  if (unit === '"') return located('Unexpected string', at);
  if (/[0-9-]/.test(unit)) return located('Unexpected number', at);
  if (MISTAKEN.has(text)) return `"${text}" is not valid JSON`;
  const isShort = text.length <= 2 * CONTEXT;
  const start = isShort || at < CONTEXT ? 0 : at - CONTEXT;
  const end = isShort || at >= text.length - CONTEXT ? text.length : at + CONTEXT;
  const before = start > 0 ? '...' : '';
  const after = end < text.length ? '...' : '';
  return `Unexpected token '${unit}', ${before}"${text.slice(start, end)}"${after} is not valid JSON`;
}
