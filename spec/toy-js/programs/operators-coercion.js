// The abstract operations behind + - * / % and the comparison operators.
const values = [0, 1, -1, 0.5, '', '0', '1', 'a', null, undefined, true, false, NaN];
const show = (v) => (typeof v === 'string' ? JSON.stringify(v) : Object.is(v, -0) ? '-0' : String(v));
for (const left of values) {
  const row = [];
  for (const right of [1, '1', null, undefined, true]) row.push(show(left + right));
  print(show(left), row.join(' '));
}
for (const op of [(a, b) => a - b, (a, b) => a * b, (a, b) => a / b, (a, b) => a % b]) {
  print(values.slice(0, 11).map((v) => show(op(v, 2)) + ',' + show(op(2, v))).join(' '));
}
print(values.map((v) => values.map((w) => (v < w ? '<' : v > w ? '>' : v >= w ? '=' : '?')).join('')).join(' '));
print([] + [], [] + {}, [1, 2] + [3], {} + '', (() => 1) + '', null + 'x', [null] + 'x', [[]] + 'x');
print('b' > 'a', 'B' > 'a', '10' < '9', '10' < 9, 'a' < 'b', 'abc' < 'abcd', '' < 'a', 'é' > 'z');
print(null >= 0, null > 0, null == 0, undefined >= undefined, NaN >= NaN, [2] > 1, '1' + 2 - 1);
print(5 % 3, -5 % 3, 5 % -3, show(-4 % 2), 5.5 % 2, 5 % 0, Infinity % 2, 2 % Infinity, show(-0 % 5), 2 ** 31 % 7);
print(1 / 0, -1 / 0, show(0 / -1), 0 / 0, 1 / 3 * 3, show(-0 + 0), show(-0 - 0), show(0 * -1));
print(1073741823 + 1, -1073741824 - 1, 2147483647 + 1, 65536 * 65536, 46341 * 46341, -2147483648 * -1, show(-(0)), show(-1073741824 * -1));
let i = 5;
print(i++ + ++i, i, i-- - --i, i);
let s = '5';
s++;
print(s, typeof s);
let t = 'x';
t += 1;
t += null;
print(t, (t -= 1));
let u;
u++;
print(u, typeof u);
const o = { valueOf: () => 10, toString: () => 'text' };
print(o + 1, `${o}`, o * 2, o + '', [o] + '', o > 9, o == 10, o == '10', o == 'text');
const counted = { n: 0, valueOf() { return ++this.n; } };
print(counted + counted, counted * counted, counted < counted, counted.n);
print(!'' + !'a', !!NaN, !!'0', !![], !!-0, !null, -true, +false, ~~7.9, ~~-7.9);
print((1, 2), (print('comma'), 3), void 0, typeof void 0);
print(true + true, true + 'true', [] == false, [] == ![], null == undefined, null == false);
const date = { [Symbol.toPrimitive]: (hint) => hint };
print(date + '', `${date}`, +date, date * 1, [date] + '', date == 'default');
for (const bad of [() => +Symbol(), () => Symbol() + '', () => ({ valueOf: () => ({}), toString: () => ({}) }) + 1, () => `${Symbol('x')}`]) {
  try {
    print(bad());
  } catch (error) {
    print(error.name);
  }
}
