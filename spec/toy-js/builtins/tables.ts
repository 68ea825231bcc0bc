/** One guest expression a row; node evaluates the same text and is right by definition. */
export type Table = readonly string[];

/**
 * Runs in the guest and in node alike, ahead of each table: turns any value into one line
 * of text without leaning on the library under test more than it must.
 */
const PRELUDE = `
function show(v, depth) {
  depth = depth || 0;
  if (depth > 5) return '…';
  if (v === null) return 'null';
  if (typeof v === 'string') return '"' + v + '"';
  if (typeof v === 'number') return v === 0 && 1 / v < 0 ? '-0' : '' + v;
  if (typeof v === 'symbol') return 'symbol ' + v.description;
  if (typeof v === 'function') return 'function ' + v.name + '/' + v.length;
  if (typeof v !== 'object') return '' + v;
  if (v instanceof Error) return 'error ' + v.name + ': ' + v.message;
  if (v instanceof RegExp) return 'regexp ' + v.source + ' ' + v.flags;
  if (v instanceof Date) return 'date ' + v.getTime();
  var out = [], i, k;
  if (Array.isArray(v)) {
    for (i = 0; i < v.length && i < 40; i++) out[i] = i in v ? show(v[i], depth + 1) : '<hole>';
    for (k in v) if (!(+k >= 0)) out[out.length] = k + ': ' + show(v[k], depth + 1);
    return v.length + '[' + out + ']';
  }
  if (v instanceof Map) {
    v.forEach(function (value, key) { out.push(show(key, depth + 1) + ' => ' + show(value, depth + 1)); });
    return 'Map{' + out + '}';
  }
  if (v instanceof Set) {
    v.forEach(function (value) { out.push(show(value, depth + 1)); });
    return 'Set{' + out + '}';
  }
  if (Object.prototype.toString.call(v) === '[object Number]') return 'Number(' + v.valueOf() + ')';
  if (Object.prototype.toString.call(v) === '[object String]') return 'String(' + v.valueOf() + ')';
  for (k in v) out[out.length] = k + ': ' + show(v[k], depth + 1);
  return '{' + out.join(', ') + '}';
}
function attempt(f) {
  try { return show(f()); } catch (e) {
    return 'throws ' + (e instanceof Error ? e.name + ': ' + e.message : show(e));
  }
}
function said(text) { return attempt(function () { return JSON.parse(text); }); }
`;

/** The program that prints each row of a table on a line of its own. */
export function programOf(table: Table): string {
  const rows = table.map((row) => `print(attempt(function () { return (${row}); }));`);
  return PRELUDE + rows.join('\n');
}
