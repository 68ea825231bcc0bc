// Regular expressions by the host's engine, as guest objects.
const r = /(\d+)-(\w+)/;
const m = r.exec('order 42-tide, 7-ebb');
print(m[0], m[1], m[2], m.index, m.input, m.length, m.groups, Array.isArray(m));
print(r.test('1-a'), r.test('none'), r.source, r.flags, r.global, r.lastIndex, String(r), typeof r, r instanceof RegExp);
print('a1b22'.match(/\d+/)[0], 'a1b22'.match(/\d+/g).join(), 'abc'.match(/\d/), 'abc'.match(/\d/g), 'abc'.search(/c/), 'abc'.search(/z/));
const named = /(?<year>\d{4})-(?<month>\d\d)/.exec('on 2024-05-06');
print(named.groups.year, named.groups.month, Object.keys(named.groups).join(), named.index);
print(/a|(b)/.exec('a')[1], /(a)|(b)/.exec('b').map(String).join(), /x*/.exec('')[0] === '');
const g = /o/g;
const found = [];
let match;
while ((match = g.exec('foo boo'))) found.push(match.index + ':' + g.lastIndex);
print(found.join(), g.lastIndex);
const sticky = /a/y;
print(sticky.test('ba'), sticky.lastIndex, sticky.test('ab'), sticky.lastIndex, sticky.test('ab'), sticky.lastIndex);
g.lastIndex = 5;
print(g.test('foo boo'), g.lastIndex, g.test('foo'), g.lastIndex);
print(new RegExp('a+', 'gi').flags, new RegExp(/x/g).flags, new RegExp(/x/g, 'i').flags, RegExp('a').source);
for (const bad of [() => new RegExp('['), () => new RegExp('a', 'gg'), () => new RegExp('(?<a>'), () => /x/.exec.call({}, 'x'), () => RegExp.prototype.test.call(1, '')]) {
  try {
    bad();
    print('no error');
  } catch (error) {
    print(error.name);
  }
}
print(/a.c/s.test('a\nc'), /a.c/.test('a\nc'), /^b/m.test('a\nb'), /\u{1F600}/u.test('😀'), /^.$/u.test('😀'), /^.$/.test('😀'), /É/i.test('é'));
print([...'a1b2'.matchAll(/([a-z])(\d)/g)].map((x) => x[1] + x[2] + x.index).join(), new RegExp('').source, new RegExp('/').source, String(new RegExp('\n')));
print('x'.match('.')[0], 'a.b'.split('.').length, 'a.b'.match(new RegExp('\\.')).index, 'aBc'.match(/b/i).index);
const copies = [];
for (let i = 0; i < 3; i++) copies.push(/fresh/g);
print(copies[0] === copies[1], copies[0].lastIndex);
copies[0].custom = 'own';
print(copies[0].custom, copies[1].custom, Object.keys(copies[0]).join());
const email = /^[\w.+-]+@[\w-]+\.[\w.]+$/;
print(['a@b.c', 'no', 'x.y+z@site.co.uk', '@b.c'].map((e) => email.test(e)).join());
const tokens = 'let x = 10 + foo(3.5, "s");'.match(/[a-z]+|\d+(?:\.\d+)?|"[^"]*"|[^\s]/gi);
print(tokens.length, tokens.join(' '));
print(/(?=.*\d)(?=.*[a-z]).{4,}/.test('abc1'), /(a(b)?)+/.exec('aab').map(String).join(), /\b\w/g[Symbol.toStringTag], /(?<!x)y/.exec('xyy').index, /(.)\1/.exec('hello')[0]);
r.lastIndex = 'kept';
r.exec('1-a');
print(r.lastIndex, Object.getOwnPropertyNames(r).join(), Object.prototype.toString.call(r), JSON.stringify(r), JSON.stringify(m));
