// Ropes, long strings, one- and two-byte strings and comparisons among them.
let rope = '';
for (let i = 0; i < 2000; i++) rope += 'line ' + i + '\n';
print(rope.length, rope.slice(0, 14), rope.charCodeAt(9999), rope.indexOf('line 1500'), rope.split('\n').length);
let front = '';
for (let i = 0; i < 500; i++) front = i + ',' + front;
print(front.length, front.slice(0, 20), front.slice(-10));
let doubled = 'ab';
for (let i = 0; i < 12; i++) doubled += doubled;
print(doubled.length, doubled[8191], doubled.lastIndexOf('ab'), doubled === 'ab'.repeat(4096));
let wide = 'é€';
for (let i = 0; i < 6; i++) wide = wide + 'ascii' + wide;
print(wide.length, wide.charCodeAt(1), wide.charCodeAt(100), wide.indexOf('€asciié'), wide.slice(-2));
const parts = [];
for (let i = 0; i < 300; i++) parts.push(i % 3 ? 'x' + i : '\u4e2d' + i);
const joined = parts.join('');
let sum = 0;
for (let i = 0; i < joined.length; i++) sum = (sum * 31 + joined.charCodeAt(i)) | 0;
print(joined.length, sum);
const key1 = 'prop' + 'erty';
const key2 = ['pro', 'perty'].join('');
const object = {};
object[key1] = 1;
object[key2] += 1;
print(object.property, key1 === key2, Object.keys(object).length);
const long1 = 'a very long property name that is built '.repeat(3);
const long2 = 'a very long property name ' + 'that is built '.concat('a very long property name that is built '.repeat(2));
object[long1] = 'long';
print(object[long2], long1 === long2, long1 == long2, long1 < long2, long1 >= long2);
print('\u00ff' + '\u0100' > '\u00ff\u00ff', ('\u0100' + 'abc').slice(1) === 'abc', ('\u0100abc').slice(1).length, { abc: 1 }[('\u0100' + 'abc').slice(1)]);
const tree = (n) => (n === 0 ? 'leaf' : '(' + tree(n - 1) + ' ' + tree(n - 1) + ')');
const t = tree(7);
print(t.length, t.split('leaf').length - 1, t.replace(/[^()]/g, '').length);
let reversed = '';
for (const c of 'The tide is out') reversed = c + reversed;
print(reversed, reversed.length);
const table = {};
for (let i = 0; i < 500; i++) {
  const k = 'k' + ((i * 37) % 101);
  table[k] = (table[k] || 0) + 1;
}
print(Object.keys(table).length, table.k0, table.k100);
let csv = '';
for (let row = 0; row < 20; row++) {
  for (let column = 0; column < 5; column++) csv += (column ? ',' : '') + row * column;
  csv += ';';
}
print(csv.split(';').map((r) => r.split(',').length).join(''), csv.length);
let mixed = '';
for (let i = 0; i < 200; i++) mixed += String.fromCharCode(i % 2 ? 0x41 + (i % 26) : 0x3b1 + (i % 20));
print(mixed.slice(0, 8), mixed.toUpperCase().slice(0, 8), mixed.toLowerCase().length, [...mixed].sort()[0]);
let n = '';
while (n.length < 3000) n += n.length;
print(n.slice(0, 30), n.length, n.lastIndexOf('29'));
