// The functions on Object.
const o = { b: 1, a: 2, 3: 'three', 1: 'one' };
print(Object.keys(o).join(), Object.values(o).join(), Object.entries(o).join(';'), JSON.stringify(Object.fromEntries([['x', 1], ['y', 2]])));
print(JSON.stringify(Object.assign({ a: 1 }, null, { a: 2, b: 3 }, 'hi', undefined, [9])), JSON.stringify(Object.fromEntries(new Map([['m', 1]]))));
const created = Object.create({ inherited: true }, { own: { value: 1, enumerable: true }, hidden: { value: 2 } });
print(created.inherited, created.own, created.hidden, Object.keys(created).join(), Object.getOwnPropertyNames(created).join());
print(Object.is(NaN, NaN), Object.is(0, -0), Object.is('a', 'a'), Object.is({}, {}));
print(Object.getPrototypeOf([]) === Array.prototype, Object.getPrototypeOf(5) === Number.prototype, Object.getPrototypeOf(Object.create(null)), Object.setPrototypeOf({ a: 1 }, { b: 2 }).b);
print(Object.hasOwn(o, 'a'), Object.hasOwn(o, 'toString'), Object.hasOwn('abc', 1), 'a' in o, o.hasOwnProperty(3), o.propertyIsEnumerable('a'), [].propertyIsEnumerable('length'));
print(Object(1) instanceof Number, Object('s') instanceof String, Object(o) === o, typeof Object(null), typeof Object(), new Object(5) + 1, new Object('x').length);
for (const bad of [() => Object.keys(null), () => Object.create(5), () => Object.setPrototypeOf(null, {}), () => Object.setPrototypeOf({}, 5), () => Object.fromEntries(5), () => Object.assign(null), () => Object.defineProperty(1, 'x', {}), () => Object.getPrototypeOf(undefined)]) {
  try {
    bad();
    print('no error');
  } catch (error) {
    print(error.name);
  }
}
print(Object.keys('ab').join(), Object.keys([5, , 6]).join(), Object.keys(() => 1).length, Object.values('xy').join(), Object.entries([7]).join());
print({}.toString(), [].toString() === '', Object.prototype.toString.call(null), Object.prototype.toString.call(undefined), Object.prototype.toString.call([]), Object.prototype.toString.call(() => 1), Object.prototype.toString.call(1), Object.prototype.toString.call('s'), Object.prototype.toString.call(new Error('x')), Object.prototype.toString.call(/x/), Object.prototype.toString.call(true), Object.prototype.toString.call(JSON), Object.prototype.toString.call(Math));
print({}.toLocaleString(), {}.valueOf() !== {}, o.valueOf() === o, Object.prototype.isPrototypeOf.call(Array.prototype, []), Object.prototype.hasOwnProperty.call({ x: 1 }, 'x'));
const proto = { __proto__: null, x: 1 };
print(Object.getPrototypeOf(proto), 'toString' in proto, { __proto__: [] } instanceof Array, { ['__proto__']: 5 }.hasOwnProperty('__proto__'), { __proto__: 5 } instanceof Object);
const target = {};
target.__proto__ = { viaSetter: 1 };
print(target.viaSetter, target.__proto__.viaSetter, Object.keys(target).length, ({}).__proto__ === Object.prototype, (5).__proto__ === Number.prototype);
try {
  const a = {};
  const b = Object.create(a);
  a.__proto__ = b;
} catch (error) {
  print(error.name, error.message);
}
const names = Object.getOwnPropertyNames('abc').concat(Object.getOwnPropertyNames([1, 2]), Object.getOwnPropertyNames((a) => a).sort());
print(names.join());
const log = [];
const source = { get x() { log.push('get'); return 1; } };
const sink = { set x(v) { log.push('set' + v); } };
Object.assign(sink, source);
print(log.join());
const grouped = {};
for (const word of ['apple', 'avocado', 'bean', 'beet', 'corn']) (grouped[word[0]] ??= []).push(word);
print(JSON.stringify(grouped), Object.entries(grouped).map(([k, v]) => k + v.length).join());
const counts = Object.create(null);
for (const c of 'hello world') counts[c] = (counts[c] || 0) + 1;
print(Object.entries(counts).filter(([, n]) => n > 1).map(([c, n]) => c + n).join(), 'constructor' in counts);
print(Object.constructor === Function, Object.length, Object.name, Object.prototype.constructor === Object);
