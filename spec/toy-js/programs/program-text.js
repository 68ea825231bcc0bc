// Word counts, a text wrapper, a Markov chain and a diff, as ordinary scripts write them.
const text = `The tide mark is the line that the water leaves when it goes out.
The water comes, the water goes; the line stays until the next tide.`;
const words = text.toLowerCase().match(/[a-z]+/g);
const counts = words.reduce((m, w) => m.set(w, (m.get(w) || 0) + 1), new Map());
print([...counts].sort(([a, x], [b, y]) => y - x || a.localeCompare(b)).slice(0, 5).map(([w, n]) => `${w}:${n}`).join(' '));
function wrap(s, width) {
  const lines = [''];
  for (const w of s.split(/\s+/)) {
    const last = lines.length - 1;
    if ((lines[last] + ' ' + w).trim().length <= width) lines[last] = (lines[last] + ' ' + w).trim();
    else lines.push(w);
  }
  return lines;
}
print(wrap(text, 24).map((l) => l.padEnd(24, '.') + '|').join('\n'));
const chain = {};
words.forEach((w, i) => (chain[w] ??= []).push(words[i + 1] ?? null));
let at = 'the';
const walk = [];
for (let i = 0; i < 12 && at; i++) {
  walk.push(at);
  at = chain[at][i % chain[at].length];
}
print(walk.join(' '));
function lcs(a, b) {
  const table = Array.from({ length: a.length + 1 }, () => new Array(b.length + 1).fill(0));
  for (let i = a.length - 1; i >= 0; i--) for (let j = b.length - 1; j >= 0; j--) table[i][j] = a[i] === b[j] ? table[i + 1][j + 1] + 1 : Math.max(table[i + 1][j], table[i][j + 1]);
  let out = '';
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    if (a[i] === b[j]) {
      out += a[i];
      i++;
      j++;
    } else if (table[i + 1][j] >= table[i][j + 1]) i++;
    else j++;
  }
  return out;
}
print(lcs('tidemark', 'teamwork'), lcs('AGGTAB', 'GXTXAYB'));
const distance = (a, b) => {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) next[j] = Math.min(next[j - 1] + 1, row[j] + 1, row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
    row = next;
  }
  return row[b.length];
};
print(distance('kitten', 'sitting'), distance('', 'abc'), distance('flaw', 'lawn'));
const roman = (n) => [[1000, 'M'], [900, 'CM'], [500, 'D'], [400, 'CD'], [100, 'C'], [90, 'XC'], [50, 'L'], [40, 'XL'], [10, 'X'], [9, 'IX'], [5, 'V'], [4, 'IV'], [1, 'I']].reduce((s, [v, r]) => { while (n >= v) { s += r; n -= v; } return s; }, '');
print([1994, 2024, 49].map(roman).join());
const trie = {};
for (const w of new Set(words)) {
  let node = trie;
  for (const c of w) node = node[c] ??= {};
  node.end = true;
}
const complete = (prefix, node = [...prefix].reduce((n, c) => n?.[c], trie), found = []) => {
  if (!node) return found;
  if (node.end) found.push(prefix);
  for (const c of Object.keys(node).sort()) if (c !== 'end') complete(prefix + c, node[c], found);
  return found;
};
print(complete('t').join(), complete('li').join(), complete('zz').length);
print(text.split('\n').map((l) => l.split(' ').reverse().join(' ')).join(' / ').length, text.replace(/\b(\w)/g, (c) => c.toUpperCase()).slice(0, 30));
const palindromes = ['level', 'A man, a plan', 'Was it a car or a cat I saw'].map((s) => s.toLowerCase().replace(/[^a-z]/g, '')).map((s) => s === [...s].reverse().join(''));
print(palindromes.join(), [...'mississippi'].filter((c, i, all) => all.indexOf(c) === i).join(''));
