// Member access with every kind of key, and the order of evaluation.
const o = { a: 1, 1: 'one', '1.5': 'frac', true: 't', null: 'n', undefined: 'u', '-1': 'neg', NaN: 'nan', Infinity: 'inf', '': 'empty', '[object Object]': 'obj', 'a,b': 'arr', '1e+21': 'big', '0.1': 'dot' };
print(o['a'], o[1], o['1'], o[1.5], o[true], o[null], o[undefined], o[-1], o[NaN], o[Infinity], o[''], o[{}], o[['a', 'b']], o[1e21], o[0.1], o[[1]], o[-0]);
const list = ['zero', 'one', 'two'];
print(list[1], list['1'], list[1.0], list['01'], list[-1], list[1.5], list[true], list['length'], list[{ toString: () => '2' }], list[[0]], list[4294967295], list[NaN]);
const order = [];
const t = (n, v) => (order.push(n), v);
const target = { inner: { x: 1 } };
t('obj', target)[t('key', 'inner')][t('key2', 'x')] = t('value', 5);
t('f', target.inner)[t('k', 'x')] += t('v', 2);
print(order.join(), target.inner.x);
order.length = 0;
const key = { toString() { order.push('toString'); return 'x'; } };
target.inner[key] = t('rhs', 1);
print(order[0], order.includes('toString'), target.inner.x);
target.inner[key] += t('rhs2', 1);
target.inner[key]++;
print(target.inner.x);
order.length = 0;
try {
  t('base', null)[t('k', 'x')] = t('rhs', 1);
} catch (error) {
  order.push(error.name);
}
try {
  t('base', undefined)[t('k', 'x')];
} catch (error) {
  order.push(error.name);
}
try {
  t('base', {})[t('k', 'missing')](t('arg', 1));
} catch (error) {
  order.push(error.name);
}
print(order.join());
let i = 0;
const arr = [];
arr[i] = i++;
arr[i++] = i++;
arr[i] = i = 10;
print(arr.join(), i);
const m = { n: 0, get self() { this.n++; return this; } };
m.self.self.n += 10;
m.self['n']++;
print(m.n);
const methods = { add: (a, b) => a + b, mul: (a, b) => a * b };
print(['add', 'mul'].map((name) => methods[name](3, 4)).join(), methods['a' + 'dd'](1, 2), methods[['add']](5, 6));
const grid = [];
for (let y = 0; y < 3; y++) {
  grid[y] = [];
  for (let x = 0; x < 3; x++) grid[y][x] = y * 3 + x;
}
grid[1][1] += grid[0][2] * grid[2][0];
[grid[0][0], grid[2][2]] = [grid[2][2], grid[0][0]];
print(grid.map((r) => r.join()).join('|'));
const text = 'string';
print(text[0], text['1'], text[-1], text['length'], text[5], text[6], text['char' + 'At'](2), 'abc'[1.5]);
print((5)['toFixed'](1), true['toString'](), [10, 20][1], [[1, 2], [3]][0][1], { x: { y: 1 } }['x']['y'], (function () {})['name'] === '');
const counts = {};
for (const w of ['constructor', 'toString', 'x', 'x', '__proto__x']) counts[w] = (Object.hasOwn(counts, w) ? counts[w] : 0) + 1;
print(JSON.stringify(counts));
let chain = { v: 1, next: { v: 2, next: { v: 3, next: null } } };
let total = 0;
for (let at = chain; at; at = at.next) total += at.v;
print(total, chain.next.next.v, chain['next']['next']['next']);
for (let k = 0; k < 3; k++) chain['dyn' + k] = k;
print(Object.keys(chain).join(), delete chain['dyn1'], 'dyn1' in chain, chain['dyn' + 2]);
const a = [1, 2, 3];
a['3'] = 4;
a['x'] = 5;
print(a.length, a.join(), Object.keys(a).join(), a['push'](6), a[a.length - 1], a[a[0]]);
const sym = Symbol();
a[sym] = 'symbol';
print(a[sym], a.length, a[String(0)], a[`${1}`], a[0 + '']);
