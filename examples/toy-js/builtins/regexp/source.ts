/** Line terminators, which a literal cannot hold as they are. */
const TERMINATORS: Readonly<Record<string, string>> = {
  '\n': 'n',
  '\r': 'r',
  '\u2028': 'u2028',
  '\u2029': 'u2029',
};

/** What may stand in a literal as it is, up to the next unit that has to be looked at. */
const SPECIAL = /[\\/[\]\n\r\u2028\u2029]/g;

/**
 * The source of a regular expression as it stands between the slashes of a literal
 * (EscapeRegExpPattern, ECMA-262 22.2.6.13.1). It need not be a whole one: a preview will do.
 */
export function literalSource(source: string): string {
  if (source === '') return '(?:)';
  let text = '';
  let from = 0;
  let inClass = false;
  for (const { index, 0: unit } of source.matchAll(SPECIAL)) {
    if (index < from) continue;
    text += source.slice(from, index);
    from = index + 1;
    if (unit === '\\') {
      const next = source[from] ?? '';
      text += `\\${TERMINATORS[next] ?? next}`;
      from++;
    } else if (unit === '/') {
      text += inClass ? '/' : '\\/';
    } else if (unit === '[' || unit === ']') {
      inClass = unit === '[';
      text += unit;
    } else {
      text += `\\${TERMINATORS[unit]!}`;
    }
  }
  return text + source.slice(from);
}
