// Map: insertion order, live iteration, SameValueZero keys.
const map = new Map([['a', 1], ['b', 2], ['c', 3]]);
const seen = [];
for (const [key, value] of map) {
  seen.push(key + value);
  if (key === 'a') map.delete('b');
  if (key === 'c') map.set('d', 4);
  if (key === 'd' && value === 4) map.set('a', 10);
}
print(seen.join(), map.size, [...map.keys()].join());

const again = new Map([['x', 0]]);
let rounds = 0;
for (const [key] of again) {
  again.delete('x');
  if (++rounds < 5) again.set('x', rounds);
}
print(rounds, again.size);

const cleared = new Map([[1, 1], [2, 2], [3, 3]]);
const met = [];
cleared.forEach((value, key, whole) => {
  met.push(key);
  if (key === 1) {
    whole.clear();
    whole.set('new', 1);
  }
});
print(met.join());

const keys = new Map();
const object = {};
const symbol = Symbol('k');
for (const key of [NaN, 0, -0, '0', 0.5, null, undefined, true, object, symbol, 'long key of many characters', 1e300]) {
  keys.set(key, (keys.get(key) || 0) + 1);
}
print(keys.size, keys.get(NaN), keys.get(0), keys.get(-0), keys.get('0'), keys.get(object), keys.get({}), keys.get(symbol), keys.get(1e300));
print(keys.get('long key ' + 'of many characters'), keys.has(undefined), keys.has('null'), keys.get(1 / 2), Object.is([...keys.keys()][1], 0));
print(keys.delete(NaN), keys.delete(NaN), keys.has(NaN), keys.size);

const chained = new Map().set('one', 1).set('two', 2);
print(chained.size, [...chained.entries()].join(';'), [...chained.values()].join(), chained.get('three'));
const iterator = chained[Symbol.iterator]();
print(JSON.stringify(iterator.next()), JSON.stringify(iterator.next()), JSON.stringify(iterator.next()), JSON.stringify(iterator.next()));
chained.set('three', 3);
print(JSON.stringify(iterator.next()), iterator[Symbol.iterator]() === iterator);
print(Map.prototype.entries === Map.prototype[Symbol.iterator], String(new Map()), Object.prototype.toString.call(new Map()), Map.length, Map.name);

for (const action of [() => Map(), () => new Map(5), () => new Map([1]), () => Map.prototype.get.call({}, 1), () => new Map([['a', 1]].map(String))]) {
  try {
    print(action());
  } catch (error) {
    print(error.name);
  }
}

const large = new Map();
for (let i = 0; i < 500; i++) large.set('k' + i, i);
for (let i = 0; i < 500; i += 2) large.delete('k' + i);
for (let i = 0; i < 100; i++) large.set('again' + i, i);
let sum = 0;
for (const value of large.values()) sum += value;
print(large.size, sum, large.get('k499'), large.has('k498'), [...large.keys()].slice(-2).join());

const counts = new Map();
for (const word of 'to be or not to be that is the question to be'.split(' ')) counts.set(word, (counts.get(word) ?? 0) + 1);
print([...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([w, n]) => w + n).join());
print(new Map([[1, 'a'], [1, 'b']]).get(1), new Map(null).size, new Map(undefined).size, new Map(new Map([[7, 8]])).get(7));
