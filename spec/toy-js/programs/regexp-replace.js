// replace with patterns, functions, groups; split with captures.
print('John Smith'.replace(/(\w+)\s(\w+)/, '$2, $1'), 'abc'.replace(/b/, '$$'), 'abc'.replace(/(b)/, '<$1$2$0>'), 'abc'.replace(/b/, "$`|$'"), 'aaa'.replace(/a/g, '$&$&'));
print('2024-05'.replace(/(?<y>\d+)-(?<m>\d+)/, '$<m>/$<y>'), 'abcdefghijkl'.replace(/(a)(b)(c)(d)(e)(f)(g)(h)(i)(j)(k)/, '$11$10$1$12'));
const calls = [];
const out = 'x1y22'.replace(/([a-z])(\d+)?/g, (...args) => {
  calls.push(args.length + ':' + args.slice(0, 4).join('/'));
  return args[0].toUpperCase();
});
print(out, calls.join(' '));
print('abc'.replace(/z/, 'never'), ''.replace(/^/, 'start'), 'abc'.replace(/(?:)/g, '-'), 'aaa'.replace(/a/y, 'b'), 'aAa'.replace(/a/gi, (m) => (m === 'a' ? 'A' : 'a')));
print('a b  c'.split(/\s+/).join('|'), 'abc'.split(/(?:)/).join('|'), 'a1b2c'.split(/(\d)/).join('|'), 'abc'.split(/b/, 1).join('|'), 'aXbxc'.split(/x/i).join('|'), ''.split(/x/).length, ''.split(/(?:)/).length);
print('test'.replace('t', () => '$1'), 'test'.replace(/t/g, '$'), 'a.b.c'.replaceAll('.', '$&$&'), 'x'.replace(/x/, undefined), 'x'.replace(/x/, null), 'x5'.replace(/\d/, (d) => d * 2));
const camel = (s) => s.replace(/-([a-z])/g, (_, c) => c.toUpperCase());
const kebab = (s) => s.replace(/[A-Z]/g, (c) => '-' + c.toLowerCase());
print(camel('border-top-width'), kebab('borderTopWidth'), kebab(camel('a-b-c')));
const escape = (s) => s.replace(/[&<>"]/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[c]);
print(escape('<a href="x">T&J</a>'));
const g = /a/g;
g.lastIndex = 2;
print('aaa'.replace(g, 'b'), g.lastIndex, 'banana'.match(g).length, g.lastIndex);
try {
  'abc'.replace(/b/, () => {
    throw 'from the replacer';
  });
} catch (error) {
  print(error);
}
const nested = 'a(b)c'.replace(/\((.)\)/, (m, inner) => '[' + inner.replace(/b/, (x) => x.repeat(3)) + ']');
print(nested);
const groups = 'k=v;k2=v2'.replace(/(?<key>\w+)=(?<value>\w+)/g, (...args) => {
  const named = args[args.length - 1];
  return named.value + '=' + named.key;
});
print(groups);
print('line1\nline2'.replace(/^/gm, '> '), 'tést ünï'.replace(/[^\x00-\x7f]/g, (c) => '\\u' + c.charCodeAt(0).toString(16).padStart(4, '0')));
const template = (text, data) => text.replace(/\{\{(\w+)\}\}/g, (all, key) => (key in data ? data[key] : all));
print(template('Hi {{name}}, {{count}} new, {{missing}}', { name: 'Eve', count: 3 }));
let text = 'aaaa';
let rounds = 0;
while (/a/.test(text)) {
  text = text.replace(/a/, 'b');
  rounds++;
}
print(text, rounds);
const words = 'the cat the dog the end'.split(' ');
print(words.filter((w) => /^[cd]/.test(w)).join(), 'the cat the dog'.replace(/\bthe\b/g, 'a'), '1234567.891'.replace(/\B(?=(\d{3})+(?!\d)(?<!\.\d*))/g, ','));
print('\u{1F600}x'.replace(/./u, 'y'), '\u{1F600}x'.replace(/./, 'y').length, 'x'.replace(/(x)|(y)/, '[$1][$2]'), 'abc'.search('b'), 'a+b'.split('+').join());
