// String methods, index arguments of every kind.
const s = 'The quick brown fox';
print(s.length, s.charAt(4), s.charAt(99) === '', s.charCodeAt(0), s.charCodeAt(99), s[4], s[99], s.at(-1), s.codePointAt(0));
print(s.indexOf('quick'), s.indexOf('slow'), s.indexOf(''), s.indexOf('', 99), s.indexOf('o', 13), s.lastIndexOf('o'), s.lastIndexOf('o', 13), s.lastIndexOf('T', -5), s.lastIndexOf(''));
print(s.slice(4, 9), s.slice(-3), s.slice(4, -4), s.slice(9, 4) === '', s.substring(9, 4), s.substring(-5, 3), s.substring(NaN, 3), s.substr(4, 5), s.substr(-3, 2), s.slice(undefined, 3));
print(s.toUpperCase(), s.toLowerCase(), 'ß'.toUpperCase(), 'İ'.toLowerCase().length, 'ÀÉ'.toLowerCase());
print(s.startsWith('The'), s.startsWith('quick', 4), s.endsWith('fox'), s.endsWith('quick', 9), s.includes('brown'), s.includes('Brown'), s.includes('The', 1));
print('abc'.repeat(3), 'x'.repeat(0) === '', 'ab'.padStart(5, '123'), 'ab'.padEnd(7, 'xyz'), 'ab'.padStart(1), 'ab'.padStart(4) + '|', 'ab'.padEnd(5, ''));
print(JSON.stringify(['  a b\t\n', '\u00a0x\ufeff'].map((t) => t.trim())), JSON.stringify(' a '.trimStart()), JSON.stringify(' a '.trimEnd()));
print('a,b,,c'.split(',').length, 'abc'.split('').join('-'), 'abc'.split().length, ''.split(',').length, ''.split('').length, 'a,b,c'.split(',', 2).join('+'), 'a1b2c3'.split(/\d/).join(), 'a1b2'.split(/(\d)/).join());
print('a-b-c'.replace('-', '+'), 'a-b-c'.replaceAll('-', '+'), 'abc'.replace('b', '[$&$`$\'$$]'), 'abc'.replace('b', (m, i, all) => m + i + all), 'aaa'.replaceAll('a', (m, i) => i), 'x'.replace('', 'y'), 'xy'.replaceAll('', '-'));
print('b'.localeCompare('a'), 'a'.localeCompare('b'), 'a'.localeCompare('a'), 'abc'.concat(1, null, [2]), 'e\u0301'.normalize('NFC').length, '\u00e9'.normalize('NFD').length);
print(String.fromCharCode(116, 105, 65536 + 100), String.fromCodePoint(128512).length, String.raw({ raw: ['a', 'b', 'c'] }, 1, 2), String(), new String('x').length);
for (const bad of [() => 'x'.repeat(-1), () => 'x'.repeat(Infinity), () => String.fromCodePoint(-1), () => String.prototype.trim.call(null), () => 'x'.startsWith(/x/), () => 'a'.normalize('bad'), () => 'x'.replaceAll(/x/, '')]) {
  try {
    print(bad());
  } catch (error) {
    print(error.name);
  }
}
print(String.prototype.toUpperCase.call(true), String.prototype.slice.call(12345, 1, 3), String.prototype.concat.call([1], 2), Array.prototype.join.call('abc', '.'));
let t = 'text';
t[0] = 'T';
t.extra = 1;
print(t, t.extra, 'length' in Object(t), Object.keys('ab').join(), Object.getOwnPropertyNames('ab').join(), 'ab'.hasOwnProperty(1), 0 in Object('a'));
print('a' < 'b', 'Z' < 'a', 'abc' > 'abd', '2' > '12', 'é'.charCodeAt(0), '😀'.length, [...'😀x'].length, '😀'.codePointAt(0), '😀'.codePointAt(1), '😀'.charAt(0) === '\ud83d');
print('one two'.split(' ').map((w) => w[0].toUpperCase() + w.slice(1)).join(' '), 'level' === [...'level'].reverse().join(''), 'abcabc'.lastIndexOf('c', 4), 'a\tb'.length, 'x'.concat().length);
print(escapeless('tab\there'), 'abc'.valueOf() === 'abc', Object('abc') + 'd', `${Object('abc')}`, 'abc'.toString === String.prototype.toString, typeof Object('a').valueOf());
function escapeless(text) {
  return JSON.stringify(text).replace(/\\t/g, '<TAB>');
}
