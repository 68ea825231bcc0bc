// defineProperty and what the attributes do.
const show = (o, k) => {
  const d = Object.getOwnPropertyDescriptor(o, k);
  return d === undefined ? 'none' : Object.keys(d).map((f) => f + '=' + (typeof d[f] === 'function' ? 'fn' : String(d[f]))).join(' ');
};
const o = {};
Object.defineProperty(o, 'plain', { value: 1 });
Object.defineProperty(o, 'open', { value: 2, writable: true, enumerable: true, configurable: true });
Object.defineProperty(o, 'acc', { get: () => 3, configurable: true });
o.normal = 4;
print(show(o, 'plain'), '|', show(o, 'open'), '|', show(o, 'acc'), '|', show(o, 'normal'), '|', show(o, 'missing'));
o.plain = 100;
delete o.plain;
print(o.plain, Object.keys(o).join(), JSON.stringify(o));
Object.defineProperty(o, 'open', { enumerable: false });
print(show(o, 'open'));
Object.defineProperty(o, 'open', { get() { return 'now an accessor'; } });
print(show(o, 'open'), o.open);
Object.defineProperty(o, 'open', { value: 'data again' });
print(show(o, 'open'));
for (const attributes of [{ value: 2 }, { writable: true }, { enumerable: true }, { configurable: true }, { get: () => 1 }, { value: 1 }, {}]) {
  try {
    Object.defineProperty(o, 'plain', attributes);
    print('fine');
  } catch (error) {
    print(error.name, error.message);
  }
}
for (const attributes of [5, null, { get: 5 }, { get: () => 1, value: 1 }, { set: () => 1, writable: true }, { get: undefined }]) {
  try {
    print(show(Object.defineProperty({}, 'x', attributes), 'x'));
  } catch (error) {
    print(error.name);
  }
}
Object.defineProperty(o, 'semi', { value: 1, writable: true });
Object.defineProperty(o, 'semi', { value: 2 });
Object.defineProperty(o, 'semi', { writable: false });
o.semi = 3;
print(o.semi, show(o, 'semi'));
Object.defineProperties(o, { p: { value: 'p', enumerable: true }, q: { get: () => 'q', enumerable: true } });
print(o.p, o.q, Object.keys(o).join());
print(show([1], 'length'), show('ab', 'length'), show('ab', 0), show(function f(a) {}, 'length'), show(function f() {}, 'name'), show(function () {}, 'prototype'), show(class {}, 'prototype'));
const all = Object.getOwnPropertyDescriptors({ a: 1, get b() { return 2; } });
print(Object.keys(all).join(), typeof all.b.get, all.a.writable);
const copy = Object.defineProperties({}, Object.getOwnPropertyDescriptors({ get twice() { return this.n * 2; }, n: 4 }));
print(copy.twice, (copy.n = 5, copy.twice));
const list = [1, 2, 3];
Object.defineProperty(list, 3, { value: 4, enumerable: true });
list[3] = 'ignored';
print(list.length, list.join(), show(list, 3));
Object.defineProperty(list, 'length', { value: 4, writable: false });
try {
  'use strict';
  Object.defineProperty(list, 4, { value: 5 });
} catch (error) {
  print(error.name);
}
const inherited = Object.create({ get g() { return this.secret; }, set g(v) { this.secret = v + '!'; } });
inherited.g = 'kept';
print(inherited.g, Object.keys(inherited).join(), show(inherited, 'g'));
let hits = 0;
const counted = Object.defineProperty({}, 'lazy', {
  get() {
    hits++;
    const value = 'computed';
    Object.defineProperty(this, 'lazy', { value });
    return value;
  },
  configurable: true,
});
print(counted.lazy, counted.lazy, hits);
for (let i = 0; i < 10; i++) Object.defineProperty(counted, 'k' + i, { value: i, enumerable: i % 2 === 0 });
print(Object.keys(counted).join(), counted.k9);
const desc = Object.getOwnPropertyDescriptor(copy, 'twice');
print(desc.get.call({ n: 50 }), desc.set, desc.enumerable, desc.get.name, desc.get.length);
